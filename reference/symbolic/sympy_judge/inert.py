"""The heads that sympy lacks: entries of arrays, and sums that stay as they are written.

sympy's own Sum multiplies out exp(Σ…) into products, its KroneckerDelta becomes a Piecewise over
ranges, and its exp(a) exp(b) is joined at once. These heads are inert: nothing happens to them
but what inert_normal says.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Mapping
from typing import Any

import sympy

Expression = Any  # sympy has no types.


class Unproved(Exception):  # noqa: N818 - the outcome of a search, not an error
    """A proof was not found; says what it stopped at."""


class Index(sympy.Symbol):  # type: ignore[misc]
    """A free index, or that of a sum as it was written. Never equal to the name of an array."""


class Bound(sympy.Symbol):  # type: ignore[misc]
    """The index of a sum in normal form."""


class Entry(sympy.Expr):  # type: ignore[misc]
    """An entry of an array: its name, then one index for each size atom."""

    is_commutative = True
    is_finite = True

    def _sympystr(self, _printer: Any) -> str:
        name, *indices = map(str, self.args)
        return f"{name}[{', '.join(indices)}]" if indices else name

    def _eval_is_real(self) -> bool | None:
        return self.args[0].is_real  # type: ignore[no-any-return]

    def _eval_is_integer(self) -> bool | None:
        return self.args[0].is_integer  # type: ignore[no-any-return]

    def _eval_is_positive(self) -> bool | None:
        return self.args[0].is_positive  # type: ignore[no-any-return]

    def _eval_is_nonnegative(self) -> bool | None:
        return self.args[0].is_nonnegative  # type: ignore[no-any-return]


class InertSum(sympy.Expr):  # type: ignore[misc]
    """Σ of a term over the indices in Tuple(index, size), …, each from 0 to one less than size."""

    is_commutative = True
    is_real = True
    is_finite = True

    def _sympystr(self, _printer: Any) -> str:
        ranges = (f"{index} < {size}" for index, size in bounds(self))
        return f"sum({self.args[0]}; {', '.join(ranges)})"


class Largest(sympy.Expr):  # type: ignore[misc]
    """The largest of a term over the indices in Tuple(index, size), …"""

    is_commutative = True
    is_real = True
    is_finite = True


class Delta(sympy.Expr):  # type: ignore[misc]
    """1 where two indices along the same axis are equal, else 0."""

    is_commutative = True
    is_integer = True
    is_nonnegative = True
    is_finite = True

    def __new__(cls, one: Expression, other: Expression) -> Expression:
        apart = one - other
        if apart == 0:
            return sympy.S.One
        if apart.is_number:
            return sympy.S.Zero
        one, other = sorted((one, other), key=key)
        return super().__new__(cls, one, other)

    def _eval_power(self, exponent: Expression) -> Expression:
        return self if exponent.is_positive else None


class Step(sympy.Expr):  # type: ignore[misc]
    """1 where its argument is positive, else 0."""

    is_commutative = True
    is_integer = True
    is_nonnegative = True
    is_finite = True

    def __new__(cls, argument: Expression) -> Expression:
        if argument.is_number:
            if argument.is_positive:
                return sympy.S.One
            if argument.is_nonpositive:
                return sympy.S.Zero
        return super().__new__(cls, argument)

    def _eval_power(self, exponent: Expression) -> Expression:
        return self if exponent.is_positive else None


class Absolute(sympy.Expr):  # type: ignore[misc]
    """The absolute value."""

    is_commutative = True
    is_nonnegative = True
    is_finite = True


class Exp(sympy.Expr):  # type: ignore[misc]
    """The exponential function; products of several are not joined."""

    is_commutative = True
    is_positive = True
    is_finite = True

    def __new__(cls, argument: Expression) -> Expression:
        return sympy.S.One if argument == 0 else super().__new__(cls, argument)


class Log(sympy.Expr):  # type: ignore[misc]
    """The natural logarithm of a positive number."""

    is_commutative = True
    is_real = True
    is_finite = True

    def __new__(cls, argument: Expression) -> Expression:
        return sympy.S.Zero if argument == 1 else super().__new__(cls, argument)


class Tanh(sympy.Expr):  # type: ignore[misc]
    """The hyperbolic tangent."""

    is_commutative = True
    is_real = True
    is_finite = True

    def __new__(cls, argument: Expression) -> Expression:
        return sympy.S.Zero if argument == 0 else super().__new__(cls, argument)


BINDERS = (InertSum, Largest)
INDICATORS = (Delta, Step)


class Budget:
    """What one decision may still spend, in terms made and nodes looked at."""

    def __init__(self, steps: int) -> None:
        self._left = steps
        self._indices = itertools.count()

    def spend(self, steps: int = 1) -> None:
        """Raises Unproved when nothing is left."""
        self._left -= steps
        if self._left < 0:
            raise Unproved("out of budget: the expressions grow too large")

    def index(self, letter: str) -> Expression:
        """An index that occurs nowhere else in the decision."""
        return Index(f"{letter}{next(self._indices)}", integer=True, nonnegative=True)


def key(expression: Expression) -> str:
    """A text that orders expressions the same way in every run."""
    if expression.args:
        return f"{type(expression).__name__}({','.join(map(key, expression.args))})"
    return str(expression.name) if expression.is_Symbol else str(expression)


def bounds(binder: Expression) -> tuple[tuple[Expression, Expression], ...]:
    """The (index, size) pairs of a sum or a largest."""
    return tuple((bound.args[0], bound.args[1]) for bound in binder.args[1:])


def bind(head: type, term: Expression, pairs: Any) -> Expression:
    """A sum or a largest over (index, size) pairs."""
    return head(term, *(sympy.Tuple(index, size) for index, size in pairs))


def substitute(expression: Expression, changes: Mapping[Any, Any]) -> Expression:
    """Replace subexpressions; each that is shared is rebuilt once.

    Indices of sums are renamed like any other symbol: the caller sees to it that none is captured.
    """
    if not changes:
        return expression
    done: dict[Hashable, Any] = dict(changes)

    def rebuilt(node: Expression) -> Expression:
        if node not in done:
            done[node] = node
            if node.args:
                parts = [rebuilt(part) for part in node.args]
                if any(new is not old for new, old in zip(parts, node.args, strict=True)):
                    done[node] = node.func(*parts)
        return done[node]

    return rebuilt(expression)


def any_node(expression: Expression, test: Callable[[Expression], bool]) -> Expression | None:
    """Some node that passes a test, operands first, or None; each is looked at once."""
    seen: set[Any] = set()
    stack = [expression]
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        if test(node):
            return node
        stack.extend(node.args)
    return None
