"""Signs."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from reference.mutation.change import operator
from reference.mutation.syntax import binary


@operator
def opposite_sign(node: ast.AST) -> Iterator[ast.expr]:
    """a + b → a - b, and a - b → a + b."""
    match node:
        case ast.BinOp(left, ast.Add(), right):
            yield binary(left, ast.Sub(), right)
        case ast.BinOp(left, ast.Sub(), right):
            yield binary(left, ast.Add(), right)


@operator
def lost_minus(node: ast.AST) -> Iterator[ast.expr]:
    """-a → a."""
    match node:
        case ast.UnaryOp(ast.USub(), operand):
            yield operand


@operator
def negated_result(node: ast.AST) -> Iterator[ast.stmt]:
    """return a, b → return -a, b, and so on."""
    match node:
        case ast.Return(ast.Tuple(parts)):
            for at, part in enumerate(parts):
                changed = [*parts[:at], ast.UnaryOp(ast.USub(), part), *parts[at + 1 :]]
                yield ast.Return(ast.Tuple(changed, ast.Load()))
        case ast.Return(ast.expr() as value) if not isinstance(value, ast.Dict | ast.DictComp):
            yield ast.Return(ast.UnaryOp(ast.USub(), value))


@operator
def lost_sign(node: ast.AST) -> Iterator[ast.expr]:
    """a - b → |a - b|."""
    match node:
        case ast.BinOp(op=ast.Sub()):
            absolute = ast.Attribute(ast.Name("np", ast.Load()), "abs", ast.Load())
            yield ast.Call(absolute, [node], [])
