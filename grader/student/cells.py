"""Runs the cells of a submission, statement by statement, in one namespace.

A statement that raises loses only itself. Every cell is compiled under a name of its own
("<cell 3>", "<submission>"), by which a traceback leads back to the student's line.
"""

from __future__ import annotations
import __future__

import ast
import linecache
import re
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from time import monotonic
from types import FrameType, FunctionType, MethodType, ModuleType, TracebackType
from typing import Any, NamedTuple

from numpy import ndarray

MODULE = "submission"
MOST_MESSAGE = 300
MOST_NAME = 60
MOST_SHAPES = 6

_FUTURES = sum(getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{5,}")
_NAME = re.compile(r"[^\W\d]\w*")

Shapes = list[tuple[str, tuple[int, ...]]]


class Statement(NamedTuple):
    """A top-level statement: which cell, which one in it (both from 0), on which line (from 1)."""

    cell: int
    number: int
    line: int


class Failed(NamedTuple):
    """A top-level statement that raised, or was not run because the time was up (error "")."""

    statement: Statement
    error: str
    message: str


class Cells:
    """The source of a submission and the module in which it runs.

    `sources` holds a file name and the source of each cell.
    """

    def __init__(self, sources: Sequence[tuple[str, str]], *, is_file: bool) -> None:
        self._sources = sources
        self._positions = {filename: at for at, (filename, _) in enumerate(sources)}
        self._lines = [source.split("\n") for _, source in sources]
        self._trees: list[ast.Module] = []
        # In Jupyter the guard of a main program is true; a file that is handed in is no program.
        self.module = ModuleType(MODULE if is_file else "__main__")
        if is_file:
            self.module.__file__ = f"{MODULE}.py"
        for (filename, source), lines in zip(sources, self._lines, strict=True):
            kept = [f"{line}\n" for line in lines]
            linecache.cache[filename] = (len(source), None, kept, filename)

    def run(
        self,
        skipped: Collection[tuple[int, int]],
        until: float,
        around: Callable[[Statement, ast.stmt], Any],
    ) -> Iterator[Failed]:
        """Run every statement but the skipped ones, and say which ones raised.

        `around` is told the statement and gives the context in which it runs. From the moment
        `until` on, only definitions, imports and plain assignments are run.
        """
        sys.modules[self.module.__name__] = self.module
        # All of them are parsed before any of them can change how Python parses.
        self._trees = [ast.parse(source, filename) for filename, source in self._sources]
        for at, ((filename, _), tree) in enumerate(zip(self._sources, self._trees, strict=True)):
            flags = 0
            for number, node in enumerate(tree.body):
                statement = Statement(at, number, node.lineno)
                if (at, number) in skipped:
                    continue
                if monotonic() > until and not _is_short(node):
                    yield Failed(statement, "", "")
                    continue
                try:
                    with around(statement, node):
                        code = compile(
                            ast.Module([node], []), filename, "exec", flags, dont_inherit=True
                        )
                        flags |= code.co_flags & _FUTURES
                        exec(code, vars(self.module))  # noqa: S102
                except BaseException as error:
                    line = self._line_of(error.__traceback__, filename) or node.lineno
                    yield Failed(statement._replace(line=line), *described(error))

    @staticmethod
    def _line_of(traceback: TracebackType | None, filename: str) -> int | None:
        while traceback is not None:
            if traceback.tb_frame.f_code.co_filename == filename:
                return traceback.tb_lineno
            traceback = traceback.tb_next
        return None

    def where(self, frames: Iterator[tuple[FrameType, int]]) -> tuple[int, int, Shapes] | None:
        """The last of the frames that is the student's code: cell, line, shapes of its arrays.

        The shapes are those of the arrays whose names stand on the line.
        """
        found = list(self._own(frames))
        if not found:
            return None
        frame, at, line = found[-1]
        return at, line, self._shapes(frame, at, line)

    def still_running(self, frames: Iterator[tuple[FrameType, int]]) -> tuple[int, int] | None:
        """The line that is being repeated: cell and line, as far as possible not by chance.

        It is that of the outermost `while`, or else `for`, that any of the frames is in; or else
        the line on which the first of them is.
        """
        found = list(self._own(frames))
        for kind in (ast.While, ast.For):
            for frame, at, line in found:
                for loop in ast.walk(self._trees[at]):
                    if isinstance(loop, kind) and _is_in(line, loop, frame):
                        return at, loop.lineno
        return found[0][1:] if found else None

    def _own(self, frames: Iterator[tuple[FrameType, int]]) -> Iterator[tuple[FrameType, int, int]]:
        for frame, line in frames:
            at = self._positions.get(frame.f_code.co_filename)
            if at is not None:
                yield frame, at, line

    def _shapes(self, frame: FrameType, at: int, line: int) -> Shapes:
        lines = self._lines[at]
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        local, everywhere = frame.f_locals, frame.f_globals
        shapes: Shapes = []
        for name in dict.fromkeys(_NAME.findall(text)):
            value = local.get(name, everywhere.get(name))
            if isinstance(value, ndarray) and len(shapes) < MOST_SHAPES:
                shapes.append((name, value.shape))
        return shapes


def frames_of(traceback: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
    """The frames of a traceback with their lines, the outermost first."""
    while traceback is not None:
        yield traceback.tb_frame, traceback.tb_lineno
        traceback = traceback.tb_next


def frames_above(frame: FrameType | None) -> Iterator[tuple[FrameType, int]]:
    """The frames of a running stack with their lines, the outermost first."""
    stack = []
    while frame is not None:
        stack.append((frame, frame.f_lineno))
        frame = frame.f_back
    return reversed(stack)


def described(error: BaseException) -> tuple[str, str]:
    """The name of an exception's type and its message, the same in every run.

    Private types (numpy's _ArrayMemoryError) go by the name of the public type that they are.
    """
    every = map(name_of, type.mro(type(error)))
    try:
        message = str.__str__(str(error))
    except BaseException:  # the student's own __str__
        message = ""
    public = next(name for name in every if not name.startswith("_"))
    return public, without_addresses(message)[:MOST_MESSAGE]


def without_addresses(text: str) -> str:
    """The text without addresses in memory, which differ from run to run."""
    return _ADDRESS.sub("0x...", text) if "0x" in text else text


def kind_of(value: Any) -> str:
    """What stands under a name, in a word. Runs no code of the value's."""
    kind = type(value)  # isinstance would ask the value itself
    if issubclass(kind, type):
        return "class"
    if callable(value):
        return "function" if kind in (FunctionType, MethodType) else "callable"
    return "array" if issubclass(kind, ndarray) else name_of(kind)


def name_of(kind: type) -> str:
    """The name of a type, cut off where it is long. Runs no code of its metaclass's."""
    name: str = type.__dict__["__name__"].__get__(kind)
    return name[:MOST_NAME]


def is_silent(node: ast.stmt) -> bool:
    """Whether running the statement runs no code of the student's: a bare definition."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.decorator_list:
        return False
    given = node.args
    every = (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg)
    values = [*given.defaults, *(d for d in given.kw_defaults if d), node.returns]
    values += [argument.annotation for argument in every if argument]
    return all(value is None or isinstance(value, ast.Constant) for value in values)


def _is_in(line: int, loop: ast.While | ast.For, frame: FrameType) -> bool:
    # A loop around the definition of the function is none that the function is in.
    begins_inside = loop.lineno >= frame.f_code.co_firstlineno
    return begins_inside and loop.lineno <= line <= (loop.end_lineno or line)


def _is_short(node: ast.stmt) -> bool:
    if isinstance(node, ast.Assign | ast.AnnAssign):
        return not any(isinstance(part, ast.Call | ast.BinOp) for part in ast.walk(node))
    definitions = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return isinstance(node, definitions | ast.Import | ast.ImportFrom)
