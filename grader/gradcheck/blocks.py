"""The blocks of a gradient that go wrong by themselves: whole arrays, rows, columns, halves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.gradcheck.parameters import Layout

_MOST = 4096  # blocks along one axis that are tried


def blocks(layout: Layout) -> Iterator[tuple[str, Any]]:
    """Names and coordinates: whole arrays, where there are several; rows, columns and the like;
    halves."""
    if len(layout.leaves) > 1:
        for leaf in layout.leaves:
            yield leaf.name, leaf.part
    for leaf in layout.leaves:
        index = np.arange(leaf.start, leaf.start + leaf.size).reshape(leaf.shape)
        name = leaf.name or "x"
        for axis, extent in enumerate(leaf.shape if len(leaf.shape) > 1 else ()):
            for i in range(extent if extent <= _MOST else 0):
                place = [":"] * axis + [str(i)] + [":"] * (len(leaf.shape) - axis - 1)
                yield f"{name}[{', '.join(place)}]", np.take(index, i, axis).ravel()
        half = leaf.shape[0] // 2 if leaf.shape and leaf.size > 3 else 0
        if half:
            yield f"{name}[:{half}]", index[:half].ravel()
            yield f"{name}[{half}:]", index[half:].ravel()


def zeros(gradient: Any, layout: Layout) -> tuple[str, Any]:
    """The name of a block whose claimed gradient is zero throughout, and its coordinates; None for
    them where no block is, or more than one."""
    zero = gradient == 0
    if not zero.any() or zero.all():
        return "", None
    whole = [leaf for leaf in layout.leaves if leaf.size and zero[leaf.part].all()]
    if whole:
        names = " and ".join(leaf.name for leaf in whole)
        return names, np.concatenate([np.arange(layout.size)[leaf.part] for leaf in whole])
    where = np.flatnonzero(zero)
    for name, part in blocks(layout):
        index = np.arange(layout.size)[part]
        if index.size == where.size > 1 and np.array_equal(np.sort(index), where):
            return name, where
    leaf, _ = layout.place(int(where[0]))
    if where.size > 1 and where[-1] - where[0] == where.size - 1 < leaf.size:
        start = int(where[0]) - leaf.start
        return f"{leaf.name or 'x'}[{start}:{start + where.size}]", where
    return "", None
