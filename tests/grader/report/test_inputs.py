import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.language import language
from grader.report.inputs import ROOM, call, call_lines, named_lines, python

say = language("en")
numbers = st.floats(allow_subnormal=True) | st.sampled_from([0.0, -0.0, 1.0])
vectors = st.lists(numbers, max_size=4)
matrices = st.integers(1, 3).flatmap(
    lambda n: st.lists(st.lists(numbers, min_size=n, max_size=n), min_size=1, max_size=3)
)
inputs = st.dictionaries(
    st.sampled_from(["x", "gamma", "eps", "logits", "Y"]),
    numbers | st.integers(-99, 99) | vectors | matrices,
    min_size=1,
)


def evaluated(text):
    return eval(text, {"np": np, "f": lambda *a, **k: (a, k)})  # noqa: S307


def same(one, other):
    return np.array_equal(np.asarray(one, float), np.asarray(other, float), equal_nan=True) and (
        np.array_equal(np.signbit(one), np.signbit(other))
        or np.isnan(np.asarray(other, float)).any()
    )


@given(inputs)
def test_a_call_that_is_pasted_has_the_inputs(given_inputs):
    arguments, by_name = evaluated(call("f", given_inputs))
    got = dict(zip(given_inputs, arguments, strict=False)) | by_name
    assert list(got) == list(given_inputs)
    for name, value in given_inputs.items():
        assert same(got[name], value)
        assert isinstance(got[name], np.ndarray) == isinstance(value, list)


@given(inputs)
def test_lines_that_are_pasted_have_the_inputs(given_inputs):
    lines = named_lines(given_inputs, {}, say)
    assert max(map(len, lines)) <= ROOM
    names = {"np": np}
    text = "\n".join(lines)
    if "too large" in text:
        return
    text = "\n".join(", ".join(part for part in [line]) for line in lines)
    for statement in _statements(text):
        exec(statement, names)  # noqa: S102
    for name, value in given_inputs.items():
        assert same(names[name], value)


def _statements(text):
    """`a = 1, b = 2` on one line are two statements; brackets keep an array together."""
    depth, start = 0, 0
    for i, c in enumerate(text):
        depth += (c in "([") - (c in ")]")
        if depth == 0 and (c == "\n" or text.startswith(", ", i)):
            yield text[start:i].strip(", \n")
            start = i
    yield text[start:].strip(", \n")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ([0.0, 1.0], "np.array([0., 1.])"),
        ([1e-8, 1e16], "np.array([1e-8, 1e16])"),
        (["nan", "-inf", math.inf], "np.array([np.nan, -np.inf, np.inf])"),
        ([1, 2], "np.array([1, 2])"),
        ([[1.0, 1.0]], "np.ones((1, 2))"),
        ([0.0, 0.0, 0.0], "np.zeros(3)"),
        ([0.0, -0.0], "np.array([0., -0.])"),
        ([1.0], "np.array([1.])"),
        ([], "np.array([])"),
        ([[], []], "np.zeros((2, 0))"),
        ([[1.0], [2.0, 3.0]], "[np.array([1.]), np.array([2., 3.])]"),
        ({"W1": [[2.0]]}, '{"W1": np.array([[2.]])}'),
        (1.0, "1.0"),
        (3, "3"),
        ("nan", "np.nan"),
        ("np.random.default_rng(0)", "np.random.default_rng(0)"),
        (None, "None"),
        (True, "True"),
    ],
)
def test_values_as_python(value, text):
    assert python(value) == text


def test_numbers_after_the_last_array_are_named():
    assert call("f", {"g": [3.0, 4.0], "limit": 1.0}) == "f(np.array([3., 4.]), limit=1.0)"
    assert call("f", {"n": 1, "batch_size": 1}) == "f(n=1, batch_size=1)"
    assert call("f", {"lr": 0.1, "w": [1.0]}) == "f(0.1, np.array([1.]))"


def test_axes_stand_below_a_call_where_sizes_tell_them():
    lines = call_lines("f", {"X": [[1.0, 2.0]], "w": [3.0, 4.0]}, {"N": 1, "D": 2}, say)
    assert lines == ["f(np.array([[1., 2.]]), np.array([3., 4.]))", "  X: N, D" + " " * 15 + "w: D"]
    alike = call_lines("f", {"X": [[1.0]], "w": [3.0]}, {"N": 1, "D": 1}, say)
    assert alike == ["f(np.array([[1.]]), np.array([3.]))      N = 1, D = 1"]


def test_no_line_of_axes_stands_below_a_single_array():
    lines = call_lines("f", {"X": [[1.0, 2.0]]}, {"N": 1, "D": 2}, say)
    assert lines == ["f(np.array([[1., 2.]]))      N = 1, D = 2"]
    name = "f" * 40
    alone = call_lines(name, {"X": [[1.0, 2.0]]}, {"N": 1, "D": 2}, say)
    assert alone == [f"{name}(np.array([[1., 2.]]))"]


