"""Of which inputs a term is the product."""

from __future__ import annotations

import sympy

from reference.symbolic.sympy_judge.factors import names_of_entries, names_of_factors
from reference.symbolic.sympy_judge.inert import Entry, Exp, Index, InertSum, bind
from reference.symbolic.sympy_judge.names import size_symbol

i, k, N = Index("i", integer=True), Index("k", integer=True), size_symbol("N")


def entry(name: str, *at):
    return Entry(sympy.Symbol(name, real=True), *at)


x, y, label = entry("x", i), entry("y", k), entry("t", i)


def test_products_with_sizes_and_sums():
    assert names_of_factors(-2 * x / N) == ["x"]
    total = bind(InertSum, y * entry("z", k, i), [(k, N)])
    assert sorted(names_of_factors(sympy.sqrt(2) * x * total)) == ["x", "y", "z"]


def test_anything_else_has_no_factors():
    for term in (x**2, x / y, Exp(x) * y, bind(InertSum, Exp(y), [(k, N)]), 0 * x, x + y):
        assert names_of_factors(term) == []


def test_names_of_labels_are_names():
    assert names_of_entries(entry("x", label) + Exp(y)) == {"x", "t", "y"}
