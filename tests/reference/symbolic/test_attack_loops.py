"""Loops that a rewriting has left alike but for where they start."""

from __future__ import annotations

from goals import equal
from graphs import Array, argument
from strategies import is_false_and_left
from test_lowered_loops import left, row

from reference.symbolic.rewriting import rewritten

x, a, b = argument("x", "N"), argument("a"), argument("b")


def test_one_loop_from_two_starts() -> None:
    one = left(lambda step, total: [total + row(x, step)], a)
    other = Array(rewritten(one.node, {a.node: b.node}))
    assert is_false_and_left(equal(one - other, 0 * a))
    assert is_false_and_left(equal(one * other, one * one))
