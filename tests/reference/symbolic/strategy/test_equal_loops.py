"""Loops that carry the same, whatever they are given at a step."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reference.symbolic.evaluation import evaluate
from reference.symbolic.goal import Equality
from reference.symbolic.graph import (
    Fold,
    Input,
    Loop,
    Node,
    constant,
    einsum,
    elementwise,
    fold,
    loop_index,
)
from reference.symbolic.prover import judges
from reference.symbolic.sampling import try_on_numbers
from reference.symbolic.strategy.equal_loops import steps_agree
from reference.symbolic.strategy.pieces import decide

W = Input((("n",), ("n",)), "real", "W")
X = Input((("n",),), "real", "x")
Step = Callable[[Node, Node], tuple[Node, Node]]


def after(step: Step, *, begin: tuple[Node, Node] = (X, X), size: str = "T", slot: int = 0) -> Fold:
    number = loop_index(size).loop
    carried = tuple(Input(X.axes, "real", f"{name} {number}") for name in "hk")
    return fold(Loop(number, size, carried, begin, step(*carried)), slot)


def apply(function: str, *arguments: Node) -> Node:
    return elementwise(function, *arguments)


def product(h: Node) -> Node:
    return einsum(("ij", "j"), "i", W, h)


def one(h: Node, k: Node) -> tuple[Node, Node]:
    return apply("tanh", product(h)), apply("add", k, apply("mul", h, h))


def the_same(h: Node, k: Node) -> tuple[Node, Node]:
    return apply("tanh", product(h)), apply("add", apply("pow", h, constant(2)), k)


def exchanged(k: Node, h: Node) -> tuple[Node, Node]:
    return tuple(reversed(the_same(h, k)))  # type: ignore[return-value]


def another(h: Node, k: Node) -> tuple[Node, Node]:
    return apply("tanh", product(h)), apply("add", k, h)


def are_equal(left: Node, right: Node) -> bool:
    return any(
        all(judge.decide(goal).is_proved for judge in judges() for goal in goals)
        for goals in steps_agree(Equality(left, right))
    )


def test_the_same_steps() -> None:
    assert are_equal(after(one), after(the_same))
    assert are_equal(after(one, slot=1), after(the_same, slot=1))


def test_what_is_carried_may_stand_in_another_order() -> None:
    assert are_equal(after(one), after(exchanged, slot=1))
    assert are_equal(after(one, slot=1), after(exchanged))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (after(one), after(another)),
        (after(one, slot=1), after(another, slot=1)),
        (after(one), after(one, slot=1)),
        (after(one), after(one, begin=(apply("neg", X), X))),
        (after(one), after(one, size="S")),
        (after(one), X),
    ],
)
def test_what_is_not_the_same_is_not_proved(left: Node, right: Node) -> None:
    assert not are_equal(left, right)


def test_a_step_that_counts_is_left_alone() -> None:
    def counting(h: Node, k: Node) -> tuple[Node, Node]:
        return h, apply("mul", k, apply("real", loop_index("T")))

    assert not list(steps_agree(Equality(after(counting), after(counting))))


NUMBER = loop_index("T").loop
A, B = Input(X.axes, "real", f"a {NUMBER}"), Input(X.axes, "real", f"b {NUMBER}")
P, Q = Input(X.axes, "real", "p"), Input(X.axes, "real", "q")


def repeated(of: Node) -> Node:
    """What a loop inside a step adds up: S of it."""
    loop = loop_index("S").loop
    total = Input(X.axes, "real", f"total {loop}")
    return fold(Loop(loop, "S", (total,), (X,), (apply("add", total, of),)), 0)


@pytest.mark.parametrize("step", [apply("add", A, apply("add", B, B)), repeated(A)])
def test_one_loop_from_two_starts_that_are_exchanged(step: Node) -> None:
    one = fold(Loop(NUMBER, "T", (A, B), (P, Q), (step, step)), 0)
    other = fold(Loop(NUMBER, "T", (A, B), (Q, P), (step, step)), 1)
    goal = Equality(one, other)
    assert try_on_numbers(goal).counterexample is not None
    assert not any(decide(goal, judge).is_proved for judge in judges())


def test_exchanged_starts_of_exchanged_steps() -> None:
    step, exchanged_step = (
        apply("add", A, apply("mul", constant(2), B)),
        apply("add", B, apply("mul", constant(2), A)),
    )
    one = fold(Loop(NUMBER, "T", (A, B), (P, Q), (step, exchanged_step)), 0)
    assert are_equal(one, fold(Loop(NUMBER, "T", (A, B), (Q, P), (step, exchanged_step)), 1))


ROWS = st.tuples(st.integers(0, 2), st.integers(0, 1))
STEPS = st.tuples(ROWS, ROWS)


def linear(rows: tuple[tuple[int, int], tuple[int, int]]) -> tuple[Node, Node]:
    """What the sums of rows[slot] times (a, b) make of both."""
    first, second = (
        apply("add", apply("mul", constant(s), A), apply("mul", constant(t), B)) for s, t in rows
    )
    return first, second


@settings(deadline=None, max_examples=100, derandomize=True)
@given(STEPS, STEPS, st.permutations([P, Q]), st.tuples(*[st.integers(0, 1)] * 2))
def test_only_loops_that_end_with_the_same_are_proved_equal(rows, others, begin, slots) -> None:
    loops = (
        Loop(NUMBER, "T", (A, B), (P, Q), linear(rows)),
        Loop(NUMBER, "T", (A, B), tuple(begin), linear(others)),
    )
    left, right = (fold(loop, slot) for loop, slot in zip(loops, slots, strict=True))
    if are_equal(left, right):
        values = {"p": np.array([0.3]), "q": np.array([-0.7])}
        for steps in (1, 2, 3):
            one, other = evaluate([left, right], values, {"n": 1, "T": steps})
            np.testing.assert_allclose(one, other)
