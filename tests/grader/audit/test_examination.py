"""The grader graded: a sample of it all, and graders that are weaker on purpose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from grader.answer_key import AnswerKey, answer_key
from grader.audit import closeness, grading
from grader.audit.examination import form_of_the_reference, forms_of, graded_mutant, settled
from grader.audit.grading import graded, loaded, wrong_by_value
from grader.audit.records import Change
from grader.audit.run import examined
from grader.audit.subjects import Subject, subjects
from grader.examples import SIMPLE
from grader.student.answers import Limits
from reference.mutation.mutants import Mutant

from .conftest import Find

SEED = 5  # of the samples; the whole audit takes minutes, and is a command
MUTANTS, FORMS, BY_VALUE = 3, 1, 1  # of each subject
SUBJECTS = subjects(None, 0)
each_subject = pytest.mark.parametrize("at", range(len(SUBJECTS)), ids=[s.name for s in SUBJECTS])


@pytest.fixture(autouse=True)
def _fewer_inputs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Enough to tell apart what is wrong, and not the some thousand that a verdict asks for."""
    monkeypatch.setattr(closeness, "FURTHER", 40)
    monkeypatch.setattr(closeness, "SEEDS", (0,))


def sampled(subject: Subject, count: int) -> list[Mutant]:
    order = np.random.default_rng(SEED).permutation(len(subject.mutants))
    return [subject.mutants[at] for at in order[:count]]


def fate(subject: Subject, mutant: Mutant) -> Change:
    return graded_mutant(subject, mutant) or settled(subject, mutant)


@each_subject
def test_the_reference_has_full_marks(at: int) -> None:
    form = form_of_the_reference(SUBJECTS[at])
    assert form.is_as_it_should_be, form


# In a formula's own convention, tests/grader/test_task.py grades everything that is known.
@pytest.mark.parametrize(
    "at",
    [at for at, s in enumerate(SUBJECTS) if s.task.convention or s.name in ("softmax", "adam")],
    ids=lambda at: SUBJECTS[at].name,
)
def test_some_of_what_is_known_is_named(at: int) -> None:
    subject = SUBJECTS[at]
    order = np.random.default_rng(SEED).permutation(len(subject.mistakes))
    for number in order[:FORMS]:
        plainest = replace(
            subject.mistakes[number], constants=subject.mistakes[number].constants[:1]
        )
        (form,) = forms_of(subject, plainest)
        assert form.is_as_it_should_be, form


@each_subject
def test_some_mutants_are_rejected_or_none(at: int) -> None:
    for mutant in sampled(SUBJECTS[at], MUTANTS):
        found = fate(SUBJECTS[at], mutant)
        assert found.fate not in ("survived", "crashed"), found


@pytest.mark.parametrize(
    "at",
    [at for at, subject in enumerate(SUBJECTS) if not subject.entry.formula.is_random],
    ids=[subject.name for subject in SUBJECTS if not subject.entry.formula.is_random],
)
def test_what_is_wrong_by_value_has_no_full_marks(at: int) -> None:
    """`wrong_by_value` stops at the first wrong answer, and the audit believes it."""
    subject = SUBJECTS[at]
    rejected = 0
    for mutant in sampled(subject, 4 * BY_VALUE):
        student = loaded(subject, mutant.source)
        if student is None or not wrong_by_value(subject, student) or rejected == BY_VALUE:
            continue
        found = graded(subject, student)
        rejected += 1
        assert not found.has_full_marks
        assert found.task.score < found.task.max_score
    assert rejected


@pytest.mark.parametrize(
    ("name", "operator"),
    [("minibatches", "other-generator"), ("clip_by_value", "rounded-result")],
)
def test_holes_that_an_audit_has_found_stay_closed(subject: Find, name: str, operator: str) -> None:
    found = [m for m in subject(name).mutants if m.operator == operator]
    assert {fate(subject(name), mutant).fate for mutant in found} == {"rejected"}


# --- weaker graders ------------------------------------------------------------------------------


def weaker(subject: Subject, change: Callable[[AnswerKey], AnswerKey]) -> Subject:
    """The same subject before a grader that has another answer key."""
    other = replace(subject)
    question = replace(subject.question, key=change(subject.question.key))
    vars(other)["question"] = question
    return other


def tolerant(key: AnswerKey) -> AnswerKey:
    return replace(
        key,
        right=tuple(replace(r, tolerance=tuple(1e9 * t for t in r.tolerance)) for r in key.right),
    )


