"""Whether the values stay right where a size is 1: one sample, one class, one row."""

from __future__ import annotations

from grader.counterexample import simplest_and_worst
from grader.evidence import Evidence
from grader.examples import SINGLE
from grader.language import Language
from grader.records import CheckResult


def applies(evidence: Evidence) -> bool:
    return bool(evidence.of_kind(SINGLE)) and not evidence.question.formula.is_random


def check(evidence: Evidence, say: Language) -> CheckResult:
    single = evidence.of_kind(SINGLE)
    if evidence.wrong_parts:
        return CheckResult(
            "sizes", "skipped", say('not run: the check "{check}" stopped it', check="value")
        )
    for part in range(len(evidence.parts)):
        wrong = evidence.wrong(single, part)
        if wrong:
            message = (
                say("Wrong where a size is 1.")
                if evidence.unanswered(evidence.ordinary)
                else say("Right where every size is at least 2; wrong where a size is 1.")
            )
            shown = simplest_and_worst(evidence, wrong, part)
            return CheckResult("sizes", "failed", message, shown)
    return CheckResult("sizes", "passed")
