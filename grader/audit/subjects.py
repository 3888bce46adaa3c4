"""What an audit goes through: tasks of an assignment, or every form of every formula."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec

from grader.answer_key import AnswerKey
from grader.assignment import Assignment, TaskSpec, implemented_forms, load
from grader.assignment.narrowing import narrowed
from grader.examples import Example
from grader.language import FaultError
from grader.question import CHECK, Question, question
from grader.records import Cell, Submission
from reference.catalogue import Entry, entries, entry
from reference.formula import Mistake, Pair
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

    @cached_property
    def accepted_keys(self) -> tuple[AnswerKey, ...]:
        """The bank, answered by each form that is accepted in place of the right one."""
        question = self.question
        return tuple(
            question.key.answered_by(question.formula, form)
            for form in self.mistakes
            if form.kind == "accepted"
        )

    @cached_property
    def pairs(self) -> tuple[tuple[Pair, Callable[..., Any]], ...]:
        """The pairs of mistakes that are known in this convention, each with what makes both."""
        return tuple(self.question.pairs)

    @property
    def is_narrowed(self) -> bool:
        """Whether the assignment asks for less than the formula is defined on."""
        return bool(self.task.domain)

    def asked_for(self, drawn: Iterable[Example]) -> tuple[Example, ...]:
        """Those of the examples, in the domain of the assignment, that cost points in it."""
        return narrowed(
            tuple(e for e in drawn if self.task.setting(CHECK.get(e.kind, "")) == "graded"),
            self.task.domain,
        )

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
    """Each task once: two may ask for the same under different names."""
    seen: list[TaskSpec] = []
    for task in map(_in_our_words, assignment.task):
        if task not in seen:
            seen.append(task)
            yield Subject(task, assignment.entries[task.formula], seed)


def _all(seed: int) -> Iterator[Subject]:
    for name, found in entries().items():
        for form in implemented_forms(found):
            yield Subject(TaskSpec(formula=name, points=1, convention=form), found, seed)


def _in_our_words(task: TaskSpec) -> TaskSpec:
    """The task with the formula's own name and signature: those of the code that is examined. What
    it is worth and which hints it gives does not matter."""
    return msgspec.structs.replace(
        task, function="", name="", call="", signature="", points=1.0, hints={}
    )
