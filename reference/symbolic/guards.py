"""Guards against a division by 0: where(x > 0, x, 1). The proof looks at where they hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from reference.symbolic.evaluation import evaluate
from reference.symbolic.goal import Goal, changed, roots
from reference.symbolic.graph import Broadcast, Constant, Elementwise, Node, broadcast, nodes
from reference.symbolic.rewriting import rewritten
from reference.symbolic.sampling import draws

HOLDING = "where the guards against a division by 0 let the divisor through"


def without_guards(goal: Goal) -> tuple[Goal, tuple[str, ...]]:
    """The goal where every guard holds, and the condition that this is.

    A guard is a choice by a comparison with a constant that comes out the same way at every entry
    of every input that is tried, sizes of 1 apart; so what it keeps away is an exception. A choice
    that does go both ways, such as that of ReLU, is left to the judges.
    """
    about = roots(goal)
    found = [n for n in nodes(*about) if isinstance(n, Elementwise) and _is_choice(n)]
    instead: dict[Node, Node] = {}
    for node, always in zip(found, _outcomes([n.arguments[0] for n in found], about), strict=True):
        if always is not None:
            instead[node] = broadcast(node.arguments[1 if always else 2], node.axes)
    if not instead:
        return goal, ()
    return changed(goal, lambda root: rewritten(root, instead)), (HOLDING,)


def _is_choice(node: Elementwise) -> bool:
    if node.function != "where" or not isinstance(node.arguments[0], Elementwise):
        return False
    condition = node.arguments[0]
    return condition.function in ("greater", "less", "equal", "not_equal") and any(
        isinstance(_bare(side), Constant) for side in condition.arguments
    )


def _bare(node: Node) -> Node:
    return _bare(node.operand) if isinstance(node, Broadcast) else node


def _outcomes(conditions: Sequence[Node], about: Sequence[Node]) -> list[bool | None]:
    """For each condition what it always is, None where it is now this, now that."""
    seen: list[set[bool]] = [set() for _ in conditions]
    for sizes, values in draws(about, smallest=2):
        with np.errstate(all="ignore"):
            outcomes: list[Any] = evaluate(conditions, values, sizes)
        for found, outcome in zip(seen, outcomes, strict=True):
            found.update(np.ravel(outcome).astype(bool).tolist())
    return [found.pop() if len(found) == 1 else None for found in seen]
