"""Loops that carry the same, whatever they are given at a step."""

from __future__ import annotations

from collections.abc import Callable

import pytest

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
from reference.symbolic.strategy.equal_loops import steps_agree

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
