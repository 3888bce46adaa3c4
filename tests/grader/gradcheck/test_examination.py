"""What an examination comes to where the first steps alone would mislead."""

from __future__ import annotations

import numpy as np
import pytest

from grader import check_gradient


def test_a_kink_that_is_even_is_told_to_a_claim_of_zeros() -> None:
    result = check_gradient(lambda x: float(np.abs(x).sum()), np.zeros(3), np.zeros(3))
    assert (result.verdict, result.reason) == ("unsure", "kink")
    assert not np.isnan(result.uncertainty)


def test_beside_such_a_kink_the_sign_is_right() -> None:
    result = check_gradient(lambda x: float(np.abs(x).sum()), np.sign, np.zeros(3))
    assert result.verdict == "pass"
    assert result.kink


@pytest.mark.parametrize("claim", [1e-17, 1e-12, 1e-8, 0.0])
def test_a_claim_that_is_next_to_nothing_fails(claim: float) -> None:
    assert check_gradient(lambda x: float(3 * x), claim, 2.0).verdict == "fail"


def test_where_x_is_tiny_the_function_is_moved_nevertheless() -> None:
    result = check_gradient(lambda x: float(np.exp(x).sum()), np.exp, np.array([1e-30, 2e-30]))
    assert result.verdict == "pass"


def test_single_precision_and_two_coordinates_pass() -> None:
    for seed in range(10):
        x = np.random.default_rng(seed).normal(size=2)
        assert check_gradient(lambda x: np.float32(x @ x), lambda x: 2 * x, x).verdict == "pass"


def test_what_noise_may_hide_does_not_pass() -> None:
    """A coordinate that is wrong by a thousandth, where the rounding of f hides less than ten times
    as little."""
    for seed in range(10):
        rng = np.random.default_rng(seed)
        x, weights = rng.normal(size=20), rng.normal(size=20)

        def gradient(x: np.ndarray, weights: np.ndarray = weights) -> np.ndarray:
            slope: np.ndarray = weights * np.cos(weights * x) + 2 * x
            slope[np.argmax(np.abs(slope))] *= 1.001
            return slope

        def rounded(x: np.ndarray, weights: np.ndarray = weights) -> np.float32:
            return np.float32(np.sum(np.sin(weights * x)) + x @ x)

        assert check_gradient(rounded, gradient, x).verdict != "pass"


def test_at_a_minimum_zeros_are_right_and_what_is_next_to_them_is_not() -> None:
    """There f does nothing but bend, and x + h v and x - h v are rounded unevenly."""
    weights = np.arange(1.0, 9.0)
    for seed in range(20):
        at = np.random.default_rng(seed).integers(-5, 5, 8) * 0.5

        def f(x: np.ndarray, at: np.ndarray = at) -> float:
            return float(np.sum(weights * (x - at) ** 2))

        def gradient(x: np.ndarray, at: np.ndarray = at) -> np.ndarray:
            return np.asarray(2 * weights * (x - at))

        assert check_gradient(f, gradient, at).verdict == "pass"
        assert check_gradient(f, lambda x: gradient(x) + 1e-3 * np.eye(8)[2], at).verdict == "fail"


def test_a_claim_that_is_of_use_at_x_alone_fails_there() -> None:
    x = np.array([0.3, -1.2, 2.0])

    def gradient(at: np.ndarray) -> np.ndarray:
        return np.cos(at) * (1 + 1e-5) if np.array_equal(at, x) else np.ones(2)

    assert check_gradient(lambda x: float(np.sum(np.sin(x))), gradient, x).verdict == "fail"


def test_a_function_that_goes_up_and_down_along_a_step_is_looked_at_nearer() -> None:
    """One coordinate is 0 among others of 1e8, so that no size of x tells how far to go."""
    x = np.array([1.3e8, -0.4e8, 0.9e8, 0.0])

    def f(x: np.ndarray) -> float:
        return float(np.log(1 + (x / 1e8) ** 2).sum() + np.sin(x[3] + 1))

    def lost(x: np.ndarray) -> np.ndarray:
        return np.asarray(2 * x / (x**2 + 1e16))

    def right(x: np.ndarray) -> np.ndarray:
        return lost(x) + np.cos(x + 1) * [0, 0, 0, 1]

    assert check_gradient(f, right, x).verdict == "pass"
    # A failure seen on the smaller scale alone may be one of noise.
    assert check_gradient(f, lost, x).verdict == "unsure"


def test_values_that_are_rounded_to_tenths_are_not_taken_for_a_flat_function() -> None:
    for seed in range(10):
        x = np.random.default_rng(seed).normal(size=6)
        found = check_gradient(lambda x: np.round(1.1 * x @ x, 1) / 1.1, lambda x: 2 * x, x)
        assert found.verdict != "fail"
