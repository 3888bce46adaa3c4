"""The grader graded: a sample of it all, and graders that are weaker on purpose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest

from grader.answer_key import AnswerKey, answer_key
from grader.audit import closeness, grading
from grader.audit.examination import (
    ABSENT,
    form_of_pair,
    form_of_the_reference,
    forms_of,
    graded_mutant,
    settled,
)
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


@pytest.mark.parametrize(
    ("name", "convention"), [("rmsprop", {}), ("rmsprop", {"eps": "outside"}), ("log_softmax", {})]
)
def test_two_mistakes_at_once_are_rejected_under_a_name(
    subject: Find, name: str, convention: dict[str, str]
) -> None:
    one = subject(name, **convention)
    assert one.pairs
    for pair in one.pairs:
        form = form_of_pair(one, *pair)
        assert form.is_as_it_should_be, form
        assert form.said in form.either


def test_a_pair_that_is_right_or_goes_by_another_name_is_a_fault(subject: Find) -> None:
    one = subject("rmsprop")
    pair, _ = one.pairs[0]
    right = form_of_pair(one, pair, one.entry.formula)
    assert right.full_marks
    assert not right.is_as_it_should_be
    other = next(m for m in one.mistakes if m.kind == "mistake" and m not in pair.both)
    named = form_of_pair(one, pair, other)
    assert named.said == other.name
    assert not named.is_as_it_should_be


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
        student, submission = loaded(subject, mutant.source), subject.submission(mutant.source)
        if student is None or rejected == BY_VALUE:
            continue
        if not wrong_by_value(subject, student, submission):
            continue
        found = graded(subject, student, submission)
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


# --- what an assignment asks for ------------------------------------------------------------------


def asked(subject: Subject, **settings: dict[str, str]) -> Subject:
    return replace(subject, task=msgspec.structs.replace(subject.task, **settings))


def test_what_an_assignment_only_remarks_on_is_accepted(subject: Find) -> None:
    softmax = subject("softmax")
    lenient = asked(softmax, checks={"stability": "remark"})
    naive = mutant(softmax, "x - x.max(axis=-1, keepdims=True)", "x")
    assert (fate(softmax, naive).fate, fate(softmax, naive).check) == ("rejected", "stability")
    found = fate(lenient, naive)
    assert (found.fate, found.why) == ("accepted", "stability")
    unstable = next(m for m in softmax.mistakes if m.only_extreme)
    assert all(form.is_forgiven and form.is_as_it_should_be for form in forms_of(lenient, unstable))
    wrong = next(m for m in lenient.mistakes if not m.only_extreme and m.kind == "mistake")
    assert not any(form.is_forgiven for form in forms_of(lenient, wrong))


def test_what_is_the_same_for_all_that_is_asked_is_no_mutant(subject: Find) -> None:
    wide = subject("cross_entropy")
    narrow = asked(wide, domain={"Y": "one-hot"})
    squared = mutant(wide, "-(Y * log", "-(Y**2 * log")
    assert fate(wide, squared).fate == "rejected"
    assert fate(narrow, squared).fate == "indistinguishable"
    entropy = next(m for m in narrow.mistakes if m.name == "entropy-of-the-labels-subtracted")
    (form,) = forms_of(narrow, entropy)
    assert form.is_too_small
    assert not any(one.full_marks for one in forms_of(wide, entropy))


def test_a_formula_that_needs_a_file_beside_it_is_audited(tmp_path: Path) -> None:
    (tmp_path / "assignment.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / "shift.py").write_text("BY = 2.0\n", encoding="utf-8")
    (tmp_path / "shifted.py").write_text(SHIFTED, encoding="utf-8")
    (found,) = subjects(str(tmp_path), 0)  # asked for twice, audited once
    assert form_of_the_reference(found).is_as_it_should_be
    fates = [fate(found, one) for one in found.mutants]
    assert {one.fate for one in fates} == {"rejected"}
    assert ABSENT not in {one.check for one in fates}


OWN = """
title = "Own"
formulas = ["shifted.py"]
[[task]]
formula = "shifted"
points = 1
[[task]]
formula = "shifted"
function = "again"
points = 3
"""
SHIFTED = '''"""Each entry and a number."""
from reference.domain import Array
from reference.formula import formula
from .shift import BY

@formula(x=Array("n", low=1, high=3), example={"x": [1.0, 2.0]})
def shifted(x):
    return x + BY
'''


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


@pytest.mark.parametrize("name", ["adam", "clip_by_global_norm", "rmsprop"])
def test_float32_on_the_way_is_accepted_by_its_words(subject: Find, name: str) -> None:
    """Of some of these, there is a form in other dress, and the result is of float64 again."""
    of = subject(name)
    for one in (m for m in of.mutants if m.operator == "single-precision"):
        student, submission = loaded(of, one.source), of.submission(one.source)
        assert student is not None
        in_full = graded(of, student, submission)
        assert in_full.has_full_marks is not bool(wrong_by_value(of, student, submission))
        assert fate(of, one).fate == ("accepted" if in_full.has_full_marks else "rejected")


def test_examined_is_all_that_there_is_to_say_of_one_subject(subject: Find) -> None:
    one = subject("rmsprop", eps="outside")
    found = examined(one, one.mutants[:5])
    assert len(found.mutants) == 5
    assert found.forms[0].kind == "reference"
    assert len(found.forms) == 1 + sum(len(m.forms) for m in one.mistakes) + len(one.pairs)
    assert found.convention == {"eps": "outside"}
