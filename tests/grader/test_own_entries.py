"""The derivative of a student's own function, entry by entry, for every formula that has one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.answer_key import answer_key
from grader.own_entries import own_entries
from grader.own_function import OwnFunction, can_be_moved, own_function
from reference.catalogue import catalogue

DERIVATIVES = {
    name: formula
    for name, formula in catalogue().items()
    if formula.derivative is not None and can_be_moved(formula.derivative)
}


def functions(name: str, index: int) -> list[OwnFunction]:
    derivative, key = DERIVATIVES[name].derivative, answer_key(DERIVATIVES[name])
    assert derivative is not None
    right = key.right[index]
    return [
        own_function(derivative.of.name, derivative, key.examples[index], part, right)
        for part in range(len(right.parts))
    ]


@pytest.mark.parametrize("name", DERIVATIVES)
def test_what_is_measured_is_the_derivative(name: str, in_process: Callable[..., Any]) -> None:
    derivative, key = DERIVATIVES[name].derivative, answer_key(DERIVATIVES[name])
    assert derivative is not None
    student = in_process({derivative.of.name: derivative.of})
    for index in (0, 20):
        found = own_entries(student, functions(name, index))
        for estimate, right in zip(found, key.right[index].parts, strict=True):
            assert estimate is not None
            assert estimate.value.shape == right.shape
            assert np.all(np.abs(estimate.value - right) <= 10 * estimate.error)
            assert estimate.is_precise


def test_the_functions_of_one_message_do_not_mix(in_process: Callable[..., Any]) -> None:
    """One that gives nothing usable leaves the others as they are."""
    asked = functions("binary_cross_entropy_gradient", 0)
    loss = DERIVATIVES["binary_cross_entropy_gradient"].derivative

    def only_w(w: Any, b: Any, X: Any, y: Any) -> Any:
        assert loss is not None
        return loss.of(w, b, X, y) if b == asked[0].inputs["b"] else np.nan

    first, second = own_entries(in_process({"binary_cross_entropy": only_w}), asked)
    assert first is not None
    assert second is None
