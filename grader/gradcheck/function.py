"""f as the conversation of a check needs it: at vectors, whatever it does to its arguments."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Generator
from typing import Any, TypeVar

import numpy as np

from grader.gradcheck.asking import Points
from grader.gradcheck.parameters import Layout

_Answer = TypeVar("_Answer")


class Function:
    """f as a conversation needs it: at vectors, whatever it does to its arguments."""

    def __init__(self, f: Callable[[Any], Any], of: Layout, x: Any) -> None:
        self.f, self.of, self.x = f, of, x
        self.shape: tuple[int, ...] | None = None
        self.at_x: Any = None  # once f was called there out of turn, until the value is asked for

    def answer(self, asking: Generator[Points, list[Any], _Answer]) -> _Answer:
        """What a conversation comes to."""
        try:
            points = next(asking)
            while True:
                values = [self._value(point) for point in points]
                del points  # they may be large, and the next ones are made before these are gone
                points = asking.send(values)
        except StopIteration as stop:
            result: _Answer = stop.value
            return result

    def _value(self, point: Any) -> Any:
        if self.at_x is not None and self._is_x(point):
            value, self.at_x = self.at_x, None
            return value
        try:
            value = self._called(point)
        except Exception:
            if self._is_x(point):
                raise  # what f raises at x is for the caller to see
            if self.shape is None:
                self.at_x = self._checked(self._called(self.x))
            return np.full(self.shape or (), np.nan)
        return self._checked(value)

    def _is_x(self, point: Any) -> bool:
        return bool(np.array_equal(point, self.x, equal_nan=True))

    def _called(self, point: Any) -> Any:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return self.f(self.of.inputs(point))

    def _checked(self, value: Any) -> Any:
        """As an array of its own, for f may use its own again."""
        try:
            array = np.array(value)
        except ValueError:
            raise TypeError("f returns arrays of several shapes; one array is needed") from None
        if array.dtype.kind not in "biuf":
            kind = type(value).__name__ if array.dtype.kind in "OUSV" else str(array.dtype)
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
