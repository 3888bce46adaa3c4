"""What the lines of an assignment ask for besides the result, and what is made of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader import checks, diagnosis
from grader.assignment import TaskSpec
from grader.evidence import Evidence, collect
from grader.language import language
from grader.question import question
from grader.scoring import score
from grader.student.answers import Limits
from grader.student.in_process import InProcessStudent
from grader.student.left_out import LeftOutError
from reference.catalogue import catalogue, entries

SIGMOID = catalogue()["sigmoid"]
LINES = 'assert f(z) is not z, {"en": "The same.", "pt": "O mesmo."}\nreturn f(z)'
SAY = language("en")


@pytest.fixture
def asked() -> Callable[..., Evidence]:
    """The evidence on a function whose lines, asking for more, do as `more` does."""

    def collected(
        more: Callable[..., Any], setting: str = "graded", right: Callable[..., Any] = SIGMOID
    ) -> Evidence:
        settings = {"promises": setting}
        spec = TaskSpec(formula="sigmoid", points=2, function="f", call=LINES, checks=settings)
        functions = {"f": right, "f, asking for more": more}
        student = InProcessStudent(functions, Limits(call=0.05))
        return collect(student, question(spec, entries()["sigmoid"], 0), "")

    return collected


def unkept(z: Any) -> Any:
    raise LeftOutError("rate")


def failed(evidence: Evidence) -> list[str]:
    return [one.name for one in checks.run(evidence, SAY) if one.status == "failed"]


def test_it_is_a_check_of_its_own_that_costs_half(asked: Callable[..., Evidence]) -> None:
    evidence = asked(unkept)
    assert failed(evidence) == ["promises"]
    assert score(evidence, checks.run(evidence, SAY)) == 1
    explanation = diagnosis.explain(evidence, SAY, frozenset())
    assert explanation is not None
    assert explanation.code == "left-out:rate"


def test_what_raises_while_it_is_asked_fails_it(asked: Callable[..., Evidence]) -> None:
    evidence = asked(lambda _: 1 // 0)
    assert failed(evidence) == ["promises"]
    explanation = diagnosis.explain(evidence, SAY, frozenset())
    assert explanation is not None
    assert "ZeroDivisionError" in explanation.why


@pytest.mark.parametrize(("setting", "statuses"), [("remark", ["skipped"]), ("off", [])])
def test_it_may_be_a_remark_or_off(
    setting: str, statuses: list[str], asked: Callable[..., Evidence]
) -> None:
    evidence = asked(unkept, setting)
    results = checks.run(evidence, SAY)
    assert [one.status for one in results if one.name == "promises"] == statuses
    assert score(evidence, results) == 2
    assert len(checks.remarks(evidence, results, SAY)) == len(statuses)


def test_only_remarked_on_it_explains_no_other_failure(asked: Callable[..., Evidence]) -> None:
    def changing(z: Any) -> Any:
        result = SIGMOID(z)
        z += 1
        return result

    evidence = asked(unkept, "remark", changing)
    assert failed(evidence) == ["purity"]
    explanation = diagnosis.explain(evidence, SAY, frozenset())
    assert explanation is not None
    assert explanation.code == "changes-its-input"


def test_many_calls_that_together_take_too_long_break_no_promise(
    asked: Callable[..., Evidence],
) -> None:
    def endless(z: Any) -> Any:
        while True:
            np.sum(z)

    assert not failed(asked(endless))


def test_beside_a_wrong_result_it_is_not_asked(asked: Callable[..., Evidence]) -> None:
    evidence = asked(unkept, right=lambda z: 2 * SIGMOID(z))
    assert evidence.unkept is None
    assert "value" in failed(evidence)
