"""Coordinates that hardly change the function, examined without the others."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import Any

import numpy as np

from grader.gradcheck.asking import Points, step
from grader.gradcheck.case import Case
from grader.gradcheck.ending import Ending, ended
from grader.gradcheck.finding import Finding
from grader.gradcheck.line import Line
from grader.gradcheck.trial import tried

_FINEST, _FAR, _COARSEST = -11, -8, -4  # the steps at which they are examined
_TRUNCATED = 1.3  # of ‖g ∘ v‖, times h²: what truncation may do at a step h
_PATIENCE = 3  # steps after the first
_USELESS = 0.1  # of ‖g ∘ v‖: where only more is seen, nothing is looked for
_FAINT = 2e-3  # of ‖g ∘ v‖: a coordinate that contributes less is examined apart
_FAINT_AMONG_MANY = 0.05  # of the average: the same where there are more than 600
_HIDDEN = 10  # error bars: a coordinate that contributes less is hidden
_MOST_HIDDEN = 1e-2  # of ‖g ∘ v‖: an error bar beyond is that of another function


def faint_ones(
    natural: Line, equal: Line, case: Case, known: list[Finding], noise: float
) -> Generator[Points, list[Any], Ending]:
    """What a third direction tells, in which only those coordinates move that by the claim hardly
    change the function along the second, or by so little that what is `known` there may hide it;
    what noise may explain is let pass."""
    hidden = max((one.error / one.size for one in known if one.size), default=0.0)
    share = min(_FAINT, _FAINT_AMONG_MANY / np.sqrt(equal.x.size))
    share = max(share, _HIDDEN * min(hidden, _MOST_HIDDEN))
    faint = np.ones(equal.x.size, dtype=bool)
    for number, claim in enumerate(equal.claims):
        pull = claim.gradient * equal.v
        faint &= np.abs(pull, out=pull) <= share * equal.size(number)
    if not faint.any() or faint.all():
        return Ending()
    alone = natural.along(np.where(faint, natural.v, 0.0))
    finest, claims = min(natural.pairs), range(len(equal.claims))
    heard = [3 * max(natural.rounding(finest, claim), noise) for claim in claims]
    k = _balanced(alone, heard)
    least = [max(one / 2.0**k, _TRUNCATED * 4.0**k * alone.size(n)) for n, one in enumerate(heard)]
    if all(one > _USELESS * alone.size(number) > 0 for number, one in enumerate(least)):
        return Ending()
    yield from step(alone, k)
    if any(abs(alone.residual(k, number)) > one for number, one in enumerate(least)):
        found = yield from tried(alone, k, elsewhere=False, patience=_PATIENCE)
        off = {which: of for which, of in found.items() if of.verdict in ("fail", "suspect")}
        return (yield from ended(off, alone, case, natural))
    return Ending()


def _balanced(line: Line, noise: list[float]) -> int:
    """The exponent of the step at which noise hides as much as truncation, of the claim that noise
    hides least."""
    sizes = [line.size(claim) for claim in range(len(noise))]
    least = min((one / size for one, size in zip(noise, sizes, strict=True) if size), default=0.0)
    if not 0 < least < math.inf:
        return _FAR
    return min(max(round(math.log2(least / _TRUNCATED) / 3), _FINEST), _COARSEST)
