"""A wrong form's result is compared with what was returned and with what is right."""

from __future__ import annotations

import numpy as np
import pytest

from grader.candidates import Candidate

INF, NAN = np.inf, np.nan


@pytest.mark.parametrize(
    ("value", "right", "same"),
    [
        ([INF, 1.0], [INF, 1.0], True),
        ([NAN], [NAN], True),
        ([INF], [-INF], False),
        ([INF], [NAN], False),
        ([1.0], [INF], False),
        ([1.0, 2.0], [1.0, 2.0 + 1e-7], True),
        ([1.0, 2.0], [1.0, 2.0 + 1e-5], False),
    ],
)
def test_what_is_not_finite_is_like_itself(
    value: list[float], right: list[float], *, same: bool
) -> None:
    candidate = Candidate(np.array(value), np.array(right))
    assert candidate.is_right(1e-6) == same


def test_an_axis_of_size_1_does_not_matter() -> None:
    candidate = Candidate(np.array([[1.0], [2.0]]), np.array([1.0, 3.0]))
    assert candidate.is_same_as(np.array([1.0, 2.0]), 1e-9)
    assert not candidate.is_same_as(np.array([1.0, 3.0]), 1e-9)
    assert not candidate.is_same_as(np.array([[[1.0]], [[2.0]], [[3.0]]]), 1e-9)
    assert not candidate.is_right(1e-9)
