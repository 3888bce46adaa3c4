"""Arrays of a domain, drawn: each of the kind of its example, with the sizes of its example."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from grader.examples.digits import digits
from grader.examples.example import EXTREME, FINE, FRESH, SIMPLE, TIES, TINY
from reference.domain import (
    Array,
    ArrayList,
    BinaryLabels,
    Distribution,
    Gradient,
    GradientFunction,
    NetworkParameters,
    Parameter,
    PositiveDefinite,
    State,
)
from reference.values import QuadraticGradient


def _shape(shape: str, sizes: dict[str, Any]) -> tuple[int, ...]:
    return tuple(
        size
        for letter in shape.split()
        for size in (sizes["..."] if letter == "..." else (sizes[letter],))
    )


def array(
    domain: Array, kind: str, sizes: dict[str, Any], scale: float, rng: np.random.Generator
) -> Any:
    shape = _shape(domain.shape, sizes)
    low, high = domain.low, domain.high
    if kind == EXTREME and domain.extreme:
        return _extreme(domain.extreme, shape, rng)
    if kind == SIMPLE:
        least, most = math.ceil(max(low, -3)), math.floor(min(high, 3))
        if least <= most:
            return rng.integers(least, most + 1, shape).astype(float)
    values = rng.uniform(low, high, shape).round(digits(kind))
    if kind == TIES:
        values = rng.choice(values.ravel()[:2], shape)
    elif kind == TINY and low <= 0 and not isinstance(domain, Parameter):
        # A second moment is a square: it shrinks as the square of the gradient does.
        values *= scale**2 if isinstance(domain, State) and low == 0 else scale
    elif kind == FRESH and isinstance(domain, State):
        values = np.zeros(shape)
    elif kind == FRESH and isinstance(domain, Gradient):
        values *= rng.random(shape) < 0.75
    return values


def _extreme(extreme: float, shape: tuple[int, ...], rng: np.random.Generator) -> Any:
    """Entries up to ±`extreme`: of both signs or of one, in every row or only in one."""
    magnitude = np.round(10 ** rng.uniform(2.85, math.log10(extreme), shape))
    sign = rng.choice([-1.0, 1.0], shape) if rng.random() < 0.5 else rng.choice([-1.0, 1.0])
    values = magnitude * sign
    if len(shape) > 1 and rng.random() < 0.5:
        values[1:] = rng.uniform(-3, 3, (shape[0] - 1, *shape[1:])).round(2)
    return values


def distribution(
    domain: Distribution, kind: str, sizes: dict[str, Any], _: float, rng: np.random.Generator
) -> Any:
    *rows, classes = _shape(domain.shape, sizes)
    if kind in (SIMPLE, TIES) or rng.random() < 0.4:
        return np.eye(classes)[rng.integers(0, classes, rows)]
    shares = rng.dirichlet(np.ones(classes), rows)
    if kind == FINE:
        return shares
    shares = shares.round(2)
    largest = np.expand_dims(shares.argmax(axis=-1), -1)
    rest = 1 - shares.sum(axis=-1, keepdims=True)
    np.put_along_axis(shares, largest, np.take_along_axis(shares, largest, -1) + rest, -1)
    return shares.round(2)


def binary_labels(
    domain: BinaryLabels, kind: str, sizes: dict[str, Any], _: float, rng: np.random.Generator
) -> Any:
    shape = _shape(domain.shape, sizes)
    return rng.integers(0, 2, () if kind == TIES else shape) * np.ones(shape)


def positive_definite(
    domain: PositiveDefinite, kind: str, sizes: dict[str, Any], _: float, rng: np.random.Generator
) -> Any:
    n, _n = _shape(domain.shape, sizes)
    low, high = domain.low, domain.high
    middle = round((low + high) / 2)
    if kind == SIMPLE and low <= middle - 2 and middle + 2 <= high:
        # With at most 2 beside the diagonal of each row, no eigenvalue is further away from it.
        beside = np.diag(rng.integers(-1, 2, n - 1), 1)
        return np.asarray(middle * np.eye(n) + beside + beside.T)
    margin = (high - low) / 20  # more than rounding moves an eigenvalue
    if kind == TIES:
        return round(rng.uniform(low + margin, high - margin), 2) * np.eye(n)
    axes = np.linalg.qr(rng.normal(size=(n, n)))[0]
    full = (axes * rng.uniform(low + margin, high - margin, n)) @ axes.T
    return ((full + full.T) / 2).round(digits(kind))


def gradient_function(
    domain: GradientFunction, kind: str, sizes: dict[str, Any], _: float, rng: np.random.Generator
) -> QuadraticGradient:
    curvature = PositiveDefinite(f"{domain.shape} {domain.shape}")
    return QuadraticGradient(
        positive_definite(curvature, kind, sizes, 1.0, rng),
        array(Array(domain.shape), kind, sizes, 1.0, rng),
    )


def array_list(
    domain: ArrayList, kind: str, sizes: dict[str, Any], scale: float, rng: np.random.Generator
) -> list[Any]:
    return [array(entry, kind, sizes, scale, rng) for entry in domain.arrays]


def network(
    domain: NetworkParameters,
    kind: str,
    sizes: dict[str, Any],
    _: float,
    rng: np.random.Generator,
) -> dict[str, Any]:
    arrays = domain.arrays(max(domain.depths))
    return {name: array(entry, kind, sizes, 1.0, rng) for name, entry in arrays.items()}
