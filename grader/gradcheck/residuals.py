"""The residuals along both directions, as well as they are known without and with more steps."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from grader.gradcheck.asking import Points, step
from grader.gradcheck.case import Examination
from grader.gradcheck.extrapolation import Estimate, extrapolated
from grader.gradcheck.finding import Finding
from grader.gradcheck.measured import Both, Measured
from grader.gradcheck.steps import COARSEST
from grader.gradcheck.trial import refined

_PLAIN = 0.02  # of a residual: an error bar to be content with
_MORE = 2  # times that of the first residual: the same of the second
_HARDLY = 0.01  # of the claim: what f changes by, at the most, where that is far too large
_SPACING = 2  # powers of two between steps that are extrapolated together
_ALIKE = 2  # steps that are added along the second direction, as many as an extrapolation needs


def as_known(found: Examination, finding: Finding) -> Both:
    """The residuals along both directions: the second one, measured at one step alone, may be as
    far off as the first one was at that step, and as far as it bends."""
    line, other = found.lines
    k, claim = finding.step, found.claim
    noise = max(other.rounding(k, claim), finding.noise) / 2.0**k
    size = other.size(claim)
    bent = 3 * abs(line.residual(k, claim) - finding.residual)
    alike = (finding.error + bent) * (size / max(finding.size, 1e-300))
    turned = abs(other.bend(k, claim)) * (abs(other.bend(k, claim)) / size) if size else 0.0
    known = other.residual(k, claim), 2 * noise + alike + turned
    return _both(found, (finding.residual, finding.error), known)


def alike(found: Examination, both: Both) -> Generator[Points, list[Any], Both]:
    """The second residual, extrapolated from steps that were of use to the first one."""
    line, other = found.lines
    (at, *more) = sorted(other.pairs)
    if more or both[1].doubt <= max(_PLAIN, _MORE * both[0].doubt):
        return both
    coarser = sorted(k for k in line.pairs if k > at)[:_ALIKE]
    estimate = None
    for k in coarser:
        yield from step(other, k)
        estimate = extrapolated(other, found.claim)
        if estimate is not None and estimate.error <= both[0].doubt * abs(estimate.value):
            break
    return _both(found, (both[0].residual, both[0].error), _best(estimate, both[1]))


def more_exactly(found: Examination, both: Both) -> Generator[Points, list[Any], Both]:
    """The residuals along both directions, extrapolated each with an error bar of its own."""
    better = []
    line, other = found.lines
    (at, *more) = other.pairs
    beside = sorted((k for k in line.pairs if abs(k - at) > 1), key=lambda k: (k < at, abs(k - at)))
    if beside and not more:
        yield from step(other, beside[0])
    for one, known in zip(found.lines, both, strict=True):
        estimate = yield from refined(one, found.claim)
        better.append(_best(estimate, known))
    return _both(found, better[0], better[1])


def is_far_too_large(one: Measured) -> bool:
    """Whether a claim is so large that f hardly changes beside it: what the residual tells is the
    claim, and not by how much it is too large."""
    claimed = one.claimed()
    return abs(one.residual + claimed) <= _HARDLY * abs(claimed)


def coarsely(found: Examination, both: Both) -> Generator[Points, list[Any], Both]:
    """The residuals of a claim that is far too large, with the coarsest steps that there are: along
    its lines, which are as short as it makes f seem steep, f is as good as straight."""
    better = []
    for line, known in zip(found.lines, both, strict=True):
        for k in (COARSEST, COARSEST - _SPACING):
            yield from step(line, k)
        better.append(_best(extrapolated(line, found.claim), known))
    return _both(found, better[0], better[1])


def _best(estimate: Estimate | None, known: Measured) -> tuple[float, float]:
    if estimate is None or estimate.error > known.error:
        return known.residual, known.error
    return estimate.value, estimate.error


def _both(found: Examination, *known: tuple[float, float]) -> Both:
    first, second = (
        Measured(value, error, line.v, line.claims[found.claim].gradient)
        for line, (value, error) in zip(found.lines, known, strict=True)
    )
    return first, second
