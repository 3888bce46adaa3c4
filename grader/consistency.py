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

    All examples count on which `callee` gives a result; at least one half of the ordinary ones
    must be among them.
    """
    examples = evidence.examples
    names = list(composition.of.domain)
    answers = student.answers(
        [Call(callee, tuple(e.inputs[name] for name in names)) for e in examples]
    )
    compared = [
        _agrees(evidence, index, composition, answer)
        for index, answer in enumerate(answers)
        if answer.kind == "returned" and index in evidence.ordinary
    ]
    return 2 * len(compared) >= len(evidence.ordinary) and all(compared)


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
