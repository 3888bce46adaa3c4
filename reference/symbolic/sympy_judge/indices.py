"""Where the indices of an expression stand, and how they may coincide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sympy

from reference.symbolic.sympy_judge.inert import (
    BINDERS,
    Bound,
    Delta,
    Entry,
    Expression,
    Index,
    Step,
    bind,
    bounds,
    substitute,
)


def has_only_real_values(e: Expression) -> bool:
    """Whether no integer but sizes enters as a value: an index, a label, a count, or a floor.

    A condition on integers may hold with equality on more than special inputs.
    """
    if isinstance(e, Entry):
        return not e.is_integer
    if isinstance(e, Index | Bound | Delta | Step | sympy.floor):
        return False
    if isinstance(e, BINDERS):
        return has_only_real_values(e.args[0])
    return all(map(has_only_real_values, e.args))


def indices_of_entries(e: Expression) -> set[Any]:
    """The indices at which entries are read, labels among them."""
    found: set[Any] = set(e.args[1:]) if isinstance(e, Entry) else set()
    return found.union(*(indices_of_entries(part) for part in e.args))


def has_a_term_for_all_sizes(e: Expression) -> bool:
    """Whether some product of entries stands in one term only: no size makes it vanish."""
    products: dict[Any, int] = {}
    for term in sympy.Add.make_args(e):
        factors = [f for f in sympy.Mul.make_args(term) if not f.is_number and not _is_of_sizes(f)]
        product = sympy.Mul(*factors)
        products[product] = products.get(product, 0) + 1
    return any(product != 1 and count == 1 for product, count in products.items())


def _is_of_sizes(factor: Expression) -> bool:
    return not factor.has(Entry)


def at_size_one(e: Expression, sizes: Sequence[Any], index: Expression) -> Expression:
    """An expression where some sizes are 1: each sum over them has one term, at `index`."""
    if e in sizes:
        return sympy.S.One
    if not e.args or isinstance(e, Entry):
        return e
    if isinstance(e, BINDERS):
        term = at_size_one(e.args[0], sizes, index)
        alone = {bound: index for bound, size in bounds(e) if size in sizes}
        left = [pair for pair in bounds(e) if pair[1] not in sizes]
        term = substitute(term, alone)
        return bind(type(e), term, left) if left else term
    return e.func(*(at_size_one(part, sizes, index) for part in e.args))


def sizes_of(e: Expression) -> set[Any]:
    """The sizes that enter an expression, as values or as ends of sums."""
    if isinstance(e, Entry):
        return set()
    if e.is_Symbol:
        return set() if isinstance(e, Index | Bound) else {e}
    return set().union(*(sizes_of(part) for part in e.args))


def partitions(items: Sequence[Any]) -> Iterator[list[list[Any]]]:
    """All ways to cut a sequence into blocks."""
    if not items:
        yield []
        return
    first, *rest = items
    for blocks in partitions(rest):
        yield [[first], *blocks]
        for at, block in enumerate(blocks):
            yield [*blocks[:at], [first, *block], *blocks[at + 1 :]]
