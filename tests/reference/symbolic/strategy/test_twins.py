"""Inputs that are read by more than one node."""

from __future__ import annotations

from graphs import argument, array
from test_lowered_loops import left, row

from reference.symbolic.strategy.twins import are_read, has_twin

x, again, y = argument("x", "N"), argument("x", "N"), argument("y", "N")


def test_a_twin_is_another_node_of_the_same_name():
    assert has_twin(x.node, (x * again).node)
    assert not has_twin(x.node, (x * x + y).node)


def test_a_twin_inside_a_loop_is_one():
    inside = left(lambda step, total: [total + row(again, step)], array(0.0))
    assert has_twin(x.node, (x.sum() + inside).node)
    assert has_twin(x.node, inside.node)
    assert not has_twin(again.node, inside.node)


def test_what_is_read_by_this_node_or_by_another_of_its_name():
    inside = left(lambda step, total: [total + row(again, step)], array(0.0))
    assert are_read([y.node, x.node], inside.node)
    assert are_read([x.node], y.node, x.node)
    assert not are_read([y.node], inside.node, x.node)
    assert not are_read([], x.node)
