import math
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.report.decimals import number, printed, scalar, scalars, without_rounding_noise

floats = st.floats(allow_nan=False)
moderate = st.floats(-1e300, 1e300)


def texts(values, right=(), differs=()):
    one, other = printed(values, right, differs)
    return list(one.texts), one.scale, list(other.texts), other.scale


@pytest.mark.parametrize(
    ("values", "expected", "scale"),
    [
        ([0.19661, 0.5], ["0.1966", "0.5000"], ""),
        ([4.64718], ["4.6472"], ""),
        ([46.4718], ["46.472"], ""),
        ([464.718], ["464.72"], ""),
        ([46471.8], ["46472"], ""),
        ([0.0464718], ["0.04647"], ""),
        ([0.00464718], ["0.004647"], ""),
        ([0.000464718, 0.00002], ["4.6472", "0.2000"], " (x 1e-4)"),
        ([464718.25, 1.0], ["4.6472", "0.0000"], " (x 1e5)"),
        ([2e-320], ["2.0000"], " (x 1e-320)"),
        ([1.0, 8.0, -10.0], ["1", "8", "-10"], ""),
        ([0.0, -0.0, math.nan, math.inf, -math.inf], ["0", "0", "nan", "inf", "-inf"], ""),
        ([0.5, 0.0, 1e-9, -1e-9], ["0.5000", "0", "0.0000", "0.0000"], ""),
        ([], [], ""),
    ],
)
def test_decimals_follow_the_largest_entry(values, expected, scale):
    assert texts(values)[:2] == (expected, scale)


def test_both_arrays_share_their_decimals():
    assert texts([12.3456], [6.1728])[::2] == (["12.346"], ["6.173"])


def test_arrays_of_other_sizes_do_not():
    assert texts([1e10], [2.0]) == (["1.0000"], " (x 1e10)", ["2"], "")


def test_a_marked_entry_has_two_digits():
    assert texts([0.5, 0.00012], [0.5, 0.5], [False, True])[0] == ["0.50000", "0.00012"]
    assert texts([0.5, 1.25e-12], [0.5, 0.0], [False, True])[0] == ["0.5000", "1.2e-12"]


def test_numbers_that_differ_print_apart():
    assert texts([0.500001], [0.5], [True])[::2] == (["0.500001"], ["0.500000"])
    assert texts([1.0 + 2**-52], [1.5 - 0.5], [True])[::2] == (
        ["1.0000000000000002"],
        ["1.0000000000000000"],
    )


@given(st.lists(st.tuples(floats, floats), min_size=1, max_size=6))
@example([(9.9999995e223, 9.9999995e226), (-1.6512981260255378e-97, -5.720396070722685e-291)])
def test_entries_that_differ_never_print_alike(pairs):
    returned, right = zip(*pairs, strict=True)
    differs = [a != b for a, b in pairs]
    one, other = printed(returned, right, differs)
    for a, b, differing in zip(one.texts, other.texts, differs, strict=True):
        if differing:
            assert (a, one.power) != (b, other.power)


@given(moderate, moderate)
def test_scalars_print_close_to_their_value(a, b):
    for text, value in zip(scalars(a, b), (a, b), strict=True):
        assert float(text) == pytest.approx(value, rel=1e-2, abs=abs(a) * 1e-3 + abs(b) * 1e-3)
    if a != b:
        assert len(set(scalars(a, b))) == 2


def test_scalars():
    assert scalars(4.64718, 2.32359) == ("4.6472", "2.3236")
    assert scalars(1000000, 1000001) == ("1000000", "1000001")
    assert scalar(2.34567e-7) == "2.3457e-7"
    assert scalar("nan") == "nan"


def test_finite_differences_lose_their_noise():
    values = [1.0000000001, 1e-12, math.nan, 8.0 - 1e-10]
    assert without_rounding_noise(values)[:2] == [1.0, 0.0]
    assert without_rounding_noise(values)[3] == 8.0
    assert without_rounding_noise([0.0]) == [0.0]
    assert without_rounding_noise([sys.float_info.max, math.inf]) == [sys.float_info.max, math.inf]


def test_numbers_of_a_report():
    assert number("inf") == math.inf
    assert number(10**400) == math.inf
    for value in ("1", "x", None, [1]):
        with pytest.raises((TypeError, ValueError)):
            number(value)
