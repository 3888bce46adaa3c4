"""Cuts through the graph of a derivative."""

from __future__ import annotations

from goals import derivative
from graphs import Array, argument, array, exp, tanh
from strategies import are_proved_by, is_false_and_left, is_proved
from test_lowered_loops import left

from reference.symbolic.normal_form.judge import NormalForm
from reference.symbolic.strategy.chain_rule import cuts

X, W, V = argument("X", "N D"), argument("W", "D H"), argument("V", "H K")
x, w = argument("x", "J"), argument("w", "J")
H = tanh(X @ W)
LOSS = ((H @ V) * (H @ V)).sum()


def gradient(of: Array, factor: float = 2.0) -> Array:
    upstream = (factor * (of @ V)) @ V.T
    return X.T @ (upstream * (1 - of * of))


def test_a_network_is_cut_and_both_pieces_are_proved():
    goal = derivative(LOSS, W, gradient(H))
    first = next(cuts(goal))
    assert are_proved_by(NormalForm(), first.outer, first.inner)
    assert is_proved(goal)


def test_a_wrong_gradient_has_no_cut_that_is_proved():
    for wrong in (gradient(H, 1.0), X.T @ ((2 * (H @ V)) @ V.T * (1 - H))):
        goal = derivative(LOSS, W, wrong)
        assert not any(are_proved_by(NormalForm(), c.outer, c.inner) for c in cuts(goal))
        assert is_false_and_left(goal)


def test_a_cotangent_that_depends_on_what_is_differentiated_by_is_held_fixed():
    hidden, held = tanh(x * w), exp(x)
    right = held * 3 * hidden * hidden * (1 - hidden * hidden) * w
    goal = derivative(hidden * hidden * hidden, x, right, cotangent=held)
    assert is_proved(goal)
    for cut in cuts(goal):
        assert are_proved_by(NormalForm(), cut.outer, cut.inner)
    more = right + held * hidden * hidden * hidden
    moved = derivative(hidden * hidden * hidden, x, more, cotangent=held)
    assert is_false_and_left(moved)


def test_there_is_no_cut_where_something_passes_by():
    hidden = tanh(x * w + x * x)
    goal = derivative((hidden * hidden * x).sum(), x, 2 * hidden * (1 - hidden * hidden) * w)
    assert list(cuts(goal)) == []


def test_what_a_loop_reads_of_the_middle_counts():
    hidden = tanh(x * w + x * x)
    inside = left(lambda _, total: [total + (hidden * hidden).sum()], array(0.0))
    path = (1 - hidden * hidden) * (w + 2 * x)
    # The path through the loop is left out: with a cut that overlooks it, this would be proved.
    goal = derivative((hidden * hidden * hidden).sum() + inside, x, 3 * hidden * hidden * path)
    assert list(cuts(goal)) == []
    assert is_false_and_left(goal)


def test_a_jacobian_and_a_tangent_are_not_cut():
    square = derivative(tanh(x * w) * tanh(x * w), x, argument("J", "J J"))
    assert list(cuts(square)) == []
    along = derivative(LOSS, W, LOSS, tangent=argument("t", "D H"))
    assert list(cuts(along)) == []
