"""Code of the reference, graded like a student's: by value alone, or in full."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

import numpy as np

from grader.answer_key import AnswerKey
from grader.audit.subjects import Subject
from grader.comparison import judge
from grader.definitions import definitions, reached
from grader.diagnosis import known_mistake
from grader.evidence import Evidence, collect
from grader.language import language
from grader.question import CHECK, Question
from grader.records import Submission, Task
from grader.student.answers import Call, Limits
from grader.student.in_process import InProcessStudent
from grader.task import assess
from reference.formula import Mistake

# A right answer of ours takes a thousandth of this; what takes longer does not end.
LIMITS = Limits(call=2.0, statement=5.0)

_MAY_BE_FLOAT32 = re.compile("float32|single|f4")

# The grader takes these for right, and says so in the report.
FLOAT32, EXTRA_AXIS = "float32", "extra axis"


@dataclass(frozen=True)
class Graded:
    """The task as it would stand in a report. `remark` names the dress in which it is accepted: a
    form of the catalogue, FLOAT32 or EXTRA_AXIS; "" for none. `forgiven` is the check that a task
    that is passed fails all the same, as the assignment only remarks on it; "" for none."""

    task: Task
    remark: str
    forgiven: str

    @property
    def has_full_marks(self) -> bool:
        return self.task.status == "passed" and self.task.score == self.task.max_score

    @property
    def failed(self) -> str:
        """The first check that failed."""
        return next((check.name for check in self.task.checks if check.status == "failed"), "")

    @property
    def diagnosis(self) -> str:
        return self.task.diagnosis[0].mistake if self.task.diagnosis else ""


def loaded(subject: Subject, source: str) -> InProcessStudent | None:
    """A student that answers with the subject's function as a module defines it, and with the right
    forward function; None where the module does not run, or does not define it."""
    module = ModuleType("changed_module")
    # What the file imports from one beside it, this text does, too.
    module.__package__ = subject.function.__module__.rpartition(".")[0]
    sys.modules[module.__name__] = module
    try:
        exec(compile(source, "<changed>", "exec", dont_inherit=True), vars(module))  # noqa: S102
    except Exception:
        return None
    finally:
        del sys.modules[module.__name__]
    function = vars(module).get(subject.function.__name__)
    return None if function is None else given(subject, function, with_forward=True)


def given(
    subject: Subject, function: Callable[..., Any], *, with_forward: bool
) -> InProcessStudent:
    """A student that answers with a function, and with the right forward function if so wanted."""
    functions = {subject.name: function}
    if with_forward and subject.forward_function is not None:
        functions[subject.forward] = subject.forward_function
    return InProcessStudent(functions, LIMITS)


def wrong_by_value(
    subject: Subject, student: InProcessStudent, submission: Submission | None = None
) -> str:
    """The check that the first wrong answer on the bank fails, "" where all are right, or all as
    in a form that is accepted.

    Then the function cannot have full marks: `checks.value`, `checks.sizes`, `checks.stability`
    and `checks.runs` look at the same answers, each of them fails on one wrong answer, and what
    fails any of them is not "passed" and loses points, but where the assignment only remarks on
    it: such inputs are left out. That the function works in float32 is read off the submission, as
    in `graded`. A test holds this against the grading in full.
    """
    keys = (subject.question.key, *subject.accepted_keys)
    if submission is not None and _uses_float32(subject, submission):
        keys = tuple(key.in_single_precision() for key in keys)
    found = [_first_wrong(subject, student, key) for key in keys]
    return found[0] if all(found) else ""


def _first_wrong(subject: Subject, student: InProcessStudent, key: AnswerKey) -> str:
    parts = subject.question.parts
    with np.errstate(all="ignore"):
        for example, right in zip(key.examples, key.right, strict=True):
            check = CHECK.get(example.kind, "value")
            if subject.task.setting(check) != "graded":
                continue
            (answer,) = student.answers([Call(subject.name, example.arguments)])
            if answer.kind != "returned":
                return "runs"
            judgement = judge(answer.value, right, parts)
            if judgement.problem is not None:
                return "shape"
            if not judgement.is_right:
                return check
    return ""


def graded(
    subject: Subject, student: InProcessStudent, submission: Submission | None = None
) -> Graded:
    """A function graded in full, in the way of `grader.grade`: asked everything, and judged.

    What is read off the text of a submission, that it works in float32, is read off this one.
    """
    question = subject.question
    if submission is not None and _uses_float32(subject, submission):
        question = replace(question, key=question.key.in_single_precision())
    forward = subject.forward if subject.forward in student.functions else ""
    with np.errstate(all="ignore"):
        evidence, accepted = _evidence(student, question, forward)
        task = assess(
            evidence, language("en"), frozenset(), accepted, forward_is_right=bool(forward)
        )
    return Graded(task, _remark(evidence, accepted), _forgiven(task, question))


def _forgiven(task: Task, question: Question) -> str:
    if task.status != "passed":
        return ""
    skipped = [check.name for check in task.checks if check.status == "skipped"]
    return next((name for name in skipped if question.task.setting(name) == "remark"), "")


def _remark(evidence: Evidence, accepted: Mistake | None) -> str:
    parts = [part for judged in evidence.judgements if judged is not None for part in judged.parts]
    if accepted is not None:
        return accepted.name
    if any(part.single_precision for part in parts) or evidence.question.key.right[0].is_single:
        return FLOAT32
    return EXTRA_AXIS if any(part.extra_axes for part in parts) else ""


def _evidence(
    student: InProcessStudent, question: Question, forward: str
) -> tuple[Evidence, Mistake | None]:
    evidence = collect(student, question, forward)
    accepted = (
        known_mistake.matching(evidence, kinds=("accepted",)) if evidence.wrong_parts else None
    )
    if accepted is None:
        return evidence, None
    key = question.key.answered_by(question.formula, accepted)
    return collect(student, replace(question, truth=accepted, key=key), forward), accepted


def _uses_float32(subject: Subject, submission: Submission) -> bool:
    """Whether the function, or one that it calls, works in float32 by its own words."""
    if not any(_MAY_BE_FLOAT32.search(cell.source) for cell in submission.cells):
        return False  # most do not: there is nothing to parse
    defined = definitions(submission)
    function = subject.function.__name__
    names = (function, *reached(defined, function))
    return any(place.uses_float32 for n in names if (place := defined.get(n)) is not None)
