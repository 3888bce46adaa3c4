"""A gradient whose entries are right and laid out wrongly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from grader.gradcheck.measured import Both, Measured, is_sure
from grader.gradcheck.parameters import Layout
from grader.gradcheck.slips import Slip

_SHARE = 1e-4  # of a residual: granted besides the error bar


def rearranged(both: Both, layout: Layout) -> Slip | None:
    """The way in which the entries are laid out wrongly, if it explains both residuals."""
    if layout.size < 2:
        return None
    ways = list(_arrangements(layout))
    spreads = both[0].size(), both[1].size()
    if not is_sure(both, len(ways), spreads):
        return None
    for kind, changed in ways:
        if all(_explains(one, changed(one.gradient)) for one in both):
            return Slip(kind)
    return None


def _explains(one: Measured, gradient: Any) -> bool:
    change = (gradient - one.gradient) @ one.v
    return one.agrees(float(change), float(np.linalg.norm(gradient * one.v)), _SHARE)


def _arrangements(layout: Layout) -> Iterator[tuple[str, Callable[[Any], Any]]]:
    """Ways to lay out the entries of the array; of several arrays, of all of them."""
    shapes = [leaf.shape for leaf in layout.leaves]
    if any(len(shape) == 2 and min(shape) > 1 for shape in shapes):
        yield "transposed", _each(layout, _transposed)
    axes = [None, *range(max(map(len, shapes)))] if max(map(len, shapes)) > 1 else [None]
    for axis in axes:
        for by in (-1, 1):
            yield "rolled", _each(layout, partial(_rolled, by=by, axis=axis))
        yield "flipped", _each(layout, partial(_flipped, axis=axis))


def _rolled(a: Any, by: int, axis: int | None) -> Any:
    return np.roll(a, by, axis) if axis is None or a.ndim > axis else a


def _flipped(a: Any, axis: int | None) -> Any:
    return np.flip(a, axis) if axis is None or a.ndim > axis else a


def _transposed(a: Any) -> Any:
    return a.reshape(a.shape[::-1]).T if a.ndim == 2 else a


def _each(layout: Layout, change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def changed(gradient: Any) -> Any:
        parts = [change(gradient[leaf.part].reshape(leaf.shape)).ravel() for leaf in layout.leaves]
        return np.concatenate(parts)

    return changed
