"""Powers and roots."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from reference.mutation.change import operator
from reference.mutation.syntax import binary, called, integer, number, of_numpy


@operator
def other_power(node: ast.AST) -> Iterator[ast.expr]:
    """a**2 → a, a**3, a**1.5 and 2 * a."""
    match node:
        case ast.BinOp(base, ast.Pow(), exponent) if (power := integer(exponent)) is not None:
            yield base
            yield binary(base, ast.Pow(), number(power + 1))
            yield binary(base, ast.Pow(), number(power - 0.5))
            yield binary(number(power), ast.Mult(), base)


@operator
def missing_root(node: ast.AST) -> Iterator[ast.expr]:
    """np.sqrt(a) → a."""
    match node:
        case ast.Call(args=[of]) if called(node) == "sqrt":
            yield of


@operator
def extra_root(node: ast.AST) -> Iterator[ast.expr]:
    """a / b → a / np.sqrt(b), and a**2 → np.sqrt(a**2)."""
    match node:
        case ast.BinOp(left, ast.Div(), right):
            yield binary(left, ast.Div(), of_numpy("sqrt", right))
        case ast.BinOp(op=ast.Pow()):
            yield of_numpy("sqrt", node)


@operator
def extra_square(node: ast.AST) -> Iterator[ast.expr]:
    """a * b → a * b**2 and a**2 * b; a / b → a / b**2."""
    match node:
        case ast.BinOp(left, ast.Mult(), right):
            yield binary(left, ast.Mult(), binary(right, ast.Pow(), number(2)))
            yield binary(binary(left, ast.Pow(), number(2)), ast.Mult(), right)
        case ast.BinOp(left, ast.Div(), right):
            yield binary(left, ast.Div(), binary(right, ast.Pow(), number(2)))
