"""CS231n's loop: central differences of 1e-5 in each coordinate, a relative error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..outcome import Answer
from ..peers.flattened import function, jacobian, relative_error
from ..problem import Parameters, Problem, Pullback, flat

NAME = "CS231n loop < 1e-4"
DEAR = True
STEP = 1e-5
THRESHOLD = 1e-4
"""The course: 1e-2 is wrong, 1e-4 is usually fine with kinks, 1e-7 should make one happy."""


def central(f: Callable[[np.ndarray], Any], x: np.ndarray, step: float) -> np.ndarray:
    """(outputs, inputs) or (inputs,), one coordinate after the other."""
    slopes = []
    for i in range(x.size):
        old = x[i]
        x[i] = old + step
        ahead = f(x)
        x[i] = old - step
        behind = f(x)
        x[i] = old
        slopes.append((ahead - behind) / (2 * step))
    return np.array(slopes).T


def check(problem: Problem, f: Callable[[Parameters], Any], vjp: Pullback) -> Answer:
    """All coordinates; the course samples some of large arrays."""
    x = flat(problem.x).astype(float).copy()
    error = relative_error(jacobian(problem, vjp, x), central(function(problem, f), x, STEP))
    return Answer("pass" if error < THRESHOLD else "fail")
