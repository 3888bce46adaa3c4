"""A formula's own code, run with another form of what it calls."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from reference.catalogue import catalogue, entries
from reference.composition import with_other, within
from reference.formula import Step
from reference.values import arguments

FORMULAS = catalogue()
STEPS = [step for entry in entries().values() for step in entry.steps]


def name(step: Step) -> str:
    return f"{step.formula.name}-{step.of.name}-{step.calls.start}"


def of_example(formula: Any, function: Any) -> Any:
    example = {key: given(value) for key, value in formula.example.items()}
    return function(*arguments(example))


def given(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: np.array(array) for key, array in value.items()}
    return np.array(value) if isinstance(value, list) else value


def flat(value: Any) -> Any:
    arrays = value.values() if isinstance(value, dict) else [value]
    return np.concatenate([np.ravel(array) for array in arrays])


@pytest.mark.parametrize("step", STEPS, ids=name)
def test_with_the_step_itself_nothing_changes(step: Step) -> None:
    right = of_example(step.formula, step.formula)
    same = of_example(step.formula, within(step, step.of.function))
    assert np.array_equal(flat(same), flat(right))


@pytest.mark.parametrize("step", STEPS, ids=name)
def test_the_step_is_called_and_what_it_raises_gives_nothing(step: Step) -> None:
    def fails(*_: Any) -> Any:
        raise ValueError

    assert of_example(step.formula, within(step, fails)) is None
    assert of_example(step.formula, step.formula) is not None


def test_the_form_stands_in_every_function_that_calls_the_formula() -> None:
    loss = FORMULAS["mlp_loss"]
    # Deep inside: mlp_loss, mlp_forward, output, linear.
    no_logits = with_other(loss.function, FORMULAS["linear"], lambda X, W, b: 0 * (X @ W + b))
    assert of_example(loss, no_logits) == pytest.approx(np.log(2))


def test_another_form_leaves_the_reference_as_it_was() -> None:
    loss = FORMULAS["mlp_loss"]
    before = of_example(loss, loss)
    of_example(loss, with_other(loss.function, FORMULAS["linear"], lambda X, W, _: X @ W))
    assert of_example(loss, loss) == before


def test_some_calls_alone_may_be_of_another_form() -> None:
    gradient, backward = FORMULAS["mlp_gradient"], FORMULAS["linear_backward"]

    def doubled(dY: Any, X: Any, W: Any) -> Any:
        dX, dW, db = backward(dY, X, W)
        return dX, 2 * dW, db

    step = Step(gradient, of=backward, where="", calls=range(1))
    right, found = (of_example(gradient, f) for f in (gradient, within(step, doubled)))
    changed = {key for key in right if not np.array_equal(right[key], found[key])}
    assert changed == {"W2"}
