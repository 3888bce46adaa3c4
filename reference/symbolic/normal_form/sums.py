"""Sums and maxima over symbolic ranges, and other index terms put in the place of variables."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reference.symbolic.normal_form.budget import Budget, NotProvedError
from reference.symbolic.normal_form.functions import Functions
from reference.symbolic.normal_form.index_terms import (
    Bound,
    Index,
    Keyed,
    Label,
    Source,
    Term,
    Variable,
    digest,
)
from reference.symbolic.normal_form.polynomial import (
    Atom,
    Base,
    Carried,
    Delta,
    Entry,
    Exponential,
    Extent,
    Function,
    Indicator,
    Maximum,
    Monomial,
    Place,
    Polynomial,
    Power,
    Recurrence,
    State,
    Sum,
    SymbolicPower,
    added,
    monomial,
    single,
    term,
)

_MOST_LINKED = 8
Ranges = Sequence[tuple[Variable, str]]


@dataclass(frozen=True)
class Rewriting:
    """Other terms for index variables, and other polynomials for some entries.

    `entries` gives the polynomial for an Entry, Carried or State, its places already rewritten, or
    None to leave it; it is asked for those that depend on `sources`, and for states.
    """

    terms: Mapping[Index, Term]
    sources: frozenset[Source] = frozenset()
    entries: Callable[[Atom], Polynomial | None] = lambda _: None
    states: bool = False

    def touches(self, what: Keyed) -> bool:
        return (
            self.states
            or not self.sources.isdisjoint(what.sources)
            or any(index in self.terms for index in what.indices)
        )

    def of_term(self, of: Term) -> Term:
        if isinstance(of, Index):
            return self.terms.get(of, of)
        if isinstance(of, Label):
            return Label(of.name, tuple(map(self.of_term, of.places)))
        return of

    def and_also(self, terms: Mapping[Index, Term]) -> Rewriting:
        return Rewriting({**self.terms, **terms}, self.sources, self.entries, self.states)


class Sums(Functions):
    """The whole algebra. Inputs named `free` are not taken to add up to one."""

    def __init__(self, budget: Budget, free: frozenset[str] = frozenset()) -> None:
        super().__init__(budget)
        self._free = free

    # --- rewriting ------------------------------------------------------------------------------

    def substitute(self, of: Polynomial, terms: Mapping[Index, Term]) -> Polynomial:
        """The polynomial with other terms for index variables."""
        changed = {index: to for index, to in terms.items() if index != to}
        return self.rewrite(of, Rewriting(changed)) if changed else of

    def rewrite(self, of: Polynomial, by: Rewriting) -> Polynomial:
        if not by.touches(of):
            return of
        return self.budget.check(
            added(self.rewrite_monomial(m, by).times(c) for m, c in of.terms.items())
        )

    def rewrite_monomial(self, of: Monomial, by: Rewriting) -> Polynomial:
        if not by.touches(of):
            return term(of)
        kept = monomial({atom: power for atom, power in of.factors if not by.touches(atom)})
        changed = (
            self._rewrite_atom(atom, power, by) for atom, power in of.factors if by.touches(atom)
        )
        return self.product(term(kept), *changed)

    def _rewrite_atom(self, atom: Atom, power: Power, by: Rewriting) -> Polynomial:
        self.budget.tick()
        match atom:
            case Entry(source=source, places=places):
                return self._entry(Entry(source, tuple(map(by.of_term, places))), power, by)
            case Carried(loop=loop, slot=slot, places=places):
                return self._entry(Carried(loop, slot, tuple(map(by.of_term, places))), power, by)
            case State():
                return self._entry(atom, power, by)
            case Place(term=of):
                return self.settled({Place(by.of_term(of)): power})
            case Delta(left=left, right=right):
                return self.delta(by.of_term(left), by.of_term(right))
            case Indicator(of=inner):
                return self.indicator(self.rewrite(inner, by))
            case Base(of=inner):
                return self.power(self.rewrite(inner, by), power)
            case Exponential(of=exponent):
                return self.exponential(self.rewrite_monomial(exponent, by).times(power))
            case SymbolicPower(base=base, exponent=exponent):
                return self.symbolic_power(
                    self.rewrite(single(base), by),
                    self.rewrite_monomial(exponent, by).times(power),
                )
            case Function(name="log", of=inner):
                return self.power(self.logarithm(self.rewrite(inner, by)), power)
            case Function(name=name, of=inner):
                return self.power(self.function(name, self.rewrite(inner, by)), power)
            case Sum(at=at, sizes=sizes, of=summand):
                ranges, names = self._opened(at, sizes)
                inside = self.rewrite_monomial(summand, by.and_also(names))
                return self.power(self.sum_over(ranges, inside), power)
            case Maximum(at=at, sizes=sizes, of=inner):
                ranges, names = self._opened(at, sizes)
                inside = self.rewrite(inner, by.and_also(names))
                return self.power(self.maximum_over(ranges, inside), power)
            case Recurrence():
                return self.power(self.rewrite_recurrence(atom, by), power)
        return self.settled({atom: power})

    def rewrite_recurrence(self, of: Recurrence, by: Rewriting) -> Polynomial:
        """What reference.symbolic.normal_form.recurrences adds to the algebra."""
        raise NotImplementedError

    def _entry(self, entry: Atom, power: Power, by: Rewriting) -> Polynomial:
        if isinstance(entry, State) or not by.sources.isdisjoint(entry.sources):
            instead = by.entries(entry)
            if instead is not None:
                return self.power(instead, power)
        return self.settled({entry: power})

    def _opened(
        self, at: int, sizes: Sequence[str]
    ) -> tuple[list[tuple[Variable, str]], dict[Index, Term]]:
        """New variables for bound ones, with their ranges."""
        ranges = [(self.budget.variable(), size) for size in sizes]
        return ranges, {Bound(at, place): v for place, (v, _) in enumerate(ranges)}

    def open_sum(self, of: Sum) -> tuple[list[tuple[Variable, str]], Polynomial]:
        """The summand, with new variables and their ranges."""
        ranges, names = self._opened(of.at, of.sizes)
        return ranges, self.rewrite_monomial(of.of, Rewriting(names))

    # --- sums -----------------------------------------------------------------------------------

    def sum_over(self, ranges: Ranges, of: Polynomial) -> Polynomial:
        """Σ over variables, each along its size."""
        if not ranges:
            return of
        return self.budget.check(
            added(self._sum_of(ranges, m).times(c) for m, c in of.terms.items())
        )

    def _sum_of(self, ranges: Ranges, of: Monomial) -> Polynomial:
        self.budget.tick()
        summed = {variable for variable, _ in ranges}
        steps = (self._contracted, self._over_itself, self._flattened, self._at_labels)
        for step in (*steps, self._adding_up_to_one):
            result = step(ranges, summed, of)
            if result is not None:
                return result
        outside = {a: e for a, e in of.factors if summed.isdisjoint(a.indices)}
        inside = [(a, e) for a, e in of.factors if a not in outside]
        result = self.settled(outside)
        for group in _linked(ranges, [atom for atom, _ in inside]):
            own = {variable for variable, _ in group}
            factors = {a: e for a, e in inside if not own.isdisjoint(a.indices)}
            result = self.multiply(
                result, self._bound_sum(group, factors) if factors else single(Extent(group[0][1]))
            )
        return result

    def _contracted(self, ranges: Ranges, summed: set[Variable], of: Monomial) -> Polynomial | None:
        """Σ_u δ(u, t)·f(u) is f(t)."""
        for atom, _ in of.factors:
            if not isinstance(atom, Delta):
                continue
            for index, to in ((atom.left, atom.right), (atom.right, atom.left)):
                if index in summed and isinstance(index, Index) and index not in to.indices:
                    rest = self.rewrite_monomial(of.without(atom), Rewriting({index: to}))
                    return self.sum_over([r for r in ranges if r[0] != index], rest)
        return None

    def _flattened(self, ranges: Ranges, summed: set[Variable], of: Monomial) -> Polynomial | None:
        """Σ_u f(u)·Σ_v g(u, v) is one sum over u and v."""
        for atom, power in of.factors:
            if not isinstance(atom, Sum) or power.denominator != 1 or power < 0:
                continue
            if summed.isdisjoint(atom.indices):
                continue
            inside, more = term(of.without(atom)), list(ranges)
            for _ in range(int(power)):
                own, summand = self.open_sum(atom)
                more += own
                inside = self.multiply(inside, summand)
            return self.sum_over(more, inside)
        return None

    def _over_itself(
        self, ranges: Ranges, summed: set[Variable], of: Monomial
    ) -> Polynomial | None:
        """Σ_u g(u) / Σ_v g(v) is 1, also where more is summed over."""
        for atom, power in of.factors:
            if not isinstance(atom, Sum) or power > -1 or len(atom.sizes) != 1:
                continue
            for variable, size in ranges:
                if size != atom.sizes[0] or variable not in summed or variable in atom.indices:
                    continue
                own = monomial({a: e for a, e in of.factors if variable in a.indices})
                alike = self.rewrite_monomial(atom.of, Rewriting({Bound(atom.at, 0): variable}))
                if added((alike, term(own).times(-1))).terms:
                    continue
                rest = monomial({a: e for a, e in of.factors if variable not in a.indices})
                left = [pair for pair in ranges if pair[0] != variable]
                return self.sum_over(left, self.multiply(term(rest), single(atom)))
        return None

    def _at_labels(self, ranges: Ranges, summed: set[Variable], of: Monomial) -> Polynomial | None:  # noqa: ARG002
        """δ(j, y)·f(j) is δ(j, y)·f(y), for a label y that is summed over."""
        for atom, _ in of.factors:
            if not isinstance(atom, Delta):
                continue
            for index, to in ((atom.left, atom.right), (atom.right, atom.left)):
                rest = of.without(atom)
                if not isinstance(index, Index) or isinstance(to, Index) or index in to.indices:
                    continue
                if index in rest.indices:
                    moved = self.rewrite_monomial(rest, Rewriting({index: to}))
                    return self.sum_over(ranges, self.multiply(moved, single(atom)))
        return None

    def _adding_up_to_one(
        self, ranges: Ranges, summed: set[Variable], of: Monomial
    ) -> Polynomial | None:
        """Σ_k y_nk·f(n) is f(n) where the rows of y add up to one."""
        for atom, power in of.factors:
            if not isinstance(atom, Entry) or power != 1 or atom.source.name in self._free:
                continue
            if "sums to one" not in atom.source.traits or not atom.source.axes:
                continue
            length = len(atom.source.axes[-1])
            row = atom.places[len(atom.places) - length :]
            own = {place for place in row if isinstance(place, Variable) and place in summed}
            before = atom.places[: len(atom.places) - length]
            rest = of.without(atom)
            used = rest.indices.union(*(place.indices for place in before))
            if length and len(own) == length and own.isdisjoint(used):
                return self._sum_of([r for r in ranges if r[0] not in own], rest)
        return None

    def _bound_sum(self, ranges: Ranges, factors: Mapping[Atom, Power]) -> Polynomial:
        if len(ranges) > _MOST_LINKED:
            raise NotProvedError("too many linked sums")
        body = term(monomial(factors))
        at, order, renamed = self._arranged(ranges, body)
        if len(renamed.terms) != 1:
            raise NotProvedError("a summand changes with the names of its indices")
        ((summand, coefficient),) = renamed.terms.items()
        sizes = tuple(size for _, size in order)
        return single(Sum(at, sizes, summand)).times(coefficient)

    def maximum_over(self, ranges: Ranges, of: Polynomial) -> Polynomial:
        """The largest value of a polynomial over variables, each along its size."""
        kept = [r for r in ranges if r[0] in of.indices]
        variables = {variable for variable, _ in kept}
        outside = {m: c for m, c in of.terms.items() if variables.isdisjoint(m.indices)}
        inside = Polynomial({m: c for m, c in of.terms.items() if m not in outside})
        if not kept:
            return of
        at, order, renamed = self._arranged(kept, inside)
        sizes = tuple(size for _, size in order)
        return Polynomial(outside) + single(Maximum(at, sizes, renamed))

    def _arranged(
        self, ranges: Ranges, of: Polynomial
    ) -> tuple[int, list[tuple[Variable, str]], Polynomial]:
        """The level for bound variables, their order, and the polynomial in their names."""
        at = 1 + of.level
        found = []
        for order in self._orders(ranges, of):
            self.budget.tick(5)
            names: dict[Index, Term] = {v: Bound(at, p) for p, (v, _) in enumerate(order)}
            found.append((order, self.substitute(of, names)))
        order, renamed = min(found, key=lambda one: ([size for _, size in one[0]], one[1].key))
        return at, order, renamed

    def _orders(self, ranges: Ranges, of: Polynomial) -> Iterator[list[tuple[Variable, str]]]:
        """The orders of variables that their use does not tell apart."""
        if len(ranges) == 1:
            yield list(ranges)
            return
        colours: dict[Keyed, str] = {variable: f"?{size!r}" for variable, size in ranges}
        for _ in range(3):
            colours = {
                variable: "?" + digest(of.respelled({**colours, variable: f"!{colour}"}))
                for variable, colour in colours.items()
            }
        groups: dict[str, list[tuple[Variable, str]]] = {}
        for variable, size in ranges:
            groups.setdefault(colours[variable], []).append((variable, size))
        ordered = [groups[colour] for colour in sorted(groups)]
        if math.prod(math.factorial(len(g)) for g in ordered) > self.budget.limits.arrangements:
            raise NotProvedError("too many linked sums")
        for choice in itertools.product(*(itertools.permutations(group) for group in ordered)):
            yield [one for group in choice for one in group]


def _linked(ranges: Ranges, atoms: Sequence[Atom]) -> list[list[tuple[Variable, str]]]:
    """The variables in groups, two in one group where an atom links them."""
    groups = [{variable} for variable, _ in ranges]
    for atom in atoms:
        joined = [g for g in groups if not g.isdisjoint(atom.indices)]
        groups = [g for g in groups if g.isdisjoint(atom.indices)]
        if joined:
            groups.append(set().union(*joined))
    order = [[r for r in ranges if r[0] in group] for group in groups]
    return sorted(order, key=lambda group: group[0][0].number)
