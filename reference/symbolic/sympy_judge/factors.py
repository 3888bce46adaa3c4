"""The inputs whose entries a product is made of."""

from __future__ import annotations

import sympy

from reference.symbolic.sympy_judge.inert import Entry, Expression, InertSum


def names_of_entries(e: Expression) -> set[str]:
    """The names of all arrays that are read anywhere in an expression, as labels too."""
    found = {e.args[0].name} if isinstance(e, Entry) else set()
    return found.union(*(names_of_entries(part) for part in e.args))


def names_of_factors(term: Expression) -> list[str]:
    """The arrays of which a term is the product, sizes and sums of such products included.

    One name for each factor; none where something else is among them.
    """
    names: list[str] = []
    for factor in sympy.Mul.make_args(term):
        if isinstance(factor, Entry):
            names.append(factor.args[0].name)
        elif isinstance(factor, InertSum):
            inner = names_of_factors(factor.args[0])
            if not inner:
                return []
            names += inner
        elif not _is_positive_number(factor):
            return []
    return names


def _is_positive_number(factor: Expression) -> bool:
    """Whether a factor is a number but 0, or a power of a size."""
    base, exponent = factor.as_base_exp()
    if factor.is_number:
        return factor.is_zero is False
    return bool(base.is_Symbol and base.is_positive and exponent.is_number)
