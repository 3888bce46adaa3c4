import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.report.arrays import draw, shape

TITLES = (lambda window: f"dW{window} returned", lambda _: "expected")
numbers = st.floats(-1e3, 1e3).map(lambda v: round(v, 3)) | st.integers(-5, 5).map(float)


def lines(returned, right, differs, **how):
    return list(draw(returned, right, differs, TITLES, **how).lines)


def arrays(rows, columns, entries):
    row = st.lists(entries, min_size=columns, max_size=columns)
    return st.lists(row, min_size=rows, max_size=rows)


@st.composite
def matrices(draw):
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 3))
    returned = draw(arrays(rows, columns, numbers))
    changed = draw(arrays(rows, columns, st.booleans()))
    right = [
        [v + 1 if c else v for v, c in zip(row, flags, strict=True)]
        for row, flags in zip(returned, changed, strict=True)
    ]
    return returned, right, changed


@settings(deadline=None)
@given(matrices())
def test_a_mark_stands_after_exactly_the_entries_that_differ(matrix):
    returned, right, differs = matrix
    drawing = draw(returned, right, differs, TITLES, always_marked=True)
    found = [re.findall(r"-?[\d.]+(\*?)", line) for line in drawing.lines if "[" in line]
    columns = len(returned[0])
    marks = [[mark == "*" for mark in row[:columns]] for row in found[: len(returned)]]
    assert marks == differs
    assert drawing.marked == any(map(any, differs))


@settings(deadline=None)
@given(matrices())
def test_columns_stand_below_one_another(matrix):
    returned, right, differs = matrix
    rows = [line for line in lines(returned, right, differs) if line.startswith("[")]
    assert len({row.index("]") for row in rows[: len(returned)]}) == 1


def test_a_matrix_of_which_every_entry_differs_has_no_marks():
    drawing = draw([[1.0, 2.0]], [[2.0, 4.0]], [[True, True]], TITLES)
    assert drawing.all_differ
    assert not drawing.marked
    assert "*" not in "".join(drawing.lines)


def test_the_corner_of_a_large_array_holds_the_worst_entry():
    right = [[float(8 * i + j) for j in range(8)] for i in range(9)]
    returned = [list(row) for row in right]
    differs = [[False] * 8 for _ in range(9)]
    returned[4][1], differs[4][1] = 0.5, True
    returned[0][0], differs[0][0] = 0.1, True
    drawn = lines(returned, right, differs)
    assert drawn[0].startswith("dW[3:7, 0:4] returned")
    assert sum("*" in line for line in drawn) == 1
    assert "0.500*" in drawn[2]


def test_a_nan_is_the_worst_entry():
    row = [1.0] * 9
    returned = [2.0, *row[:7], "nan"]
    assert lines(returned, row, [True, *[False] * 7, True])[0].startswith("dW[5:9] returned")


def test_of_more_dimensions_one_slice_is_shown():
    right = [[[1.0, 2.0]], [[3.0, 4.0]]]
    returned = [[[1.0, 2.0]], [[3.0, 5.0]]]
    drawn = lines(returned, right, [[[False, False]], [[False, True]]])
    assert drawn[0].split() == ["dW[1]", "returned", "expected"]
    assert drawn[1] == "[3    5*]         [3    4]"


def test_vectors_stand_one_below_the_other():
    assert lines([0.0, "nan"], [0.0, 1.0], [False, True]) == [
        "dW returned  [0  nan*]",
        "expected     [0    1 ]",
    ]


def test_titles_that_are_long_stand_above_vectors():
    titles = (lambda _: "returned", lambda _: "finite differences of your " + "f" * 30)
    drawn = draw([0.5, 2.0], [0.25, 2.0], [True, False], titles).lines
    assert drawn[0] == "returned"
    assert drawn[1] == "[0.5000*  2.0000]"


def test_wide_matrices_stand_one_below_the_other():
    wide = [[1234.5678 * (j + 1) for j in range(6)]]
    drawn = lines(wide, wide, None)
    assert len(drawn) == 4
    assert max(map(len, drawn)) <= 67


def test_a_common_power_of_ten_stands_in_the_title():
    assert lines([2e-6, 1e-6], [2e-6, 3e-6], [False, True]) == [
        "dW returned (x 1e-6)  [2.0000  1.0000*]",
        "expected (x 1e-6)     [2.0000  3.0000 ]",
    ]


@pytest.mark.parametrize("empty", [[], [[], []]])
def test_an_empty_array(empty):
    assert "[]" in "".join(lines(empty, None, None))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1.0, ()),
        ("nan", ()),
        ("x", None),
        ([], (0,)),
        ([[], []], (2, 0)),
        ([[1.0], [2.0, 3.0]], None),
        ([[1.0], ["inf"]], (2, 1)),
        ([1.0, None], None),
    ],
)
def test_shapes(value, expected):
    assert shape(value) == expected
