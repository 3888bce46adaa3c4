"""Derivatives of loops by what they start from."""

from __future__ import annotations

import pytest
from goals import derivative
from graphs import Array, argument, array, einsum, eye, tanh
from strategies import is_false_and_left, is_proved
from test_lowered_loops import left, row

from reference.symbolic.graph import Loop, fold
from reference.symbolic.strategy.induction import steps

W, start, X = argument("W", "D D"), argument("h", "D"), argument("X", "N D")


def step(h: Array) -> Array:
    return tanh(W @ h)


def jacobian(h: Array, before: Array, factor: float = 1.0) -> Array:
    slope = factor * (1 - step(h) * step(h))
    return einsum("i,ij->ij", slope, W) @ before


AFTER = left(lambda _, h: [step(h)], start)
IDENTITY = eye("D")


def beside(
    one=step, change=jacobian, first: Array = start, identity: Array = IDENTITY, over: str = "N"
) -> Array:
    return left(lambda _, h, J: [one(h), change(h, J)], first, identity, slot=1, over=over)


def test_the_jacobian_of_a_loop():
    goal = derivative(AFTER, start, beside())
    found = steps(goal)
    assert found is not None
    assert len(found) == 4
    assert is_proved(goal)


@pytest.mark.parametrize(
    "right",
    [
        beside(change=lambda h, J: jacobian(h, J, 2.0)),
        beside(change=lambda h, J: jacobian(h, J).T),
        beside(change=lambda h, J: jacobian(tanh(h), J)),
        beside(one=lambda h: tanh(W.T @ h)),
        beside(first=2 * start),
        beside(identity=2 * IDENTITY),
    ],
    ids=["factor", "transposed", "elsewhere", "another step", "another start", "no identity"],
)
def test_what_is_wrong_at_one_place_is_not_proved(right):
    assert is_false_and_left(derivative(AFTER, start, right))


def test_loops_of_other_lengths():
    goal = derivative(AFTER, start, beside(over="K"))
    assert steps(goal) is None
    assert is_false_and_left(goal)


def test_a_step_that_reads_what_is_differentiated_by():
    of = left(lambda _, h: [tanh(W @ h) + start], start)
    right = beside(one=lambda h: tanh(W @ h) + start)
    goal = derivative(of, start, right)
    assert steps(goal) is None
    assert is_false_and_left(goal)


def test_a_step_that_counts():
    of = left(lambda i, h: [tanh(W @ h) + row(X, i)], start)
    goal = derivative(of, start, beside())
    assert steps(goal) is None
    assert is_false_and_left(goal)


def test_what_is_no_such_loop():
    assert steps(derivative(start, start, IDENTITY)) is None
    assert steps(derivative(AFTER, start, start, cotangent=start)) is None
    both = left(lambda _, h, k: [step(h), k], start, array(1.0))
    assert steps(derivative(both, start, beside())) is None


def test_a_step_with_a_loop_that_reads_what_is_carried():
    s, h, tangent = argument("s"), argument("h 0"), argument("J 0")
    times = left(lambda _, total: [total + h], array(0.0), over="K")
    of = fold(Loop(0, "N", (h.node,), (s.node,), (times.node,)), 0)
    carried, begin = (h.node, tangent.node), (s.node, array(1.0).node)
    none = fold(Loop(0, "N", carried, begin, (times.node, (0 * tangent).node)), 1)
    assert steps(derivative(Array(of), s, Array(none))) is None
    assert is_false_and_left(derivative(Array(of), s, Array(none)))
