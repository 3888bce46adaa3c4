"""The wrong entry of a column of a Jacobian is told by four evaluations."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.gradcheck import check_gradient
from grader.gradcheck.entry import Entry, entry
from grader.gradcheck.line import Line
from grader.gradcheck.moved import Claim

J = np.array([[1.0, -2.0], [0.5, 3.0], [4.0, 0.25]])


def entry_of(column: Any, coordinate: int) -> Entry | None:
    line = Line(np.array([0.3, -0.2]), np.ones(2), [Claim(np.ones(3), J.sum(axis=0))])
    line.add(-10, *(np.sin(J @ point) for point in line.points(-10)))
    return answered(entry(line, coordinate, column, -10), lambda x: np.sin(J @ x))


def answered(asking: Any, f: Any) -> Entry | None:
    evaluations, points = 0, next(asking)
    while True:
        evaluations += len(points)
        try:
            points = asking.send([f(point) for point in points])
        except StopIteration as stop:
            assert evaluations == 4
            found: Entry | None = stop.value
            return found


def right(coordinate: int) -> Any:
    return np.cos(J @ [0.3, -0.2]) * J[:, coordinate]


@given(output=st.integers(0, 2), coordinate=st.integers(0, 1), factor=st.floats(1.1, 3))
def test_one_wrong_entry_is_told(output: int, coordinate: int, factor: float) -> None:
    column = right(coordinate)
    column[output] *= factor
    found = entry_of(column, coordinate)
    assert found is not None
    assert found.output == output
    assert found.claimed == column[output]
    assert abs(found.measured - right(coordinate)[output]) <= found.error <= 1e-3


def test_of_two_wrong_entries_none_is_told() -> None:
    assert entry_of(right(0) + np.array([0.5, 0.5, 0.0]), 0) is None


def test_values_that_are_not_finite_tell_nothing() -> None:
    line = Line(np.zeros(1), np.ones(1), [Claim(np.ones(2), np.ones(1))])
    line.add(-10, np.ones(2), np.ones(2))
    asking = entry(line, 0, np.ones(2), -10)
    assert answered(asking, lambda x: np.array([np.nan if x > 0 else 1.0, 1.0])) is None


@pytest.mark.parametrize(
    "rounded",
    [lambda y: y, np.float32, lambda y: np.round(y, 6), lambda y: y * (1 + 1e-8 * np.sin(1e9 * y))],
    ids=["float64", "float32", "six decimals", "noise"],
)
@given(seed=st.integers(0, 10**6))
@settings(max_examples=20)
def test_the_error_bar_holds(rounded: Any, seed: int) -> None:
    draws = np.random.default_rng(seed)
    A, x = draws.normal(size=(6, 5)), draws.normal(size=5)
    J = 3 * np.cos(3 * A @ x)[:, None] * A
    wrong = J.copy()
    wrong[2, 3] += 5
    result = check_gradient(lambda x: rounded(np.sin(3 * A @ x)), wrong, x)
    if result.where == (2, 3):
        assert result.measured is not None
        assert result.measured_error is not None
        assert abs(result.measured - J[2, 3]) <= 3 * result.measured_error
        assert result.measured_error <= 0.5
