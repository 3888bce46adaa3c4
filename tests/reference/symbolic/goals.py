"""Goals about graphs, and what the first judge says of them."""

from __future__ import annotations

from graphs import Array, array

from reference.symbolic.goal import Decision, Equality, Goal, IsDerivative
from reference.symbolic.normal_form.judge import NormalForm
from reference.symbolic.sampling import try_on_numbers


def equal(left, right) -> Equality:
    return Equality(array(left).node, array(right).node)


def derivative(of: Array, wrt: Array, right, *, cotangent=None, tangent=None) -> IsDerivative:
    return IsDerivative(
        of.node,
        wrt.node,
        array(right).node,
        None if cotangent is None else cotangent.node,
        None if tangent is None else tangent.node,
    )


def decide(goal: Goal) -> Decision:
    return NormalForm().decide(goal)


def is_proved(goal: Goal, *conditions: str) -> bool:
    """Whether a goal is proved under these conditions alone, and holds on numbers."""
    decision = decide(goal)
    assert decision.reason == "" or not decision.is_proved
    return (
        decision.is_proved
        and decision.conditions == conditions
        and try_on_numbers(goal).counterexample is None
    )


def is_refuted_only_by_numbers(goal: Goal) -> bool:
    """Whether a false goal is not proved; numbers show that it is false."""
    return not decide(goal).is_proved and try_on_numbers(goal).counterexample is not None
