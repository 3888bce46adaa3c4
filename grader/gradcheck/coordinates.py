"""Every coordinate of a gradient measured on its own, with an error bar: 4 evaluations for each,
up to 8 where that leaves doubt."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.gradcheck.asking import Points
from grader.gradcheck.claim import Claimed
from grader.gradcheck.directions import natural_scales
from grader.gradcheck.draws import Draws
from grader.gradcheck.extrapolation import Estimate, extrapolated
from grader.gradcheck.line import Line
from grader.gradcheck.moved import Claim
from grader.gradcheck.steps import FIRST, WIDE, following
from grader.gradcheck.sweep import weighted

_FURTHER = 2  # steps that are added where rounding, or the bend, leaves doubt
_FINE = 1e-6  # of the derivative: an error bar that needs no further step
_SMALL = 1e-3  # of the largest: coordinates below need not be known to their own size
_PLAIN = 1e-4  # of the derivative: a kink that large leaves it unknown


@dataclass(frozen=True)
class Coordinates:
    """Of each coordinate of x: the derivative as claimed, as measured, and the error bar of that.

    claimed, measured, error: (n,) each; the error is infinite where nothing can be said.
    """

    claimed: Any
    measured: Any
    error: Any


def by_coordinate(claimed: Claimed, x: Any, seed: int) -> Generator[Points, list[Any], Coordinates]:
    """Measure each derivative; the generator yields points and is sent the values of f.

    Of several results, a random combination is measured. Raises UnusableError.
    """
    (center,) = yield [x]
    given = weighted(claimed, x, np.shape(center), Draws(seed))
    claim = Claim(given.cotangent, np.where(np.isfinite(given.gradient), given.gradient, 0.0))
    scale = natural_scales(x, claimed.layout)
    least = _SMALL * float(np.max(np.abs(claim.gradient * scale)))
    measured, error = np.zeros(x.size), np.full(x.size, np.inf)
    for i in range(x.size):
        v = np.zeros(x.size)
        v[i] = scale[i]
        line = Line(x, v, [claim])
        line.center = line.taken(center)
        estimate = yield from _estimated(line, least)
        if estimate is not None:
            measured[i] = claim.gradient[i] + estimate.value / scale[i]
            error[i] = estimate.error / scale[i]
    return Coordinates(given.gradient, measured, error)


def _estimated(line: Line, least: float) -> Generator[Points, list[Any], Estimate | None]:
    """measured − claimed along a coordinate; None at a kink, and where f is not finite.

    least: what is small beside the other coordinates.
    """
    estimate, size = None, least
    with np.errstate(all="ignore"):
        for k in (FIRST, WIDE):
            line.add(k, *(yield line.points(k)))
        for further in range(_FURTHER + 1):
            estimate = extrapolated(line, 0)
            if estimate is not None:
                size = max(abs(line.size(0)), abs(estimate.value), least)
                if estimate.error <= _FINE * size:
                    break
            another = following(line, 0, estimate) if further < _FURTHER else None
            if another is None:
                break
            line.add(another, *(yield line.points(another)))
    if estimate is None or estimate.kink > max(_PLAIN * size, estimate.error):
        return None
    return estimate
