"""What is asked of one function: the formula in the convention of the assignment, answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, wraps
from typing import Any

from grader.answer_key import AnswerKey, answer_key
from grader.assignment import TaskSpec
from grader.candidates import Candidates
from grader.language import Message
from reference.catalogue import Entry
from reference.formula import Formula, Mistake


@dataclass(frozen=True)
class Question:
    """A task with its formula, the function that computes what is right, and the answer key.

    `mistakes` are the known wrong forms for this convention.
    """

    task: TaskSpec
    entry: Entry
    truth: Callable[..., Any]
    mistakes: tuple[Mistake, ...]
    key: AnswerKey

    @property
    def formula(self) -> Formula:
        return self.entry.formula

    @property
    def function(self) -> str:
        """The name under which the student writes it."""
        return self.task.name

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.formula.parts)

    @cached_property
    def _candidates(self) -> dict[str, tuple[Candidates, ...]]:
        return {}

    def candidates(self, mistake: Mistake) -> tuple[Candidates, ...]:
        """What each form of one of the known mistakes gives on the bank."""
        if mistake.name not in self._candidates:
            self._candidates[mistake.name] = tuple(
                Candidates(form, self.key, self.parts) for form in mistake.forms
            )
        return self._candidates[mistake.name]


def question(task: TaskSpec, entry: Entry, seed: int) -> Question:
    """The question that a task asks, with its bank drawn from `seed`."""
    formula = entry.formula
    asked = next((m for m in entry.mistakes if _is_asked(m, formula, task)), None)
    if asked is None:
        return Question(task, entry, formula, entry.mistakes, answer_key(formula, seed))
    # What the record measures, it measures from the formula's own form.
    own_form = replace(
        asked,
        function=formula.function,
        headline=Message("another convention").text,
        sentence="",
        why=asked.converse,
        convention=formula.convention,
    )
    others = tuple(m for m in entry.mistakes if m.kind == "convention" and m is not asked)
    key = answer_key(formula, seed, asked)
    mistakes = (own_form, *others, *_carried(asked, entry.mistakes))
    return Question(task, entry, asked, mistakes, key)


def _carried(asked: Mistake, mistakes: tuple[Mistake, ...]) -> Iterator[Mistake]:
    """The known mistakes as they look in another convention, where their texts hold in it."""
    if asked.carry is None:
        return
    gone = (
        re.compile(rf"\b(?:{'|'.join(map(re.escape, asked.instead_of))})")
        if asked.instead_of
        else None
    )
    for mistake in mistakes:
        if mistake.kind != "mistake" or (gone and any(map(gone.search, mistake.texts))):
            continue
        yield replace(mistake, function=_in_convention(asked.carry, mistake))


def _in_convention(carry: Callable[..., Any], mistake: Mistake) -> Callable[..., Any]:
    @wraps(mistake.function)
    def function(*arguments: Any) -> Any:
        count = len(mistake.formula.domain)
        constants = arguments[count:]
        return carry(lambda *given: mistake.function(*given, *constants), *arguments[:count])

    return function


def _is_asked(form: Mistake, formula: Formula, task: TaskSpec) -> bool:
    return (
        form.kind == "convention"
        and bool(form.convention)
        and dict(form.convention) == dict(formula.convention) | task.convention
    )
