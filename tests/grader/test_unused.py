"""An argument is said to have no effect only where no input shows one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.assignment import TaskSpec
from grader.question import question
from grader.student.in_process import InProcessStudent
from grader.unused import unused_arguments
from reference.catalogue import entries


def of_unit_length(g: Any) -> Any:
    mean = g.mean(axis=0)
    return mean / np.linalg.norm(mean)


def drops_exchanged(lr0: Any, t: Any, gamma: Any, s: Any) -> Any:
    return lr0 * gamma ** (s // t if t else 0)


def error_rate(w: Any, b: Any, X: Any, y: Any) -> Any:
    return np.mean((X @ w + b > 0) != (y > 0.5))


def eps_as_a_floor(X: Any, gamma: Any, beta: Any, eps: Any) -> Any:
    deviation = np.sqrt(np.maximum(X.var(axis=0), eps))
    return gamma * (X - X.mean(axis=0)) / deviation + beta


def gamma_alone(X: Any, gamma: Any, beta: Any, eps: Any) -> Any:
    return gamma * (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) + 1e-8)


def bounds_exchanged(g: Any, limit: Any) -> Any:
    return np.maximum(np.minimum(g, -limit), limit)


def precedence(z: Any) -> Any:
    a = 1 / (1 + np.exp(-z))
    return a * 1 - a


def of_the_first_step(w: Any, v: Any, g: Any, lr: Any, beta: Any) -> Any:
    v = (1 - beta) * g
    return w - lr * v, v


@pytest.mark.parametrize(
    ("formula", "function", "without_effect"),
    [
        ("minibatch_gradient", of_unit_length, ()),
        ("step_decay", drops_exchanged, ()),
        ("binary_cross_entropy", error_rate, ()),
        ("batch_norm", eps_as_a_floor, ()),
        ("batch_norm", gamma_alone, ("beta", "eps")),
        ("clip_by_value", bounds_exchanged, ("g",)),
        ("sigmoid_derivative", precedence, ("z",)),
        ("momentum", of_the_first_step, ("v",)),
    ],
)
def test_what_has_no_effect(
    formula: str, function: Callable[..., Any], without_effect: tuple[str, ...]
) -> None:
    asked = question(TaskSpec(formula=formula, points=1.0), entries()[formula], 0)
    with np.errstate(all="ignore"):
        found = unused_arguments(InProcessStudent({formula: function}), asked)
    assert found == without_effect
