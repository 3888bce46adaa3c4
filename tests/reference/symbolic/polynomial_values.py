"""Polynomials in normal form on numbers, to many digits: sums are added up entry by entry."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from mpmath import mp, mpc, mpf

from reference.symbolic.graph import flat
from reference.symbolic.normal_form.index_terms import Bound, End, Index, Label, Term
from reference.symbolic.normal_form.polynomial import (
    Atom,
    Base,
    Delta,
    Entry,
    Exponential,
    Extent,
    Function,
    Indicator,
    Maximum,
    Monomial,
    Pi,
    Place,
    Polynomial,
    Prime,
    Recurrence,
    State,
    Sum,
    SymbolicPower,
)

_ZERO = 1e-11


def value_of(
    polynomial: Polynomial,
    values: Mapping[str, Any],
    sizes: Mapping[str, int],
    indices: Mapping[Index, int],
) -> complex:
    """A polynomial at given inputs, sizes and positions."""
    with mp.workdps(60):
        return complex(Values(values, sizes, indices).of(polynomial))


class Values:
    """Values of inputs, sizes, index variables and states. What is undefined is complex."""

    def __init__(
        self,
        values: Mapping[str, Any],
        sizes: Mapping[str, int],
        indices: Mapping[Index, int],
        states: Mapping[tuple[int, int], mpc] | None = None,
    ) -> None:
        self.values, self.sizes, self.indices = values, sizes, dict(indices)
        self.states = dict(states or {})

    def of(self, polynomial: Polynomial) -> mpc:
        return sum(
            (
                mpf(c.numerator) / c.denominator * self.of_monomial(m)
                for m, c in polynomial.terms.items()
            ),
            mpc(0),
        )

    def of_monomial(self, of: Monomial) -> mpc:
        result = mpc(1)
        for atom, power in of.factors:
            value = self.of_atom(atom)
            exponent = (
                int(power) if power.denominator == 1 else mpf(power.numerator) / power.denominator
            )
            # What is divided by 0 counts as 0: the graph is asked only where it is defined.
            result *= value**exponent if value or power > 0 else 0
        return result

    def of_atom(self, atom: Atom) -> mpc:
        match atom:
            case Entry(source=source, places=places):
                lengths = [self.sizes[size] for size in flat(source.axes)]
                value = np.asarray(self.values[source.name]).reshape(lengths)
                return mpc(complex(value[tuple(map(self.of_term, places))]))
            case Extent(size=size):
                return mpc(self.sizes[size])
            case Pi():
                return mpc(mp.pi)
            case Prime(number=number):
                return mpc(number)
            case Place(term=term):
                return mpc(self.of_term(term))
            case Delta(left=left, right=right):
                return mpc(self.of_term(left) == self.of_term(right))
            case Indicator(of=of):
                return mpc(self.of(of).real > _ZERO)
            case Base(of=of):
                return self.of(of)
            case Exponential(of=of):
                return mp.exp(self.of_monomial(of))
            case SymbolicPower(base=base, exponent=exponent):
                return self.of_atom(base) ** self.of_monomial(exponent)
            case Function(name=name, of=of):
                return self._of_function(name, self.of(of))
            case State(at=at, slot=slot):
                return self.states[at, slot]
            case Sum(at=at, sizes=sizes, of=of):
                return sum((inner.of_monomial(of) for inner in self._over(at, sizes)), mpc(0))
            case Maximum(at=at, sizes=sizes, of=of):
                return mpc(max(inner.of(of).real for inner in self._over(at, sizes)))
            case Recurrence():
                return self._of_recurrence(atom)
        raise TypeError(type(atom).__name__)

    def _of_function(self, name: str, value: mpc) -> mpc:
        if name == "floor":
            return mpc(math.floor(value.real))
        if name == "log":
            return mp.log(value) if value else mpc(0)
        return {"tanh": mp.tanh, "sin": mp.sin, "cos": mp.cos}[name](value)

    def _of_recurrence(self, of: Recurrence) -> mpc:
        states = {(of.at, slot): self.of(value) for slot, value in enumerate(of.initial)}
        last = self.sizes[of.size] if of.when is None else self.of_term(of.when)
        for step in range(last):
            inside = self._with({Bound(of.at, 0): step}, states)
            states = {(of.at, slot): inside.of(value) for slot, value in enumerate(of.step)}
        return self._with({Bound(of.at, 0): last}, states).of(of.of)

    def _over(self, at: int, sizes: tuple[str, ...]):
        for places in itertools.product(*(range(self.sizes[size]) for size in sizes)):
            yield self._with({Bound(at, number): place for number, place in enumerate(places)}, {})

    def _with(self, indices, states) -> Values:
        return Values(
            self.values, self.sizes, {**self.indices, **indices}, {**self.states, **states}
        )

    def of_term(self, term: Term) -> int:
        if isinstance(term, Index):
            return self.indices[term]
        if isinstance(term, End):
            return self.sizes[term.size] - 1 if term.is_last else 0
        assert isinstance(term, Label)
        return int(np.asarray(self.values[term.name])[tuple(map(self.of_term, term.places))])
