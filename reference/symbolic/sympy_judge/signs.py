"""Which expressions are known to be positive."""

from __future__ import annotations

from dataclasses import dataclass

import sympy

from reference.symbolic.sympy_judge.inert import Entry, Exp, Expression, InertSum


@dataclass(frozen=True)
class Facts:
    """What the traits of the inputs say beyond the assumptions of their names, by name.

    `given` are inputs, and no symbols for what is computed from them; the entries of the `free`
    ones may be any numbers of an open set, whatever anything else is.
    """

    below_one: frozenset[str] = frozenset()
    sums_to_one: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()


def is_positive(expression: Expression, facts: Facts) -> bool:
    """Whether an expression is positive for all values of the inputs; False where not known."""
    if expression.is_Mul:
        return all(is_positive(factor, facts) for factor in expression.args)
    if expression.is_Pow:
        return _is_positive_power(expression.base, expression.exp, facts)
    if expression.is_Add:
        return _is_positive_sum(expression, facts)
    if isinstance(expression, InertSum):
        return is_positive(expression.args[0], facts)
    return bool(expression.is_positive)


def is_nonnegative(expression: Expression, facts: Facts) -> bool:
    """Whether an expression is known not to be negative."""
    if expression.is_Mul:
        return all(is_nonnegative(factor, facts) for factor in expression.args)
    if expression.is_Pow:
        base, exponent = expression.args
        return bool(exponent.is_even) or is_nonnegative(base, facts)
    if expression.is_Add:
        return _is_nonnegative_sum(expression, facts)
    if isinstance(expression, InertSum):
        return is_nonnegative(expression.args[0], facts)
    return bool(expression.is_nonnegative)


def _is_positive_power(base: Expression, exponent: Expression, facts: Facts) -> bool:
    if exponent.is_negative and (exponent.is_even or is_nonnegative(base, facts)):
        return True  # 1/0 apart, which is not defined
    return is_positive(base, facts)


def _is_positive_sum(expression: Expression, facts: Facts) -> bool:
    """Σ of terms ≥ 0, and a constant that outweighs negative multiples of numbers below one."""
    constant, negative, is_strict = sympy.S.Zero, sympy.S.Zero, False
    for term in expression.args:
        coefficient, rest = term.as_coeff_Mul()
        if rest == 1:
            constant += coefficient
        elif coefficient.is_positive and is_nonnegative(rest, facts):
            is_strict = is_strict or is_positive(rest, facts)
        elif coefficient.is_negative and _is_below_one(rest, facts):
            negative -= coefficient
            is_strict = True
        else:
            return False
    return bool(constant - negative >= 0 and (is_strict or constant > negative))


def _is_nonnegative_sum(expression: Expression, facts: Facts) -> bool:
    """Σ of terms ≥ 0, and a constant that outweighs negative multiples of numbers up to one."""
    least = sympy.S.Zero
    for term in expression.args:
        coefficient, rest = term.as_coeff_Mul()
        if rest == 1 or (coefficient.is_negative and _is_at_most_one(rest, facts)):
            least += coefficient
        elif not is_nonnegative(term, facts):
            return False
    return bool(least >= 0)


def _is_at_most_one(expression: Expression, facts: Facts) -> bool:
    """Whether 0 < expression ≤ 1."""
    if expression.is_Pow and expression.exp.is_nonnegative:
        return _is_below_one(expression.base, facts)
    return _is_below_one(expression, facts)


def _is_below_one(expression: Expression, facts: Facts) -> bool:
    """Whether 0 < expression < 1."""
    if expression.is_Mul:
        return all(_is_below_one(factor, facts) for factor in expression.args)
    if expression.is_Pow:
        return bool(expression.exp.is_positive) and _is_below_one(expression.base, facts)
    if isinstance(expression, Exp):
        return is_positive(-expression.args[0], facts)
    return isinstance(expression, Entry) and expression.args[0].name in facts.below_one
