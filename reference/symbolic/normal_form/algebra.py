"""The algebra of the normal form: products and powers of polynomials.

Every rule holds for all real values at which both sides are defined; what is multiplied by a
condition that is 0 may be undefined.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from reference.symbolic.goal import WHERE_DEFINED
from reference.symbolic.normal_form.budget import Budget, NotProvedError
from reference.symbolic.normal_form.index_terms import by_shape
from reference.symbolic.normal_form.polynomial import (
    ONE,
    ONE_MONOMIAL,
    ZERO,
    Atom,
    Base,
    Entry,
    Exponential,
    Extent,
    Indicator,
    Monomial,
    Place,
    Polynomial,
    Power,
    Prime,
    SymbolicPower,
    accumulate,
    is_idempotent,
    monomial,
    single,
    term,
)
from reference.symbolic.normal_form.signs import (
    is_nonnegative,
    is_nonnegative_atom,
    is_nonnegative_factor,
    is_positive_atom,
)

_LARGEST_FACTOR = 1000
Powers = Mapping[Atom, Power]


@dataclass(frozen=True)
class Content:
    """A polynomial as number · common · rest, where the number is positive."""

    number: Fraction
    common: Monomial
    rest: Polynomial


class Algebra:
    """Products and powers within a budget; `conditions` collects where the results hold."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.conditions: set[str] = set()

    # --- products -------------------------------------------------------------------------------

    def product(self, *factors: Polynomial) -> Polynomial:
        result = ONE
        for factor in factors:
            result = self.multiply(result, factor)
        return result

    def multiply(self, left: Polynomial, right: Polynomial) -> Polynomial:
        if left is ONE:
            return right
        if right is ONE:
            return left
        self.budget.tick(len(left.terms) * len(right.terms))
        total: dict[Monomial, Fraction] = {}
        for one, c in left.terms.items():
            for other, d in right.terms.items():
                powers = dict(one.factors)
                for atom, power in other.factors:
                    powers[atom] = powers[atom] + power if atom in powers else power
                if one.is_plain and other.is_plain:
                    accumulate(total, monomial(powers), c * d)
                else:
                    for of, coefficient in self.settled(powers, c * d).terms.items():
                        accumulate(total, of, coefficient)
        return self.budget.check(Polynomial(total))

    def settled(self, powers: Powers, coefficient: Fraction | int = 1) -> Polynomial:
        """A product of atoms to powers, in normal form."""
        coefficient = Fraction(coefficient)
        kept: dict[Atom, Power] = {}
        expanded: list[Polynomial] = []
        for atom, power in powers.items():
            if not power:
                continue
            if is_idempotent(atom):
                if power < 0:
                    raise NotProvedError("a division by a condition")
                kept[atom] = 1
            elif isinstance(atom, Base) and power >= 1:
                expanded.append(self.whole_power(atom.of, math.floor(power)))
                kept[atom] = power - math.floor(power)
            elif isinstance(atom, Prime):
                whole = math.floor(power)
                coefficient *= self.budget.whole_power(Fraction(atom.number), whole)
                kept[atom] = power - whole
            else:
                kept[atom] = power
        result = self._divided(kept, coefficient)
        return self.product(result, *expanded) if expanded else result

    def _divided(self, powers: dict[Atom, Power], coefficient: Fraction) -> Polynomial:
        """A product in which no denominator of two terms divides what it could.

        Of m/(c·m + d·n), 1/c − (d/c)·n/(c·m + d·n) is made, so that σ and 1 − σ have one form.
        """
        for atom, power in powers.items():
            if not isinstance(atom, Base) or power > -1 or (lead := _lead_of_two(atom.of)) is None:
                continue
            if any(powers.get(a, 0) < e for a, e in lead.factors):
                continue
            self.budget.tick()
            (other,) = (of for of in atom.of.terms if of != lead)
            rest = dict(powers)
            for a, e in lead.factors:
                rest[a] -= e
            scale = coefficient / atom.of.terms[lead]
            whole = self.settled({**rest, atom: power + 1}, scale)
            for a, e in other.factors:
                rest[a] = rest.get(a, 0) + e
            return whole - self.settled(rest, scale * atom.of.terms[other])
        return term(monomial(powers), coefficient)

    # --- powers ---------------------------------------------------------------------------------

    def whole_power(self, of: Polynomial, exponent: int) -> Polynomial:
        """A polynomial to a whole power that is not negative."""
        if len(of.terms) == 1:
            ((only, coefficient),) = of.terms.items()
            return self.settled(
                {a: e * exponent for a, e in only.factors},
                self.budget.whole_power(coefficient, exponent),
            )
        if exponent > self.budget.limits.exponent:
            raise NotProvedError("an exponent is too large")
        return self.product(*[of] * exponent)

    def power(self, of: Polynomial, exponent: Power) -> Polynomial:
        """A polynomial to a rational power."""
        exponent = Fraction(exponent)
        if exponent == 0:
            return ONE
        if exponent.denominator == 1 and exponent > 0:
            return self.whole_power(of, int(exponent))
        return self.by_cases(of, lambda case: self._power(case, exponent))

    def inverse(self, of: Polynomial) -> Polynomial:
        return self.power(of, -1)

    def _power(self, of: Polynomial, exponent: Fraction) -> Polynomial:
        if of.is_zero:
            if exponent < 0:
                raise NotProvedError("a division by 0")
            return ZERO
        is_whole = exponent.denominator == 1
        if len(of.terms) == 1:
            ((only, coefficient),) = of.terms.items()
            return self._power_of_product(only, coefficient, exponent)
        content = self.content(of, "any" if is_whole else "nonnegative")
        outside = self._power_of_product(content.common, content.number, exponent)
        rest = content.rest
        if len(rest.terms) == 1:
            return self.multiply(outside, self._power(rest, exponent))
        if not is_whole and not is_nonnegative(rest):
            self.conditions.add(WHERE_DEFINED)
        if is_whole and lead_coefficient(rest) < 0:
            rest = rest.times(-1)
            outside = outside.times((-1) ** int(exponent))
        return self.multiply(outside, self.settled({Base(rest): exponent}))

    def _power_of_product(
        self, of: Monomial, coefficient: Fraction, exponent: Fraction
    ) -> Polynomial:
        if exponent.denominator == 1:
            powers = {a: e * exponent for a, e in of.factors}
            return self.settled(powers, self.budget.whole_power(coefficient, int(exponent)))
        result = self.number_power(abs(coefficient), exponent)
        unsigned: dict[Atom, Power] = {}
        for atom, power in of.factors:
            if not is_nonnegative_factor(atom, power):
                unsigned[atom] = power
            elif power.denominator != 1 or is_nonnegative_atom(atom):
                result = self.multiply(result, self.settled({atom: power * exponent}))
            else:
                size = self._power_of_size(atom, power * exponent)
                result = self.multiply(result, size)
        if unsigned or coefficient < 0:
            self.conditions.add(WHERE_DEFINED)
        # Where the root is defined, a single factor without a known sign is not negative either.
        if coefficient > 0 and len(unsigned) <= 1:
            powers = {a: e * exponent for a, e in unsigned.items()}
            return self.multiply(result, self.settled(powers))
        base = term(monomial(unsigned), 1 if coefficient > 0 else -1)
        if base.number is not None:
            raise NotProvedError("a root of a negative number")
        return self.multiply(result, self.settled({Base(base): exponent}))

    def _power_of_size(self, atom: Atom, exponent: Power) -> Polynomial:
        """The absolute value of an atom to a power."""
        if exponent.denominator != 1:
            return self.settled({Base(single(atom, 2)): Fraction(exponent) / 2})
        power = self.settled({atom: exponent})
        if exponent % 2 == 0:
            return power
        return self.multiply(power, self.sign_of_atom(atom))

    def sign_of_atom(self, atom: Atom) -> Polynomial:
        """2·[atom > 0] − 1, which is the sign but where the atom is 0."""
        of = atom.of if isinstance(atom, Base) and lead_coefficient(atom.of) > 0 else single(atom)
        return single(Indicator(of)).times(2) - ONE

    def number_power(self, of: Fraction, exponent: Fraction) -> Polynomial:
        """A positive number to a broken power."""
        powers = {p: k * exponent for p, k in self.prime_factors(of).items()}
        return self.settled({Prime(p): k for p, k in powers.items()})

    def prime_factors(self, of: Fraction) -> dict[int, int]:
        """The primes of which a positive number is made, and how often each occurs."""
        found: dict[int, int] = {}
        for rest, sign in ((of.numerator, 1), (of.denominator, -1)):
            left, prime = rest, 2
            while left > 1:
                self.budget.tick()
                if prime * prime > left:
                    prime = left
                while left % prime == 0:
                    left //= prime
                    found[prime] = found.get(prime, 0) + sign
                prime += 1
                if prime > _LARGEST_FACTOR and prime * prime <= left:
                    raise NotProvedError("a root of a large number")
        return found

    def symbolic_power(self, base: Polynomial, exponent: Polynomial) -> Polynomial:
        """A polynomial to a power that may be no number."""
        if exponent.number is not None:
            return self.power(base, exponent.number)
        if len(base.terms) == 1:
            ((of, coefficient),) = base.terms.items()
            factors = list(of.factors)
        elif base.is_zero:
            raise NotProvedError("a symbolic power of 0")
        else:
            content = self.content(base, "nonnegative")
            coefficient, factors = content.number, list(content.common.factors)
            factors.append((Base(content.rest), 1))
        is_known = is_whole(exponent) or all(is_nonnegative_atom(atom) for atom, _ in factors)
        if coefficient < 0 or not is_known:
            raise NotProvedError("a symbolic power of what may be negative")
        primes = self.prime_factors(coefficient)
        factors += [(Prime(p), k) for p, k in primes.items()]
        result = ONE
        for of, scale in exponent.terms.items():
            for atom, power in factors:
                result = self.multiply(result, self._to_the(atom, of, power * scale))
        return result

    def _to_the(self, base: Atom, of: Monomial, scale: Fraction) -> Polynomial:
        """An atom to the power scale · of."""
        if not of.factors:
            return self.settled({base: scale})
        exponents = term(of, scale)
        match base:
            case Exponential(of=inner):
                return self.exponential_of_terms(self.multiply(term(inner), exponents))
            case SymbolicPower(base=inner_base, exponent=inner):
                combined = self.multiply(term(inner), exponents)
                return self.product(
                    *(self._to_the(inner_base, m, c) for m, c in combined.terms.items())
                )
        return self.settled({SymbolicPower(base, of): scale})

    def exponential_of_terms(self, of: Polynomial) -> Polynomial:
        return self.settled({Exponential(m): c for m, c in of.terms.items()})

    # --- common factors and cases ---------------------------------------------------------------

    def content(
        self, of: Polynomial, factors: Literal["positive", "nonnegative", "any"]
    ) -> Content:
        """The factors of a given kind that all terms share, and the greatest common divisor."""
        common: dict[Atom, Power] = {}
        for atom in of.atoms:
            least = min(m.powers.get(atom, 0) for m in of.terms)
            if not is_idempotent(atom) and _is_of_kind(atom, least, factors):
                common[atom] = least
        shared = monomial(common)
        rest = of
        if shared.factors:
            rest = self.multiply(of, self.settled({a: -e for a, e in shared.factors}))
        if rest.is_zero:
            raise NotProvedError("a sum of fractions that is 0")
        divisor = Fraction(
            math.gcd(*(c.numerator for c in rest.terms.values())),
            math.lcm(*(c.denominator for c in rest.terms.values())),
        )
        return Content(divisor, shared, rest.times(1 / divisor))

    def by_cases(self, of: Polynomial, function: Callable[[Polynomial], Polynomial]) -> Polynomial:
        """A function of a polynomial, its conditions and deltas taken out: f(d·a + b) becomes
        d·f(a + b) + (1 − d)·f(b)."""
        conditions = [atom for atom in of.atoms if is_idempotent(atom)]
        if not conditions or 2 ** len(conditions) > self.budget.limits.branches:
            return function(of)
        first = conditions[0]
        without = Polynomial({m: c for m, c in of.terms.items() if first not in m.powers})
        inside = Polynomial({m.without(first): c for m, c in of.terms.items() if first in m.powers})
        then = self.by_cases(inside + without, function)
        otherwise = self.by_cases(without, function)
        return otherwise + self.multiply(single(first), then - otherwise)


