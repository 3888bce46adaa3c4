"""Whether the same input gives the same answer twice."""

from __future__ import annotations

from grader.comparison import judge
from grader.counterexample import call
from grader.evidence import Evidence
from grader.language import Language
from grader.records import CheckResult


def check(evidence: Evidence, say: Language) -> CheckResult:
    for i, again in evidence.repeats:
        first = evidence.judgements[i]
        if first is None or first.problem is not None:
            continue
        if again.kind != "returned":
            message = say("Answers a first call, and stops with an error on the same call again.")
            return CheckResult("repeatability", "failed", message, (call(evidence, i, 0),))
        second = judge(again.value, evidence.question.key.right[i], evidence.parts)
        for part, (one, two) in enumerate(zip(first.parts, second.parts, strict=True)):
            # Two right answers are the same answer, however they round.
            if one.is_right and two.is_right:
                continue
            if two.value is None or one.value.tobytes() != two.value.tobytes():
                message = say("The same call gives another result the second time.")
                return CheckResult("repeatability", "failed", message, (call(evidence, i, part),))
    return CheckResult("repeatability", "passed")
