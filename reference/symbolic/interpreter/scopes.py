"""Which names a function assigns, and how a name is looked up."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

from reference.symbolic.interpreter.builtin_functions import NAMES
from reference.symbolic.interpreter.refusal import Refusal, mistake
from reference.symbolic.interpreter.values import Frame, Unknown, Value

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def parameters(arguments: ast.arguments) -> list[str]:
    """The names of all parameters."""
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    starred = [one for one in (arguments.vararg, arguments.kwarg) if one is not None]
    return [argument.arg for argument in (*named, *starred)]


def assigned(function: ast.FunctionDef | ast.Lambda) -> frozenset[str]:
    """The names that belong to a call of the function, its parameters included."""
    body = function.body if isinstance(function, ast.FunctionDef) else [function.body]
    names = set(parameters(function.args))
    for statement in body:
        names |= _stored(statement)
    return frozenset(names)


@lru_cache(maxsize=4096)
def _stored(statement: ast.AST) -> frozenset[str]:
    # A module is loaded once for each call of one of its functions, from one and the same tree.
    return frozenset(stored(statement))


def stored(node: ast.AST) -> Iterator[str]:
    """The names that a statement stores, in scopes of its own apart."""
    match node:
        case ast.Global() | ast.Nonlocal():
            raise Refusal("global or nonlocal", line=node.lineno)
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            yield name
        case ast.ClassDef(name=name):
            yield name
        case ast.alias(name=name, asname=asname):
            yield asname or name.split(".")[0]
        case ast.ExceptHandler(name=str() as name):
            yield name
    if isinstance(node, _SCOPES):
        return
    if isinstance(node, _COMPREHENSIONS):
        # Its targets are its own, but a walrus in it stores around it.
        for part in ast.walk(node):
            if isinstance(part, ast.NamedExpr) and isinstance(part.target, ast.Name):
                yield part.target.id
        return
    for child in ast.iter_child_nodes(node):
        yield from stored(child)


def look_up(frame: Frame, name: str) -> Value:
    """The value of a name; refuses where it has none yet, or nobody can tell it."""
    around: Frame | None = frame
    while around is not None:
        if name in around.names.entries:
            return _known(name, around.names.entries[name])
        if name in around.assigned:
            raise mistake(f"the name {name} is read before it is set")
        around = around.around
    if name in NAMES:
        return NAMES[name]
    raise mistake(f"the name {name} is not defined")


def _known(name: str, value: Value) -> Value:
    if isinstance(value, Unknown):
        raise Refusal(f"{name}: {value.reason}")
    return value
