"""Finds an assignment by its id or folder and reads it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Set
from pathlib import Path

import msgspec

from grader.assignment.fault import AssignmentError, meant
from grader.assignment.records import Assignment, TaskSpec
from grader.assignment.validation import faults
from grader.language import CODES

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
    for lang in CODES:
        try:
            assignment.statement(lang)
        except AssignmentError as fault:
            found.append(fault)
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
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError, OSError) as error:
        raise AssignmentError(
            "{file}: not valid TOML: {reason}.", file=str(file), reason=str(error)
        ) from error
    if isinstance(title := data.get("title"), str):
        data["title"] = dict.fromkeys(CODES, title)
    try:
        assignment = msgspec.convert(data, Assignment)
    except msgspec.ValidationError as error:
        raise AssignmentError(
            "{file}: {reason}.{nearest}",
            file=str(file),
            reason=str(error),
            nearest=_nearest_key(str(error)),
        ) from error
    folder = folder.resolve()
    return msgspec.structs.replace(assignment, id=folder.name, folder=str(folder)), file


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except (OSError, ValueError):  # a name too long, a folder that may not be entered
        return False


def _nearest_key(error: str) -> str:
    unknown = re.search(r"unknown field `(.+?)`", error)
    keys = (*Assignment.__struct_fields__, *TaskSpec.__struct_fields__)
    return meant(unknown[1], keys) if unknown else ""


def infer(functions: Set[str]) -> Assignment | None:
    """The one assignment that the names of a submission's functions fit, or None.

    It fits where it shares most names with them, and no other shares as many.
    """
    shared = sorted(
        (
            (len(functions & assignment.functions.keys()), assignment.id, assignment)
            for assignment in map(load, available())
        ),
        key=lambda found: (-found[0], found[1]),
    )
    if not shared or shared[0][0] == 0 or (len(shared) > 1 and shared[1][0] == shared[0][0]):
        return None
    return shared[0][2]
