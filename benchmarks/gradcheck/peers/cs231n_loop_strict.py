"""CS231n's loop with the course's strict threshold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..outcome import Answer
from ..peers.cs231n_loop import STEP, central
from ..peers.flattened import function, jacobian, relative_error
from ..problem import Parameters, Problem, Pullback, flat

NAME = "CS231n loop < 1e-7"
DEAR = True
THRESHOLD = 1e-7


def check(problem: Problem, f: Callable[[Parameters], Any], vjp: Pullback) -> Answer:
    """As cs231n_loop."""
    x = flat(problem.x).astype(float).copy()
    error = relative_error(jacobian(problem, vjp, x), central(function(problem, f), x, STEP))
    return Answer("pass" if error < THRESHOLD else "fail")
