"""Every derivative is measured within its error bar, or said to be unknown."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.gradcheck.coordinates import Coordinates, by_coordinate
from grader.gradcheck.posed import posed

X = np.random.default_rng(3).normal(size=(30, 8))
AT = np.random.default_rng(4).normal(size=8)


def f(w: Any) -> Any:
    return np.mean(np.logaddexp(0, X @ w))


def gradient(w: Any) -> Any:
    return X.T @ (1 / (1 + np.exp(-X @ w))) / len(X)


def measured(f: Any, gradient: Any, x: Any) -> Coordinates:
    question = posed(f, gradient, x, None)
    return question.function.answer(by_coordinate(question.claimed, question.x, 0))


@pytest.mark.parametrize(
    ("noisy", "known"),
    [
        (f, 1e-8),
        (lambda w: np.float32(f(w)), 1e-2),
        (lambda w: f(w) + 1e6, 1e-3),
        (lambda w: f(1e3 * w / 1e3), 1e-8),
    ],
)
def test_the_error_bar_covers_the_error(noisy: Any, known: float) -> None:
    for claim in (gradient, lambda w: 3 * gradient(w)):
        found = measured(noisy, claim, AT)
        assert np.all(np.abs(found.measured - gradient(AT)) <= found.error)
        assert np.all(found.error <= known * np.abs(gradient(AT)).max())


def test_what_is_claimed_is_handed_through_whatever_it_is() -> None:
    wrong = gradient(AT)
    wrong[2] = np.nan
    found = measured(f, wrong, AT)
    assert np.array_equal(found.claimed, wrong, equal_nan=True)
    assert np.all(np.abs(found.measured - gradient(AT)) <= found.error)


def test_a_kink_and_the_edge_of_a_domain_are_unknown() -> None:
    x = np.array([0.5, 0.0, -1.0, 0.0])

    def edged(x: Any) -> Any:
        return x[0] ** 2 + abs(x[1]) + x[2] ** 3 + np.sqrt(x[3])

    found = measured(edged, np.array([1.0, 0.0, 3.0, 0.0]), x)
    assert np.isfinite(found.error).tolist() == [True, False, True, False]


def test_of_several_results_a_combination_is_measured() -> None:
    A = np.random.default_rng(5).normal(size=(3, 4))
    found = measured(lambda x: np.sin(A @ x), lambda x: np.cos(A @ x)[:, None] * A, np.ones(4))
    assert np.all(np.abs(found.measured - found.claimed) <= 3 * found.error)
    assert np.all(found.error <= 1e-6)


def test_eight_evaluations_for_each_coordinate_are_enough() -> None:
    calls = []

    def counted(w: Any) -> Any:
        calls.append(w)
        return f(w)

    measured(counted, gradient, AT)
    assert len(calls) == 1 + 4 * AT.size
    calls.clear()
    measured(lambda w: np.float32(counted(w)), gradient, AT)
    assert len(calls) <= 1 + 8 * AT.size
