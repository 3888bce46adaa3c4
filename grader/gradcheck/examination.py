"""A claimed gradient along two directions: right, wrong, or not to be told.

The first direction moves every coordinate by its natural scale, the second so that every one
changes the function alike. Where f has a kink at x, the claim is examined at a point nearby.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import replace
from typing import Any

import numpy as np

from grader.gradcheck.asking import Points, step
from grader.gradcheck.case import Case, Examination
from grader.gradcheck.claim import Claimed
from grader.gradcheck.cotangents import cotangents
from grader.gradcheck.directions import equalized, natural_scale, random_signs
from grader.gradcheck.draws import Draws
from grader.gradcheck.finding import Finding
from grader.gradcheck.line import EPSILON, Claim, Line
from grader.gradcheck.parameters import UnusableError
from grader.gradcheck.plain import plain
from grader.gradcheck.scale import begun, natural_line, steadied
from grader.gradcheck.steps import FIRST, WIDE
from grader.gradcheck.trial import PATIENCE, agreement, tried

_PLAIN = 1e-6  # of ‖g ∘ v‖: what is further off may be convicted at once
_KNOWING = 2  # steps along the second direction, where the first showed which are of use
_FAR = -8  # the step at which faint coordinates are examined: they hardly bend the function
_ROUGHLY = 2e-5  # of ‖g ∘ v‖: what truncation may do at that step
_FAINT = 1e-3  # of the average: a coordinate that contributes less is examined apart
_ATTEMPTS = 3  # to find a point beside a kink
_TELLING = 1e-2  # of a residual: a second one that is known as well helps to name what is wrong


Examining = Generator[Points, list[Any], Examination]


def examined(claimed: Claimed, x: Any, random: Draws) -> Examining:
    """Examine a claim at the vector x; the generator yields points and is sent the values of f."""
    scale = np.concatenate([natural_scale(x[leaf.part]) for leaf in claimed.layout.leaves])
    found = yield from _examined_at(x, claimed, scale, random)
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
        plainly = yield from _at_once(natural, case, None)
        if plainly is not None:
            return plainly
        found = yield from tried(natural, FIRST, case.claimed.is_function)
        ended = yield from _ended(found, natural, case, findings, open_ones)
        if ended is not None:
            return ended
    plainly_seen = bool(findings) or _agrees(natural)
    coarsest = max((one.step for one in findings), default=FIRST)
    noise = max((one.noise for one in findings), default=0.0)
    equal = _equal_line(natural, case, noise)
    start = coarsest if coarsest > WIDE else FIRST
    yield from begun(equal, start)
    if start == FIRST and not _agrees(equal):
        plainly = yield from _at_once(equal, case, natural)
        if plainly is not None:
            return plainly
    patience = _KNOWING if start > WIDE else PATIENCE
    found = yield from tried(equal, start, case.claimed.is_function, patience)
    ended = yield from _ended(found, equal, case, findings, open_ones, natural)
    if ended is not None:
        return ended
    if not open_ones:
        ended = yield from _faint(natural, equal, case, max([noise, *(f.noise for f in findings)]))
        if ended is not None:
            return ended
    if plainly_seen:  # what is lost in noise elsewhere is not there to be seen
        open_ones = [one for one in open_ones if not _is_weak(one)]
    if open_ones:
        return (yield from _explained(open_ones[0]))
    worst = max(findings, key=lambda one: one.error / one.size if one.size else 0.0, default=None)
    return Examination("pass", finding=worst, lines=(natural, equal))


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
            return (yield from _ended(failed, alone, case, [], [], natural))
    return None


def _agrees(line: Line) -> bool:
    return FIRST in line.pairs and all(
        agreement(line, claim) is not None for claim in range(len(line.claims))
    )


def _ended(
    found: dict[int, Finding],
    line: Line,
    case: Case,
    passed: list[Finding],
    still_open: list[Examination],
    other: Line | None = None,
) -> Generator[Points, list[Any], Examination | None]:
    """The end where one claim fails or meets a kink; else what was found goes to the lists."""
    lines = (line,) if other is None else (line, other)
    for claim, finding in found.items():
        line.scatter[claim] = max(line.scatter.get(claim, 0.0), finding.noise / 2)
        examination = Examination("unsure", "noise", finding, claim, lines)
        match finding.verdict:
            case "pass":
                passed.append(finding)
            case "fail":
                confirmed = case.confirmed(replace(examination, verdict="fail", reason="mismatch"))
                if confirmed.verdict == "fail":
                    return (yield from _with_both(confirmed, case))
                if confirmed.verdict == "pass":
                    passed.append(finding)
                else:
                    still_open.append(confirmed)
            case "kink":
                return replace(examination, reason="kink")
            case "unsure":
                still_open.append(examination)
    return None


def _is_weak(one: Examination) -> bool:
    """Whether nothing is seen along a direction in which only noise is to be seen."""
    return one.finding is not None and abs(one.finding.residual) <= 4 * one.finding.error


def _with_both(failed: Examination, case: Case) -> Examining:
    """A failure along one direction, with another like it begun: what is wrong is named by both."""
    if failed.finding is None:
        return failed
    line, k = failed.lines[0], failed.finding.step
    if len(failed.lines) == 2:
        other = failed.lines[1]
        both = k == FIRST and FIRST in other.pairs
        bend = other.bend(FIRST, failed.claim) if both else 0.0
        turned = abs(bend) * _ratio(bend, other.size(failed.claim)) if bend else 0.0
        noise = other.rounding(FIRST, failed.claim) / 2.0**FIRST if both else 0.0
        if both and max(noise, turned) <= _TELLING * abs(failed.finding.residual):
            return failed
    again = line.along(line.v * random_signs(case.random, line.v.size))
    yield from begun(again, k)
    return replace(failed, lines=(line, again))


def _at_once(
    line: Line, case: Case, other: Line | None
) -> Generator[Points, list[Any], Examination | None]:
    """A failure or a kink that f at x and at one point more make plain; None where all agrees or
    more is needed."""
    off = {
        claim: _ratio(line.residual(FIRST, claim), line.size(claim))
        for claim in range(len(line.claims))
    }
    claim = max(off, key=lambda claim: off[claim])
    if off[claim] < _PLAIN:
        return None
    points = [line.x] if line.center is None else []
    values = yield [*points, line.points(WIDE)[0]]
    if points:
        line.center = line.taken(values[0])
    wide = values[-1]
    if other is not None:
        other.center = line.center
    finding = plain(line, claim, wide)
    if finding is None:
        (minus,) = yield line.points(WIDE)[1:]
        line.add(WIDE, wide, minus)
        return None
    if finding.verdict == "kink":
        return Examination("unsure", "kink", finding, claim, (line,))
    failed = Examination(
        "fail", "mismatch", finding, claim, (line,) if other is None else (line, other)
    )
    failed = case.confirmed(failed)
    if failed.verdict == "fail":
        failed = yield from _with_both(failed, case)
        other = failed.lines[1]
        calm = abs(other.bend(FIRST, claim)) <= max(
            0.02 * abs(other.residual(FIRST, claim)), 1e-3 * other.size(claim)
        )
        if calm:
            return failed
    (minus,) = yield line.points(WIDE)[1:]
    line.add(WIDE, wide, minus)
    return None


def _ratio(part: float, whole: float) -> float:
    if math.isnan(part):
        return 0.0
    return abs(part) / whole if whole else float("inf")


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
