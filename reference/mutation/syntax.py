"""Syntax trees: what is read off them, and trees with one node replaced."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from reference.mutation.change import Change

Tree = TypeVar("Tree", bound=ast.AST)


def replaced(tree: Tree, old: ast.AST, new: Change) -> Tree:
    """The tree with another node, or other statements, in the place of one; the rest is shared."""
    changes = {
        name: after
        for name, before in ast.iter_fields(tree)
        if (after := _replaced(before, old, new)) is not before
    }
    if not changes:
        return tree
    changed = copy.copy(tree)
    for name, value in changes.items():
        setattr(changed, name, value)
    return changed


def _replaced(value: object, old: ast.AST, new: Change) -> object:
    if value is old:
        return new
    if isinstance(value, ast.AST):
        return replaced(value, old, new)
    if isinstance(value, list):
        parts = [_replaced(part, old, new) for part in value]
        if all(one is other for one, other in zip(parts, value, strict=True)):
            return value
        # Only where a statement was has a list of statements come.
        return [one for part in parts for one in (part if isinstance(part, list) else [part])]
    return value


def sites(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The definition and every node of its defaults and its body, in the order of the text.

    Texts are none: neither the docstring nor the constant parts of a formatted one.
    """
    yield function
    for default in (*function.args.defaults, *function.args.kw_defaults):
        if default is not None:
            yield from _inside(default)
    for statement in function.body:
        yield from _inside(statement)


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _inside(child)


def parameters(function: ast.FunctionDef) -> list[str]:
    """The names of the arguments of a function that are given by position."""
    return [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]


def names_read(tree: ast.AST) -> set[str]:
    """The names whose value a piece of code uses."""
    return {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def names_set(target: ast.expr) -> list[ast.Name]:
    """The plain names that an assignment to a target sets."""
    parts = target.elts if isinstance(target, ast.Tuple | ast.List) else [target]
    return [part for part in parts if isinstance(part, ast.Name)]


def called(node: ast.AST) -> str:
    """The name by which something is called: "sum" in np.sum(x), in x.sum() and in sum(x)."""
    match node:
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)):
            return name
    return ""


def renamed(call: ast.Call, name: str) -> ast.Call:
    """The call of another function, or method, of the same module or object."""
    function = call.func
    other: ast.expr = ast.Name(name, ast.Load())
    if isinstance(function, ast.Attribute):
        other = ast.Attribute(function.value, name, ast.Load())
    return ast.Call(other, call.args, call.keywords)


def of_numpy(name: str, *arguments: ast.expr) -> ast.Call:
    """np.name(arguments…)"""
    return ast.Call(ast.Attribute(ast.Name("np", ast.Load()), name, ast.Load()), [*arguments], [])


def is_of_numpy(call: ast.Call) -> bool:
    """Whether np.something is called."""
    match call.func:
        case ast.Attribute(value=ast.Name(id="np")):
            return True
    return False


def with_arguments(call: ast.Call, arguments: Sequence[ast.expr]) -> ast.Call:
    return ast.Call(call.func, [*arguments], call.keywords)


def keywords(call: ast.Call) -> Mapping[str, ast.expr]:
    """The arguments that a call gives by name."""
    return {word.arg: word.value for word in call.keywords if word.arg is not None}


def with_keywords(call: ast.Call, given: Mapping[str, ast.expr]) -> ast.Call:
    """The call with other arguments by name."""
    return ast.Call(call.func, call.args, [ast.keyword(name, one) for name, one in given.items()])


def integer(node: ast.AST) -> int | None:
    """The value of a whole number with its sign, None for anything else."""
    match node:
        case ast.Constant(value=int(value)) if not isinstance(value, bool):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(value))):
            return -value
    return None


def number(value: float) -> ast.expr:
    """A number as it is written; a negative one is the opposite of another."""
    if value < 0:
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))
    return ast.Constant(value)


def binary(left: ast.expr, operation: ast.operator, right: ast.expr) -> ast.BinOp:
    return ast.BinOp(left, operation, right)
