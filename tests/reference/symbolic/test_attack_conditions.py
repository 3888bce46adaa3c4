"""What holds under a condition says so, by either judge; and conditions are no numbers."""

from __future__ import annotations

import pytest
from graphs import Array, apply, argument, einsum, where

from reference.symbolic.goal import WHERE_DEFINED, Equality, Goal, IsDerivative
from reference.symbolic.prover import judges
from reference.symbolic.strategy import decide

a, b, x = argument("a"), argument("b"), argument("x", "N")
p = argument("p", "N", "positive")
m, k = (argument(name, "N", kind="boolean") for name in "mk")
beta = argument("beta", "", "positive", "below one")
t = argument("t", "", "step count", kind="integer")


def root(of: Array) -> Array:
    return apply("sqrt", of)


def log(of: Array) -> Array:
    return apply("log", of)


def slope(of: Array, by: Array, right: Array) -> Goal:
    return IsDerivative(of.node, by.node, right.node)


def equal(left: Array, right: Array) -> Goal:
    return Equality(left.node, right.node)


def conditions(goal: Goal) -> list[set[str]]:
    """Those under which each judge proves a goal, if it does."""
    found = [decide(goal, judge) for judge in judges()]
    return [set(one.conditions) for one in found if one.is_proved]


NOT_ALWAYS_REAL = {
    "exp(log(a))": equal(apply("exp", log(a)), a),
    "log(a) - log(a)": equal(log(a) - log(a), 0 * a),
    "0 * log(a)": equal(0 * log(a), 0 * a),
    "sqrt(a)**2": equal(root(a) * root(a), a),
    "sqrt of what is negative": equal(root(-1 - a * a) * root(-1 - a * a), -1 - a * a),
    "a**1.5 * a**1.5": equal(a**1.5 * a**1.5, a**3),
    "the derivative of a logarithm": slope(log(a), a, 1 / a),
    "the derivative of a root": slope(root(a), a, 0.5 / root(a)),
}
BY_SYMPY_ALONE = {
    "a**b * a**-b": equal(a**b * a ** (-b), 1 + 0 * a),
    "exp(b * log(a))": equal(apply("exp", b * log(a)), a**b),
    "the derivative of a power": slope(a**b, a, b * a ** (b - 1)),
    "the derivative by an exponent": slope(a**b, b, a**b * log(a)),
}
ALWAYS_REAL = {
    "of squares": equal(root(1 + x * x) * root(1 + x * x), 1 + x * x),
    "of positive numbers": equal(log(p * p), 2 * log(p)),
    "of exponentials": equal(log(apply("exp", a)), a),
    "of a variance": equal(root(x.var()) * root(x.var()), x.var()),
    "of what is below one": equal(root(1 - beta**t) * root(1 - beta**t), 1 - beta**t),
    "whole powers": equal(a**t * a**t, a ** (2 * t)),
}


@pytest.mark.parametrize("goal", NOT_ALWAYS_REAL.values(), ids=NOT_ALWAYS_REAL)
def test_both_judges_state_it(goal: Goal) -> None:
    assert conditions(goal) == [{WHERE_DEFINED}, {WHERE_DEFINED}]


@pytest.mark.parametrize("goal", BY_SYMPY_ALONE.values(), ids=BY_SYMPY_ALONE)
def test_a_judge_that_proves_more_states_it_too(goal: Goal) -> None:
    assert conditions(goal) == [{WHERE_DEFINED}]


@pytest.mark.parametrize("goal", ALWAYS_REAL.values(), ids=ALWAYS_REAL)
def test_nothing_is_stated_that_always_holds(goal: Goal) -> None:
    found = conditions(goal)
    assert found
    assert not any(found)


def test_what_is_one_at_most_is_taken_from_one_by_sympy() -> None:
    rest = 1 - beta ** (t - 1)
    assert conditions(equal(root(rest) * root(rest), rest)) == [{WHERE_DEFINED}, set()]


@pytest.mark.parametrize(
    "left",
    [
        m + m,  # True + True is True,
        m - m,  # and this a mistake, as is the next one
        -m,
        m + m - m,
        einsum("i,i->", m, m),
        where(x, 1.0, 0.0),
        apply("not", x),
        apply("and", x, m),
        apply("or", x, x),
    ],
)
def test_no_judge_counts_with_conditions(left: Array) -> None:
    assert conditions(equal(left * x, left * x + 0)) == []


def test_conditions_beside_numbers_count() -> None:
    assert conditions(equal(m * x + m * x, 2 * (m * x))) == [set(), set()]
    assert conditions(equal((1 - m * k) * 1.0, 1.0 - m * (1 * k))) == [set(), set()]
    assert conditions(equal(where(m, x, x + 1), x + 1 - m)) == [set(), set()]
