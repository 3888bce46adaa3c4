"""Derivatives of large graphs by the chain rule: layer by layer, as backpropagation computes them.

Where everything that depends on w passes through one array h, the derivative by w is that of h,
with the derivative by h for a cotangent. If the code that is to be the derivative holds that
cotangent, as numbers suggest, it falls into two smaller proofs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from reference.symbolic.evaluation import evaluate
from reference.symbolic.goal import IsDerivative, roots
from reference.symbolic.graph import Input, Node, nodes, outside_loops, reaches
from reference.symbolic.rewriting import fresh, merged, rewritten
from reference.symbolic.sampling import derivative, draws
from reference.symbolic.strategy.placeholders import placeholder
from reference.symbolic.strategy.sweeping import with_symbols
from reference.symbolic.strategy.twins import has_twin


@dataclass(frozen=True)
class Cut:
    """Two goals from which one follows: from the result to the array in the middle, and from there
    on to the input."""

    outer: IsDerivative
    inner: IsDerivative


def cuts(goal: IsDerivative) -> Iterator[Cut]:
    """The cuts for which numbers speak, the most even ones first."""
    if goal.tangent is not None or (goal.cotangent is None and goal.of.axes):
        return
    goal = _merged(goal)
    if has_twin(goal.wrt, goal.of):
        return
    heights = {node: sum(1 for _ in nodes(node)) for node in _narrow(goal)}
    half = sum(1 for _ in nodes(goal.of)) / 2
    for middle in sorted(heights, key=lambda node: abs(heights[node] - half)):
        yield from _through(middle, goal)


def _merged(goal: IsDerivative) -> IsDerivative:
    of, wrt, right, *cotangent = merged(roots(goal))
    of, right = with_symbols(of, right, wrt)
    of, wrt, right, *cotangent = merged((of, wrt, right, *cotangent))
    if not isinstance(wrt, Input):
        raise TypeError("a derivative by what is no input")
    return IsDerivative(of, wrt, right, *cotangent)


def _narrow(goal: IsDerivative) -> list[Node]:
    """The arrays through which everything passes that the result has of the input."""
    return [
        node
        for node in outside_loops(goal.of)
        if node.kind == "real"
        and node.axes
        and node not in (goal.of, goal.wrt)
        and reaches(node, goal.wrt)
        and not reaches(goal.of, goal.wrt, around=node)
    ]


def _through(middle: Node, goal: IsDerivative) -> Iterator[Cut]:
    names = fresh("middle", *roots(goal))
    h = placeholder(middle, next(names))
    above = rewritten(goal.of, {middle: h})
    if reaches(above, goal.wrt):
        return  # a loop reads the middle at each step, and there it stays as it is
    for cotangent in _candidates(middle, h, above, goal):
        outer = IsDerivative(above, h, rewritten(cotangent, {middle: h}), goal.cotangent)
        c = placeholder(middle, next(names))
        yield Cut(outer, IsDerivative(middle, goal.wrt, rewritten(goal.right, {cotangent: c}), c))


def _candidates(middle: Node, h: Input, above: Node, goal: IsDerivative) -> list[Node]:
    """The arrays in the code of the derivative that look like the derivative by the middle."""
    left = [n for n in outside_loops(goal.right) if n.axes == middle.axes and n.kind == "real"]
    for sizes, values in islice(draws(roots(goal), smallest=2), 2):
        if not left:
            break
        wanted: Sequence[Node] = [middle, *left]
        with np.errstate(all="ignore"):
            at, *theirs = evaluate(wanted, values, sizes)
            known: Mapping[str, Any] = {**values, h.name: at}
            right = derivative(IsDerivative(above, h, h, goal.cotangent), known, sizes)
        size = float(np.abs(right).max(initial=0.0))
        left = [
            node
            for node, value in zip(left, theirs, strict=True)
            if np.all(np.abs(value - right) <= 1e-8 * max(size, 1e-6))
        ]
    return left
