"""The lines of an assignment that call a student's function, read and never run here."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

# What the lines may name besides the arguments of the formula and what the submission defines.
GIVEN = frozenset({"np", "left_out", *dir(builtins)})


@dataclass(frozen=True)
class Call:
    """Lines of Python that call a student's function as a course has it, and return what the
    formula returns. `arguments` are those of the formula, which the lines may name.

    Raises SyntaxError where the lines are not Python.
    """

    source: str
    arguments: tuple[str, ...]

    @cached_property
    def body(self) -> list[ast.stmt]:
        return ast.parse(self.source).body

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines as a student reads them, without those that ask for more than the result."""
        lines = enumerate(self.source.split("\n"), start=1)
        shown = [line.rstrip() for number, line in lines if number not in self._asking]
        return tuple("\n".join(shown).strip("\n").split("\n"))

    @property
    def plain(self) -> str:
        """The source with nothing where a line asks for more than the result."""
        lines = enumerate(self.source.split("\n"), start=1)
        return "\n".join("" if number in self._asking else line for number, line in lines)

    @property
    def asks_for_more(self) -> bool:
        """Whether a line asks for more than the result: for a default, or for a promise."""
        return bool(self.promises)

    @cached_property
    def promises(self) -> list[ast.stmt]:
        """The statements that ask for more than the result."""
        return [statement for statement in self.body if _is_promise(statement)]

    @cached_property
    def _asking(self) -> frozenset[int]:
        return frozenset(n for s in self.promises for n in range(s.lineno, _end(s) + 1))

    @property
    def returns(self) -> bool:
        """Whether the last statement returns a value."""
        last = self.body[-1] if self.body else None
        return isinstance(last, ast.Return) and last.value is not None

    @property
    def unpacked(self) -> str:
        """The name of what the lines return, where that is one of several results of a function;
        "" for anything else."""
        last = self.body[-1] if self.body else None
        if not isinstance(last, ast.Return) or not isinstance(last.value, ast.Name):
            return ""
        for statement in self.body:
            match statement:
                case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Call()):
                    if any(isinstance(n, ast.Name) and n.id == last.value.id for n in names):
                        return last.value.id
        return ""

    @cached_property
    def reads(self) -> dict[str, int]:
        """The names that are not the lines' own, each with the line where it first stands."""
        local = {*self.arguments, "np", *_stored(self.body)}
        found: dict[str, int] = {}
        for node in _nodes(self.body):
            if isinstance(node, ast.Name) and node.id not in local:
                found.setdefault(node.id, node.lineno)
        return found

    @cached_property
    def needs(self) -> dict[str, int]:
        """Those of them that the submission has to define: the others Python has."""
        return {name: line for name, line in self.reads.items() if name not in GIVEN}

    @property
    def from_numpy(self) -> dict[str, int]:
        """What the lines ask of numpy by name, each with the line where it first stands."""
        found: dict[str, int] = {}
        for node in _nodes(self.body):
            match node:
                case ast.Attribute(value=ast.Name(id="np"), attr=name):
                    found.setdefault(name, node.lineno)
        return found

    def calls(self, function: str) -> Iterator[ast.Call]:
        """Where the lines call a function by its name."""
        for node in _nodes(self.body):
            match node:
                case ast.Call(func=ast.Name(id=name)) if name == function:
                    yield node

    def signature(self, function: str) -> str:
        """The head of a function that takes what these lines pass to it; "" where none does."""
        for call in self.calls(function):
            return f"def {function}({', '.join(_parameters(call))})"
        return ""


def parameters(signature: str) -> list[str]:
    """The names by position in the head of a function; none where there is no head."""
    try:
        (head,) = ast.parse(f"{signature}: ...").body
    except (SyntaxError, ValueError):
        return []
    if not isinstance(head, ast.FunctionDef):
        return []
    return [one.arg for one in (*head.args.posonlyargs, *head.args.args)]


def _is_promise(statement: ast.stmt) -> bool:
    """Whether a statement only asks for what an assignment promises besides the formula."""
    match statement:
        case ast.Assert(msg=ast.Dict()) | ast.Expr(ast.Call(func=ast.Name(id="left_out"))):
            return True
    return False


def _end(statement: ast.stmt) -> int:
    return statement.end_lineno or statement.lineno


def _nodes(body: Iterable[ast.stmt]) -> Iterator[ast.AST]:
    for statement in body:
        yield from ast.walk(statement)


def _stored(body: Iterable[ast.stmt]) -> Iterator[str]:
    """The names to which the lines give a value themselves."""
    for node in _nodes(body):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.ExceptHandler(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name
            case ast.MatchAs(name=str(name)) | ast.MatchMapping(rest=str(name)):
                yield name
            case ast.alias(name=module, asname=name):
                yield name or module.partition(".")[0]


def _parameters(call: ast.Call) -> Iterator[str]:
    for number, argument in enumerate(call.args, start=1):
        yield argument.id if isinstance(argument, ast.Name) else f"argument{number}"
    for keyword in call.keywords:
        if keyword.arg is not None:
            yield keyword.arg
