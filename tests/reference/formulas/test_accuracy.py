"""The values of the reference against what its code computes in exact mathematics, 50 digits long.

Exact values come from the graph of the code, so that a new formula needs no line here. What is
random, or cannot be interpreted, is written by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import mpmath
import numpy as np
import pytest
from by_hand import BY_HAND
from exact_graphs import exact, exactly

from grader.examples import Example, bank
from reference.catalogue import catalogue
from reference.formula import Formula
from reference.symbolic.interpreter import Refusal
from reference.symbolic.symbols import NoSymbolError
from reference.values import arguments, leaves, mapped

EPSILON = float(np.finfo(float).eps)
DIGITS = 50
# What is promised, in units in the last place.
UNITS = 8
# On its way back through layers, a gradient is divided by the deviation of each normalization, and
# inputs that are right to half a unit do not say it to 8. What is promised of it is not to be off
# by more than half of what it moves when the inputs are moved by one unit.
ILL_CONDITIONED = {"mlp_gradient"}
UNITS_AFTER_A_THOUSAND_STEPS = 32
SEEDS = (0, 1, 2)

PROVED = [name for name, f in catalogue().items() if not (f.is_random or f.unproved)]


def right(formula: Formula, example: Example) -> Any:
    """The exact value, in the digits that mpmath works with."""
    try:
        return exactly(formula, example.arguments)
    except (Refusal, NoSymbolError):
        if formula.name not in BY_HAND:
            pytest.fail(f"{formula.name} has neither a graph nor a form in by_hand.py")
        return BY_HAND[formula.name](*map(exact, example.arguments))


@cache
def examples(name: str) -> tuple[Example, ...]:
    return tuple(example for seed in SEEDS for example in bank(catalogue()[name], seed))


@cache
def usual_sizes(name: str) -> tuple[float, ...]:
    """How large the largest entry of each part usually is."""
    formula = catalogue()[name]
    results = [parts(formula, formula(*example.arguments)) for example in examples(name)]
    return tuple(
        float(np.median([max(np.abs(leaf).max() for leaf in leaves(p)) for p in part]))
        for part in zip(*results, strict=True)
    )


def parts(formula: Formula, returned: Any) -> tuple[Any, ...]:
    return (returned,) if len(formula.parts) == 1 else tuple(returned)


def error_in_units(formula: Formula, example: Example) -> float:
    """The largest error of an entry, in units in the last place of the largest one; where the
    result is nearly 0, a difference of ordinary numbers, in those of a result of usual size."""
    with np.errstate(all="raise", under="ignore"):
        returned = parts(formula, formula(*example.arguments))
    worst = 0.0
    with mpmath.workdps(DIGITS):
        trues = parts(formula, right(formula, example))
        for true, value, usual in zip(trues, returned, usual_sizes(formula.name), strict=True):
            numbers, errors = [], []
            for exactly, found in zip(leaves(true), leaves(value), strict=True):
                assert np.shape(found) == np.shape(exactly)
                entries = np.ravel(np.array(exactly, dtype=object))
                numbers += list(entries)
                errors += [abs(n - float(v)) for n, v in zip(entries, np.ravel(found), strict=True)]
            size = max(usual, *map(abs, numbers))
            worst = max(worst, float(max(errors) / (EPSILON * size)))
    return worst


def movement_in_units(formula: Formula, example: Example) -> float:
    """How far a result of one part moves when every number of the inputs moves by one unit."""
    rng = np.random.default_rng(0)

    def nearby(number: Any) -> Any:
        return number * (1 + EPSILON * rng.choice([-1, 1], np.shape(number)))

    def numbers(inputs: Mapping[str, Any]) -> Any:
        return np.concatenate([np.ravel(leaf) for leaf in leaves(formula(*arguments(inputs)))])

    here = numbers(example.inputs)
    moved = max(np.abs(numbers(mapped(nearby, example.inputs)) - here).max() for _ in range(6))
    (usual,) = usual_sizes(formula.name)
    return float(moved / (EPSILON * max(usual, np.abs(here).max())))


@pytest.mark.parametrize("name", catalogue())
def test_the_reference_is_accurate(name: str) -> None:
    formula = catalogue()[name]
    for example in examples(name):
        conditioning = movement_in_units(formula, example) if name in ILL_CONDITIONED else 0.0
        assert error_in_units(formula, example) <= max(UNITS, conditioning / 2)


@pytest.mark.parametrize("name", [name for name in BY_HAND if name in PROVED])
def test_the_exact_values_are_those_of_the_textbook(name: str) -> None:
    formula = catalogue()[name]
    for example in bank(formula, seed=0)[::7]:
        with mpmath.workdps(DIGITS):
            by_graph = leaves(exactly(formula, example.arguments))
            by_hand = leaves(BY_HAND[name](*map(exact, example.arguments)))
            for one, other in zip(by_graph, by_hand, strict=True):
                assert np.shape(one) == np.shape(other)
                numbers = np.ravel(np.array(one, dtype=object))
                errors = np.abs(numbers - np.ravel(np.array(other, dtype=object)))
                # Labels add up to 1 but for their own rounding.
                assert max(errors) <= EPSILON * (1 + max(np.abs(numbers)))


def test_a_thousand_steps_of_adam_stay_with_the_textbook() -> None:
    rng = np.random.default_rng(0)
    w, m, v = rng.uniform(-3, 3, 4), np.zeros(4), np.zeros(4)
    rates = (0.01, 0.9, 0.999, 1e-8)
    ours, theirs = (w, m, v), (exact(w), exact(m), exact(v))
    with mpmath.workdps(DIGITS):
        exactly = tuple(map(exact, rates))
        for t in range(1, 1001):
            g = rng.uniform(-1, 2, 4)
            ours = catalogue()["adam"](*ours, t, g, *rates)
            theirs = BY_HAND["adam"](*theirs, t, exact(g), *exactly)
        for found, true in zip(ours, theirs, strict=True):
            error = max(abs(n - float(f)) for n, f in zip(true, found, strict=True))
            assert error <= UNITS_AFTER_A_THOUSAND_STEPS * EPSILON * max(map(abs, true))


@pytest.mark.parametrize("name", catalogue())
def test_the_reference_neither_warns_nor_changes_its_inputs(name: str) -> None:
    formula = catalogue()[name]
    for example in examples(name):
        before = [np.array(leaf) for leaf in leaves(example.inputs)]
        with np.errstate(all="raise", under="ignore"):
            returned = formula(*example.arguments)
        for leaf in leaves(returned):
            assert np.all(np.isfinite(leaf))
        for leaf, was in zip(leaves(example.inputs), before, strict=True):
            np.testing.assert_array_equal(leaf, was)
