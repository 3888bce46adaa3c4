"""Two nodes that are the same input: what depends on one of them depends on the other."""

from __future__ import annotations

from collections.abc import Iterable

from reference.symbolic.graph import Input, Node, nodes


def are_read(arguments: Iterable[Input], *roots: Node) -> bool:
    """Whether some graphs read one of some inputs: by this node or by another one of its name."""
    names = {argument.name for argument in arguments}
    return any(isinstance(node, Input) and node.name in names for node in nodes(*roots))


def has_twin(argument: Input, root: Node) -> bool:
    """Whether a graph reads an input by another node too, which `reaches` does not follow.

    Inside of loops there may be one, for what stands there is never rewritten.
    """
    return any(
        isinstance(node, Input) and node.name == argument.name and node is not argument
        for node in nodes(root)
    )
