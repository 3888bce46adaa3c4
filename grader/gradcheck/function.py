"""f as the conversation of a check needs it: at vectors, whatever it does to its arguments."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Generator
from typing import Any, TypeVar

import numpy as np

from grader.gradcheck.asking import Points
from grader.gradcheck.parameters import Layout, real

_Answer = TypeVar("_Answer")


class Function:
    """f as a conversation needs it: at vectors, whatever it does to its arguments."""

    def __init__(self, f: Callable[[Any], Any], of: Layout, x: Any) -> None:
        self.f, self.of, self.x = f, of, x
        self.shape: tuple[int, ...] | None = None
        self.at_x: Any = None  # once f was called there out of turn, until the value is asked for

    def answer(self, asking: Generator[Points, list[Any], _Answer]) -> _Answer:
        """What a conversation comes to."""
        values: list[Any] | None = None
        while True:
            try:
                points = asking.send(values)  # type: ignore[arg-type]
            except StopIteration as stop:
                result: _Answer = stop.value
                return result
            values = self._values(points)
            del points  # they may be large, and the next ones are made before these are gone

    def _values(self, points: Points) -> list[Any]:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return [self._value(points, i) for i in range(len(points))]

    def _value(self, points: Points, i: int) -> Any:
        # A point is made anew where it is needed again: it may be large, and none is kept.
        if self.at_x is not None and self._is_x(points[i]):
            value, self.at_x = self.at_x, None
            return value
        try:
            value = self.f(self.of.inputs(points[i]))
        except Exception:
            if self._is_x(points[i]):
                raise  # what f raises at x is for the caller to see
            if self.shape is None:
                self.at_x = self._checked(self.f(self.of.inputs(self.x)))
            return np.full(self.shape or (), np.nan)
        return self._checked(value)

    def _is_x(self, point: Any) -> bool:
        return bool(np.array_equal(point, self.x, equal_nan=True))

    def _checked(self, value: Any) -> Any:
        """As an array of its own, for f may use its own again."""
        try:
            array = np.array(real(value))
        except ValueError:
            raise TypeError(_several(value)) from None
        if array.dtype.kind not in "biuf":
            kind = type(value).__name__ if array.dtype.kind in "OUSV" else str(array.dtype)
            kind = "an array of objects" if kind == "ndarray" else kind
            raise TypeError(f"f returns {kind}; a gradient needs real numbers")
        if array.size == 0:
            raise ValueError("f returns no entries: there is nothing to check")
        if self.shape is None:
            self.shape = array.shape
        if array.shape != self.shape:
            raise ValueError(
                f"f returns the shape {self.shape} once and {array.shape} another time"
            )
        return array


def _several(value: Any) -> str:
    several = "f returns arrays of several shapes; one array is needed"
    if isinstance(value, tuple) and np.ndim(value[0]) == 0:
        return f"{several} (the loss and its gradient? then check lambda x: f(x)[0])"
    return several


def unpacking(f: Any, x: Any) -> Any:
    """f as a function of x as a whole."""
    if not callable(f):
        return f
    if isinstance(x, tuple) and _takes(f, len(x)):
        return lambda inputs: f(*inputs)
    if isinstance(x, dict) and not _takes(f, 1) and all(isinstance(name, str) for name in x):
        return lambda inputs: f(**inputs)
    return f


def unpacking_vjp(vjp: Any, x: Any) -> Any:
    if vjp is None:
        return None
    if isinstance(x, tuple) and _takes(vjp, len(x) + 1):
        return lambda inputs, cotangent: vjp(*inputs, cotangent)
    return vjp


def arguments(f: Any, x: Any) -> tuple[str, ...]:
    """What f calls its arguments, where a tuple is handed over as several; () if they have no names
    of their own."""
    if not isinstance(x, tuple) or not _takes(f, len(x)):
        return ()
    named = [one.name for one in inspect.signature(f).parameters.values() if one.kind in _NAMED]
    return tuple(named[: len(x)]) if len(named) >= len(x) else ()


_NAMED = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


def _takes(f: Callable[..., Any], count: int) -> bool:
    try:
        inspect.signature(f).bind(*range(count))
    except TypeError:
        return False
    except ValueError:
        return count == 1  # a built-in function that does not tell
    return True
