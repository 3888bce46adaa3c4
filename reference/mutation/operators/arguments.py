"""Arguments, operands, results and variables in the place of others."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

from reference.mutation.change import operator
from reference.mutation.syntax import (
    binary,
    called,
    number,
    parameters,
    replaced,
    sites,
    with_arguments,
)


@operator
def swapped_arguments(node: ast.AST) -> Iterator[ast.expr]:
    """f(a, b, c) → f(b, a, c) and f(a, c, b)."""
    match node:
        case ast.Call(args=given):
            for at in range(len(given) - 1):
                pair = [given[at + 1], given[at]]
                yield with_arguments(node, [*given[:at], *pair, *given[at + 2 :]])


@operator
def swapped_operands(node: ast.AST) -> Iterator[ast.expr]:
    """a - b → b - a, and so with /, @ and **."""
    match node:
        case ast.BinOp(left, ast.Sub() | ast.Div() | ast.MatMult() | ast.Pow() as op, right):
            yield binary(right, op, left)


@operator
def swapped_parameters(node: ast.AST) -> Iterator[ast.AST]:
    """def f(a, b, c) → (a, b) = (b, a) and (b, c) = (c, b) first: taken in another order."""
    match node:
        case ast.FunctionDef(body=[first, *_]):
            names = parameters(node)
            for one, other in pairwise(names):
                swap = ast.Assign(
                    [ast.Tuple([_set(one), _set(other)], ast.Store())],
                    ast.Tuple([_read(other), _read(one)], ast.Load()),
                    lineno=node.lineno,
                )
                yield replaced(node, first, [swap, first])


def _read(name: str) -> ast.expr:
    return ast.Name(name, ast.Load())


def _set(name: str) -> ast.expr:
    return ast.Name(name, ast.Store())


@operator
def swapped_results(node: ast.AST) -> Iterator[ast.stmt]:
    """return a, b, c → return b, a, c and return a, c, b."""
    match node:
        case ast.Return(ast.Tuple(parts)):
            for at in range(len(parts) - 1):
                pair = [parts[at + 1], parts[at]]
                order = [*parts[:at], *pair, *parts[at + 2 :]]
                yield ast.Return(ast.Tuple(order, ast.Load()))


@operator
def other_argument(node: ast.AST) -> Iterator[ast.AST]:
    """Where an argument is used, the next one in its place."""
    match node:
        case ast.FunctionDef():
            names = parameters(node)
            following = dict(zip(names, [*names[1:], *names[:1]], strict=True))
            for site in sites(node):
                match site:
                    case ast.Name(name, ast.Load()) if following.get(name, name) != name:
                        yield replaced(node, site, _read(following[name]))


@operator
def other_variable(node: ast.AST) -> Iterator[ast.AST]:
    """Where a variable is used that the function has set, the one that it set before."""
    match node:
        case ast.FunctionDef():
            names: list[str] = []
            for site in sites(node):
                match site:
                    case ast.Name(name, ast.Store()) if name not in names:
                        names.append(name)
            before = dict(zip(names[1:], names, strict=False))
            for site in sites(node):
                match site:
                    case ast.Name(name, ast.Load()) if name in before:
                        yield replaced(node, site, _read(before[name]))


@operator
def opposite_argument(node: ast.AST) -> Iterator[ast.AST]:
    """f(a) → f(-a), and f(-a) → f(a)."""
    match node:
        case ast.Call(args=given):
            for at, one in enumerate(given):
                match one:
                    case ast.UnaryOp(ast.USub(), inside):
                        turned = inside
                    case ast.Name() | ast.BinOp():
                        turned = ast.UnaryOp(ast.USub(), one)
                    case _:
                        continue
                yield with_arguments(node, [*given[:at], turned, *given[at + 1 :]])


@operator
def shifted_argument(node: ast.AST) -> Iterator[ast.expr]:
    """f(a) → f(a + 1) and f(a - 1), for a function of one argument; beta**t → beta**(t - 1)."""
    match node:
        case ast.Call(args=[ast.Name() | ast.UnaryOp() as only], keywords=[]):
            if called(node) not in {"len", "range"}:
                yield with_arguments(node, [binary(only, ast.Add(), number(1))])
                yield with_arguments(node, [binary(only, ast.Sub(), number(1))])
        case ast.BinOp(base, ast.Pow(), ast.Name() as exponent):
            yield binary(base, ast.Pow(), binary(exponent, ast.Sub(), number(1)))


@operator
def missing_result(node: ast.AST) -> Iterator[ast.stmt]:
    """return a, b, c → return a, b and return a; return a → return."""
    match node:
        case ast.Return(ast.Tuple([first, *more])):
            if len(more) > 1:
                yield ast.Return(ast.Tuple([first, *more[:-1]], ast.Load()))
            yield ast.Return(first)
        case ast.Return(ast.expr()):
            yield ast.Return(None)
