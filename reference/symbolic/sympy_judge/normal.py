"""The normal form of an expression with inert sums: a sum of products, each written one way.

Deltas are contracted, sums distributed over terms and cut into connected ones, and every power,
exponential and logarithm is brought to a standard form. Two expressions of the same normal form
are equal; the reverse need not hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import sympy

from reference.symbolic.sympy_judge.inert import (
    INDICATORS,
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
    bounds,
    key,
    substitute,
)
from reference.symbolic.sympy_judge.powers import Powers
from reference.symbolic.sympy_judge.signs import Facts
from reference.symbolic.sympy_judge.sums import Sums

_LARGEST_EXPONENT = 64
_NO_NAMES: Mapping[Any, str] = MappingProxyType({})
_UNDEFINED = (sympy.zoo, sympy.nan, sympy.oo, -sympy.oo, sympy.I)


class Normaliser:
    """Brings expressions to normal form; remembers what it has done.

    `facts.sums_to_one` is used, so a normal form must not be differentiated with respect to an
    input that has the trait. `kinks` becomes True where [−p > 0] was read as 1 − [p > 0].
    """

    def __init__(self, budget: Budget, facts: Facts) -> None:
        self.budget = budget
        self.facts = facts
        self.kinks = False
        self.powers = Powers(self)
        self.sums = Sums(self)
        self._known: dict[Any, Any] = {}
        self._keys: dict[Any, str] = {}

    def normal(self, expression: Expression) -> Expression:
        """The normal form. Raises Unproved where there is none, such as 1/0."""
        known = self._known.get(expression)
        if known is None:
            self.budget.spend()
            known = self._compute(expression)
            if known in _UNDEFINED:
                raise Unproved("an expression is not defined, such as 1/0 or a root of -1")
            known = self._known[expression] = self.one_object(known)
        return known

    def key(self, e: Expression, names: Mapping[Any, str] = _NO_NAMES) -> str:
        """A text that orders expressions the same way in every run; some symbols renamed."""
        if names and not self.sums.free(e).isdisjoint(names):
            if e in names:
                return names[e]
            return f"{type(e).__name__}({','.join(self.key(part, names) for part in e.args)})"
        known = self._keys.get(e)
        if known is None:
            parts = ",".join(map(self.key, e.args))
            known = f"{type(e).__name__}({parts})" if parts else key(e)
            self._keys[e] = known
        return known

    def one_object(self, form: Expression) -> Expression:
        """The first of all equal normal forms: to compare them is to compare identities."""
        return self._known.setdefault(form, form)

    def _compute(self, e: Expression) -> Expression:
        if not e.args or isinstance(e, Entry | Delta):
            return e
        if e.is_Add:
            return sympy.Add(*(self.normal(term) for term in e.args))
        if e.is_Mul:
            return self.product([self.normal(factor) for factor in e.args])
        if e.is_Pow:
            return self.power(self.normal(e.base), self.normal(e.exp))
        if isinstance(e, InertSum):
            return self.sums.sum(self.normal(e.args[0]), bounds(e))
        if isinstance(e, Largest):
            return self.sums.largest(self.normal(e.args[0]), bounds(e))
        return self._apply(e.func, [self.normal(argument) for argument in e.args])

    def _apply(self, head: Any, arguments: Sequence[Expression]) -> Expression:
        """A function of arguments in normal form, linear in every indicator inside of it."""
        for at, argument in enumerate(arguments):
            split = self._by_cases(argument, lambda case, at=at: _with(head, arguments, at, case))
            if split is not None:
                return split
        if head is Exp:
            return self.powers.exponential(arguments[0])
        if head is Log:
            return self.powers.logarithm(arguments[0])
        if head is Step:
            return self.powers.step(arguments[0])
        if head in {Absolute, sympy.Abs}:
            return self.product([arguments[0], self.sign(arguments[0])])
        if head in {Tanh, sympy.cos, sympy.sin, sympy.floor}:
            return self._odd_or_even(head, self.powers.reduced(arguments[0]))
        raise Unproved(f"{head.__name__} is not known here")

    def power(self, base: Expression, exponent: Expression) -> Expression:
        """A power of two normal forms."""
        if exponent.is_Integer and exponent >= 0:
            if not base.is_Add:
                return self.product([base**exponent])
            if exponent > _LARGEST_EXPONENT:
                raise Unproved("a sum to a large power")
            return self.product([base] * int(exponent))
        for at, argument in enumerate((base, exponent)):
            split = self._by_cases(
                argument, lambda case, at=at: _with(sympy.Pow, (base, exponent), at, case)
            )
            if split is not None:
                return split
        return self.powers.power(base, exponent)

    def _by_cases(self, argument: Expression, rebuilt: Any) -> Expression | None:
        """f(δ) = δ f(1) + (1 − δ) f(0) for the indicators at the surface of an argument."""
        found = next((e for e in _surface(argument) if isinstance(e, INDICATORS)), None)
        if found is None:
            return None
        one, zero = (
            self.normal(rebuilt(self.normal(substitute(argument, {found: sympy.Integer(value)}))))
            for value in (1, 0)
        )
        return sympy.Add(zero, self.product([found, one - zero]))

    def product(self, factors: Sequence[Expression]) -> Expression:
        """The product of normal forms, multiplied out."""
        terms: Sequence[Expression] = (sympy.S.One,)
        for factor in factors:
            parts = sympy.Add.make_args(factor)
            self.budget.spend(len(terms) * len(parts))
            made = [self._tidy(term * part) for term in terms for part in parts]
            terms = sympy.Add.make_args(sympy.Add(*made))
        return sympy.Add(*terms)

    def _tidy(self, term: Expression) -> Expression:
        """A product of powers, where multiplying has left a sum to be multiplied out."""
        term = _joined(term)
        for factor in sympy.Mul.make_args(term):
            base, exponent = factor.as_base_exp()
            if base.is_Add and exponent.is_Rational and exponent >= 1:
                whole = sympy.floor(exponent)
                rest = term / factor * base ** (exponent - whole)
                return self.product([rest, *[base] * int(whole)])
        moved = _at_equal_indices(term)
        if moved is not term:
            return self.normal(moved)
        return self.powers.split_sigmoid(term)

    def sign(self, argument: Expression) -> Expression:
        """1 or −1 such that argument · sign = |argument|; at a kink both factors will do."""
        return 2 * self.powers.step(argument, any_at_zero=True) - 1

    def _odd_or_even(self, head: Any, argument: Expression) -> Expression:
        if head in {sympy.cos, sympy.sin}:
            return _without_half_turns(head, sympy.expand(argument))
        if head is not Tanh:
            return head(argument)
        sign = self.powers.leading_sign(argument)
        return sign * Tanh(self.normal(sign * argument))


def _without_half_turns(head: Any, argument: Expression) -> Expression:
    """sin or cos of x + kπ as that of x, up to the sign."""
    numbers = [term / sympy.pi for term in sympy.Add.make_args(argument)]
    halves = sympy.floor(sum(number for number in numbers if number.is_Rational))
    return (-1) ** halves * head(argument - halves * sympy.pi)


def _with(head: Any, arguments: Sequence[Expression], at: int, case: Expression) -> Expression:
    return head(*(case if place == at else a for place, a in enumerate(arguments)))


def _surface(expression: Expression) -> list[Expression]:
    """The factors of the terms of an expression."""
    return [
        factor for term in sympy.Add.make_args(expression) for factor in sympy.Mul.make_args(term)
    ]


def _joined(term: Expression) -> Expression:
    """b**(t − 1) b is written b**t; sympy joins only exponents that are multiples of each other."""
    if not term.is_Mul or all(f.as_base_exp()[1].is_number for f in term.args):
        return term
    powers: dict[Any, Any] = {}
    for factor in term.args:
        base, exponent = factor.as_base_exp()
        powers[base] = powers.get(base, 0) + exponent
    return sympy.Mul(*(base ** sympy.expand(exponent) for base, exponent in powers.items()))


def _at_equal_indices(term: Expression) -> Expression:
    """δ(j, y) f(y) is written δ(j, y) f(j), where y is an entry of an array of labels."""
    for factor in sympy.Mul.make_args(term):
        if isinstance(factor, Delta):
            labels = [index for index in factor.args if isinstance(index, Entry)]
            if labels:
                other = factor.args[1] if factor.args[0] == labels[-1] else factor.args[0]
                rest = term / factor
                moved = substitute(rest, {labels[-1]: other})
                if moved != rest:
                    return factor * moved
    return term
