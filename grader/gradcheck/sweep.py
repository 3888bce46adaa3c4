"""The residual of a claimed gradient along one random direction, at steps of every size."""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.gradcheck.asking import Points
from grader.gradcheck.claim import Claimed
from grader.gradcheck.directions import natural_scales, random_signs
from grader.gradcheck.draws import Draws
from grader.gradcheck.line import Line
from grader.gradcheck.moved import Claim
from grader.gradcheck.steps import FIRST

EXPONENTS = range(-45, 0)


@dataclass(frozen=True)
class Sweep:
    """For each step h: |r(h)| and what rounding alone may add to it, as shares of ‖g ∘ v‖.

    steps, residuals, rounding: (45,) each; a residual is NaN where f is not finite, all are where
    the claimed gradient is not. Where that is 0, the shares are of the slope that was measured.
    """

    steps: Any
    residuals: Any
    rounding: Any


def swept(claimed: Claimed, x: Any, seed: int) -> Generator[Points, list[Any], Sweep]:
    """Sweep the step from 2^-45 to 2^-1; the generator yields points and is sent values of f.

    Of several results, a random combination is followed. Raises UnusableError.
    """
    random = Draws(seed)
    scale = natural_scales(x, claimed.layout)
    line = Line(x, scale * random_signs(random, x.size), [])
    for k in EXPONENTS:
        plus, minus = yield line.points(k)
        if not line.claims:
            line.claims.append(weighted(claimed, x, np.shape(plus), random))
        with np.errstate(all="ignore"):
            line.add(k, plus, minus)
    with np.errstate(all="ignore"):
        size = line.size(0) or abs(np.nan_to_num(line.slope(FIRST, 0))) or 1.0
        size = size if math.isfinite(size) else math.nan
        residuals = [abs(line.residual(k, 0)) / size for k in EXPONENTS]
        rounding = [line.rounding(k, 0) / 2.0**k / size for k in EXPONENTS]
    return Sweep(np.ldexp(1.0, EXPONENTS), np.array(residuals), np.array(rounding))


def weighted(claimed: Claimed, x: Any, shape: tuple[int, ...], random: Draws) -> Claim:
    """What is claimed of the one result of f, or of a random combination of several."""
    count = int(np.prod(shape, dtype=int))
    cotangent = np.ones(1) if count == 1 else random_signs(random, count)
    (gradient,) = claimed.gradients(x, [cotangent], shape)
    return Claim(cotangent, gradient)
