"""scipy.optimize.check_grad: forward differences, an absolute norm, no verdict of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scipy.optimize import check_grad

from ..outcome import Answer
from ..peers.flattened import function, jacobian
from ..problem import Parameters, Problem, Pullback, flat

NAME = "scipy check_grad < 1e-5"
DEAR = True
THRESHOLD = 1e-5


def check(problem: Problem, f: Callable[[Parameters], Any], vjp: Pullback) -> Answer:
    """The threshold is ours: the documentation only says that the number should be small."""
    wrapped = function(problem, f)
    error = check_grad(wrapped, lambda v: jacobian(problem, vjp, v), flat(problem.x).astype(float))
    return Answer("pass" if error < THRESHOLD else "fail")
