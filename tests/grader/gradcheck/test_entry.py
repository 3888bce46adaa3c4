"""The wrong entry of a column of a Jacobian is told by two evaluations."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradcheck.entry import Entry, entry
from grader.gradcheck.line import Claim, Line

J = np.array([[1.0, -2.0], [0.5, 3.0], [4.0, 0.25]])


def entry_of(column: Any, coordinate: int) -> Entry | None:
    line = Line(np.array([0.3, -0.2]), np.ones(2), [Claim(np.ones(3), J.sum(axis=0))])
    asking = entry(line, coordinate, column, -10)
    points = next(asking)
    assert len(points) == 2
    with pytest.raises(StopIteration) as stop:
        asking.send([np.sin(J @ point) for point in points])
    found: Entry | None = stop.value.value
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
    assert abs(found.measured - right(coordinate)[output]) <= 1e-4


def test_of_two_wrong_entries_none_is_told() -> None:
    assert entry_of(right(0) + np.array([0.5, 0.5, 0.0]), 0) is None


def test_values_that_are_not_finite_tell_nothing() -> None:
    line = Line(np.zeros(1), np.ones(1), [Claim(np.ones(2), np.ones(1))])
    asking = entry(line, 0, np.ones(2), -10)
    next(asking)
    with pytest.raises(StopIteration) as stop:
        asking.send([np.array([np.nan, 1.0]), np.array([1.0, 1.0])])
    assert stop.value.value is None
