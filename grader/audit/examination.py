"""One subject under audit: each form that is known, each mutant, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from grader.audit.closeness import closeness, usual_distance
from grader.audit.distribution import likeness
from grader.audit.equality import equality
from grader.audit.grading import Graded, given, graded, loaded, wrong_by_value
from grader.audit.records import Change, Fate, Form, Kind, change
from grader.audit.subjects import Subject
from grader.records import Submission
from grader.student.in_process import InProcessStudent
from reference.formula import Mistake, Pair
from reference.mutation.mutants import Mutant

ABSENT = "present"  # the check that fails where the function is not there


def form_of_the_reference(subject: Subject) -> Form:
    """Whether the reference's own source gets full marks."""
    name = subject.function.__name__
    student = loaded(subject, subject.source)
    if student is None:
        return Form(name, "reference", full_marks=False, check=ABSENT)
    found = _tried(subject, student, subject.submission(subject.source))
    return _form(subject, name, "reference", found)


def forms_of(subject: Subject, mistake: Mistake) -> tuple[Form, ...]:
    """What is said to a form of the catalogue, with each of the constants that it may have.

    A wrong derivative is handed in with the right function beside it. Another convention of it is
    handed in alone: its own forward function would be in that convention as well, and blamed.
    """
    constants: tuple[float | None, ...] = mistake.constants or (None,)
    return tuple(
        _form_of(subject, mistake, function, constant)
        for constant, function in zip(constants, mistake.forms, strict=True)
    )


def _form_of(
    subject: Subject, mistake: Mistake, function: Callable[..., Any], constant: float | None
) -> Form:
    student = given(subject, function, with_forward=mistake.kind != "convention")
    form = _form(subject, mistake.name, mistake.kind, _tried(subject, student))
    is_first = constant is None or constant == mistake.constants[0]
    form = msgspec.structs.replace(form, constant=constant)
    return _beside_the_truth(subject, student, form, is_plainest=is_first)


def form_of_pair(subject: Subject, pair: Pair, function: Callable[..., Any]) -> Form:
    """What is said to two mistakes at once, with the right function beside a wrong derivative."""
    student = given(subject, function, with_forward=True)
    form = _form(subject, pair.name, "pair", _tried(subject, student))
    form = msgspec.structs.replace(form, either=tuple(mistake.name for mistake in pair.both))
    return _beside_the_truth(subject, student, form, is_plainest=True)


def _beside_the_truth(
    subject: Subject, student: InProcessStudent, form: Form, *, is_plainest: bool
) -> Form:
    """The form, with its distance from what is right where it may be too small to be seen: none is
    the plainest where the inputs are fewer than those with which that was chosen in view."""
    is_plainest = is_plainest and not subject.is_narrowed
    largest = None
    if form.full_marks and not (form.is_right or form.forgiven or is_plainest):
        largest = rounded(usual_distance(subject, student))
    return msgspec.structs.replace(form, is_plainest=is_plainest, largest=largest)


def _form(subject: Subject, name: str, kind: Kind, found: Graded | str) -> Form:
    if isinstance(found, str):
        return Form(name, kind, full_marks=False, why=found)
    return Form(
        name,
        kind,
        full_marks=found.has_full_marks,
        check=found.failed,
        said=found.diagnosis,
        forgiven=found.forgiven,
        is_known=any(other.name == found.diagnosis for other in subject.mistakes),
    )


def graded_mutant(subject: Subject, mutant: Mutant) -> Change | None:
    """What the grader says to a mutant; None where it has full marks like the truth itself.

    It is judged by value on the bank until the first wrong answer, and graded in full if there is
    none.
    """
    student = loaded(subject, mutant.source)
    if student is None:
        return change(mutant, "rejected", check=ABSENT)
    submission = subject.submission(mutant.source)
    if not subject.entry.formula.is_random:
        check = wrong_by_value(subject, student, submission)
        if check:
            return change(mutant, "rejected", check=check)
    found = _tried(subject, student, submission)
    if isinstance(found, str):
        return change(mutant, "crashed", why=found)
    if not found.has_full_marks:
        return change(mutant, "rejected", check=found.failed)
    if found.remark or found.forgiven:
        return change(mutant, "accepted", why=found.remark or found.forgiven)
    return None


def settled(subject: Subject, mutant: Mutant) -> Change:
    """What a mutant with full marks is: no mutant at all, or one that has survived."""
    proof = equality(subject, mutant.source)
    if proof.is_proved:
        return change(mutant, "equal", judges=proof.judges)
    why = "; ".join(proof.reasons) or proof.verdict
    student = loaded(subject, mutant.source)
    if student is None:
        return change(mutant, "survived", why=why)
    measure = likeness if subject.entry.formula.is_random else closeness
    measured = measure(subject, student)
    fate: Fate = "indistinguishable" if measured.is_indistinguishable else "survived"
    return change(mutant, fate, inputs=measured.inputs, largest=rounded(measured.largest), why=why)


def _tried(
    subject: Subject, student: InProcessStudent, submission: Submission | None = None
) -> Graded | str:
    """The grading, or what the grader raised: that is a fault of ours, and no verdict."""
    try:
        return graded(subject, student, submission)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def rounded(largest: float) -> float:
    """A difference in units, with as many digits as mean something."""
    return float(f"{largest:.2g}")