def simple(key: AnswerKey) -> AnswerKey:
    kept = [at for at, example in enumerate(key.examples) if example.kind == SIMPLE]
    return AnswerKey(tuple(key.examples[at] for at in kept), tuple(key.right[at] for at in kept))


def of_ones(subject: Subject) -> AnswerKey:
    """The bank of batch normalization, but that gamma is 1 everywhere."""
    formula = subject.entry.formula
    key = answer_key(formula)
    examples = tuple(
        replace(e, inputs=dict(e.inputs) | {"gamma": np.ones_like(e.inputs["gamma"])})
        for e in key.examples
    )
    return replace(key, examples=examples).answered_by(formula, subject.question.truth)


def survivors(subject: Subject, *operators: str) -> list[Change]:
    mutants = [m for m in subject.mutants if m.operator in operators]
    assert mutants
    found = [fate(subject, mutant) for mutant in mutants]
    return [one for one in found if one.fate == "survived"]


@pytest.mark.parametrize(
    ("name", "operators", "change"),
    [
        ("clip_by_value", ["rounded-result"], simple),
        ("inverse_time_decay", ["rounded-result", "small-constant"], tolerant),
    ],
)
def test_a_weaker_grader_lets_mutants_through(
    subject: Find, name: str, operators: list[str], change: Callable[[AnswerKey], AnswerKey]
) -> None:
    assert not survivors(subject(name), *operators)
    assert survivors(weaker(subject(name), change), *operators)


def test_a_bank_in_which_gamma_is_1_lets_mutants_through(subject: Find) -> None:
    whole = subject("batch_norm_inference")
    operators = ["missing-factor", "extra-square", "product-for-quotient"]
    assert not survivors(whole, *operators)
    found = survivors(weaker(whole, lambda _: of_ones(whole)), *operators)
    assert found
    assert all("gamma" in one.diff for one in found)


# --- mutants that do not behave -------------------------------------------------------------------


def mutant(subject: Subject, before: str, after: str) -> Mutant:
    source = subject.source.replace(before, after, 1)
    assert source != subject.source
    return Mutant("by-hand", subject.name, 1, before, after, source)


SIGMOID = "def sigmoid(z):\n"
ENDLESS = "def sigmoid(z):\n    while True:\n        pass\n"
HUNGRY = "def sigmoid(z):\n    return np.ones((1 << 40, 1 << 20))\n"


@pytest.mark.parametrize("body", [ENDLESS, HUNGRY], ids=["endless", "hungry"])
def test_what_does_not_end_or_fit_is_rejected(
    subject: Find, body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grading, "LIMITS", Limits(call=0.1))
    sigmoid = subject("sigmoid")
    found = fate(sigmoid, mutant(sigmoid, SIGMOID, body))
    assert (found.fate, found.check) == ("rejected", "runs")


def test_what_cannot_be_loaded_is_rejected(subject: Find) -> None:
    sigmoid = subject("sigmoid")
    found = fate(sigmoid, mutant(sigmoid, SIGMOID, "def sigmoid(z, more):\n"))
    assert (found.fate, found.check) == ("rejected", "present")


def test_a_grader_that_raises_is_a_fault(subject: Find, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr(grading, "assess", broken)
    sigmoid = subject("sigmoid")
    same = mutant(sigmoid, SIGMOID, "def sigmoid(z):\n    z = z\n")
    assert fate(sigmoid, same).fate == "crashed"
    form = form_of_the_reference(sigmoid)
    assert not form.is_as_it_should_be
    assert form.why == "ZeroDivisionError: ours"


def test_a_right_function_in_other_dress_is_accepted(subject: Find) -> None:
    softmax = subject("softmax")
    single = [fate(softmax, m) for m in softmax.mutants if m.operator == "single-precision"]
    assert {(one.fate, one.why) for one in single} == {("accepted", grading.FLOAT32)}


def test_examined_is_all_that_there_is_to_say_of_one_subject(subject: Find) -> None:
    one = subject("rmsprop", eps="outside")
    found = examined(one, one.mutants[:5])
    assert len(found.mutants) == 5
    assert found.forms[0].kind == "reference"
    assert len(found.forms) == 1 + sum(len(m.forms) for m in one.mistakes)
    assert found.convention == {"eps": "outside"}
