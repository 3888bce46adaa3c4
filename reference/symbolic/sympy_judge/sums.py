"""Sums over indices in normal form: contracted, distributed, and cut into connected ones.

Σ_k of a product is taken apart: factors without k leave it, δ(k, i) puts i in place of k, products
of sums share no index, and the indices that are left get the names b0_0, b0_1, … in an order that
does not depend on how they were called. A sum inside another has a smaller first number, so that
renaming never captures an index.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import sympy

from reference.symbolic.sympy_judge.inert import (
    BINDERS,
    Bound,
    Delta,
    Entry,
    Expression,
    InertSum,
    Largest,
    Unproved,
    bind,
    bounds,
    substitute,
)

if TYPE_CHECKING:
    from reference.symbolic.sympy_judge.normal import Normaliser

_MOST_BOUNDS = 8
_MOST_ORDERS = 120
_Pairs = tuple[tuple[Any, Any], ...]
_NO_SYMBOLS: frozenset[Any] = frozenset()


class Sums:
    """The rules for one normaliser."""

    def __init__(self, normaliser: Normaliser) -> None:
        self._normaliser = normaliser
        self._free: dict[Any, frozenset[Any]] = {}
        self._depths: dict[Any, int] = {}

    def sum(self, term: Expression, pairs: _Pairs) -> Expression:
        """Σ of a normal form over (index, size) pairs."""
        return sympy.Add(*(self._of_product(t, pairs) for t in sympy.Add.make_args(term)))

    def largest(self, term: Expression, pairs: _Pairs) -> Expression:
        """The largest of a normal form over (index, size) pairs; no index leaves it."""
        used = tuple(pair for pair in pairs if pair[0] in self.free(term))
        return self._named(Largest, (term,), used) if used else term

    def free(self, expression: Expression) -> frozenset[Any]:
        """The symbols that occur in an expression and that no sum binds."""
        known = self._free.get(expression)
        if known is None:
            if isinstance(expression, sympy.Symbol):
                known = frozenset((expression,))
            elif isinstance(expression, BINDERS):
                inner = self.free(expression.args[0]).difference(i for i, _ in bounds(expression))
                known = inner.union(size for _, size in bounds(expression))
            else:
                known = _NO_SYMBOLS.union(*(self.free(part) for part in expression.args))
            self._free[expression] = known
        return known

    def _of_product(self, term: Expression, pairs: _Pairs) -> Expression:
        if term == 0 or not pairs:
            return term
        self._normaliser.budget.spend()
        factors, pairs = self._opened(list(sympy.Mul.make_args(term)), pairs)
        if len(pairs) > _MOST_BOUNDS:
            raise Unproved("a sum over too many indices")
        for factor in factors:
            replaced = _contraction(factor, pairs)
            if replaced is not None:
                index, other = replaced
                rest = substitute(sympy.Mul(*_without(factors, factor)), {index: other})
                left = tuple(pair for pair in pairs if pair[0] != index)
                return self.sum(self._normaliser.normal(rest), left)
        for index, _ in pairs:
            lone = self._sums_to_one(index, factors)
            if lone is not None:
                left = tuple(pair for pair in pairs if pair[0] != index)
                return self._of_product(sympy.Mul(*_without(factors, lone)), left)
        cancelled = self._cancelled(factors, pairs)
        return self._connected(factors, pairs) if cancelled is None else cancelled

    def _cancelled(self, factors: Sequence[Expression], pairs: _Pairs) -> Expression | None:
        """Σ_n Σ_k e_nk / (Σ_k e_nk): where the sum over one index stands in a denominator."""
        powers = [factor.as_base_exp() for factor in factors]
        divisors = {b for b, power in powers if isinstance(b, InertSum) and power.is_negative}
        for pair in pairs if divisors else ():
            inner = [factor for factor in factors if pair[0] in self.free(factor)]
            total = self._of_product(sympy.Mul(*inner), (pair,)) if len(pairs) > 1 else None
            if total in divisors:
                outer = [factor for factor in factors if pair[0] not in self.free(factor)]
                left = tuple(other for other in pairs if other != pair)
                return self.sum(self._normaliser.normal(sympy.Mul(total, *outer)), left)
        return None

    def _opened(
        self, factors: Sequence[Expression], pairs: _Pairs
    ) -> tuple[list[Expression], _Pairs]:
        """Inner sums that depend on an outer index become part of it, under new names."""
        done: list[Expression] = []
        waiting = list(factors)
        while waiting:
            factor = waiting.pop(0)
            base, exponent = factor.as_base_exp()
            indices = {index for index, _ in pairs}
            is_open = isinstance(base, InertSum) and exponent.is_Integer and exponent > 0
            if not is_open or self.free(base).isdisjoint(indices):
                done.append(factor)
                continue
            for _ in range(int(exponent)):
                new = {index: self._normaliser.budget.index("n") for index, _ in bounds(base)}
                pairs += tuple((new[index], size) for index, size in bounds(base))
                waiting.extend(sympy.Mul.make_args(substitute(base.args[0], new)))
        return done, pairs

    def _sums_to_one(self, index: Expression, factors: Sequence[Expression]) -> Expression | None:
        """The factor y(…, k) with Σ_k y(…, k) = 1, where nothing else depends on k."""
        users = [factor for factor in factors if index in self.free(factor)]
        if len(users) != 1 or not isinstance(users[0], Entry):
            return None
        name, *places = users[0].args
        is_lone = places[-1] == index and index not in self.free(sympy.Tuple(*places[:-1]))
        return users[0] if is_lone and name.name in self._normaliser.facts.sums_to_one else None

    def _connected(self, factors: Sequence[Expression], pairs: _Pairs) -> Expression:
        """The product of sums that share no index, of what depends on none, and of sizes."""
        groups: list[tuple[set[Any], list[Expression]]] = []
        outside: list[Expression] = []
        indices = {index for index, _ in pairs}
        for factor in factors:
            touched = set(self.free(factor) & indices)
            if not touched:
                outside.append(factor)
                continue
            members = [factor]
            apart = []
            for group in groups:
                if group[0].isdisjoint(touched):
                    apart.append(group)
                else:
                    touched |= group[0]
                    members = group[1] + members
            groups = [*apart, (touched, members)]
        used = set().union(*(touched for touched, _ in groups)) if groups else set()
        outside.extend(size for index, size in pairs if index not in used)
        for touched, members in groups:
            own = tuple(pair for pair in pairs if pair[0] in touched)
            outside.append(self._normaliser.one_object(self._named(InertSum, members, own)))
        return sympy.Mul(*outside)

    def _named(self, head: type, factors: Sequence[Expression], pairs: _Pairs) -> Expression:
        """A sum or a largest with the canonical names of its indices, in the canonical order."""
        depth = max(self._depth(factor) for factor in factors)
        if len(pairs) == 1:
            return _renamed(head, sympy.Mul(*factors), pairs, depth)
        ranks = self._ranks(factors, pairs)
        ordered = sorted(pairs, key=lambda pair: ranks[pair[0]])
        alike = [
            list(group) for _, group in itertools.groupby(ordered, lambda pair: ranks[pair[0]])
        ]
        orders = math.prod(math.factorial(len(group)) for group in alike)
        if orders > _MOST_ORDERS:
            raise Unproved("a sum over too many indices that look alike")
        term = sympy.Mul(*factors)
        best: tuple[str, Any] | None = None
        for order in itertools.product(*(itertools.permutations(group) for group in alike)):
            chosen = [pair for group in order for pair in group]
            made = _renamed(head, term, chosen, depth)
            if orders == 1:
                return made
            text = self._normaliser.key(made)
            if best is None or text < best[0]:
                best = (text, made)
        assert best is not None  # noqa: S101 - there is at least one order
        return best[1]

    def _ranks(self, factors: Sequence[Expression], pairs: _Pairs) -> dict[Any, int]:
        """A number for each index, the same for those that no factor tells apart.

        Indices are told apart by the factors in which they stand, and these by their indices; in
        every round more are.
        """
        ranks = {index: 0 for index, _ in pairs}
        for _ in pairs:
            marks = {}
            for index, size in pairs:
                names = {**{other: f"other {rank}" for other, rank in ranks.items()}, index: "this"}
                seen = sorted(
                    self._normaliser.key(f, names) for f in factors if index in self.free(f)
                )
                marks[index] = f"{ranks[index]} {size} {seen}"
            order = sorted(set(marks.values()))
            count = len(set(ranks.values()))
            ranks = {index: order.index(mark) for index, mark in marks.items()}
            if len(order) in {count, len(pairs)}:
                break
        return ranks

    def _depth(self, expression: Expression) -> int:
        """How many sums stand inside one another."""
        known = self._depths.get(expression)
        if known is None:
            known = max((self._depth(part) for part in expression.args), default=0)
            known += isinstance(expression, BINDERS)
            self._depths[expression] = known
        return known


def _renamed(head: type, term: Expression, pairs: Sequence[Any], depth: int) -> Expression:
    names = {
        index: Bound(f"b{depth}_{at}", integer=True, nonnegative=True)
        for at, (index, _) in enumerate(pairs)
    }
    return bind(head, substitute(term, names), [(names[index], size) for index, size in pairs])


def _contraction(factor: Expression, pairs: _Pairs) -> tuple[Expression, Expression] | None:
    """(index, what it must equal), where a factor is a delta of a summed index."""
    if isinstance(factor, Delta):
        indices: Mapping[Any, Any] = dict(pairs)
        for index, other in (factor.args, reversed(factor.args)):
            if index in indices and not other.has(index):
                return index, other
    return None


def _without(factors: Sequence[Expression], factor: Expression) -> list[Expression]:
    """The factors but for one."""
    at = list(factors).index(factor)
    return [*factors[:at], *factors[at + 1 :]]
