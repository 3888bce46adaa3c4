"""The derivative of a loop by what it starts from, by induction over its steps.

If a loop carries h, and another one carries J beside it, J is ∂h/∂h_0 at every step if it is so
before the first one, and if each step multiplies it with the Jacobian of the step.
"""

from __future__ import annotations

from reference.symbolic.goal import Equality, Goal, IsDerivative
from reference.symbolic.graph import Fold, LoopIndex, Node, nodes, reaches
from reference.symbolic.rewriting import fresh, rewritten
from reference.symbolic.strategy.placeholders import placeholder
from reference.symbolic.strategy.twins import are_read, has_twin


def steps(goal: IsDerivative) -> tuple[Goal, ...] | None:
    """The goals from which a derivative of a loop follows; None where it is no such derivative."""
    of, right = goal.of, goal.right
    if goal.cotangent is not None or goal.tangent is not None:
        return None
    if not (isinstance(of, Fold) and isinstance(right, Fold)):
        return None
    if of.loop.size != right.loop.size or len(of.loop.carried) != 1:
        return None
    if has_twin(goal.wrt, of):
        return None
    for slot, other in enumerate(right.loop.carried):
        if slot != right.slot and other.axes == of.loop.carried[0].axes:
            return _by_induction(goal, of, right, slot)
    return None


def _by_induction(goal: IsDerivative, of: Fold, right: Fold, slot: int) -> tuple[Goal, ...] | None:
    (h,) = of.loop.carried
    theirs, jacobian = right.loop.carried[slot], right.loop.carried[right.slot]

    steps = (of.loop.step[0], *right.loop.step)
    names = fresh("carried", goal.of, goal.right, *steps)
    before, tangent = (placeholder(node, next(names)) for node in (h, jacobian))

    others = [c for c in right.loop.carried if c not in (theirs, jacobian)]
    ours = rewritten(of.loop.step[0], {h: before})
    theirs_after, step = (
        rewritten(right.loop.step[at], {theirs: before, jacobian: tangent})
        for at in (slot, right.slot)
    )
    if others or reaches(ours, goal.wrt) or any(_is_counted(one) for one in (ours, step)):
        return None
    if are_read((h, theirs, jacobian), ours, theirs_after, step):
        return None  # inside of a loop that stands in a step, where nothing is rewritten
    return (
        Equality(of.loop.initial[0], right.loop.initial[slot]),
        Equality(ours, theirs_after),
        IsDerivative(of.loop.initial[0], goal.wrt, right.loop.initial[right.slot]),
        IsDerivative(ours, before, step, tangent=tangent),
    )


def _is_counted(step: Node) -> bool:
    """Whether a step is another one at another position."""
    return any(isinstance(node, LoopIndex) for node in nodes(step))
