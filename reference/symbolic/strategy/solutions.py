"""Systems of linear equations: where M x = r has a solution for each r, r may be M s for any s."""

from __future__ import annotations

from reference.symbolic.goal import Equality, Goal
from reference.symbolic.graph import (
    Einsum,
    Elementwise,
    Input,
    Node,
    Solution,
    einsum,
    elementwise,
    nodes,
    reaches,
)
from reference.symbolic.rewriting import Structures, fresh, merged, rewritten
from reference.symbolic.strategy.placeholders import placeholder

REGULAR = "where every system has one solution"


def without_solutions(goal: Goal) -> tuple[Goal, tuple[str, ...]]:
    """A goal from which this one follows, without the systems that can be dealt with; and the
    condition that they have one solution."""
    if not isinstance(goal, Equality) or not _systems(goal.left, goal.right):
        return goal, ()
    left, right = merged((goal.left, goal.right))
    names = fresh("solution", left, right)
    for system in _systems(left, right):
        given = system.right
        if isinstance(given, Input) and not reaches(system.matrix, given):
            s = placeholder(given, next(names))
            product = _product(system.matrix, s)
            left, right = (rewritten(side, {system: s, given: product}) for side in (left, right))
            left, right = merged((left, right))
    return Equality(_solved(left), _solved(right)), (REGULAR,)


def _systems(*roots: Node) -> list[Solution]:
    return [node for node in nodes(*roots) if isinstance(node, Solution)]


def _product(matrix: Node, s: Node) -> Node:
    return einsum(("ab", "bc"[: len(s.axes)]), "ac"[: len(s.axes)], matrix, s)


def _solved(root: Node) -> Node:
    """The root with s in the place of the solution of M x = M s, and of its multiples."""
    for system in _systems(root):
        found = _solution(system.matrix, system.right)
        if found is not None:
            return _solved(rewritten(root, {system: found}))
    return root


def _solution(matrix: Node, right: Node) -> Node | None:
    match right:
        case Elementwise(function="mul", arguments=(factor, inner)) if not factor.axes:
            found = _solution(matrix, inner)
            return None if found is None else elementwise("mul", factor, found)
        case Einsum(letters=letters, output=output, factors=(first, s)):
            structures = Structures()
            is_same = structures.number(first) == structures.number(matrix)
            if is_same and _is_product(letters, output):
                return s
    return None


def _is_product(letters: tuple[str, ...], output: str) -> bool:
    """Whether these letters of an einsum are those of a matrix times a vector or a matrix."""
    first, second = letters
    row, column = first[0], first[1]
    is_each_another = len({*first, *second}) == 1 + len(second)
    return second[0] == column and output == row + second[1:] and is_each_another
