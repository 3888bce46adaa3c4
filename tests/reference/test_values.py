"""Values of more than one array: seen as their numbers, and rebuilt with others."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from reference.values import QuadraticGradient, Seed, arguments, leaves, mapped

QUADRATIC = QuadraticGradient(np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([1.0, -1.0]))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3.0, [3.0]),
        ([1.0, (2.0, [3.0])], [1.0, 2.0, 3.0]),
        ({"W1": 1.0, "b1": [2.0]}, [1.0, 2.0]),
        (Seed(7), [7]),
        ([], []),
    ],
)
def test_the_leaves_of_a_value_come_in_order(value: Any, expected: list[float]) -> None:
    assert list(leaves(value)) == expected


def test_the_leaves_of_a_gradient_are_its_matrix_and_vector() -> None:
    A, b = leaves(QUADRATIC)
    assert A is QUADRATIC.A
    assert b is QUADRATIC.b


def test_an_array_is_one_leaf() -> None:
    array = np.ones((2, 3))
    (leaf,) = leaves(array)
    assert leaf is array


def test_a_mapped_value_has_the_same_structure() -> None:
    value = {"gs": [1.0, (2.0, 3.0)], "rng": Seed(1)}
    assert mapped(lambda x: 10 * x, value) == {"gs": [10.0, (20.0, 30.0)], "rng": Seed(1)}
    doubled = mapped(lambda x: 2 * x, QUADRATIC)
    np.testing.assert_array_equal(doubled(np.ones(2)), 2 * QUADRATIC(np.ones(2)))


def test_the_gradient_is_that_of_the_quadratic() -> None:
    def value(w: Any) -> Any:
        return w @ QUADRATIC.A @ w / 2 - QUADRATIC.b @ w

    w, h = np.array([0.5, -2.0]), 1e-3
    slopes = [(value(w + h * unit) - value(w - h * unit)) / (2 * h) for unit in np.eye(2)]
    np.testing.assert_allclose(QUADRATIC(w), slopes, rtol=1e-9)


def test_every_call_gets_a_generator_in_the_state_of_the_seed() -> None:
    inputs = {"n": 3, "rng": Seed(5)}
    (n, first), (_, second) = arguments(inputs), arguments(inputs)
    assert n == 3
    assert first is not second
    drawn = first.random(4)
    np.testing.assert_array_equal(drawn, second.random(4))
    np.testing.assert_array_equal(drawn, np.random.default_rng(5).random(4))
