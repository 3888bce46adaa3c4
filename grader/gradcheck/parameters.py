"""The inputs of a function, an array or a tuple or a dict of arrays, as one vector and back.

The vector is what a direction lives in; its coordinates keep the names that a reader knows: `x[2]`,
`W2[3, 1]`, `[0][1, 1]` for the first array of a tuple.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from grader.language import Message


class UnusableError(Exception):
    """Arrays that are not laid out like the inputs, or none at all; the message says why."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


@dataclass(frozen=True)
class Leaf:
    """One array of the inputs: the way to it, its shape, and where it begins in the vector."""

    path: tuple[str | int, ...]
    shape: tuple[int, ...]
    start: int

    @cached_property
    def size(self) -> int:
        return math.prod(self.shape)

    @cached_property
    def part(self) -> slice:
        return slice(self.start, self.start + self.size)

    @property
    def name(self) -> str:
        """ "W2" of a dict, "[0]" of a tuple, "" where the inputs are one array."""
        if not self.path:
            return ""
        first, *others = self.path
        head = first if isinstance(first, str) and first else f"[{first!r}]"
        return head + "".join(f"[{key!r}]" for key in others)


@dataclass(frozen=True)
class Layout:
    """How a vector is laid out as the inputs of a function."""

    template: Any
    leaves: tuple[Leaf, ...]
    size: int

    def inputs(self, vector: Any) -> Any:
        """Fresh inputs that hold the entries of a vector; a function may change them."""
        leaves = iter(self.leaves)
        return _rebuilt(self.template, lambda: next(leaves), vector)

    def place(self, coordinate: int) -> tuple[Leaf, tuple[int, ...]]:
        """The array that a coordinate of the vector belongs to, and its index there."""
        leaf = next(leaf for leaf in reversed(self.leaves) if leaf.start <= coordinate)
        index = np.unravel_index(coordinate - leaf.start, leaf.shape) if leaf.shape else ()
        return leaf, tuple(int(i) for i in index)


def layout(x: Any) -> Layout:
    """The layout of inputs.

    Raises TypeError for entries that are not real numbers.
    """
    leaves: list[Leaf] = []
    start = 0
    for path, array in arrays(x, ()):
        if array.dtype.kind not in "biuf":
            where = f" in {Leaf(path, (), 0).name}" if path else ""
            raise TypeError(f"x holds {array.dtype}{where}; a gradient needs real numbers")
        leaves.append(Leaf(path, array.shape, start))
        start += array.size
    return Layout(x, tuple(leaves), start)


def vector(x: Any, like: Layout) -> Any:
    """The entries of inputs, or of a gradient that is laid out alike, as one vector of float64.

    Raises UnusableError where the arrays are not those of the layout, by name or by shape.
    """
    given = laid_out(x, like)
    wanted = {leaf.path: leaf for leaf in like.leaves}
    if () in wanted and isinstance(x, tuple | list) and () not in given:
        kind, count = type(x).__name__, len(x)
        raise UnusableError(
            Message("it is a {kind} of {count} instead of one array", kind=kind, count=count)
        )
    if () in given and len(wanted) > 1:
        raise UnusableError(Message("it is one array instead of {wanted}", wanted=len(wanted)))
    for path, leaf in wanted.items():
        if path not in given:
            raise UnusableError(Message("nothing is given for {name}", name=leaf.name or "x"))
        if given[path].shape != leaf.shape:
            raise UnusableError(misshapen(given[path].shape, leaf.shape, leaf.name))
    for path in given:
        if path not in wanted:
            raise UnusableError(Message("x has no {name}", name=Leaf(path, (), 0).name))
    if len(like.leaves) == 1:
        return np.array(given[like.leaves[0].path], dtype=float).ravel()
    parts = [np.asarray(given[leaf.path], dtype=float).ravel() for leaf in like.leaves]
    return np.concatenate(parts) if parts else np.zeros(0)


def laid_out(given: Any, like: Layout) -> dict[tuple[str | int, ...], Any]:
    """The arrays of what is to be laid out like inputs, by the ways to them; where these are
    several, a list is as good as a tuple.

    Raises UnusableError for lists that are no array.
    """
    is_one = () in (leaf.path for leaf in like.leaves)
    try:
        return dict(arrays(given if is_one or not isinstance(given, list) else tuple(given), ()))
    except ValueError:
        raise UnusableError(Message("its rows are not of one length")) from None


def misshapen(shape: tuple[int, ...], wanted: tuple[int, ...], name: str) -> Message:
    """The shape that an array has, and should have; `name` is its own where there are several."""
    if name:
        return Message(
            "the shape for {name} is {shape} instead of {wanted}",
            name=name,
            shape=shape,
            wanted=wanted,
        )
    return Message("its shape is {shape} instead of {wanted}", shape=shape, wanted=wanted)


def arrays(x: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Each array of inputs with the way to it."""
    if isinstance(x, Mapping):
        for key, value in x.items():
            yield from arrays(value, (*path, key))
    elif _is_several(x):
        for key, value in enumerate(x):
            yield from arrays(value, (*path, key))
    else:
        yield path, real(x)


def real(x: Any) -> Any:
    """As an array, of float64 where Python's own real numbers are in it that numpy has none for:
    fractions, decimals, large integers."""
    array = np.asarray(x)
    if array.dtype.kind == "O" and all(hasattr(one, "as_integer_ratio") for one in array.flat):
        return array.astype(float)
    return array


def _is_several(x: Any) -> bool:
    """Whether a tuple, or a list that is one for what it holds: a list of numbers, or of such
    lists, is one array."""
    if not isinstance(x, list):
        return isinstance(x, tuple)
    return any(isinstance(one, Mapping) or np.ndim(one) for one in x if not _is_numbers(one))


def _is_numbers(x: Any) -> bool:
    return isinstance(x, list) and not _is_several(x)


def _rebuilt(template: Any, leaf: Any, vector: Any) -> Any:
    if isinstance(template, Mapping):
        return {key: _rebuilt(value, leaf, vector) for key, value in template.items()}
    if _is_several(template):
        parts = [_rebuilt(value, leaf, vector) for value in template]
        if isinstance(template, list):
            return parts
        named = hasattr(template, "_fields")
        return type(template)(*parts) if named else tuple(parts)
    at = leaf()
    if isinstance(template, float | int):
        return float(vector[at.start])
    return vector[at.part].reshape(at.shape).copy()
