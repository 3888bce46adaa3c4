"""Functions of polynomials in normal form: exp, log, conditions, tanh and the like."""

from __future__ import annotations

import math
from fractions import Fraction

from reference.symbolic.goal import AWAY_FROM_KINKS, WHERE_DEFINED
from reference.symbolic.graph import Input
from reference.symbolic.normal_form.algebra import Algebra, is_whole, lead_coefficient
from reference.symbolic.normal_form.budget import NotProvedError
from reference.symbolic.normal_form.index_terms import Keyed, Term, by_key
from reference.symbolic.normal_form.polynomial import (
    ONE,
    ZERO,
    Atom,
    Base,
    Carried,
    Delta,
    Entry,
    Exponential,
    Extent,
    Function,
    Indicator,
    Monomial,
    Pi,
    Polynomial,
    Power,
    Prime,
    State,
    Sum,
    SymbolicPower,
    monomial,
    number,
    single,
    term,
)
from reference.symbolic.normal_form.signs import (
    is_nonnegative,
    is_nonnegative_atom,
    is_nonnegative_factor,
    is_positive,
    is_positive_atom,
)

_ODD = frozenset({"tanh", "sin"})
_PI = Monomial(((Pi(), 1),))


class Functions(Algebra):
    """The functions that a graph may apply to entries."""

    def exponential(self, of: Polynomial) -> Polynomial:
        return self.by_cases(of, self._exponential)

    def _exponential(self, of: Polynomial) -> Polynomial:
        result = ONE
        for inner, coefficient in of.terms.items():
            logarithm = _single_logarithm(inner)
            factor = self.settled({Exponential(inner): coefficient})
            if logarithm is not None:
                rest = term(inner.without(logarithm), coefficient)
                if rest.number is not None or _is_seen_positive(logarithm.of):
                    factor = self.symbolic_power(logarithm.of, rest)
            result = self.multiply(result, factor)
        return result

    def logarithm(self, of: Polynomial) -> Polynomial:
        return self.by_cases(of, self._logarithm)

    def _logarithm(self, of: Polynomial) -> Polynomial:
        if of.is_zero:
            raise NotProvedError("the log of 0")
        if len(of.terms) == 1:
            ((only, coefficient),) = of.terms.items()
            return self._logarithm_of_product(only, coefficient)
        content = self.content(of, "nonnegative")
        outside = self._logarithm_of_product(content.common, content.number)
        if len(content.rest.terms) == 1:
            return outside + self._logarithm(content.rest)
        if not is_nonnegative(content.rest):
            self.conditions.add(WHERE_DEFINED)
        return outside + single(Function("log", content.rest))

    def _logarithm_of_product(self, of: Monomial, coefficient: Fraction) -> Polynomial:
        # Where the log is defined, what is never negative is positive, and so is the rest.
        result = ZERO
        for prime, count in self.prime_factors(abs(coefficient)).items():
            result += single(Function("log", number(prime))).times(count)
        unsigned: dict[Atom, Power] = {}
        for atom, power in of.factors:
            if power.denominator != 1 or is_nonnegative_atom(atom):
                result += self._logarithm_of_atom(atom).times(power)
            else:
                unsigned[atom] = power
        if coefficient > 0 and not unsigned:
            return result
        self.conditions.add(WHERE_DEFINED)
        if coefficient > 0 and len(unsigned) == 1:
            ((atom, power),) = unsigned.items()
            if power % 2:
                return result + self._logarithm_of_atom(atom).times(power)
        rest = term(monomial(unsigned), 1 if coefficient > 0 else -1)
        return result + single(Function("log", rest))

    def _logarithm_of_atom(self, atom: Atom) -> Polynomial:
        match atom:
            case Exponential(of=inner):
                return term(inner)
            case SymbolicPower(base=base, exponent=exponent) if is_positive_atom(base):
                return self.multiply(term(exponent), self._logarithm_of_atom(base))
            case Base(of=inner):
                return single(Function("log", inner))
            case Prime(number=prime):
                return single(Function("log", number(prime)))
        return single(Function("log", single(atom)))

    # --- conditions -----------------------------------------------------------------------------

    def delta(self, left: Term, right: Term) -> Polynomial:
        if left == right:
            return ONE
        first, second = sorted((left, right), key=by_key)
        return single(Delta(first, second))

    def indicator(self, of: Polynomial) -> Polynomial:
        """1 where a polynomial is greater than 0, 0 elsewhere."""
        return self.by_cases(of, self._indicator)

    def _indicator(self, of: Polynomial) -> Polynomial:
        if is_nonnegative(of.times(-1)):
            return ZERO
        if is_positive(of):
            return ONE
        rest = self._signed_part(of)
        if lead_coefficient(rest) < 0 and _vanishes_rarely(rest):
            self.conditions.add(AWAY_FROM_KINKS)
            return ONE - single(Indicator(rest.times(-1)))
        return single(Indicator(rest))

    def positive_part(self, of: Polynomial) -> Polynomial:
        """max(p, 0), which is p·[p > 0]."""
        return self.by_cases(of, self._positive_part)

    def _positive_part(self, of: Polynomial) -> Polynomial:
        if is_nonnegative(of):
            return of
        if is_nonnegative(of.times(-1)):
            return ZERO
        rest = self._signed_part(of)
        # p·[p > 0] = p·(1 − [−p > 0]) holds where p = 0 as well, and so does p·(1 + sign(p))/2.
        if len(rest.terms) == 1:
            ((only, coefficient),) = rest.terms.items()
            sign = self._sign_of_product(only).times(1 if coefficient > 0 else -1)
            return self.multiply(of, ONE + sign).times(Fraction(1, 2))
        if lead_coefficient(rest) < 0:
            return self.multiply(of, ONE - single(Indicator(rest.times(-1))))
        return self.multiply(of, single(Indicator(rest)))

    def _sign_of_product(self, of: Monomial) -> Polynomial:
        """The sign of a product, where it is not 0."""
        unsigned = [a for a, e in of.factors if not is_nonnegative_factor(a, e)]
        if 2 ** len(unsigned) > self.budget.limits.branches:
            return single(Indicator(term(of))).times(2) - ONE
        return self.product(*(self.sign_of_atom(atom) for atom in unsigned))

    def absolute(self, of: Polynomial) -> Polynomial:
        return self.positive_part(of) + self.positive_part(of.times(-1))

    def sign(self, of: Polynomial) -> Polynomial:
        return self.indicator(of) - self.indicator(of.times(-1))

    def _signed_part(self, of: Polynomial) -> Polynomial:
        """A simpler polynomial of the same sign."""
        rest = self.content(of, "positive").rest
        if len(rest.terms) == 1:
            ((only, coefficient),) = rest.terms.items()
            if len(only.factors) == 1 and only.factors[0][1] % 2 == 1:
                return single(only.factors[0][0]).times(coefficient)
        return rest

    # --- functions that stay as they are --------------------------------------------------------

    def function(self, name: str, of: Polynomial) -> Polynomial:
        """tanh, sin, cos or floor of a polynomial."""
        return self.by_cases(of, lambda case: self._function(name, case))

    def _function(self, name: str, of: Polynomial) -> Polynomial:
        if name == "floor":
            return of if is_whole(of) else single(Function(name, of))
        if of.is_zero:
            return ONE if name == "cos" else ZERO
        if lead_coefficient(of) < 0:
            return self._function(name, of.times(-1)).times(-1 if name in _ODD else 1)
        if name in {"sin", "cos"}:
            turns = of.terms.get(_PI, Fraction(0))
            halves = math.floor(turns)
            if halves:  # sin and cos of x + π are those of x with the other sign
                rest = self._function(name, of - term(_PI, halves))
                return rest.times(-1) if halves % 2 else rest
            if turns == Fraction(1, 2) and len(of.terms) == 1:
                return ONE if name == "sin" else ZERO
        return single(Function(name, of))


