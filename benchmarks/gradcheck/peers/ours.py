"""grader.check_gradient, through its public contract alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from grader import check_gradient

from ..outcome import Answer
from ..peers import flattened
from ..problem import Parameters, Problem, Pullback, flat, like

NAME = "ours"
DEAR = False


def check(problem: Problem, f: Callable[[Parameters], Any], vjp: Pullback) -> Answer:
    """The gradient in the form that the problem asks for."""
    x = problem.x
    match problem.form:
        case "callable":
            result = check_gradient(f, lambda x: vjp(x, 1.0), x)
        case "array":
            result = check_gradient(f, vjp(x, 1.0), x)
        case "jacobian":
            result = check_gradient(f, jacobian(problem, vjp, x), x)
        case "jacobian callable":
            result = check_gradient(f, lambda x: jacobian(problem, vjp, x), x)
        case "vjp":
            result = check_gradient(f, vjp=vjp, x=x)
    where = None if result.where is None else flat_index(x, result.where)
    return Answer(result.verdict, where, result.suspicion)


def flat_index(x: Parameters, where: Any) -> int:
    """An index of an array, or (leaf, index) of a tuple or dict, among all coordinates."""
    marked = like(x, np.zeros(flat(x).size))
    if isinstance(x, (tuple, dict)):
        leaf, *index = where
        inner = index[0] if len(index) == 1 and isinstance(index[0], tuple) else tuple(index)
        np.asarray(marked[leaf])[inner] = 1
    else:
        marked[where[len(where) - np.ndim(x) :]] = 1  # of a Jacobian's entry, the coordinate of x
    return int(np.argmax(flat(marked)))


def jacobian(problem: Problem, vjp: Pullback, x: np.ndarray) -> np.ndarray:
    """(..outputs, ..inputs)."""
    rows = flattened.jacobian(problem, vjp, flat(x))
    return np.reshape(rows, (*problem.output, *np.shape(x)))
