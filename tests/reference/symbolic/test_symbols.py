"""Symbols for the inputs of formulas."""

from __future__ import annotations

import pytest

from reference.domain import (
    Array,
    ArrayList,
    Count,
    Distribution,
    Fraction,
    Generator,
    GradientFunction,
    NetworkParameters,
    Number,
    Positive,
    StepCount,
)
from reference.symbolic.evaluation import evaluate
from reference.symbolic.graph import Input, Size
from reference.symbolic.symbols import (
    LEADING,
    SECOND_LEADING,
    NoSymbolError,
    Setting,
    settings,
    symbols,
)


def symbol(domain, setting=None):
    return symbols({"x": domain}, setting or Setting())["x"]


@pytest.mark.parametrize(
    ("domain", "traits"),
    [
        (Array("n"), set()),
        (Array("n", low=0), {"not negative"}),
        (Distribution("n"), {"sums to one", "not generic"}),
        (Positive(1, 2), {"positive"}),
        (Fraction(0.1, 0.9), {"positive", "below one"}),
        (Number(0, 1), set()),
        (Number(-1, 1), set()),
        (Number(1, 2), {"positive"}),
        (StepCount(), {"positive", "step count"}),
        (Count(low=0), {"not negative", "not generic"}),
    ],
)
def test_no_more_is_known_of_an_input_than_its_domain_says(domain, traits):
    assert symbol(domain).traits == traits


def test_a_count_is_a_size_from_its_lowest_on():
    assert isinstance(symbol(Count()), Size)
    assert evaluate([symbol(Count(low=3))], {}, {"x": 1}) == [3]


def test_leading_axes():
    along = (LEADING,), (SECOND_LEADING,)
    assert [s.leading for s in settings({"x": Array("n")}, (0, 1, 2))] == [()]
    assert [s.leading for s in settings({"x": Array("... n")})] == [(), along[:1]]
    assert [s.leading for s in settings({"x": Array("...")})] == [along[:1]]
    assert [s.leading for s in settings({"x": Array("...")}, (0, 1, 2))] == [(), along[:1], along]
    assert symbol(Array("... n"), Setting(along)).axes == (*along, ("n",))


def test_lists_and_networks():
    lists = ArrayList((Array("a"), Array("b")))
    assert [one.arrays for one in settings({"x": lists})] == [2]
    assert [one.name for one in symbol(lists)] == ["x[0]", "x[1]"]
    assert [one.words for one in settings({"x": NetworkParameters()})] == ["2 layers", "3 layers"]
    both = {"x": lists, "f": GradientFunction("n")}
    assert [one.words for one in settings(both)] == ["2 arrays, gradients of quadratics"]
    named = symbol(NetworkParameters(), Setting(layers=2))
    assert {one.name for one in named.values()} == {f"x[{key!r}]" for key in named}


def test_a_gradient_function_is_that_of_any_quadratic():
    w = Input((("n",),), "real", "w")
    gradient = symbol(GradientFunction("n"))(w)
    assert gradient.axes == w.axes
    (value,) = evaluate([gradient], {"x.A": [[2.0]], "x.b": [3.0], "w": [5.0]}, {"n": 1})
    assert value == [7]


@pytest.mark.parametrize(
    "domain",
    [
        {"X": Array("N D"), "N": Count()},
        {"N": Count(low=2), "X": Array("... N")},
        {"X": Array("... D"), "Y": Array(f"{LEADING} D")},
        {"X": Array("... D"), LEADING: Count()},
        {"X": ArrayList((Array("N"),)), "N": Count()},
    ],
)
def test_one_letter_never_stands_for_two_sizes(domain):
    with pytest.raises(NoSymbolError, match="would stand for two sizes"):
        symbols(domain, Setting())


def test_a_count_from_zero_is_no_size():
    assert isinstance(symbols({"X": Array("N"), "N": Count(low=0)}, Setting())["N"], Input)


def test_what_has_no_symbol():
    with pytest.raises(NoSymbolError, match="Generator"):
        symbol(Generator())
