"""Residuals at several steps → what they tend to as the step goes to zero, with an error bar.

The error bar has two parts: how far extrapolation in h² (Neville's tableau) still moves, and noise,
both what rounding must leave and what the scatter of the finer steps shows. A kink has an estimate
of its own, for near one nothing converges.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from grader.gradcheck.line import Line
from grader.gradcheck.moved import EPSILON

_MOST_COLUMNS = 4
_NEIGHBOURS = 2  # steps closer than that bend alike by chance


@dataclass(frozen=True)
class Estimate:
    """(∇φ − g)·v along a line, how far off that may be, and how much a kink may have to do with it.

    `step` is the exponent of the finest step that the value rests on, `noise` the part of the error
    that noise has, `scatter` the noise in φ(x₊) − φ(x₋) itself.
    """

    value: float
    error: float
    kink: float
    step: int
    noise: float
    scatter: float


def extrapolated(line: Line, claim: int) -> Estimate | None:
    """What the residuals of a claim tend to; None with fewer than two finite ones."""
    residuals = {k: line.residual(k, claim) for k in sorted(line.pairs)}
    residuals = {k: r for k, r in residuals.items() if math.isfinite(r)}
    if len(residuals) < 2:
        return None
    steps = list(residuals)
    bends = {k: line.bend(k, claim) for k in steps} if line.center is not None else {}
    noise = _noise(line, claim, residuals, bends)
    value, error, first = _best_window(residuals, noise)
    heard = 1.2 * noise[first] / 2.0**first
    off = _unexplained(residuals, value, first)
    kink = _kink_near(off, noise, error)
    if off:
        scattered = max(abs(apart) * 2.0**k for k, apart in off.items())
        heard = max(heard, 1.5 * scattered / 2.0**first)
        noise = {k: max(one, heard * 2.0**first) for k, one in noise.items()}
    error = max(error, heard)
    kink = max(kink, _kink_at(steps, bends, noise, first))
    return Estimate(value, error, kink, first, heard, heard * 2.0**first)


def _noise(
    line: Line, claim: int, residuals: dict[int, float], bends: dict[int, float]
) -> dict[int, float]:
    """The noise in φ(x₊) − φ(x₋), step by step: what rounding must leave, and what is seen.

    Where φ(x₊) + φ(x₋) − 2φ(x) does not shrink with the step, as it does at a kink and all the more
    where f is smooth, it is noise. Where f stands still although by the claim it should move, and
    moves at larger steps, its values are rounded more coarsely than float64: to single precision.
    """
    steps = list(residuals)
    noise = {k: line.rounding(k, claim) for k in steps}
    if max((abs(bend) for bend in bends.values()), default=0.0) > line.size(claim):
        uneven = _uneven(line)
        noise |= {k: max(noise[k], abs(bends[k]) * uneven) for k in bends}
    seen = _unsmooth(
        {k: abs(bends[k]) * 2.0**k for k in bends if math.isfinite(bends[k])},
        {k: abs(residuals[k] - residuals[next_one]) * 2.0**k for k, next_one in pairwise(steps)},
    )
    moving = [k for k in steps if line.slope(k, claim) != 0]
    coarsely = [
        abs(line.claimed(k, claim)) / 2
        for k in steps
        if moving and k < max(moving) and line.slope(k, claim) == 0
    ]
    least = max([rise for rise in coarsely if rise > 4 * min(noise.values())], default=0.0)
    return {k: max(one, least, seen) for k, one in noise.items()}


def _uneven(line: Line) -> float:
    """By how much x₊ − x and x − x₋ may differ in rounding, times h, as a share of h v: at a
    minimum, where f does nothing but bend, that is what moves it."""
    moved = np.flatnonzero(line.v)
    return 2 * EPSILON * float(np.abs(line.x[moved] / line.v[moved]).max(initial=0.0))


def _unsmooth(second: dict[int, float], apart: dict[int, float]) -> float:
    """The size of the second differences that do not shrink with the step as they should.

    second: φ(x₊) + φ(x₋) − 2φ(x) by the step; apart: by how much φ(x₊) − φ(x₋) is not what the next
    coarser step lets expect.
    """
    steps = sorted(second)
    seen = 0.0
    for fine in steps:
        for coarse in steps:
            share = 4 if coarse - fine > _NEIGHBOURS else 1
            if coarse > fine and share * second[fine] > second[coarse] > 0:
                seen = max(seen, second[fine], second[coarse])
    # The finest ones tell that no more than about their own size can be noise.
    finest = [max(second[k], apart.get(k, 0.0)) for k in steps[:2]]
    seen = min(seen, 4 * max(finest, default=0.0))
    return min(seen, 16 * finest[0]) if finest and finest[0] else seen


def _best_window(residuals: dict[int, float], noise: dict[int, float]) -> tuple[float, float, int]:
    """Value, error and first step of the entry of the tableau with the smallest error."""
    steps = list(residuals)
    best = (0.0, math.inf, steps[0])
    for a, first in enumerate(steps[:-1]):
        column = [residuals[k] for k in steps[a:]]
        heard = max(
            1.2 * noise[first] / 2.0**first, 0.1 * noise[steps[a + 1]] / 2.0 ** steps[a + 1]
        )
        for order in range(1, min(_MOST_COLUMNS, len(column))):
            before = column
            column = [
                before[i]
                + (before[i] - before[i + 1]) / (4.0 ** (steps[a + i + order] - steps[a + i]) - 1)
                for i in range(len(before) - 1)
            ]
            apart = abs(before[0] - before[1])
            shrinking = 1 / 16 if abs(before[0]) <= abs(before[1]) else 1.5
            error = 4 * abs(column[0] - before[0]) + shrinking * apart + heard
            if error < best[1]:
                best = (column[0], error, first)
    return best


def _kink_at(
    steps: list[int], bends: dict[int, float], noise: dict[int, float], first: int
) -> float:
    """The jump of the slope at x itself, as far as it is beyond doubt.

    The bend of a smooth function shrinks like h, that of a kink stays.
    """
    best: tuple[float, float] | None = None
    for fine, coarse in pairwise(steps):
        if fine > first or not bends or not math.isfinite(bends[fine] + bends[coarse]):
            continue
        ratio = 2.0 ** (coarse - fine)
        jump = abs(ratio * bends[fine] - bends[coarse]) / (ratio - 1)
        heard = ratio * noise[fine] / 2.0**fine + noise[coarse] / 2.0**coarse
        doubt = 5 * heard / (ratio - 1)
        if best is None or jump + doubt < best[0]:
            best = (jump + doubt, jump - doubt - 10 * abs(bends[coarse]) * 4.0**coarse)
    return max(0.0, best[1]) if best else 0.0


def _unexplained(residuals: dict[int, float], value: float, first: int) -> dict[int, float]:
    """By how much the residuals at steps finer than the window are not what it lets expect: its
    value, and as much less of truncation as the step is finer, by h²."""
    truncated = residuals[first] - value
    return {
        k: residual - value - truncated * 4.0 ** (k - first)
        for k, residual in residuals.items()
        if k < first
    }


def _kink_near(apart: dict[int, float], noise: dict[int, float], error: float) -> float:
    """How far steps that are finer than the window are from what it lets expect while they agree
    with one another: then something in the window is not smooth. Noise would grow as the step
    shrinks."""
    found = 0.0
    for k, one in apart.items():
        off = abs(one)
        agree = any(abs(one - other) < 0.3 * off for j, other in apart.items() if j != k)
        if off > 10 * noise[k] / 2.0**k + 3 * error and (len(apart) == 1 or agree):
            found = max(found, off)
    return found
