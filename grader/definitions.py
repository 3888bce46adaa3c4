"""What the source of a submission defines, read off its syntax tree and never run."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from grader.records import Cell, Submission, UnreadableCell, Where

_DEF = re.compile(r"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+([^\W\d]\w*)", re.MULTILINE)
# What makes a function of a function.
_WRAPPERS = frozenset({"vectorize", "partial", "jit", "njit", "lru_cache", "frompyfunc"})
_LAMBDA = re.compile(r"^([^\W\d]\w*)[ \t]*=[ \t]*lambda\b", re.MULTILINE)
_MOST_READ = 1000  # characters of a line that is looked at alone


class Definition(NamedTuple):
    """A name that the submission defines at top level.

    `calls` are the names that its body calls, by themselves or as a method's name. `is_untouched`
    where the body is what a starter leaves: nothing but a docstring, `...`, `pass`,
    `return None` or `raise NotImplementedError`, or nothing computed and names returned that are
    set to None. `uses_float32` where the body names that type.
    `statement` are the first and the last line of the top-level statement that it is part of, and
    `deleted` is the line of a later `del` of the name.
    """

    name: str
    cell: int | None
    line: int
    calls: frozenset[str]
    is_untouched: bool
    uses_float32: bool
    statement: tuple[int, int]
    deleted: Where | None = None


def definitions(submission: Submission) -> Mapping[str, Definition]:
    """Every function, class and lambda defined at top level, by name; the last one counts.

    So do functions made of others: `f = np.vectorize(g)`, `f = partial(g, 2)`.
    Definitions inside `if`, `try`, `with`, `for` and `while` blocks are found as well.
    """
    found: dict[str, Definition] = {}
    for cell in submission.cells:
        body = _parsed(cell).body
        for statement in body:
            for name, node in _top_level([statement]):
                found[name] = Definition(
                    name=name,
                    cell=cell.number,
                    line=node.lineno,
                    calls=_calls(node),
                    is_untouched=_untouched(node),
                    uses_float32=_uses_float32(node),
                    statement=_extent(statement),
                )
            for name, line in _deleted(statement):
                if name in found:
                    place = Where(cell.number, line, _line(cell.source, line))
                    found[name] = found[name]._replace(deleted=place)
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
                for alias in imported:
                    yield alias.asname or alias.name.partition(".")[0], node.lineno
            case ast.Assign() | ast.AnnAssign():
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                inside = (part for target in targets for part in ast.walk(target))
                for part in inside:
                    if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                        yield part.id, node.lineno


def names(submission: Submission) -> frozenset[str]:
    """Every name that the top level of the submission gives a value, by whatever statement."""
    given = (name for cell in submission.cells for name, _ in _given(_parsed(cell).body))
    return frozenset({*definitions(submission), *given})


def given_by(submission: Submission, place: Where) -> frozenset[str]:
    """The names that the top-level statement at that place gives a value."""
    for cell in submission.cells:
        if cell.number != place.cell:
            continue
        for statement in _parsed(cell).body:
            first, last = _extent(statement)
            if first <= place.line <= last:
                given = [name for name, _ in _given([*_executed([statement])])]
                return frozenset([*given, *(name for name, _ in _top_level([statement]))])
    return frozenset()


def unread_names(submission: Submission) -> Mapping[str, Where]:
    """The names that a cell would give a value if Python could read it, with the line for each."""
    found: dict[str, Where] = {}
    for cell in submission.unreadable:
        for number, line in enumerate(cell.source.split("\n"), start=1):
            if line[:1].isspace() or len(line) > _MOST_READ:
                continue
            place = Where(cell.number, number, line.strip())
            found |= dict.fromkeys((*_DEF.findall(line), *_given_alone(line)), place)
    return found


def lost_definitions(submission: Submission) -> Mapping[str, UnreadableCell]:
    """The names that a cell would define if Python could read it, with that cell."""
    return {
        name: cell
        for cell in submission.unreadable
        for pattern in (_DEF, _LAMBDA)
        for name in pattern.findall(cell.source)
    }


def _given_alone(line: str) -> list[str]:
    """The names that a line gives a value where it is a whole statement."""
    if "import" not in line and "=" not in line:
        return []
    try:
        return [name for name, _ in _given(_parsed(Cell(None, line)).body)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _extent(statement: ast.stmt) -> tuple[int, int]:
    """The first and the last line of a statement, decorators included."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    first = min([statement.lineno, *(decorator.lineno for decorator in decorators)])
    return first, statement.end_lineno or statement.lineno


def _line(source: str, number: int) -> str:
    return source.split("\n")[number - 1].strip()


def _deleted(statement: ast.stmt) -> Iterator[tuple[str, int]]:
    """The names that a statement deletes, with their lines."""
    for node in _executed([statement]):
        if isinstance(node, ast.Delete):
            yield from ((t.id, node.lineno) for t in node.targets if isinstance(t, ast.Name))


def _top_level(body: list[ast.stmt]) -> Iterator[tuple[str, ast.stmt]]:
    """The names that the statements bind to something that can be called, in their order."""
    for node in _executed(body):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name, node
            case ast.Assign(targets=targets, value=value) if _is_callable(value):
                for target in targets:
                    if isinstance(target, ast.Name):
                        yield target.id, node
            case ast.AnnAssign(target=ast.Name(id=name), value=value) if _is_callable(value):
                yield name, node


def _executed(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements, and those in their blocks; not those in functions and classes."""
    waiting = body[::-1]
    while waiting:
        node = waiting.pop()
        yield node
        match node:
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
    return all(_says_nothing(statement) for statement in node.body) or _returns_its_nones(node)


def _returns_its_nones(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function computes nothing and returns a name of those it sets to None, none of
    which is ever given another value."""
    parts = list(ast.walk(node))
    stored = [p.id for p in parts if isinstance(p, ast.Name) and isinstance(p.ctx, ast.Store)]
    nones = [name for part in parts if isinstance(part, ast.Assign) for name in _nones(part)]
    returned = {
        name.id
        for part in parts
        if isinstance(part, ast.Return) and part.value is not None
        for name in ast.walk(part.value)
        if isinstance(name, ast.Name)
    }
    return (
        bool(returned & set(nones))
        and all(stored.count(name) == nones.count(name) for name in nones)
        and not any(map(_computes, parts))
    )


def _nones(assignment: ast.Assign) -> Iterator[str]:
    """The names that an assignment sets to None: `out = None`, `dx, dw = None, None`."""
    for target in assignment.targets:
        match target, assignment.value:
            case ast.Name(id=name), ast.Constant(value=None):
                yield name
            case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
                for one, value in zip(targets, values, strict=True):
                    match one, value:
                        case ast.Name(id=name), ast.Constant(value=None):
                            yield name


def _computes(part: ast.AST) -> bool:
    match part:
        case ast.BinOp(left=ast.Constant(value=str()), op=ast.Mod()):
            return False  # a text that is filled in
        case ast.BinOp() | ast.AugAssign():
            return True
    return False


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
