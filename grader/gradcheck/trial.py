"""One direction: steps are added until it is plain whether a claimed gradient is right there.

Whoever agrees is believed at the first step. To convict takes an error bar, and ten times as much.

The function may live in another process, so nothing is called here: a trial is a generator that
yields the points at which it needs the function, all of a turn at once, and is sent the values.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import Any

from grader.gradcheck.asking import Points, center, step
from grader.gradcheck.extrapolation import Estimate, extrapolated
from grader.gradcheck.finding import Finding, Verdict
from grader.gradcheck.flat import is_flat, looked_at
from grader.gradcheck.limits import AGREES, Limits
from grader.gradcheck.line import Line
from grader.gradcheck.plain import crosses
from grader.gradcheck.ripple import may_ripple
from grader.gradcheck.steps import COARSEST, FIRST, WIDE, following, is_limit

PATIENCE = 5  # steps after the first two
_HIDES = 2e-8  # of ‖g ∘ v‖: rounding that hides less lets a claim pass at once
_SMALL = 1e-2  # of ‖g ∘ v‖: what noise may pretend to be
_FINER = 4  # by how much a doubtful conviction is confirmed at a finer step
_LOST = 0.1  # of ‖g ∘ v‖: rounding that hides as much at the coarsest step hides all that is asked
_SEEN = 20  # times rounding: a residual that is there
_REFINING = 2  # steps spent on naming what is wrong


def agreement(line: Line, claim: int, k: int = FIRST) -> Finding | None:
    """A pass after two evaluations, or None: the residual is none but for rounding, and rounding
    hides nothing."""
    residual, size = line.residual(k, claim), line.size(claim)
    rounding, limits = line.rounding(k, claim) / 2.0**k, Limits.of(line, claim)
    within = AGREES * size
    if rounding <= min(_HIDES * size, max(limits.wanted, limits.material / 2)):
        within = max(within, 2 * rounding)
    if abs(residual) <= within:
        return Finding("pass", residual, within, size, k)
    return None


def tried(
    line: Line, start: int, elsewhere: bool, patience: int = PATIENCE
) -> Generator[Points, list[Any], dict[int, Finding]]:
    """What a line says of each claim, by its number; after one that fails, others may lack.

    The step `start` is measured already; up to `patience` more are, besides the first two. Where
    the claim can be examined `elsewhere`, a kink that the first step crosses ends the trial.
    """
    count = len(line.claims)
    found: dict[int, Finding] = {}
    for claim in range(count):
        finding = agreement(line, claim, start)
        if finding is not None:
            found[claim] = finding
    if len(found) == count:
        return found
    yield from center(line)
    if start == FIRST:
        yield from step(line, WIDE)
        for claim in range(count) if elsewhere else ():
            if claim not in found and crosses(line, claim):
                residual = line.residual(FIRST, claim)
                found[claim] = Finding("kink", residual, abs(residual), line.size(claim), FIRST)
                return found
    for claim in range(count):
        if claim not in found and _is_lost(line, claim, start):
            error = line.rounding(start, claim) / 2.0**COARSEST
            found[claim] = Finding("unsure", 0.0, error, line.size(claim), start)
        elif claim not in found and is_flat(line, claim):
            finding = yield from looked_at(line, claim)
            if finding is not None:
                found[claim] = finding
                if finding.verdict == "fail":
                    return found
    for _ in range(patience):
        for claim in range(count):
            if claim not in found:
                finding = yield from _judged(line, claim)
                if finding is not None:
                    found[claim] = finding
                    if finding.verdict == "fail":
                        return found
        if len(found) == count:
            return found
        lacking = next(claim for claim in range(count) if claim not in found)
        k = following(line, lacking, extrapolated(line, lacking))
        if k is None:
            break
        yield from step(line, k)
    for claim in range(count):
        if claim not in found:
            found[claim] = (yield from _judged(line, claim)) or _left_open(line, claim)
            if found[claim].verdict == "fail":
                return found
    return found


def _is_lost(line: Line, claim: int, k: int) -> bool:
    """Whether rounding hides all that a claim says even at the coarsest step, and nothing else is
    seen."""
    size, rounding = line.size(claim), line.rounding(k, claim)
    if not 0 < _LOST * size < rounding / 2.0**COARSEST:
        return False
    return not abs(line.residual(k, claim)) > _SEEN * rounding / 2.0**k


def _judged(line: Line, claim: int) -> Generator[Points, list[Any], Finding | None]:
    estimate = extrapolated(line, claim)
    if estimate is None:
        return None
    limits = Limits.of(line, claim)
    if limits.acquits(estimate) or (
        limits.within(estimate, bars=1)
        and is_limit(line, estimate)
        and estimate.error <= limits.fine
    ):
        return _finding("pass", line, claim, estimate)
    if not limits.convicts(estimate):
        return None
    if (yield from may_ripple(line, claim, estimate)):
        return None
    doubtful = max(1e3 * estimate.error, _SMALL * line.size(claim))
    if abs(estimate.value) < doubtful and min(line.pairs) >= estimate.step:
        # Marginal: what noise does is better measured, where it is larger, than assumed.
        yield from step(line, estimate.step - _FINER)
        estimate = extrapolated(line, claim) or estimate
        if not limits.convicts(estimate):
            return None
    return _finding("fail", line, claim, estimate)


def _finding(verdict: Verdict, line: Line, claim: int, of: Estimate) -> Finding:
    return Finding(verdict, of.value, of.error, line.size(claim), of.step, of.scatter)


def refined(line: Line, claim: int) -> Generator[Points, list[Any], Estimate | None]:
    """The estimate of a line on which a few more steps were spent, until it has three digits."""
    estimate = extrapolated(line, claim)
    for _ in range(_REFINING):
        bent = line.finite(min(line.pairs)) and abs(line.bend(min(line.pairs), claim))
        if estimate is not None and bent > 0.1 * line.size(claim):
            yield from may_ripple(line, claim, estimate)
            estimate = extrapolated(line, claim)
        if estimate is not None and estimate.error <= 1e-3 * abs(estimate.value):
            break
        k = following(line, claim, estimate)
        if k is None:
            break
        yield from step(line, k)
        estimate = extrapolated(line, claim)
    return estimate


def _left_open(line: Line, claim: int) -> Finding:
    """The verdict when every step was tried that would help."""
    estimate, size = extrapolated(line, claim), line.size(claim)
    if estimate is None:
        return Finding("unsure", math.nan, math.inf, size, FIRST)
    limits = Limits.of(line, claim)
    off = abs(estimate.value)
    doubt = 3 * estimate.error if off < limits.fine < math.inf else 0.0
    if (
        estimate.kink > max(doubt, limits.floor, 1e-4 * off)
        and off > 4 * estimate.error + limits.material
    ):
        return _finding("kink", line, claim, estimate)
    if limits.suspects(estimate):
        return _finding("suspect", line, claim, estimate)
    if limits.within(estimate, bars=1) and estimate.error <= limits.fine:
        return _finding("pass", line, claim, estimate)
    return _finding("unsure", line, claim, estimate)
