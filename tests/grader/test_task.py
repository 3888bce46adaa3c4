"""Every known mistake is rejected and named; every right form is accepted.

Parametrised over the formulas that the assignments ask for, so that a new one is tested by being
there.
"""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
import pytest

from grader.assignment import TaskSpec, available, load
from grader.comparison import judge
from grader.diagnosis import draws, known_mistake
from grader.evidence import Evidence, collect
from grader.language import CODES, Language, language
from grader.question import Question, question
from grader.records import Report, Task
from grader.report import render
from grader.student.answers import Answer, Call
from grader.task import assess
from reference.catalogue import entries
from reference.formula import Formula, Mistake

ASKED_FOR = {task.formula for name in available() for task in load(name).task}
ENTRIES = {name: entry for name, entry in entries().items() if name in ASKED_FOR}
MISTAKES = [mistake for entry in ENTRIES.values() for mistake in entry.mistakes]
NAMED = [m for m in MISTAKES if m.kind != "accepted"]
ACCEPTED = [m for m in MISTAKES if m.kind == "accepted"]
VALUED = [name for name, entry in ENTRIES.items() if not entry.formula.is_random]
CONVENTIONS = [m for m in MISTAKES if m.kind == "convention" and m.convention]


Collect = Callable[..., Evidence]


@cache
def asked(name: str, convention: tuple[tuple[str, str], ...], seed: int) -> Question:
    spec = TaskSpec(formula=name, points=4.0, convention=dict(convention))
    return question(spec, ENTRIES[name], seed)


class Forward:
    """A forward function whose answers are remembered: many mistakes are measured against it."""

    def __init__(self, student: Any) -> None:
        self.student = student
        self.remembered: dict[bytes, list[Answer]] = {}

    def answers(self, calls: Sequence[Call]) -> list[Answer]:
        key = pickle.dumps([call.arguments for call in calls])
        if key not in self.remembered:
            self.remembered[key] = self.student.answers(calls)
        return self.remembered[key]


class WithForward:
    """A student whose function is asked each time, and whose forward function once."""

    def __init__(self, student: Any, name: str, forward: Forward) -> None:
        self.student = student
        self.name = name
        self.forward = forward

    def answers(self, calls: Sequence[Call]) -> list[Answer]:
        is_forward = calls[0].function == self.name
        return (self.forward if is_forward else self.student).answers(calls)


@pytest.fixture(scope="session")
def evidence(in_process: Callable[..., Any]) -> Collect:
    """What a student answers whose function is `function` and whose forward function is `own`."""
    forwards: dict[str, Forward] = {}

    def collected(
        function: Callable[..., Any],
        formula: Formula,
        convention: dict[str, str] | None = None,
        seed: int = 0,
        own: Formula | Mistake | None = None,
    ) -> Evidence:
        on = asked(formula.name, tuple((convention or {}).items()), seed)
        student = in_process({formula.name: function})
        if formula.derivative is None:
            return collect(student, on, "")
        name = formula.derivative.of.name
        own = own or formula.derivative.of
        which = f"{name} {own.name}"
        forward = forwards.setdefault(which, Forward(in_process({name: own})))
        return collect(WithForward(student, name, forward), on, name)

    return collected


def answering(student: Callable[..., Any], function: Callable[..., Any], on: Question) -> Evidence:
    """What a function answers on the bank, and nothing else."""
    name = on.formula.name
    calls = [Call(name, tuple(example.inputs.values())) for example in on.key.examples]
    return Evidence(on, tuple(student({name: function}).answers(calls)))


def assessed(found: Evidence) -> Task:
    return assess(found, language("en"), frozenset(), None)


# On the bank of seed 0, tests/grader/test_every_formula.py asks the same in a process of its own.
@pytest.mark.parametrize("name", ENTRIES)
def test_the_reference_gets_full_marks_on_another_bank(name: str, evidence: Collect) -> None:
    formula = ENTRIES[name].formula
    task = assessed(evidence(formula, formula, seed=1))
    assert task.status == "passed", [c for c in task.checks if c.status == "failed"]
    assert task.score == task.max_score
    assert {check.status for check in task.checks} == {"passed"}
    assert task.remarks == ()


