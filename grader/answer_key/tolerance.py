"""How far a right answer may be from the reference: by what rounding moves the result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.answer_key.right import EPSILON, UNITS, results
from grader.examples import SINGLE, TIES, Example
from reference.formula import Formula
from reference.values import arguments, mapped

_MEANINGLESS = 0.01  # of the usual size of a result: a tolerance beyond which little is wrong


def any_value(parts: tuple[Any, ...]) -> tuple[Any, ...]:
    """Right functions draw in different ways: every number that is one will do."""
    return tuple(np.full(part.shape, np.inf) for part in parts)


def tolerances(
    formula: Formula,
    truth: Callable[..., Any],
    example: Example,
    parts: tuple[Any, ...],
    usual: list[float],
) -> tuple[Any, ...]:
    """How far each part may be, on inputs of which each number is moved by itself. Where that lets
    anything pass, as in a column that is constant no more, equal numbers are moved alike; not where
    they are equal by chance, and their mean may be another number."""
    apart = _moved_tolerance(formula, truth, example, parts, usual, alike=False)
    if example.kind in (SINGLE, TIES) or all(
        np.max(slack, initial=0.0) <= _MEANINGLESS * scale
        for slack, scale in zip(apart, usual, strict=True)
    ):
        return apart
    alike = _moved_tolerance(formula, truth, example, parts, usual, alike=True)
    return tuple(map(np.minimum, apart, alike))


def _moved_tolerance(
    formula: Formula,
    truth: Callable[..., Any],
    example: Example,
    parts: tuple[Any, ...],
    usual: list[float],
    *,
    alike: bool,
) -> tuple[Any, ...]:
    rng = np.random.default_rng(0)
    spread = [np.zeros(part.shape) for part in parts]
    for _ in range(6):
        nearby = {name: _nearby(value, rng, alike=alike) for name, value in example.inputs.items()}
        moved = results(formula, truth(*arguments(nearby)))
        for total, there, here in zip(spread, moved, parts, strict=True):
            np.maximum(total, np.abs(there - here), out=total)
    # An entry may stay where it is in all trials by luck; its neighbours tell.
    lucky = [np.maximum(total, 0.1 * total.max(initial=0.0)) for total in spread]
    # With a single sample, or equal ones, whole terms cancel exactly in one grouping and only to
    # rounding in another.
    floor = 1e-9 if example.kind in (SINGLE, TIES) else UNITS * EPSILON
    return tuple(
        np.asarray(UNITS * (EPSILON * np.abs(part).max(initial=0) + total) + floor * scale)
        for part, total, scale in zip(parts, lucky, usual, strict=True)
    )


def _nearby(value: Any, rng: np.random.Generator, *, alike: bool) -> Any:
    """A value with each of its numbers moved by up to one unit in the last place, equal ones of an
    array all by the same where they move `alike`; counts stay."""

    def moved(number: Any) -> Any:
        if isinstance(number, int):
            return number
        if not alike:
            return number * (1 + EPSILON * rng.uniform(-1, 1, np.shape(number)))
        different, which = np.unique(number, return_inverse=True)
        moves = rng.uniform(-1, 1, different.size)[which].reshape(np.shape(number))
        return number * (1 + EPSILON * moves)

    return mapped(moved, value)
