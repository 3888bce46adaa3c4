"""Everything that can be wrong with an assignment whose file has the right form."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from grader.assignment.binding_faults import binding_faults
from grader.assignment.fault import AssignmentError, At, meant
from grader.assignment.forms import implemented_forms
from grader.assignment.narrowing import NARROWER
from grader.assignment.own_formula_faults import own_formula_faults
from grader.assignment.records import Assignment, TaskSpec
from grader.feedback import LEVELS
from grader.language import CODES
from reference.catalogue import Entry, entries

SETTINGS = ("graded", "remark", "off")
# Without an answer of the right shape and value there is nothing to grade.
OPTIONAL_CHECKS = (
    *("promises", "trajectory", "stability", "sizes", "purity", "repeatability"),
    *("gradient", "laws"),
)
_NAME = re.compile(r"[^\W\d][\w.-]*")


def faults(assignment: Assignment, file: Path) -> Iterator[AssignmentError]:
    """What is wrong, in the order of the file; of one task, each thing that can be told."""
    try:
        own = assignment.own_entries  # it reads the files
    except AssignmentError as fault:
        yield fault
        return
    for entry in own.values():
        yield from own_formula_faults(entry, {"file": str(file)})
    for number, task in enumerate(assignment.task, start=1):
        at = {"file": str(file), "key": f"task {number}"}
        known = assignment.entry(task.formula)
        if known is None:
            names = (*own, *entries())
            yield AssignmentError(
                "{file}: {key}: formula = {value!r} is not in the catalogue.{nearest}",
                **at,
                value=task.formula,
                nearest=meant(task.formula, names),
            )
            continue
        yield from _number_faults(task, at)
        yield from _name_faults(task, at)
        yield from _convention_faults(task, known, at)
        yield from _domain_faults(task, known, at)
        yield from _check_faults(task, at)
        yield from _hint_faults(task, known, at)
        yield from binding_faults(assignment, task, at)
    yield from _limit_faults(assignment, file)
    yield from _name_twice(assignment, file)
    for title in dict.fromkeys(assignment.title.values()):
        if not title.strip() or not title.isprintable():
            yield AssignmentError(
                "{file}: {key} = {value!r} is not a line of text.",
                file=str(file),
                key="title",
                value=title,
            )
    if not assignment.task or set(assignment.title) != set(CODES):
        yield AssignmentError(
            "{file}: an assignment has at least one [[task]], and a title in en and pt.",
            file=str(file),
        )


def _number_faults(task: TaskSpec, at: At) -> Iterator[AssignmentError]:
    if not 0.01 <= task.points <= 10_000 or round(task.points, 2) != task.points:
        yield AssignmentError(
            "{file}: {key}: points = {value} is not a number from 0.01 to 10000 with at most"
            " two decimals.",
            **at,
            value=task.points,
        )
    if not 0 <= task.follow_through <= 1:
        yield AssignmentError(
            "{file}: {key}: follow_through = {value} is not a number from 0 to 1.",
            **at,
            value=task.follow_through,
        )


def _name_faults(task: TaskSpec, at: At) -> Iterator[AssignmentError]:
    name = task.function
    is_name = name.isidentifier() and name == unicodedata.normalize("NFKC", name)  # as Python reads
    if not is_name or keyword.iskeyword(name) or name in {"np", "left_out"}:
        yield AssignmentError(
            "{file}: {key}: function = {value!r} cannot be the name of a function.",
            **at,
            value=task.function,
        )
    elif not _NAME.fullmatch(task.name):
        yield AssignmentError(
            "{file}: {key}: name = {value!r} is not a letter and then letters, digits, '_', '.'"
            " or '-'.",
            **at,
            value=task.name,
        )


def _convention_faults(task: TaskSpec, entry: Entry, at: At) -> Iterator[AssignmentError]:
    for name, value in task.convention.items():
        if value not in entry.conventions.get(name, ()):
            yield AssignmentError(
                "{file}: {key}: convention {name} = {value!r} is not known for {formula}."
                " Known: {known}.",
                **at,
                name=name,
                value=value,
                formula=task.formula,
                known=_forms_in_use(entry, name) or "none",
            )
            return
    forms = implemented_forms(entry)
    asked = dict(entry.formula.convention) | task.convention
    if asked not in forms:
        nearest = max(forms, key=lambda form: len(form.items() & asked.items()))
        yield AssignmentError(
            "{file}: {key}: convention = {value}: {formula} has no form that combines these."
            " The nearest is {nearest}.",
            **at,
            value=_inline_table(asked),
            formula=task.formula,
            nearest=_inline_table(nearest),
        )


def _forms_in_use(entry: Entry, name: str) -> str:
    """The values of a convention, or, where there is none of that name, of all that there are."""
    return "; ".join(
        f"{axis} = {', '.join(values)}"
        for axis, values in entry.conventions.items()
        if axis == name or name not in entry.conventions
    )


def _domain_faults(task: TaskSpec, entry: Entry, at: At) -> Iterator[AssignmentError]:
    for name, value in task.domain.items():
        of_argument = entry.formula.domain.get(name)
        if of_argument is None:
            yield AssignmentError(
                "{file}: {key}: domain {name} = {value!r}: {formula} has no argument {name!r}."
                "{nearest}",
                **at,
                name=name,
                value=value,
                formula=task.formula,
                nearest=meant(name, entry.formula.domain),
            )
            continue
        known = [n for n, narrower in NARROWER.items() if isinstance(of_argument, narrower.of)]
        if value not in known:
            yield AssignmentError(
                "{file}: {key}: domain {name} = {value!r} is not known for this argument."
                " Known: {known}.{nearest}",
                **at,
                name=name,
                value=value,
                known=", ".join(known) or "none",
                nearest=meant(value, known),
            )


def _check_faults(task: TaskSpec, at: At) -> Iterator[AssignmentError]:
    for name, value in task.checks.items():
        if name not in OPTIONAL_CHECKS:
            yield AssignmentError(
                "{file}: {key}: checks {name} = {value!r}: the check is not one of {known}."
                "{nearest}",
                **at,
                name=name,
                value=value,
                known=", ".join(OPTIONAL_CHECKS),
                nearest=meant(name, OPTIONAL_CHECKS),
            )
        elif value not in SETTINGS:
            yield AssignmentError(
                "{file}: {key}: checks {name} = {value!r} is not one of {known}.{nearest}",
                **at,
                name=name,
                value=value,
                known=", ".join(SETTINGS),
                nearest=meant(value, SETTINGS),
            )


def _hint_faults(task: TaskSpec, entry: Entry, at: At) -> Iterator[AssignmentError]:
    known = [mistake.name for mistake in entry.mistakes]
    for name, hint in task.hints.items():
        if name not in known:
            yield AssignmentError(
                "{file}: {key}: hints {name}: it is not a known mistake of {formula}.{nearest}",
                **at,
                name=name,
                formula=task.formula,
                nearest=meant(name, known),
            )
        elif isinstance(hint, dict) and set(hint) != set(CODES):
            yield AssignmentError(
                "{file}: {key}: hints {name}: one text, or one in en and one in pt.",
                **at,
                name=name,
            )


def _limit_faults(assignment: Assignment, file: Path) -> Iterator[AssignmentError]:
    limits = {
        "time_limit": (assignment.time_limit, 0.1, 600),
        "load_limit": (assignment.load_limit, 0.1, 600),
        "total_limit": (assignment.total_limit, 1, 86_400),
        "memory_limit": (assignment.memory_limit, 256, 1 << 20),
        "max_hint": (assignment.max_hint, 1, 3),
    }
    for name, (limit, least, most) in limits.items():
        if not least <= limit <= most:
            yield AssignmentError(
                "{file}: {key} = {value} is not between {least} and {most}.",
                file=str(file),
                key=name,
                value=limit,
                least=least,
                most=most,
            )
    if assignment.feedback not in LEVELS:
        yield AssignmentError(
            "{file}: {key} = {value!r} is not one of {known}.{nearest}",
            file=str(file),
            key="feedback",
            value=assignment.feedback,
            known=", ".join(LEVELS),
            nearest=meant(assignment.feedback, LEVELS),
        )
    for module in assignment.allowed_imports or ():
        if not all(part.isidentifier() for part in module.split(".")):
            yield AssignmentError(
                "{file}: {key} = {value!r} cannot be the name of a module.",
                file=str(file),
                key="allowed_imports",
                value=module,
            )


def _name_twice(assignment: Assignment, file: Path) -> Iterator[AssignmentError]:
    names = [task.name for task in assignment.task]
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield AssignmentError(
                "{file}: the function {value!r} is asked for twice. Where it has several tasks,"
                " give each a name of its own.",
                file=str(file),
                value=name,
            )


def lost_headings(
    statement: Iterable[str], functions: Collection[str], file: str
) -> Iterator[AssignmentError]:
    """The headings of a statement that no function has: a starter would leave their text out."""
    for name in statement:
        if name and name not in functions:
            yield AssignmentError(
                "{file}: the heading ## {name} is not a function of this assignment.{nearest}",
                file=file,
                name=name,
                nearest=meant(name, functions),
            )


def _inline_table(convention: Mapping[str, str]) -> str:
    items = (f'{name} = "{value}"' for name, value in convention.items())
    return f"{{ {', '.join(items)} }}"
