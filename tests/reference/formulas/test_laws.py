"""Laws: true of the reference on any input, in every convention, and broken by a known mistake."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.examples import EXTREME, SINGLE, bank
from reference.catalogue import Entry, entries
from reference.domain import (
    Array,
    ArrayList,
    BinaryLabels,
    Count,
    Distribution,
    Domain,
    Fraction,
    Generator,
    GradientFunction,
    NetworkParameters,
    Number,
    Positive,
    PositiveDefinite,
    StepCount,
)
from reference.formula import Formula, Law, Mistake
from reference.values import QuadraticGradient, Seed, arguments, leaves, mapped

LAWS = [(entry, law) for entry in entries().values() for law in entry.laws]

each_law = pytest.mark.parametrize(
    ("entry", "law"), LAWS, ids=[f"{law.formula.name}-{law.name}" for _, law in LAWS]
)


@st.composite
def inputs_of(draw: st.DrawFn, formula: Formula) -> dict[str, Any]:
    """Inputs anywhere in the domain of a formula: sizes from 1 up, ties and zeros among them."""
    sizes: dict[str, tuple[int, ...]] = {}

    def shape(letters: str) -> tuple[int, ...]:
        for letter in letters.split():
            if letter not in sizes:
                axes = draw(st.integers(1, 2)) if letter == "..." else 1
                sizes[letter] = tuple(draw(st.integers(1, 4)) for _ in range(axes))
        return tuple(size for letter in letters.split() for size in sizes[letter])

    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    coarse = draw(st.booleans())

    def value(domain: Domain) -> Any:
        match domain:
            case ArrayList():
                count = draw(st.integers(1, len(domain.arrays)))
                return [value(array) for array in domain.arrays[:count]]
            case NetworkParameters():
                arrays = domain.arrays(draw(st.sampled_from(domain.depths)))
                return {name: value(array) for name, array in arrays.items()}
            case GradientFunction(shape=letter):
                curvature = value(PositiveDefinite(f"{letter} {letter}"))
                return QuadraticGradient(curvature, value(Array(letter)))
            case PositiveDefinite():
                n, _ = shape(domain.shape)
                axes = np.linalg.qr(rng.normal(size=(n, n)))[0]
                full = (axes * rng.uniform(domain.low, domain.high, n)) @ axes.T
                return (full + full.T) / 2
            case BinaryLabels():
                return rng.integers(0, 2, shape(domain.shape)).astype(float)
            case Array():
                numbers = rng.uniform(domain.low, domain.high, shape(domain.shape))
                return np.clip(np.round(numbers), domain.low, domain.high) if coarse else numbers
            case Distribution():
                *rows, classes = shape(domain.shape)
                return rng.dirichlet(np.ones(classes), rows)
            case Positive():
                return float(np.exp(rng.uniform(np.log(domain.low), np.log(domain.high))))
            case Fraction() | Number():
                return float(rng.uniform(domain.low, domain.high))
            case StepCount():
                return int(rng.integers(1, domain.high + 1))
            case Count():
                return int(rng.integers(domain.low, domain.high + 1))
            case Generator():
                return Seed(int(rng.integers(2**32)))

    values = {name: value(domain) for name, domain in formula.domain.items()}
    for name, domain in formula.domain.items():
        if isinstance(domain, Count) and domain.up_to:
            values[name] = min(values[name], values[domain.up_to])
    return values


@cache
def ordinary(name: str) -> list[dict[str, Any]]:
    """The inputs of the bank on which nothing but the formula is tested."""
    examples = bank(entries()[name].formula)
    return [dict(e.inputs) for e in examples if e.kind not in (SINGLE, EXTREME)]


def parts(formula: Formula, function: Any, inputs: dict[str, Any]) -> list[Any] | None:
    """What a function returns, or None where it is not of the shape that a law expects."""
    with np.errstate(all="ignore"):
        returned = function(*arguments(inputs))
        right = formula(*arguments(inputs))
    if len(formula.parts) == 1:
        returned, right = (returned,), (right,)
    if [np.shape(part) for part in leaves(returned)] != [np.shape(part) for part in leaves(right)]:
        return None
    return [mapped(lambda array: np.asarray(array, dtype=float), part) for part in returned]


def distance(law: Law, function: Any, inputs: dict[str, Any]) -> float:
    """How far apart the two sides are, against the largest number around; 0 if not applicable."""
    found = parts(law.formula, function, inputs)
    if found is None:
        return 0.0
    values = list(found)
    if law.twin is not None:
        values += parts(law.formula, function, inputs | dict(law.twin(**inputs))) or []
    with np.errstate(all="ignore"):
        left, right = law.function(*values, **inputs)
        scale = max(1.0, *(float(np.abs(value).max(initial=0.0)) for value in leaves(values)))
        sides = zip(leaves(left), leaves(right), strict=True)
        apart = max(float(np.abs(np.asarray(one) - other).max(initial=0.0)) for one, other in sides)
    return apart / scale if np.isfinite(apart) else 0.0


@each_law
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_a_law_holds_of_the_reference(entry: Entry, law: Law, data: st.DataObject) -> None:
    inputs = data.draw(inputs_of(entry.formula))
    assert distance(law, entry.formula, inputs) < 1e-9


@each_law
def test_a_law_holds_in_every_convention(entry: Entry, law: Law) -> None:
    right = [mistake for mistake in entry.mistakes if mistake.kind != "mistake"]
    for form in right:
        for inputs in ordinary(entry.formula.name):
            assert distance(law, form, inputs) < 1e-9, form.name


@pytest.mark.parametrize(
    ("entry", "law"),
    [
        pytest.param(entry, law, id=f"{entry.formula.name}-{law.name}")
        for entry in entries().values()
        if any(mistake.kind == "mistake" for mistake in entry.mistakes)
        and not entry.formula.is_random  # test_random.py asks this of wrong draws
        for law in entry.laws
    ],
)
def test_a_law_is_broken_by_a_known_mistake(entry: Entry, law: Law) -> None:
    def breaks(mistake: Mistake) -> bool:
        return any(distance(law, mistake, i) > 1e-3 for i in ordinary(entry.formula.name))

    assert any(breaks(mistake) for mistake in entry.mistakes if mistake.kind == "mistake")


@pytest.mark.parametrize("entry", entries().values(), ids=lambda entry: entry.formula.name)
def test_there_are_at_least_two_laws(entry: Entry) -> None:
    assert len(entry.laws) >= 2
