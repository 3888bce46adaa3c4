"""Calls a student's function the way a course has it: through lines of the assignment.

The lines run beside the student's code. In them the arguments of a formula have their names, `np`
is numpy, `left_out` tries the defaults of a dict, and any other name is what the submission has
under it at that moment.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import CodeType, FunctionType, TracebackType
from typing import Any, NamedTuple

import numpy as np
from numpy import generic, ndarray

from grader.student.left_out import left_out

MOST_TOLD = 300  # characters of what a function returned
_MOST_KEYS = 8
_MOST_NAME = 60
_DEPTH = 2
_GIVEN = {"np": np, "left_out": left_out}


class Stopped(NamedTuple):
    """Where the lines themselves stopped: on which of them (from 1), which function of the
    submission had returned before, and what: "" where none had."""

    line: int
    function: str
    returned: str


class Binding:
    """The lines of one task, compiled, as a function of the arguments of its formula.

    Raises SyntaxError where the lines are not Python.
    """

    def __init__(self, source: str, arguments: list[str]) -> None:
        module = ast.parse(f"def call({', '.join(arguments)}): pass")
        lines = ast.parse(source).body
        module.body[0].body = lines  # type: ignore[attr-defined]
        self._filename = f"<call {id(self)}>"
        compiled = compile(module, self._filename, "exec", dont_inherit=True)
        self._code = next(c for c in compiled.co_consts if isinstance(c, CodeType))
        nodes = (node for statement in lines for node in ast.walk(statement))
        self._names = sorted({node.id for node in nodes if isinstance(node, ast.Name)})
        self._last: _LastCall | None = None

    def function(self, module: Mapping[str, Any]) -> Callable[..., Any]:
        """The function to be called now, with the names as the submission has them now."""
        self._last = None
        known = {name: self._seen(name, module[name]) for name in self._names if name in module}
        return FunctionType(self._code, {"__builtins__": builtins, **known, **_GIVEN})

    def _seen(self, name: str, value: Any) -> Any:
        if type(value) is not FunctionType:
            return value

        def seen(*arguments: Any, **options: Any) -> Any:
            self._last = call = _LastCall(name)
            call.returned = value(*arguments, **options)
            call.has_returned = True
            return call.returned

        seen.__wrapped__ = value  # type: ignore[attr-defined]
        return seen

    def stopped(self, traceback: TracebackType | None) -> Stopped | None:
        """Where the lines stopped, if what was raised comes from them: the student's function had
        returned, or was not reached."""
        last = self._last
        if last is not None and not last.has_returned:
            return None
        line = 0
        while traceback is not None:
            if traceback.tb_frame.f_code.co_filename == self._filename:
                line = traceback.tb_lineno
            traceback = traceback.tb_next
        if not line:
            return None
        if last is None:
            return Stopped(line, "", "")
        return Stopped(line, last.name, described(last.returned)[:MOST_TOLD])


@dataclass
class _LastCall:
    """The last call of a function of the submission, as far as it has come."""

    name: str
    has_returned: bool = False
    returned: Any = None


def described(value: Any, depth: int = _DEPTH) -> str:
    """A value by its type, and an array by its shape: "(array(3, 4), {'t': int})". Runs no code of
    the value's."""
    kind = type(value)
    if value is None:
        return "None"
    if issubclass(kind, ndarray) and not issubclass(kind, generic):
        return f"array{ndarray.shape.__get__(value)}"
    if kind in (tuple, list):
        parts = [described(v, depth - 1) for v in value[:_MOST_KEYS]] if depth else ["..."]
        more = ["..."] if depth and len(value) > _MOST_KEYS else []
        inside = ", ".join([*parts, *more])
        if kind is list:
            return f"[{inside}]"
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    if kind is dict:
        return "{" + ", ".join(_entries(value, depth)) + "}"
    name: str = type.__dict__["__name__"].__get__(kind)
    return name[:_MOST_NAME]


def _entries(value: dict[Any, Any], depth: int) -> list[str]:
    if not depth:
        return ["..."]
    shown = list(value.items())[:_MOST_KEYS]
    told = [
        f"{key[:_MOST_NAME]!r}: {described(entry, depth - 1)}"
        for key, entry in shown
        if type(key) is str
    ]
    return told + (["..."] if len(told) < len(value) else [])
