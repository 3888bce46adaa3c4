"""deeplearning.ai's loop: central differences of 1e-7, the norm of the difference over the sum."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..outcome import Answer
from ..peers.cs231n_loop import central
from ..peers.flattened import function, jacobian
from ..problem import Parameters, Problem, Pullback, flat

NAME = "deeplearning.ai loop < 2e-7"
DEAR = True
STEP = 1e-7
THRESHOLD = 2e-7


def check(problem: Problem, f: Callable[[Parameters], Any], vjp: Pullback) -> Answer:
    """Of an array, the whole Jacobian is the vector."""
    x = flat(problem.x).astype(float).copy()
    claimed = jacobian(problem, vjp, x)
    measured = central(function(problem, f), x, STEP)
    norms = np.linalg.norm(claimed) + np.linalg.norm(measured)
    difference = np.linalg.norm(claimed - measured) / norms
    return Answer("pass" if difference < THRESHOLD else "fail")
