"""Maxima: those that cancel, and those that are read at their place."""

from __future__ import annotations

from fractions import Fraction

import pytest
from goals import derivative, equal
from graphs import Array, argument, exp, log, size, where
from strategies import is_false_and_left, is_left, is_proved
from test_lowered_loops import loop, row

from reference.symbolic import graph as g
from reference.symbolic.goal import changed, roots
from reference.symbolic.graph import Reduction, nodes
from reference.symbolic.normal_form.judge import NormalForm
from reference.symbolic.strategy.maxima import UNIQUE, without_maxima

x, w, X = argument("x", "J"), argument("w", "J"), argument("X", "N J")
s, p = argument("s"), argument("p", "", "positive")
c = argument("c", "J")


def maxima(goal):
    return [n for n in nodes(*roots(goal)) if isinstance(n, Reduction) and n.function == "max"]


def stable(of: Array) -> Array:
    return exp(of - of.max(-1, keepdims=True))


class TestOnesThatCancel:
    def test_a_stable_softmax(self):
        softmax = stable(X) / stable(X).sum(1, keepdims=True)
        assert is_proved(equal(softmax, exp(X) / exp(X).sum(1, keepdims=True)))

    def test_nothing_is_assumed_of_where_it_is(self):
        S = stable(x) / stable(x).sum()
        vjp = S * (c - (S * c).sum())
        assert is_proved(derivative(S, x, vjp, cotangent=c))

    def test_a_stable_log_sum_exp_with_a_slip(self):
        largest = x.max()
        assert is_proved(equal(log(exp(x - largest).sum()) + largest, log(exp(x).sum())))
        assert is_false_and_left(equal(log(exp(x - largest).sum()) - largest, log(exp(x).sum())))

    def test_one_that_cancels_away_from_kinks_only_is_left(self):
        largest = x.max()
        either = where(largest > 1.0, 1.0, 0.0) + where(largest < 1.0, 1.0, 0.0)
        assert is_left(equal(either, 1.0))


class TestThePlaceOfAMaximum:
    @pytest.mark.parametrize(
        ("moved", "back"),
        [
            (x + s, lambda m: m + s),
            (s - (-x), lambda m: s + m),
            (2 * x, lambda m: 2 * m),
            (x / p, lambda m: m / p),
            (size("J") * x - 1, lambda m: size("J") * m - 1),
        ],
    )
    def test_what_keeps_the_order_keeps_the_place(self, moved, back):
        assert is_proved(equal(moved.max(), back(x.max())), UNIQUE)

    def test_a_negative_factor_turns_it_round(self):
        assert is_proved(equal((-2 * x).max(), -2 * x.min()), UNIQUE)
        assert is_proved(equal((s - x).max(), s - x.min()), UNIQUE)
        assert is_false_and_left(equal((-2 * x).max(), -2 * x.max()))

    def test_a_negative_number_of_entries_turns_it_round_too(self):
        less = Array(g.Size((), "integer", Fraction(-1), ("J",)))
        assert is_proved(equal((less * x).max(), less * x.min()), UNIQUE)
        assert is_false_and_left(equal((less * x).max(), less * x.max()))

    def test_a_factor_of_unknown_sign_tells_nothing(self):
        assert is_false_and_left(equal((s * x).max(), s * x.max()))

    def test_an_array_that_is_added_moves_it(self):
        assert is_false_and_left(equal((x + w).max(), x.max() + w.max()))

    def test_the_largest_is_not_the_smallest_nor_the_first(self):
        assert is_false_and_left(equal(x.max(), x.min()))
        first = Array(g.selection(x.node, [g.endpoint("J", is_last=False)]))
        assert is_false_and_left(equal(x.max(), first))

    def test_axes_do_not_share_a_place(self):
        square = argument("Q", "J J")
        assert is_false_and_left(equal(square.max(0), square.max(1)))

    def test_its_derivative(self):
        of = (X.max(1) * X.max(1)).sum()
        goal = derivative(of, X, X * 0 + 1)
        assert is_false_and_left(goal)
        assert is_proved(derivative((2 * x).max() - 2 * x.max(), x, 0 * x), UNIQUE)

    def test_a_maximum_over_two_axes_is_left(self):
        assert is_left(equal(X.max((0, 1)), X.max(0).max(0)))

    def test_maxima_without_a_trace_need_no_condition(self):
        goal, conditions = without_maxima(equal(x, x), NormalForm())
        assert conditions == ()
        assert changed(goal, lambda node: node) == goal


class TestInLoops:
    def test_the_maximum_at_a_step_is_not_that_at_another(self):
        made, at, _ = loop(lambda _, total: [total], argument("start"))
        largest = row(X, at).max(0)
        every, last = Array(g.scan(made, largest.node)), Array(g.last(made, largest.node))
        assert is_false_and_left(equal(every.sum() - size("N") * last, 0.0))
        goal, conditions = without_maxima(equal(every.sum(), size("N") * last), NormalForm())
        assert conditions == ()
        assert maxima(goal)