def _is_of_kind(atom: Atom, power: Power, kind: str) -> bool:
    match kind:
        case "any":
            return True
        case "nonnegative":
            return is_nonnegative_atom(atom)
    # What stands in a denominator is not 0.
    return is_positive_atom(atom) or (power < 0 and is_nonnegative_atom(atom))


def is_whole(of: Polynomial) -> bool:
    """Whether a polynomial is a whole number for all its values."""
    factors = (factor for monomial in of.terms for factor in monomial.factors)
    return all(c.denominator == 1 for c in of.terms.values()) and all(
        power.denominator == 1 and power > 0 and _is_count(atom) for atom, power in factors
    )


def lead_coefficient(of: Polynomial) -> Fraction:
    """The coefficient of the first monomial in the order of the shapes."""
    return of.terms[min(of.terms, key=by_shape)]


def _is_count(atom: Atom) -> bool:
    if isinstance(atom, Entry):
        return atom.source.kind == "integer" or "step count" in atom.source.traits
    return isinstance(atom, Extent | Place) or is_idempotent(atom)


def _lead_of_two(of: Polynomial) -> Monomial | None:
    """The monomial to divide by, of two that share no atom."""
    if len(of.terms) != 2:
        return None
    one, other = sorted(of.terms, key=by_shape, reverse=True)
    shared = set(one.powers) & set(other.powers)
    if shared or any(e < 0 for _, e in (*one.factors, *other.factors)):
        return None
    return one if one != ONE_MONOMIAL else other
