"""Graphs with other nodes in the place of some, and graphs in which equals are one node."""

from __future__ import annotations

import numpy as np
import pytest
from graphs import Array, argument, array, exp, tanh
from hypothesis import given, settings
from hypothesis import strategies as st
from random_graphs import build, tree
from test_lowered_loops import left, loop, row

from reference.symbolic import graph as g
from reference.symbolic.evaluation import evaluate
from reference.symbolic.graph import Scan, inputs, nodes
from reference.symbolic.rewriting import Structures, fresh, merged, rewritten
from reference.symbolic.sampling import draws

x, y, X = argument("x", "N"), argument("y", "N"), argument("X", "N K")


class TestRewritten:
    def test_a_part_everywhere(self):
        part = exp(x)
        root = rewritten((part * part + tanh(part)).node, {part.node: y.node})
        assert inputs(root) == (y.node,)

    def test_the_largest_part_wins(self):
        part = exp(x)
        assert rewritten(tanh(part).node, {part.node: y.node, tanh(part).node: x.node}).operands

    def test_what_is_untouched_is_the_same_node(self):
        part, root = exp(x), exp(x) + tanh(y)
        assert rewritten(root.node, {part.node: y.node}) is root.node

    def test_other_axes(self):
        with pytest.raises(ValueError, match="replaced by"):
            rewritten(x.node, {x.node: argument("s").node})

    def test_the_start_of_a_loop_and_not_its_steps(self):
        of = left(lambda _, total: [total + x], x)
        root = rewritten(of.node, {x.node: y.node})
        (value,) = evaluate([root], {"x": np.ones(2), "y": np.full(2, 5.0)}, {"N": 2})
        assert list(value) == [7, 7]

    def test_what_is_read_at_each_step(self):
        made, at, _ = loop(lambda _, total: [total], array(0.0))
        entry = row(X, at)
        every = g.scan(made, (entry * 2).node)
        root = rewritten(every, {entry.node: argument("one", "K").node})
        assert isinstance(root, Scan)
        assert root.emission is every.emission


class TestMerged:
    def test_what_is_computed_alike_is_one_node(self):
        one, other = merged([(exp(x) * y).node, (exp(x) * y).node])
        assert one is other

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (x * y, y * x),
            (x, y),
            (array(1), array(1.0)),
            (x.sum(), x.max()),
            (argument("x", "N"), argument("x", "K")),
            (argument("p"), argument("p", "", "positive")),
            (Array(g.Undefined((), "real")), Array(g.Undefined((), "real"))),
            (left(lambda _, c: [c + 1], x), left(lambda _, c: [c + 1], x)),
        ],
    )
    def test_what_is_not(self, one, other):
        first, second = merged([one.node, other.node])
        assert first is not second
        structures = Structures()
        assert structures.number(one.node) != structures.number(other.node)

    @settings(deadline=None, max_examples=60, derandomize=True)
    @given(st.randoms(use_true_random=False), st.sampled_from(["", "n", "n m", "n n"]))
    def test_the_values_stay(self, draw, shape):
        root = build(tree(draw, shape, 4)).node
        (one,) = merged([root])
        assert len(set(nodes(one))) <= len(set(nodes(root)))
        for sizes, values in draws([root]):
            with np.errstate(all="ignore"):
                before, after = evaluate([root, one], values, sizes)
            np.testing.assert_array_equal(before, after)


def test_fresh_names():
    taken = argument("part 1", "N") + x
    names = fresh("part", taken.node)
    assert [next(names), next(names)] == ["part 0", "part 2"]
