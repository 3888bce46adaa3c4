"""Guards against a division by 0: where(x > 0, x, 1). The proof looks at where they hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from reference.symbolic.evaluation import evaluate
from reference.symbolic.goal import Goal, changed, roots
from reference.symbolic.graph import (
    Broadcast,
    Constant,
    Elementwise,
    Node,
    Permutation,
    Regrouping,
    broadcast,
    nodes,
    outside_loops,
)
from reference.symbolic.rewriting import Structures, rewritten
from reference.symbolic.sampling import draws

HOLDING = "where the guards against a division by 0 let the divisor through"


def without_guards(goal: Goal) -> tuple[Goal, tuple[str, ...]]:
    """The goal where every guard holds, and the condition that this is.

    A guard compares a divisor with 0 and chooses between it and something else. It is used for
    nothing but to divide by, and lets the divisor through at every entry of every input that is
    tried, sizes of 1 apart; so what it keeps away is an exception. Every other choice is left to
    the judges.
    """
    about = roots(goal)
    outside = dict.fromkeys(node for root in about for node in outside_loops(root))
    found = [n for n in outside if isinstance(n, Elementwise) and _is_guard(n, about)]
    instead: dict[Node, Node] = {}
    for node, always in zip(found, _outcomes([n.arguments[0] for n in found], about), strict=True):
        if always is not None:
            through = node.arguments[1 if always else 2]
            if _is_compared(through, node.arguments[0]):
                instead[node] = broadcast(through, node.axes)
    if not instead:
        return goal, ()
    return changed(goal, lambda root: rewritten(root, instead)), (HOLDING,)


def _is_guard(node: Elementwise, about: Sequence[Node]) -> bool:
    if node.function != "where" or not isinstance(node.arguments[0], Elementwise):
        return False
    condition = node.arguments[0]
    return (
        condition.function in ("greater", "less", "equal", "not_equal")
        and any(_is_zero(side) for side in condition.arguments)
        and node not in about
        and all(_divides(node, user, about) for user in nodes(*about) if node in user.operands)
    )


def _is_zero(node: Node) -> bool:
    node = _unbroadcast(node)
    return isinstance(node, Constant) and node.value == 0


def _is_compared(divisor: Node, condition: Node) -> bool:
    """Whether a divisor, or its square, is what a condition compares with 0."""
    structures = Structures()
    divisor = _unbroadcast(divisor)
    numbers = {structures.number(divisor)}
    if isinstance(divisor, Elementwise) and divisor.function == "sqrt":
        numbers.add(structures.number(_unbroadcast(divisor.arguments[0])))
    return any(structures.number(_unbroadcast(side)) in numbers for side in condition.operands)


def _unbroadcast(node: Node) -> Node:
    return _unbroadcast(node.operand) if isinstance(node, Broadcast) else node


def _divides(node: Node, user: Node, about: Sequence[Node]) -> bool:
    """Whether a node, or the same entries in another shape, is used as a divisor only."""
    match user:
        case Elementwise(function="div", arguments=(over, _)):
            return over is not node
        case Broadcast() | Regrouping() | Permutation():
            return user not in about and all(
                _divides(user, further, about)
                for further in nodes(*about)
                if user in further.operands
            )
    return False


def _outcomes(conditions: Sequence[Node], about: Sequence[Node]) -> list[bool | None]:
    """For each condition what it always is, None where it is now this, now that."""
    seen: list[set[bool]] = [set() for _ in conditions]
    for sizes, values in draws(about, smallest=2):
        with np.errstate(all="ignore"):
            outcomes: list[Any] = evaluate(conditions, values, sizes)
        for found, outcome in zip(seen, outcomes, strict=True):
            found.update(np.ravel(outcome).astype(bool).tolist())
    return [found.pop() if len(found) == 1 else None for found in seen]
