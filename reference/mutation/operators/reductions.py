"""Reductions and products: another one, none at all, of a sample for the population."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from reference.mutation.change import operator
from reference.mutation.syntax import (
    binary,
    called,
    is_of_numpy,
    keywords,
    number,
    of_numpy,
    renamed,
    with_keywords,
)

_OTHERS = {
    "sum": ("mean",),
    "mean": ("sum",),
    "max": ("min", "mean", "sum"),
    "min": ("max",),
    "var": ("std",),
    "std": ("var",),
    "prod": ("sum",),
}
_SPREADS = frozenset({"var", "std"})


@operator
def other_reduction(node: ast.AST) -> Iterator[ast.expr]:
    """sum ↔ mean, max ↔ min, var ↔ std, …"""
    match node:
        case ast.Call(ast.Attribute()):
            for other in _OTHERS.get(called(node), ()):
                yield renamed(node, other)


@operator
def missing_reduction(node: ast.AST) -> Iterator[ast.expr]:
    """a.sum(axis=0) → a."""
    match node:
        case ast.Call(ast.Attribute(value)) if called(node) in _OTHERS:
            yield node.args[0] if is_of_numpy(node) and node.args else value


@operator
def ddof(node: ast.AST) -> Iterator[ast.expr]:
    """a.var() → a.var(ddof=1), and the other way around."""
    match node:
        case ast.Call() if called(node) in _SPREADS:
            given = dict(keywords(node))
            if given.pop("ddof", None) is None:
                given["ddof"] = number(1)
            yield with_keywords(node, given)


@operator
def mean_of_a_sample(node: ast.AST) -> Iterator[ast.expr]:
    """(a**2).mean(axis=0) → (a**2).sum(axis=0) / (len(a**2) - 1): ddof=1 by hand."""
    match node:
        case ast.Call(ast.Attribute(value)) if called(node) == "mean" and not is_of_numpy(node):
            count = ast.Call(ast.Name("len", ast.Load()), [value], [])
            yield binary(renamed(node, "sum"), ast.Div(), binary(count, ast.Sub(), number(1)))


@operator
def reduced_result(node: ast.AST) -> Iterator[ast.stmt]:
    """return a → return np.sum(a), for each of the results."""
    match node:
        case ast.Return(ast.Tuple(parts)):
            for at, part in enumerate(parts):
                changed = [*parts[:at], of_numpy("sum", part), *parts[at + 1 :]]
                yield ast.Return(ast.Tuple(changed, ast.Load()))
        case ast.Return(ast.expr() as value) if not isinstance(value, ast.Dict | ast.DictComp):
            yield ast.Return(of_numpy("sum", value))


@operator
def entrywise_product(node: ast.AST) -> Iterator[ast.expr]:
    """a @ b → a * b, and np.outer(a, b) → a * b."""
    match node:
        case ast.BinOp(left, ast.MatMult(), right):
            yield binary(left, ast.Mult(), right)
        case ast.Call(args=[left, right]) if called(node) == "outer":
            yield binary(left, ast.Mult(), right)


@operator
def inner_product(node: ast.AST) -> Iterator[ast.expr]:
    """a * b → a @ b."""
    match node:
        case ast.BinOp(left, ast.Mult(), right):
            yield binary(left, ast.MatMult(), right)


@operator
def only_the_diagonal(node: ast.AST) -> Iterator[ast.expr]:
    """np.outer(a, b) → np.diag(a * b), and a @ b → np.diag(np.diag(a @ b))."""
    diagonal = ast.Attribute(ast.Name("np", ast.Load()), "diag", ast.Load())
    match node:
        case ast.Call(args=[left, right]) if called(node) == "outer":
            yield ast.Call(diagonal, [binary(left, ast.Mult(), right)], [])
        case ast.BinOp(op=ast.MatMult()):
            yield ast.Call(diagonal, [ast.Call(diagonal, [node], [])], [])


@operator
def first_entry(node: ast.AST) -> Iterator[ast.expr]:
    """a.sum(axis=0) → a[0]: the first sample alone."""
    match node:
        case ast.Call(ast.Attribute(value)) if called(node) in _OTHERS and not is_of_numpy(node):
            yield ast.Subscript(value, number(0), ast.Load())
