"""The normal form of what a loop leaves: a sum, rows written once, a last step, a recurrence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeGuard

from reference.symbolic.graph import Axes, Fold, Last, Loop, Node, Scan
from reference.symbolic.normal_form.budget import NotProvedError
from reference.symbolic.normal_form.index_terms import End, Index, Keyed, Step, Term, Variable
from reference.symbolic.normal_form.polynomial import (
    Atom,
    Carried,
    Monomial,
    Place,
    Polynomial,
    single,
)
from reference.symbolic.normal_form.recurrences import Recurrences, Slot
from reference.symbolic.normal_form.sums import Rewriting
from reference.symbolic.normal_form.zero_test import at_deltas

if TYPE_CHECKING:
    from reference.symbolic.normal_form.lowering import Lowering, Places


def entry_of_loop(lowering: Lowering, node: Fold | Scan | Last, at: Places) -> Polynomial:
    """The entry of a Fold, Scan or Last."""
    inside = _Inside(lowering, node.loop)
    match node:
        case Fold(slot=slot):
            return inside.after_the_last_step(slot, at)
        case Scan(emission=emission):
            return inside.at_step(emission, at[1:], at[0][0])
    if node.emission in node.loop.step:
        return inside.after_the_last_step(node.loop.step.index(node.emission), at)
    return inside.at_step(node.emission, at, End(node.loop.size, is_last=True))


class _Inside:
    """A loop while it is looked into."""

    def __init__(self, lowering: Lowering, loop: Loop) -> None:
        self._lowering = lowering
        self._algebra: Recurrences = lowering.algebra
        self._loop = loop
        self._step = Step(loop.number)
        for slot, placeholder in enumerate(loop.carried):
            lowering.carry(placeholder, loop.number, slot)
            axes = {placeholder.axes, loop.initial[slot].axes, loop.step[slot].axes}
            if len(axes) > 1:
                raise NotProvedError("a loop changes a shape")

    def after_the_last_step(self, slot: int, at: Places) -> Polynomial:
        axes = self._loop.initial[slot].axes
        generic = self._lowering.fresh(axes)
        places = _flat(generic)
        own = Carried(self._loop.number, slot, places)
        after = self._entry(self._loop.step[slot], generic)
        result = self._accumulated(slot, own, after, generic)
        if result is None and self._is_carried(after):
            result = self._recurrence(single(own), None)
        if result is None:
            result = self._algebra.substitute(
                after, {self._step: End(self._loop.size, is_last=True)}
            )
        here: dict[Index, Term] = dict(zip(_variables(places), _flat(at), strict=True))
        return self._algebra.substitute(result, here)

    def at_step(self, emission: Node, at: Places, when: Term) -> Polynomial:
        """The value of an emission at a step."""
        generic = self._lowering.fresh(emission.axes)
        value = self._entry(emission, generic)
        if self._is_carried(value):
            value = self._recurrence(value, when)
        names: dict[Index, Term] = dict(zip(_variables(_flat(generic)), _flat(at), strict=True))
        return self._algebra.substitute(value, {**names, self._step: when})

    def _entry(self, node: Node, at: Places) -> Polynomial:
        """An entry inside the loop, what counts steps replaced by the position."""
        entry = at_deltas(self._algebra, self._lowering.entry(node, at))
        counters = {
            slot: value
            for slot in range(len(self._loop.carried))
            if self._is_carried(entry, slot) and (value := self._counted(slot)) is not None
        }

        def entries(atom: Atom) -> Polynomial | None:
            return counters.get(atom.slot) if self._is_own(atom) else None

        sources = frozenset((self._loop.number, slot) for slot in counters)
        return self._algebra.rewrite(entry, Rewriting({}, sources, entries))

    def _counted(self, slot: int) -> Polynomial | None:
        """What a scalar that grows by the same amount at each step is, at the present one."""
        if self._loop.initial[slot].axes:
            return None
        own = single(Carried(self._loop.number, slot, ()))
        growth = self._lowering.entry(self._loop.step[slot], ()) - own
        if self._is_carried(growth) or self._step in growth.indices:
            return None
        before = self._lowering.entry(self._loop.initial[slot], ())
        return before + self._algebra.multiply(growth, single(Place(self._step)))

    def _accumulated(
        self, slot: int, own: Carried, after: Polynomial, generic: Places
    ) -> Polynomial | None:
        """Where each step adds to what was there: a sum, or rows that are written once."""
        rest = after - single(own)
        if Monomial(((own, 1),)) in rest.terms:
            return None
        before = self._lowering.entry(self._loop.initial[slot], generic)
        if not self._is_carried(rest):
            position = self._algebra.budget.variable()
            added = self._algebra.substitute(rest, {self._step: position})
            return before + self._algebra.sum_over([(position, self._loop.size)], added)
        for number, place in enumerate(own.places):
            if isinstance(place, Variable) and self._is_written_at(rest, place):
                written = self._algebra.substitute(rest, {self._step: place})
                read = [atom for atom in _carried_in(written) if self._is_own(atom)]
                if all(atom.slot == slot and atom.places[number] == place for atom in read):
                    return self._from_before(slot, single(own) + written)
        return None

    def _is_written_at(self, added: Polynomial, place: Variable) -> bool:
        """Whether a step adds at the row of its own number only."""
        delta = self._algebra.delta(place, self._step).atoms[0]
        return all(delta in of.powers for of in added.terms)

    def _from_before(self, slot: int, of: Polynomial) -> Polynomial:
        """What is carried in a slot, replaced by what it was before the first step."""
        initial = self._loop.initial[slot]

        def entries(atom: Atom) -> Polynomial | None:
            if not self._is_own(atom) or atom.slot != slot:
                return None
            return self._lowering.entry(initial, _grouped(atom.places, initial.axes))

        sources = frozenset({(self._loop.number, slot)})
        return self._algebra.rewrite(of, Rewriting({}, sources, entries))

    def _recurrence(self, of: Polynomial, when: Term | None) -> Polynomial:
        """A value of a loop in which every slot is read at one place only."""
        slots: dict[int, Slot] = {}
        places: dict[int, tuple[Term, ...]] = {}
        left = [of]
        while left:
            for atom in _carried_in(left.pop()):
                if not self._is_own(atom):
                    continue
                if self._step in atom.indices or atom.level:
                    raise NotProvedError("a loop reads other entries of what it carries")
                if places.setdefault(atom.slot, atom.places) != atom.places:
                    raise NotProvedError("a loop reads other entries of what it carries")
                if atom.slot not in slots:
                    initial = self._loop.initial[atom.slot]
                    at = _grouped(atom.places, initial.axes)
                    after = self._entry(self._loop.step[atom.slot], at)
                    slots[atom.slot] = Slot(self._lowering.entry(initial, at), after)
                    left.append(after)
        return self._algebra.recurrence(self._loop.number, self._loop.size, slots, of, when)

    def _is_carried(self, of: Polynomial, slot: int | None = None) -> bool:
        """Whether a value depends on what this loop carries, in a slot or in any."""
        slots = range(len(self._loop.carried)) if slot is None else (slot,)
        return any((self._loop.number, one) in of.sources for one in slots)

    def _is_own(self, atom: Atom) -> TypeGuard[Carried]:
        return isinstance(atom, Carried) and atom.loop == self._loop.number


def _carried_in(of: Keyed) -> Iterator[Carried]:
    """All carried entries, those inside functions and sums included."""
    if isinstance(of, Carried):
        yield of
    for part in of.parts:
        yield from _carried_in(part)


def _flat(places: Places) -> tuple[Term, ...]:
    return tuple(place for axis in places for place in axis)


def _variables(places: tuple[Term, ...]) -> list[Variable]:
    return [place for place in places if isinstance(place, Variable)]


def _grouped(places: tuple[Term, ...], axes: Axes) -> Places:
    left = iter(places)
    return tuple(tuple(next(left) for _ in axis) for axis in axes)
