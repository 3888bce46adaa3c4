"""Numbers are rounded where their error begins, and can be read back."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradcheck.digits import brief, comparable, plain

numbers = st.floats(1e-300, 1e300) | st.floats(1e-9, 1e9)


@pytest.mark.parametrize(
    ("claimed", "measured", "error", "shown"),
    [
        (0.0412, 0.0375, 2e-9, ("0.0412", "0.0375", "2e-9")),
        (0.0412, 0.037512345678912, 2.3e-9, ("0.0412", "0.037512346", "2e-9")),
        (1.2e9, 1.234567891e9, 300.0, ("1.2e9", "1.2345679e9", "300")),
        (9.072e8, 8.98191e8, 9e4, ("9.072e8", "8.9819e8", "9e4")),
        (1230.0, 1234.0, 20.0, ("1230", "1230", "20")),
        (5.0, -1e-12, 1e-9, ("5", "0", "1e-9")),
        (1e-12, 0.5, 2e-9, ("1e-12", "0.5", "2e-9")),
        (0.0, 0.5, 2e-9, ("0", "0.5", "2e-9")),
        (math.nan, 1.0, 1e-9, ("nan", "1", "1e-9")),
        (0.1, 0.2, 0.0, ("0.1", "0.2", "0")),
        (1.0, 2.0, 9.7e-10, ("1", "2", "1e-9")),
    ],
)
def test_both_are_shown_to_the_place_of_the_error(
    claimed: float, measured: float, error: float, shown: tuple[str, str, str]
) -> None:
    assert comparable(claimed, measured, error) == shown


@given(numbers, st.floats(1e-14, 0.05))
def test_no_more_than_the_error_is_rounded_away(measured: float, doubt: float) -> None:
    error = measured * doubt
    _, shown, bar = comparable(0.0, measured, error)
    # half a unit in the last place, which is at most the error bar that is shown
    assert abs(float(shown) - measured) <= 0.51 * float(bar) + 1e-15 * measured
    assert float(bar) == pytest.approx(error, rel=0.5)


@given(numbers)
def test_a_number_in_full_reads_back(value: float) -> None:
    assert float(plain(value)) == value
    assert float(brief(-value, 2)) == pytest.approx(-value, rel=0.051)
