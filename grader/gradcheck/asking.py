"""What a conversation asks for: the values of f at points, all of a turn at once."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any

from grader.gradcheck.line import Line

Points = Sequence[Any]
Asking = Generator[Points, list[Any], Any]


def center(line: Line) -> Asking:
    """Ask for f at x, unless it is known."""
    if line.center is None:
        line.center = line.taken((yield [line.x])[0])


def step(line: Line, k: int) -> Asking:
    """Ask for f at the two points of a step, unless they are known."""
    if k not in line.pairs:
        plus, minus = yield line.points(k)
        line.add(k, plus, minus)
