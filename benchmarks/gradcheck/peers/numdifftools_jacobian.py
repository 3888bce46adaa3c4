"""numdifftools' Jacobian at its defaults, compared by numpy.allclose(rtol 1e-5, atol 1e-8)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numdifftools
import numpy as np

from ..outcome import Answer
from ..peers.flattened import function, jacobian
from ..problem import Parameters, Problem, Pullback, flat

NAME = "numdifftools + allclose"
DEAR = True


def check(problem: Problem, f: Callable[[Parameters], Any], vjp: Pullback) -> Answer:
    """It has no verdict of its own: allclose's defaults decide."""
    x = flat(problem.x).astype(float)
    measured = numdifftools.Jacobian(function(problem, f))(x)
    claimed = np.atleast_2d(jacobian(problem, vjp, x))
    return Answer("pass" if np.allclose(claimed, measured) else "fail")
