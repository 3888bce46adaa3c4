"""A gradient whose entries are right and laid out wrongly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import Any

import numpy as np

from grader.gradcheck.measured import Both, is_sure, norm
from grader.gradcheck.parameters import Layout
from grader.gradcheck.slips import Slip

_SHARE = 1e-4  # of a residual: granted besides the error bar


class Arrangements:
    """The ways in which the entries of a claimed gradient may be laid out wrongly, and what each
    adds to the residuals along two directions, reckoned once and when it is first asked for.

    `transposed` returns the gradient that the transposed of a claimed Jacobian would claim.
    """

    def __init__(
        self,
        gradient: Any,
        directions: tuple[Any, Any],
        layout: Layout,
        transposed: Callable[[], Any] | None = None,
    ) -> None:
        self._gradient, self._directions = gradient, directions
        self._ways = list(_arrangements(layout)) if layout.size > 1 else []
        if transposed is not None:
            self._ways.append(("transposed", lambda _: transposed()))

    def explaining(self, both: Both) -> Slip | None:
        """The way that explains both residuals, if one does."""
        if not self._ways or not is_sure(both, len(self._ways), self._sizes):
            return None
        for kind, added in self._added:
            if all(
                one.agrees(change, size, _SHARE)
                for one, (change, size) in zip(both, added, strict=True)
            ):
                return Slip(kind)
        return None

    @cached_property
    def _sizes(self) -> tuple[float, float]:
        first, second = (norm(self._gradient * v) for v in self._directions)
        return first, second

    @cached_property
    def _added(self) -> list[tuple[str, list[tuple[float, float]]]]:
        """Of each way, what it adds along each direction, and the size of what that adds up."""
        claimed = [float(self._gradient @ v) for v in self._directions]
        found = []
        for kind, changed in self._ways:
            gradient = changed(self._gradient)
            sums = [float(gradient @ v) for v in self._directions]
            sizes = [norm(gradient * v) for v in self._directions]
            changes = [total - own for total, own in zip(sums, claimed, strict=True)]
            found.append((kind, list(zip(changes, sizes, strict=True))))
        return found


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
