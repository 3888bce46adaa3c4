"""Symbols for large parts of an equality."""

from __future__ import annotations

from goals import equal
from graphs import Array, argument, exp, log, sqrt, tanh
from hypothesis import given, settings
from hypothesis import strategies as st
from random_graphs import build, tree

from reference.symbolic.goal import Equality
from reference.symbolic.graph import inputs, nodes
from reference.symbolic.sampling import try_on_numbers
from reference.symbolic.strategy.generalizing import generalized

x, w = argument("x", "J"), argument("w", "J")


def part(of: Array) -> Array:
    return tanh(of * w + 1) / (1 + of * of)


def test_a_large_part_becomes_anything():
    one = part(x)
    goal = generalized(equal((one + 1) * (one - 1), one * one - 1))
    (symbol,) = inputs(goal.left, goal.right)
    assert symbol.name.startswith("anything ")


def test_parts_of_one_kind_are_one_symbol():
    goal = generalized(equal(part(x) * 2, part(x) + part(x)))
    assert len(inputs(goal.left)) == 1
    assert inputs(goal.left) == inputs(goal.right)


def test_what_the_equality_rests_on_stays():
    square = (x + w) * (x + w)
    goal = generalized(equal(square * 1.0 + part(x), x * x + 2 * x * w + w * w + part(x)))
    assert {"x", "w"} <= {i.name for i in inputs(goal.left, goal.right)}


def test_an_exponential_stays_positive():
    grown = exp(part(x) + x * w + w)
    goal = generalized(equal(log(grown * grown), 2 * log(grown)))
    (symbol,) = inputs(goal.left, goal.right)
    assert symbol.traits == {"positive", "not generic"}


def test_a_root_gets_no_trait():
    root = sqrt(1 + part(x) * part(x))
    goal = generalized(equal(root * 2, root + root))
    assert all(symbol.traits <= {"not generic"} for symbol in inputs(goal.left))


def test_a_false_goal_stays_false():
    goal = equal(part(x) + part(w), 2 * part(x))
    assert try_on_numbers(generalized(goal)).counterexample is not None


@settings(deadline=None, max_examples=40, derandomize=True)
@given(st.randoms(use_true_random=False), st.sampled_from(["n", "n m", "n n"]))
def test_what_is_general_still_has_the_same_shape(draw, shape):
    one = build(tree(draw, shape, 4))
    goal = generalized(Equality((one + one).node, (2 * one).node))
    assert goal.left.axes == goal.right.axes == one.axes
    assert len(set(nodes(goal.left))) <= len(set(nodes((one + one).node)))
