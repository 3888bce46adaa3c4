"""An update rule over several steps, as a table with one row per step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from grader.language import Language, Word
from grader.records import Counterexample
from grader.report.arrays import COLUMN, Drawing, shape
from grader.report.characters import verbatim
from grader.report.decimals import number, printed
from grader.report.inputs import ROOM, assignments, plain
from grader.report.paragraph import WIDTH, wrapped

_STEP = 5  # the width of the column of steps,
_RETURNED = 13  # of what was returned,
_RIGHT = 14  # of what is expected,
_PART = 11  # of each other part
_GRADIENT = "g"
_COUNT = "t"


def start(shown: Counterexample, say: Language) -> list[str]:
    """Where the steps start and which gradients they see, then the hyper-parameters."""
    parts = tuple(shown.got or shown.expected or ())
    before = {
        name: value
        for name, value in shown.inputs.items()
        if name in parts or name.startswith(tuple(f"{part}_" for part in parts))
    }
    others = {
        name: value
        for name, value in shown.inputs.items()
        if name not in before and name not in (_GRADIENT, _COUNT)
    }
    lines = _start_lines(before, shown, say)
    return [*lines, *assignments(others, say)] if others else lines


def table(shown: Counterexample, say: Language) -> Drawing:
    """The first wrong step with the one before and the one after it: the first wrong part in
    numbers, of an array its first wrong entry, the other parts in a word.
    """
    got, expected, differs = (
        value if isinstance(value, Mapping) else {}
        for value in (shown.got, shown.expected, shown.differs)
    )
    wrong = {part: [_any(step) for step in differs.get(part, ())] for part in got}
    part = next((p for p in got if any(wrong[p])), next(iter(got), ""))
    if not part:
        return Drawing(())
    index = _first_wrong(differs.get(part, ()))
    returned = _entries(got[part], index)
    right = _entries(expected.get(part) or (), index)
    count = len(returned)
    right = right if len(right) == count else []
    flags = [_at(step, index) for step in differs.get(part, ())]
    flags = flags if len(flags) == count else [False] * count
    first = flags.index(True) if True in flags else 0
    rows = range(max(0, first - 1), min(count, first + 2))
    pick = slice(rows.start, rows.stop)
    texts, others = printed(returned[pick], right[pick], flags[pick])
    name = verbatim(part) + (f"[{', '.join(map(str, index))}]" if index else "")
    columns = [
        (_COUNT, [str(row + 1) for row in rows], _STEP),
        (
            say("{part} returned", part=name) + texts.scale,
            _aligned(texts.texts, ["*" if flags[row] else "" for row in rows]),
            _RETURNED,
        ),
    ]
    if right:
        title = say("{part} expected", part=name) + others.scale
        columns.append((title, _aligned(others.texts, [""] * len(rows)), _RIGHT))
    words = say.word(Word("part", "right")), say.word(Word("part", "wrong"))
    columns += [
        (verbatim(p), [words[row < len(wrong[p]) and wrong[p][row]] for row in rows], _PART)
        for p in got
        if p != part
    ]
    return Drawing(tuple(_fitting(columns)), marked=any(flags[pick]))


def _start_lines(before: Mapping[str, Any], shown: Counterexample, say: Language) -> list[str]:
    units = [f"{verbatim(name)} = {plain(value)}" for name, value in before.items()]
    start_text = ", ".join(units)
    if _GRADIENT not in shown.inputs:
        text = say("start at {start}", start=start_text)
    else:
        gradient = shown.inputs[_GRADIENT]
        count = len(next(iter((shown.got or {"": ()}).values())))
        own = len(shape(gradient) or ())
        if own == len(shape(next(iter(before.values()), 0.0)) or ()) + 1 and len(gradient) == count:
            text = say(
                "start at {start}; the gradients are {gradients}",
                start=start_text,
                gradients=f"{_GRADIENT} = {', '.join(map(plain, gradient))}",
            )
        else:
            text = say(
                "start at {start}; the gradient is {gradient} at every step",
                start=start_text,
                gradient=f"{_GRADIENT} = {plain(gradient)}",
            )
    return wrapped(text, ROOM)


def _fitting(columns: Sequence[tuple[str, list[str], int]]) -> list[str]:
    """The rows of the table; columns at the end that 80 columns cannot hold are left out."""
    lines: list[str] = []
    for title, cells, least in columns:
        width = max(least, max(map(len, (title, *cells))) + 3)
        column = [title, *cells]
        wider = [
            a + b.ljust(width) for a, b in zip(lines or [""] * len(column), column, strict=True)
        ]
        if lines and max(len(line.rstrip()) for line in wider) > WIDTH - COLUMN:
            break
        lines = wider
    return [line.rstrip() for line in lines]


def _aligned(texts: Sequence[str], marks: Sequence[str]) -> list[str]:
    width = max(map(len, texts), default=0)
    return [text.rjust(width) + mark for text, mark in zip(texts, marks, strict=True)]


def _first_wrong(steps: Sequence[Any]) -> tuple[int, ...]:
    """The index of the first wrong entry of the first wrong step; () of numbers."""
    for step in steps:
        for index in product(*map(range, shape(step) or ())):
            if _at(step, index):
                return index
    return (0,) * len(shape(steps[0]) or ()) if steps else ()


def _any(step: Any) -> bool:
    return any(map(_any, step)) if isinstance(step, (list, tuple)) else bool(step)


def _entries(steps: Sequence[Any], index: tuple[int, ...]) -> list[float]:
    return [number(_at(step, index)) for step in steps]


def _at(value: Any, index: tuple[int, ...]) -> Any:
    for i in index:
        value = value[i]
    return value
