"""The question as a caller poses it, f and a gradient and x, made ready to be answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from grader.gradcheck.claim import Claimed
from grader.gradcheck.function import Function, arguments, unpacking, unpacking_vjp
from grader.gradcheck.parameters import layout, vector


@dataclass(frozen=True)
class Posed:
    """What is asked: the function, what is claimed of its gradient, and x as a vector; `arguments`
    are the names of a tuple's arrays."""

    function: Function
    claimed: Claimed
    x: Any
    arguments: tuple[str, ...] = ()


def posed(
    f: Callable[..., Any], gradient: Any, x: Any, vjp: Callable[[Any, Any], Any] | None
) -> Posed:
    """The question of `check_gradient`, whose arguments these are.

    Raises TypeError where x holds no real numbers or the arguments are not what they should be,
    ValueError where x is empty.
    """
    _orderly(f, gradient, x, vjp)
    at = layout(x)
    if at.size == 0:
        raise ValueError("x has no entries: there is nothing to check")
    start = vector(x, at)
    claimed = Claimed(at, unpacking(gradient, x), unpacking_vjp(vjp, x))
    return Posed(Function(unpacking(f, x), at, start), claimed, start, arguments(f, x))


def _orderly(f: Any, gradient: Any, x: Any, vjp: Any) -> None:
    """Raise TypeError where arguments lack, or stand in each other's place."""
    if not callable(f):
        raise TypeError(f"f is {type(f).__name__}, not a function of x")
    if gradient is None and vjp is None:
        raise TypeError("gradient is None: give a gradient, or a function that returns one, or vjp")
    if gradient is not None and vjp is not None:
        raise TypeError("give either gradient or vjp")
    if vjp is not None and not callable(vjp):
        raise TypeError(f"vjp is {type(vjp).__name__}, not a function of x and a cotangent")
    if x is None:
        raise TypeError("give x, the point at which to check")
    if callable(x):
        raise TypeError("x is a function: the order is check_gradient(f, gradient, x)")
