"""Two loops that carry the same from step to step, by induction over their steps.

Where they begin with the same, and where each step makes the same of whatever it is given, they
end with the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, permutations

from reference.symbolic.goal import Equality
from reference.symbolic.graph import Fold, LoopIndex, Node, nodes
from reference.symbolic.rewriting import fresh, rewritten
from reference.symbolic.strategy.placeholders import placeholder
from reference.symbolic.strategy.twins import are_read

_MOST_CARRIED = 4


def steps_agree(goal: Equality) -> Iterator[tuple[Equality, ...]]:
    """For each way in which what one loop carries may be what the other one carries, the equalities
    from which it follows that they end with the same. They have to hold without a condition: a step
    may be given anything.
    """
    left, right = goal.left, goal.right
    if not (isinstance(left, Fold) and isinstance(right, Fold)):
        return
    ours, theirs = left.loop, right.loop
    count = len(ours.carried)
    if ours.size != theirs.size or count != len(theirs.carried) or count > _MOST_CARRIED:
        return
    everything = list(nodes(left, right))
    if any(isinstance(node, LoopIndex) for node in everything):
        return
    names = list(islice(fresh("carried", *everything), count))
    symbols = [placeholder(c, name) for c, name in zip(ours.carried, names, strict=True)]
    for order in permutations(range(count)):
        others = [theirs.carried[at] for at in order]
        pairs = zip(ours.carried, others, strict=True)
        if order[left.slot] != right.slot or any(a.axes != b.axes for a, b in pairs):
            continue
        # The two may carry the same nodes, as one loop from two starts does, in another order.
        given: dict[Node, Node] = dict(zip(ours.carried, symbols, strict=True))
        given_to_theirs: dict[Node, Node] = dict(zip(others, symbols, strict=True))
        after = [rewritten(step, given) for step in ours.step]
        after_theirs = [rewritten(theirs.step[at], given_to_theirs) for at in order]
        if are_read((*ours.carried, *theirs.carried), *after, *after_theirs):
            continue  # inside of a loop that stands in a step, where nothing is rewritten
        begin = [theirs.initial[at] for at in order]
        yield tuple(map(Equality, (*ours.initial, *after), (*begin, *after_theirs)))
