"""A function that stands still wherever it was asked for."""

from __future__ import annotations

import numpy as np
import pytest

from grader import check_gradient

AT = np.array([1.0, 2.0, 3.0])


def constant(_: np.ndarray) -> float:
    return 1.37


@pytest.mark.parametrize("claim", [3.0, 1e-8, 1e-12])
def test_what_does_not_depend_on_x_has_no_gradient(claim: float) -> None:
    assert check_gradient(constant, np.full(3, claim), AT).verdict == "fail"


def test_a_claim_of_zero_for_a_constant_is_right() -> None:
    assert check_gradient(constant, np.zeros(3), AT).verdict == "pass"


def test_a_claim_that_only_rounding_could_show_is_lost_in_it() -> None:
    result = check_gradient(constant, np.full(3, 1e-17), AT)
    assert (result.verdict, result.reason) == ("unsure", "noise")


def test_a_unit_that_is_dead_near_x_has_no_gradient() -> None:
    result = check_gradient(lambda x: float(np.maximum(x - 3.2, 0).sum()), np.ones(3), AT)
    assert result.verdict == "fail"


def test_a_staircase_is_no_failure() -> None:
    result = check_gradient(lambda x: round(float(np.sin(x).sum()), 2), np.cos, AT)
    assert (result.verdict, result.reason) == ("unsure", "noise")


def test_inputs_that_are_rounded_are_no_failure() -> None:
    def coarse(x: np.ndarray) -> float:
        return float(np.sum(np.sin(x.astype(np.float16).astype(float))))

    assert check_gradient(coarse, np.cos, AT).verdict != "fail"


def test_far_steps_that_leave_the_domain_are_not_needed() -> None:
    def inside(x: np.ndarray) -> float:
        return 1.0 if np.all(np.abs(x - AT) < 0.01) else np.nan

    assert check_gradient(inside, np.ones(3), AT).verdict == "fail"


def test_values_that_are_rounded_unseen_are_no_failure() -> None:
    """Their last bits are not zero, and now and then they rise as a straight line does."""
    refused = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        x, weights = rng.normal(size=5), rng.normal(size=5)

        def rounded(x: np.ndarray, weights: np.ndarray = weights) -> float:
            return float(np.pi * np.float32((np.sum(np.sin(weights * x)) + x @ x) / np.pi))

        def gradient(x: np.ndarray, weights: np.ndarray = weights) -> np.ndarray:
            slope: np.ndarray = weights * np.cos(weights * x) + 2 * x
            return slope

        refused += check_gradient(rounded, gradient, x).verdict == "fail"
    assert refused <= 1
