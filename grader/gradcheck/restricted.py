"""Residuals along directions in which only some of the coordinates move."""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.gradcheck.asking import Points, step
from grader.gradcheck.extrapolation import extrapolated
from grader.gradcheck.line import Line
from grader.gradcheck.measured import Both, Measured

_CLOSE = 2e-3  # of a residual: what noise, and the bend of f, should add to it at most
_FINEST = -32
_HUGE = 1e30  # that many times is too much, whatever more
_TELLING = 0.02  # of a residual: an error bar that tells it from none
_SPACING = 2  # between the steps of an extrapolation, where the line that failed took few

Measuring = Generator[Points, list[Any], Measured]


@dataclass(frozen=True)
class Restricted:
    """How to measure with fewer coordinates what failed along a line.

    step: the exponent of the step; noise: in φ(x₊) − φ(x₋); bent: by how much a residual at that
    step may be off because f bends.
    """

    line: Line
    claim: int
    first: Measured
    step: int
    noise: float
    bent: float

    def of(self, among: Any, weights: Any) -> Line:
        """The coordinates `among`, each moved by `weights` (as long) times what it moved by."""
        v = np.zeros_like(self.line.v)
        v[among] = self.line.v[among] * weights
        return self.line.along(v)

    def roughly(self, some: Line) -> Measuring:
        """The residual along a line at one step."""
        yield from step(some, self.step)
        noise = max(self.noise, some.rounding(self.step, self.claim)) / 2.0**self.step
        error = self.first.error + self.bent + 1.5 * noise
        residual = some.residual(self.step, self.claim)
        return Measured(residual, error, some.v, self.first.gradient)

    def exactly(self, some: Line) -> Measuring:
        """The same, extrapolated from two or three of the steps that the line that failed took."""
        estimate = None
        coarser = sorted(k for k in self.line.pairs if k > self.step)[:2] or [self.step + _SPACING]
        for k in (self.step, *coarser):
            yield from step(some, k)
            estimate = extrapolated(some, self.claim)
            if estimate is not None and estimate.error <= _TELLING * abs(self.first.residual):
                break
        if estimate is None:
            return Measured(math.nan, math.inf, some.v, self.first.gradient)
        error = max(estimate.error, self.noise / 2.0**estimate.step)
        return Measured(estimate.value, error, some.v, self.first.gradient)


def restricted(
    lines: tuple[Line, ...], claim: int, at: int, noise: float, both: Both
) -> Restricted:
    """The step: `at`, or finer where f bends and noise allows it."""
    line, first = lines[0], both[0]
    noise = max(noise, line.rounding(at, claim) if at in line.pairs else 0.0)
    bent = max(
        (
            abs(one.residual(k, claim) - known.residual) * 4.0 ** (at - k)
            for one, known in zip(lines, both, strict=True)
            for k in one.pairs
            if k >= at and math.isfinite(one.residual(k, claim))
        ),
        default=0.0,
    )
    wanted = _CLOSE * abs(first.residual)
    if bent > wanted > 0:
        still = math.ceil(math.log2(min(noise / wanted, _HUGE))) if noise else _FINEST
        enough = at - math.ceil(math.log2(min(bent / wanted, _HUGE)) / 2)
        finer = min(at, max(still, enough, _FINEST))
        bent, at = bent * 4.0 ** (finer - at), finer
    return Restricted(line, claim, first, at, noise, bent)
