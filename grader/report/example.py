"""The example of a block: the smallest failing call, and what came back beside the right answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.language import Language
from grader.records import Blame, Counterexample
from grader.report import arrays, steps
from grader.report.arrays import Drawing, Title, draw, shape
from grader.report.characters import prose, verbatim
from grader.report.decimals import scalar, scalars
from grader.report.inputs import COLUMN, ROOM, call_lines, named_lines, size_text
from grader.report.paragraph import cut, in_margin, indented, wrapped

_GAP = " " * 6
_INSET = arrays.COLUMN - COLUMN


@dataclass(frozen=True)
class Example:
    """Lines at the text column, and the legend that they hold or would hold."""

    lines: tuple[str, ...]
    legend: str = ""


def example(
    shown: Counterexample, function: str, blame: Blame | None, say: Language, told: frozenset[str]
) -> Example:
    """The example in full. `told` are the legends that the reader has seen above."""
    if shown.kind == "steps":
        before = steps.start(shown, say)
        drawing = steps.table(shown, say)
    elif shown.kind == "input":
        before = _input_lines(shown, function, say)
        drawing = _before_and_after(shown, say)
    elif shown.kind == "repeat":
        before = call_lines(function, shown.inputs, shown.sizes, say)
        drawing = _first_and_second(shown, say)
    else:
        before = call_lines(function, shown.inputs, shown.sizes, say)
        sentence = _one_line(shown, blame, say)
        if sentence is not None:
            below = wrapped(prose(shown.relation), ROOM - _INSET) if shown.relation else []
            lines = _with_sentence(before, sentence, shown)
            return Example((*lines, *indented(below, _INSET)))
        drawing = _arrays(shown, blame, say)
    lines = indented(drawing.lines, _INSET)
    legend = ""
    if drawing.marked:
        unknown = shown.kind in ("call", "steps") and shown.expected is None
        legend = say("* is not the expected value") if unknown else say("* differs")
        if legend not in told:
            beside = in_margin(" " * COLUMN + lines[-1], legend)
            lines = [*lines[:-1], beside[COLUMN:]] if beside else [*lines, legend.rjust(ROOM)]
    if shown.relation:
        lines += indented(wrapped(prose(shown.relation), ROOM - _INSET), _INSET)
    elif drawing.all_differ:
        lines += indented([say("every entry differs")], _INSET)
    return Example((*before, *lines), legend)


def _input_lines(shown: Counterexample, function: str, say: Language) -> list[str]:
    """`x = np.array([0., 1.]); softmax(x)`, or the assignments line by line, then the call."""
    bare = f"{verbatim(function)}({', '.join(map(verbatim, shown.inputs))})"
    lines = named_lines(shown.inputs, shown.sizes, say)
    if not function:
        return lines
    joined = "; ".join([*lines, bare])
    if len(lines) == 1 and len(shown.sizes) < 2 and len(joined) <= ROOM:
        return [joined]
    return [*lines, *wrapped(bare, ROOM)]


def _before_and_after(shown: Counterexample, say: Language) -> Drawing:
    name = shown.part or next(iter(shown.inputs), "")
    before = shown.inputs.get(name) if shown.expected is None else shown.expected
    return _one_after_the_other(
        (before, shown.got),
        shown.differs,
        (
            lambda window: say("{part} before", part=verbatim(name) + window),
            lambda window: say("{part} after", part=verbatim(name) + window),
        ),
        say,
    )


def _first_and_second(shown: Counterexample, say: Language) -> Drawing:
    """What came from the first and from the second of two equal calls, if anything came."""
    name = _named(shown, say)

    def title(call: str) -> Title:
        if not name:
            return lambda window: f"{call} {window}".rstrip()
        return lambda window: say("{part}, {call}", part=name + window, call=call)

    titles = title(say("first call")), title(say("second call"))
    if shown.got is not None:
        return _one_after_the_other((shown.expected, shown.got), shown.differs, titles, say)
    if shape(shown.expected):
        return draw(shown.expected, None, None, titles)
    return Drawing((f"{titles[0]('')}  {cut(_anything(shown.expected), ROOM // 2)}",))


def _one_after_the_other(
    values: tuple[Any, Any], differs: Any, titles: tuple[Title, Title], say: Language
) -> Drawing:
    """Two values of one thing, marked where the second is another one."""
    one, other = values
    if shape(one) and shape(one) == shape(other):
        return draw(one, other, differs, titles, marks_on=1, always_marked=True)
    if shape(one) == shape(other) == ():
        texts = scalars(one, other)
    else:
        texts = _anything_or_shape(one, say), _anything_or_shape(other, say)
    width = max(len(title("")) for title in titles)
    lines = [
        f"{title(''):<{width}}  {cut(text, ROOM // 2)}"
        for title, text in zip(titles, texts, strict=True)
    ]
    return Drawing(tuple(cut(line, ROOM - _INSET) for line in lines))


def _anything_or_shape(value: Any, say: Language) -> str:
    if _is_shape(value):
        return say("shape {shape}", shape=size_text(value["shape"]))
    return _anything(value)


# --- what stands on the right --------------------------------------------------------------------


def _right_title(shown: Counterexample, blame: Blame | None, say: Language) -> str:
    if not shown.against:
        return say("expected")
    if blame is not None and blame.is_loss and blame.forward == shown.against:
        return say("finite differences of your loss")
    return say("finite differences of your {function}", function=verbatim(shown.against))


def _named(shown: Counterexample, say: Language) -> str:
    """The part that is shown; of an entry of a list with the name of what the list is made of."""
    if not shown.part.startswith("["):
        return verbatim(shown.part)
    lists = [n for n, v in shown.inputs.items() if isinstance(v, Mapping) and set(v) == {"list"}]
    return (verbatim(lists[0]) if len(lists) == 1 else say("result")) + verbatim(shown.part)


def _returned_title(part: str, say: Language) -> Title:
    if not part:
        return lambda window: say("returned") + window
    return lambda window: say("{part} returned", part=part + window)


# --- answers on one line -------------------------------------------------------------------------


def _one_line(shown: Counterexample, blame: Blame | None, say: Language) -> str | None:
    """What came back as one line, or None where arrays have to be drawn."""
    got, expected = shown.got, shown.expected
    returned = _returned_title(_named(shown, say), say)("")
    right = _right_title(shown, blame, say)
    if _is_shape(got) or _is_shape(expected):
        return _shapes(returned, got, expected, say)
    sizes = [shape(value) for value in (got, expected) if value is not None]
    if len(set(sizes)) == 1 and sizes[0]:
        return None
    if len(set(sizes)) == 2 and None not in sizes:
        return _shapes(returned, {"shape": sizes[0]}, {"shape": sizes[1]}, say)
    if got is None and expected is None:
        return ""
    if got is None:
        return f"{right} {_anything(expected)}"
    if expected is None:
        return f"{returned} {_anything(got)}"
    if shape(got) == shape(expected) == ():
        a, b = scalars(got, expected)
    else:
        a, b = cut(_anything(got), ROOM // 3), cut(_anything(expected), ROOM // 3)
    return f"{returned} {a}{_GAP}{right} {b}"


def _with_sentence(before: list[str], sentence: str, shown: Counterexample) -> list[str]:
    beside = f"{before[-1]}{_GAP}{sentence}"
    if not sentence:
        return before
    if shown.got is None and len(before) == 1 and len(beside) <= ROOM:
        return [beside]
    if _INSET + len(sentence) > ROOM:
        parts = sentence.split(_GAP)
        return [*before, *(cut(" " * _INSET + part, ROOM) for part in parts)]
    return [*before, " " * _INSET + sentence]


def _is_shape(value: Any) -> bool:
    return isinstance(value, Mapping) and set(value) == {"shape"}


def _shapes(returned: str, got: Any, expected: Any, say: Language) -> str:
    said = [
        say("{title} shape {shape}", title=title, shape=size_text(value["shape"]))
        for title, value in ((returned, got), (say("expected"), expected))
        if _is_shape(value)
    ]
    return ", ".join(said)


def _anything(value: Any) -> str:
    size = shape(value)
    if size == () and not isinstance(value, bool):
        return scalar(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_anything, value))}]"
    if isinstance(value, Mapping) and set(value) == {"list"}:
        return _anything(value["list"])
    if isinstance(value, Mapping):
        items = (f"{verbatim(str(key))}: {_anything(entry)}" for key, entry in value.items())
        return "{" + ", ".join(items) + "}"
    return verbatim(str(value))


def _arrays(shown: Counterexample, blame: Blame | None, say: Language) -> Drawing:
    returned = _returned_title(_named(shown, say), say)
    right = _right_title(shown, blame, say)
    noisy = bool(shown.against)
    if shown.got is None:
        return draw(shown.expected, None, None, (lambda window: right + window,) * 2)
    titles = returned, lambda _: right
    row = len(shape(shown.got) or ()) == 1 and not shown.relation  # marks on a row say enough
    return draw(shown.got, shown.expected, shown.differs, titles, noisy=noisy, always_marked=row)
