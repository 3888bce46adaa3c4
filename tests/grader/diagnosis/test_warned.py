"""What numpy says of an array and of a number is told; what another one says is not numpy's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.assignment import TaskSpec
from grader.diagnosis.warned import warned_of
from grader.evidence import Evidence
from grader.language import language
from grader.question import question
from grader.records import Where
from grader.student.answers import Answer
from reference.catalogue import entries

SAY = language("en")


def of_its_own() -> None:
    raise FloatingPointError("the loss is not finite")


@pytest.mark.parametrize(
    ("line", "is_told"),
    [
        (lambda: np.exp(np.array([1000.0])), True),
        (lambda: np.float64(1.0) / np.float64(0.0), True),
        (lambda: np.ones((1, 2)) * 1e200 @ np.ones((2, 1)) * 1e200, True),
        (of_its_own, False),
    ],
)
@pytest.mark.parametrize("cell", [None, 2])
def test_a_warning_of_numpy_is_told_with_its_line(
    line: Callable[[], Any], is_told: bool, cell: int | None
) -> None:
    with np.errstate(all="raise"), pytest.raises(FloatingPointError) as caught:
        line()
    of = question(TaskSpec(formula="sigmoid", points=4.0), entries()["sigmoid"], 0)
    answer = Answer("raised", message=str(caught.value), where=Where(cell, 3, "return x"))
    said = warned_of(Evidence(of, (), warned=answer), SAY)
    assert (str(caught.value) in said) == is_told
    assert ("cell 2" in said) == (is_told and cell == 2)
    assert bool(said) == is_told
