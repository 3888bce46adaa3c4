"""What a report says is right already: nothing of the shape where there is none to speak of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from grader.assignment import TaskSpec
from grader.evidence import collect
from grader.language import language
from grader.question import question
from grader.task import assess
from reference.catalogue import entries

SAY = language("en")


@pytest.mark.parametrize(
    ("name", "wrong", "is_said"),
    [
        ("cross_entropy", lambda right: abs(right) ** 1.3 + 0.1, False),
        ("softmax", lambda right: abs(right) ** 1.3 + 0.1, True),
    ],
)
def test_the_shape_of_a_number_is_no_merit(
    name: str, wrong: Callable[[Any], Any], is_said: bool, in_process: Callable[..., Any]
) -> None:
    entry = entries()[name]
    student = in_process({name: lambda *given: wrong(entry.formula(*given))})
    evidence = collect(student, question(TaskSpec(formula=name, points=2.0), entry, 0), "")
    task = assess(evidence, SAY, frozenset(), None)
    assert task.status == "failed"
    assert ("The shape." in task.right) == is_said
