"""The examples that are written in a formula file, as functions receive them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from grader.examples.example import Example
from reference.domain import ArrayList, Domain, GradientFunction, NetworkParameters, shapes
from reference.formula import Formula
from reference.values import QuadraticGradient, leaves


def given(formula: Formula, inputs: Mapping[str, Any], kind: str) -> Example:
    """An input written in the formula file, in the order and with the types of a drawn one."""
    values = {name: _written(domain, inputs[name]) for name, domain in formula.domain.items()}
    sizes: dict[str, int] = {}
    for name, domain in formula.domain.items():
        shapes_of = _shapes_of(domain, inputs[name])
        for shape, array in zip(shapes_of, leaves(values[name]), strict=False):
            sizes |= _named_sizes(shape, array.shape)
    return Example(values, kind, sizes)


def _shapes_of(domain: Domain, value: Any) -> tuple[str, ...]:
    """The shapes of a value's arrays, and of more where a list ends earlier than its domain."""
    if isinstance(domain, NetworkParameters):
        domain = replace(domain, depths=(sum(name.startswith("W") for name in value),))
    return shapes(domain)


def _written(domain: Domain, value: Any) -> Any:
    """What a formula file writes as lists of numbers, as the arrays that a function receives."""
    match domain:
        case ArrayList():
            return [_floats(entry) for entry in value]
        case NetworkParameters():
            return {name: _floats(entry) for name, entry in value.items()}
        case GradientFunction():
            return QuadraticGradient(_floats(value.A), _floats(value.b))
        case _:
            return _floats(value) if shapes(domain) else value


def _floats(written: Any) -> Any:
    return np.atleast_1d(np.array(written, dtype=float))


def _named_sizes(shape: str, sizes: tuple[int, ...]) -> dict[str, int]:
    """The size of each letter of a shape; "..." has none."""
    before, dots, after = shape.partition("...")
    first, last = before.split(), after.split()
    if not dots:
        return dict(zip(first, sizes, strict=True))
    rest = sizes[len(sizes) - len(last) :]
    return dict(zip(first, sizes, strict=False)) | dict(zip(last, rest, strict=True))
