"""What is asked of one function: the formula in the convention of the assignment, answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial, wraps
from typing import Any

from grader.answer_key import AnswerKey, answer_key
from grader.assignment import Assignment, Call, TaskSpec
from grader.assignment.narrowing import narrowed, still_told_apart
from grader.candidates import Candidates
from grader.examples import EXTREME, GENERAL, SINGLE
from grader.language import Message
from reference.catalogue import Entry, entry
from reference.composition import within
from reference.formula import Formula, Mistake, Pair, Step

# The check that an example of a kind is there for, where it is not that of the values.
CHECK = {EXTREME: "stability", SINGLE: "sizes"}


@dataclass(frozen=True)
class Question:
    """A task with its formula, the function that computes what is right, and the answer key.

    `mistakes` are the known wrong forms for this convention. `assignment` is the one that asks,
    None where a formula is asked for by itself.
    """

    task: TaskSpec
    entry: Entry
    truth: Callable[..., Any]
    mistakes: tuple[Mistake, ...]
    key: AnswerKey
    assignment: Assignment | None = None

    @property
    def formula(self) -> Formula:
        return self.entry.formula

    @property
    def function(self) -> str:
        """The name under which the student writes it."""
        return self.task.name

    @property
    def loud(self) -> str:
        """What stands for the same function, called while numpy raises where it would warn."""
        return f"{self.task.name}, loud"

    @property
    def more(self) -> str:
        """What stands for the same function, called by lines that ask for more than the result; ""
        where no lines do, or where that is not graded."""
        asks = self.call is not None and self.call.asks_for_more
        return asking_for_more(self.task) if asks and self.task.setting("promises") != "off" else ""

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.formula.parts)

    @cached_property
    def call(self) -> Call | None:
        """The lines that call the student's function; None where nothing but the student's own
        code says what its arguments are called."""
        if not self.task.call and not self.signatures.get(self.task.function):
            return None
        return self.task.called_with(tuple(self.formula.domain))

    @cached_property
    def signatures(self) -> Mapping[str, str]:
        """The heads of the functions of the assignment, as it has them: "" where it has none."""
        if self.assignment is None:
            return {self.task.function: self.task.signature}
        return {
            function: next((task.signature for task in tasks if task.signature), "")
            for function, tasks in self.assignment.functions.items()
        }

    @cached_property
    def functions(self) -> Mapping[str, str]:
        """The student's function for each formula of the assignment, the first of several."""
        tasks = (self.task,) if self.assignment is None else (self.task, *self.assignment.task)
        return {task.formula: task.function for task in reversed(tasks)}

    @property
    def pairs(self) -> Iterator[tuple[Pair, Callable[..., Any]]]:
        """The pairs whose mistakes are both known in the convention that is asked for, each with
        what makes both in it."""
        known = {mistake.name for mistake in self.mistakes}
        carry = self.truth.carry if isinstance(self.truth, Mistake) else None
        for pair in self.entry.pairs:
            if not {mistake.name for mistake in pair.both} <= known:
                continue
            if self.truth is self.formula:
                yield pair, pair.function
            elif carry is not None and all(mistake.kind == "mistake" for mistake in pair.both):
                yield pair, partial(carry, pair.function)

    @cached_property
    def steps(self) -> tuple[tuple[Step, Question], ...]:
        """For each step of the formula, this question with what is known of the mistakes in that
        step in place of those in the whole. Their files are read when they are first asked for."""
        known = ((step, entry(step.of.name)) for step in self.entry.steps)
        return tuple((step, _of_a_step(self, step, of)) for step, of in known if of is not None)

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


def asking_for_more(task: TaskSpec) -> str:
    """The name of the call with the lines that ask for more than the result."""
    return f"{task.name}, asking for more"


def question(
    task: TaskSpec, entry: Entry, seed: int, assignment: Assignment | None = None
) -> Question:
    """The question that a task of an assignment asks, with its bank drawn from `seed`."""
    formula = entry.formula
    asked = next((m for m in entry.mistakes if _is_asked(m, formula, task)), None)
    if asked is None:
        key = _key(task, formula, seed, formula)
        mistakes = _told_apart(entry.mistakes, task, answer_key(formula, seed))
        return Question(task, entry, formula, mistakes, key, assignment)
    # What the record measures, it measures from the formula's own form.
    own_form = replace(
        asked,
        function=formula.function,
        headline=Message("another convention").text,
        sentence="",
        why=asked.converse,
        convention=formula.convention,
    )
    others = tuple(_third(m) for m in entry.mistakes if m.kind == "convention" and m is not asked)
    key = _key(task, formula, seed, asked)
    mistakes = (own_form, *others, *_carried(asked, entry.mistakes))
    mistakes = _told_apart(mistakes, task, answer_key(formula, seed, asked))
    return Question(task, entry, asked, mistakes, key, assignment)


def _third(form: Mistake) -> Mistake:
    """A convention where neither it nor the formula's own is asked for: what its texts say of the
    formula's own stays unsaid."""
    hint = Message(
        "Which sign and which factors stand in each line of the statement? And in yours?"
    )
    return replace(form, why=form.elsewhere, sentence="", hints=(hint.text,))


def _key(task: TaskSpec, formula: Formula, seed: int, truth: Callable[..., Any]) -> AnswerKey:
    """The answer key for the inputs that the task asks for."""
    key = answer_key(formula, seed, truth)
    left = [i for i, e in enumerate(key.examples) if task.setting(CHECK.get(e.kind, "")) != "off"]
    if len(left) < len(key.examples):
        key = AnswerKey(tuple(key.examples[i] for i in left), tuple(key.right[i] for i in left))
    if not task.domain:
        return key
    bank = narrowed(key.examples, task.domain)
    return replace(key, examples=bank).answered_by(formula, truth)


def _told_apart(
    mistakes: tuple[Mistake, ...], task: TaskSpec, key: AnswerKey
) -> tuple[Mistake, ...]:
    """Those that say something of the inputs that the task asks for."""
    if not task.domain:
        return mistakes
    general = [example for example in key.examples if example.kind == GENERAL]
    return still_told_apart(mistakes, general, task.domain)


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


def _of_a_step(whole: Question, step: Step, known: Entry) -> Question:
    mistakes = tuple(
        replace(mistake, function=within(step, mistake.function), formula=whole.formula)
        for mistake in known.mistakes
        if mistake.kind != "accepted"
    )
    pairs = tuple(replace(pair, function=within(step, pair.function)) for pair in known.pairs)
    if isinstance(whole.truth, Mistake):
        mistakes = tuple(_carried(whole.truth, mistakes))
    return replace(whole, entry=replace(whole.entry, pairs=pairs), mistakes=mistakes)


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
