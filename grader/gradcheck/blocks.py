"""The blocks of a gradient that go wrong by themselves: whole arrays, rows, columns, halves."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.gradcheck.parameters import Layout, Leaf

_MOST = 4096  # blocks along one axis that are tried


def whole_arrays(layout: Layout) -> Iterator[tuple[str, Any]]:
    """The names of the arrays, where there are several, and where each is in the vector."""
    if len(layout.leaves) > 1:
        for leaf in layout.leaves:
            yield leaf.name, leaf.part


def parts(layout: Layout) -> Iterator[tuple[str, Any]]:
    """Names of rows, columns and the like and of halves, and where each is in the vector: slices,
    for there may be millions of coordinates, and index arrays where no slice will do."""
    for leaf in layout.leaves:
        name, stop = leaf.name or "x", leaf.start + leaf.size
        for axis, extent in enumerate(leaf.shape if len(leaf.shape) > 1 else ()):
            for i in range(extent if extent <= _MOST else 0):
                place = [":"] * axis + [str(i)] + [":"] * (len(leaf.shape) - axis - 1)
                yield f"{name}[{', '.join(place)}]", _along(leaf, axis, i)
        half = leaf.shape[0] // 2 if leaf.shape and leaf.size > 3 else 0
        if half:
            middle = leaf.start + half * (leaf.size // leaf.shape[0])
            yield f"{name}[:{half}]", slice(leaf.start, middle)
            yield f"{name}[{half}:]", slice(middle, stop)


def _along(leaf: Leaf, axis: int, i: int) -> Any:
    """Where in the vector the entries are whose index along an axis is i."""
    inner = math.prod(leaf.shape[axis + 1 :])
    if axis == 0:
        return slice(leaf.start + i * inner, leaf.start + (i + 1) * inner)
    if inner == 1:
        return slice(leaf.start + i, leaf.start + leaf.size, leaf.shape[axis])
    index = np.arange(leaf.start, leaf.start + leaf.size).reshape(leaf.shape)
    return np.take(index, i, axis).ravel()


def run(leaf: Leaf, start: int, stop: int) -> str:
    """The name of the entries from `start` to `stop` of an array, in the order of memory."""
    name, row = leaf.name or "x", leaf.size // leaf.shape[0]
    if start % row or stop % row:
        return f"{name}.flat[{start}:{stop}]"
    return f"{name}[{start // row}:{stop // row}]"


def zeros(gradient: Any, layout: Layout) -> tuple[tuple[str, ...], Any]:
    """The names of the whole arrays whose claimed gradient is zero throughout, or of the one block
    that is, and their coordinates; () and None where there is neither."""
    zero = gradient == 0
    if not zero.any() or zero.all():
        return (), None
    whole = [leaf for leaf in layout.leaves if leaf.size and zero[leaf.part].all()]
    if whole:
        each = [np.arange(leaf.start, leaf.start + leaf.size) for leaf in whole]
        return tuple(leaf.name for leaf in whole), np.concatenate(each)
    where = np.flatnonzero(zero)
    for name, part in parts(layout):
        if zero[part].size == where.size > 1 and zero[part].all():
            return (name,), where
    leaf, _ = layout.place(int(where[0]))
    start, stop = int(where[0]) - leaf.start, int(where[-1]) - leaf.start + 1
    if 1 < where.size == stop - start < leaf.size and stop <= leaf.size:
        return (run(leaf, start, stop),), where
    return (), None
