"""Small arrays as text: the returned one and the right one, with marks where they differ.

Two dimensions stand side by side where 80 columns allow it, otherwise one below the other, as do
vectors; of a larger array the corner that holds the worst entry is shown.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from grader.report.decimals import number, printed, without_rounding_noise
from grader.report.paragraph import WIDTH, indented

COLUMN = 13  # where tables begin
_ROOM = WIDTH - COLUMN
_WHOLE = 6  # rows or columns that are shown in full
_CORNER = 4
_GAP = 4
_LEFT = 14  # the least that the array on the left takes up
_COLUMN = 3  # the least that a column of a matrix takes up


Title = Callable[[str], str]  # the range that is shown, "" or "[3:7, 0:4]" → the title


@dataclass(frozen=True)
class Drawing:
    """Lines at the left margin of tables; whether they hold marks; whether all entries differ."""

    lines: tuple[str, ...]
    marked: bool = False
    all_differ: bool = False


def shape(value: Any) -> tuple[int, ...] | None:
    """The shape of nested lists of numbers, or None where they are no array."""
    if not isinstance(value, (list, tuple)):
        return () if _is_number(value) else None
    shapes = {shape(entry) for entry in value}
    if len(shapes) > 1 or None in shapes:
        return None
    return (len(value), *(shapes.pop() or ())) if value else (0,)


def draw(
    returned: Any,
    right: Any,
    differs: Any,
    titles: tuple[Title, Title],
    *,
    noisy: bool = False,
    marks_on: int = 0,
    always_marked: bool = False,
) -> Drawing:
    """Two arrays of one shape, at least one-dimensional; `right` may be None.

    `differs` is None or has their shape; `noisy` says that the right one comes from finite
    differences. Marks stand on the first or on the second array. Where every entry of a matrix
    differs, there are none and the drawing says so, unless they are `always_marked`.
    """
    size = shape(returned) or (0,)
    if right is not None and shape(right) != size:
        right = None
    if shape(differs) != size:
        differs = None
    indices = list(product(*map(range, size)))
    wrong = [i for i in indices if differs is not None and _at(differs, i)]
    all_differ = len(wrong) == len(indices) > 1
    worst = max(wrong, key=lambda i: _distance(returned, right, i), default=(0,) * len(size))
    marked = wrong if always_marked or not all_differ else []
    for most in (_WHOLE, _CORNER, 3, 2, 1):
        window = _Window.around(worst, size, most)
        panels = _panels(returned, right, wrong, marked, titles, window, noisy=noisy, on=marks_on)
        lines = _vectors(panels, window) if len(size) == 1 else _matrices(panels)
        if max(map(len, lines)) <= _ROOM:
            break
    return Drawing(tuple(lines), marked=bool(marked), all_differ=all_differ and not marked)


# --- which part of an array ----------------------------------------------------------------------


@dataclass(frozen=True)
class _Window:
    """A range of rows and columns, and the leading indices of the slice that holds them."""

    leading: tuple[int, ...]
    ranges: tuple[range, ...]
    text: str

    @classmethod
    def around(cls, worst: tuple[int, ...], size: tuple[int, ...], most: int) -> _Window:
        leading, last = worst[:-2], size[-2:]
        ranges = tuple(
            _around(at, length, min(most, _CORNER) if length > most else length)
            for at, length in zip(worst[-2:], last, strict=True)
        )
        parts = [str(i) for i in leading]
        if any(len(r) < length for r, length in zip(ranges, last, strict=True)):
            parts += [f"{r.start}:{r.stop}" for r in ranges]
        return cls(leading, ranges, f"[{', '.join(parts)}]" if parts else "")

    def indices(self) -> list[tuple[int, ...]]:
        return [(*self.leading, *i) for i in product(*self.ranges)]


def _around(at: int, length: int, shown: int) -> range:
    start = max(0, min(at - 1, length - shown))
    return range(start, start + shown)


def _distance(returned: Any, right: Any, index: tuple[int, ...]) -> float:
    if right is None:
        return 0.0
    distance = abs(number(_at(returned, index)) - number(_at(right, index)))
    return math.inf if math.isnan(distance) else distance


# --- panels --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Panel:
    title: str
    rows: tuple[tuple[str, ...], ...]
    marks: tuple[tuple[bool, ...], ...]


def _panels(
    returned: Any,
    right: Any,
    wrong: Sequence[tuple[int, ...]],
    marked: Sequence[tuple[int, ...]],
    titles: tuple[Title, Title],
    window: _Window,
    *,
    noisy: bool,
    on: int,
) -> list[_Panel]:
    indices = window.indices()
    wrong_here, marked_here = set(wrong), set(marked)
    flags = [i in wrong_here for i in indices]
    left = [number(_at(returned, i)) for i in indices]
    other = [] if right is None else [number(_at(right, i)) for i in indices]
    if noisy and other:
        rounded = without_rounding_noise(other)
        other = [
            exact if flag and mine == near else near
            for flag, mine, exact, near in zip(flags, left, other, rounded, strict=True)
        ]
    columns = len(window.ranges[-1])
    marks = [i in marked_here for i in indices]
    panels = [
        _Panel(
            title(window.text) + text.scale,
            _rows(text.texts, columns),
            _rows(marks if place == on else [False] * len(marks), columns),
        )
        for place, (text, title) in enumerate(zip(printed(left, other, flags), titles, strict=True))
    ]
    if right is None:  # its title still says how wide titles are, so that rows stay in place
        return [replace(panels[0], title=f"{panels[0].title:<{len(titles[1](''))}}")]
    return panels


def _rows(flat: Sequence[Any], columns: int) -> tuple[tuple[Any, ...], ...]:
    if not columns:
        return ((),)
    return tuple(tuple(flat[i : i + columns]) for i in range(0, len(flat), columns))


def _vectors(panels: list[_Panel], window: _Window) -> list[str]:
    """Vectors one below the other, behind their titles, or below them where those are long."""
    rows = [panel.rows[0] for panel in panels]
    marks = [panel.marks[0] for panel in panels]
    widths = [max(len(row[c]) for row in rows) for c in range(len(window.ranges[-1]))]
    starred = [any(mark[c] for mark in marks) for c in range(len(widths))]
    ends = _ends(widths, [width + 2 for width in widths], starred, widths)
    brackets = [_bracket(row, mark, ends, starred) for row, mark in zip(rows, marks, strict=True)]
    label = max(len(panel.title) for panel in panels)
    if label + 2 + max(map(len, brackets)) <= _ROOM:
        return [
            f"{panel.title:<{label}}  {bracket}"
            for panel, bracket in zip(panels, brackets, strict=True)
        ]
    return [
        line
        for panel, bracket in zip(panels, brackets, strict=True)
        for line in (panel.title.rstrip(), bracket)
    ]


def _matrices(panels: list[_Panel]) -> list[str]:
    """Matrices side by side, or one below the other where that is too wide."""
    columns = range(len(panels[0].rows[0]))
    widths = [max((len(r[c]) for p in panels for r in p.rows), default=0) for c in columns]
    widest = max(widths[1:], default=0)
    blocks = []
    for panel in panels:
        own = [max(len(row[c]) for row in panel.rows) for c in columns]
        starred = [any(mark[c] for mark in panel.marks) for c in columns]
        pitches = [max(widest, _COLUMN) + 2 for _ in columns]
        ends = _ends(widths, pitches, starred, own)
        blocks.append(
            [
                _bracket(row, mark, ends, starred)
                for row, mark in zip(panel.rows, panel.marks, strict=True)
            ]
        )
    if len(blocks) == 1:
        return [panels[0].title.rstrip(), *blocks[0]]
    left = max(_LEFT, len(panels[0].title), *map(len, blocks[0])) + _GAP
    beside = [
        f"{a:<{left}}{b}"
        for a, b in zip([panels[0].title, *blocks[0]], [panels[1].title, *blocks[1]], strict=True)
    ]
    if max(map(len, beside)) <= _ROOM:
        return beside
    return [panels[0].title, *blocks[0], panels[1].title, *blocks[1]]


def _ends(
    widths: Sequence[int], pitches: Sequence[int], starred: Sequence[bool], own: Sequence[int]
) -> list[int]:
    """Where each column ends: its pitch after the one before, two blanks clear of that one's mark.

    `own` are the widths of what this array holds, `widths` those of both arrays.
    """
    ends: list[int] = []
    for column, pitch in enumerate(pitches):
        if column == 0:
            ends.append(widths[0])
        else:
            ends.append(ends[-1] + max(pitch, starred[column - 1] + 2 + own[column]))
    return ends


def _bracket(
    row: Sequence[str], marks: Sequence[bool], ends: Sequence[int], starred: Sequence[bool]
) -> str:
    text = ""
    for entry, mark, end, column in zip(row, marks, ends, starred, strict=True):
        text = text + entry.rjust(end - len(text)) + ("*" if mark else " " if column else "")
    return f"[{text}]"


def _at(value: Any, index: tuple[int, ...]) -> Any:
    for i in index:
        value = value[i]
    return value


def _is_number(value: Any) -> bool:
    try:
        number(value)
    except (TypeError, ValueError):
        return False
    return True


def placed(lines: Sequence[str]) -> list[str]:
    """The lines at the margin of tables."""
    return indented(lines, COLUMN)
