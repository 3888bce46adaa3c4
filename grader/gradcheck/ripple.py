"""Whether a function goes up and down between the points at which it is known."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import Any

from grader.gradcheck.asking import Points, step
from grader.gradcheck.extrapolation import Estimate
from grader.gradcheck.line import Line
from grader.gradcheck.steps import FINEST, FIRST, WIDE

_HEARD = 256  # times rounding: a ripple as small would be lost in it at its own steps
_SAME = 1e-7  # of ‖g ∘ v‖: residuals that truncation alone may set apart as much
_SEEN = 16  # times rounding: what is well seen
_FINER = 12  # powers of two: steps at which a ripple is smooth, and well known


def may_ripple(line: Line, claim: int, estimate: Estimate) -> Generator[Points, list[Any], bool]:
    """Whether f may go up and down between the points, so that it only seems smooth, or noise.

    Two residuals that differ by less than what is asked tell that a ripple would be so small; at a
    step at which a ripple that explains what is asked is smooth, what is asked must still be there.
    """
    rounding = line.precision(estimate.step, claim)
    ripple = _seen(line, claim, estimate)
    if ripple <= _HEARD * rounding:
        return False
    smooth = math.log2(ripple / abs(estimate.value)) - _FINER
    seen = math.log2(max(_SEEN * rounding / abs(estimate.value), 2.0**FINEST))
    k = min(max(math.floor(max(smooth, seen)), FINEST), *line.pairs)
    if k in line.pairs:
        return False
    yield from step(line, k)
    still = line.slope(k, claim) == 0  # its values are rounded more coarsely than it moves
    if still or not abs(line.residual(k, claim)) <= 0.3 * abs(estimate.value):
        return False
    line.forget(k)
    return True


def _seen(line: Line, claim: int, estimate: Estimate) -> float:
    """By how much f is not what a smooth function is."""
    at, h = line.residual(estimate.step, claim), 2.0**estimate.step
    others = [line.residual(k, claim) for k in line.pairs if k > estimate.step]
    apart = min((abs(other - at) for other in others if math.isfinite(other)), default=0.0)
    ripple = apart * h if apart > _SAME * line.size(claim) else 0.0
    if estimate.scatter > 2 * line.precision(estimate.step, claim):
        ripple = max(ripple, estimate.scatter)
    if line.center is not None and {FIRST, WIDE} <= line.pairs.keys():
        fine, wide = line.bend(FIRST, claim) * 2.0**FIRST, line.bend(WIDE, claim) * 2.0**WIDE
        unsmooth = abs(fine - wide * 4.0 ** (FIRST - WIDE))
        ripple = max(ripple, unsmooth) if math.isfinite(unsmooth) else ripple
    return ripple
