"""Axes: along which one is reduced, which are kept, in which order they are."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from reference.mutation.change import operator
from reference.mutation.syntax import (
    binary,
    integer,
    is_of_numpy,
    keywords,
    number,
    with_keywords,
)


@operator
def other_axis(node: ast.AST) -> Iterator[ast.expr]:
    """axis=0 → axis=1, axis=1 → axis=0, axis=-1 → axis=0, and so on."""
    match node:
        case ast.Call():
            given = keywords(node)
            axis = integer(given["axis"]) if "axis" in given else None
            for other in (0, 1, -1):
                if axis is not None and axis != other:
                    yield with_keywords(node, {**given, "axis": number(other)})


@operator
def missing_axis(node: ast.AST) -> Iterator[ast.expr]:
    """a.sum(axis=0) → a.sum()."""
    match node:
        case ast.Call() if "axis" in keywords(node):
            given = keywords(node)
            yield with_keywords(node, {key: given[key] for key in given if key != "axis"})


@operator
def kept_axis(node: ast.AST) -> Iterator[ast.expr]:
    """a.sum(axis=0) → a.sum(axis=0, keepdims=True), and the other way around."""
    match node:
        case ast.Call() if "axis" in keywords(node):
            given = dict(keywords(node))
            if given.pop("keepdims", None) is None:
                given["keepdims"] = ast.Constant(value=True)
            yield with_keywords(node, given)


@operator
def missing_transpose(node: ast.AST) -> Iterator[ast.expr]:
    """a.T → a."""
    match node:
        case ast.Attribute(value, "T"):
            yield value


@operator
def extra_transpose(node: ast.AST) -> Iterator[ast.expr]:
    """a @ b → a.T @ b, a @ b.T and (a @ b).T; np.outer(a, b) → np.outer(a, b).T."""
    match node:
        case ast.BinOp(left, ast.MatMult(), right):
            yield binary(ast.Attribute(left, "T", ast.Load()), ast.MatMult(), right)
            yield binary(left, ast.MatMult(), ast.Attribute(right, "T", ast.Load()))
            yield ast.Attribute(node, "T", ast.Load())
        case ast.Call(ast.Attribute(attr="outer")) if is_of_numpy(node):
            yield ast.Attribute(node, "T", ast.Load())


@operator
def other_new_axis(node: ast.AST) -> Iterator[ast.expr]:
    """a[:, None] → a[None, :] and a; a[None, :] → a[:, None] and a."""
    match node:
        case ast.Subscript(value, ast.Tuple([first, second])) if _is_none(first) != _is_none(
            second
        ):
            yield ast.Subscript(value, ast.Tuple([second, first], ast.Load()), ast.Load())
            yield value


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


@operator
def reversed_order(node: ast.AST) -> Iterator[ast.stmt]:
    """return a → return a[::-1], for each of the results."""
    backwards = ast.Slice(None, None, number(-1))
    match node:
        case ast.Return(ast.Tuple(parts)):
            for at, part in enumerate(parts):
                turned = ast.Subscript(part, backwards, ast.Load())
                yield ast.Return(ast.Tuple([*parts[:at], turned, *parts[at + 1 :]], ast.Load()))
        case ast.Return(ast.expr() as value) if not isinstance(value, ast.Dict | ast.DictComp):
            yield ast.Return(ast.Subscript(value, backwards, ast.Load()))
