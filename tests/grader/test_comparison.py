"""Right answers in unusual dress are right; wrong ones are not, in whatever dress."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.answer_key import Right
from grader.comparison import Judgement, PartJudgement, judge, part_arrays
from grader.gradcheck.parameters import layout
from grader.student.wire import Other
from reference.values import leaves

VECTOR = np.array([1.0, 2.0, 3.0])
MATRIX = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


def judged(returned: Any, *parts: Any, names: tuple[str, ...] = ("",)) -> Judgement:
    right = Right(tuple(map(np.asarray, parts)), tuple(np.full(np.shape(p), 1e-13) for p in parts))
    return judge(returned, right, names)


@pytest.mark.parametrize(
    "returned",
    [
        VECTOR,
        [1, 2, 3],
        (1.0, 2.0, 3.0),
        VECTOR[None, :],
        VECTOR[:, None],
        VECTOR.astype(np.float32),
        VECTOR.astype(np.int8),
        [np.float64(1), np.array(2.0), 3],
    ],
)
def test_a_vector_is_accepted_in_these_forms(returned: Any) -> None:
    assert judged(returned, VECTOR).is_right


@pytest.mark.parametrize(
    "returned", [2.5, np.float32(2.5), np.array(2.5), np.array([[2.5]]), [2.5]]
)
def test_a_number_is_accepted_in_these_forms(returned: Any) -> None:
    judgement = judged(returned, 2.5)
    assert judgement.is_right
    assert not judgement.parts[0].extra_axes


@pytest.mark.parametrize(
    ("returned", "problem"),
    [
        (None, "nothing"),
        (VECTOR[:2], "shape"),
        (6.0, "shape"),
        (np.tile(VECTOR, (2, 1)), "shape"),
        ("1 2 3", "type"),
        ({"S": VECTOR}, "type"),
        ([[1.0], [2.0, 3.0]], "type"),
        (VECTOR.astype(np.float16), "type"),
        (VECTOR.astype(complex), "type"),
        (Other("generator"), "type"),
        ([1, 2, Other("object")], "type"),
    ],
)
def test_these_cannot_be_compared(returned: Any, problem: str) -> None:
    judgement = judged(returned, VECTOR)
    assert not judgement.is_right
    assert judgement.problem is not None
    assert judgement.problem.problem == problem
    assert judgement.problem.described is not None


def test_a_missing_axis_is_wrong_also_where_its_size_is_one() -> None:
    assert not judged(np.array([1.0, 2.0]), np.array([[1.0, 2.0]])).is_right


@pytest.mark.parametrize(
    "returned",
    [
        (VECTOR, MATRIX),
        [VECTOR, MATRIX],
        {"a": VECTOR, "b": MATRIX},
        (VECTOR.tolist(), MATRIX.tolist()),
    ],
)
def test_parts_are_accepted_in_these_forms(returned: Any) -> None:
    assert judged(returned, VECTOR, MATRIX, names=("a", "b")).is_right


@pytest.mark.parametrize("returned", [VECTOR, (VECTOR,), (VECTOR, MATRIX, 1), 3.0, {"a": VECTOR}])
def test_the_wrong_number_of_parts_is_told(returned: Any) -> None:
    problem = judged(returned, VECTOR, MATRIX, names=("a", "b")).problem
    assert problem is not None
    assert problem.problem == "count"


def test_one_wrong_part_leaves_the_other_right() -> None:
    judgement = judged((VECTOR + 1, MATRIX), VECTOR, MATRIX, names=("a", "b"))
    assert [part.is_right for part in judgement.parts] == [False, True]


def test_single_precision_is_judged_at_its_own_precision() -> None:
    third = np.array([1 / 3])
    coarse = judged(third.astype(np.float32), third)
    assert coarse.is_right
    assert coarse.parts[0].single_precision
    assert not judged(third.astype(np.float32).astype(float), third).is_right
    assert not judged((third * 1.001).astype(np.float32), third).is_right


numbers = hnp.arrays(
    float, hnp.array_shapes(max_dims=3, max_side=4), elements=st.floats(-1e3, 1e3, width=32)
)


@given(numbers, st.data())
def test_what_is_marked_wrong_is_what_was_changed(right: Any, data: st.DataObject) -> None:
    index = data.draw(st.tuples(*(st.integers(0, size - 1) for size in right.shape)))
    value = data.draw(st.sampled_from([np.nan, np.inf, -np.inf, float(right[index]) + 1.0]))
    changed = right.copy()
    changed[index] = value
    mask = np.zeros(right.shape, dtype=bool)
    mask[index] = True
    np.testing.assert_array_equal(judged(changed, right).parts[0].wrong, mask)


@given(numbers)
def test_the_right_answer_is_right(right: Any) -> None:
    assert judged(right.copy(), right).is_right
    assert judged(right.tolist(), right).is_right


@pytest.mark.parametrize(
    ("returned", "names", "shapes"),
    [
        ([1, 2, 3], ("",), [(3,)]),
        ([[1.0, 2.0], [3.0, 4.0]], ("",), [(2, 2)]),
        (VECTOR, ("",), [(3,)]),
        ([VECTOR, MATRIX], ("a", "b"), [(3,), (2, 3)]),
        ({"b": MATRIX, "a": VECTOR}, ("a", "b"), [(3,), (2, 3)]),
        (None, ("",), None),
        (VECTOR, ("a", "b"), None),
        ((VECTOR, "x"), ("a", "b"), None),
    ],
)
def test_a_list_is_one_array_where_there_is_one_part(
    returned: Any, names: tuple[str, ...], shapes: list[tuple[int, ...]] | None
) -> None:
    arrays = part_arrays(returned, names)
    assert (None if arrays is None else [a.shape for a in arrays]) == shapes


# --- lists and dicts of arrays ---------------------------------------------------------------

DICT = {"W1": MATRIX, "b1": VECTOR, "W2": np.ones((3, 1))}
LIST = [MATRIX, VECTOR]
BATCHES = [np.array([2, 0]), np.array([1])]


def laid_out(returned: Any, right: Any) -> PartJudgement:
    flat = np.concatenate([np.ravel(leaf) for leaf in leaves(right)]).astype(float)
    key = Right((flat,), (np.full(flat.shape, 1e-13),), layouts=(layout(right),))
    return judge(returned, key, ("",)).parts[0]


@pytest.mark.parametrize(
    ("returned", "right"),
    [
        (LIST, LIST),
        (tuple(LIST), LIST),
        ([array.tolist() for array in LIST], LIST),
        ([MATRIX.astype(np.float32), VECTOR], LIST),
        (np.ones((2, 3)), [np.ones(3), np.ones(3)]),
        (DICT, DICT),
        (dict(reversed(DICT.items())), DICT),
        (OrderedDict(DICT), DICT),
        (BATCHES, BATCHES),
        ([[2, 0], [1]], BATCHES),
    ],
)
def test_arrays_are_accepted_in_these_structures(returned: Any, right: Any) -> None:
    judged = laid_out(returned, right)
    assert judged.is_right
    assert not judged.extra_axes
    assert not judged.besides


def test_what_is_right_in_other_dress_is_remarked_on() -> None:
    judged = laid_out(DICT | {"b1": VECTOR[None], "X": MATRIX}, DICT)
    assert judged.is_right
    assert judged.extra_axes
    assert judged.besides == ("X",)


@pytest.mark.parametrize(
    ("returned", "right", "wrong"),
    [
        (DICT | {"W2": VECTOR}, DICT, ["W2"]),
        (DICT | {"W2": VECTOR, "b1": 2 * VECTOR}, DICT, ["b1", "W2"]),
        (DICT | {"b1": None, "W1": "text"}, DICT, ["W1", "b1"]),
        ({"W1": MATRIX}, DICT, ["b1", "W2"]),
        ({"W1": MATRIX.T, "W2": DICT["W2"]}, DICT, ["W1", "b1"]),
        ({}, DICT, ["W1", "b1", "W2"]),
        ([MATRIX, 0.0], LIST, ["[1]"]),
        (None, DICT, ["W1", "b1", "W2"]),
        (LIST[:1], LIST, ["[0]", "[1]"]),
    ],
)
def test_an_array_that_cannot_be_compared_leaves_the_others_right(
    returned: Any, right: Any, wrong: list[str]
) -> None:
    judged = laid_out(returned, right)
    assert not judged.is_right
    assert [leaf.name for leaf in judged.wrong_leaves()] == wrong


@pytest.mark.parametrize(
    ("returned", "right", "problem", "leaf", "described"),
    [
        (LIST[:1], LIST, "structure", "", "a list of 1"),
        ([*LIST, VECTOR], LIST, "structure", "", "a list of 3"),
        (DICT, LIST, "structure", "", "a dict"),
        (MATRIX[0, 0], LIST, "structure", "", "an object of type float64"),
        (LIST, DICT, "structure", "", "a list of 2"),
        (None, DICT, "nothing", "", "None"),
        (Other("generator"), LIST, "structure", "", "an object of type generator"),
        (Other("dict"), DICT, "structure", "", "a dict whose keys are not all strings"),
        ({"W1": MATRIX}, DICT, "missing", "", "b1 and W2"),
        ({}, DICT, "missing", "", "W1, b1 and W2"),
        (LIST[::-1], LIST, "shape", "[0]", "shape (3,)"),
        (DICT | {"W2": VECTOR}, DICT, "shape", "W2", "shape (3,)"),
        (DICT | {"b1": None}, DICT, "nothing", "b1", "None"),
        (DICT | {"b1": ["a"] * 3}, DICT, "type", "b1", "a list of 3"),
        ([MATRIX, VECTOR * 1j], LIST, "type", "[1]", "an array of complex128"),
        ([[2.0, 0.0], [1.0]], BATCHES, "integers", "[0]", "an array of float64"),
        ([[True, False], [1]], BATCHES, "integers", "[0]", "an array of bool"),
    ],
)
def test_another_structure_is_told_in_words(
    returned: Any, right: Any, problem: str, leaf: str, described: str
) -> None:
    judged = laid_out(returned, right)
    assert judged.problem == problem
    assert judged.value is None
    assert (judged.leaf.name if judged.leaf else "") == leaf
    assert str(judged.described) == described


@given(st.sampled_from(sorted(DICT)), st.integers(0, 2))
def test_one_wrong_entry_is_found_in_its_array(name: str, at: int) -> None:
    wrong = DICT[name].copy()
    wrong.flat[at] += 1
    judged = laid_out(DICT | {name: wrong}, DICT)
    assert [leaf.name for leaf in judged.wrong_leaves()] == [name]
    assert judged.wrong.sum() == 1


def test_the_numbers_of_a_structure_are_one_array() -> None:
    (flat,) = part_arrays(DICT, ("",), (layout(DICT),)) or []
    assert flat.shape == (12,)
    assert part_arrays(DICT, ("",)) is None
    assert part_arrays(LIST, ("",), (layout(DICT),)) is None
    assert part_arrays({**DICT, "b1": MATRIX}, ("",), (layout(DICT),)) is None
