"""Large equalities from those of their parts."""

from __future__ import annotations

from goals import equal
from graphs import Array, argument, exp, log, sqrt, tanh
from strategies import is_false_and_left

from reference.symbolic import graph as g
from reference.symbolic.goal import Equality
from reference.symbolic.graph import Input, inputs, nodes, reaches
from reference.symbolic.normal_form.judge import NormalForm
from reference.symbolic.strategy.sweeping import step_by_step, with_symbols

x, w, P = argument("x", "J"), argument("w", "J"), argument("P", "N J", "sums to one")


def large(of: Array) -> Array:
    return tanh(exp(of * w) + of / (1 + w * w)) * of


def names(*roots):
    return {one.name for one in inputs(*roots)}


class TestSymbols:
    def test_what_both_sides_share_becomes_one_symbol(self):
        part = large(x)
        left, right = with_symbols((part * part).node, (2 * part).node)
        assert names(left) == names(right) == {"part 0"}

    def test_what_depends_on_the_input_stays(self):
        part, fixed = large(x), large(w)
        wrt = x.node
        left, right = with_symbols((part * fixed).node, (part + fixed).node, wrt)
        assert reaches(left, wrt)
        assert reaches(right, wrt)
        assert names(left) == names(right) == {"x", "w", "part 0"}

    def test_a_distribution_is_not_hidden(self):
        part = large(P.sum(0)) + 1
        left, _ = with_symbols(part.node, (part * 2).node)
        assert "P" in names(left)

    def test_names_that_are_taken_are_passed_over(self):
        part = large(argument("part 0", "J"))
        left, right = with_symbols((part * part).node, (part * argument("part 0", "J")).node)
        assert "part 1" in names(left) & names(right)


class TestSteps:
    def test_parts_that_are_computed_in_other_ways(self):
        ours = sqrt(1 + large(x + w) * large(x + w))
        theirs = sqrt(large(w + x) * large(w + x) + 1)
        goal = equal(large(ours), large(theirs))
        assert step_by_step(goal, NormalForm()).is_proved

    def test_what_is_one_graph_is_equal(self):
        assert step_by_step(equal(large(x), large(x)), NormalForm()).is_proved

    def test_what_nothing_was_written_to_is_not(self):
        def unwritten() -> Array:
            return Array(g.Undefined((("J",),), "real"))

        assert not step_by_step(
            equal(large(unwritten()), large(unwritten())), NormalForm()
        ).is_proved

    def test_a_slip_in_a_part(self):
        assert is_false_and_left(equal(large(tanh(x)), large(tanh(x * (1 + x) / (1 - x)))))
        assert is_false_and_left(equal(large(x) + large(w), 2 * large(x)))

    def test_the_conditions_of_the_parts_are_kept(self):
        root, power = sqrt(x) * sqrt(x), exp(log(x))
        decision = step_by_step(equal(large(root), large(power)), NormalForm())
        assert decision.is_proved
        assert "where roots and logarithms are real" in decision.conditions

    def test_the_symbols_are_ordinary_inputs(self):
        left, right = with_symbols((large(x) * 2).node, (large(x) * 2).node)
        assert left is not right
        goal = Equality(left, right)
        assert all(isinstance(n, Input) for n in nodes(goal.left) if not n.operands and n.axes)
