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
_GONE = 0.3  # of a residual: what is left of it where it is not
_COARSER = 5  # powers of two: noise is less by as many
_SAME_AGAIN = 0.1  # of a residual: what noise may leave of it there
_FINER = 10  # powers of two: steps at which a ripple is smooth, and well known


def may_ripple(line: Line, claim: int, estimate: Estimate) -> Generator[Points, list[Any], bool]:
    """Whether f may go up and down between the points, so that it only seems smooth, or noise.

    Two residuals that differ by less than what is asked tell that a ripple would be so small; at a
    step at which a ripple that explains what is asked is smooth, what is asked must still be there.
    """
    if estimate.value == 0:
        return False
    rounding = line.precision(estimate.step, claim)
    ripple = _seen(line, claim, estimate)
    if ripple <= _HEARD * rounding:
        if rounding == 0 or not _is_straight(line, claim):
            return False
        ripple = rounding
    smooth = math.floor(math.log2(max(ripple / abs(estimate.value), 2.0**FINEST))) - _FINER
    k = min(max(smooth, _finest(rounding, estimate.value)), *line.pairs)
    if k in line.pairs:
        return False
    yield from step(line, k)
    still = line.slope(k, claim) == 0
    known = math.isfinite(line.residual(k, claim))
    if still and known and abs(line.slope(estimate.step, claim)) * 2.0**k > 2 * rounding:
        # Its values are rounded more coarsely than it moves, by no more than the least it moved.
        rises = [2 * 2.0**j * abs(line.slope(j, claim)) for j in line.pairs]
        least = min((rise for rise in rises if rise > 0), default=0.0)
        if least > line.scatter.get(claim, 0.0):
            line.scatter[claim] = least
            return True
    if still or not abs(line.residual(k, claim)) <= _GONE * abs(estimate.value):
        return False
    if k + _COARSER < min(one for one in line.pairs if one != k):
        yield from step(line, k + _COARSER)
        again = line.residual(k + _COARSER, claim)
        if abs(again - estimate.value) <= _SAME_AGAIN * abs(estimate.value):
            return False  # it was noise that hid it
    line.forget(k + _COARSER)
    line.ripples = True
    return True


def _is_straight(line: Line, claim: int) -> bool:
    """Whether the first steps show a straight line, as values do by chance that are multiples of
    the same number."""
    if line.center is None or not {FIRST, WIDE} <= line.pairs.keys():
        return False
    return all(
        abs(line.bend(k, claim)) * 2.0**k <= 4 * line.rounding(k, claim) for k in (FIRST, WIDE)
    )


def at_the_finest(line: Line, claim: int, value: float) -> Generator[Points, list[Any], bool]:
    """Whether a residual is there at the finest step at which rounding lets it be seen."""
    k = min(_finest(line.precision(min(line.pairs), claim), value), *line.pairs)
    yield from step(line, k)
    return abs(line.residual(k, claim)) > _GONE * abs(value)


def _finest(rounding: float, value: float) -> int:
    """The exponent of the finest step at which a residual is larger than rounding."""
    return math.floor(math.log2(max(_SEEN * rounding / abs(value), 2.0**FINEST)))


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
