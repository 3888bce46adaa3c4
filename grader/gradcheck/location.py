"""Which coordinate of a gradient is wrong, where it is one alone.

One wrong coordinate i adds δ·v_i to the residual along v. Along two random directions the two
residuals are in the ratio of their entries at i, which tells i, or few that it may be, for nothing;
a third direction that only moves those, each by another amount, tells them apart.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import Any

import numpy as np

from grader.gradcheck.line import Line
from grader.gradcheck.measured import BARS, Both, Measured
from grader.gradcheck.trial import Points, step

_EXPECTED = 1e-3  # of coordinates that look like it by chance: what is sure enough
_COARSE = 0.03  # an error bar that leaves room for two values, of the size of a residual
_PATIENCE = 2.0  # turns for each halving of the number of coordinates, and a few more


def suspected(both: Both) -> tuple[Any, bool]:
    """The coordinates each of which explains both residuals, and whether that of the first of them
    can hardly be by chance."""
    first, second = both
    suspects, chance = _in_ratio(first, second, np.arange(first.v.size))
    return suspects, suspects.size == 1 and (first.v.size == 1 or chance < _EXPECTED)


def located(
    line: Line, claim: int, at: int, both: Both
) -> Generator[Points, list[Any], int | None]:
    """The one coordinate that explains both residuals, or None where several are wrong.

    `line` is the one that failed, with the claim that did; `at` the exponent of its best step.
    """
    first, second = both
    suspects, chance = _in_ratio(first, second, np.arange(line.x.size))
    turns = math.ceil(_PATIENCE * math.log2(line.x.size + 1)) + 2
    for _ in range(turns):
        if suspects.size == 0:
            return None
        if suspects.size == 1 and chance < _EXPECTED:
            return int(suspects[0])
        if suspects.size == 1:
            alone = yield from along(line, claim, at, suspects, np.ones(1), first)
            agrees = abs(alone.residual - first.residual) <= BARS * (alone.error + first.error)
            return int(suspects[0]) if agrees else None
        weights = np.linspace(-1.0, 1.0, suspects.size)
        if first.error > _COARSE * abs(first.residual):
            weights = np.where(weights < 0, -1.0, 1.0)
        further = yield from along(line, claim, at, suspects, weights, first)
        fewer, again = _in_ratio(first, further, suspects)
        if fewer.size == suspects.size:
            fewer, again = suspects[weights * further.residual * first.residual > 0], 1.0
        suspects, chance = fewer, min(chance, 1.0) * again
    return None


def _in_ratio(first: Measured, second: Measured, among: Any) -> tuple[Any, float]:
    """The coordinates that explain both residuals, and how many of the others would by chance."""
    v, u = first.v[among], second.v[among]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = u / v
    off = np.abs(second.residual - first.residual * ratio)
    allowed = BARS * (second.error + first.error * np.abs(ratio)) + 1e-12 * np.abs(second.residual)
    fits = (v != 0) & (off <= allowed)
    spread = float(np.median(np.abs(first.residual * ratio[v != 0]))) if np.any(v) else 0.0
    chance = float(np.median(allowed)) / spread if spread else 1.0
    return among[fits], min(1.0, chance) * among.size


def along(
    line: Line, claim: int, at: int, among: Any, weights: Any, like: Measured
) -> Generator[Points, list[Any], Measured]:
    """The residual when only some coordinates are moved, each as before times its weight."""
    v = np.zeros_like(line.v)
    v[among] = line.v[among] * weights
    some = line.along(v)
    yield from step(some, at)
    noise = some.rounding(at, claim) / 2.0**at
    bent = abs(line.residual(at, claim) - like.residual)  # what extrapolation would have taken off
    return Measured(some.residual(at, claim), like.error + bent + noise, v, like.gradient)