def faults_on_the_page(mistake: Mistake, found: Evidence) -> list[str]:
    """What is not as it should be where a mistake is graded, in either language."""
    faults = []
    for lang in CODES:
        say = language(lang)
        task = assess(found, say, frozenset(), None)
        if task.status == "passed" or not task.score < task.max_score:
            faults.append("is not rejected")
        if mistake.kind == "mistake" and task.diagnosis[0].mistake != mistake.name:
            faults.append(f"is told as {task.diagnosis[0].mistake}")
        # Nothing is claimed of a function that was not looked at.
        if re.search("forward|propagação", task.right):
            faults.append(f"says {task.right}")
        faults += [f"{lang}: {fault}" for fault in faults_of_the_page(task, say)]
    return faults


ON_A_PAGE = 8  # of the mistakes of a formula, evenly spread; the audit grades all of them


def spread(mistakes: list[Mistake]) -> list[Mistake]:
    step = max(1, -(-len(mistakes) // ON_A_PAGE))
    return mistakes[::step]


# What a function answers is the slow part: it is asked once, and graded in both languages.
@pytest.mark.parametrize("name", [name for name, entry in ENTRIES.items() if entry.mistakes])
def test_a_known_mistake_is_rejected_and_named_on_one_page(name: str, evidence: Collect) -> None:
    faults = {
        mistake.name: found
        for mistake in spread([one for one in NAMED if one.formula.name == name])
        if (found := faults_on_the_page(mistake, evidence(mistake, mistake.formula)))
    }
    assert not faults


@pytest.mark.parametrize("name", VALUED)
def test_a_known_mistake_is_told_from_all_others(name: str, in_process: Callable[..., Any]) -> None:
    """By its values alone: whatever else is asked of a function, no name depends on it. On the bank
    of another seed than that of the audit, which grades all of them."""
    on = asked(name, (), 1)
    named = {
        mistake.name: known_mistake.matching(answering(in_process, mistake, on))
        for mistake in NAMED
        if mistake.formula.name == name
    }
    assert {name: found and found.name for name, found in named.items()} == {n: n for n in named}


@pytest.mark.parametrize("name", [name for name in ENTRIES if name not in VALUED])
def test_a_known_way_to_draw_is_named_on_another_bank(name: str, evidence: Collect) -> None:
    """One bank might be lucky: what is drawn is known by what its laws measure."""
    told = {
        mistake.name: draws.explain(evidence(mistake, mistake.formula, seed=1), language("en"))
        for mistake in NAMED
        if mistake.formula.name == name
    }
    assert {name: found and found.code for name, found in told.items()} == {n: n for n in told}


def faults_of_the_page(task: Task, say: Language) -> Iterator[str]:
    """Where the report on one task is no JSON, or its text is too wide, too long or without an
    end."""
    report = Report(
        assignment="one",
        submission="hw.py",
        seed=0,
        isolation="plain process, not isolated",
        score=task.score,
        max_score=task.max_score,
        tasks=(task,),
        lang=say.code,
        inputs=task.inputs,
        order=(task.function,),
        action=task.action,
        command=f"grader check hw.py --only {task.function}",
    )
    json.loads(render(report, "json"), parse_constant=pytest.fail)
    lines = render(report, "text").splitlines()
    if max(map(len, lines)) > 80:
        yield "too wide"
    if len(lines) > 45:
        yield "too long"
    if not "\n".join(lines).split("\n\n")[-1].startswith(say("Next: {action}", action="").strip()):
        yield "without a next step"


def test_right_claims_the_forward_pass_where_it_was_graded_and_is_right(evidence: Collect) -> None:
    formula = ENTRIES["batch_norm_backward"].formula
    held = next(m for m in NAMED if m.name == "variance-held-constant")

    def shifted(*arguments: Any) -> Any:
        dX, dgamma, dbeta = formula(*arguments)
        return dX, np.sin(37 * dgamma), np.sin(37 * dbeta)

    def right(function: Callable[..., Any], *, forward_is_right: bool) -> str:
        found = evidence(function, formula)
        say = language("en")
        return assess(found, say, frozenset(), None, forward_is_right=forward_is_right).right

    two = "dgamma, dbeta, and two of the three paths."
    assert right(held, forward_is_right=True) == f"The forward pass, {two}"
    assert right(held, forward_is_right=False) == two
    assert right(shifted, forward_is_right=True) == "The forward pass, dX, on every input."


@pytest.mark.parametrize("mistake", ACCEPTED, ids=lambda m: f"{m.formula.name}-{m.name}")
def test_a_form_that_nobody_can_fault_is_recognised(
    mistake: Mistake, in_process: Callable[..., Any]
) -> None:
    answered = answering(in_process, mistake, asked(mistake.formula.name, (), 0))
    found = known_mistake.matching(answered, kinds=("accepted",))
    assert found is not None
    assert found.name == mistake.name


@pytest.mark.parametrize("form", CONVENTIONS, ids=lambda m: f"{m.formula.name}-{m.name}")
def test_another_convention_is_right_where_it_is_asked_for(
    form: Mistake, evidence: Collect
) -> None:
    derivative = form.formula.derivative
    own = None
    if derivative is not None:
        mistakes = ENTRIES[derivative.of.name].mistakes
        own = next(m for m in mistakes if m.convention == form.convention)
    convention = dict(form.convention)
    task = assessed(evidence(form, form.formula, convention, own=own))
    assert task.score == task.max_score, [c for c in task.checks if c.status == "failed"]
    other = assessed(evidence(form.formula, form.formula, convention, own=own))
    assert other.score < other.max_score


def carrying(form: Mistake) -> Question:
    return asked(form.formula.name, tuple(form.convention.items()), 0)


CARRIED = [
    (form, mistake)
    for form in CONVENTIONS
    if form.carry is not None
    for mistake in carrying(form).mistakes
    if mistake.kind == "mistake"
]


# What is true in the formula's own convention and not in the one that a form belongs to.
OTHER_WORDS = {
    "sum-over-samples": r"\bmean|\baverag|\bN\b",
    "gradient-of-the-sum": r"\bmean|\baverag|\bN\b",
    "the-whole-mean": r"\bhalf|\bhalv|\btwice",
    "gradient-of-the-whole-mean": r"\bhalf|\bhalv|\btwice",
    "eps-outside-the-root": r"\binside|\bunder the root",
    **dict.fromkeys(
        ("velocity-as-a-sum", "velocity-as-a-displacement", "velocity-as-a-step"),
        r"\baverag|\bshare|\bsum|\blr\b|\bminus",
    ),
    "share-of-the-batch": r"\bmomentum",  # of the old average there, of the batch here
}


def test_most_mistakes_are_known_in_another_convention_too() -> None:
    assert {form.name for form, _ in CARRIED} == set(OTHER_WORDS)
    for form in {form.name: form for form, _ in CARRIED}.values():
        known = [m for m in ENTRIES[form.formula.name].mistakes if m.kind == "mistake"]
        least = 0.1 if form.formula.name == "momentum" else 0.6  # there, most are of mixed forms
        assert sum(f is form for f, _ in CARRIED) > least * len(known)


@pytest.mark.parametrize("form", [form for form in CONVENTIONS if form.carry], ids=lambda m: m.name)
def test_a_convention_carries_the_right_form_to_its_own(form: Mistake) -> None:
    assert form.carry is not None
    for example, right in zip(*_bank(form), strict=True):
        value = form.carry(form.formula.function, *example.arguments)
        assert judge(value, right, tuple(form.formula.parts)).is_right


def _bank(form: Mistake) -> tuple[Any, Any]:
    key = carrying(form).key
    return key.examples, key.right


@pytest.mark.parametrize("form", [form for form in CONVENTIONS if form.carry], ids=lambda m: m.name)
def test_a_known_mistake_is_named_in_another_convention(
    form: Mistake, in_process: Callable[..., Any]
) -> None:
    carried = [mistake for own, mistake in CARRIED if own is form]
    named = {
        mistake.name: known_mistake.matching(answering(in_process, mistake, carrying(form)))
        for mistake in carried
    }
    assert {name: found and found.name for name, found in named.items()} == {n: n for n in named}
    other = re.compile(OTHER_WORDS[form.name])
    assert not [m.name for m in named.values() if m and other.search(" ".join(m.texts))]


def test_what_is_measured_from_the_other_side_is_not_said(evidence: Collect) -> None:
    loss = ENTRIES["cross_entropy"].formula
    task = assessed(evidence(loss, loss, {"reduction": "sum"}))
    assert task.headline == "another convention"
    assert "N times" not in " ".join([task.headline, *(check.message for check in task.checks)])
    assert "This assignment asks for their sum." in task.diagnosis[0].message
