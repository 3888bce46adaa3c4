"""What is wrong with a gradient that failed, by what is measured already and a little more."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator
from dataclasses import replace
from typing import Any

import numpy as np

from grader.gradcheck.arrangements import Arrangements
from grader.gradcheck.asking import Points, step
from grader.gradcheck.blocks import zeros
from grader.gradcheck.case import Examination
from grader.gradcheck.claim import Claimed
from grader.gradcheck.conclusion import Conclusion
from grader.gradcheck.dominant import narrowed
from grader.gradcheck.entry import entry
from grader.gradcheck.factors import in_a_block, in_a_run, may_be_simple, overall, simple
from grader.gradcheck.finding import Finding
from grader.gradcheck.line import Line
from grader.gradcheck.location import is_whole, located, soon_located, suspected
from grader.gradcheck.measured import Both, Measured
from grader.gradcheck.parameters import Layout
from grader.gradcheck.residuals import alike, as_known, coarsely, is_far_too_large, more_exactly
from grader.gradcheck.restricted import Restricted, restricted
from grader.gradcheck.slips import Slip

_ROUGHLY = 1e-5, 1e-3, 0.02  # of a residual: what may be left of it when a slip is named
_EXACT = 1e-3  # an error bar of a residual, of its size: smaller ones name no more

Concluding = Generator[Points, list[Any], Conclusion]


def named(found: Examination, claimed: Claimed) -> Concluding:
    """Name what is wrong with a claim that failed."""
    if found.finding is None:
        return _not_finite(found, claimed)
    known = yield from _named(found, found.finding, claimed)
    if known.coordinate is None:
        return known
    line = found.lines[0]
    column = claimed.column(line.x, known.coordinate, line.shape)
    if column is None:
        return known
    finest = max(found.finding.step, min(line.pairs))
    one = yield from entry(line, known.coordinate, column, finest)
    if one is None:
        return replace(known, claimed=None, measured=None, error=None)
    place = _index(one.output, line)
    return replace(known, output=place, claimed=one.claimed, measured=one.measured, error=one.error)


def _not_finite(found: Examination, claimed: Claimed) -> Conclusion:
    """The first coordinate at which a claim is not finite or, of a Jacobian, the first entry; none
    of a claim that has not the right shape."""
    conclusion = Conclusion(found, coordinate=found.where)
    if found.where is None or not found.lines:
        return conclusion
    line = found.lines[0]
    column = claimed.column(line.x, found.where, line.shape)
    if column is None:
        return conclusion
    return replace(conclusion, output=_index(int(np.argmin(np.isfinite(column))), line))


def _index(output: int, of: Line) -> tuple[int, ...]:
    return tuple(int(i) for i in np.unravel_index(output, of.shape))


def _named(found: Examination, finding: Finding, claimed: Claimed) -> Concluding:
    of, (line, other) = claimed.layout, found.lines
    yield from step(other, finding.step)
    other.center = line.center if other.center is None else other.center
    both = as_known(found, finding)
    transposed = _transposed(claimed, line, found.claim)
    arranged = Arrangements(both[0].gradient, (line.v, other.v), of, transposed)
    explained = _explained(found, of, arranged, both)
    if explained is None and max(one.doubt for one in both) > _EXACT:
        both = yield from alike(found, both)
        explained = _explained(found, of, arranged, both)
        if explained is None and not may_be_simple(both):
            one = yield from soon_located(_restricted(found, finding, both), both)
            if one is not None:
                return _at(one.where, found, one.measured)
    if explained is None and max(one.doubt for one in both) > _EXACT:
        both = yield from more_exactly(found, both)
        explained = _explained(found, of, arranged, both)
    if explained is None and all(is_far_too_large(one) for one in both):
        # Of all that is wrong the largest entry outweighs the rest: a factor alone can be told.
        slip = overall((yield from coarsely(found, both)))
        explained = Conclusion(found, slip) if slip is not None else None
    if explained is not None and explained.slip is not None:
        by = _restricted(found, finding, both)
        return replace(explained, slip=(yield from narrowed(explained.slip, both, by, of)))
    if explained is not None:
        return explained
    by = _restricted(found, finding, both)
    names, part = zeros(both[0].gradient, of)
    if part is not None:
        alone = yield from by.roughly(by.of(part, np.ones(part.size)))
        if is_whole(alone, both[0]):
            return Conclusion(found, Slip("zero", 0.0, names))
    slip = _roughly(both, arranged)
    if slip is not None:
        return Conclusion(found, slip)
    one = yield from located(by, both)
    if one is not None:
        return _at(one.where, found, one.measured)
    return Conclusion(found, _in_part(both, of) or overall(both))


def _transposed(claimed: Claimed, line: Line, claim: int) -> Callable[[], Any] | None:
    """How to get the gradient that a square Jacobian would claim if it were transposed; None where
    no such is claimed."""
    outputs = math.prod(line.shape)
    if claimed.vjp is not None or outputs == 1 or outputs != line.x.size:
        return None
    return lambda: claimed.jacobian(line.x, line.shape) @ line.claims[claim].cotangent


def _restricted(found: Examination, finding: Finding, both: Both) -> Restricted:
    at = max(finding.step, min(found.lines[0].pairs))
    return restricted(found.lines, found.claim, at, finding.noise, both)


def _explained(
    found: Examination, of: Layout, arranged: Arrangements, both: Both
) -> Conclusion | None:
    """What the residuals along both directions are enough to tell."""
    if not all(math.isfinite(one.residual) for one in both):
        return None
    slip = simple(both)
    if slip is not None:
        return Conclusion(found, slip)
    numbers = [leaf.start for leaf in of.leaves if leaf.size == 1]
    suspects, is_sure = suspected(both, numbers)
    if is_sure:
        return _at(int(suspects[0]), found, both[0])
    slip = arranged.explaining(both) or _in_part(both, of)
    if slip is not None and slip.kind == "factor" and not slip.is_simple:
        return None  # one coordinate may explain it as well
    if slip is None and not suspects.size:
        slip = overall(both)
    return Conclusion(found, slip) if slip is not None else None


def _in_part(both: Both, of: Layout) -> Slip | None:
    return in_a_block(both, of) or in_a_run(both, of)


def _roughly(both: Both, arranged: Arrangements) -> Slip | None:
    """A common slip that explains all but a share of the residuals: where f is noisy in ways of its
    own, the error bars are too short."""
    if not all(math.isfinite(one.residual) for one in both):
        return None
    for share in _ROUGHLY:
        loose = both[0].loosened(share), both[1].loosened(share)
        slip = simple(loose) or arranged.explaining(loose)
        if slip is not None:
            return slip
    return None


def _at(where: int, found: Examination, measured: Measured) -> Conclusion:
    wrong, v = float(measured.gradient[where]), float(measured.v[where])
    right, error = wrong + measured.residual / v, measured.error / abs(v)
    return Conclusion(found, None, where, wrong, right, error)
