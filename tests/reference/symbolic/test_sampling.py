"""Goals on numbers: what is false is refuted, what is true is not."""

from __future__ import annotations

import numpy as np
import pytest
from goals import derivative, equal
from graphs import Array, absolute, argument, einsum, exp, log, size, sqrt, tanh, where

from reference.symbolic import graph as g
from reference.symbolic.sampling import draws, size_atoms, try_on_numbers

x, X, c = argument("x", "N"), argument("X", "N K"), argument("c", "N")
p, q = argument("p", "", "positive"), argument("q", "", "positive", "below one")
P, t = argument("P", "N K", "sums to one"), argument("t", "", "step count", kind="integer")
labels = argument("labels", "N", kind="index", along="K")


def is_refuted(goal) -> bool:
    return try_on_numbers(goal).counterexample is not None


class TestDraws:
    def test_sizes_of_one_and_others(self):
        sizes = [drawn["N"] for drawn, _ in draws([X.node])]
        assert 1 in sizes
        assert len(set(sizes)) > 1
        assert all(drawn["N"] != drawn["K"] for drawn, _ in draws([X.node]))
        assert all(drawn["N"] > 1 for drawn, _ in draws([X.node], smallest=2))

    def test_inputs_as_their_traits_say(self):
        roots = [one.node for one in (P, p, q, t, labels)]
        for sizes, values in draws(roots):
            np.testing.assert_allclose(values["P"].sum(axis=-1), 1)
            assert values["p"] > 0
            assert 0 < values["q"] < 1
            assert values["t"] >= 1
            assert values["t"] == int(values["t"])
            assert values["labels"].max() < sizes["K"]

    def test_always_the_same(self):
        one, other = ([v["X"] for _, v in draws([X.node])] for _ in range(2))
        for first, second in zip(one, other, strict=True):
            np.testing.assert_array_equal(first, second)


def test_all_sizes_are_found():
    loop = g.Loop(0, "T", (), (), ())
    roots = [
        X.node,
        labels.node,
        size("S").node,
        g.positions("A"),
        g.identity("I"),
        g.endpoint("E", is_last=True),
        g.last(loop, g.constant(1)),
    ]
    assert size_atoms(*roots) == {"N", "K", "S", "A", "I", "E", "T"}


@pytest.mark.parametrize(
    ("goal", "is_false"),
    [
        (equal(x + x, 2 * x), False),
        (equal(x + x, 2.001 * x), True),
        (equal(size("N") * x.mean(), x.sum()), False),
        (equal(x.mean(), x.sum()), True),
        (equal(P.sum(1), 1 + 0 * c), False),
        (equal(P.sum(0), 1 + 0 * argument("k", "K")), True),
        (equal(log(p), log(p) + 0 * p), False),
        (equal(where(q < 1, 1.0, 0.0), 1.0), False),
        (equal(where(p < 1, 1.0, 0.0), 1.0), True),
        (derivative(tanh(x) * x, x, c * (tanh(x) + x * (1 - tanh(x) ** 2)), cotangent=c), False),
        (derivative(tanh(x) * x, x, c * (tanh(x) - x * (1 - tanh(x) ** 2)), cotangent=c), True),
        (derivative(x.sum(), x, 1 + 0 * x), False),
        (derivative(absolute(x).sum(), x, x / absolute(x)), False),
        (derivative(X.max(1).sum(), X, 0 * X), True),
        (derivative(x * x, x, 2 * x * c, tangent=c), False),
        (derivative(x * x, x, x * c, tangent=c), True),
        (derivative(x, x, einsum("i,j->ij", x, 0 * c)), True),
    ],
)
def test_a_goal(goal, is_false):
    assert is_refuted(goal) == is_false


def test_a_derivative_holds_its_cotangent_fixed():
    goal = derivative(x * x, x, exp(x) * 2 * x, cotangent=exp(x))
    assert not is_refuted(goal)


def test_the_counterexample_is_one():
    found = try_on_numbers(equal(x, x * x)).counterexample
    assert found is not None
    at = found.values["x"][found.index]
    assert (found.left, found.right) == (at, at * at)


def test_what_is_nowhere_defined_is_tried_at_no_size():
    trial = try_on_numbers(equal(sqrt(-1 - x * x), 2 * sqrt(-1 - x * x)))
    assert (trial.counterexample, trial.sizes) == (None, ())


def test_a_value_is_not_the_lack_of_one():
    undefined = Array(g.Undefined((("N",),), "real"))
    assert is_refuted(equal(undefined, x))
