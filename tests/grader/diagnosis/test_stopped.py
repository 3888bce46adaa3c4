"""A function that stops where a size is 1: an axis that was removed is told only where it was."""

from __future__ import annotations

import numpy as np
import pytest

from grader.assignment import TaskSpec
from grader.diagnosis import stopped
from grader.evidence import Evidence
from grader.language import language
from grader.question import question
from grader.records import Where
from grader.student.answers import Answer
from reference.catalogue import entries

SAY = language("en")


@pytest.mark.parametrize(
    ("taken", "is_told"),
    [
        (np.squeeze, True),
        (lambda X: X.mean(axis=1), False),
        (lambda X: X.T, False),
        (lambda X: X[:, 0, None], False),
    ],
)
def test_an_axis_was_removed_where_all_others_are_left(taken: object, is_told: bool) -> None:
    assert callable(taken)
    of = question(TaskSpec(formula="min_max", points=4.0), entries()["min_max"], 0)
    at, X = next(
        (i, e.inputs["X"])
        for i, e in enumerate(of.key.examples)
        if e.inputs["X"].shape[0] == 1 < e.inputs["X"].shape[1]
    )
    answers = [Answer("returned", right.parts[0]) for right in of.key.right]
    answers[at] = Answer(
        "raised",
        error="ValueError",
        message="no",
        where=Where(None, 3, "    return X[0, 0]"),
        shapes=(("X", taken(X).shape),),
    )
    found = stopped.explain(Evidence(of, tuple(answers)), SAY)
    assert found is not None
    assert ("its axis of size 1 was removed" in found.why) == is_told
