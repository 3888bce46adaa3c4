"""Randomness: drawn from another generator, or always the same."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from reference.mutation.change import operator
from reference.mutation.syntax import number

_NAMES = frozenset({"rng", "generator"})


@operator
def other_generator(node: ast.AST) -> Iterator[ast.expr]:
    """rng.normal(…) → np.random.normal(…), and np.random.default_rng(0).normal(…)."""
    random = ast.Attribute(ast.Name("np", ast.Load()), "random", ast.Load())
    match node:
        case ast.Attribute(ast.Name(name), method) if name in _NAMES:
            yield ast.Attribute(random, method, ast.Load())
            same = ast.Call(ast.Attribute(random, "default_rng", ast.Load()), [number(0)], [])
            yield ast.Attribute(same, method, ast.Load())
