"""A submission in, a report out: the whole flow on one screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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
from grader.examples import EXTREME
from grader.language import FaultError, Language
from grader.question import Question, asking_for_more, question
from grader.records import Report, Submission, Task, Where
from grader.steady import with_steady_failures, with_steady_message
from grader.student.answers import CourseCall, Failure, Limits, Loaded, OutOfTimeError
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
    entries = assignment.entries
    questions = {t.name: question(t, entries[t.formula], seed, assignment) for t in tasks}
    limits = Limits(
        call=assignment.time_limit,
        statement=assignment.load_limit,
        total=assignment.total_limit,
        memory=assignment.memory_limit << 20,
    )
    # What a submission returns may overflow in any comparison; that is an answer, not a warning.
    calls = _course_calls(assignment) | _loud_calls(questions.values())
    with (
        np.errstate(all="ignore"),
        Student(limits, calls, assignment.allowed_imports) as student,
    ):
        names = [name for task in assignment.task for name in assignment.needs(task)]
        names += [name for t in tasks if (name := _forward(assignment, t)) not in ("", *calls)]
        loaded = student.load(submission, list(dict.fromkeys(names)))
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
        only=[task.name for task in tasks] if only else (),
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
        what = self.loaded.functions.get(task.function)
        place = self.defined.get(task.function)
        if what is None:
            return self._absent(task, place)
        if place is not None and place.is_untouched:
            return absent.not_written(task, self.say)
        if what not in _CALLABLE:
            return absent.not_a_function(task, what, self.say)
        if other := next((n for n in self.assignment.needs(task) if not self._is_there(n)), ""):
            return absent.incomplete(task, other, self.say)
        evidence, accepted = self._evidence(task)
        evidence = evidence.besides(lost=self._lost_names())
        if self.look is not None:
            self.look(self.student, evidence)
        forward = graded.get(evidence.forward)
        if forward is not None:
            explained = _is_explained(forward, self.assignment.entries[forward.formula])
            evidence = evidence.besides(own_is_explained=explained)
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
        called = self._called(task, graded)
        for composition in evidence.question.entry.compositions:
            for earlier in graded.values():
                if (
                    earlier.formula == composition.of.name
                    and earlier.status != "passed"
                    and earlier in called
                    and is_consistent(self.student, evidence, composition, earlier.function)
                ):
                    return earlier.function
        return ""

    def _absent(self, task: TaskSpec, place: Definition | None) -> Task:
        lost = lost_definitions(self.submission)
        # Of a whole file that cannot be read, nothing is known to be there or not.
        whole = next((c for c in self.submission.unreadable if c.number is None), None)
        if cell := lost.get(task.function, whole):
            return absent.unreadable(task, cell, self.submission, self.say)
        if place is None:
            asked = self.assignment.functions
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
        tasks = {other.name: other for other in self.assignment.task}
        needed = self.assignment.needs(tasks[forward]) if forward in tasks else (forward,)
        if not all(map(self._is_there, needed)):
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
            for earlier in self._called(task, graded)
            for diagnosis in earlier.diagnosis
        )

    def _same_cause(self, task: TaskSpec, done: Task, graded: Mapping[str, Task]) -> Task:
        """A failure that a mistake of a called function explains says so."""
        mistakes = self.assignment.entries[task.formula].mistakes
        named = next((m for m in mistakes for d in done.diagnosis if m.name == d.mistake), None)
        if named is None or named.inherits is None:
            return done
        for earlier in self._called(task, graded):
            if any(d.mistake == named.inherits.name for d in earlier.diagnosis):
                return msgspec.structs.replace(done, same_cause=earlier.function)
        return done

    def _is_there(self, function: str) -> bool:
        place = self.defined.get(function)
        is_written = place is None or not place.is_untouched
        return is_written and self.loaded.functions.get(function) in _CALLABLE

    def _called(self, task: TaskSpec, graded: Mapping[str, Task]) -> list[Task]:
        """The tasks, graded before, of the other functions that this one calls."""
        calls = self._calls(task)
        tasks = [other for other in self.assignment.task if other.function in calls]
        tasks.sort(key=lambda other: other.function)
        return [graded[other.name] for other in tasks if other.name in graded]

    def _calls(self, task: TaskSpec) -> frozenset[str]:
        """The functions of the submission that run where this one is called, itself left out."""
        needed = self.assignment.needs(task)
        others = (reached(self.defined, name) for name in needed)
        return frozenset(needed).union(*others) - {task.function}

    def _uses_float32(self, task: TaskSpec) -> bool:
        names = (task.function, *self._calls(task))
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


def _course_calls(assignment: Assignment) -> dict[str, CourseCall]:
    """How the functions are called that have a signature of the course, by the name of the task."""
    found = {}
    for task in assignment.task:
        if (call := assignment.call(task)) is not None:
            found[task.name] = CourseCall(call.plain, call.arguments)
            if call.asks_for_more:
                found[asking_for_more(task)] = CourseCall(call.source, call.arguments)
    return found


def _loud_calls(questions: Iterable[Question]) -> dict[str, CourseCall]:
    """The calls of those functions that are asked for extreme inputs, with numpy raising."""
    raising = 'np.seterr(divide="raise", over="raise", invalid="raise")'
    found = {}
    for one in questions:
        if any(example.kind == EXTREME for example in one.key.examples):
            names = tuple(one.formula.domain)
            plain = one.task.called_with(names).plain
            # The worker sets back what numpy does before the next call.
            found[one.loud] = CourseCall(f"{raising}\n{plain}", names)
    return found


def _forward(assignment: Assignment, task: TaskSpec) -> str:
    """What this task is the derivative of: another task or, where there is none, the function of
    the submission that has the formula's own name; "" for nothing."""
    derivative = assignment.entries[task.formula].formula.derivative
    if derivative is None:
        return ""
    # Of several tasks of that formula, the first.
    names = {other.formula: other.name for other in reversed(assignment.task)}
    return names.get(derivative.of.name, derivative.of.name)


def _chosen(assignment: Assignment, only: Sequence[str]) -> list[TaskSpec]:
    names = dict.fromkeys((*(t.name for t in assignment.task), *assignment.functions))
    for name in only:
        if name not in names:
            raise FaultError(
                "The assignment {assignment} has no function {name}. It has: {known}.",
                assignment=assignment.id,
                name=name,
                known=", ".join(names),
            )
    return [t for t in assignment.task if not only or t.name in only or t.function in only]
