"""The numerical derivative lies within its error bar of the true one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradcheck.differences import (
    EVALUATIONS,
    directional_derivative,
    displacements,
)

FUNCTIONS = {
    "exp": (np.exp, np.exp),
    "sin": (np.sin, np.cos),
    "tanh": (np.tanh, lambda x: 1 - np.tanh(x) ** 2),
    "square": (np.square, lambda x: 2 * x),
    "constant": (lambda x: 0 * x + 3, lambda x: 0 * x),
}


@pytest.mark.parametrize("name", FUNCTIONS)
@given(x=st.floats(-5, 5), scale=st.floats(0.01, 3))
def test_the_derivative_is_within_ten_error_bars(name: str, x: float, scale: float) -> None:
    f, derivative = FUNCTIONS[name]
    at, direction = np.array([x]), np.array([scale])
    points = displacements(at, direction)
    assert len(points) == EVALUATIONS
    estimate = directional_derivative([f(point) for point in points])
    true = derivative(at) * direction
    assert np.all(np.abs(estimate.value - true) <= 10 * estimate.error)
    assert np.all(estimate.error <= 1e-4 * (1 + np.abs(f(at))) * (1 + scale**3))


def test_a_number_is_precise_where_the_function_is_smooth_and_the_same() -> None:
    random = np.random.default_rng(0)
    x = np.array([0.0])
    for f, is_precise in (
        (np.exp, True),
        (lambda x: 0 * x, True),
        (lambda x: np.maximum(x, 3e-4) + 2 * x, False),
        (lambda x: np.exp(x) + random.normal(), False),
    ):
        points = displacements(x, np.ones(1))
        assert directional_derivative([f(point) for point in points]).is_precise is is_precise


def test_what_was_measured_is_near_the_derivative_and_no_other_number() -> None:
    x = np.array([0.5])
    estimate = directional_derivative([np.sin(point) for point in displacements(x, np.ones(1))])
    assert estimate.is_near(np.cos(x))
    assert not estimate.is_near(np.cos(x) * (1 + 1e-4))
    assert not estimate.is_near(np.array([np.nan]))
