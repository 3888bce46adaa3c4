"""Whether an expression is zero: for every size, every index, and every value of the inputs.

Distinct sums, entries and functions of the normal form are taken for independent variables: what is
zero for all their values is zero for those that they have. Where two free indices meet in a delta
both cases are shown, equal and different; and so are both sides of a condition.
"""

from __future__ import annotations

from typing import Any

import sympy

from reference.symbolic.sympy_judge.inert import (
    Bound,
    Delta,
    Entry,
    Expression,
    Index,
    InertSum,
    Step,
    Unproved,
    any_node,
    bounds,
    key,
    substitute,
)
from reference.symbolic.sympy_judge.normal import Normaliser
from reference.symbolic.sympy_judge.signs import is_nonnegative, is_positive

_MOST_CASES = 200
_MOST_NESTED = 4


class ZeroTest:
    """Shows that expressions vanish, or raises Unproved."""

    def __init__(self, normaliser: Normaliser) -> None:
        self._normaliser = normaliser
        self._cases = 0

    def prove(self, expression: Expression) -> None:
        """Raises Unproved where an expression is not shown to be zero."""
        self._prove(expression, (), (), 0)

    def _prove(
        self,
        expression: Expression,
        apart: tuple[tuple[Any, Any], ...],
        signs: tuple[tuple[Any, bool], ...],
        nested: int,
    ) -> None:
        """`apart` are indices that differ in this case; `signs` what is ≥ 0 in it, or > 0."""
        e = self._normaliser.normal(expression)
        if e == 0:
            return
        found = self._indicator(e)
        if found is None:
            if not self._vanishes(e):
                self._prove_term_by_term(e, nested)
            return
        self._cases += 1
        if self._cases > _MOST_CASES:
            raise Unproved("too many cases")
        if isinstance(found, Delta):
            self._prove_both(e, found, apart, signs, nested)
            return
        argument = found.args[0]
        for value, sign in ((1, argument), (0, -argument)):
            is_strict = value == 1
            if not any(
                self._is_contradiction(sign, other, is_strict=is_strict or other_is_strict)
                for other, other_is_strict in signs
            ):
                case = substitute(e, {found: sympy.Integer(value)})
                self._prove(case, apart, (*signs, (sign, is_strict)), nested)

    def _prove_both(
        self,
        e: Expression,
        found: Expression,
        apart: tuple[tuple[Any, Any], ...],
        signs: tuple[tuple[Any, bool], ...],
        nested: int,
    ) -> None:
        """Where two indices differ, and where they are the same."""
        one, other = found.args
        if (one, other) not in apart:
            replaced, kept = (one, other) if isinstance(one, Index) else (other, one)
            if not isinstance(replaced, Index | Entry):
                raise Unproved("an index that is neither free nor a label")
            same = {replaced: kept}
            still = tuple(_ordered(*(substitute(index, same) for index in p)) for p in apart)
            if all(first != second for first, second in still):
                moved = tuple((substitute(sign, same), strict) for sign, strict in signs)
                self._prove(substitute(e, same), still, moved, nested)
        different = substitute(e, {found: sympy.S.Zero})
        self._prove(different, (*apart, (one, other)), signs, nested)

    def _is_contradiction(self, one: Expression, other: Expression, *, is_strict: bool) -> bool:
        """Whether two expressions cannot both be ≥ 0, one of them > 0 where it is strict."""
        minus = self._normaliser.normal(-one - other)
        if is_positive(minus, self._normaliser.facts):
            return True
        if not is_nonnegative(minus, self._normaliser.facts):
            return False
        if is_strict:
            return True
        # Both are 0: that is a kink, where it does not take a coincidence of indices to be there.
        is_kink = any(
            self._normaliser.powers.is_rarely_zero(self._normaliser.normal(e)) for e in (one, other)
        )
        self._normaliser.kinks |= is_kink
        return is_kink

    def _indicator(self, e: Expression) -> Expression | None:
        """A delta or a step without an index of a sum; a delta first."""
        return any_node(e, lambda node: self._is_free(node, Delta)) or any_node(
            e, lambda node: self._is_free(node, Step)
        )

    def _is_free(self, node: Expression, head: type) -> bool:
        free = self._normaliser.sums.free
        return isinstance(node, head) and not any(isinstance(s, Bound) for s in free(node))

    def _vanishes(self, e: Expression) -> bool:
        """Whether an expression is zero once denominators are cleared and roots multiplied out."""
        settled: set[Any] = set()
        while e != 0:
            base = self._outermost(e, settled)
            if base is None:
                return False
            settled.add(base)
            e = self._cleared(e, base)
        return True

    def _outermost(self, e: Expression, settled: set[Any]) -> Expression | None:
        """A sum of terms that stands in a denominator or under a root, and in no other such sum."""
        found = {
            base
            for term in sympy.Add.make_args(e)
            for base, exponent in (factor.as_base_exp() for factor in sympy.Mul.make_args(term))
            if base.is_Add and base not in settled and not (exponent.is_Integer and exponent > 0)
        }
        for base in sorted(found, key=self._normaliser.key):
            if not any(base != other and other.has(base) for other in found):
                return base
        return None

    def _cleared(self, e: Expression, base: Expression) -> Expression:
        """Times a power of a sum, such that it stands to powers from 0 to below 1 only."""
        rows = [(term, _exponent(term, base)) for term in sympy.Add.make_args(e)]
        least = min(exponent.as_coeff_Add()[0] for _, exponent in rows)
        made = []
        for term, exponent in rows:
            number, symbolic = (exponent - least).as_coeff_Add()
            whole = sympy.floor(number)
            rest = term * base ** (symbolic + number - whole - exponent)
            made.append(self._normaliser.product([rest, *[base] * int(whole)]))
        return sympy.Add(*made)

    def _prove_term_by_term(self, e: Expression, nested: int) -> None:
        """Σ f + Σ g over the same ranges is zero where f + g is."""
        if nested >= _MOST_NESTED:
            raise Unproved("sums within sums within sums")
        groups: dict[tuple[str, ...], list[Expression]] = {}
        ranges: dict[tuple[str, ...], list[Expression]] = {}
        for term in sympy.Add.make_args(e):
            found = _sum_to_join(term)
            if found is None:
                raise Unproved(f"a term is left over: {_short(term)}")
            sizes = tuple(str(size) for _, size in bounds(found))
            if sizes not in ranges:
                ranges[sizes] = [self._normaliser.budget.index("n") for _ in sizes]
            names = {
                index: new for (index, _), new in zip(bounds(found), ranges[sizes], strict=True)
            }
            summand = substitute(found.args[0], names)
            groups.setdefault(sizes, []).append(term / found * summand)
        for terms in groups.values():
            together = sympy.Add(*terms)
            if together == e:
                raise Unproved(f"terms are left over: {_short(e)}")
            self._prove(together, (), (), nested + 1)


def _exponent(term: Expression, base: Expression) -> Expression:
    """The exponent of a sum in a product, 0 where it does not occur."""
    for factor in sympy.Mul.make_args(term):
        inner, exponent = factor.as_base_exp()
        if inner == base:
            return exponent
    return sympy.S.Zero


def _sum_to_join(term: Expression) -> Expression | None:
    """The one sum of a product that is not a polynomial, else the one sum that there is."""
    sums = [factor for factor in sympy.Mul.make_args(term) if isinstance(factor, InertSum)]
    fractions = [found for found in sums if _has_fraction(found.args[0])]
    chosen = fractions or sums
    return chosen[0] if len(chosen) == 1 else None


def _has_fraction(term: Expression) -> bool:
    return any(
        base.is_Add and not (exponent.is_Integer and exponent > 0)
        for base, exponent in (factor.as_base_exp() for factor in sympy.Mul.make_args(term))
    )


def _ordered(one: Expression, other: Expression) -> tuple[Any, Any]:
    first, second = sorted((one, other), key=key)
    return first, second


def _short(e: Expression) -> str:
    text = str(e)
    return text if len(text) <= 120 else f"{text[:117]}..."
