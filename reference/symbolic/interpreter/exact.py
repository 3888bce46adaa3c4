"""Arithmetic of the numbers that stand in a program: exact, beside what floating point makes of it.

A proof speaks of real numbers, so 1 - 0.9 is 1/10. Where a program decides by such a number, the
exact and the rounded one must decide alike.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from reference.symbolic.interpreter.refusal import Budget, Refusal, mistake


@dataclass(frozen=True)
class Real:
    """A float of the program: its decimal, and the float itself."""

    exact: Fraction
    rounded: float


Number = bool | int | Real

_ARITHMETIC: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
}
_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def real(number: float) -> Real:
    """The float as the decimal that it prints as."""
    if not math.isfinite(number):
        raise Refusal("infinity or nan")
    return Real(Fraction(repr(float(number))), float(number))


def as_real(number: Number) -> Real:
    if isinstance(number, Real):
        return number
    try:
        return Real(Fraction(int(number)), float(number))
    except OverflowError:
        raise Refusal("an integer beyond the largest float", "limit") from None


def arithmetic(symbol: str, left: Number, right: Number, budget: Budget) -> Number | None:
    """What Python computes of two numbers; None where the result is no rational number."""
    if symbol == "**":
        return _power(left, right, budget)
    if symbol in {"/", "//", "%"} and as_real(right).exact == 0:
        raise mistake("division by zero")
    compute = _ARITHMETIC[symbol]
    if not isinstance(left, Real) and not isinstance(right, Real):
        if symbol == "/":
            return _checked(Fraction(int(left), int(right)), int(left) / int(right), budget)
        result: int = compute(int(left), int(right))
        budget.bits(result)
        return result
    first, second = as_real(left), as_real(right)
    exact = compute(first.exact, second.exact)
    rounded = compute(first.rounded, second.rounded)
    if symbol in {"//", "%"} and abs(float(exact) - rounded) > 1e-9 * max(1.0, abs(rounded)):
        raise Refusal("rounding decides the result of // or %")
    return _checked(Fraction(exact), rounded, budget)


def _power(base: Number, exponent: Number, budget: Budget) -> Number | None:
    power = as_real(exponent).exact
    if power.denominator != 1:
        return None
    times = int(power)
    if isinstance(base, Real):
        size = max(abs(base.exact.numerator), base.exact.denominator)
    else:
        size = abs(int(base))
    if size > 1 and size.bit_length() * abs(times) > budget.limits.bits + size.bit_length():
        raise Refusal(f"an integer of more than {budget.limits.bits} bits", "limit")
    if size == 0 and times < 0:
        raise mistake("0 to a negative power")
    if not isinstance(base, Real) and not isinstance(exponent, Real) and times >= 0:
        result: int = int(base) ** times
        budget.bits(result)
        return result
    first = as_real(base)
    try:
        rounded = first.rounded ** float(times)
    except (OverflowError, ZeroDivisionError):
        raise Refusal("a power beyond the largest float") from None
    return _checked(first.exact**times, rounded, budget)


def _checked(exact: Fraction, rounded: float, budget: Budget) -> Real:
    if not math.isfinite(rounded):
        raise Refusal("a number beyond the largest float")
    budget.bits(exact.numerator)
    budget.bits(exact.denominator)
    return Real(exact, rounded)


def order(symbol: str, left: Number, right: Number) -> bool:
    """What a comparison of two numbers says; refuses where rounding decides."""
    compare = _ORDER[symbol]
    if not isinstance(left, Real) and not isinstance(right, Real):
        return compare(int(left), int(right))
    first, second = as_real(left), as_real(right)
    answer = compare(first.exact, second.exact)
    if answer != compare(first.rounded, second.rounded):
        raise Refusal("rounding decides a comparison")
    return answer


def floor(number: Number) -> int:
    return _agreed(number, math.floor)


def ceiling(number: Number) -> int:
    return _agreed(number, math.ceil)


def truncated(number: Number) -> int:
    return _agreed(number, math.trunc)


def _agreed(number: Number, towards: Callable[[Any], int]) -> int:
    value = as_real(number)
    if towards(value.exact) != towards(value.rounded):
        raise Refusal("rounding decides an integer")
    return towards(value.exact)


def round_to(number: Number, digits: int | None) -> Number:
    if not isinstance(number, Real):
        if digits is not None and digits < 0:
            raise Refusal("round() to a negative number of digits")
        return int(number)
    if digits is None:
        return _agreed(number, round)
    return real(round(number.rounded, digits))


def negative(number: Number) -> Number:
    if isinstance(number, Real):
        return Real(-number.exact, -number.rounded)
    return -int(number)


def absolute(number: Number) -> Number:
    if isinstance(number, Real):
        return Real(abs(number.exact), abs(number.rounded))
    return abs(int(number))
