"""Central differences with an error bar, at steps that are fixed beforehand.

A check needs no derivative, only what a claimed one leaves over; this is for the numbers that are
put beside those of a gradient in a report. Where `coordinates` tries steps until it knows enough,
all that is needed here can be asked for with one message, and no claim is needed. Nothing is called
here, for the function may live in another process: `displacements` says where to evaluate it,
`directional_derivative` turns the four values into an estimate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.gradcheck.moved import EPSILON

# Two steps, so that the h² term can be taken off (Richardson) and its size bounds the rest.
STEPS = (2.0**-10, 2.0**-11)
EVALUATIONS = 2 * len(STEPS)
_RELATIVE_TOLERANCE = 1e-6  # of the largest entry: derivatives that are the same
_MOST_NOISE = 0.05  # of the largest entry: an error bar that is small beside it
TINY = 1e-6  # a derivative that is 0 has an error bar, too
_ROUNDINGS = 8  # that the difference of two values may be off by


@dataclass(frozen=True)
class Estimate:
    """A numerical derivative and how far it may be from the true one, entry by entry."""

    value: Any
    error: Any

    @property
    def is_precise(self) -> bool:
        """Whether the error bar is small beside the derivative: it is not where f is not smooth, or
        not the same function at each call."""
        size = np.abs(self.value).max(initial=0.0)
        return bool(np.max(self.error, initial=0.0) <= _MOST_NOISE * size + TINY)

    def is_near(self, value: Any) -> bool:
        """Whether it is the derivative that was measured, as far as can be told."""
        scale = _RELATIVE_TOLERANCE * np.abs(self.value).max(initial=0.0)
        return bool(np.all(np.abs(value - self.value) <= scale + 10 * self.error))


def displacements(x: Any, direction: Any) -> list[Any]:
    """The four points at which f is needed for its derivative at x along `direction`.

    `direction` has the shape of x and carries the scale of the step.
    """
    return [x + sign * h * direction for h in STEPS for sign in (1.0, -1.0)]


def directional_derivative(values: list[Any]) -> Estimate:
    """The derivative along the direction, from the values of f at the four displacements.

    The error bar is as wide as the two steps differ: noise in f, whatever its source, widens it.
    """
    coarse, fine = ((values[2 * i] - values[2 * i + 1]) / (2 * h) for i, h in enumerate(STEPS))
    size = np.max([np.abs(value).max(initial=0.0) for value in values])
    rounding = _ROUNDINGS * EPSILON * size / STEPS[-1]
    return Estimate((4 * fine - coarse) / 3, np.abs(fine - coarse) + rounding)
