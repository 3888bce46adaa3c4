"""A claimed gradient along two directions: right, wrong, or not to be told.

The first direction moves every coordinate by its natural scale, the second so that every one
changes the function alike. Where f has a kink at x, the claim is examined at a point nearby.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from grader.gradcheck.case import Case, Examination, Examining
from grader.gradcheck.claim import Claimed
from grader.gradcheck.cotangents import alone, cotangents, drowned
from grader.gradcheck.directions import equalized, natural_scales, random_signs
from grader.gradcheck.draws import Draws
from grader.gradcheck.ending import Ending, at_once, ended
from grader.gradcheck.faint import faint_ones
from grader.gradcheck.kinks import NEARER, even_kink, turns_nearby
from grader.gradcheck.line import Line
from grader.gradcheck.moved import EPSILON, Claim, norm
from grader.gradcheck.parameters import UnusableError
from grader.gradcheck.precision import is_single, measured, shared, told_apart
from grader.gradcheck.scale import begun, natural_line, steadied
from grader.gradcheck.steps import FIRST, WIDE
from grader.gradcheck.suspicion import corroborated
from grader.gradcheck.swings import FINER, swings
from grader.gradcheck.trial import PATIENCE, agreement, tried

_KNOWING = 2  # steps along the second direction, where the first showed which are of use
_TINY = 1e-3  # a scale at which f may not move, where it is made for numbers about 1
_ATTEMPTS = 3  # to find a point beside a kink


def examined(claimed: Claimed, x: Any, random: Draws) -> Examining:
    """Examine a claim at the vector x; the generator yields points and is sent the values of f."""
    scale = natural_scales(x, claimed.layout)
    found = yield from _examined_at(x, claimed, scale, random)
    if found.reason == "noise" and scale.max() < _TINY:  # x may as well be zero
        again = yield from _examined_at(x, claimed, np.ones(x.size), random)
        found = again if again.verdict == "pass" else found
    elif found.reason == "noise" and swings(found):
        again = yield from _examined_at(x, claimed, scale * FINER, random)
        found = again if again.verdict == "pass" else found  # a failure may be of the noise alone
    if found.reason != "kink" or not claimed.is_function:
        return found
    if turns_nearby(found, claimed):
        nearer = yield from _examined_at(x, claimed, scale * NEARER, random)
        if nearer.verdict != "unsure":
            return nearer
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
    weights, noise = cotangents(pair.plus, pair.minus, random), shared(natural)
    faint = drowned(natural)
    if faint.any() and not is_single(natural):
        noise = yield from measured(natural)
        weight = alone(natural, faint, noise, random)
        weights += [] if weight is None else [weight]
    try:
        gradients = claimed.gradients(x, weights, natural.shape)
    except UnusableError as error:
        return Examination("fail", "shape", detail=error.message)
    for gradient in gradients:
        if not np.isfinite(gradient).all():
            where = int(np.argmin(np.isfinite(gradient)))
            return Examination("fail", "not finite", lines=(natural,), where=where)
    heard = [norm(weight * noise) for weight in weights]
    natural.claim([Claim(*one) for one in zip(weights, gradients, heard, strict=True)])
    scale = yield from steadied(natural, scale)
    return (yield from _judged(natural, Case(x, claimed, natural.shape, scale, random)))


def _equal_line(natural: Line, case: Case, noise: float) -> Line:
    """The second direction; `noise` is what was seen in φ(x₊) − φ(x₋) along the first."""
    gradients = [claim.gradient for claim in natural.claims]
    finest = min(natural.pairs)
    if natural.pairs[finest].plus.size == 1:
        noise = max(noise, natural.rounding(finest, 0))
    even = equalized(case.scale, gradients, noise / (2 * EPSILON))
    v = random_signs(case.random, natural.x.size)
    v *= even  # in place: x may be large
    return natural.along(v)


def _judged(natural: Line, case: Case) -> Examining:
    """Both directions, one after the other; what was seen along the first helps with the second."""
    first = Ending()
    if not _agrees(natural):
        plainly = yield from at_once(natural, case, None)
        if plainly is not None:
            return plainly
        yield from told_apart(natural)
        found = yield from tried(natural, FIRST, case.claimed.is_function)
        first = yield from ended(found, natural, case)
        if first.end is not None:
            return first.end
    elif not any(natural.size(claim) for claim in range(len(natural.claims))):
        kink = yield from even_kink(natural)
        if kink is not None:
            return kink
    plainly_seen = bool(first.passed) or _agrees(natural)
    known = [*first.passed, *(one.finding for one in first.still_open if one.finding is not None)]
    coarsest = max((one.step for one in known), default=FIRST)
    equal = _equal_line(natural, case, max((one.noise for one in known), default=0.0))
    start = coarsest if coarsest > WIDE else FIRST
    yield from begun(equal, start)
    if start == FIRST and not equal.ripples and not _agrees(equal):
        plainly = yield from at_once(equal, case, natural)
        if plainly is not None:
            return plainly
    if start == FIRST and not _agrees(equal):
        yield from told_apart(equal)
    patience = _KNOWING if start > WIDE and not first.still_open else PATIENCE
    found = yield from tried(equal, start, case.claimed.is_function, patience)
    second = yield from ended(found, equal, case, natural)
    if second.end is not None:
        return second.end
    passed, still_open = first.passed + second.passed, first.still_open + second.still_open
    if all(_is_weak(one) or _is_suspect(one) for one in still_open):
        heard = max((one.noise for one in passed), default=0.0)
        known = [*second.passed, *(one.finding for one in second.still_open if one.finding)]
        third = yield from faint_ones(natural, equal, case, known, heard)
        if third.end is not None:
            return third.end
        still_open = still_open + third.still_open
    end = yield from corroborated(still_open, case)
    if end is not None:
        return end
    if plainly_seen:  # what is lost in noise elsewhere is not there to be seen
        still_open = [one for one in still_open if not _is_weak(one)]
    if still_open:
        return (yield from _explained(still_open[0]))
    passed = passed or [one for one in (agreement(natural, 0),) if one is not None]
    worst = max(passed, key=lambda one: one.error / one.size if one.size else 0.0, default=None)
    return Examination("pass", finding=worst, lines=(natural, equal))


def _agrees(line: Line) -> bool:
    return FIRST in line.pairs and all(
        agreement(line, claim) is not None for claim in range(len(line.claims))
    )


def _is_suspect(one: Examination) -> bool:
    return one.finding is not None and one.finding.verdict == "suspect"


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
