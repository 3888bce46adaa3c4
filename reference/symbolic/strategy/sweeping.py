"""Equalities of large graphs, from equalities of the small graphs inside them.

What both sides compute in the same way may be anything at all: one symbol stands for it. Where they
compute the same in another way, as numbers suggest, the equality of these two is proved first, from
the inputs upwards, and then one symbol stands for both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from reference.symbolic.evaluation import evaluate
from reference.symbolic.goal import AWAY_FROM_KINKS, Decision, Equality, Judge
from reference.symbolic.graph import (
    Constant,
    Identity,
    Input,
    Node,
    Positions,
    Size,
    nodes,
    outside_loops,
    reaches,
)
from reference.symbolic.rewriting import fresh, merged, rewritten
from reference.symbolic.sampling import draws, try_on_numbers
from reference.symbolic.strategy.placeholders import placeholder

_MOST_PAIRS = 40
_WORTHWHILE = 8  # nodes
_SMALL = (Input, Constant, Size, Positions, Identity)


def step_by_step(goal: Equality, judge: Judge) -> Decision:
    """What a judge says of the equality of two graphs, going from the inputs upwards."""
    left, right = merged((goal.left, goal.right))
    conditions: dict[str, None] = {}
    for _ in range(_MOST_PAIRS):
        if left is right and AWAY_FROM_KINKS not in conditions:
            return Decision(is_proved=True, conditions=tuple(conditions))
        left, right = merged(with_symbols(left, right))
        pair = _first_pair(left, right, judge)
        if pair is None:
            remaining = Equality(left, right)
            if try_on_numbers(remaining).counterexample is not None:
                # Equal, but not with anything at all in the place of what the sides share.
                return Decision(is_proved=False, reason="the parts are not equal by themselves")
            last = judge.decide(remaining)
            conditions |= dict.fromkeys(last.conditions)
            if AWAY_FROM_KINKS in conditions:
                # What a symbol stands for may be a kink for many inputs: what a ReLU cuts off.
                return Decision(is_proved=False, reason="a part may stand at a kink")
            return replace(last, conditions=tuple(conditions))
        one, other, decision = pair
        conditions |= dict.fromkeys(decision.conditions)
        left, right = merged((left, rewritten(right, {other: one})))
    return Decision(is_proved=False, reason="too many steps")


def with_symbols(left: Node, right: Node, wrt: Node | None = None) -> tuple[Node, Node]:
    """Both graphs, with symbols for the largest parts that they share and that do not depend on
    `wrt`.

    What is equal for anything in the place of these parts is equal for the parts.
    """
    fixed = {node for node in nodes(left) if wrt is None or not reaches(node, wrt)}
    shared = fixed & set(nodes(right))
    used = {
        operand
        for root in (left, right)
        for node in nodes(root)
        if node not in shared
        for operand in node.operands
    }
    largest = [n for n in outside_loops(left) if n in shared & used and _is_worth_a_symbol(n)]
    instead: dict[Node, Node] = {
        node: placeholder(node, name)
        for node, name in zip(largest, fresh("part", left, right), strict=False)
        if node.kind == "real"
    }
    return rewritten(left, instead), rewritten(right, instead)


def _is_worth_a_symbol(node: Node) -> bool:
    """Whether little is lost with what is known of a part, and much is gained."""
    inside = list(nodes(node))
    return len(inside) >= _WORTHWHILE and not any(
        isinstance(below, Input) and "sums to one" in below.traits for below in inside
    )


def _first_pair(left: Node, right: Node, judge: Judge) -> tuple[Node, Node, Decision] | None:
    """The first part of the right side that the judge proves equal to one of the left side."""
    ours, theirs = _parts(left, right), _parts(right, left)
    if not ours or not theirs:
        return None
    values = _values(left, right, ours, theirs)
    for other in theirs:
        for one in ours:
            if one.axes == other.axes and all(_is_close(v[one], v[other]) for v in values):
                decision = judge.decide(Equality(one, other))
                if decision.is_proved:
                    return one, other, decision
    return None


def _parts(root: Node, other: Node) -> list[Node]:
    elsewhere = set(nodes(other))
    return [
        node
        for node in outside_loops(root)
        if node not in elsewhere
        and node is not root
        and node.kind == "real"
        and not isinstance(node, _SMALL)
    ]


def _values(
    left: Node, right: Node, ours: Sequence[Node], theirs: Sequence[Node]
) -> list[Mapping[Node, Any]]:
    found: list[Mapping[Node, Any]] = []
    wanted = [*ours, *theirs]
    for sizes, values in draws((left, right)):
        with np.errstate(all="ignore"):
            found.append(dict(zip(wanted, evaluate(wanted, values, sizes), strict=True)))
    return found


def _is_close(one: Any, other: Any) -> bool:
    size = float(np.abs(one).max(initial=0.0))
    return bool(np.all(np.abs(one - other) <= 1e-9 * max(size, 1e-3)))
