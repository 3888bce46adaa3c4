"""Derivatives of expressions with inert sums."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy

from reference.symbolic.sympy_judge.inert import (
    Absolute,
    Budget,
    Delta,
    Entry,
    Exp,
    Expression,
    InertSum,
    Largest,
    Log,
    Step,
    Tanh,
    Unproved,
    bind,
    bounds,
)

Direction = Callable[[tuple[Expression, ...]], Expression]


class Derivative:
    """The derivative along a direction: what each entry of one input changes by.

    `kinks` becomes True where a function with a kink or a jump was differentiated.
    """

    def __init__(self, budget: Budget, name: Expression, direction: Direction) -> None:
        self.kinks = False
        self._budget = budget
        self._name = name
        self._direction = direction
        self._known: dict[Any, Any] = {}
        self._depends: dict[Any, bool] = {}

    def of(self, expression: Expression) -> Expression:
        """The derivative of an expression that is not in normal form."""
        if not self._is_dependent(expression):
            return sympy.S.Zero
        known = self._known.get(expression)
        if known is None:
            self._budget.spend()
            known = self._compute(expression)
            self._known[expression] = known
        return known

    def _compute(self, e: Expression) -> Expression:
        if isinstance(e, Entry):
            return self._direction(e.args[1:])
        if e.is_Add:
            return sympy.Add(*(self.of(term) for term in e.args))
        if e.is_Mul:
            changes = ((at, self.of(factor)) for at, factor in enumerate(e.args))
            return sympy.Add(
                *(
                    sympy.Mul(*e.args[:at], change, *e.args[at + 1 :])
                    for at, change in changes
                    if change != 0
                )
            )
        if e.is_Pow:
            return self._power(e)
        if isinstance(e, InertSum):
            return bind(InertSum, self.of(e.args[0]), bounds(e))
        if isinstance(e, Largest):
            raise Unproved("the derivative of a maximum over an axis")
        if isinstance(e, Step | sympy.floor):
            self.kinks = True
            return sympy.S.Zero
        return self._outer(e) * self.of(e.args[0])

    def _power(self, e: Expression) -> Expression:
        base, exponent = e.args
        total = sympy.S.Zero
        if self._is_dependent(base):
            total += exponent * base ** (exponent - 1) * self.of(base)
        if self._is_dependent(exponent):
            total += e * Log(base) * self.of(exponent)
        return total

    def _outer(self, e: Expression) -> Expression:
        """The derivative of a function of one argument by its argument."""
        argument = e.args[0]
        if isinstance(e, Exp):
            return e
        if isinstance(e, Log):
            return 1 / argument
        if isinstance(e, Tanh):
            return 1 - e**2
        if isinstance(e, sympy.cos):
            return -sympy.sin(argument)
        if isinstance(e, sympy.sin):
            return sympy.cos(argument)
        if isinstance(e, Absolute | sympy.Abs):
            self.kinks = True
            return 2 * Step(argument) - 1
        raise Unproved(f"the derivative of {type(e).__name__} is not known here")

    def _is_dependent(self, e: Expression) -> bool:
        known = self._depends.get(e)
        if known is None:
            if isinstance(e, Entry):
                known = e.args[0] == self._name
            else:
                known = not isinstance(e, Delta) and any(map(self._is_dependent, e.args))
            self._depends[e] = known
        return known
