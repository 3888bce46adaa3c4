"""What is known of the signs of atoms, monomials and polynomials.

What a power stands for is taken where it is defined: a broken power is not negative, and so is
what it is a power of.
"""

from __future__ import annotations

from reference.symbolic.normal_form.polynomial import (
    Atom,
    Base,
    Entry,
    Exponential,
    Extent,
    Maximum,
    Monomial,
    Pi,
    Place,
    Polynomial,
    Power,
    Prime,
    Sum,
    SymbolicPower,
    is_idempotent,
    monomial,
)


def is_positive_atom(atom: Atom) -> bool:
    """Whether an atom is greater than 0 for all its values."""
    match atom:
        case Extent() | Prime() | Exponential() | Pi():
            return True
        case Entry(source=source):
            return bool(source.traits & {"positive", "step count"})
        case SymbolicPower(base=base):
            return is_positive_atom(base)
        case Sum(of=of):
            return is_positive_monomial(of)
        case Base(of=of) | Maximum(of=of):
            return is_positive(of)
    return False


def is_nonnegative_atom(atom: Atom) -> bool:
    """Whether an atom is never less than 0."""
    match atom:
        case Entry(source=source) if "sums to one" in source.traits:
            return True
        case Sum(of=of):
            return is_nonnegative_monomial(of)
        case Base(of=of) | Maximum(of=of):
            return is_nonnegative(of)
        case SymbolicPower(base=base):
            return is_nonnegative_atom(base)
        case Place():
            return True
    return is_idempotent(atom) or is_positive_atom(atom)


def is_nonnegative_factor(atom: Atom, power: Power) -> bool:
    """Whether an atom to a power is never less than 0 where it is defined."""
    return power.denominator != 1 or power % 2 == 0 or is_nonnegative_atom(atom)


def is_positive_monomial(of: Monomial) -> bool:
    return all(is_positive_atom(atom) for atom, _ in of.factors)


def is_nonnegative_monomial(of: Monomial) -> bool:
    return all(is_nonnegative_factor(atom, power) for atom, power in of.factors)


def is_positive(polynomial: Polynomial) -> bool:
    """Whether a polynomial is seen to be greater than 0 for all its values."""
    return _sign(polynomial) == "positive"


def is_nonnegative(polynomial: Polynomial) -> bool:
    """Whether a polynomial is seen to be nowhere less than 0."""
    return _sign(polynomial) != ""


def _sign(polynomial: Polynomial) -> str:
    """ "positive", "nonnegative", or "" where neither is seen.

    Each negative term must be outweighed by a positive one of its own: c·m − c'·m·u with 0 < u < 1,
    or c·n·Σm² − c'·(Σm)² over n terms, with c' ≤ c.
    """
    if not polynomial.terms:
        return "nonnegative"
    left = {m: c for m, c in polynomial.terms.items() if c > 0}
    if not all(is_nonnegative_monomial(of) for of in left):
        return ""
    is_strict = False
    for of, coefficient in polynomial.terms.items():
        if coefficient > 0:
            continue
        partner = next(
            (m for m, c in left.items() if c >= -coefficient and _outweighs(m, of)), None
        )
        if partner is None:
            return ""
        is_strict = is_strict or (
            is_positive_monomial(partner) and _is_below_one(_quotient(of, partner))
        )
        del left[partner]
    is_strict = is_strict or any(is_positive_monomial(of) for of in left)
    return "positive" if is_strict else "nonnegative"


def _outweighs(larger: Monomial, smaller: Monomial) -> bool:
    return _is_below_one(_quotient(smaller, larger)) or _is_mean_of_squares(larger, smaller)


def _quotient(of: Monomial, by: Monomial) -> Monomial:
    powers = dict(of.factors)
    for atom, power in by.factors:
        powers[atom] = powers.get(atom, 0) - power
    return monomial(powers)


def _is_below_one(of: Monomial) -> bool:
    """Whether a product is between 0 and 1, both left out."""
    return bool(of.factors) and all(power > 0 and _is_unit_atom(atom) for atom, power in of.factors)


def _is_unit_atom(atom: Atom) -> bool:
    match atom:
        case Entry(source=source):
            return {"positive", "below one"} <= source.traits
        case SymbolicPower(base=base, exponent=exponent):
            return _is_unit_atom(base) and is_positive_monomial(exponent)
    return False


def _is_mean_of_squares(larger: Monomial, smaller: Monomial) -> bool:
    """Whether larger = r·n·Σm² and smaller = r·(Σm)², where n counts the terms and r ≥ 0."""
    for atom, power in smaller.factors:
        if not isinstance(atom, Sum) or power != 2:
            continue
        squared = monomial({a: 2 * e for a, e in atom.of.factors})
        rest = _quotient(smaller.without(atom), larger.without(Sum(atom.at, atom.sizes, squared)))
        expected: dict[Atom, Power] = {}
        for size in atom.sizes:
            extent = Extent(size)
            expected[extent] = expected.get(extent, 0) - 1
        if (
            rest == monomial(expected)
            and dict(larger.factors).get(Sum(atom.at, atom.sizes, squared)) == 1
        ):
            return is_nonnegative_monomial(smaller.without(atom))
    return False
