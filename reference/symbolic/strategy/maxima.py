"""The one place where a maximum is dealt with: it must cancel, or stand still.

A stabilising maximum changes nothing: exp(x − max x) / Σ exp(x − max x) is the same with any number
in its place. That is proved first, by the judge that is asked, and then 0 stands in its place. A
maximum that does matter is, where the largest entry is the only one, the entry at a place that does
not change when x moves a little; so it is read at a place that nothing else is known of.
"""

from __future__ import annotations

from fractions import Fraction

from reference.symbolic.goal import AWAY_FROM_KINKS, Equality, Goal, Judge, changed
from reference.symbolic.graph import (
    Axes,
    Constant,
    Elementwise,
    Input,
    Node,
    Reduction,
    Size,
    broadcast,
    constant,
    outside_loops,
    positions,
    regrouping,
    selection,
)
from reference.symbolic.rewriting import Structures, fresh, rewritten
from reference.symbolic.strategy.placeholders import placeholder

UNIQUE = "where the largest entry is the only one"


def without_maxima(goal: Goal, judge: Judge) -> tuple[Goal, tuple[str, ...]]:
    """A goal from which this one follows, without the maxima that can be dealt with; and the
    conditions under which it does."""
    conditions: dict[str, None] = {}
    goal = changed(goal, lambda root: _cancelled(root, judge, conditions))
    places = _Places()
    still = changed(goal, lambda root: _at_a_place(root, places))
    return still, (*conditions, UNIQUE) if places.known else tuple(conditions)


class _Places:
    """Where the largest entries are: the same place for maxima that must have the same."""

    def __init__(self) -> None:
        self._structures = Structures()
        self.known: dict[tuple[int, int, int], Input] = {}

    def of(self, node: Reduction, along: str) -> Input:
        core, sign = _core(node.operand, node.over[0])
        key = (self._structures.number(core), sign, node.over[0])
        name = f"place of the maximum {len(self.known)}"
        return self.known.setdefault(key, Input(node.axes, "index", name, along=along))


def _core(node: Node, over: int) -> tuple[Node, int]:
    """A graph that is largest where the given one is, or, with the sign −1, smallest there.

    Numbers that are added, and positive numbers that multiply, move no maximum.
    """
    match node:
        case Elementwise(function="neg", arguments=(inner,)):
            core, sign = _core(inner, over)
            return core, -sign
        case Elementwise(function="add" | "sub" | "mul" | "div" as function, arguments=(a, b)):
            if a.axes == node.axes and _is_number(b):
                factor = _factor(b) if function in ("mul", "div") else 1
                if factor:
                    core, sign = _core(a, over)
                    return core, sign * factor
            if b.axes == node.axes and _is_number(a) and function != "div":
                factor = _factor(a) if function == "mul" else -1 if function == "sub" else 1
                if factor:
                    core, sign = _core(b, over)
                    return core, sign * factor
    return node, 1


def _is_number(node: Node) -> bool:
    return not node.axes


def _factor(node: Node) -> int:
    """The sign of a number that is known not to be 0, else 0."""
    match node:
        case Constant(value=Fraction() as value):
            return (value > 0) - (value < 0)
        case Size(coefficient=value):
            return (value > 0) - (value < 0)
        case Constant(value="pi"):
            return 1
        case Input(traits=traits) if "positive" in traits:
            return 1
    return 0


def _maxima(root: Node) -> list[Node]:
    """The maxima outside of loops: what is largest at a step has a place of its own there."""
    return [n for n in outside_loops(root) if isinstance(n, Reduction) and n.function == "max"]


def _cancelled(root: Node, judge: Judge, conditions: dict[str, None]) -> Node:
    """The root with 0 in the place of its maxima, if the judge proves that they do not matter; the
    conditions of that proof are added to those given."""
    found = _maxima(root)
    if not found:
        return root
    names, structures = fresh("maximum", root), Structures()
    anyone: dict[int, Input] = {}  # by how they are computed, so that what is equal stays equal
    for m in found:
        anyone.setdefault(structures.number(m), placeholder(m, next(names)))
    free = {m: anyone[structures.number(m)] for m in found}
    none = {m: broadcast(constant(0), m.axes) for m in found}
    anything, nothing = rewritten(root, dict(free)), rewritten(root, none)
    decision = judge.decide(Equality(anything, nothing))
    # A maximum is equal to an entry, so that it may stand at the very kink.
    if not decision.is_proved or AWAY_FROM_KINKS in decision.conditions:
        return root
    conditions |= dict.fromkeys(decision.conditions)
    return nothing


def _at_a_place(root: Node, places: _Places) -> Node:
    instead: dict[Node, Node] = {}
    for node in _maxima(root):
        if isinstance(node, Reduction) and (read := _read(node, places)) is not None:
            instead[node] = read
    return rewritten(root, instead) if instead else root


def _read(node: Reduction, places: _Places) -> Node | None:
    """The operand at the place of its largest entry along one axis of one atom."""
    axes = node.operand.axes
    if len(node.over) != 1 or any(len(axis) != 1 for axis in axes):
        return None
    (over,) = node.over
    (along,) = axes[over]
    place = places.of(node, along)
    rest = tuple(axis for at, axis in enumerate(axes) if at != over)
    indices: list[Node] = [_along(axis, at, rest) for at, axis in enumerate(rest)]
    indices.insert(over, place)
    return selection(node.operand, indices)


def _along(axis: tuple[str, ...], at: int, axes: Axes) -> Node:
    alone = tuple(axis if other == at else () for other in range(len(axes)))
    return broadcast(regrouping(positions(axis[0]), alone), axes)
