"""A submission in, a report out: the whole flow on one screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec
import numpy as np

from grader import absent
from grader.assignment import Assignment, TaskSpec
from grader.conclusion import conclude
from grader.consistency import is_consistent
from grader.definitions import (
    Definition,
    definitions,
    given_by,
    lost_definitions,
    reached,
    unread_names,
)
from grader.diagnosis import known_mistake
from grader.evidence import Evidence, collect
from grader.language import FaultError, Language
from grader.question import Question, question
from grader.records import Report, Submission, Task, Where
from grader.steady import with_steady_failures, with_steady_message
from grader.student.answers import Failure, Limits, Loaded, OutOfTimeError
from grader.student.process import Student
from grader.task import assess, right_given
from reference.catalogue import Entry
from reference.formula import Mistake

Look = Callable[[Student, Evidence], None]

_CALLABLE = ("function", "class", "callable")


def grade(
    submission: Submission,
    assignment: Assignment,
    say: Language,
    *,
    seed: int = 0,
    only: Sequence[str] = (),
    named: str = "",
    look: Look | None = None,
) -> Report:
    """Grade the functions of an assignment, or only those named in `only`.

    `named` is how the assignment was named on the command line, "" where it was not. `look` is
    shown the evidence of each function, while the student can be asked more.
    Raises FaultError where a name in `only` is not a function of the assignment.
    """
    tasks = _chosen(assignment, only)
    # Before any of the student's code runs: what it could change on disk is in memory by then.
    questions = {t.name: question(t, assignment.entries[t.formula], seed) for t in tasks}
    limits = Limits(
        call=assignment.time_limit,
        statement=assignment.load_limit,
        total=assignment.total_limit,
        memory=assignment.memory_limit << 20,
    )
    # What a submission returns may overflow in any comparison; that is an answer, not a warning.
    with np.errstate(all="ignore"), Student(limits) as student:
        names = dict.fromkeys(task.name for task in assignment.task)
        names |= dict.fromkeys(_forward(assignment, task) for task in tasks)
        loaded = student.load(submission, [name for name in names if name])
        loaded = with_steady_failures(student, loaded)
        defined = definitions(submission)
        sitting = _Sitting(submission, assignment, questions, student, loaded, defined, say, look)
        graded: dict[str, Task] = {}
        for task in tasks:
            graded[task.name] = sitting.grade(task, graded)
    return conclude(
        submission,
        assignment,
        tuple(graded.values()),
        loaded.failed,
        isolation=student.isolation,
        seed=seed,
        say=say,
        named=named,
        only=only,
    )


@dataclass(frozen=True)
class _Sitting:
    """One submission in front of the grader, loaded and ready to answer."""

    submission: Submission
    assignment: Assignment
    questions: Mapping[str, Question]
    student: Student
    loaded: Loaded
    defined: Mapping[str, Definition]
    say: Language
    look: Look | None

    def grade(self, task: TaskSpec, graded: Mapping[str, Task]) -> Task:
        try:
            return self._graded(task, graded)
        except OutOfTimeError:
            return absent.out_of_time(task, self.assignment.total_limit, self.say)

    def _graded(self, task: TaskSpec, graded: Mapping[str, Task]) -> Task:
        what = self.loaded.functions.get(task.name)
        place = self.defined.get(task.name)
        if what is None:
            return self._absent(task, place)
        if place is not None and place.is_untouched:
            return absent.not_written(task, self.say)
        if what not in _CALLABLE:
            return absent.not_a_function(task, what, self.say)
        evidence, accepted = self._evidence(task)
        evidence = replace(evidence, lost=self._lost_names())
        if self.look is not None:
            self.look(self.student, evidence)
        forward = graded.get(evidence.forward)
        if forward is not None:
            explained = _is_explained(forward, self.assignment.entries[forward.formula])
            evidence = replace(evidence, own_is_explained=explained)
        done = assess(
            evidence,
            self.say,
            self._inherited(task, graded),
            accepted,
            forward_is_right=forward is not None and forward.status == "passed",
        )
        if done.status != "passed" and (callee := self._to_blame(task, evidence, graded)):
            return right_given(done, callee, self.say)
        return self._same_cause(task, done, graded)

    def _to_blame(self, task: TaskSpec, evidence: Evidence, graded: Mapping[str, Task]) -> str:
        """The wrong function, graded before, given whose results this one is right; else ""."""
        called = self._calls(task)
        for composition in evidence.question.entry.compositions:
            for earlier in graded.values():
                if (
                    earlier.formula == composition.of.name
                    and earlier.status != "passed"
                    and earlier.function in called
                    and is_consistent(self.student, evidence, composition, earlier.function)
                ):
                    return earlier.function
        return ""

    def _absent(self, task: TaskSpec, place: Definition | None) -> Task:
        lost = lost_definitions(self.submission)
        # Of a whole file that cannot be read, nothing is known to be there or not.
        whole = next((c for c in self.submission.unreadable if c.number is None), None)
        if cell := lost.get(task.name, whole):
            return absent.unreadable(task, cell, self.submission, self.say)
        if place is None:
            asked = {other.name for other in self.assignment.task}
            others = {name: d for name, d in self.defined.items() if name not in asked}
            return absent.missing(task, others, self.submission, self.say)
        if self.loaded.gave_up == "out of time":
            raise OutOfTimeError
        if self.loaded.gave_up:
            return absent.given_up(task, len(self.loaded.failed), self.say)
        if any(_is_in(failure.where, place) for failure in self.loaded.failed):
            return absent.not_defined(task, place, self.say)
        return absent.not_there(task, place, self.say)

    def _lost_names(self) -> Mapping[str, Failure]:
        """The names to which a statement that was lost would have given a value."""
        unread = unread_names(self.submission)
        lost = {name: Failure(place, "unread") for name, place in unread.items()}
        for failure in self.loaded.failed:
            lost |= dict.fromkeys(given_by(self.submission, failure.where), failure)
        return lost

    def _evidence(self, task: TaskSpec) -> tuple[Evidence, Mistake | None]:
        """What the function answers; where it is right in another dress, judged by that."""
        asked = self.questions[task.name]
        if self._uses_float32(task):
            asked = replace(asked, key=asked.key.in_single_precision())
        forward = _forward(self.assignment, task)
        if self.loaded.functions.get(forward) not in _CALLABLE:
            forward = ""
        evidence = with_steady_message(self.student, collect(self.student, asked, forward))
        accepted = (
            known_mistake.matching(evidence, kinds=("accepted",)) if evidence.wrong_parts else None
        )
        if accepted is None:
            return evidence, None
        key = asked.key.answered_by(asked.formula, accepted)
        other = replace(asked, truth=accepted, key=key)
        return collect(self.student, other, forward), accepted

    def _inherited(self, task: TaskSpec, graded: Mapping[str, Task]) -> frozenset[str]:
        """The mistakes of the functions, graded before, that this one calls."""
        return frozenset(
            diagnosis.mistake
            for name in self._calls(task)
            if name in graded
            for diagnosis in graded[name].diagnosis
        )

    def _same_cause(self, task: TaskSpec, done: Task, graded: Mapping[str, Task]) -> Task:
        """A failure that a mistake of a called function explains says so."""
        mistakes = self.assignment.entries[task.formula].mistakes
        named = next((m for m in mistakes for d in done.diagnosis if m.name == d.mistake), None)
        if named is None or named.inherits is None:
            return done
        for name in self._calls(task):
            earlier = graded.get(name)
            if earlier and any(d.mistake == named.inherits.name for d in earlier.diagnosis):
                return msgspec.structs.replace(done, same_cause=name)
        return done

    def _calls(self, task: TaskSpec) -> tuple[str, ...]:
        return tuple(sorted(reached(self.defined, task.name)))

    def _uses_float32(self, task: TaskSpec) -> bool:
        names = (task.name, *self._calls(task))
        return any(place.uses_float32 for n in names if (place := self.defined.get(n)))


def _is_in(place: Where, definition: Definition) -> bool:
    """Whether a line belongs to the top-level statement of a definition."""
    first, last = definition.statement
    return place.cell == definition.cell and first <= place.line <= last


def _is_explained(task: Task, entry: Entry) -> bool:
    """Whether a function is right, or wrong in a way that has a name of its own."""
    looks = ("unnamed", "imprecise", "unused", "shape", "only")
    vague = (*looks, "error", "timeout", "died", "slow", "too-large")
    known = {mistake.name for mistake in entry.mistakes}
    return task.status == "passed" or any(
        d.mistake in known or not d.mistake.startswith(vague) for d in task.diagnosis
    )


def _forward(assignment: Assignment, task: TaskSpec) -> str:
    """The name of the student's function of which this task is the derivative, "" for none."""
    derivative = assignment.entries[task.formula].formula.derivative
    if derivative is None:
        return ""
    names = {other.formula: other.name for other in assignment.task}
    return names.get(derivative.of.name, derivative.of.name)


def _chosen(assignment: Assignment, only: Sequence[str]) -> list[TaskSpec]:
    names = [task.name for task in assignment.task]
    for name in only:
        if name not in names:
            raise FaultError(
                "The assignment {assignment} has no function {name}. It has: {known}.",
                assignment=assignment.id,
                name=name,
                known=", ".join(names),
            )
    return [task for task in assignment.task if not only or task.name in only]
