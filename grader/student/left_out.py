"""Whether a function does without a key of a dict what it does with the default of that key.

Both are asked of the function itself: nothing is known here of what is right.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any

from numpy import allclose, array, asarray, errstate, generic, ndarray

_RELATIVE = 1e-9  # 10**-8 and 1e-8 may differ in the last digit
_MOST_DEPTH = 8
_MOST_BITS = 64  # of a whole number that numpy has


class LeftOutError(Exception):
    """The key whose default is another one, "" for the dict as a whole; below it, what was raised
    where it was left out."""


def left_out(function: Callable[..., Any], *arguments: Any, **defaults: Any) -> None:
    """Call the function without each of the keys in turn, and with its default in its place: the
    last of the arguments is the dict. None for the dict is to do what an empty one does.

    The function may write into what it is given: all of it is copied. Raises LeftOutError.
    """
    *others, options = arguments
    if options is None:
        # A dict as the default keeps what the call before has left in it.
        if not any(type(default) is dict for default in _own_defaults(function)):
            _compare(function, others, "", None, {})
        return
    for key, default in defaults.items():
        without = {name: value for name, value in options.items() if name != key}
        _compare(function, others, key, without, {**without, key: default})


def _own_defaults(function: Callable[..., Any]) -> tuple[Any, ...]:
    """What the arguments of a function are where a call does not give them; below decorators."""
    own: Any = function
    for _ in range(_MOST_DEPTH):
        own = getattr(own, "__wrapped__", own)
    return (own.__defaults__ or ()) if type(own) is FunctionType else ()


def _compare(
    function: Callable[..., Any], others: list[Any], key: str, without: Any, given: Any
) -> None:
    asked = _outcome(function, others, given)
    try:
        got = _outcome(function, others, without)
    except Exception as error:
        # Where the student's code stopped, told as what it is: a key was not there.
        told = f"{key}\n{type(error).__name__}: {error}"
        raise LeftOutError(told).with_traceback(error.__traceback__) from None
    if not _is_same(got, asked, _MOST_DEPTH):
        raise LeftOutError(key)


def _outcome(function: Callable[..., Any], others: list[Any], options: Any) -> tuple[Any, Any]:
    """What is returned, and the dict as it is after the call."""
    passed = _copied(options)
    return function(*map(_copied, others), passed), passed


def _copied(value: Any) -> Any:
    if type(value) is dict:
        return {name: _copied(entry) for name, entry in value.items()}
    if type(value) in (list, tuple):
        return type(value)(map(_copied, value))
    return array(value) if isinstance(value, ndarray) else value


def _is_same(one: Any, other: Any, depth: int) -> bool:
    """Whether all numbers in both are the same; what only one of two dicts holds, and what are no
    numbers, is not looked at."""
    if not depth:
        return True
    if type(one) is dict and type(other) is dict:
        return all(_is_same(one[key], other[key], depth - 1) for key in one.keys() & other.keys())
    if type(one) in (tuple, list) and type(one) is type(other):
        return len(one) == len(other) and all(
            _is_same(a, b, depth - 1) for a, b in zip(one, other, strict=True)
        )
    if not (_is_number(one) and _is_number(other)):
        return True
    some, others = asarray(one), asarray(other)
    if some.shape != others.shape:
        return False
    if some.tobytes() == others.tobytes():  # the usual case; allclose takes far longer
        return True
    with errstate(all="ignore"):
        return bool(allclose(some, others, rtol=_RELATIVE, atol=0, equal_nan=True))


def _is_number(value: Any) -> bool:
    if isinstance(value, ndarray | generic):
        return value.dtype.kind in "biuf"
    is_whole = type(value) is int and value.bit_length() < _MOST_BITS
    return is_whole or type(value) in (bool, float)
