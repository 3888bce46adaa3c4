"""scipy.optimize._numdiff.check_derivative: central differences, a relative error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scipy.optimize._numdiff import check_derivative

from ..outcome import Answer
from ..peers.flattened import function, jacobian
from ..problem import Parameters, Problem, Pullback, flat

NAME = "scipy check_derivative < 1e-6"
DEAR = True
THRESHOLD = 1e-6


def check(problem: Problem, f: Callable[[Parameters], Any], vjp: Pullback) -> Answer:
    """The threshold of its docstring: a right one gives 1e-6 or less."""
    wrapped = function(problem, f)
    x = flat(problem.x).astype(float)
    error = check_derivative(wrapped, lambda v: jacobian(problem, vjp, v), x)
    return Answer("pass" if error < THRESHOLD else "fail")
