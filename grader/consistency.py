"""A function judged by what the student's own function, which it calls, really returns.

A right function that calls a wrong one returns wrong values through no fault of its own. The
formula says what it is in terms of the other's result; with the results of the student's own
function in that place, a right caller gives just that.
"""

from __future__ import annotations

import numpy as np

from grader.comparison import as_array
from grader.diagnosis.known_mistake import same
from grader.evidence import Evidence
from grader.student.answers import Answer, Call
from grader.student.process import Student
from reference.formula import Composition


def is_consistent(
    student: Student, evidence: Evidence, composition: Composition, callee: str
) -> bool:
    """Whether the function is right given the results of the student's function `callee`.

    Where that one gives no result, neither may this one; where it does, on a quarter of the
    ordinary examples at least, what this one returns must be made of it.
    """
    names = list(composition.of.domain)
    ordinary = evidence.ordinary
    calls = [
        Call(callee, tuple(evidence.examples[i].inputs[name] for name in names)) for i in ordinary
    ]
    answers = dict(zip(ordinary, student.answers(calls), strict=True))
    answered = [i for i, answer in answers.items() if answer.kind == "returned"]
    silent = [i for i in ordinary if i not in answered]
    return (
        4 * len(answered) >= len(ordinary)
        and all(evidence.answers[i].kind != "returned" for i in silent)
        and all(_agrees(evidence, i, composition, answers[i]) for i in answered)
    )


def _agrees(evidence: Evidence, index: int, composition: Composition, answer: Answer) -> bool:
    own = as_array(answer.value)
    if own is None:
        return False
    with np.errstate(all="ignore"):
        try:
            expected = np.asarray(composition(own, *evidence.examples[index].arguments))
        except (ValueError, IndexError, TypeError):
            # The result does not fit in the formula: nothing right could be made of it.
            return evidence.answers[index].kind == "raised"
    returned = as_array(evidence.answers[index].value)
    if returned is None or returned.dtype.kind not in "biuf":
        return False
    right = evidence.question.key.right[index]
    if own.dtype == np.float32:
        right = right.in_single_precision()
    # Not only as close as the right result asks for: nothing is left to be explained.
    return same(returned, expected, expected, right.tolerance[0])
