"""A function judged by what the student's own function, which it calls, really returns.

A right function that calls a wrong one returns wrong values through no fault of its own. The
formula says what it is in terms of the other's result; with the results of the student's own
function in that place, a right caller gives just that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.candidates import Candidate
from grader.comparison import as_array
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
    where it does, what this one returns must be made of it, and on a quarter of the ordinary
    examples at least that must tell something. A function that only stops with an error is never
    right, nor one that returns the zeros which any formula makes of zeros.
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
    telling = [made for made in expected.values() if made is not None and made.tells_something]
    return 4 * len(telling) >= len(ordinary) and all(
        evidence.answers[i].kind != "returned" if made is None else _agrees(evidence, i, made)
        for i, made in expected.items()
    )


@dataclass(frozen=True)
class _Made:
    """`result`: what the formula makes of `own`, a result of the student's other function."""

    own: Any
    result: Any

    @property
    def tells_something(self) -> bool:
        """Whether both hold different numbers: what is made of the same number everywhere, or is
        the same everywhere, can be written down without the formula."""
        return all(np.isfinite(a).all() and np.ptp(a) > 0 for a in (self.own, self.result))


def _expected(
    evidence: Evidence, index: int, composition: Composition, answer: Answer
) -> _Made | None:
    """What the formula makes of an answer of the student's other function; None for nothing."""
    own = as_array(answer.value) if answer.kind == "returned" else None
    if own is None or own.size > MOST_ENTRIES:
        return None
    with np.errstate(all="ignore"):
        try:
            made = np.asarray(composition(own, *evidence.examples[index].arguments))
        except (ValueError, IndexError, TypeError):
            return None
    return _Made(own, made)


def _agrees(evidence: Evidence, index: int, made: _Made) -> bool:
    returned = as_array(evidence.answers[index].value)
    if returned is None or returned.dtype.kind not in "biuf":
        return False
    right = evidence.question.key.right[index]
    if made.own.dtype == np.float32:
        right = right.in_single_precision()
    # Not only as close as the right result asks for: nothing is left to be explained.
    return Candidate(made.result, made.result).is_same_as(returned, right.tolerance[0])
