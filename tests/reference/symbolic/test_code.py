"""The functions of formula files, interpreted from their text."""

from __future__ import annotations

import pytest

from reference.formulas.batch_norm_backward import batch_norm_backward
from reference.formulas.linear import linear
from reference.symbolic.code import array, call
from reference.symbolic.graph import Input
from reference.symbolic.interpreter import Refusal, interpret
from reference.symbolic.rewriting import merged

N, D, K = ("N",), ("D",), ("K",)


def argument(name, *axes):
    return Input(axes, "real", name, frozenset())


def test_a_formula_is_interpreted_by_its_own_name():
    found = array(
        call(linear.function, [argument("X", N, D), argument("W", D, K), argument("b", K)])
    )
    assert found.axes == (N, K)


def test_several_results_are_not_one_array():
    values = {
        "dY": argument("dY", N, D),
        "X": argument("X", N, D),
        "gamma": argument("gamma", D),
        "eps": argument("eps"),
    }
    returned = call(batch_norm_backward.function, values)
    with pytest.raises(Refusal, match="one array is wanted, 3 are returned"):
        array(returned)


@pytest.mark.parametrize("name", ["maximum", "minimum", "fmax", "fmin"])
def test_a_number_stands_on_either_side_of_a_maximum(name):
    text = "import numpy as np\ndef f(x):\n    return np.{}({}, {})\n"
    x = argument("x", N)
    one, other = (
        interpret(text.format(name, *order), "f", [x]).result
        for order in (("x", "0.0"), ("0.0", "x"))
    )
    one, other = merged((one, other))
    assert one is other
