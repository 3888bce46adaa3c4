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
from grader.gradcheck.draws import Draws
from grader.gradcheck.entry import entry
from grader.gradcheck.examination import examined
from grader.gradcheck.factors import in_a_block, in_a_run, overall, simple
from grader.gradcheck.finding import Finding
from grader.gradcheck.location import located, suspected
from grader.gradcheck.measured import BARS, Both, Measured
from grader.gradcheck.parameters import Layout
from grader.gradcheck.restricted import restricted
from grader.gradcheck.slips import Slip
from grader.gradcheck.trial import refined

_ROUGH = 0.02  # of a residual: what may be left of it when a common slip is named
_EXACT = 1e-3  # an error bar of a residual, of its size: smaller ones name no more

Concluding = Generator[Points, list[Any], Conclusion]


def concluded(claimed: Claimed, x: Any, random: Draws) -> Concluding:
    """Examine a claim and, where it fails, name what is wrong."""
    found = yield from examined(claimed, x, random)
    if found.verdict != "fail" or found.finding is None:
        return Conclusion(found, coordinate=found.where)
    named = yield from _named(found, found.finding, claimed.layout)
    if named.coordinate is None:
        return named
    line = found.lines[0]
    column = claimed.column(line.x, named.coordinate, line.shape)
    if column is None:
        return named
    one = yield from entry(line, named.coordinate, column, max(found.finding.step, min(line.pairs)))
    if one is None:
        return replace(named, claimed=None, measured=None, error=None)
    place = tuple(int(i) for i in np.unravel_index(one.output, line.shape))
    return replace(named, output=place, claimed=one.claimed, measured=one.measured, error=one.error)


def _named(found: Examination, finding: Finding, of: Layout) -> Concluding:
    line, other = found.lines
    yield from step(other, finding.step)
    other.center = line.center if other.center is None else other.center
    both = _as_known(found, finding)
    explained = _explained(found, of, both)
    if explained is None and max(one.doubt for one in both) > _EXACT:
        both = yield from _more_exactly(found, both)
        explained = _explained(found, of, both)
    if explained is not None:
        return explained
    at = max(finding.step, min(line.pairs))
    by = restricted(found.lines, found.claim, at, finding.noise, both)
    block, part = zeros(both[0].gradient, of)
    if part is not None:
        alone = yield from by.roughly(by.of(part, np.ones(part.size)))
        if abs(alone.residual - both[0].residual) <= BARS * (alone.error + both[0].error):
            return Conclusion(found, Slip("zero", 0.0, block))
    slip = _roughly(both, of)
    if slip is not None:
        return Conclusion(found, slip)
    one = yield from located(by, both)
    if one is not None:
        return _at(one.where, found, one.measured)
    return Conclusion(found, _in_part(both, of))


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
    loose = both[0].loosened(_ROUGH), both[1].loosened(_ROUGH)
    return simple(loose) or rearranged(loose, of)


def _at(where: int, found: Examination, measured: Measured) -> Conclusion:
    wrong, v = float(measured.gradient[where]), float(measured.v[where])
    right, error = wrong + measured.residual / v, measured.error / abs(v)
    return Conclusion(found, None, where, wrong, right, error)


def _as_known(found: Examination, finding: Finding) -> Both:
    """The residuals along both directions: the second one, measured at one step alone, may be as
    far off as the first one was at that step, and as far as it bends."""
    line, other = found.lines
    k, claim = finding.step, found.claim
    noise = max(other.rounding(k, claim), finding.noise) / 2.0**k
    size = other.size(claim)
    bent = 3 * abs(line.residual(k, claim) - finding.residual)
    alike = (finding.error + bent) * size / max(finding.size, 1e-300)
    turned = abs(other.bend(k, claim)) * (abs(other.bend(k, claim)) / size) if size else 0.0
    known = other.residual(k, claim), 2 * noise + alike + turned
    return _both(found, (finding.residual, finding.error), known)


def _more_exactly(found: Examination, both: Both) -> Generator[Points, list[Any], Both]:
    """The residuals along both directions, extrapolated each with an error bar of its own."""
    better = []
    for line, known in zip(found.lines, both, strict=True):
        estimate = yield from refined(line, found.claim)
        if estimate is None or estimate.error > known.error:
            better.append((known.residual, known.error))
        else:
            better.append((estimate.value, estimate.error))
    return _both(found, *better)


def _both(found: Examination, *known: tuple[float, float]) -> Both:
    first, second = (
        Measured(value, error, line.v, line.claims[found.claim].gradient)
        for line, (value, error) in zip(found.lines, known, strict=True)
    )
    return first, second
