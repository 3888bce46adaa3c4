"""Ripples that are finer than the steps of a check."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from grader import check_gradient


def test_a_right_gradient_is_hardly_ever_refused() -> None:
    refused = 0
    for frequency in (1e8, 1e9, 1e10, 1e11):
        for seed in range(10):
            x = np.random.default_rng(seed).normal(size=5)
            f, gradient = rippled(frequency)
            refused += check_gradient(f, gradient, x, seed=seed).verdict == "fail"
            wrong = check_gradient(f, lambda x, right=gradient: 3 * right(x), x)
            assert wrong.verdict == "fail"
    assert refused <= 2


def rippled(frequency: float) -> tuple[Callable[..., float], Callable[..., np.ndarray]]:
    """A function with ripples, the slopes of which are as large as those of the rest, and its
    gradient."""

    def f(x: np.ndarray) -> float:
        return float(x @ x + np.sum(np.sin(frequency * x)) / frequency)

    def gradient(x: np.ndarray) -> np.ndarray:
        slope: np.ndarray = 2 * x + np.cos(frequency * x)
        return slope

    return f, gradient


def test_a_smooth_function_needs_no_further_value_for_it() -> None:
    x = np.array([0.3, -0.8, 1.1])
    right = check_gradient(lambda x: float(np.sin(x).sum()), lambda x: 1.5 * np.cos(x), x)
    assert (right.verdict, right.evaluations) == ("fail", 6)
