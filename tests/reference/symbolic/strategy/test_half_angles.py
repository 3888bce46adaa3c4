"""Squares of sines and cosines, and half turns."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reference.symbolic.evaluation import evaluate
from reference.symbolic.goal import Equality
from reference.symbolic.graph import PI, Elementwise, Input, Node, constant, elementwise, nodes
from reference.symbolic.prover import judges
from reference.symbolic.rewriting import rewritten
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


WAVES = st.builds(
    lambda function, turns, times, sign: apply(
        "mul",
        constant(sign),
        apply(
            function,
            apply(
                "add",
                apply("mul", constant(Fraction(turns, 2)), PI),
                apply("mul", constant(times), X),
            ),
        ),
    ),
    st.sampled_from(["sin", "cos"]),
    st.integers(-9, 9),
    st.sampled_from([-2, -1, 1, 2]),
    st.sampled_from([-1, 1]),
)


@each_judge
@settings(deadline=None, max_examples=60, derandomize=True)
@given(left=WAVES, right=WAVES)
def test_only_equal_waves_are_proved_equal(judge, left: Node, right: Node) -> None:
    if decide(Equality(left, right), judge).is_proved:
        one, other = evaluate([left, right], {"x": np.array([-2.0, 0.3, 5.0])}, {"n": 3})
        np.testing.assert_allclose(one, other, atol=1e-12)


@each_judge
@settings(deadline=None, max_examples=30, derandomize=True)
@given(left=WAVES, halves=st.integers(-6, 6))
def test_any_number_of_half_turns(judge, left: Node, halves: int) -> None:
    turned = rewritten(left, {X: apply("add", X, apply("mul", constant(halves), PI))})
    (before, after) = evaluate([left, turned], {"x": np.array([0.3])}, {"n": 1})
    same = np.allclose(before, after)
    assert decide(Equality(left, turned), judge).is_proved == same
    assert decide(Equality(apply("neg", left), turned), judge).is_proved != same


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    waves=st.lists(WAVES, min_size=1, max_size=4),
    powers=st.lists(st.integers(1, 3), min_size=4, max_size=4),
)
def test_any_sum_of_powers_keeps_its_value(waves: list[Node], powers: list[int]) -> None:
    root: Node = constant(1)
    for wave, power in zip(waves, powers, strict=False):
        assert isinstance(wave, Elementwise)
        raised = apply("pow", wave.arguments[1], constant(power))
        root = apply("add", apply("mul", root, raised), apply("cos", square(raised)))
    goal = without_squares(Equality(root, X))
    assert isinstance(goal, Equality)
    values = {"x": np.array([-2.0, 0.3, 5.0])}
    before, after = evaluate([root, goal.left], values, {"n": 3})
    np.testing.assert_allclose(after, before, rtol=1e-9, atol=1e-12)
