"""Tries a goal on numbers, at several sizes: a false claim is refuted fast, and with an example."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from reference.symbolic.evaluation import evaluate
from reference.symbolic.goal import Equality, Goal, IsDerivative, roots
from reference.symbolic.graph import (
    Axes,
    Endpoint,
    Fold,
    Identity,
    Input,
    Last,
    LoopIndex,
    Node,
    Positions,
    Scan,
    Size,
    flat,
    inputs,
    nodes,
)

_EXTENTS = (3, 2, 4, 1, 5)
_DRAWS = 4
_COMPLEX_STEP = 1e-30
_RELATIVE = 1e-8


@dataclass(frozen=True)
class Counterexample:
    """Inputs at which the two sides of a goal differ, and what they are at the worst entry."""

    sizes: Mapping[str, int]
    values: Mapping[str, Any]
    index: tuple[int, ...]
    left: float
    right: float


@dataclass(frozen=True)
class Trial:
    """What came out: a counterexample, or the sizes at which both sides agreed."""

    counterexample: Counterexample | None
    sizes: tuple[Mapping[str, int], ...]


def draws(
    about: Sequence[Node], smallest: int = 1, seed: int = 0
) -> Iterator[tuple[Mapping[str, int], Mapping[str, Any]]]:
    """Sizes, a different one for each atom, and random inputs for some graphs, several times."""
    atoms = sorted(size_atoms(*about))
    arguments = inputs(*about)
    extents = [extent for extent in _EXTENTS if extent >= smallest]
    for draw in range(_DRAWS):
        generator = np.random.default_rng((seed, draw))
        sizes = {atom: extents[(at + draw) % len(extents)] for at, atom in enumerate(atoms)}
        yield sizes, {i.name: _value(i, sizes, generator) for i in arguments}


def try_on_numbers(goal: Goal, seed: int = 0) -> Trial:
    """Evaluate both sides of a goal at random inputs, each atom of another size, 1 included."""
    tried: list[Mapping[str, int]] = []
    for sizes, values in draws(roots(goal), seed=seed):
        with np.errstate(all="ignore"):
            left, right = _sides(goal, values, sizes)
        found = _difference(left, right)
        if found is not None:
            worst = tuple(int(at) for at in found)
            return Trial(
                Counterexample(sizes, values, worst, float(left[worst]), float(right[worst])),
                tuple(tried),
            )
        if np.isfinite(left).all() and np.isfinite(right).all():
            tried.append(sizes)
    return Trial(None, tuple(tried))


def size_atoms(*graphs: Node) -> set[str]:
    """The names of all sizes on which some graphs depend."""
    atoms: set[str] = set()
    for node in nodes(*graphs):
        atoms.update(flat(node.axes))
        match node:
            case Size(atoms=more):
                atoms.update(more)
            case Positions(size=size) | Identity(size=size) | LoopIndex(size=size):
                atoms.add(size)
            case Endpoint(size=size):
                atoms.add(size)
            case Fold(loop=loop) | Scan(loop=loop) | Last(loop=loop):
                atoms.add(loop.size)
            case Input(along=along) if along:
                atoms.add(along)
    return atoms


def _value(argument: Input, sizes: Mapping[str, int], generator: np.random.Generator) -> Any:
    shape = _shape(argument.axes, sizes)
    if argument.along:
        return generator.integers(sizes[argument.along], size=shape)
    if "step count" in argument.traits:
        return generator.integers(1, 8, size=shape)
    if "sums to one" in argument.traits:
        parts = generator.uniform(0.1, 1.0, size=shape)
        return parts / parts.sum(axis=-1, keepdims=True)
    if "below one" in argument.traits:
        return generator.uniform(0.1, 0.95, size=shape)
    if "not negative" in argument.traits:
        return generator.uniform(0.0, 2.0, size=shape)
    if "positive" in argument.traits:
        return np.exp(generator.uniform(-1.5, 1.5, size=shape))
    return generator.uniform(-1.5, 1.5, size=shape)


def _shape(axes: Axes, sizes: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(math.prod(sizes[atom] for atom in axis) for axis in axes)


def _sides(goal: Goal, values: Mapping[str, Any], sizes: Mapping[str, int]) -> tuple[Any, Any]:
    if isinstance(goal, Equality):
        left, right = evaluate((goal.left, goal.right), values, sizes)
    else:
        (right,) = evaluate((goal.right,), values, sizes)
        left = derivative(goal, values, sizes)
    left, right = np.broadcast_arrays(np.asarray(left, float), np.asarray(right, float))
    return left, right


def derivative(goal: IsDerivative, values: Mapping[str, Any], sizes: Mapping[str, int]) -> Any:
    """The Jacobian by complex steps, contracted with the cotangent or the tangent."""
    at = np.asarray(values[goal.wrt.name], float)
    columns = []
    for index in np.ndindex(at.shape):
        moved = at.astype(complex)
        moved[index] += 1j * _COMPLEX_STEP
        (result,) = evaluate((goal.of,), {**values, goal.wrt.name: moved}, sizes)
        columns.append(np.imag(result) / _COMPLEX_STEP)
    outer = np.shape(columns[0])
    jacobian = np.stack(columns, axis=-1).reshape((*outer, *at.shape))
    if goal.cotangent is not None:
        (cotangent,) = evaluate((goal.cotangent,), values, sizes)
        return np.tensordot(cotangent, jacobian, axes=len(outer))
    if goal.tangent is not None:
        (tangent,) = evaluate((goal.tangent,), values, sizes)
        return np.tensordot(jacobian, tangent, axes=at.ndim)
    return jacobian


def _difference(left: Any, right: Any) -> Any:
    """The index of the worst entry at which two sides differ, or None."""
    both = np.isfinite(left) & np.isfinite(right)
    size = max(
        1.0,
        float(np.abs(left[both]).max(initial=0.0)),
        float(np.abs(right[both]).max(initial=0.0)),
    )
    apart = np.where(both, np.abs(left - right), 0.0)
    # A side that is not finite where the other one is differs as well.
    apart = np.where(np.isfinite(left) != np.isfinite(right), np.inf, apart)
    if float(apart.max(initial=0.0)) <= _RELATIVE * size:
        return None
    return np.unravel_index(int(apart.argmax()), apart.shape)
