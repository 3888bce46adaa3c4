"""What residuals tend to lies within the error bar, noise or not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grader.gradcheck.extrapolation import extrapolated
from grader.gradcheck.limits import Limits
from grader.gradcheck.line import Line
from grader.gradcheck.moved import Claim

STEPS = (-9, -7, -5, -4, -3)


def line_of(f, gradient: float, steps=STEPS, v: float = 1.0) -> Line:
    line = Line(np.zeros(1), np.full(1, v), [Claim(np.ones(1), np.array([gradient]))])
    line.center = line.taken(f(0.0))
    for k in steps:
        plus, minus = (f(float(point[0])) for point in line.points(k))
        line.add(k, plus, minus)
    return line


@given(coefficients=st.lists(st.floats(-3, 3), min_size=6, max_size=6), claimed=st.floats(-3, 3))
def test_of_polynomials_of_low_degree_the_limit_is_exact(
    coefficients: list[float], claimed: float
) -> None:
    assume(abs(coefficients[1]) > 1e-3)  # what stands still at the fine steps counts as rounded
    v = 0.7  # not a power of two: values that happen to end in zeros would count as rounded
    line = line_of(np.polynomial.Polynomial(coefficients), claimed, v=v)
    estimate = extrapolated(line, 0)
    assert estimate is not None
    assert estimate.value == pytest.approx(v * (coefficients[1] - claimed), abs=1e-11)


@given(seed=st.integers(0, 2**32 - 1), level=st.floats(-12, -5))
def test_noise_alone_never_convicts(seed: int, level: float) -> None:
    random = np.random.default_rng(seed)
    line = line_of(
        lambda t: np.sin(t + 0.4) + 10**level * random.normal(), np.cos(0.4), (-17, -13, *STEPS)
    )
    estimate = extrapolated(line, 0)
    assert estimate is not None
    assert not Limits.of(line, 0).convicts(estimate)


@given(lacks=st.floats(0.2, 1), level=st.floats(-12, -7))
def test_what_is_plain_in_spite_of_noise_convicts(lacks: float, level: float) -> None:
    random = np.random.default_rng(1)
    line = line_of(
        lambda t: np.sin(t + 0.4) + 10**level * random.normal(),
        np.cos(0.4) - lacks,
        (-17, -13, *STEPS),
    )
    estimate = extrapolated(line, 0)
    assert estimate is not None
    assert estimate.value == pytest.approx(lacks, abs=0.01)


@pytest.mark.parametrize("distance", [0.0, 2.0**-20])
def test_a_kink_within_the_steps_is_noticed(distance: float) -> None:
    line = line_of(lambda t: np.maximum(t + distance, 0.0), 0.0, steps=(-25, -17, -13, -9))
    estimate = extrapolated(line, 0)
    assert estimate is not None
    assert estimate.kink > 0.1 or estimate.step < -20


def test_one_step_says_nothing() -> None:
    assert extrapolated(line_of(np.sin, 1.0, steps=(-17,)), 0) is None


def test_points_outside_the_domain_are_left_out() -> None:
    line = line_of(lambda t: np.float64(np.nan) if t < -0.1 else np.exp(t), 1.0)
    estimate = extrapolated(line, 0)
    assert estimate is not None
    assert abs(estimate.value) < 1e-9
