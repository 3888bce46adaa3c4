"""The blocks that go wrong by themselves have names and the right coordinates."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradcheck.blocks import blocks, zeros
from grader.gradcheck.parameters import layout

X = {"W": np.ones((2, 3)), "b": np.ones(4)}


def test_arrays_rows_columns_and_halves_are_blocks() -> None:
    of = layout(X)
    found = {name: np.arange(of.size)[part].tolist() for name, part in blocks(of)}
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
        ([6, 7, 8, 9], "b"),
        ([1, 4], "W[:, 1]"),
        ([7, 8, 9], "b[1:4]"),
        ([0, 7], ""),
        ([], ""),
        (list(range(10)), ""),
    ],
)
def test_a_block_of_zeros_is_named(zero: list[int], name: str) -> None:
    gradient = np.ones(10)
    gradient[zero] = 0
    called, where = zeros(gradient, layout(X))
    assert called == name
    assert (where is None) == (name == "")
    if where is not None:
        assert sorted(where) == zero


@given(shape=st.lists(st.integers(1, 5), min_size=0, max_size=3))
def test_every_block_is_a_proper_part(shape: list[int]) -> None:
    of = layout(np.ones(shape))
    for _, part in blocks(of):
        index = np.arange(of.size)[part]
        assert 0 < index.size <= of.size
        assert np.unique(index).size == index.size
