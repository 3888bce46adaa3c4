"""What is claimed: a gradient, a Jacobian, or a function that returns them or their products."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.gradcheck.parameters import Layout, UnusableError, laid_out, misshapen, real, vector
from grader.language import Message


@dataclass(frozen=True)
class Claimed:
    """The claim at x and, where it is a function, anywhere else.

    Of `given`, a gradient or a Jacobian or a function that returns one, and `vjp`, a function of
    inputs and a cotangent, one is there.
    """

    layout: Layout
    given: Any = None
    vjp: Callable[[Any, Any], Any] | None = None

    @property
    def is_function(self) -> bool:
        return self.vjp is not None or callable(self.given)

    def gradients(self, x: Any, cotangents: list[Any], shape: tuple[int, ...]) -> list[Any]:
        """The claimed gradients of w·f at the vector x, one for each cotangent w, as vectors.

        `shape` is that of what f returns; each cotangent is a vector as long. Raises UnusableError.
        """
        if self.vjp is not None:
            return [
                self._vector(self.vjp(self.layout.inputs(x), _shaped(w, shape))) for w in cotangents
            ]
        given = self._at(x)
        if math.prod(shape) == 1 and not self._is_jacobian(given, shape):
            gradient = self._vector(given)
            return [float(w[0]) * gradient if w[0] != 1 else gradient for w in cotangents]
        jacobian = self._jacobian(given, shape)
        return [w @ jacobian for w in cotangents]

    def jacobian(self, x: Any, shape: tuple[int, ...]) -> Any:
        """The claimed Jacobian (outputs, n) at the vector x; None where none is claimed, or f has
        one output alone."""
        if self.vjp is not None or math.prod(shape) == 1:
            return None
        return self._jacobian(self._at(x), shape)

    def column(self, x: Any, coordinate: int, shape: tuple[int, ...]) -> Any:
        """What a claimed Jacobian says of one coordinate of the vector x, (outputs,); None where
        there is none."""
        jacobian = self.jacobian(x, shape)
        return None if jacobian is None else jacobian[:, coordinate]

    def _at(self, x: Any) -> Any:
        return self.given(self.layout.inputs(x)) if callable(self.given) else self.given

    def _is_jacobian(self, given: Any, shape: tuple[int, ...]) -> bool:
        """Whether a gradient of a single number has the axes of that number in front."""
        if len(self.layout.leaves) != 1 or not shape:
            return False
        return bool(np.shape(given) == (*shape, *self.layout.leaves[0].shape))

    def _jacobian(self, given: Any, shape: tuple[int, ...]) -> Any:
        parts, outputs = self._real(given), math.prod(shape)
        if self.layout.leaves[0].path:
            rows = []
            for leaf in self.layout.leaves:
                if leaf.path not in parts:
                    raise UnusableError(Message("nothing is given for {name}", name=leaf.name))
                rows.append(_rows(parts[leaf.path], shape, leaf.shape, outputs, leaf.name))
            return np.concatenate(rows, axis=1)
        return _rows(given, shape, self.layout.leaves[0].shape, outputs, "")

    def _vector(self, given: Any) -> Any:
        self._real(given)
        return vector(given, self.layout)

    def _real(self, given: Any) -> dict[tuple[str | int, ...], Any]:
        parts = laid_out(given, self.layout)
        for array in parts.values():
            if array.dtype.kind not in "biuf":
                kind = array.dtype if isinstance(given, np.ndarray) else type(given).__name__
                kind = "None" if given is None else kind
                raise UnusableError(Message("it holds {kind}, not real numbers", kind=kind))
        return parts


def _rows(
    given: Any, outputs: tuple[int, ...], inputs: tuple[int, ...], count: int, name: str
) -> Any:
    array = real(given)
    wanted = (*outputs, *inputs)
    if array.shape != wanted:
        raise UnusableError(
            Message(
                "{misshapen}, the shape of f(x) followed by that of x",
                misshapen=misshapen(array.shape, wanted, name),
            )
        )
    return np.asarray(array, dtype=float).reshape(count, -1)


def _shaped(w: Any, shape: tuple[int, ...]) -> Any:
    return w.reshape(shape).copy() if shape else float(w[0])