def _single_logarithm(of: Monomial) -> Function | None:
    """The one logarithm that is a factor of a monomial, to the power 1."""
    found = [a for a, _ in of.factors if isinstance(a, Function) and a.name == "log"]
    return found[0] if len(found) == 1 and of.powers[found[0]] == 1 else None


def _is_seen_positive(of: Polynomial) -> bool:
    """Whether a base is written with factors that have powers of any kind."""
    if is_nonnegative(of):
        return True
    return len(of.terms) == 1 and all(
        c > 0 and all(is_nonnegative_atom(a) for a, _ in m.factors) for m, c in of.terms.items()
    )


def _vanishes_rarely(of: Polynomial) -> bool:
    """Whether a polynomial is 0 at exceptional inputs only, whatever the sizes and indices are.

    It is where an input occurs in one of its terms only, and once: the polynomial is then linear in
    it, with a coefficient that does not vanish. What a loop carries, or what stands for a part of a
    graph, may be any function of the inputs; where it occurs nothing is known.
    """
    if not _is_generic(of):
        return False
    for one in of.terms:
        others = {s for m in of.terms if m is not one for s in m.sources}
        names = _multilinear(one)
        if names and set(names) - others and len(set(names)) == len(names):
            return True
    return False


def _is_generic(of: Keyed) -> bool:
    """Whether all that is read are inputs that may be anything."""
    match of:
        case Carried() | State():
            return False
        case Entry(source=source) if "not generic" in source.traits:
            return False
    return all(_is_generic(part) for part in of.parts)


def _is_free(source: Input) -> bool:
    """Whether the entries of an input may be any numbers of an open set."""
    return source.kind == "real" and not source.traits & {"sums to one", "step count"}


def _multilinear(of: Monomial) -> list[str] | None:
    """The inputs of which a monomial is a product, sums of products and sizes included."""
    names: list[str] = []
    for atom, power in of.factors:
        match atom:
            case Entry(source=source) if power == 1 and _is_free(source):
                names.append(source.name)
            case Sum(of=inner) if power == 1 and (more := _multilinear(inner)) is not None:
                names += more
            case Extent() | Exponential() | Prime() | Pi() if not atom.sources:
                pass
            case _:
                return None
    return names
