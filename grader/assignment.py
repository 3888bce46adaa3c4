"""An assignment is data: a folder with `assignment.toml` and a statement in two languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Set
from functools import cached_property
from pathlib import Path

import msgspec

from grader.feedback import LEVELS
from grader.language import CODES, FaultError
from reference.catalogue import Entry, entries, entry
from reference.nearest import nearest

FOLDER = Path(__file__).parent.parent / "assignments"


class AssignmentError(FaultError):
    """An instructor's fault: a sentence that names file, key, value and the nearest valid name."""


class TaskSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One function to be written: which formula, under what name, for how many points.

    `convention` picks one of the forms in use ({"reduction": "sum"}); `follow_through` is the
    share of the points for a gradient that is right for the student's own, wrong, function.
    """

    formula: str
    points: float
    function: str = ""
    convention: dict[str, str] = {}
    follow_through: float = 0.5

    @property
    def name(self) -> str:
        return self.function or self.formula


class Assignment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, dict=True):
    """The functions of one assignment, in order. Times in seconds, memory in MiB.

    `title` by language; written as one text, it is the title in every language.
    `feedback` is what a student reads: "full"; "hints", without the values of the reference; or
    "score", the points and what the submission does by itself. `max_hint` is the last hint given.
    """

    title: dict[str, str]
    task: tuple[TaskSpec, ...]
    time_limit: float = 2.0
    load_limit: float = 10.0
    total_limit: float = 300.0
    memory_limit: int = 2048
    feedback: str = "full"
    max_hint: int = 3
    id: str = ""
    folder: str = ""

    @property
    def max_score(self) -> float:
        return sum(task.points for task in self.task)

    def statement(self, lang: str) -> dict[str, str]:
        """The statement in one language, cut at its second-level headings.

        Maps each heading to its text; the part before the first heading has the key "".
        """
        file = Path(self.folder) / f"statement.{lang}.md"
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise AssignmentError(
                "{file}: the statement cannot be read ({reason}).",
                file=file.name,
                reason=str(error),
            ) from error
        pieces = re.split(r"^## +(.+?) *$", text, flags=re.MULTILINE)
        found = {"": pieces[0].strip()} | {
            heading.strip("`"): body.strip()
            for heading, body in zip(pieces[1::2], pieces[2::2], strict=True)
        }
        for task in self.task:
            if task.name not in found:
                raise AssignmentError(
                    "{file}: the heading ## {name} is missing.", file=file.name, name=task.name
                )
        return found

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """What the reference says about each task's formula, by formula name."""
        found = {task.formula: entry(task.formula) for task in self.task}
        return {name: known for name, known in found.items() if known is not None}


def available() -> tuple[str, ...]:
    """The ids of the assignments that ship, in alphabetical order."""
    return tuple(sorted(file.parent.name for file in FOLDER.glob("*/assignment.toml")))


