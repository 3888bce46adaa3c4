"""Central differences with an error bar, as evaluations to be made and values to be combined.

The function may live in another process, so nothing is called here: `displacements` says where to
evaluate it, `directional_derivative` turns the four values into an estimate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

# Two steps, so that the h² term can be taken off (Richardson) and its size bounds the rest.
STEPS = (2.0**-10, 2.0**-11)
EVALUATIONS = 2 * len(STEPS)
EPSILON = float(np.finfo(float).eps)


@dataclass(frozen=True)
class Estimate:
    """A numerical derivative and how far it may be from the true one, entry by entry."""

    value: Any
    error: Any


def natural_scale(x: Any) -> float:
    """The size of the entries of x, for a step that is neither lost in it nor larger than it."""
    size = float(np.sqrt(np.mean(np.square(x)))) if np.size(x) else 0.0
    return size if size > 0 else 1.0


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
    rounding = 8 * EPSILON * size / STEPS[-1]
    return Estimate((4 * fine - coarse) / 3, np.abs(fine - coarse) + rounding)
