"""Which entry of a Jacobian is wrong, once the coordinate of x is known.

Two evaluations more, along that coordinate alone, measure the whole column of the Jacobian.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.gradcheck.asking import Points
from grader.gradcheck.line import Line

_ALONE = 0.05  # of the difference of the worst entry: what the others may differ by
_ROUNDINGS = 8.0


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
    """The one entry of a claimed column (outputs,) that is wrong, by a step 2^k along the
    coordinate; None where several are."""
    v = np.zeros_like(line.v)
    v[coordinate] = line.v[coordinate]
    alone = line.along(v)
    points = alone.points(k)
    moved = float(points[0][coordinate] - points[1][coordinate])
    plus, minus = map(alone.taken, (yield points))
    measured = (plus - minus) / moved
    if not np.all(np.isfinite(measured)):
        return None
    off = np.abs(measured - column)
    error = _ROUNDINGS * line.epsilon * (np.abs(plus) + np.abs(minus)) / abs(moved)
    plain = np.maximum(off - error, 0.0)
    worst = int(np.argmax(plain))
    others = np.delete(plain, worst)
    if plain[worst] == 0 or np.any(others > _ALONE * plain[worst]):
        return None
    claimed, slope = float(column[worst]), float(measured[worst])
    return Entry(worst, claimed, slope, float(error[worst]) + float(others.max()))
