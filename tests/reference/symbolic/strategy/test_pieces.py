"""Goals in pieces: what follows, and which conditions are kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from goals import derivative, equal
from graphs import Array, argument, sqrt, tanh, where
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from random_graphs import build, changed, tree
from strategies import is_false_and_left, is_proved

from reference.symbolic import graph as g
from reference.symbolic.goal import Decision, Equality, Goal, roots
from reference.symbolic.graph import nodes
from reference.symbolic.normal_form.judge import NormalForm
from reference.symbolic.sampling import try_on_numbers
from reference.symbolic.strategy import decide as package
from reference.symbolic.strategy.guards import HOLDING
from reference.symbolic.strategy.maxima import UNIQUE
from reference.symbolic.strategy.pieces import LARGE, decide
from reference.symbolic.strategy.solutions import REGULAR

x, w, b, M = argument("x", "J"), argument("w", "J"), argument("b", "J"), argument("M", "J J")
length = sqrt((x * x).sum())


@dataclass
class Asked:
    """A judge that proves nothing, and remembers what it was asked."""

    name: str = "asked"
    goals: list[Goal] = field(default_factory=list)

    def decide(self, goal: Goal) -> Decision:
        self.goals.append(goal)
        return Decision(is_proved=False, reason="it never does")


def deep(of: Array, layers: int) -> Array:
    for _ in range(layers):
        of = tanh(of * w + x)
    return of


def test_a_small_goal_is_asked_as_a_whole_first():
    goal, judge = equal(x, w), Asked()
    assert decide(goal, judge) == Decision(is_proved=False, reason="it never does")
    assert judge.goals[0] == goal


def test_a_large_goal_is_asked_in_pieces():
    goal = equal(deep(x, 30) + w, w + deep(x, 30))
    assert sum(1 for _ in nodes(*roots(goal))) > LARGE
    assert is_proved(goal)
    assert is_false_and_left(equal(deep(x, 30) + w, w - deep(x, 30)))


def test_all_conditions_come_together():
    guarded = where(length > 0, length, 1.0)
    solved = Array(g.solution(M.node, b.node))
    left = M @ solved + x / guarded + (2 * w).max()
    right = b + x / length + 2 * w.max()
    assert is_proved(equal(left, right), UNIQUE, HOLDING, REGULAR)


def test_a_network_of_many_layers():
    of = (deep(x, 6) * b).sum()
    upstream, right = b, 0 * w
    inside = [deep(x, layer) for layer in range(7)]
    for layer in range(6, 0, -1):
        before = upstream * (1 - inside[layer] * inside[layer])
        right = right + before * inside[layer - 1]
        upstream = before * w
    assert is_proved(derivative(of, w, right))
    assert is_false_and_left(derivative(of, w, right + upstream))


def test_pieces_that_numbers_refute_are_not_asked(monkeypatch):
    true, false = derivative((x * x).sum(), x, 2 * x), derivative((x * x).sum(), x, x)
    goal, judge = derivative(tanh(x).sum(), x, 1 - tanh(x) * tanh(x)), Asked()
    for pieces, asked in (((true, false), [goal]), ((true, true), [goal, true, true])):
        monkeypatch.setattr(
            "reference.symbolic.strategy.pieces._pieces",
            lambda of, pieces=pieces: iter([pieces] if of == goal else []),
        )
        judge.goals.clear()
        assert not decide(goal, judge).is_proved
        assert judge.goals == asked


def test_the_package_hands_it_on():
    assert package is decide


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.randoms(use_true_random=False), st.sampled_from(["n", "n m", "n n"]))
def test_what_numbers_refute_is_never_proved(draw, shape):
    one = tree(draw, shape, 4)
    other = changed(draw, one)
    left, right = build(one), build(other)
    assume(left.axes == right.axes)
    goal = Equality(left.node, right.node)
    if try_on_numbers(goal).counterexample is not None:
        assert not decide(goal, NormalForm()).is_proved
