"""Goals that are decided in pieces, by both judges."""

from __future__ import annotations

from reference.symbolic.goal import Decision, Goal, Judge
from reference.symbolic.prover import judges
from reference.symbolic.sampling import try_on_numbers
from reference.symbolic.strategy import decide


def are_proved_by(judge: Judge, *goals: Goal) -> bool:
    return all(judge.decide(goal).is_proved for goal in goals)


def decisions(goal: Goal) -> list[Decision]:
    return [decide(goal, judge) for judge in judges()]


def is_proved(goal: Goal, *conditions: str) -> bool:
    """Whether both judges prove a goal under these conditions, and numbers do not refute it."""
    assert try_on_numbers(goal).counterexample is None
    return all(d.is_proved and set(d.conditions) == set(conditions) for d in decisions(goal))


def is_left(goal: Goal) -> bool:
    """Whether neither judge proves a goal."""
    return not any(decision.is_proved for decision in decisions(goal))


def is_false_and_left(goal: Goal) -> bool:
    """Whether neither judge proves a goal that numbers refute."""
    assert try_on_numbers(goal).counterexample is not None
    return is_left(goal)
