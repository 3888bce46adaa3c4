"""Every derivative against finite differences of the formula that it is the derivative of."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.examples import GENERAL, SIMPLE, Example, bank
from reference.catalogue import catalogue
from reference.domain import Array, Distribution
from reference.formula import Derivative, Formula
from reference.values import leaves

DERIVATIVES = [formula for formula in catalogue().values() if formula.derivative is not None]
STEPS = (2e-3, 1e-3)
AGREEMENT = 1e-7


def slope(f: Any, h: float) -> Any:
    """df/ds at s = 0 of a function of a number, with an error of the order h⁴."""
    return (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h)


def forward_inputs(derivative: Derivative, example: Example) -> dict[str, Any]:
    """The arguments of the forward formula; what the derivative does not need is 0."""
    return {
        name: example.inputs[name] if name in example.inputs else _zero(domain, example)
        for name, domain in derivative.of.domain.items()
    }


def _zero(domain: Any, example: Example) -> Any:
    assert isinstance(domain, Array | Distribution)
    letters = [letter for letter in domain.shape.split() if letter != "..."]
    return np.zeros([example.sizes[letter] for letter in letters if letter in example.sizes])


def measured(derivative: Derivative, example: Example, argument: str, h: float) -> Any:
    """The derivative by one argument, laid out as its kind says."""
    inputs = forward_inputs(derivative, example)
    value = inputs[argument]
    if isinstance(value, dict):
        return {
            name: _measured(derivative, example, x, h, lambda x, n=name: {argument: value | {n: x}})
            for name, x in value.items()
        }
    return _measured(derivative, example, np.asarray(value), h, lambda x: {argument: x})


def _measured(derivative: Derivative, example: Example, x: Any, h: float, placed: Any) -> Any:
    """The derivative by one array or number x, which `placed` puts among the inputs."""
    inputs = forward_inputs(derivative, example)
    columns = []
    for index in np.ndindex(x.shape):
        unit = np.zeros(x.shape)
        unit[index] = 1.0

        def moved(s: float, unit: Any = unit) -> Any:
            return derivative.of(*(inputs | placed(x + s * unit)).values())

        column = slope(moved, h)
        if derivative.cotangent is not None:
            column = np.sum(example.inputs[derivative.cotangent] * column)
        elif derivative.kind == "entrywise":
            column = np.sum(column)
        columns.append(column)
    if derivative.kind == "jacobian":
        return np.stack(columns, axis=-1)
    return np.array(columns).reshape(x.shape)


@pytest.mark.parametrize("formula", DERIVATIVES, ids=lambda formula: formula.name)
def test_it_is_the_derivative_that_it_says(formula: Formula) -> None:
    derivative = formula.derivative
    assert derivative is not None
    assert len(derivative.wrt) == len(formula.parts)
    examples = [example for example in bank(formula) if example.kind in (SIMPLE, GENERAL)]
    usable = 0
    for example in examples:
        returned = formula(*example.arguments)
        parts = (returned,) if len(formula.parts) == 1 else returned
        for argument, part in zip(derivative.wrt, parts, strict=True):
            coarse, fine = (list(leaves(measured(derivative, example, argument, h))) for h in STEPS)
            slack = AGREEMENT * max(1.0, *(np.abs(array).max() for array in fine))
            if any(np.abs(c - f).max() > slack / 10 for c, f in zip(coarse, fine, strict=True)):
                continue  # too curved here for these steps to tell
            usable += 1
            for found, array in zip(leaves(part), fine, strict=True):
                assert np.shape(found) == array.shape
                np.testing.assert_allclose(found, array, rtol=0, atol=slack)
    assert usable > len(examples) * len(derivative.wrt) / 2
