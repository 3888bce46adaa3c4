"""Partial derivatives of polynomials in normal form by an entry of an input."""

from __future__ import annotations

from collections.abc import Sequence

from reference.symbolic.goal import AWAY_FROM_KINKS
from reference.symbolic.graph import Input
from reference.symbolic.normal_form.budget import NotProvedError
from reference.symbolic.normal_form.index_terms import Term
from reference.symbolic.normal_form.polynomial import (
    ONE,
    ZERO,
    Atom,
    Base,
    Entry,
    Exponential,
    Function,
    Indicator,
    Monomial,
    Polynomial,
    Sum,
    SymbolicPower,
    added,
    single,
    term,
)
from reference.symbolic.normal_form.sums import Sums


def derivative(algebra: Sums, of: Polynomial, by: Input, places: Sequence[Term]) -> Polynomial:
    """∂of/∂by[places]; labels and conditions count as constant, maxima must not depend on it."""
    return _Derivative(algebra, by, tuple(places)).of(of)


class _Derivative:
    def __init__(self, algebra: Sums, by: Input, places: tuple[Term, ...]) -> None:
        self._algebra = algebra
        self._by = by
        self._places = places

    def of(self, of: Polynomial) -> Polynomial:
        if self._by.name not in of.sources:
            return ZERO
        return self._algebra.budget.check(
            added(self._of_monomial(m).times(c) for m, c in of.terms.items())
        )

    def _of_monomial(self, of: Monomial) -> Polynomial:
        algebra = self._algebra
        result = ZERO
        for atom, power in of.factors:
            if self._by.name not in atom.sources:
                continue
            inner = self._of_atom(atom)
            if inner.is_zero:
                continue
            rest = term(of.without(atom), power)
            result += algebra.product(rest, algebra.settled({atom: power - 1}), inner)
        return result

    def _of_atom(self, atom: Atom) -> Polynomial:
        algebra = self._algebra
        match atom:
            case Entry(places=places):
                deltas = map(algebra.delta, places, self._places)
                return algebra.product(*deltas)
            case Sum():
                ranges, summand = algebra.open_sum(atom)
                return algebra.sum_over(ranges, self.of(summand))
            case Base(of=inner):
                return self.of(inner)
            case Exponential(of=exponent):
                return algebra.multiply(single(atom), self.of(term(exponent)))
            case SymbolicPower(base=base, exponent=exponent):
                of_exponent = self.of(term(exponent))
                of_base = self.of(single(base))
                factor = ZERO
                if not of_exponent.is_zero:
                    factor += algebra.multiply(of_exponent, algebra.logarithm(single(base)))
                if not of_base.is_zero:
                    factor += algebra.product(
                        term(exponent), of_base, algebra.inverse(single(base))
                    )
                return algebra.multiply(single(atom), factor)
            case Function(name=name, of=inner):
                return algebra.multiply(self._of_function(name, inner), self.of(inner))
            case Indicator():
                algebra.conditions.add(AWAY_FROM_KINKS)
                return ZERO
        raise NotProvedError(f"a derivative through {type(atom).__name__.lower()}")

    def _of_function(self, name: str, of: Polynomial) -> Polynomial:
        algebra = self._algebra
        match name:
            case "log":
                return algebra.inverse(of)
            case "tanh":
                return ONE - algebra.power(algebra.function("tanh", of), 2)
            case "sin":
                return algebra.function("cos", of)
            case "cos":
                return algebra.function("sin", of).times(-1)
        raise NotProvedError(f"a derivative through {name}")
