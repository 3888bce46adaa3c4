"""What an audit goes through: tasks of an assignment, or every form of every formula."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec

from grader.assignment import Assignment, TaskSpec, implemented_forms, load
from grader.language import FaultError
from grader.question import Question, question
from grader.records import Cell, Submission
from reference.catalogue import Entry, entries, entry
from reference.formula import Mistake
from reference.mutation.mutants import Mutant, mutants


@dataclass(frozen=True, eq=False)
class Subject:
    """One task under audit: the question, and the code in the reference that answers it.

    Without the seed, nothing in it depends on chance.
    """

    task: TaskSpec
    entry: Entry
    seed: int

    @property
    def name(self) -> str:
        return self.task.name

    @property
    def convention(self) -> Mapping[str, str]:
        """All of the formula's conventions, as this task has them."""
        return dict(self.entry.formula.convention) | self.task.convention

    @cached_property
    def question(self) -> Question:
        return question(self.task, self.entry, self.seed)

    @property
    def function(self) -> Callable[..., Any]:
        """The code that is right here, as it stands in a file of the reference."""
        truth = self.question.truth
        return getattr(truth, "function", truth)

    @cached_property
    def source(self) -> str:
        """The text of the module that holds that code."""
        return "".join(inspect.findsource(self.function)[0])

    @cached_property
    def mutants(self) -> tuple[Mutant, ...]:
        return tuple(mutants(self.function))

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """The other forms that are known of this one, in the order of the catalogue."""
        return self.question.mistakes

    @property
    def forward(self) -> str:
        """The name of the function of which this one is the derivative, "" for none."""
        derivative = self.entry.formula.derivative
        return "" if derivative is None else derivative.of.name

    @cached_property
    def forward_function(self) -> Callable[..., Any] | None:
        """That function, in the same convention where it has such a form."""
        derivative = self.entry.formula.derivative
        if derivative is None:
            return None
        known = entry(derivative.of.name)
        same = [
            one
            for one in (known.mistakes if known else ())
            if one.kind == "convention" and dict(one.convention) == dict(self.convention)
        ]
        return same[0] if same else derivative.of

    def submission(self, source: str) -> Submission:
        """A module of the reference, handed in."""
        return Submission(self.name, is_notebook=False, cells=(Cell(None, source),))


def subjects(assignment: str | None, seed: int) -> tuple[Subject, ...]:
    """The tasks of an assignment, or each formula of the catalogue in each of its conventions.

    Raises FaultError where the assignment is not known or not valid.
    """
    return tuple(_of(load(assignment), seed) if assignment else _all(seed))


def chosen(found: Sequence[Subject], only: Sequence[str]) -> dict[int, Subject]:
    """Those with one of the names, by their number; without names, all.

    Raises FaultError where none has such a name.
    """
    names = dict.fromkeys(one.name for one in found)
    for name in only:
        if name not in names:
            raise FaultError(
                "There is no function {name} to audit. There are: {known}.",
                name=name,
                known=", ".join(names),
            )
    return {n: one for n, one in enumerate(found) if not only or one.name in only}


def _of(assignment: Assignment, seed: int) -> Iterator[Subject]:
    for task in assignment.task:
        yield Subject(_in_our_words(task), assignment.entries[task.formula], seed)


def _all(seed: int) -> Iterator[Subject]:
    for name, found in entries().items():
        for form in implemented_forms(found):
            yield Subject(TaskSpec(formula=name, points=1, convention=form), found, seed)


def _in_our_words(task: TaskSpec) -> TaskSpec:
    """The task with the formula's own name and signature: those of the code that is examined."""
    own = {"function": "", "name": "", "call": "", "signature": ""}
    known = {key: own[key] for key in own if key in task.__struct_fields__}
    return msgspec.structs.replace(task, **known)
