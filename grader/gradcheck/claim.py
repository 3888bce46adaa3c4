"""What is claimed: a gradient, a Jacobian, or a function that returns them or their products."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.gradcheck.parameters import Layout, UnusableError, arrays, misshapen, vector
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
        given = self.given(self.layout.inputs(x)) if callable(self.given) else self.given
        outputs = int(np.prod(shape, dtype=int))
        if outputs == 1 and not self._is_jacobian(given, shape):
            gradient = self._vector(given)
            return [float(w[0]) * gradient if w[0] != 1 else gradient for w in cotangents]
        jacobian = self._jacobian(given, shape, outputs)
        return [w @ jacobian for w in cotangents]

    def column(self, x: Any, coordinate: int, shape: tuple[int, ...]) -> Any:
        """What a claimed Jacobian says of one coordinate of the vector x, (outputs,); None where no
        Jacobian is claimed, or f has one output alone."""
        outputs = int(np.prod(shape, dtype=int))
        if self.vjp is not None or outputs == 1:
            return None
        given = self.given(self.layout.inputs(x)) if callable(self.given) else self.given
        return self._jacobian(given, shape, outputs)[:, coordinate]

    def _is_jacobian(self, given: Any, shape: tuple[int, ...]) -> bool:
        """Whether a gradient of a single number has the axes of that number in front."""
        if len(self.layout.leaves) != 1 or not shape:
            return False
        return bool(np.shape(given) == (*shape, *self.layout.leaves[0].shape))

    def _jacobian(self, given: Any, shape: tuple[int, ...], outputs: int) -> Any:
        _real(given)
        if len(self.layout.leaves) != 1:
            parts = dict(arrays(given, ()))
            rows = []
            for leaf in self.layout.leaves:
                if leaf.path not in parts:
                    raise UnusableError(Message("nothing is given for {name}", name=leaf.name))
                rows.append(_rows(parts[leaf.path], shape, leaf.shape, outputs, leaf.name))
            return np.concatenate(rows, axis=1)
        return _rows(given, shape, self.layout.leaves[0].shape, outputs, "")

    def _vector(self, given: Any) -> Any:
        _real(given)
        return vector(given, self.layout)


def _real(given: Any) -> None:
    for _, array in arrays(given, ()):
        if array.dtype.kind not in "biuf":
            kind = "None" if given is None else array.dtype
            raise UnusableError(Message("it holds {kind}, not real numbers", kind=kind))


def _rows(
    given: Any, outputs: tuple[int, ...], inputs: tuple[int, ...], count: int, name: str
) -> Any:
    array = np.asarray(given)
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
