"""Which entry of a Jacobian is wrong, once the coordinate of x is known.

Four evaluations more, two steps along that coordinate alone, measure the whole column of the
Jacobian (Richardson's extrapolation). The entries that agree tell how well it is measured.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.gradcheck.asking import Points, step
from grader.gradcheck.line import Line
from grader.gradcheck.steps import COARSEST

_APART = 2  # the second step is so many powers of two from the first
_ALONE = 0.05  # of the difference of the worst entry: what the others may differ by
_ROUNDINGS = 8.0
_BARS = 2.0  # times what is seen of an error


@dataclass(frozen=True)
class Entry:
    """The output whose derivative is wrong, that derivative as claimed and as measured, and how far
    off the measured one may be."""

    output: int
    claimed: float
    measured: float
    error: float


def entry(
    line: Line, coordinate: int, column: Any, k: int
) -> Generator[Points, list[Any], Entry | None]:
    """The one entry of a claimed column (outputs,) that is wrong, by steps of 2^k or more along
    the coordinate; None where several are."""
    v = np.zeros_like(line.v)
    v[coordinate] = line.v[coordinate]
    alone = line.along(v)
    fine = min(max(k, _precise(line)), COARSEST - _APART)
    yield from step(alone, fine)
    yield from step(alone, fine + _APART)
    slope, rounding = _column(alone, coordinate, fine)
    coarse, _ = _column(alone, coordinate, fine + _APART)
    measured = slope + (slope - coarse) / (4.0**_APART - 1)
    if not np.all(np.isfinite(measured)):
        return None
    off = np.maximum(np.abs(measured - column) - rounding, 0.0)
    worst = int(np.argmax(off))
    others = float(np.delete(off, worst).max())
    if off[worst] == 0 or others > _ALONE * off[worst]:
        return None
    seen = max(float(np.abs(slope - coarse)[worst]), others)
    error = float(rounding[worst]) + _BARS * seen
    return Entry(worst, float(column[worst]), float(measured[worst]), error)


def _precise(line: Line) -> int:
    """The exponent of the step at which rounding in f is about as large as what the step cuts off,
    the cube root of the precision of f."""
    size = max(float(np.abs(pair.plus).max()) for pair in line.pairs.values())
    coarse = line.grain.quantum / size if 0 < size < math.inf else 0.0
    precision = max(line.epsilon, line.grain.epsilon, coarse)
    return math.floor(math.log2(precision) / 3)


def _column(alone: Line, coordinate: int, k: int) -> tuple[Any, Any]:
    """The derivative of each output by one coordinate, by central differences, and what rounding
    may add to it."""
    pair, (up, down) = alone.pairs[k], alone.points(k)
    moved = float(up[coordinate] - down[coordinate])
    size = np.abs(pair.plus) + np.abs(pair.minus)
    precision = max(alone.epsilon, alone.grain.epsilon)
    rounding = np.maximum(precision * size, alone.grain.quantum)
    return (pair.plus - pair.minus) / moved, _ROUNDINGS * rounding / abs(moved)