def load(name: str) -> Assignment:
    """The assignment with that id, or in that folder.

    Raises AssignmentError where there is none, or where its file is not valid.
    """
    folder = FOLDER / name if name in available() else Path(name)
    file = folder / "assignment.toml"
    if not _is_file(file):
        raise AssignmentError(
            "There is no assignment {name!r}: neither an id nor a folder with assignment.toml."
            " Known ids: {known}.{nearest}",
            name=name,
            known=", ".join(available()),
            nearest=_nearest(name, available()),
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
    assignment = msgspec.structs.replace(
        assignment, id=folder.resolve().name, folder=str(folder.resolve())
    )
    _validate(assignment, file)
    return assignment


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except (OSError, ValueError):  # a name too long, a folder that may not be entered
        return False


def infer(functions: Set[str]) -> Assignment | None:
    """The one assignment that the names of a submission's functions fit, or None.

    It fits where it shares most names with them, and no other shares as many.
    """
    shared = sorted(
        (
            (len(functions & {task.name for task in assignment.task}), assignment.id, assignment)
            for assignment in map(load, available())
        ),
        key=lambda found: (-found[0], found[1]),
    )
    if not shared or shared[0][0] == 0 or (len(shared) > 1 and shared[1][0] == shared[0][0]):
        return None
    return shared[0][2]


def _validate(assignment: Assignment, file: Path) -> None:
    for number, task in enumerate(assignment.task, start=1):
        key = f"task {number}"
        found = entry(task.formula)
        if found is None:
            raise AssignmentError(
                "{file}: {key}: formula = {value!r} is not in the catalogue.{nearest}",
                file=str(file),
                key=key,
                value=task.formula,
                nearest=_nearest(task.formula, tuple(entries())),
            )
        if not 0.01 <= task.points <= 10_000 or round(task.points, 2) != task.points:
            raise AssignmentError(
                "{file}: {key}: points = {value} is not a number from 0.01 to 10000 with at most"
                " two decimals.",
                file=str(file),
                key=key,
                value=task.points,
            )
        if not 0 <= task.follow_through <= 1:
            raise AssignmentError(
                "{file}: {key}: follow_through = {value} is not a number from 0 to 1.",
                file=str(file),
                key=key,
                value=task.follow_through,
            )
        if not task.name.isidentifier():
            raise AssignmentError(
                "{file}: {key}: function = {value!r} cannot be the name of a function.",
                file=str(file),
                key=key,
                value=task.name,
            )
        for name, value in task.convention.items():
            choices = conventions(found).get(name, set())
            if value not in choices:
                raise AssignmentError(
                    "{file}: {key}: convention {name} = {value!r} is not known for {formula}."
                    " Known: {known}.",
                    file=str(file),
                    key=key,
                    name=name,
                    value=value,
                    formula=task.formula,
                    known=", ".join(sorted(choices)) or "none",
                )
        forms = implemented_forms(found)
        asked = dict(found.formula.convention) | task.convention
        if asked not in forms:
            nearest = max(forms, key=lambda form: len(form.items() & asked.items()))
            raise AssignmentError(
                "{file}: {key}: convention = {value}: {formula} has no form that combines these."
                " The nearest is {nearest}.",
                file=str(file),
                key=key,
                value=_inline_table(asked),
                formula=task.formula,
                nearest=_inline_table(nearest),
            )
    limits = {
        "time_limit": (assignment.time_limit, 0.1, 600),
        "load_limit": (assignment.load_limit, 0.1, 600),
        "total_limit": (assignment.total_limit, 1, 86_400),
        "memory_limit": (assignment.memory_limit, 256, 1 << 20),
        "max_hint": (assignment.max_hint, 1, 3),
    }
    for name, (limit, least, most) in limits.items():
        if not least <= limit <= most:
            raise AssignmentError(
                "{file}: {key} = {value} is not between {least} and {most}.",
                file=str(file),
                key=name,
                value=limit,
                least=least,
                most=most,
            )
    if assignment.feedback not in LEVELS:
        raise AssignmentError(
            "{file}: {key} = {value!r} is not one of {known}.{nearest}",
            file=str(file),
            key="feedback",
            value=assignment.feedback,
            known=", ".join(LEVELS),
            nearest=_nearest(assignment.feedback, LEVELS),
        )
    names = [task.name for task in assignment.task]
    for name in names:
        if names.count(name) > 1:
            raise AssignmentError(
                "{file}: the function {value!r} is asked for twice.", file=str(file), value=name
            )
    if not names or set(assignment.title) != {"en", "pt"}:
        raise AssignmentError(
            "{file}: an assignment has at least one [[task]], and a title in en and pt.",
            file=str(file),
        )


def conventions(entry: Entry) -> dict[str, set[str]]:
    """The conventions that a formula knows, with their values: {"reduction": {"mean", "sum"}}."""
    found: dict[str, set[str]] = {}
    for convention in (entry.formula.convention, *(m.convention for m in entry.mistakes)):
        for name, value in convention.items():
            found.setdefault(name, set()).add(value)
    return found


def implemented_forms(entry: Entry) -> list[dict[str, str]]:
    """The conventions of the forms that there are of a formula, its own first, each complete."""
    others = (m.convention for m in entry.mistakes if m.kind == "convention" and m.convention)
    return [dict(convention) for convention in (entry.formula.convention, *others)]


def _inline_table(convention: Mapping[str, str]) -> str:
    items = (f'{name} = "{value}"' for name, value in convention.items())
    return f"{{ {', '.join(items)} }}"


def _nearest(name: str, known: tuple[str, ...]) -> str:
    meant = nearest(name, known)
    return f" ({meant}?)" if meant else ""


def _nearest_key(error: str) -> str:
    unknown = re.search(r"unknown field `(.+?)`", error)
    keys = (*Assignment.__struct_fields__, *TaskSpec.__struct_fields__)
    return _nearest(unknown[1], keys) if unknown else ""
