"""Which step a line is tried at next.

The steps are powers of two, by their exponents. What the error bar of an estimate is made of says
where to go: noise shrinks as the step grows, the rest as it shrinks.
"""

from __future__ import annotations

import math

from grader.gradcheck.extrapolation import Estimate
from grader.gradcheck.limits import Limits
from grader.gradcheck.line import Line

FIRST, WIDE = -17, -13
COARSEST, FINEST = -2, -48  # coarser, and f is another; finer, and x itself is too coarse
_ROOM = -5  # for a coarser step to extrapolate from
_HEARD = 3  # times the part of noise in an error bar: then noise is what matters
_APART = 2  # between steps that are extrapolated together


def following(line: Line, claim: int, estimate: Estimate | None) -> int | None:
    """The exponent of the next step, or None where none is left that would help."""
    steps = sorted(line.pairs)
    if estimate is None and len(steps) == 1 and line.finite(steps[0]):
        apart = WIDE - FIRST if steps[0] == FIRST else _APART
        return _new(line, [steps[0] + apart, steps[0] + 1, steps[0] - _APART])
    if estimate is None and line.finite(steps[-1]):  # they are lost in the rounding of x
        return _new(line, [steps[-1] + wider for wider in (8, 4, 2, 1)])
    if estimate is None:
        return _new(line, [steps[0] - 8, steps[0] - 16])
    at = steps.index(estimate.step)
    if _HEARD * estimate.noise >= estimate.error:
        return _new(line, _coarser(line, claim, estimate, steps, at))
    if estimate.step > WIDE and steps[at + 1] - estimate.step == _APART:
        return _new(line, [estimate.step + 1, estimate.step - _APART])
    if steps[at + 1] - estimate.step > WIDE - FIRST:
        above = steps[at + 1]
        return _new(line, [above - _APART if above > WIDE else (estimate.step + above) // 2])
    below = steps[at - 1] if at else None
    if below is not None and line.finite(below):
        return _new(line, [max(estimate.step - 2, (estimate.step + below) // 2), below - 4])
    return _new(line, [estimate.step - (8 if _kinked(line, claim) else 4)])


def is_limit(line: Line, estimate: Estimate) -> bool:
    """Whether noise is all that is left of the error bar, with no step to be put in between."""
    steps = sorted(k for k in line.pairs if k >= estimate.step)
    return 2 * estimate.noise >= estimate.error and len(steps) > 2 and steps[1] - steps[0] <= _APART


def _coarser(line: Line, claim: int, of: Estimate, steps: list[int], at: int) -> list[int]:
    """Where noise counts for less, yet f is still the same: coarser than all, unless what is
    coarsest now was of no use."""
    if at < len(steps) - 2:
        above, next_one = steps[at + 1], steps[at + 2]
        if above > WIDE and next_one - above == _APART:
            return [above + 1]
        between = max((of.step + above) // 2, above - _APART)
        return [between] if between > of.step else []
    wanted = max(Limits.of(line, claim).wanted, 1e-300)
    heard = min(max(of.scatter / wanted, 2.0**WIDE), 1.0)
    needed = min(max(math.ceil(math.log2(heard)), WIDE + 2), _ROOM)
    last = steps[-1]
    return [needed] if last < needed else [last + _APART, last + 1]


def _kinked(line: Line, claim: int) -> bool:
    """Whether the bend tells that f is not smooth within the first step."""
    if line.center is None or not {FIRST, WIDE} <= line.pairs.keys():
        return False
    fine, wide = abs(line.bend(FIRST, claim)), abs(line.bend(WIDE, claim))
    return wide < 8 * fine


def _new(line: Line, wanted: list[int]) -> int | None:
    return next((k for k in wanted if FINEST <= k <= COARSEST and k not in line.pairs), None)
