"""Inputs in any structure, and what is laid out unlike them."""

from __future__ import annotations

from collections import namedtuple
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from grader.gradcheck.parameters import Leaf, UnusableError, layout, vector

Model = namedtuple("Model", "W b")


@pytest.mark.parametrize(
    "x",
    [
        np.arange(3.0),
        np.arange(6.0).reshape(2, 3),
        [[1.0, 2.0], [3.0, 4.0]],
        Model(np.ones((2, 2)), 3.0),
        (np.arange(2.0), [[1.0], [2.0]]),
        [np.arange(2.0), np.ones((1, 2))],
        {"": np.ones(2), "b": (1.0, np.zeros(1))},
        [(1.0, 2.0), (3.0, 4.0)],
    ],
    ids=["vector", "matrix", "lists", "namedtuple", "tuple", "list", "nested", "list of tuples"],
)
def test_a_vector_goes_back_into_the_structure_it_came_from(x: Any) -> None:
    of = layout(x)
    entries = vector(x, of)
    again = of.inputs(entries)
    assert type(again) is (np.ndarray if of.leaves[0].path == () else type(x))
    assert np.array_equal(vector(again, of), entries)


def test_lists_of_numbers_are_one_array() -> None:
    assert layout([[1.0, 2.0], [3.0, 4.0]]).leaves == (Leaf((), (2, 2), 0),)


@pytest.mark.parametrize("given", [[[1.0, 1.0], [2.0]], (np.ones(2), [2.0])])
def test_lists_are_as_good_as_a_tuple(given: Any) -> None:
    like = layout((np.zeros(2), np.zeros(1)))
    assert np.array_equal(vector(given, like), [1.0, 1.0, 2.0])


@pytest.mark.parametrize("number", [Fraction(1, 2), Decimal("0.5"), 2**70])
def test_numbers_of_python(number: Any) -> None:
    assert np.array_equal(vector([number, 1.0], layout(np.zeros(2))), [float(number), 1.0])


@pytest.mark.parametrize(
    ("given", "like", "why"),
    [
        ((1.0, 2.0, 3.0), np.zeros(3), "a tuple of 3 instead of one array"),
        ([np.ones(1), np.ones(1)], np.zeros(2), "a list of 2 instead of one array"),
        (np.ones(2), (np.zeros(2), 1.0), "one array instead of 2"),
        ([[1.0, 2.0], [3.0]], np.zeros(3), "not of one length"),
        (np.ones(2), {"W": np.zeros(2)}, "nothing is given for W"),
    ],
)
def test_what_is_laid_out_otherwise_says_how(given: Any, like: Any, why: str) -> None:
    with pytest.raises(UnusableError, match=why):
        vector(given, layout(like))


def test_an_empty_key_is_a_name_too() -> None:
    assert Leaf(("",), (2,), 0).name == "['']"
    assert Leaf((), (2,), 0).name == ""
    assert Leaf((0, "W"), (2,), 0).name == "[0]['W']"
