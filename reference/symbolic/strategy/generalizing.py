"""A large equality often holds for anything in the place of large parts of it. Then it is small."""

from __future__ import annotations

from reference.symbolic.goal import Equality
from reference.symbolic.graph import (
    Constant,
    Elementwise,
    Input,
    Node,
    Size,
    Trait,
    nodes,
    outside_loops,
)
from reference.symbolic.rewriting import fresh, merged, rewritten
from reference.symbolic.sampling import try_on_numbers
from reference.symbolic.strategy.placeholders import placeholder

_SMALLEST = 6  # nodes of a part that is worth a symbol
_MOST_TRIALS = 60


def generalized(goal: Equality) -> Equality:
    """The goal with symbols for its largest parts, as far as it stays true on numbers.

    It follows from what is returned, whatever the numbers suggest: a symbol may be anything.
    """
    left, right = merged((goal.left, goal.right))
    tried: set[Node] = set()
    names = fresh("anything", left, right)
    for _ in range(_MOST_TRIALS):
        part = _largest(left, right, tried)
        if part is None:
            break
        tried.add(part)
        symbol = placeholder(part, next(names), *_traits(part))
        general = Equality(rewritten(left, {part: symbol}), rewritten(right, {part: symbol}))
        found = try_on_numbers(general)
        if found.counterexample is None and found.sizes:
            left, right = merged((general.left, general.right))
            tried = {node for node in tried if node in set(nodes(left)) | set(nodes(right))}
    return Equality(left, right)


def _traits(part: Node) -> tuple[Trait, ...]:
    is_positive = isinstance(part, Elementwise) and part.function == "exp"
    return ("positive",) if is_positive else ()


def _largest(left: Node, right: Node, tried: set[Node]) -> Node | None:
    """The largest part not tried yet; neither of the sides as a whole."""
    parts = {
        node: sum(1 for _ in nodes(node))
        for root in (left, right)
        for node in outside_loops(root)
        if node.kind == "real"
        and node not in tried
        and node not in (left, right)
        and not isinstance(node, Input | Constant | Size)
    }
    worthwhile = {node: count for node, count in parts.items() if count >= _SMALLEST}
    return max(worthwhile, key=lambda node: worthwhile[node], default=None)
