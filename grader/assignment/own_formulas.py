"""Formulas that an instructor brings: files of the form of `reference/formulas/`."""

from __future__ import annotations

import hashlib
import importlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from types import MappingProxyType, ModuleType

from grader.assignment.fault import AssignmentError, in_one_line
from reference.catalogue import Entry, entries, entries_of


def own_entries(folder: Path, files: Sequence[str]) -> Mapping[str, Entry]:
    """The formulas of some files by name, in the order of the files.

    The files run with the rights of whoever grades. One may import from another one beside it:
    `from .gelu import gelu`. Raises AssignmentError.
    """
    if not files:
        return MappingProxyType({})
    package = _package(folder, files)
    found: dict[str, Entry] = {}
    for file in dict.fromkeys(files):
        in_file = entries_of(_module(package, file))
        if not in_file:
            raise AssignmentError(
                "assignment.toml: formulas = {file!r}: the file defines no formula.", file=file
            )
        for name in in_file:
            if name in found or name in entries():
                raise AssignmentError(
                    "assignment.toml: formulas = {file!r}: there is a formula {name!r} already;"
                    " give yours another name.",
                    file=file,
                    name=name,
                )
        found |= in_file
    return MappingProxyType(found)


def _package(folder: Path, files: Sequence[str]) -> str:
    """The name of a package of which the files are the modules: another one for other texts, also
    of a file that they import and that has no formula."""
    digest = hashlib.sha256(str(folder).encode())
    for file in files:
        path = folder / file
        if Path(file).name != file or path.suffix != ".py" or not path.stem.isidentifier():
            raise AssignmentError(
                "assignment.toml: formulas = {file!r} is not the name of a .py file in the folder"
                " of the assignment.",
                file=file,
            )
        try:
            path.read_bytes()
        except OSError as error:
            raise AssignmentError(
                "assignment.toml: formulas = {file!r}: the file cannot be read ({reason}).",
                file=file,
                reason=error.strerror,
            ) from error
    for path in sorted(folder.glob("*.py")):
        digest.update(path.name.encode() + (path.read_bytes() if path.is_file() else b""))
    name = f"gradproof_own_{digest.hexdigest()[:16]}"
    if name not in sys.modules:
        package = ModuleType(name, f"The formulas in {folder.name}.")
        package.__path__ = [str(folder)]
        sys.modules[name] = package
    return name


def _module(package: str, file: str) -> ModuleType:
    # What it prints is for the instructor, and no part of a report.
    with _no_bytecode(), redirect_stdout(sys.stderr):
        try:
            # A file that was written since the folder was last looked at is found all the same.
            importlib.invalidate_caches()
            return importlib.import_module(f"{package}.{file.removesuffix('.py')}")
        except SyntaxError as error:
            # It may be in another file, which this one imports.
            raise AssignmentError(
                "assignment.toml: formulas = {file!r}: line {line} is not Python: {reason}.",
                file=Path(error.filename).name if error.filename else file,
                line=error.lineno or 1,
                reason=error.msg,
            ) from error
        except (Exception, SystemExit) as error:
            raise AssignmentError(
                "assignment.toml: formulas = {file!r}: the file cannot be run: {error}.",
                file=file,
                error=in_one_line(error),
            ) from error


@contextmanager
def _no_bytecode() -> Iterator[None]:
    """Nothing is written beside the instructor's files."""
    before = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    try:
        yield
    finally:
        sys.dont_write_bytecode = before
