"""The lines of an assignment that call a student's function, read and never run here."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

# What the lines may name besides the arguments of the formula and what the submission defines.
GIVEN = frozenset({"np", *dir(builtins)})


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
        """The lines as a student reads them."""
        return tuple(line.rstrip() for line in self.source.strip("\n").split("\n"))

    @property
    def returns(self) -> bool:
        """Whether the last statement returns a value."""
        last = self.body[-1] if self.body else None
        return isinstance(last, ast.Return) and last.value is not None

    @cached_property
    def needs(self) -> dict[str, int]:
        """The names that the submission has to define, each with the line where it first stands."""
        local = {*self.arguments, *GIVEN, *_stored(self.body)}
        found: dict[str, int] = {}
        for node in _nodes(self.body):
            if isinstance(node, ast.Name) and node.id not in local:
                found.setdefault(node.id, node.lineno)
        return found

    def signature(self, function: str) -> str:
        """The head of a function that takes what these lines pass to it; "" where none does."""
        for node in _nodes(self.body):
            match node:
                case ast.Call(func=ast.Name(id=name)) if name == function:
                    return f"def {function}({', '.join(_parameters(node))})"
        return ""


def _nodes(body: Iterable[ast.stmt]) -> Iterator[ast.AST]:
    for statement in body:
        yield from ast.walk(statement)


def _stored(body: Iterable[ast.stmt]) -> Iterator[str]:
    """The names to which the lines give a value themselves."""
    for node in _nodes(body):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield name
            case ast.FunctionDef(name=name):
                yield name
            case ast.alias(name=module, asname=name):
                yield name or module.partition(".")[0]


def _parameters(call: ast.Call) -> Iterator[str]:
    for number, argument in enumerate(call.args, start=1):
        yield argument.id if isinstance(argument, ast.Name) else f"argument{number}"
    for keyword in call.keywords:
        if keyword.arg is not None:
            yield keyword.arg
