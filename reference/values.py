"""The values of arguments and results that are more than one array, and what they consist of.

A list of gradients, a dict of parameters, a gradient as a function, a seed: a bank holds them, a
formula receives or returns them. `leaves` and `mapped` see all of them as the numbers they hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Seed:
    """What a bank holds where a function receives a random generator.

    A generator changes whenever it is used, so that every call gets a new one from the seed.
    """

    number: int

    def generator(self) -> np.random.Generator:
        """A fresh generator, each time in the same state."""
        return np.random.default_rng(self.number)


@dataclass(frozen=True, eq=False)
class QuadraticGradient:
    """The gradient of w ↦ ½ wᵀ A w − bᵀ w, as a function: w (n,) → A w − b (n,).

    A (n, n) is symmetric, b (n,).
    """

    A: Any
    b: Any

    def __call__(self, w: Any) -> Any:
        return self.A @ w - self.b


def arguments(inputs: Mapping[str, Any]) -> tuple[Any, ...]:
    """What a function is called with for the inputs of an example: generators for the seeds."""
    return tuple(
        value.generator() if isinstance(value, Seed) else value for value in inputs.values()
    )


def leaves(value: Any) -> Iterator[Any]:
    """The arrays and numbers of which a value consists, a dict in the order of its keys."""
    match value:
        case list() | tuple():
            for entry in value:
                yield from leaves(entry)
        case Mapping():
            for entry in value.values():
                yield from leaves(entry)
        case QuadraticGradient():
            yield from (value.A, value.b)
        case Seed():
            yield value.number
        case _:
            yield value


def mapped(function: Callable[[Any], Any], value: Any) -> Any:
    """A value of the same structure, with another array or number for each; a seed as it is."""
    match value:
        case list() | tuple():
            return type(value)(mapped(function, entry) for entry in value)
        case Mapping():
            return {name: mapped(function, entry) for name, entry in value.items()}
        case QuadraticGradient():
            return QuadraticGradient(function(value.A), function(value.b))
        case Seed():
            return value
        case _:
            return function(value)
