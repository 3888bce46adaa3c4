"""An argument without effect does not hide the other mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.assignment import TaskSpec
from grader.diagnosis import explain
from grader.evidence import Evidence, collect
from grader.language import language
from grader.question import question
from grader.student.in_process import InProcessStudent
from reference.catalogue import entries

SAY = language("en")


def evidence(name: str, function: Callable[..., Any]) -> Evidence:
    of = question(TaskSpec(formula=name, points=1.0), entries()[name], 0)
    with np.errstate(all="ignore"):
        return collect(InProcessStudent({name: function}), of, "")


def normalized(X: Any, root: Callable[[Any], Any], beta: Any) -> Any:
    return (X - X.mean(axis=0)) / root(X.var(axis=0)) + beta


def eps_outside_without_beta(X: Any, gamma: Any, _: Any, eps: Any) -> Any:
    return gamma * normalized(X, lambda v: np.sqrt(v) + eps, 0.0)


def without_gamma(X: Any, _: Any, beta: Any, eps: Any) -> Any:
    return normalized(X, lambda v: np.sqrt(v + eps), beta)


def added_up_without_b(w: Any, _: Any, X: Any, y: Any) -> Any:
    a = 1 / (1 + np.exp(-(X @ w)))
    return -np.sum(y * np.log(a) + (1 - y) * np.log(1 - a))


def without_eps(w: Any, s: Any, g: Any, lr: Any, beta: Any, _: Any) -> Any:
    s = beta * s + (1 - beta) * g**2
    return w - lr * g / (np.sqrt(s) + 1e-6), s


def the_first_step_of_a_wrong_momentum(
    w: Any, m: Any, v: Any, _: Any, g: Any, lr: Any, beta1: Any, beta2: Any, eps: Any
) -> Any:
    m, v = beta1 * m + g, beta2 * v + (1 - beta2) * g**2
    return w - lr * m / (np.sqrt(v / (1 - beta2)) + eps), 2 * m, v


def nothing_but_rounding(X: Any) -> Any:
    same = np.full_like(X, 0.3)
    return same - same.mean(axis=0)


@pytest.mark.parametrize(
    ("name", "function", "codes"),
    [
        ("batch_norm", eps_outside_without_beta, ["unused:beta", "eps-outside-the-root"]),
        ("batch_norm", without_gamma, ["unused:gamma"]),
        ("binary_cross_entropy", added_up_without_b, ["unused:b", "losses-not-averaged"]),
        ("rmsprop", without_eps, ["unused:eps", "eps-outside-the-root"]),
        # No number can stand in the place of a count everywhere.
        ("adam", the_first_step_of_a_wrong_momentum, ["unused:t"]),
        # Where there is no other argument, any number is as wrong as another.
        ("min_max", nothing_but_rounding, ["unused:X"]),
    ],
)
def test_what_else_is_wrong_is_named(
    name: str, function: Callable[..., Any], codes: list[str]
) -> None:
    found = explain(evidence(name, function), SAY, frozenset())
    assert found is not None
    assert [one.code for one in found.all] == codes
    kinds = {mistake.name: mistake.kind for mistake in entries()[name].mistakes}
    for one in found.beside:
        is_convention = kinds[one.code] == "convention"
        begins = "Another convention besides" if is_convention else "A known mistake besides"
        assert one.why.startswith(f"{begins}, matched on all "), one.why
