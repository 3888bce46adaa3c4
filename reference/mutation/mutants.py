"""A function → its mutants, and each of them loaded, to be run."""

from __future__ import annotations

import ast
import builtins
import difflib
import hashlib
import importlib
import importlib.util
import inspect
import pkgutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from reference.mutation import operators as families
from reference.mutation.change import Change, Operator
from reference.mutation.syntax import names_read, parameters, replaced, sites


@dataclass(frozen=True)
class Mutant:
    """One change of the code of one function of a module.

    `operator` names the kind of change, `function` where it is, `line` the line of the module's
    file. `before` and `after` are that function's code in the form that Python gives to it, without
    comments; `source` is the text of the whole module with the change.
    """

    operator: str
    function: str
    line: int
    before: str
    after: str
    source: str

    @property
    def diff(self) -> str:
        """The change as a unified diff, with what it is in its heading."""
        heading = f"{self.function}, line {self.line}"
        lines = difflib.unified_diff(
            self.before.splitlines(),
            self.after.splitlines(),
            heading,
            f"{heading}: {self.operator}",
            n=1,
            lineterm="",
        )
        return "\n".join(lines)


@cache
def operators() -> tuple[Operator, ...]:
    """Every operator that the files of families declare, in the order of files and definitions."""
    names = [info.name for info in pkgutil.iter_modules(families.__path__)]
    modules = [importlib.import_module(f"{families.__name__}.{name}") for name in names]
    return tuple(
        record
        for module in modules
        for record in vars(module).values()
        if isinstance(record, Operator) and record.function.__module__ == module.__name__
    )


def mutants(function: Callable[..., Any], by: Sequence[Operator] | None = None) -> Iterator[Mutant]:
    """The mutants of a function and of the helpers of its module that it calls.

    Raises OSError where the function has no source text.
    """
    lines, _ = inspect.findsource(function)
    return mutants_of_text("".join(lines), function.__name__, by)


def mutants_of_text(
    source: str, function: str, by: Sequence[Operator] | None = None
) -> Iterator[Mutant]:
    """The mutants of a function that the text of a module defines, and of its helpers there.

    They come in the order of the text, the function before its helpers, each code once. A helper
    that is itself declared to be a formula is none. Names that the module does not know, such as
    np in a module without numpy, are in no mutant.
    """
    module = ast.parse(source)
    known = _names_of(module)
    for one in _with_helpers(module, function):
        yield from _mutants_of(one, source, known, operators() if by is None else by)


def _names_of(module: ast.Module) -> set[str]:
    """The names that code may use that nobody wrote for this module: np is not in every one."""
    imported = {
        (alias.asname or alias.name).split(".")[0]
        for statement in module.body
        if isinstance(statement, ast.Import | ast.ImportFrom)
        for alias in statement.names
    }
    return imported | set(dir(builtins))


def _with_helpers(module: ast.Module, name: str) -> list[ast.FunctionDef]:
    defined = {one.name: one for one in module.body if isinstance(one, ast.FunctionDef)}
    found = [defined[name]]
    for one in found:
        read = names_read(ast.Module(one.body, []))
        found += [
            helper
            for helper in defined.values()
            if helper.name in read and not helper.decorator_list and helper not in found
        ]
    return found


def _mutants_of(
    function: ast.FunctionDef, source: str, known: Set[str], by: Sequence[Operator]
) -> Iterator[Mutant]:
    plain = _plain(function)
    before = ast.unparse(plain)
    seen = {before}
    names = known | names_read(function) | set(parameters(function))
    for site in sites(plain):
        for operator in by:
            for change in operator(site):
                changed = _changed(plain, site, change)
                if not names_read(changed) <= names:
                    continue
                after = ast.unparse(changed)
                if after in seen or not _compiles(after):
                    continue
                seen.add(after)
                yield Mutant(
                    operator=operator.name,
                    function=function.name,
                    line=_line(site, plain, changed),
                    before=before,
                    after=after,
                    source=_with_code(source, function, after),
                )


def _plain(function: ast.FunctionDef) -> ast.FunctionDef:
    """The definition without decorators and docstring, which do not take part in what it does."""
    fields = dict(ast.iter_fields(function))
    has_docstring = ast.get_docstring(function) is not None
    body = function.body[1:] if has_docstring and len(function.body) > 1 else function.body
    plain = ast.FunctionDef(**{**fields, "decorator_list": [], "body": body})
    return ast.copy_location(plain, function)


def _changed(function: ast.FunctionDef, site: ast.AST, change: Change) -> ast.FunctionDef:
    if site is function and isinstance(change, ast.FunctionDef):
        return change
    return replaced(function, site, change)


def _compiles(code: str) -> bool:
    """Whether Python takes it without complaint: 1[0] is no mutant."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            compile(code, "<mutant>", "exec", dont_inherit=True)
        except (SyntaxError, SyntaxWarning):
            return False
    return True


def _line(site: ast.AST, function: ast.FunctionDef, changed: ast.FunctionDef) -> int:
    """The line of what is changed: of the last statement that is not in the changed code."""
    if isinstance(site, ast.expr | ast.stmt) and site is not function:
        return site.lineno
    kept = {id(node) for node in ast.walk(changed)}
    gone = [s.lineno for s in sites(function) if isinstance(s, ast.stmt) and id(s) not in kept]
    return max(gone, default=function.lineno)


def _with_code(source: str, function: ast.FunctionDef, code: str) -> str:
    """The text of a module with other code for a function, below the same decorators."""
    lines = source.splitlines(keepends=True)
    end = function.end_lineno or len(lines)
    return "".join([*lines[: function.lineno - 1], code, "\n", *lines[end:]])


@contextmanager
def loaded(mutant: Mutant) -> Iterator[ModuleType]:
    """The module of a mutant, with all that it declares, from a file that is there meanwhile.

    Its functions can be run, and whoever looks for their text finds it.
    """
    name = f"mutant_{hashlib.sha256(mutant.source.encode()).hexdigest()[:32]}"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}.py"
        file.write_text(mutant.source, encoding="utf-8")
        spec = importlib.util.spec_from_file_location(name, file)
        if spec is None or spec.loader is None:
            raise ImportError(f"{file} is no module")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        try:
            spec.loader.exec_module(module)
            yield module
        finally:
            del sys.modules[name]
