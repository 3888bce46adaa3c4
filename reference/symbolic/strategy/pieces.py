"""How a judge is asked: a large goal in small pieces, each of which it decides by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from reference.symbolic.goal import (
    AWAY_FROM_KINKS,
    Decision,
    Equality,
    Goal,
    IsDerivative,
    Judge,
    roots,
)
from reference.symbolic.graph import nodes
from reference.symbolic.strategy.chain_rule import cuts
from reference.symbolic.strategy.generalizing import generalized
from reference.symbolic.strategy.guards import without_guards
from reference.symbolic.strategy.induction import steps
from reference.symbolic.strategy.maxima import UNIQUE, without_maxima
from reference.symbolic.strategy.solutions import without_solutions
from reference.symbolic.strategy.sweeping import step_by_step

LARGE = 60  # nodes; from here on the pieces are tried first
_MOST_CUTS = 3


def decide(goal: Goal, judge: Judge) -> Decision:
    """What a judge says of a goal, or of goals from which it follows."""
    goal, regular = without_solutions(goal)
    decision = _with_guards(goal, judge)
    return replace(decision, conditions=(*decision.conditions, *regular))


def _with_guards(goal: Goal, judge: Judge) -> Decision:
    unguarded, holding = without_guards(goal)
    if holding:
        decision = _whole(goal, judge)
        if decision.is_proved:
            return decision  # guards and all, so without that condition
    decision = _decide(unguarded, judge)
    return replace(decision, conditions=(*decision.conditions, *holding))


def _decide(goal: Goal, judge: Judge) -> Decision:
    is_large = sum(1 for _ in nodes(*roots(goal))) > LARGE
    first, then = (_in_pieces, _whole) if is_large else (_whole, _in_pieces)
    decision = first(goal, judge)
    if decision.is_proved:
        return decision
    other = then(goal, judge)
    return other if other.is_proved or not decision.reason else decision


def _whole(goal: Goal, judge: Judge) -> Decision:
    goal, unique = without_maxima(goal, judge)
    decision = judge.decide(goal)
    if UNIQUE in unique and AWAY_FROM_KINKS in decision.conditions:
        # The largest entry less the one at its place is 0, whatever the input.
        return Decision(is_proved=False, reason="a maximum may stand at a kink")
    return replace(decision, conditions=(*decision.conditions, *unique))


def _in_pieces(goal: Goal, judge: Judge) -> Decision:
    if isinstance(goal, Equality):
        decision = step_by_step(goal, judge)
        return decision if decision.is_proved else step_by_step(generalized(goal), judge)
    for pieces in _pieces(goal):
        decisions = [_decide(piece, judge) for piece in pieces]
        if all(decision.is_proved for decision in decisions):
            conditions = dict.fromkeys(c for d in decisions for c in d.conditions)
            return Decision(is_proved=True, conditions=tuple(conditions))
    return Decision(is_proved=False)


def _pieces(goal: IsDerivative) -> Iterator[Sequence[Goal]]:
    induction = steps(goal)
    if induction is not None:
        yield induction
    for cut in islice(cuts(goal), _MOST_CUTS):
        yield cut.outer, cut.inner
