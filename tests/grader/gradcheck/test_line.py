"""Residuals use the displacements that the rounded points really have."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradcheck.line import Line
from grader.gradcheck.moved import Claim


def line_of(f, gradient, x, v, steps) -> Line:
    line = Line(x, v, [Claim(np.ones(1), gradient)])
    line.center = line.taken(f(x))
    for k in steps:
        plus, minus = map(f, line.points(k))
        line.add(k, plus, minus)
    return line


@given(x=st.floats(1, 1e6), v=st.floats(0.1, 2), k=st.integers(-40, -2), slope=st.floats(0.1, 10))
def test_of_a_linear_function_the_residual_is_rounding_of_f_alone(
    x: float, v: float, k: int, slope: float
) -> None:
    at = np.array([x])
    line = line_of(lambda z: slope * z[0], np.array([slope]), at, np.array([v]), [k])
    residual = line.residual(k, 0)
    assert math.isnan(residual) or abs(residual) <= line.rounding(k, 0) / 2.0**k


def test_a_wrong_gradient_leaves_what_it_lacks() -> None:
    x, v = np.array([0.3, 2.0]), np.array([1.0, -0.5])
    line = line_of(lambda z: 3 * z[0] + z[1], np.array([3.0, 2.0]), x, v, [-10])
    assert line.residual(-10, 0) == pytest.approx((1.0 - 2.0) * -0.5)


def test_the_bend_of_a_kink_is_the_jump_of_the_slope() -> None:
    x, v = np.array([0.0]), np.array([2.0])
    line = line_of(lambda z: np.abs(z[0]), np.array([0.0]), x, v, [-20, -10])
    assert line.bend(-20, 0) == pytest.approx(4.0)
    assert line.bend(-10, 0) == pytest.approx(4.0)


def test_a_step_lost_in_the_rounding_of_x_says_nothing() -> None:
    x, v = np.array([1e6]), np.array([1.0])
    line = line_of(lambda z: z[0], np.array([-5.0]), x, v, [-45])
    assert math.isnan(line.residual(-45, 0))


def test_the_precision_of_what_f_returns_is_remembered() -> None:
    x = np.array([0.5])
    line = line_of(lambda z: np.float32(np.sin(z[0])), np.cos(x), x, np.ones(1), [-5])
    assert line.epsilon == np.finfo(np.float32).eps


@pytest.mark.parametrize("size", [1e-200, 1.0, 1e200])
def test_sizes_neither_overflow_nor_vanish(size: float) -> None:
    line = Line(np.ones(2), size * np.ones(2), [Claim(np.ones(1), np.array([3.0, 4.0]))])
    with np.errstate(over="ignore", under="ignore"):  # as a whole check runs
        assert line.size(0) == pytest.approx(5 * size)


def test_points_are_made_anew_and_lie_on_both_sides() -> None:
    x, v = np.array([0.3, 2.0]), np.array([1.0, -0.5])
    points = Line(x, v, []).points(-3)
    assert len(points) == 2
    assert np.array_equal([*points], [x + v / 8, x - v / 8])
    assert np.array_equal(points[1:], [x - v / 8])
    points[0][:] = 0
    assert np.array_equal(points[0], x + v / 8)


def test_blocks_add_up_to_the_whole() -> None:
    n = 2**16 + 3
    x, v, g = np.linspace(1, 2, n), np.linspace(-1, 3, n), np.linspace(-2, 1, n)
    line = line_of(lambda z: np.sum(z) * np.ones(1), g, x, v, [-10])
    odd = line.points(-10)[0] - line.points(-10)[1]
    assert line.claimed(-10, 0) == pytest.approx(g @ odd, rel=1e-12)
    assert line.size(0) == pytest.approx(np.linalg.norm(g * v), rel=1e-12)
    assert line.residual(-10, 0) == pytest.approx(np.sum(v) - g @ v, rel=1e-9)
