"""The numerical derivative lies within its error bar of the true one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradcheck.differences import (
    EVALUATIONS,
    directional_derivative,
    displacements,
    natural_scale,
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


@given(st.floats(-300, 300))
def test_the_natural_scale_follows_the_data(exponent: float) -> None:
    x = 10.0 ** (exponent / 10) * np.array([1.0, -2.0, 0.5])
    assert 0.5 * np.abs(x).min() <= natural_scale(x) <= np.abs(x).max()


@pytest.mark.parametrize("x", [np.zeros(3), np.zeros(0)])
def test_the_natural_scale_of_nothing_is_one(x: Any) -> None:
    assert natural_scale(x) == 1.0
