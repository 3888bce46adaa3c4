"""What is to be proved about graphs, and what a judge says of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from reference.symbolic.graph import Input, Node

# Where a function that has a kink or a jump is not asked for its value there.
AWAY_FROM_KINKS = "away from kinks"

# Where nothing is asked about the logarithm, or a broken power, of a negative number.
WHERE_DEFINED = "where roots and logarithms are real"


@dataclass(frozen=True)
class Equality:
    """left = right, entry by entry. Both have the same axes."""

    left: Node
    right: Node


@dataclass(frozen=True)
class IsDerivative:
    """What `right` holds of the derivatives of `of` by the input `wrt`.

    Alone: right[i…, j…] = ∂of[i…]/∂wrt[j…], the axes of `of` before those of `wrt`.
    With a `cotangent` (the axes of `of`): right[j…] = Σ_i… cotangent[i…] ∂of[i…]/∂wrt[j…].
    With a `tangent` (the axes of `wrt`, then any more k…):
    right[i…, k…] = Σ_j… ∂of[i…]/∂wrt[j…] tangent[j…, k…].
    Neither the cotangent nor the tangent counts as depending on `wrt`.
    """

    of: Node
    wrt: Input
    right: Node
    cotangent: Node | None = None
    tangent: Node | None = None


Goal = Equality | IsDerivative


def roots(goal: Goal) -> tuple[Node, ...]:
    """The graphs that a goal is about."""
    if isinstance(goal, Equality):
        return goal.left, goal.right
    others = (goal.cotangent, goal.tangent)
    return goal.of, goal.wrt, goal.right, *(node for node in others if node is not None)


def changed(goal: Goal, change: Callable[[Node], Node]) -> Goal:
    """The goal with another graph in the place of each, but for what is differentiated by."""
    if isinstance(goal, Equality):
        return Equality(change(goal.left), change(goal.right))
    return replace(
        goal,
        of=change(goal.of),
        right=change(goal.right),
        cotangent=None if goal.cotangent is None else change(goal.cotangent),
        tangent=None if goal.tangent is None else change(goal.tangent),
    )


@dataclass(frozen=True)
class Decision:
    """Whether a judge has proved a goal; not proved is not refuted.

    `reason` says in a few words what it stopped at. `conditions` say where the proof holds, such as
    "away from kinks", beyond what the traits of the inputs say.
    """

    is_proved: bool
    reason: str = ""
    conditions: tuple[str, ...] = ()


class Judge(Protocol):
    """Decides goals for all sizes of all axes, over the real numbers."""

    @property
    def name(self) -> str: ...

    def decide(self, goal: Goal) -> Decision: ...
