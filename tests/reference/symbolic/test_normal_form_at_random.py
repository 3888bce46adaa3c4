"""The first judge on random graphs: rewriting keeps their values, and nothing false is proved."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from goals import decide
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from polynomial_values import value_of
from random_graphs import SHAPES, build, changed, tree

from reference.symbolic.evaluation import evaluate
from reference.symbolic.goal import Equality
from reference.symbolic.graph import Input, Node, inputs
from reference.symbolic.normal_form.budget import Budget, NotProvedError
from reference.symbolic.normal_form.differentiation import derivative
from reference.symbolic.normal_form.index_terms import Index
from reference.symbolic.normal_form.lowering import Lowering, Places
from reference.symbolic.normal_form.polynomial import Polynomial
from reference.symbolic.normal_form.recurrences import Recurrences
from reference.symbolic.sampling import try_on_numbers

SIZES = ({"n": 3, "m": 2}, {"n": 1, "m": 3}, {"n": 2, "m": 1})
SEEDS = st.integers(0, 10**9)
# Beyond these, what is left after large numbers cancel is not to be compared.
LARGEST, TOLERANCE = 1e5, 1e-5


def draw(seed: int) -> tuple[random.Random, Any]:
    source = random.Random(seed)  # noqa: S311
    return source, tree(source, source.choice(SHAPES), source.choice((2, 3, 4)))


@dataclass(frozen=True)
class Entry:
    """An entry of a result, as numpy computes it and as its normal form does."""

    expected: float
    found: complex

    @property
    def is_comparable(self) -> bool:
        return bool(np.isfinite(self.expected)) and abs(self.expected) < LARGEST

    @property
    def agrees(self) -> bool:
        return abs(self.found - self.expected) <= TOLERANCE * max(1.0, abs(self.expected))


def random_values(node: Node, sizes: dict[str, int], seed: int) -> dict[str, Any]:
    generator = np.random.default_rng(seed)
    return {i.name: _value(i, sizes, generator) for i in inputs(node)}


def _value(of: Input, sizes: dict[str, int], generator: np.random.Generator) -> Any:
    shape = tuple(sizes[axis[0]] for axis in of.axes)
    if of.along:
        return generator.integers(sizes[of.along], size=shape)
    if "step count" in of.traits:
        return generator.integers(1, 5, size=shape)
    if "sums to one" in of.traits:
        parts = generator.uniform(0.1, 1.0, size=shape)
        return parts / parts.sum(axis=-1, keepdims=True)
    if "positive" in of.traits:
        return generator.uniform(0.2, 0.9, size=shape)
    return generator.uniform(-1.5, 1.5, size=shape)


def positions(places: Places, at: tuple[int, ...]) -> dict[Index, int]:
    return {
        place: number
        for axis, number in zip(places, at, strict=True)
        for place in axis
        if isinstance(place, Index)
    }


@pytest.mark.parametrize("sizes", SIZES)
@settings(deadline=None, max_examples=80, derandomize=True)
@given(seed=SEEDS)
def test_a_normal_form_has_the_value_of_its_graph(sizes, seed):
    node = build(draw(seed)[1]).node
    lowering = Lowering(Recurrences(Budget()))
    at = lowering.fresh(node.axes)
    try:
        polynomial = lowering.entry(node, at)
    except NotProvedError:
        return
    values = random_values(node, sizes, seed)
    with np.errstate(all="ignore"):
        result = np.asarray(evaluate((node,), values, sizes)[0], float)
    entries = (
        Entry(result[index], value_of(polynomial, values, sizes, positions(at, index)))
        for index in np.ndindex(result.shape)
        if np.isfinite(result[index]) and abs(result[index]) < LARGEST
    )
    assert all(entry.agrees for entry in entries)


@settings(deadline=None, max_examples=80, derandomize=True)
@given(seed=SEEDS)
def test_a_derivative_is_that_of_a_complex_step(seed):
    source, of = draw(seed)
    node, sizes = build(of).node, SIZES[seed % len(SIZES)]
    reals = [i for i in inputs(node) if i.kind == "real" and i.name[0] in "xpq"]
    assume(reals)
    wrt = source.choice(reals)
    lowering = Lowering(Recurrences(Budget()))
    at, by = lowering.fresh(node.axes), lowering.fresh(wrt.axes)
    flat = tuple(place for axis in by for place in axis)
    try:
        polynomial = derivative(lowering.algebra, lowering.entry(node, at), wrt, flat)
    except NotProvedError:
        return
    values = random_values(node, sizes, seed)
    entries = _entries(node, wrt, polynomial, values, sizes, (*at, *by))
    assert all(entry.agrees for entry in entries)


def _entries(
    node: Node,
    wrt: Input,
    polynomial: Polynomial,
    values: dict[str, Any],
    sizes: dict[str, int],
    places: Places,
) -> Iterator[Entry]:
    """The partial derivatives, by complex steps and in normal form."""
    for by in np.ndindex(np.shape(values[wrt.name])):
        moved = np.array(values[wrt.name], complex)
        moved[by] += 1e-30j
        with np.errstate(all="ignore"):
            result = np.asarray(evaluate((node,), {**values, wrt.name: moved}, sizes)[0], complex)
        for index in np.ndindex(result.shape):
            slope = result[index].imag / 1e-30
            if np.isfinite(slope) and max(abs(slope), abs(result[index].real)) < LARGEST:
                here = positions(places, (*index, *by))
                yield Entry(slope, value_of(polynomial, values, sizes, here))


@settings(deadline=None, max_examples=250, derandomize=True)
@given(seed=SEEDS)
def test_nothing_false_is_proved(seed):
    source, of = draw(seed)
    left = build(of).node
    for _ in range(source.choice((1, 1, 2))):
        of = changed(source, of)
    right = build(of).node
    assume(left.axes == right.axes)
    goal = Equality(left, right)
    if decide(goal).is_proved:
        assert try_on_numbers(goal).counterexample is None


@settings(deadline=None, max_examples=60, derandomize=True)
@given(seed=SEEDS)
def test_what_is_written_in_another_order_is_proved(seed):
    of = draw(seed)[1]
    left, right = build(of).node, build(_mirrored(of)).node
    assume(left.axes == right.axes)
    decision = decide(Equality(left, right))
    assert decision.is_proved or decision.reason != "the normal forms differ"


def _mirrored(of: Any) -> Any:
    """A tree whose sums and products have their operands the other way round."""
    if of[0] in {"leaf"}:
        return of
    parts = [_mirrored(part) if isinstance(part, tuple) else part for part in of[1:]]
    if of[0] in {"add", "mul"}:
        parts.reverse()
    return (of[0], *parts)
