"""Paragraphs of 80 columns in which a formula or `name = value` is never broken across lines."""

from __future__ import annotations

import re
from collections.abc import Iterable

WIDTH = 80
MARGIN = 65  # where notes on the right of a line begin,
LONG_NOTE = 50  # and long ones

_OPERATORS = frozenset({"=", "==", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "@", "->", "~"})
_OPENS_CALL = re.compile(r"\w\(")
_OPENS_TUPLE = re.compile(r"\(-?[\d.]+,$")


def wrapped(text: str, width: int = WIDTH) -> list[str]:
    """The text in lines of at most `width` columns; none where it is blank.

    A formula longer than a line is broken between its words, a word longer than a line anywhere.
    """
    return filled(
        (part for unit in _units(text.split(" ")) for part in _fitting(unit, width)), width
    )


def filled(units: Iterable[str], width: int, separator: str = " ") -> list[str]:
    """The units side by side, as many to a line as fit into `width`; none of them is broken."""
    lines: list[str] = []
    room = width - len(separator.strip())  # a comma may follow
    for unit in units:
        if lines and len(lines[-1]) + len(separator) + len(unit) <= room:
            lines[-1] += separator + unit
        else:
            lines[-1:] = [(line + separator).rstrip() for line in lines[-1:]]
            lines.append(unit)
    return lines


def cut(text: str, width: int) -> str:
    """The text, its end replaced by "..." where it is wider than `width`."""
    return text if len(text) <= width else text[: max(width - 3, 0)] + "..."[:width]


def in_margin(line: str, note: str) -> str | None:
    """A short note in the margin on the right of a line, or None where there is no room.

    It stands in the middle of the margin, a long one from column 50 on, or as far to the right as
    the line asks for.
    """
    space = WIDTH - MARGIN
    start = MARGIN + (space - len(note)) // 2 if len(note) <= space else LONG_NOTE
    start = start if len(line) + 2 <= start else WIDTH - len(note)
    return f"{line:<{start}}{note}" if len(line) + 2 <= start else None


def indented(lines: Iterable[str], by: int) -> list[str]:
    """The lines, moved to the right."""
    return [" " * by + line if line else line for line in lines]


def _units(words: list[str]) -> list[str]:
    """Words, joined by blanks where a line may not end between them."""
    units: list[str] = []
    depth = 0
    glued = False
    for word in words:
        if not word:
            continue
        operator = (
            word in _OPERATORS and units and not units[-1].endswith((",", ";", ":", ".", "?"))
        )
        if units and (glued or depth > 0 or operator):
            units[-1] += f" {word}"
        else:
            units.append(word)
        glued = bool(operator)
        opens_code = _OPENS_CALL.search(word) or _OPENS_TUPLE.search(word) or depth > 0
        depth += word.count("[") - word.count("]")
        if opens_code:
            depth += word.count("(") - word.count(")")
        depth = max(depth, 0)
    return units


def _fitting(unit: str, width: int) -> list[str]:
    """The unit, or where it is longer than a line its words, or where they are, pieces of them."""
    if len(unit) <= width:
        return [unit]
    return [
        word[start : start + width]
        for word in unit.split(" ")
        for start in range(0, len(word), width)
    ]
