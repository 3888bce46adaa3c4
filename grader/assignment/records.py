"""The records that `assignment.toml` fills in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import msgspec

from grader.assignment.call import Call
from grader.assignment.fault import AssignmentError
from grader.assignment.own_formulas import own_entries
from reference.catalogue import Entry, entry


class TaskSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One function to be written: which formula, under what name, for how many points.

    `function` is the name of the student's function, and `name` what the report calls the task: a
    function may have several. Left out, `function` is `formula`, and `name` is `function`.
    `call` are the lines that call the function where a course has a signature of its own; the
    stub in a starter has that `signature`.
    `convention` picks one of the forms in use ({"reduction": "sum"}); `domain` narrows that of an
    argument ({"Y": "one-hot"}). `follow_through` is the share of the points for a gradient that
    is right for the student's own, wrong, function. `checks` says which checks are a "remark" or
    "off", `hints` holds, by the name of a known mistake, the instructor's text in place of ours.
    """

    formula: str
    points: float
    function: str = ""
    name: str = ""
    call: str = ""
    signature: str = ""
    convention: dict[str, str] = {}
    domain: dict[str, str] = {}
    follow_through: float = 0.5
    checks: dict[str, str] = {}
    hints: dict[str, str | dict[str, str]] = {}

    def __post_init__(self) -> None:
        function = self.function or self.formula
        msgspec.structs.force_setattr(self, "function", function)
        msgspec.structs.force_setattr(self, "name", self.name or function)

    def setting(self, check: str) -> str:
        """What becomes of a check that fails: it is "graded", a "remark", or the check is "off"."""
        return self.checks.get(check, "graded")

    def called_with(self, arguments: tuple[str, ...]) -> Call:
        """The lines that call the function; where the task has none, by its name with these
        arguments, which are those of the formula."""
        return Call(self.call or f"return {self.function}({', '.join(arguments)})", arguments)

    def hint(self, mistake: str, lang: str) -> str:
        """The instructor's hint at a known mistake, "" for none."""
        hint = self.hints.get(mistake, "")
        return hint if isinstance(hint, str) else hint[lang]


class Assignment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, dict=True):
    """The functions of one assignment, in order. Times in seconds, memory in MiB.

    `title` by language; written as one text, it is the title in every language.
    `feedback` is what a student reads: "full"; "hints", without the values of the reference; or
    "score", the points and what the submission does by itself. `max_hint` is the last hint given.
    `allowed_imports` names the modules that a submission may import; None allows all that are
    there. `formulas` are files in the folder, each with formulas of the instructor's own.
    """

    title: dict[str, str]
    task: tuple[TaskSpec, ...]
    formulas: tuple[str, ...] = ()
    allowed_imports: tuple[str, ...] | None = None
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

    @property
    def functions(self) -> dict[str, tuple[TaskSpec, ...]]:
        """The functions that a student writes, in order, each with its tasks."""
        found: dict[str, tuple[TaskSpec, ...]] = {}
        for task in self.task:
            found[task.function] = (*found.get(task.function, ()), task)
        return found

    def statement(self, lang: str) -> dict[str, str]:
        """The statement in one language, cut at its second-level headings.

        Maps each heading to its text; the part before the first heading has the key "".
        """
        file = Path(self.folder) / f"statement.{lang}.md"
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise AssignmentError(
                "{file}: the statement cannot be read ({reason}).",
                file=file.name,
                reason=str(error),
            ) from error
        pieces = re.split(r"^## +(.+?) *$", text, flags=re.MULTILINE)
        found = {"": pieces[0].strip()}
        for heading, body in zip(pieces[1::2], pieces[2::2], strict=True):
            if (name := heading.strip("`")) in found:
                raise AssignmentError(
                    "{file}: the heading ## {name} stands there twice.", file=file.name, name=name
                )
            found[name] = body.strip()
        for function in self.functions:
            if function not in found:
                raise AssignmentError(
                    "{file}: the heading ## {name} is missing.", file=file.name, name=function
                )
        return found

    @cached_property
    def own_entries(self) -> Mapping[str, Entry]:
        """The instructor's own formulas by name. Raises AssignmentError."""
        return own_entries(Path(self.folder), self.formulas)

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """What is known about each task's formula, by formula name."""
        found = {task.formula: self.entry(task.formula) for task in self.task}
        return {name: known for name, known in found.items() if known is not None}

    def entry(self, formula: str) -> Entry | None:
        """What is known about a formula, the instructor's own or one of ours; None for none."""
        return self.own_entries.get(formula) or entry(formula)

    def call(self, task: TaskSpec) -> Call | None:
        """The lines that call the function of a task, None where it is called by its name with the
        arguments of the formula."""
        if not task.call and task.name == task.function:
            return None
        arguments = tuple(self.entries[task.formula].formula.domain)
        return task.called_with(arguments)

    def needs(self, task: TaskSpec) -> tuple[str, ...]:
        """The names that a submission has to define for a task, that of its function first."""
        call = self.call(task)
        return tuple(dict.fromkeys([task.function, *(call.needs if call else ())]))

    def signature(self, task: TaskSpec) -> str:
        """The head of the function that a student writes: "def softmax(x)". One task says it for
        all of the function."""
        tasks = self.functions[task.function]
        if given := next((one.signature for one in tasks if one.signature), ""):
            return given
        if call := self.call(task):
            return call.signature(task.function)
        return f"def {task.function}({', '.join(self.entries[task.formula].formula.domain)})"
