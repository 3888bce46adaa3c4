"""The ε that keeps a divisor from 0: where it stands, and how large it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from reference.mutation.change import operator
from reference.mutation.syntax import binary, called, number, of_numpy

_NAMES = frozenset({"eps", "epsilon"})


@operator
def missing_epsilon(node: ast.AST) -> Iterator[ast.expr]:
    """a + eps → a."""
    match node:
        case ast.BinOp(left, ast.Add(), ast.Name(name)) if name in _NAMES:
            yield left


@operator
def epsilon_across_the_root(node: ast.AST) -> Iterator[ast.expr]:
    """np.sqrt(a + eps) → np.sqrt(a) + eps, and np.sqrt(a) + eps → np.sqrt(a + eps)."""
    match node:
        case ast.Call(args=[ast.BinOp(left, ast.Add(), ast.Name(name) as epsilon)]) if (
            name in _NAMES and called(node) == "sqrt"
        ):
            yield binary(of_numpy("sqrt", left), ast.Add(), epsilon)
        case ast.BinOp(ast.Call(args=[of]) as root, ast.Add(), ast.Name(name) as epsilon) if (
            name in _NAMES and called(root) == "sqrt"
        ):
            yield of_numpy("sqrt", binary(of, ast.Add(), epsilon))


@operator
def epsilon_as_a_floor(node: ast.AST) -> Iterator[ast.expr]:
    """a + eps → np.maximum(a, eps)."""
    match node:
        case ast.BinOp(left, ast.Add(), ast.Name(name) as epsilon) if name in _NAMES:
            yield of_numpy("maximum", left, epsilon)


@operator
def other_epsilon(node: ast.AST) -> Iterator[ast.expr]:
    """eps → eps**2, 10 * eps, 1e-08 and -eps."""
    match node:
        case ast.Name(name, ast.Load()) if name in _NAMES:
            yield binary(node, ast.Pow(), number(2))
            yield binary(number(10), ast.Mult(), node)
            yield number(1e-8)
            yield ast.UnaryOp(ast.USub(), node)
