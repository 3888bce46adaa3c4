"""An operator of mutation: from a node of a syntax tree to what may stand in its place."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reference.formula import kebab

# One node, or in the place of a statement any number of them.
Change = ast.AST | list[ast.stmt]


@dataclass(frozen=True)
class Operator:
    """A kind of change; where it does not apply to a node, it yields nothing.

    The function receives each node of the code of a function, from the definition itself to the
    last constant, and yields what may stand in its place. It changes no node that it is given.
    """

    function: Callable[[ast.AST], Iterator[Change]]

    @property
    def name(self) -> str:
        return kebab(self.function.__name__)

    def __call__(self, node: ast.AST) -> Iterator[Change]:
        return self.function(node)


def operator(function: Callable[[ast.AST], Iterator[Change]]) -> Operator:
    """Declare a function to be an operator of mutation."""
    return Operator(function)
