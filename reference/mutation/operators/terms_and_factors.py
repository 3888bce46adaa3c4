"""Terms and factors that are missing, too many or in the wrong place."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from reference.mutation.change import operator
from reference.mutation.syntax import binary, called, number


@operator
def missing_term(node: ast.AST) -> Iterator[ast.expr]:
    """a + b → a, and b; a - b → a, and -b."""
    match node:
        case ast.BinOp(left, ast.Add(), right):
            yield left
            yield right
        case ast.BinOp(left, ast.Sub(), right):
            yield left
            yield ast.UnaryOp(ast.USub(), right)


@operator
def missing_factor(node: ast.AST) -> Iterator[ast.expr]:
    """a * b → a, and b; a / b → a, and 1 / b."""
    match node:
        case ast.BinOp(left, ast.Mult(), right):
            yield left
            yield right
        case ast.BinOp(left, ast.Div(), right):
            yield left
            yield binary(number(1), ast.Div(), right)


@operator
def product_for_quotient(node: ast.AST) -> Iterator[ast.expr]:
    """a / b → a * b, and a * b → a / b."""
    match node:
        case ast.BinOp(left, ast.Div(), right):
            yield binary(left, ast.Mult(), right)
        case ast.BinOp(left, ast.Mult(), right):
            yield binary(left, ast.Div(), right)


@operator
def sum_for_product(node: ast.AST) -> Iterator[ast.expr]:
    """a * b → a + b, and a + b → a * b."""
    match node:
        case ast.BinOp(left, ast.Mult(), right):
            yield binary(left, ast.Add(), right)
        case ast.BinOp(left, ast.Add(), right):
            yield binary(left, ast.Mult(), right)


@operator
def factor_of_one_term(node: ast.AST) -> Iterator[ast.expr]:
    """(a + b) * c → a + b * c, and (a + b) / c → a + b / c: a bracket that was forgotten."""
    match node:
        case ast.BinOp(
            ast.BinOp(first, ast.Add() | ast.Sub() as sign, second),
            ast.Mult() | ast.Div() as operation,
            right,
        ):
            yield binary(first, sign, binary(second, operation, right))
        case ast.BinOp(left, ast.Mult(), ast.BinOp(first, ast.Add() | ast.Sub() as sign, second)):
            yield binary(binary(left, ast.Mult(), first), sign, second)


@operator
def factor_of_all_terms(node: ast.AST) -> Iterator[ast.expr]:
    """a + b * c → (a + b) * c: a bracket too many."""
    match node:
        case ast.BinOp(
            first,
            ast.Add() | ast.Sub() as sign,
            ast.BinOp(second, ast.Mult() | ast.Div() as operation, third),
        ):
            yield binary(binary(first, sign, second), operation, third)


@operator
def twice_or_half(node: ast.AST) -> Iterator[ast.expr]:
    """a * b → 2 * (a * b), and a / b → a / b / 2."""
    match node:
        case ast.BinOp(op=ast.Mult() | ast.MatMult()):
            yield binary(number(2), ast.Mult(), node)
        case ast.BinOp(op=ast.Div()):
            yield binary(node, ast.Div(), number(2))


@operator
def other_count(node: ast.AST) -> Iterator[ast.expr]:
    """len(a) → len(a) - 1, len(a) + 1, len(a[0]), a.size and 1."""
    match node:
        case ast.Call(ast.Name("len"), [ast.expr() as of], []):
            yield binary(node, ast.Sub(), number(1))
            yield binary(node, ast.Add(), number(1))
            yield ast.Call(node.func, [ast.Subscript(of, number(0), ast.Load())], [])
            yield ast.Attribute(of, "size", ast.Load())
            yield number(1)


@operator
def divided_by_the_count(node: ast.AST) -> Iterator[ast.expr]:
    """a.sum(axis=0) → a.sum(axis=0) / len(a)."""
    match node:
        case ast.Call(ast.Attribute(of), [], _) if called(node) == "sum":
            count = ast.Call(ast.Name("len", ast.Load()), [of], [])
            yield binary(node, ast.Div(), count)
