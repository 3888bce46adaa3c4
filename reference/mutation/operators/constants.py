"""Constants, indices and ranges that are off."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from reference.mutation.change import operator
from reference.mutation.syntax import binary, called, integer, number, of_numpy, with_arguments


@operator
def off_by_one(node: ast.AST) -> Iterator[ast.expr]:
    """3 → 4 and 2; 1.0 → 2.0 and 0.0."""
    match node:
        case ast.Constant(int() | float() as value) if not isinstance(value, bool):
            yield number(value + 1)
            yield number(value - 1)


@operator
def other_constant(node: ast.AST) -> Iterator[ast.expr]:
    """0.5 → 1.0 and 0.25: twice and half of what is not 0."""
    match node:
        case ast.Constant(int() | float() as value) if value and not isinstance(value, bool):
            yield number(2 * value)
            yield number(value / 2)


@operator
def shorter_or_longer_loop(node: ast.AST) -> Iterator[ast.expr]:
    """range(n) → range(n - 1), range(n + 1) and range(1, n); range(a, b) likewise."""
    match node:
        case ast.Call(args=[*first, last]) if called(node) == "range" and len(first) < 2:
            yield with_arguments(node, [*first, binary(last, ast.Sub(), number(1))])
            yield with_arguments(node, [*first, binary(last, ast.Add(), number(1))])
            if not first:
                yield with_arguments(node, [number(1), last])
        case ast.Call(args=[first, last, step]) if called(node) == "range":
            less = number(1 if (integer(step) or 1) > 0 else -1)
            yield with_arguments(node, [first, binary(last, ast.Sub(), less), step])
            yield with_arguments(node, [binary(first, ast.Add(), less), last, step])


@operator
def whole_quotient(node: ast.AST) -> Iterator[ast.expr]:
    """a / b → a // b."""
    match node:
        case ast.BinOp(left, ast.Div(), right):
            yield binary(left, ast.FloorDiv(), right)


@operator
def small_constant(node: ast.AST) -> Iterator[ast.expr]:
    """a / b → a / (b + 1e-08), and so under a root and in a logarithm: an ε of one's own."""
    match node:
        case ast.BinOp(left, ast.Div(), right) if not isinstance(right, ast.Constant):
            yield binary(left, ast.Div(), binary(right, ast.Add(), number(1e-8)))
        case ast.Call(args=[ast.expr() as of]) if called(node) in {"log", "sqrt"}:
            yield with_arguments(node, [binary(of, ast.Add(), number(1e-8))])


@operator
def rounded_result(node: ast.AST) -> Iterator[ast.stmt]:
    """return a → return np.round(a, 6), for each of the results."""
    match node:
        case ast.Return(ast.Tuple(parts)):
            for at, part in enumerate(parts):
                rounded = of_numpy("round", part, number(6))
                yield ast.Return(ast.Tuple([*parts[:at], rounded, *parts[at + 1 :]], ast.Load()))
        case ast.Return(ast.expr() as value) if not isinstance(value, ast.Dict | ast.DictComp):
            yield ast.Return(of_numpy("round", value, number(6)))


@operator
def coarse_constant(node: ast.AST) -> Iterator[ast.expr]:
    """np.pi → 3.14 and 3.1415926."""
    match node:
        case ast.Attribute(ast.Name("np"), "pi"):
            yield number(3.14)
            yield number(3.1415926)
