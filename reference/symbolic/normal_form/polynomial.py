"""The records of the normal form: atoms, monomials and polynomials.

A polynomial maps monomials to rational coefficients; a monomial is a product of atoms to rational
powers. Everything is immutable.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from reference.symbolic.graph import Input
from reference.symbolic.normal_form.index_terms import (
    Keyed,
    Names,
    Source,
    Term,
    by_key,
    joined,
    once,
    sorted_together,
)

# --- atoms --------------------------------------------------------------------------------------


# A whole power is an int: that is faster, and both spell alike.
Power = int | Fraction


@dataclass(frozen=True, eq=False)
class Atom(Keyed):
    """What a monomial is a product of."""


@dataclass(frozen=True, eq=False)
class Entry(Atom):
    """An entry of an input; an input without axes has no places."""

    source: Input
    places: tuple[Term, ...]

    @property
    def parts(self) -> tuple[Keyed, ...]:
        return self.places

    @once
    def sources(self) -> frozenset[Source]:
        return frozenset({self.source.name})

    def spell(self, names: Names) -> str:
        return f"{self.source.name!r}[{joined(self.places, names)}]"


@dataclass(frozen=True, eq=False)
class Carried(Atom):
    """An entry of what a loop of the graph carries, at the beginning of a step."""

    loop: int
    slot: int
    places: tuple[Term, ...]

    @property
    def parts(self) -> tuple[Keyed, ...]:
        return self.places

    @once
    def sources(self) -> frozenset[Source]:
        return frozenset({(self.loop, self.slot)})

    def spell(self, names: Names) -> str:
        return f"carried{self.loop}.{self.slot}[{joined(self.places, names)}]"


@dataclass(frozen=True, eq=False)
class Extent(Atom):
    """A size."""

    size: str

    def spell(self, _names: Names) -> str:
        return f"size({self.size!r})"


@dataclass(frozen=True, eq=False)
class Pi(Atom):
    """π."""

    def spell(self, _names: Names) -> str:
        return "pi"


@dataclass(frozen=True, eq=False)
class Prime(Atom):
    """A prime number, to a power that is not a whole number."""

    number: int

    def spell(self, _names: Names) -> str:
        return f"prime{self.number}"


@dataclass(frozen=True, eq=False)
class Place(Atom):
    """An index term as a number: 0, 1, …"""

    term: Term

    @property
    def parts(self) -> tuple[Keyed, ...]:
        return (self.term,)

    def spell(self, names: Names) -> str:
        return f"place({self.term.respelled(names)})"


@dataclass(frozen=True, eq=False)
class Delta(Atom):
    """1 where two index terms are equal, 0 elsewhere."""

    left: Term
    right: Term

    @property
    def parts(self) -> tuple[Keyed, ...]:
        return (self.left, self.right)

    def spell(self, names: Names) -> str:
        return f"delta({sorted_together(self.parts, names)})"


@dataclass(frozen=True, eq=False)
class Indicator(Atom):
    """1 where a polynomial is greater than 0, 0 elsewhere."""

    of: Polynomial

    @property
    def parts(self) -> tuple[Keyed, ...]:
        return (self.of,)

    def spell(self, names: Names) -> str:
        return f"[{self.of.respelled(names)}>0]"


@dataclass(frozen=True, eq=False)
class Base(Atom):
    """A polynomial that stands in a monomial to a negative or broken power."""

    of: Polynomial

    @property
    def parts(self) -> tuple[Keyed, ...]:
        return (self.of,)

    def spell(self, names: Names) -> str:
        return f"({self.of.respelled(names)})"


@dataclass(frozen=True, eq=False)
class Exponential(Atom):
    """e to the power of a monomial."""

    of: Monomial

    @property
    def parts(self) -> tuple[Keyed, ...]:
        return (self.of,)

    def spell(self, names: Names) -> str:
        return f"exp({self.of.respelled(names)})"


@dataclass(frozen=True, eq=False)
class SymbolicPower(Atom):
    """An atom to the power of a monomial that is no number."""

    base: Atom
    exponent: Monomial

    @property
    def parts(self) -> tuple[Keyed, ...]:
        return (self.base, self.exponent)

    def spell(self, names: Names) -> str:
        return f"{self.base.respelled(names)}**({self.exponent.respelled(names)})"


@dataclass(frozen=True, eq=False)
class Function(Atom):
    """log, tanh, sin, cos or floor of a polynomial."""

    name: str
    of: Polynomial

    @property
    def parts(self) -> tuple[Keyed, ...]:
        return (self.of,)

    def spell(self, names: Names) -> str:
        return f"{self.name}({self.of.respelled(names)})"


@dataclass(frozen=True, eq=False)
class Sum(Atom):
    """Σ of a monomial over Bound(level, 0), Bound(level, 1), …, each along its size.

    The variables are linked: the monomial is no product of factors in which they stand apart.
    """

    at: int
    sizes: tuple[str, ...]
    of: Monomial

    @property
    def parts(self) -> tuple[Keyed, ...]:
        return (self.of,)

    def spell(self, names: Names) -> str:
        return f"sum{self.at}{self.sizes}({self.of.respelled(names)})"


@dataclass(frozen=True, eq=False)
class Maximum(Atom):
    """The largest value of a polynomial over bound variables, as in Sum."""

    at: int
    sizes: tuple[str, ...]
    of: Polynomial

    @property
    def parts(self) -> tuple[Keyed, ...]:
        return (self.of,)

    def spell(self, names: Names) -> str:
        return f"max{self.at}{self.sizes}({self.of.respelled(names)})"


@dataclass(frozen=True, eq=False)
class State(Atom):
    """A value inside a Recurrence, at the beginning of a step."""

    at: int
    slot: int

    def spell(self, _names: Names) -> str:
        return f"state{self.at}.{self.slot}"


@dataclass(frozen=True, eq=False)
class Recurrence(Atom):
    """What a loop of scalar values computes.

    State(at, slot) begins as initial[slot] and becomes step[slot] at each of `size` steps, which
    Bound(at, 0) numbers. The value is `of` at the step `when`, or at the end where that is None.
    """

    at: int
    size: str
    initial: tuple[Polynomial, ...]
    step: tuple[Polynomial, ...]
    of: Polynomial
    when: Term | None

    @property
    def parts(self) -> tuple[Keyed, ...]:
        own: tuple[Keyed, ...] = (*self.initial, *self.step, self.of)
        return own if self.when is None else (*own, self.when)

    @once
    def level(self) -> int:
        return max(self.at, *(part.level for part in self.parts))

    def spell(self, names: Names) -> str:
        when = "end" if self.when is None else self.when.respelled(names)
        slots = f"{joined(self.initial, names)};{joined(self.step, names)}"
        return f"loop{self.at}({self.size!r};{slots};{self.of.respelled(names)};{when})"


# --- products and sums of atoms -----------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Monomial(Keyed):
    """A product of atoms to powers other than 0, in the order of their keys."""

    factors: tuple[tuple[Atom, Power], ...]

    @property
    def parts(self) -> tuple[Keyed, ...]:
        return tuple(atom for atom, _ in self.factors)

    def spell(self, names: Names) -> str:
        return "*".join(sorted(f"{a.respelled(names)}^{e}" for a, e in self.factors))

    @once
    def powers(self) -> dict[Atom, Power]:
        return dict(self.factors)

    @once
    def is_plain(self) -> bool:
        """Whether the powers of its atoms may be added without a further look."""
        return not any(isinstance(a, Base | Prime) or is_idempotent(a) for a, _ in self.factors)

    def without(self, atom: Atom) -> Monomial:
        return Monomial(tuple((a, e) for a, e in self.factors if a != atom))


@dataclass(frozen=True, eq=False)
class Polynomial(Keyed):
    """A sum of monomials with coefficients other than 0."""

    terms: Mapping[Monomial, Fraction]

    @property
    def parts(self) -> tuple[Keyed, ...]:
        return tuple(self.terms)

    def spell(self, names: Names) -> str:
        return "+".join(sorted(f"{c}*{m.respelled(names)}" for m, c in self.terms.items()))

    @once
    def is_zero(self) -> bool:
        return not self.terms

    @once
    def number(self) -> Fraction | None:
        """Its value where it is a rational number."""
        if not self.terms:
            return Fraction(0)
        return self.terms.get(ONE_MONOMIAL) if len(self.terms) == 1 else None

    @once
    def atoms(self) -> tuple[Atom, ...]:
        """The atoms of its monomials, each once, in the order of their keys."""
        found = {atom for monomial in self.terms for atom, _ in monomial.factors}
        return tuple(sorted(found, key=by_key))

    def __add__(self, other: Polynomial) -> Polynomial:
        return added((self, other))

    def __sub__(self, other: Polynomial) -> Polynomial:
        return added((self, other.times(-1)))

    def times(self, factor: Fraction | int) -> Polynomial:
        if factor == 1:
            return self
        return Polynomial({m: c * factor for m, c in self.terms.items()} if factor else {})


ONE_MONOMIAL = Monomial(())
ZERO = Polynomial({})
ONE = Polynomial({ONE_MONOMIAL: Fraction(1)})


def number(value: Fraction | int) -> Polynomial:
    return Polynomial({ONE_MONOMIAL: Fraction(value)} if value else {})


def monomial(powers: Mapping[Atom, Power]) -> Monomial:
    """The product of atoms to powers, without a look at what the atoms are."""
    factors = [
        (atom, power if power.denominator != 1 else power.numerator)
        for atom, power in powers.items()
        if power
    ]
    return Monomial(tuple(sorted(factors, key=lambda factor: factor[0].key)))


def single(atom: Atom, power: Power = 1) -> Polynomial:
    """An atom to a power, without a look at what it is."""
    return Polynomial({monomial({atom: power}): Fraction(1)})


def term(of: Monomial, coefficient: Fraction | int = 1) -> Polynomial:
    return Polynomial({of: Fraction(coefficient)} if coefficient else {})


def added(polynomials: Iterable[Polynomial]) -> Polynomial:
    total: dict[Monomial, Fraction] = {}
    for polynomial in polynomials:
        for of, coefficient in polynomial.terms.items():
            accumulate(total, of, coefficient)
    return Polynomial(total)


def accumulate(total: dict[Monomial, Fraction], of: Monomial, coefficient: Fraction) -> None:
    """Add a term to a sum that is under way."""
    before = total.get(of)
    after = coefficient if before is None else before + coefficient
    if after:
        total[of] = after
    else:
        total.pop(of, None)


def is_idempotent(atom: Atom) -> bool:
    """Whether an atom is 0 or 1 wherever it stands."""
    if isinstance(atom, Entry):
        return atom.source.kind == "boolean"
    return isinstance(atom, Delta | Indicator)
