"""Powers, exponentials, logarithms and signs in normal form.

A sum under a power is cut into a product of powers and a primitive sum: integer coefficients with
no common factor, no negative exponents, no factor common to all terms. So √(V/n + ε) and
√(V + n ε)/√n are written alike. Only what is known to be positive leaves a root or a logarithm.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import sympy

from reference.symbolic.sympy_judge.factors import names_of_entries, names_of_factors
from reference.symbolic.sympy_judge.inert import (
    Exp,
    Expression,
    Log,
    Step,
    Unproved,
    key,
)
from reference.symbolic.sympy_judge.signs import is_nonnegative, is_positive

if TYPE_CHECKING:
    from reference.symbolic.sympy_judge.normal import Normaliser

_LARGEST_EXPONENT = 64


class Powers:
    """The rules for one normaliser."""

    def __init__(self, normaliser: Normaliser) -> None:
        self._normaliser = normaliser

    def power(self, base: Expression, exponent: Expression) -> Expression:
        """base**exponent, of normal forms; the exponent is no positive integer."""
        if base == 0 and not exponent.is_positive:
            raise Unproved("division by zero")
        if exponent.is_Rational and abs(exponent) > _LARGEST_EXPONENT:
            raise Unproved("a power with a large exponent")
        content, rest = self._content(base, takes_all=bool(exponent.is_integer))
        outside, inside = self._content_power(content, exponent)
        if inside != 1:
            rest = self._normaliser.product([rest, inside])
        if rest != 1:
            outside = outside * self._root_of_square(rest, exponent)
        return self._normaliser.product([outside])

    def _content_power(
        self, content: Expression, exponent: Expression
    ) -> tuple[Expression, Expression]:
        """A product to a power: what may be taken to the power by itself, and what stays inside."""
        facts = self._normaliser.facts
        outside, inside = sympy.S.One, sympy.S.One
        for factor in sympy.Mul.make_args(content):
            inner, power = factor.as_base_exp()
            if exponent.is_integer or is_nonnegative(inner, facts):
                outside *= inner ** sympy.expand(power * exponent)
            elif power.is_even and (power * exponent).is_Integer:
                total = power * exponent
                sign = 1 if total.is_even else self._normaliser.sign(inner)
                outside *= inner**total * sign
            else:
                inside *= factor
        return outside, inside

    def _root_of_square(self, rest: Expression, exponent: Expression) -> Expression:
        """√(p²) = |p| for a short polynomial p; the power itself for any other."""
        if exponent.is_Rational and exponent.q == 2 and rest.is_Add and 3 <= len(rest.args) <= 10:
            names = _masked(rest)
            if not names:
                return rest**exponent
            try:
                lead, factors = sympy.sqf_list(rest.xreplace(names))
            except sympy.PolynomialError:  # a power with a symbol in the exponent
                return rest**exponent
            root = sympy.sqrt(lead)
            if root.is_Rational and all(times % 2 == 0 for _, times in factors):
                inner = sympy.Mul(*(factor ** (times // 2) for factor, times in factors))
                back = {name: atom for atom, name in names.items()}
                square_root = self._normaliser.normal(root * sympy.expand(inner).xreplace(back))
                sign = self._normaliser.sign(square_root)
                return self._normaliser.normal((square_root * sign) ** (2 * exponent))
        return rest**exponent

    def _content(self, base: Expression, *, takes_all: bool) -> tuple[Expression, Expression]:
        """A base as (a product, a primitive sum or 1); of a sum only positive factors, or all."""
        if not base.is_Add:
            return base, sympy.S.One
        facts = self._normaliser.facts
        rows = [_exponents(term) for term in base.args]
        common = sympy.S.One
        for factor in sorted({factor for row in rows for factor in row}, key=self._normaliser.key):
            least = min(row.get(factor, sympy.S.Zero) for row in rows)
            if not (takes_all or is_nonnegative(factor, facts)):
                least = 2 * sympy.floor(least / 2) if least.is_Integer else sympy.S.Zero
            if least != 0:
                common *= factor**least
        rest = base
        if common != 1:
            inverse = 1 / common
            rest = self._normaliser.product([sympy.Add(*(term * inverse for term in base.args))])
        if not rest.is_Add:
            return common * rest, sympy.S.One
        number = _rational_content(rest)
        if takes_all and not is_positive(rest, facts):
            number *= -1 if is_positive(-rest, facts) else self.leading_sign(rest)
        return common * number, sympy.Add(*(term / number for term in rest.args))

    def reduced(self, argument: Expression) -> Expression:
        """A sum in which numerators cancel denominators, where they do so at once."""
        if not any(_has_inverse(term) for term in sympy.Add.make_args(argument)):
            return argument
        content, rest = self._content(argument, takes_all=True)
        return self._normaliser.product([content * rest if content * rest != 0 else argument])

    def exponential(self, argument: Expression) -> Expression:
        """exp of a normal form: a power of exp(m) for each product m, and of v for each log v."""
        made = sympy.S.One
        for term in sympy.Add.make_args(self.reduced(argument)):
            logs = [factor for factor in sympy.Mul.make_args(term) if isinstance(factor, Log)]
            if len(logs) == 1:
                made *= self._normaliser.power(logs[0].args[0], term / logs[0])
            else:
                number, rest = term.as_coeff_Mul()
                made *= Exp(sympy.S.One) ** number if rest == 1 else Exp(rest) ** number
        return self._normaliser.product([made])

    def logarithm(self, argument: Expression) -> Expression:
        """log of a normal form: of each positive factor by itself."""
        if argument == 0:
            raise Unproved("the logarithm of 0")
        facts = self._normaliser.facts
        content, rest = self._content(argument, takes_all=True)
        total, inside = sympy.S.Zero, rest
        for factor in sympy.Mul.make_args(content):
            base, exponent = factor.as_base_exp()
            if factor.is_Rational and factor.is_positive:
                for prime, times in sympy.factorrat(factor).items():
                    total += times * Log(sympy.Integer(prime))
            elif not is_positive(base, facts) or not exponent.is_real:
                inside *= factor
            elif isinstance(base, Exp):
                total += exponent * base.args[0]
            else:
                total += exponent * Log(base)
        if inside != 1:
            total += Log(self._normaliser.product([inside]))
        return self._normaliser.product([total])

    def step(self, argument: Expression, *, any_at_zero: bool = False) -> Expression:
        """[argument > 0] of a normal form, up to positive factors, and up to sign.

        [−p > 0] is read as 1 − [p > 0], which is so away from kinks; not where p is 0 for some
        indices or integers whatever the inputs are. With `any_at_zero` the value where the argument
        is 0 does not matter.
        """
        facts = self._normaliser.facts
        content, rest = self._content(argument, takes_all=True)
        sign, kept, has_squares = 1, rest, False
        for factor in sympy.Mul.make_args(content):
            base, exponent = factor.as_base_exp()
            if is_positive(factor, facts) or (any_at_zero and is_nonnegative(factor, facts)):
                continue
            if factor.is_Rational:
                sign, kept = -sign, kept * (0 if factor == 0 else 1)
            elif exponent.is_even and (any_at_zero or self.is_rarely_zero(base)):
                has_squares = True
            else:
                kept *= base if exponent.is_odd else factor
        kept = self._normaliser.product([kept])
        if kept == 0 or is_nonnegative(-sign * kept, facts):
            return sympy.S.Zero
        self._normaliser.kinks |= has_squares and not any_at_zero
        if is_positive(sign * kept, facts) or (any_at_zero and is_nonnegative(sign * kept, facts)):
            return sympy.S.One
        is_flipped = self.leading_sign(kept) != sign and (any_at_zero or self.is_rarely_zero(kept))
        self._normaliser.kinks |= is_flipped and not any_at_zero
        shown = self._normaliser.product([-sign * kept if is_flipped else sign * kept])
        return 1 - Step(shown) if is_flipped else Step(shown)

    def leading_sign(self, expression: Expression) -> int:
        """1 or −1: the sign of the coefficient of the first term in a fixed order."""
        pairs = [term.as_coeff_Mul() for term in sympy.Add.make_args(expression)]
        number, _ = min(pairs, key=lambda pair: (bool(pair[1].args), self._normaliser.key(pair[1])))
        return -1 if number.is_negative else 1

    def is_rarely_zero(self, e: Expression) -> bool:
        """Whether a normal form is 0 at most for special inputs: not for special indices or sizes.

        It is where a free input stands in one term only, and once: the expression is then linear in
        it, with a coefficient that does not vanish. What a loop carries, or what stands for a part
        of a graph, may be any function of the inputs; where it occurs nothing is known.
        """
        facts = self._normaliser.facts
        terms = sympy.Add.make_args(e)
        names = [names_of_entries(term) for term in terms]
        if not set().union(*names) <= facts.given:
            return False
        for at, term in enumerate(terms):
            factors = names_of_factors(term)
            others = set().union(*names[:at], *names[at + 1 :])
            is_linear = len(set(factors)) == len(factors) and facts.free.issuperset(factors)
            if is_linear and not others.issuperset(factors):
                return True
        return False

    def split_sigmoid(self, term: Expression) -> Expression:
        """E/(c + dE) = (1 − c/(c + dE))/d, and 1/(E(c + dE)) likewise, for E a power of exp."""
        factors = term.as_powers_dict() if term.is_Mul else {}
        for base, exponent in factors.items():
            if not (base.is_Add and exponent.is_Integer and exponent < 0):
                continue
            number, slope, exponentials = _sigmoid_parts(base)
            if not exponentials:
                continue
            ratios = [factors.get(e, 0) / power for e, power in exponentials.items()]
            product = sympy.Mul(*(e**power for e, power in exponentials.items()))
            if all(ratio >= 1 for ratio in ratios):
                without = term / product / slope
                pair = (without * base, -number * without)
            elif all(ratio <= -1 for ratio in ratios):
                pair = (term * base / number, -slope * product * term / number)
            else:
                continue
            return sympy.Add(*(self._normaliser.product([part]) for part in pair))
        return term


def _sigmoid_parts(base: Expression) -> tuple[Any, Any, dict[Any, Any]]:
    """c, d and {exp(m): power} of c + d Π exp(m)**power; empty where a sum is not of this form."""
    if len(base.args) == 2:
        number, other = base.args
        slope, product = other.as_coeff_Mul()
        powers = product.as_powers_dict() if product != 1 else {}
        if number.is_Rational and powers and all(isinstance(factor, Exp) for factor in powers):
            return number, slope, dict(powers)
    return 0, 0, {}


def _exponents(term: Expression) -> dict[Any, Any]:
    """The rational exponents of the factors of a term, numbers left out."""
    powers = {}
    for factor in sympy.Mul.make_args(term):
        base, exponent = factor.as_base_exp()
        if not base.is_number and exponent.is_Rational:
            powers[base] = exponent
    return powers


def _rational_content(expression: Expression) -> Expression:
    """The positive rational that leaves integers without a common factor."""
    numbers = [term.as_coeff_Mul()[0] for term in expression.args]
    rationals = [number for number in numbers if number.is_Rational and number != 0]
    if len(rationals) < len(numbers):
        return sympy.S.One
    above = math.gcd(*(int(number.p) for number in rationals))
    below = math.lcm(*(int(number.q) for number in rationals))
    return sympy.Rational(above, below)


def _has_inverse(term: Expression) -> bool:
    return any(
        base.is_Add and exponent.is_negative
        for base, exponent in (f.as_base_exp() for f in sympy.Mul.make_args(term))
    )


def _masked(expression: Expression) -> dict[Any, Any]:
    """A plain name for each factor of a polynomial; empty where it is none."""
    pairs = [f.as_base_exp() for t in expression.args for f in sympy.Mul.make_args(t)]
    pairs = [(base, exponent) for base, exponent in pairs if not base.is_number]
    if not all(exponent.is_Integer and 0 < exponent <= 8 for _, exponent in pairs):
        return {}
    atoms = sorted({base for base, _ in pairs}, key=key)
    return {atom: sympy.Symbol(f"mask{at}") for at, atom in enumerate(atoms)}
