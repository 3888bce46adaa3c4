"""The records of the corpus: a function, its right gradient, and wrong ones.

Everything is said through the vector-Jacobian product: vjp(x, cotangent) has x's structure, and the
gradient of a scalar f is vjp(x, 1.0). x is one float64 array, or a tuple or dict of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

Parameters = Any
"""A float64 array, or a tuple or dict of such: what f takes and the gradient has."""

Function = Callable[[Parameters], Any]
Pullback = Callable[[Parameters, Any], Parameters]
Kind = Literal["structural", "coordinate", "slip"]

Form = Literal["callable", "array", "vjp", "jacobian", "jacobian callable"]
"""How a checker that takes several is given the gradient; "array", "jacobian": values at x."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One wrong gradient.

    where: the flat index of the one wrong coordinate, all leaves in a row.
    slip: what was done to the right gradient, by name; factor: by how much, if it was scaled.
    block: the flat indices that are wrong, when it is one leaf or one named slice.
    """

    label: str
    kind: Kind
    vjp: Pullback
    where: int | None = None
    slip: str | None = None
    factor: float | None = None
    block: slice | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A function at a point, with its right gradient and wrong ones.

    exact: the same function without noise, casts and quantisation, for any dtype that numpy
        computes in: the independent judge of the right gradient. None where there is none.
    verdict: what an honest checker says of the right gradient.
    """

    name: str
    seed: int
    f: Function
    x: Parameters
    vjp: Pullback
    wrong: tuple[Wrong, ...]
    output: tuple[int, ...]
    form: Form = "callable"
    verdict: Literal["pass", "unsure"] = "pass"
    exact: Function | None = None
    batch: int | None = None
    kinked: bool = False
    notes: str = ""
    blocks: dict[str, slice] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many coordinates x has."""
        return flat(self.x).size


def flat(x: Parameters) -> np.ndarray:
    """All leaves in a row; a dict in the order of its keys."""
    if isinstance(x, dict):
        return np.concatenate([flat(leaf) for leaf in x.values()])
    if isinstance(x, (tuple, list)):
        return np.concatenate([flat(leaf) for leaf in x])
    return np.ravel(np.asarray(x))


def like(x: Parameters, vector: np.ndarray) -> Parameters:
    """The vector in the structure and shapes of x."""
    if isinstance(x, dict):
        return dict(zip(x, like(tuple(x.values()), vector), strict=True))
    if isinstance(x, (tuple, list)):
        leaves, start = [], 0
        for leaf in x:
            leaves.append(like(leaf, vector[start : start + flat(leaf).size]))
            start += flat(leaf).size
        return tuple(leaves)
    return np.reshape(vector, np.shape(x))
