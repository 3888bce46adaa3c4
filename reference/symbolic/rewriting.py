"""Replaces nodes of a graph by others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from itertools import count
from typing import Any

from reference.symbolic.graph import Input, Loop, Node, Undefined, nodes

# What a Scan or a Last reads inside of its loop: another value at each step, so that what stands
# outside may not take its place.
_AT_EACH_STEP = "emission"


def rewritten(root: Node, instead: Mapping[Node, Node]) -> Node:
    """The graph with some nodes replaced by others of the same axes.

    What a loop does at each step is left as it is; what it starts from is rewritten. Raises
    ValueError where a replacement has other axes.
    """
    for old, new in instead.items():
        if old.axes != new.axes:
            raise ValueError(f"{old.axes} replaced by {new.axes}")
    done: dict[Node, Node] = {}
    for node in nodes(root):
        done[node] = instead[node] if node in instead else _rebuilt(node, done)
    return done[root]


def _rebuilt(node: Node, done: Mapping[Node, Node]) -> Node:
    if all(done.get(operand, operand) is operand for operand in node.operands):
        return node
    changes = {}
    for one in fields(node):
        if one.name == _AT_EACH_STEP:
            continue
        value = getattr(node, one.name)
        new = _in_place_of(value, done)
        if new is not value:
            changes[one.name] = new
    return replace(node, **changes) if changes else node


def _in_place_of(value: Any, done: Mapping[Node, Node]) -> Any:
    if isinstance(value, Node):
        return done.get(value, value)
    if isinstance(value, tuple):
        new = tuple(_in_place_of(item, done) for item in value)
        return value if all(a is b for a, b in zip(new, value, strict=True)) else new
    if isinstance(value, Loop):
        initial = _in_place_of(value.initial, done)
        return value if initial is value.initial else replace(value, initial=initial)
    return value


class Structures:
    """Numbers graphs so that two that compute the same in the same way have the same number."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}
        self._known: dict[Node, int] = {}

    def number(self, root: Node) -> int:
        """The number of a graph. What stands inside a loop is known by the loop's own number."""
        if root not in self._known:
            for node in nodes(root):
                self.next_number(node)
        return self._known[root]

    def next_number(self, node: Node) -> int:
        """The number of a node below which all are numbered already."""
        if node not in self._known:
            parts = tuple(self._part(getattr(node, one.name)) for one in fields(node))
            # Of two arrays that nothing was written to, each holds whatever it holds.
            own = (id(node),) if isinstance(node, Undefined) else ()
            key = (type(node).__name__, *parts, *own)
            self._known[node] = self._numbers.setdefault(key, len(self._numbers))
        return self._known[node]

    def _part(self, value: Any) -> Any:
        if isinstance(value, Node):
            return ("node", self._known.get(value, id(value)))
        if isinstance(value, tuple):
            return tuple(self._part(item) for item in value)
        if isinstance(value, Loop):
            inner = (value.number, value.size, value.carried, value.initial, value.step)
            return tuple(self._part(item) for item in inner)
        return value


def merged(roots: Sequence[Node]) -> list[Node]:
    """The same graphs, in which whatever is computed in the same way is one and the same node."""
    structures = Structures()
    first: dict[int, Node] = {}
    done: dict[Node, Node] = {}
    for node in nodes(*roots):
        done[node] = first.setdefault(structures.next_number(node), _rebuilt(node, done))
    return [done[root] for root in roots]


def fresh(word: str, *roots: Node) -> Iterator[str]:
    """Names that no input of some graphs has: word 0, word 1, …"""
    taken = {node.name for node in nodes(*roots) if isinstance(node, Input)}
    return (name for name in (f"{word} {number}" for number in count()) if name not in taken)
