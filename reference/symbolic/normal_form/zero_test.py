"""Whether a polynomial in normal form is 0 wherever it is defined."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reference.symbolic.normal_form.budget import NotProvedError
from reference.symbolic.normal_form.index_terms import Index, Term, Variable, by_key
from reference.symbolic.normal_form.polynomial import (
    Atom,
    Base,
    Delta,
    Monomial,
    Polynomial,
    Power,
    Sum,
    added,
    monomial,
    single,
    term,
)
from reference.symbolic.normal_form.sums import Rewriting, Sums

_ROUNDS = 30
_NESTED_SUMS = 3


def is_zero(algebra: Sums, of: Polynomial) -> bool:
    """Whether a polynomial is seen to be 0. Not seen does not mean that it is not 0."""
    return _Test(algebra).is_zero(of, _NESTED_SUMS)


def at_deltas(algebra: Sums, of: Polynomial) -> Polynomial:
    """δ(i, j)·f(i) as δ(i, j)·f(j), so that what agrees on a diagonal looks alike there."""
    return _Test(algebra).at_deltas(of)


class _Test:
    def __init__(self, algebra: Sums) -> None:
        self._algebra = algebra

    def is_zero(self, of: Polynomial, depth: int) -> bool:
        for _ in range(_ROUNDS):
            of = self.at_deltas(of)
            if of.is_zero:
                return True
            cleared = self._without_a_denominator(of)
            if cleared is None:
                return depth > 0 and self._has_zero_summands(of, depth)
            of = cleared
        raise NotProvedError("too many denominators")

    def at_deltas(self, of: Polynomial) -> Polynomial:
        return self._algebra.budget.check(
            added(self._at_deltas(m).times(c) for m, c in of.terms.items())
        )

    def _at_deltas(self, of: Monomial) -> Polynomial:
        for atom, _ in of.factors:
            if not isinstance(atom, Delta):
                continue
            rest = of.without(atom)
            sides: tuple[tuple[Term, Term], ...] = (
                (atom.left, atom.right),
                (atom.right, atom.left),
            )
            if isinstance(atom.right, Index) and isinstance(atom.left, Index):
                sides = sides[:1]
            for index, to in sides:
                if not isinstance(index, Index) or index in to.indices:
                    continue
                if index in rest.indices:
                    moved = self._algebra.rewrite_monomial(rest, Rewriting({index: to}))
                    return self.at_deltas(self._algebra.multiply(moved, single(atom)))
        return term(of)

    def _without_a_denominator(self, of: Polynomial) -> Polynomial | None:
        """The polynomial times a power of one base that is not 0; None where there is none."""
        lowest: dict[Atom, Power] = {}
        for atom in of.atoms:
            if isinstance(atom, Base):
                least = min(m.powers.get(atom, 0) for m in of.terms)
                if least < 0:
                    lowest[atom] = least
        if not lowest:
            return None
        # Outer denominators first: they may hold inner ones.
        base = max(lowest, key=lambda atom: (len(atom.spell({})), atom.key))
        algebra = self._algebra
        if self._vanishes_at_a_delta(_of(base), of):
            return None
        cleared = []
        for one, coefficient in of.terms.items():
            power = one.powers.get(base, 0) - lowest[base]
            rest = term(one.without(base), coefficient)
            broken = power - math.floor(power)
            factors = [rest, algebra.whole_power(_of(base), math.floor(power))]
            cleared.append(algebra.product(*factors, algebra.settled({base: broken})))
        return algebra.budget.check(added(cleared))

    def _vanishes_at_a_delta(self, base: Polynomial, of: Polynomial) -> bool:
        """Whether a denominator is 0 where a product of deltas, a factor of a term, is 1."""
        diagonals = {
            monomial({a: e for a, e in m.factors if isinstance(a, Delta)}) for m in of.terms
        }
        return any(
            self.at_deltas(self._algebra.multiply(term(diagonal), base)).is_zero
            for diagonal in sorted(diagonals, key=by_key)
        )

    def _has_zero_summands(self, of: Polynomial, depth: int) -> bool:
        """Whether the sums over ranges of the same sizes have summands that add up to 0.

        Σ_i f(i) + Σ_i g(i) is 0 where f + g is. What is left over must be 0 by itself.
        """
        kinds = sorted({a.sizes for a in of.atoms if isinstance(a, Sum)})
        return any(self._have_zero_summands(of, sizes, depth) for sizes in kinds)

    def _have_zero_summands(self, of: Polynomial, sizes: tuple[str, ...], depth: int) -> bool:
        ranges = [(self._algebra.budget.variable(), size) for size in sizes]
        inside, outside = [], []
        for one, coefficient in of.terms.items():
            sums = [a for a, e in one.factors if isinstance(a, Sum) and a.sizes == sizes and e == 1]
            if sums:
                rest = term(one.without(sums[0]), coefficient)
                inside.append(self._algebra.multiply(rest, self._summand(sums[0], ranges)))
            else:
                outside.append(term(one, coefficient))
        if not inside or not self.is_zero(added(outside), depth - 1):
            return False
        return self.is_zero(added(inside), depth - 1)

    def _summand(self, of: Sum, ranges: Sequence[tuple[Variable, str]]) -> Polynomial:
        own, summand = self._algebra.open_sum(of)
        names: dict[Index, Term] = {
            old: new for (old, _), (new, _) in zip(own, ranges, strict=True)
        }
        return self._algebra.substitute(summand, names)


def _of(base: Atom) -> Polynomial:
    if not isinstance(base, Base):
        raise TypeError(type(base).__name__)
    return base.of
