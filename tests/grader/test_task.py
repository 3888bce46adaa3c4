"""Every known mistake is rejected and named; every right form is accepted.

Parametrised over what is found in the reference, so that a new formula is tested by being there.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from grader.assignment import TaskSpec
from grader.diagnosis import known_mistake
from grader.evidence import Evidence, collect
from grader.language import CODES, language
from grader.question import question
from grader.records import Report, Task
from grader.report import render
from grader.task import assess
from reference.catalogue import entries
from reference.formula import Formula, Mistake

ENTRIES = entries()
MISTAKES = [mistake for entry in ENTRIES.values() for mistake in entry.mistakes]
NAMED = [m for m in MISTAKES if m.kind != "accepted"]
ACCEPTED = [m for m in MISTAKES if m.kind == "accepted"]
CONVENTIONS = [m for m in MISTAKES if m.kind == "convention" and m.convention]


Collect = Callable[..., Evidence]


@pytest.fixture(scope="session")
def evidence(in_process: Callable[..., Any]) -> Collect:
    """What a student answers whose function is `function` and whose forward function is `own`."""

    def collected(
        function: Callable[..., Any],
        formula: Formula,
        convention: dict[str, str] | None = None,
        seed: int = 0,
        own: Callable[..., Any] | None = None,
    ) -> Evidence:
        spec = TaskSpec(formula=formula.name, points=4.0, convention=convention or {})
        functions = {formula.name: function}
        forward = ""
        if formula.derivative is not None:
            forward = formula.derivative.of.name
            functions[forward] = own or formula.derivative.of
        asked = question(spec, ENTRIES[formula.name], seed)
        return collect(in_process(functions), asked, forward)

    return collected


def assessed(found: Evidence) -> Task:
    return assess(found, language("en"), frozenset(), None)


@pytest.mark.parametrize("name", ENTRIES)
@pytest.mark.parametrize("seed", [0, 1])
def test_the_reference_gets_full_marks(name: str, seed: int, evidence: Collect) -> None:
    formula = ENTRIES[name].formula
    task = assessed(evidence(formula, formula, seed=seed))
    assert task.status == "passed", [c for c in task.checks if c.status == "failed"]
    assert task.score == task.max_score
    assert {check.status for check in task.checks} == {"passed"}
    assert task.remarks == ()


@pytest.mark.parametrize("mistake", NAMED, ids=lambda m: f"{m.formula.name}-{m.name}")
@pytest.mark.parametrize("seed", [0, 1])
def test_a_known_mistake_is_rejected_and_named(
    mistake: Mistake, seed: int, evidence: Collect
) -> None:
    found = evidence(mistake, mistake.formula, seed=seed)
    task = assessed(found)
    assert task.status != "passed"
    assert task.score < task.max_score
    named = known_mistake.matching(found)
    assert named is not None, [c.message for c in task.checks if c.status == "failed"]
    assert named.name == mistake.name


@pytest.mark.parametrize("mistake", ACCEPTED, ids=lambda m: f"{m.formula.name}-{m.name}")
def test_a_form_that_nobody_can_fault_is_recognised(mistake: Mistake, evidence: Collect) -> None:
    found = known_mistake.matching(evidence(mistake, mistake.formula), kinds=("accepted",))
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


@pytest.mark.parametrize("mistake", NAMED, ids=lambda m: f"{m.formula.name}-{m.name}")
@pytest.mark.parametrize("lang", CODES)
def test_the_report_of_a_known_mistake_fits_the_page(
    mistake: Mistake, lang: str, evidence: Collect
) -> None:
    say = language(lang)
    task = assess(evidence(mistake, mistake.formula, seed=2), say, frozenset(), None)
    report = Report(
        assignment="one",
        submission="hw.py",
        seed=2,
        isolation="plain process, not isolated",
        score=task.score,
        max_score=task.max_score,
        tasks=(task,),
        lang=lang,
        inputs=task.inputs,
        order=(task.function,),
        action=task.action,
        command=f"grader check hw.py --only {task.function}",
    )
    json.loads(render(report, "json"), parse_constant=pytest.fail)
    lines = render(report, "text").splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) <= 45
    last = "\n".join(lines).split("\n\n")[-1]
    assert last.startswith(say("Next: {action}", action="").strip())
