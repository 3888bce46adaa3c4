"""How a judge is asked: a large goal in small pieces, each of which it decides by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
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
from reference.symbolic.sampling import try_on_numbers
from reference.symbolic.strategy.chain_rule import cuts
from reference.symbolic.strategy.equal_loops import steps_agree
from reference.symbolic.strategy.generalizing import generalized
from reference.symbolic.strategy.guards import without_guards
from reference.symbolic.strategy.half_angles import without_squares
from reference.symbolic.strategy.induction import steps
from reference.symbolic.strategy.maxima import UNIQUE, without_maxima
from reference.symbolic.strategy.solutions import without_solutions
from reference.symbolic.strategy.sweeping import step_by_step

LARGE = 45  # nodes; from here on the pieces are tried first
SMALL = 30  # nodes; below, the equality with symbols for its parts is tried before it
_MOST_CUTS = 3


def decide(goal: Goal, judge: Judge) -> Decision:
    """What a judge says of a goal, or of goals from which it follows."""
    goal, regular = without_solutions(without_squares(goal))
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
    is_large = _size(goal) > LARGE
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
        for equalities in steps_agree(goal):
            at_each_step = [judge.decide(equality) for equality in equalities]
            if all(d.is_proved and not d.conditions for d in at_each_step):
                return Decision(is_proved=True)
        general = _generalized(goal)
        one, other = (general, goal) if _size(general) < SMALL else (goal, general)
        decision = step_by_step(one, judge)
        return decision if decision.is_proved else step_by_step(other, judge)
    for pieces in _pieces(goal):
        if any(try_on_numbers(piece).counterexample is not None for piece in pieces):
            continue  # it does not follow from these
        decisions = [_decide(piece, judge) for piece in pieces]
        if all(decision.is_proved for decision in decisions):
            conditions = dict.fromkeys(c for d in decisions for c in d.conditions)
            return Decision(is_proved=True, conditions=tuple(conditions))
    return Decision(is_proved=False)


def _size(goal: Goal) -> int:
    return sum(1 for _ in nodes(*roots(goal)))


# Each judge is asked in turn, and what it is asked does not depend on it.
_generalized = lru_cache(maxsize=16)(generalized)


def _pieces(goal: IsDerivative) -> Iterator[Sequence[Goal]]:
    induction = steps(goal)
    if induction is not None:
        yield induction
    for cut in islice(cuts(goal), _MOST_CUTS):
        yield cut.outer, cut.inner
