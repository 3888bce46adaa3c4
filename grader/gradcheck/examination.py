"""A claimed gradient along two directions: right, wrong, or not to be told.

The first direction moves every coordinate by its natural scale, the second so that every one
changes the function alike. Where f has a kink at x, the claim is examined at a point nearby.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import Any

import numpy as np

from grader.gradcheck.asking import Points, center, step
from grader.gradcheck.case import Case, Examination, Examining
from grader.gradcheck.claim import Claimed
from grader.gradcheck.cotangents import cotangents
from grader.gradcheck.directions import equalized, natural_scales, random_signs
from grader.gradcheck.draws import Draws
from grader.gradcheck.ending import at_once, ended
from grader.gradcheck.finding import Finding
from grader.gradcheck.line import EPSILON, Claim, Line
from grader.gradcheck.parameters import UnusableError
from grader.gradcheck.scale import begun, natural_line, steadied
from grader.gradcheck.steps import FIRST, WIDE
from grader.gradcheck.trial import PATIENCE, agreement, tried

_KNOWING = 2  # steps along the second direction, where the first showed which are of use
_FAR = -8  # the step at which faint coordinates are examined: they hardly bend the function
_ROUGHLY = 2e-5  # of ‖g ∘ v‖: what truncation may do at that step
_FAINT = 1e-3  # of the average: a coordinate that contributes less is examined apart
_TINY = 1e-3  # a scale at which f may not move, where it is made for numbers about 1
_JUMP = 200  # times rounding: a jump of the slope that is there
_ATTEMPTS = 3  # to find a point beside a kink


def examined(claimed: Claimed, x: Any, random: Draws) -> Examining:
    """Examine a claim at the vector x; the generator yields points and is sent the values of f."""
    scale = natural_scales(x, claimed.layout)
    found = yield from _examined_at(x, claimed, scale, random)
    if found.reason == "noise" and scale.max() < _TINY:  # x may as well be zero
        again = yield from _examined_at(x, claimed, np.ones(x.size), random)
        found = again if again.verdict == "pass" else found
    if found.reason != "kink" or not claimed.is_function:
        return found
    for _ in range(_ATTEMPTS):  # there may be another kink where one steps to
        aside = scale * random.uniform(1e-3, 4e-3, x.size) * random.signs(x.size)
        for point in (x + aside, x - aside):  # of two that tie, the other wins on the other side
            found = yield from _examined_at(point, claimed, scale, random)
            if found.verdict != "pass":
                break
        if found.reason != "kink":
            break
    return replace(found, kink=True)


def _examined_at(x: Any, claimed: Claimed, scale: Any, random: Draws) -> Examining:
    natural, scale = yield from natural_line(x, scale, random)
    if natural is None:
        return Examination("unsure", "not finite")
    pair = natural.pairs[FIRST]
    weights = cotangents(pair.plus, pair.minus, random)
    try:
        gradients = claimed.gradients(x, weights, natural.shape)
    except UnusableError as error:
        return Examination("fail", "shape", detail=error.message)
    for gradient in gradients:
        if not np.all(np.isfinite(gradient)):
            where = int(np.argmin(np.isfinite(gradient)))
            return Examination("fail", "not finite", where=where)
    natural.claim([Claim(*both) for both in zip(weights, gradients, strict=True)])
    scale = yield from steadied(natural, scale)
    return (yield from _judged(natural, Case(x, claimed, natural.shape, scale, random)))


def _equal_line(natural: Line, case: Case, noise: float) -> Line:
    """The second direction; `noise` is what was seen in φ(x₊) − φ(x₋) along the first."""
    gradients = [claim.gradient for claim in natural.claims]
    finest = min(natural.pairs)
    if natural.pairs[finest].plus.size == 1:
        noise = max(noise, natural.rounding(finest, 0))
    even = equalized(case.scale, gradients, noise / (2 * EPSILON))
    return natural.along(even * random_signs(case.random, natural.x.size))


def _judged(natural: Line, case: Case) -> Examining:
    """Both directions, one after the other; what was seen along the first helps with the second."""
    equal: Line | None = None
    findings: list[Finding] = []
    open_ones: list[Examination] = []
    if not _agrees(natural):
        plainly = yield from at_once(natural, case, None)
        if plainly is not None:
            return plainly
        found = yield from tried(natural, FIRST, case.claimed.is_function)
        end = yield from ended(found, natural, case, findings, open_ones)
        if end is not None:
            return end
    elif not any(natural.size(claim) for claim in range(len(natural.claims))):
        kink = yield from _even(natural)
        if kink is not None:
            return kink
    plainly_seen = bool(findings) or _agrees(natural)
    coarsest = max((one.step for one in findings), default=FIRST)
    noise = max((one.noise for one in findings), default=0.0)
    equal = _equal_line(natural, case, noise)
    start = coarsest if coarsest > WIDE else FIRST
    yield from begun(equal, start)
    if start == FIRST and not equal.ripples and not _agrees(equal):
        plainly = yield from at_once(equal, case, natural)
        if plainly is not None:
            return plainly
    patience = _KNOWING if start > WIDE else PATIENCE
    found = yield from tried(equal, start, case.claimed.is_function, patience)
    end = yield from ended(found, equal, case, findings, open_ones, natural)
    if end is not None:
        return end
    if not open_ones:
        end = yield from _faint(natural, equal, case, max([noise, *(f.noise for f in findings)]))
        if end is not None:
            return end
    if plainly_seen:  # what is lost in noise elsewhere is not there to be seen
        open_ones = [one for one in open_ones if not _is_weak(one)]
    if open_ones:
        return (yield from _explained(open_ones[0]))
    findings = findings or [one for one in (agreement(natural, 0),) if one is not None]
    worst = max(findings, key=lambda one: one.error / one.size if one.size else 0.0, default=None)
    return Examination("pass", finding=worst, lines=(natural, equal))


def _even(line: Line) -> Generator[Points, list[Any], Examination | None]:
    """A kink at which f rises alike on both sides, so that a claim of zeros seems to be right."""
    yield from center(line)
    yield from step(line, WIDE)
    for claim in range(len(line.claims)):
        fine, wide = abs(line.bend(FIRST, claim)), abs(line.bend(WIDE, claim))
        if fine > _JUMP * line.rounding(FIRST, claim) / 2.0**FIRST and wide < 2 * fine:
            finding = Finding("kink", line.residual(FIRST, claim), fine, 0.0, FIRST)
            return Examination("unsure", "kink", finding, claim, (line,))
    return None


def _faint(
    natural: Line, equal: Line, case: Case, noise: float
) -> Generator[Points, list[Any], Examination | None]:
    """A failure along a third direction, in which only those coordinates move that by the claim
    hardly change the function; what noise may explain there is let pass."""
    share = _FAINT / np.sqrt(equal.x.size)
    faint = np.ones(equal.x.size, dtype=bool)
    for claim, one in enumerate(equal.claims):
        faint &= np.abs(one.gradient * equal.v) <= share * equal.size(claim)
    if not faint.any() or faint.all():
        return None
    alone = natural.along(np.where(faint, natural.v, 0.0))
    yield from step(alone, _FAR)
    for claim in range(len(alone.claims)):
        heard = 3 * max(alone.rounding(_FAR, claim), noise) / 2.0**_FAR
        if abs(alone.residual(_FAR, claim)) > max(heard, _ROUGHLY * alone.size(claim)):
            found = yield from tried(alone, _FAR, elsewhere=False, patience=3)
            failed = {claim: one for claim, one in found.items() if one.verdict == "fail"}
            return (yield from ended(failed, alone, case, [], [], natural))
    return None


def _agrees(line: Line) -> bool:
    return FIRST in line.pairs and all(
        agreement(line, claim) is not None for claim in range(len(line.claims))
    )


def _is_weak(one: Examination) -> bool:
    """Whether nothing is seen along a direction in which only noise is to be seen."""
    return one.finding is not None and abs(one.finding.residual) <= 4 * one.finding.error


def _explained(unsure: Examination) -> Examining:
    """Why it cannot be told: f is not finite, not the same at each call, or hidden by noise."""
    line = unsure.lines[0]
    again = line.taken((yield [line.x])[0])
    if line.center is None:
        line.center = again
    if not np.array_equal(again, line.center, equal_nan=True):
        return replace(unsure, reason="non-deterministic")
    values = [value for pair in line.pairs.values() for value in (pair.plus, pair.minus)]
    if not all(np.all(np.isfinite(value)) for value in (again, *values)):
        return replace(unsure, reason="not finite")
    return unsure
