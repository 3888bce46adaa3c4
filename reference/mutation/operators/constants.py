"""Constants, indices and ranges that are off."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from reference.mutation.change import operator
from reference.mutation.syntax import binary, called, integer, number, with_arguments


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
