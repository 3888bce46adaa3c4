"""Outputs that are rounded as the largest one is, and outputs as precise as their size tells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader import check_gradient
from grader.gradcheck.line import Line
from grader.gradcheck.moved import EPSILON
from grader.gradcheck.precision import measured
from grader.gradcheck.steps import FIRST

SIZES = 10.0 ** -np.arange(0, 24, 4)


def answered(f: Callable[[Any], Any], x: Any) -> Any:
    """The rounding of each output that is measured from a function at x."""
    line = Line(x, np.abs(x), [])
    line.add(FIRST, *(f(point) for point in line.points(FIRST)))
    asking = measured(line)
    values: Any = None
    while True:
        try:
            values = [f(point) for point in asking.send(values)]
        except StopIteration as stop:
            return stop.value


@pytest.mark.parametrize("seed", range(10))
def test_outputs_that_are_precise_for_their_size_are_seen_to_be(seed: int) -> None:
    x = np.random.default_rng(seed).uniform(0.5, 1.5, SIZES.size)
    noise = answered(lambda x: SIZES * np.exp(np.sin(x)), x)
    assert (noise <= 100 * EPSILON * SIZES).all()


@pytest.mark.parametrize("seed", range(10))
def test_outputs_that_are_rounded_as_the_largest_is_are_not_taken_for_precise(seed: int) -> None:
    x = np.random.default_rng(seed).uniform(0.5, 1.5, SIZES.size)
    noise = answered(lambda x: np.log(1 + SIZES * np.exp(np.sin(x))), x)
    assert (noise[1:] >= EPSILON / 2).all()


def saturated(x: Any) -> Any:
    return 1 - np.tanh(x)


def test_a_right_gradient_of_outputs_that_are_lost_in_rounding_does_not_fail() -> None:
    for seed in range(45, 60):
        x = np.random.default_rng(seed).normal(scale=12, size=8)
        found = check_gradient(saturated, vjp=lambda x, c: -c / np.cosh(x) ** 2, x=x)
        assert found.verdict != "fail"


def softmax(x: Any) -> Any:
    e = np.exp(x - x.max())
    return e / e.sum()


def softmax_vjp(x: Any, c: Any) -> Any:
    return softmax(x) * (c - softmax(x) @ c)


@pytest.mark.parametrize("at", range(5))
def test_a_mistake_in_an_output_that_is_next_to_nothing_is_seen(at: int) -> None:
    x = np.array([31.0, 11.0, 2.0, -14.0, -33.0])

    def wrong(x: Any, c: Any) -> Any:
        gradient = softmax_vjp(x, c)
        gradient[at] *= 1.001
        return gradient

    assert check_gradient(softmax, vjp=softmax_vjp, x=x).verdict == "pass"
    assert check_gradient(softmax, vjp=wrong, x=x).verdict == "fail"
