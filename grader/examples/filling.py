"""The arguments of a drawn example: each filled by what its domain is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from grader.examples import arrays, scalars
from grader.examples.example import FRESH, TINY, Example
from reference.domain import (
    Array,
    ArrayList,
    BinaryLabels,
    Count,
    Distribution,
    Domain,
    Fraction,
    Generator,
    Gradient,
    GradientFunction,
    NetworkParameters,
    Number,
    Parameter,
    Positive,
    PositiveDefinite,
    Previous,
    State,
    StepCount,
)

_FILLERS: dict[type[Domain], Callable[..., Any]] = {
    Array: arrays.array,
    Parameter: arrays.array,
    State: arrays.array,
    Previous: arrays.array,
    Gradient: arrays.array,
    Distribution: arrays.distribution,
    BinaryLabels: arrays.binary_labels,
    PositiveDefinite: arrays.positive_definite,
    GradientFunction: arrays.gradient_function,
    ArrayList: arrays.array_list,
    NetworkParameters: arrays.network,
    Positive: scalars.positive,
    Fraction: scalars.fraction,
    Number: scalars.number,
    StepCount: scalars.step_count,
    Count: scalars.count,
    Generator: scalars.seed,
}


def filled(
    domain: Mapping[str, Domain], kind: str, sizes: dict[str, Any], rng: np.random.Generator
) -> Example:
    scale = 10.0 ** rng.integers(-7, 0) if kind == TINY else 1.0
    values = {
        name: _FILLERS[type(argument)](argument, kind, sizes, scale, rng)
        for name, argument in domain.items()
    }
    for name, argument in domain.items():
        if isinstance(argument, Count) and argument.up_to:
            choices = values[argument.up_to] - argument.low + 1
            values[name] = argument.low + (values[name] - argument.low) % choices
        elif isinstance(argument, Previous) and kind == FRESH:
            moved = next(n for n, d in domain.items() if isinstance(d, Parameter))
            values[name] = values[moved].copy()
    named = {letter: size for letter, size in sizes.items() if letter != "..."}
    return Example(values, kind, named)
