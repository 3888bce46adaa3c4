"""Loops that no closed form is known of, equal where they are the same under other names."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reference.symbolic.normal_form.budget import NotProvedError
from reference.symbolic.normal_form.index_terms import Bound, Step, Term
from reference.symbolic.normal_form.polynomial import (
    Atom,
    Carried,
    Polynomial,
    Recurrence,
    State,
    single,
)
from reference.symbolic.normal_form.sums import Rewriting, Sums


@dataclass(frozen=True)
class Slot:
    """What a value of a loop is before the first step, and after a step."""

    initial: Polynomial
    after: Polynomial


class Recurrences(Sums):
    """The algebra with the values that loops compute."""

    def recurrence(
        self,
        loop: int,
        size: str,
        slots: Mapping[int, Slot],
        of: Polynomial,
        when: Term | None,
    ) -> Polynomial:
        """`of` at the step `when` of a loop over `size`, or after the last where that is None.

        The polynomials may hold Step(loop) and Carried(loop, slot, …), each slot at one place only.
        """
        used = _used(loop, slots, of)
        if math.factorial(len(used)) > self.budget.limits.arrangements:
            raise NotProvedError("a loop carries too many values")
        inside = [of, *(p for slot in used for p in (slots[slot].initial, slots[slot].after))]
        at = 1 + max(polynomial.level for polynomial in inside)
        found = []
        for order in itertools.permutations(used):
            by = _named(loop, at, order)
            found.append(
                Recurrence(
                    at,
                    size,
                    tuple(slots[slot].initial for slot in order),
                    tuple(self.rewrite(slots[slot].after, by) for slot in order),
                    self.rewrite(of, by),
                    when,
                )
            )
        return single(min(found, key=lambda recurrence: recurrence.key))

    def rewrite_recurrence(self, of: Recurrence, by: Rewriting) -> Polynomial:
        # A number that no loop of a graph has.
        loop = -1 - self.budget.variable().number

        def entries(entry: Atom) -> Polynomial | None:
            if isinstance(entry, State) and entry.at == of.at:
                return single(Carried(loop, entry.slot, ()))
            return by.entries(entry)

        inside = Rewriting(
            {**by.terms, Bound(of.at, 0): Step(loop)}, by.sources, entries, states=True
        )
        slots = {
            number: Slot(self.rewrite(initial, by), self.rewrite(after, inside))
            for number, (initial, after) in enumerate(zip(of.initial, of.step, strict=True))
        }
        when = None if of.when is None else by.of_term(of.when)
        return self.recurrence(loop, of.size, slots, self.rewrite(of.of, inside), when)


def _used(loop: int, slots: Mapping[int, Slot], of: Polynomial) -> list[int]:
    """The slots on which a value depends, at any step."""
    used: set[int] = set()
    open_ = [of]
    while open_:
        sources = open_.pop().sources
        new = {slot for slot in slots if (loop, slot) in sources} - used
        used |= new
        open_ += [slots[slot].after for slot in new]
    return sorted(used)


def _named(loop: int, at: int, order: Sequence[int]) -> Rewriting:
    """States and a bound step for what a loop of the graph carries."""

    def entries(entry: Atom) -> Polynomial | None:
        if isinstance(entry, Carried) and entry.loop == loop:
            return single(State(at, order.index(entry.slot)))
        return None

    sources = frozenset((loop, slot) for slot in order)
    return Rewriting({Step(loop): Bound(at, 0)}, sources, entries)
