"""Symbols that stand for parts of a graph, of which nothing is assumed."""

from __future__ import annotations

from reference.symbolic.graph import Input, Node, Trait


def placeholder(part: Node, name: str, *traits: Trait) -> Input:
    """A symbol for a part of a graph: what is proved for all its values is proved for the part.

    The part may stand at a kink for many inputs, or for all, as what a ReLU has cut off does. So a
    symbol is no free input: that a condition on it holds with equality is no exception.
    """
    return Input(part.axes, part.kind, name, frozenset({"not generic", *traits}))
