"""The blocks that go wrong by themselves have names and the right coordinates."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradcheck.blocks import parts, run, whole_arrays, zeros
from grader.gradcheck.parameters import layout

X = {"W": np.ones((2, 3)), "b": np.ones(4)}


def test_arrays_rows_columns_and_halves_are_blocks() -> None:
    of = layout(X)
    blocks = [*whole_arrays(of), *parts(of)]
    found = {name: np.arange(of.size)[part].tolist() for name, part in blocks}
    assert found == {
        "W": [0, 1, 2, 3, 4, 5],
        "b": [6, 7, 8, 9],
        "W[0, :]": [0, 1, 2],
        "W[1, :]": [3, 4, 5],
        "W[:, 0]": [0, 3],
        "W[:, 1]": [1, 4],
        "W[:, 2]": [2, 5],
        "W[:1]": [0, 1, 2],
        "W[1:]": [3, 4, 5],
        "b[:2]": [6, 7],
        "b[2:]": [8, 9],
    }


@pytest.mark.parametrize(
    ("zero", "name"),
    [
        ([6, 7, 8, 9], ["b"]),
        ([1, 4], ["W[:, 1]"]),
        ([7, 8, 9], ["b[1:4]"]),
        ([1, 2, 3], ["W.flat[1:4]"]),
        ([0, 7], []),
        ([4, 5, 6], []),
        ([], []),
        (list(range(10)), []),
    ],
)
def test_a_block_of_zeros_is_named(zero: list[int], name: list[str]) -> None:
    gradient = np.ones(10)
    gradient[zero] = 0
    called, where = zeros(gradient, layout(X))
    assert list(called) == name
    assert (where is None) == (not name)
    if where is not None:
        assert sorted(where) == zero


@given(shape=st.lists(st.integers(1, 5), min_size=0, max_size=3))
def test_every_block_is_a_proper_part(shape: list[int]) -> None:
    of = layout(np.ones(shape))
    x = np.arange(of.size).reshape(shape)
    for name, part in parts(of):
        index = np.arange(of.size)[part]
        assert 0 < index.size <= of.size
        assert np.array_equal(index, np.ravel(eval(name, {"x": x})))  # noqa: S307 -- of our own making


def test_all_arrays_of_zeros_are_named_each_by_itself() -> None:
    of = layout(X | {"c": np.ones(2)})
    names, where = zeros(np.append(np.ones(6), np.zeros(6)), of)
    assert names == ("b", "c")
    assert where.tolist() == list(range(6, 12))


@given(shape=st.lists(st.integers(1, 4), min_size=1, max_size=3), data=st.data())
def test_a_run_is_named_as_numpy_takes_it(shape: list[int], data: st.DataObject) -> None:
    x = np.arange(np.prod(shape)).reshape(shape)
    start = data.draw(st.integers(0, x.size - 1))
    stop = data.draw(st.integers(start + 1, x.size))
    (leaf,) = layout(x).leaves
    entries = eval(run(leaf, start, stop), {"x": x})  # noqa: S307 -- of our own making
    assert np.ravel(entries).tolist() == list(range(start, stop))