def test_of_a_list_by_itself_no_letters_are_told():
    sizes = {"D": 1, "H": 2}
    alone = {"gs": {"list": [[[3.0, 4.0]], [0.3]]}, "limit": 1.0}
    assert not any("D = 1" in line for line in named_lines(alone, sizes, say))
    beside = named_lines({**alone, "X": [[1.0, 2.0]]}, sizes, say)
    assert any("D = 1, H = 2" in line for line in beside)


def test_a_long_array_is_wrapped_at_commas():
    lines = named_lines({"x": [0.1234567890123] * 6}, {}, say)
    assert lines[0].endswith(",")
    assert lines[1].startswith(" " * len("x = np.array(["))


def test_an_array_that_is_too_large_is_described():
    (line, *_) = named_lines({"x": [[0.5] * 40] * 40}, {}, say)
    assert line.startswith("x: an array of shape (40, 40), too large")


@given(st.lists(st.integers(1, 6), min_size=2, max_size=4), st.integers(0, 9))
def test_no_row_is_broken_that_fits_on_a_line(size, seed):
    value = np.random.default_rng(seed).uniform(-9, 9, size).round(2)
    lines = named_lines({"x": value.tolist()}, {}, say)
    assert max(map(len, lines)) <= ROOM
    if lines[0].startswith("x: an array of shape"):
        return
    names = {"np": np}
    exec("\n".join(lines), names)  # noqa: S102
    assert np.array_equal(names["x"], value)
    for before, after in pairwise(lines):
        assert before.endswith("],")
        assert after.strip().startswith("[")
    if len(size) > 2 and len(lines) > 1:
        assert all("]], [[" not in line for line in lines)


def test_a_row_that_is_longer_than_a_line_is_broken():
    lines = named_lines({"x": [[0.1234567890123] * 6, [1.0] * 6]}, {}, say)
    assert len(lines) == 3
    assert max(map(len, lines)) <= ROOM
    assert lines[2].strip() == "[1., 1., 1., 1., 1., 1.]])"


# --- lists, dicts, functions -----------------------------------------------------------------


FUNCTION = {"lambda": "u: A @ u - b", "A": [[2.0, 1.0], [1.0, 3.0]], "b": [1.0, -1.0]}
lists = st.lists(vectors | matrices, min_size=1, max_size=4).map(lambda some: {"list": some})
dicts = st.dictionaries(
    st.sampled_from(["W1", "gamma1", "beta1", "W2", "b2"]), vectors | matrices, min_size=1
)


@given(st.dictionaries(st.sampled_from(["gs", "params", "eps"]), lists | dicts, min_size=1))
def test_lists_and_dicts_that_are_pasted_are_the_inputs(given_inputs):
    lines = named_lines(given_inputs, {}, say)
    assert max(map(len, lines)) <= ROOM
    if any("too long" in line for line in lines):
        return
    names = {"np": np}
    exec("\n".join(lines).replace("], gs = ", "]\ngs = "), names)  # noqa: S102
    for name, value in given_inputs.items():
        got = names[name]
        if set(value) == {"list"}:
            assert isinstance(got, list)
            assert all(map(same, got, value["list"]))
            assert all(isinstance(array, np.ndarray) for array in got)
        else:
            assert list(got) == list(value)
            assert all(same(got[key], value[key]) for key in value)


def test_arrays_of_one_shape_stay_a_list():
    assert python({"list": [[1.0], [2.0]]}) == "[np.array([1.]), np.array([2.])]"
    assert python({"list": [[[3.0, 4.0]]]}) == "[np.array([[3., 4.]])]"


def test_a_function_is_one_that_can_be_pasted():
    function = evaluated(python(FUNCTION))
    assert function(np.array([1.0, 2.0])).tolist() == [3.0, 8.0]
    names = {"np": np}
    lines = named_lines({"w": [1.0], "grad": FUNCTION, "lr": 0.1}, {}, say)
    assert "grad = lambda u: A @ u - b" in lines[-1]
    for statement in _statements("\n".join(lines)):
        exec(statement, names)  # noqa: S102
    assert names["grad"](np.array([1.0, 2.0])).tolist() == [3.0, 8.0]


def test_a_function_keeps_its_arrays_where_their_names_are_taken():
    lines = named_lines({"A": [5.0], "grad": FUNCTION}, {}, say)
    text = " ".join(" ".join(lines).split())
    assert "grad = lambda u: np.array([[2., 1.], [1., 3.]]) @ u" in text


def test_a_dict_has_an_entry_a_line_where_it_is_long():
    params = {"W1": [[0.25, -0.5], [0.75, 1.0]], "gamma1": [1.0, 2.0], "b1": [0.125, -0.25, 3.0]}
    assert named_lines({"params": params}, {}, say) == [
        'params = {"W1": np.array([[0.25, -0.5], [0.75, 1.]]),',
        '          "gamma1": np.array([1., 2.]),',
        '          "b1": np.array([0.125, -0.25, 3.])}',
    ]
