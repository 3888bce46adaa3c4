"""A problem as checkers of flat vectors see it: f from a vector to a vector, and its Jacobian."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..problem import Parameters, Problem, Pullback, flat, like


def function(problem: Problem, f: Callable[[Parameters], Any]) -> Callable[[np.ndarray], Any]:
    """A scalar as a float, an array as a vector; f gets a copy, and so does the checker."""

    def of_vector(v: np.ndarray) -> Any:
        y = np.array(f(like(problem.x, np.array(v, dtype=float))), dtype=float)
        return np.ravel(y) if problem.output else float(y)

    return of_vector


def jacobian(problem: Problem, vjp: Pullback, v: np.ndarray) -> np.ndarray:
    """(outputs, inputs), or (inputs,) of a scalar."""
    x = like(problem.x, np.array(v, dtype=float))
    if not problem.output:
        return flat(vjp(x, 1.0))
    size = int(np.prod(problem.output))
    return np.array([flat(vjp(x, unit.reshape(problem.output))) for unit in np.eye(size)])


def relative_error(a: np.ndarray, b: np.ndarray) -> float:
    """CS231n's: the largest of |a - b| / max(1e-8, |a| + |b|)."""
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))
