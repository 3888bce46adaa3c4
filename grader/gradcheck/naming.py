"""What is wrong with a gradient that failed, by what is measured already and a little more."""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import replace
from typing import Any

import numpy as np

from grader.gradcheck.arrangements import rearranged
from grader.gradcheck.asking import Points, step
from grader.gradcheck.blocks import zeros
from grader.gradcheck.case import Examination
from grader.gradcheck.claim import Claimed
from grader.gradcheck.conclusion import Conclusion
from grader.gradcheck.entry import entry
from grader.gradcheck.factors import in_a_block, in_a_run, may_be_simple, overall, simple
from grader.gradcheck.finding import Finding
from grader.gradcheck.location import is_whole, located, soon_located, suspected
from grader.gradcheck.measured import Both, Measured
from grader.gradcheck.parameters import Layout
from grader.gradcheck.residuals import alike, as_known, more_exactly
from grader.gradcheck.restricted import Restricted, restricted
from grader.gradcheck.slips import Slip

_ROUGHLY = 1e-5, 1e-3, 0.02  # of a residual: what may be left of it when a slip is named
_EXACT = 1e-3  # an error bar of a residual, of its size: smaller ones name no more

Concluding = Generator[Points, list[Any], Conclusion]


def named(found: Examination, finding: Finding, claimed: Claimed) -> Concluding:
    """Name what is wrong with a claim that failed; `finding` is what convicted it."""
    known = yield from _named(found, finding, claimed.layout)
    if known.coordinate is None:
        return known
    line = found.lines[0]
    column = claimed.column(line.x, known.coordinate, line.shape)
    if column is None:
        return known
    one = yield from entry(line, known.coordinate, column, max(finding.step, min(line.pairs)))
    if one is None:
        return replace(known, claimed=None, measured=None, error=None)
    place = tuple(int(i) for i in np.unravel_index(one.output, line.shape))
    return replace(known, output=place, claimed=one.claimed, measured=one.measured, error=one.error)


def _named(found: Examination, finding: Finding, of: Layout) -> Concluding:
    line, other = found.lines
    yield from step(other, finding.step)
    other.center = line.center if other.center is None else other.center
    both = as_known(found, finding)
    explained = _explained(found, of, both)
    if explained is None and max(one.doubt for one in both) > _EXACT:
        both = yield from alike(found, both)
        explained = _explained(found, of, both)
        if explained is None and not may_be_simple(both):
            one = yield from soon_located(_restricted(found, finding, both), both)
            if one is not None:
                return _at(one.where, found, one.measured)
    if explained is None and max(one.doubt for one in both) > _EXACT:
        both = yield from more_exactly(found, both)
        explained = _explained(found, of, both)
    if explained is not None:
        return explained
    by = _restricted(found, finding, both)
    block, part = zeros(both[0].gradient, of)
    if part is not None:
        alone = yield from by.roughly(by.of(part, np.ones(part.size)))
        if is_whole(alone, both[0]):
            return Conclusion(found, Slip("zero", 0.0, block))
    slip = _roughly(both, of)
    if slip is not None:
        return Conclusion(found, slip)
    one = yield from located(by, both)
    if one is not None:
        return _at(one.where, found, one.measured)
    return Conclusion(found, _in_part(both, of) or overall(both))


def _restricted(found: Examination, finding: Finding, both: Both) -> Restricted:
    at = max(finding.step, min(found.lines[0].pairs))
    return restricted(found.lines, found.claim, at, finding.noise, both)


def _explained(found: Examination, of: Layout, both: Both) -> Conclusion | None:
    """What the residuals along both directions are enough to tell."""
    if not all(math.isfinite(one.residual) for one in both):
        return None
    slip = simple(both)
    if slip is not None:
        return Conclusion(found, slip)
    suspects, is_sure = suspected(both)
    if is_sure:
        return _at(int(suspects[0]), found, both[0])
    slip = rearranged(both, of) or _in_part(both, of)
    if slip is not None and slip.kind == "factor" and not slip.is_simple:
        return None  # one coordinate may explain it as well
    if slip is None and not suspects.size:
        slip = overall(both)
    return Conclusion(found, slip) if slip is not None else None


def _in_part(both: Both, of: Layout) -> Slip | None:
    return in_a_block(both, of) or in_a_run(both, of)


def _roughly(both: Both, of: Layout) -> Slip | None:
    """A common slip that explains all but a share of the residuals: where f is noisy in ways of its
    own, the error bars are too short."""
    if not all(math.isfinite(one.residual) for one in both):
        return None
    for share in _ROUGHLY:
        loose = both[0].loosened(share), both[1].loosened(share)
        slip = simple(loose) or rearranged(loose, of)
        if slip is not None:
            return slip
    return None


def _at(where: int, found: Examination, measured: Measured) -> Conclusion:
    wrong, v = float(measured.gradient[where]), float(measured.v[where])
    right, error = wrong + measured.residual / v, measured.error / abs(v)
    return Conclusion(found, None, where, wrong, right, error)
