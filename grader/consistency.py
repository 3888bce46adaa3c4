"""A function judged by what the student's own function, which it calls, really returns.

A right function that calls a wrong one returns wrong values through no fault of its own. The
formula says what it is in terms of the other's result; with the results of the student's own
function in that place, a right caller gives just that.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.comparison import as_array
from grader.diagnosis.known_mistake import same
from grader.evidence import Evidence
from grader.student.answers import Answer, Call
from grader.student.process import Student
from reference.formula import Composition

MOST_ENTRIES = 1000  # of a result that a formula is evaluated on; those of the bank have far fewer


def is_consistent(
    student: Student, evidence: Evidence, composition: Composition, callee: str
) -> bool:
    """Whether the function is right given the results of the student's function `callee`.

    Where that one gives no result, or one that does not fit in the formula, neither may this one;
    where it does, on a quarter of the ordinary examples at least, what this one returns must be
    made of it. A function that only stops with an error is never right.
    """
    names = list(composition.of.domain)
    ordinary = evidence.ordinary
    calls = [
        Call(callee, tuple(evidence.examples[i].inputs[name] for name in names)) for i in ordinary
    ]
    expected = {
        i: _expected(evidence, i, composition, answer)
        for i, answer in zip(ordinary, student.answers(calls), strict=True)
    }
    usable = [i for i in ordinary if expected[i] is not None]
    return 4 * len(usable) >= len(ordinary) and all(
        evidence.answers[i].kind != "returned"
        if expected[i] is None
        else _agrees(evidence, i, expected[i])
        for i in ordinary
    )


def _expected(evidence: Evidence, index: int, composition: Composition, answer: Answer) -> Any:
    """What the formula makes of a result of the student's other function, and in which precision
    that came; None where nothing can be made of it."""
    own = as_array(answer.value) if answer.kind == "returned" else None
    if own is None or own.size > MOST_ENTRIES:
        return None
    with np.errstate(all="ignore"):
        try:
            made = np.asarray(composition(own, *evidence.examples[index].arguments))
        except (ValueError, IndexError, TypeError):
            return None
    return made, own.dtype


def _agrees(evidence: Evidence, index: int, expected: tuple[Any, Any]) -> bool:
    made, precision = expected
    returned = as_array(evidence.answers[index].value)
    if returned is None or returned.dtype.kind not in "biuf":
        return False
    right = evidence.question.key.right[index]
    if precision == np.float32:
        right = right.in_single_precision()
    # Not only as close as the right result asks for: nothing is left to be explained.
    return same(returned, made, made, right.tolerance[0])
