"""What is the same on paper and loses digits, or overflows."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from reference.mutation.change import operator
from reference.mutation.syntax import binary, called, number, of_numpy


@operator
def missing_shift(node: ast.AST) -> Iterator[ast.expr]:
    """np.exp(a - a.max(…)) → np.exp(a)."""
    match node:
        case ast.BinOp(left, ast.Sub(), ast.Call() as right) if called(right) in {"max", "amax"}:
            yield left


@operator
def expanded_function(node: ast.AST) -> Iterator[ast.expr]:
    """logaddexp(a, b) → log(exp(a) + exp(b)), expm1(a) → exp(a) - 1, log1p(a) → log(1 + a)."""
    match node:
        case ast.Call(args=[one, other]) if called(node) == "logaddexp":
            both = binary(of_numpy("exp", one), ast.Add(), of_numpy("exp", other))
            yield of_numpy("log", both)
        case ast.Call(args=[of]) if called(node) == "expm1":
            yield binary(of_numpy("exp", of), ast.Sub(), number(1))
        case ast.Call(args=[of]) if called(node) == "log1p":
            yield of_numpy("log", binary(number(1), ast.Add(), of))


@operator
def single_precision(node: ast.AST) -> Iterator[ast.expr]:
    """np.sqrt(a) → np.sqrt(a.astype(np.float32)), and a @ b → a.astype(np.float32) @ b."""
    match node:
        case ast.Call(args=[of]) if called(node) in {"sqrt", "exp"}:
            yield ast.Call(node.func, [_single(of)], [])
        case ast.BinOp(left, ast.MatMult(), right):
            yield binary(_single(left), ast.MatMult(), right)


def _single(of: ast.expr) -> ast.expr:
    kind = ast.Attribute(ast.Name("np", ast.Load()), "float32", ast.Load())
    return ast.Call(ast.Attribute(of, "astype", ast.Load()), [kind], [])


@operator
def whole_numbers(node: ast.AST) -> Iterator[ast.expr]:
    """a.astype(float) → a.astype(int) and a."""
    match node:
        case ast.Call(ast.Attribute(of, "astype"), [ast.Name("float")], []):
            yield ast.Call(node.func, [ast.Name("int", ast.Load())], [])
            yield of
