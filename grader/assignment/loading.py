"""Finds an assignment by its id or folder and reads it."""

from __future__ import annotations

import tomllib
from collections.abc import Set
from pathlib import Path

import msgspec

from grader.assignment.fault import AssignmentError, meant
from grader.assignment.form_faults import form_fault
from grader.assignment.records import Assignment, TaskSpec
from grader.assignment.validation import faults, lost_headings
from grader.language import CODES

_OURS = frozenset({"id", "folder"})  # fields that no file gives

FOLDER = Path(__file__).parents[2] / "assignments"


def available() -> tuple[str, ...]:
    """The ids of the assignments that ship, in alphabetical order."""
    return tuple(sorted(file.parent.name for file in FOLDER.glob("*/assignment.toml")))


def load(name: str) -> Assignment:
    """The assignment with that id, or in that folder.

    Raises AssignmentError where there is none, or where its file is not valid.
    """
    assignment, file = read(name)
    for fault in faults(assignment, file):
        raise fault
    return assignment


def every_fault(name: str) -> list[AssignmentError]:
    """All that is wrong with the assignment with that id, or in that folder, and its statements."""
    try:
        assignment, file = read(name)
    except AssignmentError as fault:
        return [fault]
    found = list(faults(assignment, file))
    if not all(map(str.isidentifier, assignment.functions)):
        return found
    for lang in CODES:
        try:
            statement = assignment.statement(lang)
        except AssignmentError as fault:
            found.append(fault)
            continue
        found += lost_headings(statement, assignment.functions, f"statement.{lang}.md")
    return found


def read(name: str) -> tuple[Assignment, Path]:
    """The assignment with that id, or in that folder, and its file, as it stands there.

    Raises AssignmentError where there is none, or where its file has not the form of one.
    """
    folder = FOLDER / name if name in available() else Path(name)
    file = folder / "assignment.toml"
    if not _is_file(file):
        raise AssignmentError(
            "There is no assignment {name!r}: neither an id nor a folder with assignment.toml."
            " Known ids: {known}.{nearest}",
            name=name,
            known=", ".join(available()),
            nearest=meant(name, available()),
        )
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError, OSError) as error:
        raise AssignmentError(
            "{file}: not valid TOML: {reason}.", file=str(file), reason=str(error)
        ) from error
    if isinstance(title := data.get("title"), str):
        data["title"] = dict.fromkeys(CODES, title)
    try:
        if found := _OURS & data.keys():
            raise msgspec.ValidationError(f"unknown field `{min(found)}`")
        assignment = msgspec.convert(data, Assignment)
    except msgspec.ValidationError as error:
        keys = (*Assignment.__struct_fields__, *TaskSpec.__struct_fields__)
        known = tuple(key for key in keys if key not in _OURS)
        raise form_fault(error, data, str(file), known) from error
    folder = folder.resolve()
    return msgspec.structs.replace(assignment, id=folder.name, folder=str(folder)), file


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except (OSError, ValueError):  # a name too long, a folder that may not be entered
        return False


def infer(functions: Set[str]) -> Assignment | None:
    """The one assignment that the names of a submission's functions fit, or None.

    It fits where it shares most names with them, and no other shares as many.
    """
    # The names stand in the files: nothing of the reference is read for those that do not fit.
    shared = {name: len(functions & read(name)[0].functions.keys()) for name in available()}
    most = max(shared.values(), default=0)
    fitting = [name for name, count in shared.items() if count == most]
    return load(fitting[0]) if most and len(fitting) == 1 else None
