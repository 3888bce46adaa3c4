"""autograd.test_util.check_grads, first order, reverse mode; f is a primitive."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from autograd.extend import defvjp, primitive
from autograd.test_util import check_grads

from ..outcome import Answer
from ..problem import Parameters, Problem, Pullback, flat, like

NAME = "autograd check_grads"
DEAR = False


def check(problem: Problem, f: Callable[[Parameters], Any], vjp: Pullback) -> Answer:
    """EPS 1e-6, tolerances 1e-6; its direction is drawn from numpy's global generator."""

    @primitive
    def wrapped(v):
        y = np.array(f(like(problem.x, v.copy())), dtype=float)
        return y if y.shape else float(y)

    defvjp(wrapped, lambda _, v: lambda c: flat(vjp(like(problem.x, v), c)))
    np.random.seed(problem.seed)  # the generator that it draws from
    try:
        check_grads(wrapped, modes=["rev"], order=1)(flat(problem.x).astype(float).copy())
    except AssertionError:
        return Answer("fail")
    return Answer("pass")
