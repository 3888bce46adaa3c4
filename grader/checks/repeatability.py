"""Whether the same input gives the same answer twice."""

from __future__ import annotations

from typing import NamedTuple

from grader.comparison import judge
from grader.counterexample import repeated
from grader.evidence import Evidence
from grader.language import Language
from grader.records import CheckResult
from grader.student.answers import Answer


class Difference(NamedTuple):
    """The example that was answered in another way when it was asked again, the part that
    differs, and what came the second time."""

    example: int
    part: int
    again: Answer


def check(evidence: Evidence, say: Language) -> CheckResult:
    found = first_difference(evidence)
    if found is None:
        return CheckResult("repeatability", "passed")
    if found.again.kind != "returned":
        message = say("Answers a first call, and stops with an error on the same call again.")
    else:
        message = say("The same call gives another result the second time.")
    return CheckResult("repeatability", "failed", message, (repeated(evidence, *found),))


def first_difference(evidence: Evidence) -> Difference | None:
    """The first example that is answered in another way when it is asked again."""
    for i, again in evidence.repeats:
        first = evidence.judgements[i]
        if first is None or first.problem is not None or again.kind == "not run":
            continue
        if again.kind != "returned":
            return Difference(i, 0, again)
        second = judge(again.value, evidence.question.key.right[i], evidence.parts)
        for part, (one, two) in enumerate(zip(first.parts, second.parts, strict=True)):
            # Two right answers are the same answer, however they round; of random ones, from
            # generators in the same state, none is more right than another.
            if one.is_right and two.is_right and not evidence.question.formula.is_random:
                continue
            if two.value is None or one.value.tobytes() != two.value.tobytes():
                return Difference(i, part, again)
    return None
