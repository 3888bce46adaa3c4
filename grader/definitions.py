"""What the source of a submission defines, read off its syntax tree and never run."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from grader.records import Cell, Submission, UnreadableCell

_DEF = re.compile(r"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+([^\W\d]\w*)", re.MULTILINE)
# What makes a function of a function.
_WRAPPERS = frozenset({"vectorize", "partial", "jit", "njit", "lru_cache", "frompyfunc"})
_LAMBDA = re.compile(r"^([^\W\d]\w*)[ \t]*=[ \t]*lambda\b", re.MULTILINE)


class Definition(NamedTuple):
    """A name that the submission defines at top level.

    `calls` are the names that its body calls, by themselves or as a method's name. `is_untouched`
    where the body is what a starter leaves: nothing but a docstring, `...`, `pass`,
    `return None` or `raise NotImplementedError`. `uses_float32` where the body names that type.
    """

    name: str
    cell: int | None
    line: int
    calls: frozenset[str]
    is_untouched: bool
    uses_float32: bool


def definitions(submission: Submission) -> Mapping[str, Definition]:
    """Every function, class and lambda defined at top level, by name; the last one counts.

    So do functions made of others: `f = np.vectorize(g)`, `f = partial(g, 2)`.
    Definitions inside `if`, `try`, `with`, `for` and `while` blocks are found as well.
    """
    found: dict[str, Definition] = {}
    for cell in submission.cells:
        body = _parsed(cell).body
        for name, node in _top_level(body):
            found[name] = Definition(
                name, cell.number, node.lineno, _calls(node), _untouched(node), _uses_float32(node)
            )
        for name, line in _given(body):
            # A stub that is given another value is no stub any more: `softmax = my_softmax`.
            if name in found and (found[name].cell != cell.number or found[name].line < line):
                found[name] = found[name]._replace(is_untouched=False)
    return found


def _parsed(cell: Cell) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(cell.source)


def _given(body: list[ast.stmt]) -> Iterator[tuple[str, int]]:
    """The names that are imported or assigned to at top level, with their lines."""
    for node in body:
        match node:
            case ast.Import(names=imported) | ast.ImportFrom(names=imported):
                yield from ((alias.asname or alias.name, node.lineno) for alias in imported)
            case ast.Assign() | ast.AnnAssign():
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                inside = (part for target in targets for part in ast.walk(target))
                yield from ((p.id, node.lineno) for p in inside if isinstance(p, ast.Name))


def names(submission: Submission) -> frozenset[str]:
    """Every name that the top level of the submission gives a value, by whatever statement."""
    given = (name for cell in submission.cells for name, _ in _given(_parsed(cell).body))
    return frozenset({*definitions(submission), *given})


def lost_definitions(submission: Submission) -> Mapping[str, UnreadableCell]:
    """The names that a cell would define if Python could read it, with that cell."""
    return {
        name: cell
        for cell in submission.unreadable
        for pattern in (_DEF, _LAMBDA)
        for name in pattern.findall(cell.source)
    }


def _top_level(body: list[ast.stmt]) -> Iterator[tuple[str, ast.stmt]]:
    """The names that the statements bind to something that can be called, in their order."""
    waiting = body[::-1]
    while waiting:
        node = waiting.pop()
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name, node
            case ast.Assign(targets=targets, value=value) if _is_callable(value):
                for target in targets:
                    if isinstance(target, ast.Name):
                        yield target.id, node
            case ast.AnnAssign(target=ast.Name(id=name), value=value) if _is_callable(value):
                yield name, node
            case ast.Try() | ast.TryStar():
                handlers = [statement for handler in node.handlers for statement in handler.body]
                waiting += (node.body + handlers + node.orelse + node.finalbody)[::-1]
            case ast.If() | ast.For() | ast.While():
                waiting += (node.body + node.orelse)[::-1]
            case ast.With():
                waiting += node.body[::-1]


def _is_callable(value: ast.expr | None) -> bool:
    match value:
        case ast.Lambda():
            return True
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in _WRAPPERS
    return False


def _calls(node: ast.AST) -> frozenset[str]:
    called = (part.func for part in ast.walk(node) if isinstance(part, ast.Call))
    return frozenset(
        function.id if isinstance(function, ast.Name) else function.attr
        for function in called
        if isinstance(function, ast.Name | ast.Attribute)
    )


def _untouched(node: ast.AST) -> bool:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    return all(_says_nothing(statement) for statement in node.body)


def _uses_float32(node: ast.AST) -> bool:
    named = {"float32", "single", "f4", "<f4"}
    for part in ast.walk(node):
        match part:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Constant(value=str(name)):
                if name in named:
                    return True
    return False


def reached(defined: Mapping[str, Definition], name: str) -> frozenset[str]:
    """The functions of the submission that a function calls, directly or through others."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        place = defined.get(waiting.pop())
        new = (set(place.calls) & set(defined)) - found if place else set()
        found |= new
        waiting += new
    return frozenset(found - {name})


def _says_nothing(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Return(value=None | ast.Constant(value=None)):
            return True
        case ast.Raise(exc=ast.Name(id=name) | ast.Call(func=ast.Name(id=name))):
            return name == "NotImplementedError"
    return False
