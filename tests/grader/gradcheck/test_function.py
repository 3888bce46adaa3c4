"""f at vectors: what it may return, and where it is called."""

from __future__ import annotations

from collections.abc import Generator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from grader.gradcheck.function import Function
from grader.gradcheck.parameters import layout

X = np.array([0.5, 2.0])


def asked(f: Any, *points: Any) -> list[Any]:
    """What a conversation is told that asks about these points at once."""

    def asking() -> Generator[Any, list[Any], list[Any]]:
        return (yield list(points))

    return Function(f, layout(X), X).answer(asking())


@pytest.mark.parametrize("of", [float, Fraction, lambda z: Decimal(float(z))])
def test_any_real_number_will_do(of: Any) -> None:
    values = asked(lambda x: of(x[0]) * 3, X, X + 1)
    assert [float(value) for value in values] == [1.5, 4.5]
    assert all(value.dtype == float for value in values)


def test_f_may_write_into_its_argument() -> None:
    def f(x: Any) -> Any:
        x *= 0
        return np.sum(x)

    point = X + 1
    asked(f, X, point)
    assert np.array_equal(point, X + 1)


def test_a_point_outside_the_domain_is_not_a_number() -> None:
    def f(x: Any) -> Any:
        if x[0] > 1:
            raise ArithmeticError
        return x.sum()

    inside, outside = asked(f, X, X + 1)
    assert inside == 2.5
    assert np.isnan(outside)


@pytest.mark.parametrize("error", [ArithmeticError, StopIteration])
def test_what_f_raises_at_x_reaches_the_caller(error: type[Exception]) -> None:
    def f(_: Any) -> Any:
        raise error

    with pytest.raises(error):
        asked(f, X)


@pytest.mark.parametrize(
    ("value", "met"),
    [
        (np.array([None, 1]), "an array of objects"),
        ((1.0, np.ones(2)), r"the loss and its gradient\?"),
        (([1.0], np.ones((2, 2))), "one array is needed$"),
    ],
)
def test_what_is_no_array_of_numbers(value: Any, met: str) -> None:
    with pytest.raises(TypeError, match=met):
        asked(lambda _: value, X)
