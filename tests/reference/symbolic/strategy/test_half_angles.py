"""Squares of sines and cosines, and half turns."""

from __future__ import annotations

import numpy as np
import pytest

from reference.symbolic.evaluation import evaluate
from reference.symbolic.goal import Equality
from reference.symbolic.graph import PI, Elementwise, Input, Node, constant, elementwise, nodes
from reference.symbolic.prover import judges
from reference.symbolic.strategy.half_angles import without_squares
from reference.symbolic.strategy.pieces import decide

X = Input((("n",),), "real", "x")
each_judge = pytest.mark.parametrize("judge", judges(), ids=lambda judge: judge.name)


def apply(function: str, *arguments: Node) -> Node:
    return elementwise(function, *arguments)


def shifted(halves: int, x: Node = X) -> Node:
    """x + halves π."""
    return apply("add", apply("mul", constant(halves), PI), x)


def square(node: Node) -> Node:
    return apply("pow", node, constant(2))


NEGATIVE = apply("neg", X)
SINE, COSINE = apply("sin", X), apply("cos", X)
INSIDE = square(apply("sin", apply("add", square(COSINE), X)))


@pytest.mark.parametrize(
    "node", [square(SINE), square(COSINE), apply("mul", SINE, SINE), apply("div", INSIDE, SINE)]
)
def test_the_same_number_without_a_square(node: Node) -> None:
    goal = without_squares(Equality(node, COSINE))
    assert isinstance(goal, Equality)
    values = {"x": np.array([-2.0, 0.3, 5.0])}
    before, after = evaluate([node, goal.left], values, {"n": 3})
    np.testing.assert_allclose(after, before, rtol=1e-12)
    assert goal.left.axes == node.axes
    powers = [n for n in nodes(goal.left) if isinstance(n, Elementwise) and n.function == "pow"]
    assert not powers


def test_other_powers_stay() -> None:
    for other in (apply("pow", SINE, constant(3)), square(apply("tanh", X)), square(X)):
        goal = without_squares(Equality(other, X))
        assert isinstance(goal, Equality)
        assert goal.left is other


TRUE = [
    (
        apply("add", square(SINE), square(COSINE)),
        apply("add", apply("mul", constant(0), X), constant(1)),
    ),
    *((apply(f, shifted(k)), apply(f, X)) for f in ("sin", "cos") for k in (-2, 4)),
    *((apply(f, shifted(k)), apply("neg", apply(f, X))) for f in ("sin", "cos") for k in (-1, 3)),
    (apply("cos", shifted(1, NEGATIVE)), apply("neg", COSINE)),
    (apply("sin", shifted(1, NEGATIVE)), SINE),
    (apply("cos", shifted(-3, NEGATIVE)), apply("neg", COSINE)),
]
FALSE = [
    (apply("sub", square(SINE), square(COSINE)), apply("cos", apply("add", X, X))),
    (apply("sin", shifted(1)), SINE),
    (apply("cos", shifted(1, NEGATIVE)), COSINE),
    (apply("cos", shifted(2)), apply("neg", COSINE)),
    (apply("sin", shifted(-1, NEGATIVE)), apply("neg", SINE)),
    (apply("tanh", shifted(2)), apply("tanh", X)),
]


@each_judge
@pytest.mark.parametrize(("left", "right"), TRUE)
def test_what_is_true_is_proved(judge, left: Node, right: Node) -> None:
    assert decide(Equality(left, right), judge).is_proved


@each_judge
@pytest.mark.parametrize(("left", "right"), FALSE)
def test_what_is_false_is_not(judge, left: Node, right: Node) -> None:
    assert not decide(Equality(left, right), judge).is_proved
