"""Guards against a division by 0, and choices that only look like them."""

from __future__ import annotations

import pytest
from goals import derivative, equal
from graphs import Array, apply, argument, sqrt, where
from strategies import is_false_and_left, is_left, is_proved
from test_lowered_loops import loop, row

from reference.symbolic import graph as g
from reference.symbolic.strategy.guards import HOLDING, without_guards

x, y, X = argument("x", "J"), argument("y", "J"), argument("X", "N J")
p = argument("p", "J", "positive")
squares = (x * x).sum()
length = sqrt(squares)


def test_a_guard_holds_under_its_condition():
    assert is_proved(equal(y / where(length > 0, length, 1.0) * length, y), HOLDING)


@pytest.mark.parametrize(
    "guarded",
    [
        where(apply("equal", length, 0.0), 1.0, length),
        where(apply("not_equal", length, 0), length, 1.0),
        where(squares > 0, sqrt(squares), 1.0),
    ],
)
def test_the_forms_of_a_guard(guarded):
    goal, conditions = without_guards(equal(y / guarded, y / length))
    assert conditions == (HOLDING,)
    assert is_proved(goal)


def test_a_guard_in_another_shape_is_one():
    lengths = sqrt((X * X).sum(1))
    guarded = where(lengths > 0, lengths, 1.0)
    assert is_proved(equal((X / guarded[:, None]) * lengths[:, None], X), HOLDING)


def test_the_condition_is_left_out_where_it_is_not_needed():
    guarded = where(length > 0, length, 1.0)
    assert is_proved(equal(y / guarded + x, x + y / guarded))


def test_what_divides_wrongly_is_not_proved():
    guarded = where(length > 0, length, 1.0)
    assert is_false_and_left(equal(y / guarded * squares, y))
    of = (y * x).sum() / guarded
    assert is_false_and_left(derivative(of, x, y / guarded))


@pytest.mark.parametrize(
    "goal",
    [
        # Always on one side where numbers are tried, and on the other one further out.
        equal(y / where(x - 3 > 0, 1.0, 2.0), y / 2),
        equal(y / where(p - 20 > 0, p, 1.0), y),
        equal(y / where(apply("equal", apply("floordiv", p, 20), 0.0), 1.0, p), y),
        equal(y / where(p - 20 < 0, 1.0, p - 20), y),
    ],
)
def test_a_choice_of_two_divisors_is_no_guard(goal):
    assert without_guards(goal) == (goal, ())
    assert is_left(goal)


@pytest.mark.parametrize(
    "goal",
    [
        equal(y * where(length > 0, length, 1.0), y * length),
        equal(where(length > 0, length, 1.0), length),
        equal(y / where(length > 1, length, 1.0), y / length),
        equal(y / where(x > 0, x, 1.0), y / x),
    ],
)
def test_what_is_no_guard_stays(goal):
    assert without_guards(goal) == (goal, ())
    assert is_left(goal)


def test_a_divisor_that_is_used_otherwise_too_is_no_guard():
    guarded = where(length > 0, length, 1.0)
    goal = equal(y / guarded + guarded, y / length + length)
    assert without_guards(goal) == (goal, ())
    assert is_left(goal)


def test_a_guard_inside_of_a_loop_stays():
    made, at, _ = loop(lambda _, total: [total], argument("start"))
    square = row(X, at) * row(X, at)
    every = Array(g.scan(made, (1 / where(square > 0, square, 1.0)).node))
    goal = equal(every * X * X, X * 0 + 2)
    assert without_guards(goal) == (goal, ())
    assert is_left(goal)
