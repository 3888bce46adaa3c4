"""Functions, comparisons and branches in the place of others."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from reference.mutation.change import operator
from reference.mutation.syntax import called, is_of_numpy, of_numpy, renamed, with_arguments

_OTHERS = {
    "exp": ("tanh", "expm1"),
    "expm1": ("exp",),
    "log": ("log1p", "log2"),
    "log1p": ("log",),
    "tanh": ("sinh", "arctan"),
    "sqrt": ("square", "abs"),
    "maximum": ("minimum", "add"),
    "minimum": ("maximum",),
    "logaddexp": ("maximum", "add"),
    "cos": ("sin",),
    "sin": ("cos",),
    "zeros_like": ("ones_like",),
    "eye": ("ones",),
    "ceil": ("floor",),
    "floor": ("ceil",),
}
_COUNTING = frozenset({"len", "range"})
_ROOT = "sqrt"  # see missing_root
_COMPARISONS: dict[type[ast.cmpop], tuple[ast.cmpop, ...]] = {
    ast.Gt: (ast.GtE(), ast.Lt()),
    ast.GtE: (ast.Gt(), ast.Lt()),
    ast.Lt: (ast.LtE(), ast.Gt()),
    ast.LtE: (ast.Lt(), ast.Gt()),
    ast.Eq: (ast.NotEq(),),
    ast.NotEq: (ast.Eq(),),
}


@operator
def other_function(node: ast.AST) -> Iterator[ast.expr]:
    """np.exp → np.tanh, np.maximum → np.minimum, …"""
    match node:
        case ast.Call() if is_of_numpy(node):
            for other in _OTHERS.get(called(node), ()):
                yield renamed(node, other)


@operator
def missing_call(node: ast.AST) -> Iterator[ast.expr]:
    """f(a) → a, for a function of one argument."""
    match node:
        case ast.Call(args=[ast.expr() as only], keywords=[]) if called(node) not in {
            *_COUNTING,
            _ROOT,
        }:
            yield only


@operator
def called_twice(node: ast.AST) -> Iterator[ast.expr]:
    """f(a) → f(f(a)), for a function of one argument that is not of numpy."""
    match node:
        case ast.Call(ast.Name(), [ast.expr()], []) if called(node) not in _COUNTING:
            yield with_arguments(node, [node])


@operator
def other_comparison(node: ast.AST) -> Iterator[ast.expr]:
    """a > b → a >= b and a < b, …"""
    match node:
        case ast.Compare(left, [operation], others):
            for other in _COMPARISONS.get(type(operation), ()):
                yield ast.Compare(left, [other], others)


@operator
def swapped_branches(node: ast.AST) -> Iterator[ast.expr]:
    """np.where(c, a, b) → np.where(c, b, a), and a if c else b → b if c else a."""
    match node:
        case ast.Call(args=[condition, yes, no]) if called(node) == "where":
            yield with_arguments(node, [condition, no, yes])
        case ast.IfExp(condition, yes, no):
            yield ast.IfExp(condition, no, yes)


@operator
def one_branch(node: ast.AST) -> Iterator[ast.expr]:
    """np.where(c, a, b) → a and b; np.maximum(a, b) → a and b."""
    match node:
        case ast.Call(args=[_, yes, no]) if called(node) == "where":
            yield yes
            yield no
        case ast.Call(args=[one, other]) if called(node) in {"maximum", "minimum"}:
            yield one
            yield other


@operator
def saturated(node: ast.AST) -> Iterator[ast.stmt]:
    """return a → return np.maximum(a, 0), for each of the results."""
    zero = ast.Constant(0)
    match node:
        case ast.Return(ast.Tuple(parts)):
            for at, part in enumerate(parts):
                cut = of_numpy("maximum", part, zero)
                yield ast.Return(ast.Tuple([*parts[:at], cut, *parts[at + 1 :]], ast.Load()))
        case ast.Return(ast.expr() as value) if not isinstance(value, ast.Dict | ast.DictComp):
            yield ast.Return(of_numpy("maximum", value, zero))


@operator
def fixed_condition(node: ast.AST) -> Iterator[ast.AST]:
    """if c: … and a if c else b → if True and if False, and so on."""
    match node:
        case ast.IfExp(_, yes, no):
            yield yes
            yield no
        case ast.If():
            for value in (True, False):
                changed = copy.copy(node)
                changed.test = ast.Constant(value=value)
                yield changed
