"""Random graphs: what the second judge makes of them has their values, and their derivatives."""

from __future__ import annotations

import random

import numpy as np
import sympy
from graphs import Array
from hypothesis import given, settings
from hypothesis import strategies as st
from inert_values import value
from random_graphs import SHAPES, build, changed, tree

from reference.symbolic.evaluation import evaluate
from reference.symbolic.goal import Equality, Goal, IsDerivative
from reference.symbolic.graph import Axes, Input, Node, ShapeError, flat, inputs
from reference.symbolic.sampling import try_on_numbers
from reference.symbolic.sympy_judge.derivative import Derivative
from reference.symbolic.sympy_judge.inert import Budget, Delta, Unproved
from reference.symbolic.sympy_judge.judge import SympyJudge
from reference.symbolic.sympy_judge.lowering import Lowering, flat_places
from reference.symbolic.sympy_judge.names import input_name
from reference.symbolic.sympy_judge.normal import Normaliser
from reference.symbolic.sympy_judge.signs import Facts

SIZES = {"n": 2, "m": 3}
BUDGET = 3000
SEEDS = st.integers(0, 2**32)
ORDINARY = settings(max_examples=60, deadline=None)


def random_graph(seed: int) -> tuple[Array | None, Array | None]:
    """A graph, and the same with one node changed; None where it has no shape."""
    draw = random.Random(seed)  # noqa: S311 - nothing secret
    shape = draw.choice(SHAPES)
    made = tree(draw, shape, draw.choice((2, 3, 4)))
    return _built(made), _built(changed(draw, made))


def _built(made) -> Array | None:
    try:
        return build(made)
    except ShapeError:
        return None


def values(node: Node, seed: int) -> dict[str, np.ndarray]:
    draw = np.random.default_rng(seed)
    found = {}
    for argument in inputs(node):
        shape = tuple(SIZES[atom] for atom in flat(argument.axes))
        drawn = draw.uniform(-1.5, 1.5, shape)
        if argument.along:
            drawn = draw.integers(SIZES[argument.along], size=shape)
        elif "step count" in argument.traits:
            drawn = draw.integers(1, 5, size=shape)
        elif "sums to one" in argument.traits:
            drawn = np.exp(drawn) / np.exp(drawn).sum(-1, keepdims=True)
        elif "below one" in argument.traits:
            drawn = draw.uniform(0.1, 0.9, shape)
        elif "positive" in argument.traits:
            drawn = np.exp(drawn)
        found[argument.name] = drawn
    return found


def facts(node: Node) -> Facts:
    traits = {argument.name: argument.traits for argument in inputs(node)}
    return Facts(
        frozenset(name for name in traits if "below one" in traits[name]),
        frozenset(name for name in traits if "sums to one" in traits[name]),
    )


def shape(axes: Axes) -> tuple[int, ...]:
    return tuple(int(np.prod([SIZES[atom] for atom in axis], dtype=int)) for axis in axes)


def compare(expression, places, expected, arguments) -> None:
    """At each index where both are defined; away from cancellation of huge terms."""
    finite = np.abs(expected[np.isfinite(expected)])
    scale = max(1.0, float(finite.max(initial=0.0)))
    for at in np.ndindex(expected.shape):
        if not np.isfinite(expected[at]):
            continue
        here = {place[0]: index for place, index in zip(places, at, strict=True) if place}
        try:
            found = value(expression, arguments, SIZES, here)
        except (ZeroDivisionError, OverflowError, ValueError):
            continue
        assert abs(found - expected[at]) <= 1e-6 * scale


def assert_true(goal: Goal, seed: int) -> None:
    with np.errstate(all="ignore"):
        assert try_on_numbers(goal, seed).counterexample is None


class TestNormalForm:
    @ORDINARY
    @given(SEEDS)
    def test_has_the_values_of_the_graph(self, seed):
        graph, _ = random_graph(seed)
        if graph is None:
            return
        normaliser = Normaliser(Budget(BUDGET), facts(graph.node))
        lowering = Lowering(Budget(BUDGET), normaliser, "l")
        places = lowering.places(graph.axes)
        arguments = values(graph.node, seed)
        with np.errstate(all="ignore"):
            expected = evaluate([graph.node], arguments, SIZES)[0]
        try:
            raw = lowering.entry(graph.node, places)
            normal = normaliser.normal(raw)
        except Unproved:
            return
        expected = np.broadcast_to(np.asarray(expected, float), shape(graph.axes))
        compare(raw, places, expected, arguments)
        compare(normal, places, expected, arguments)
        assert normaliser.normal(normal) is normal

    @ORDINARY
    @given(SEEDS)
    def test_the_derivative_is_that_of_complex_steps(self, seed):
        graph, _ = random_graph(seed)
        if graph is None:
            return
        arguments = values(graph.node, seed)
        for wrt in inputs(graph.node):
            if wrt.kind == "real":
                self._check_derivative(graph.node, wrt, arguments)

    def _check_derivative(self, of: Node, wrt: Input, arguments) -> None:
        normaliser = Normaliser(Budget(BUDGET), facts(of))
        lowering = Lowering(Budget(BUDGET), normaliser, "l")
        outer, inner = lowering.places(of.axes), lowering.places(wrt.axes)
        here = flat_places(inner)

        def direction(at):
            return sympy.Mul(*(Delta(index, j) for index, j in zip(at, here, strict=True)))

        expected = np.empty((*shape(of.axes), *shape(wrt.axes)))
        for at in np.ndindex(shape(wrt.axes)):
            moved = np.asarray(arguments[wrt.name], complex)
            moved[at] += 1e-30j
            with np.errstate(all="ignore"):
                found = evaluate([of], {**arguments, wrt.name: moved}, SIZES)[0]
            expected[(..., *at)] = np.imag(found) / 1e-30
        try:
            derivative = Derivative(Budget(BUDGET), input_name(wrt), direction)
            normal = normaliser.normal(derivative.of(lowering.entry(of, outer)))
        except Unproved:
            return
        compare(normal, (*outer, *inner), expected, arguments)


class TestSoundness:
    @ORDINARY
    @given(SEEDS)
    def test_what_is_false_is_not_proved(self, seed):
        graph, other = random_graph(seed)
        if graph is None or other is None or graph.axes != other.axes:
            return
        goal = Equality(graph.node, other.node)
        if SympyJudge(BUDGET).decide(goal).is_proved:
            assert_true(goal, seed)

    @ORDINARY
    @given(SEEDS)
    def test_wrong_derivatives_are_not_proved(self, seed):
        graph, other = random_graph(seed)
        if graph is None or other is None or graph.axes != other.axes:
            return
        for wrt in inputs(graph.node):
            if wrt.kind == "real" and not wrt.axes:
                goal = IsDerivative(graph.node, wrt, other.node)
                if SympyJudge(BUDGET).decide(goal).is_proved:
                    assert_true(goal, seed)
