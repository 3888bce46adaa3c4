"""Whether a gradient is the numerical derivative of the student's own forward function."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.language import Language
from grader.records import CheckResult


def applies(evidence: Evidence) -> bool:
    return evidence.question.formula.derivative is not None


def check(evidence: Evidence, say: Language) -> CheckResult:
    derivative = evidence.question.formula.derivative
    if derivative is not None and not evidence.forward:
        message = say(
            "not run: there is no {forward} of your own to differentiate",
            forward=derivative.of.name,
        )
        return CheckResult("gradient", "skipped", message)
    if not evidence.own:
        message = say(
            "not run: {forward} gives no result that can be differentiated",
            forward=evidence.forward,
        )
        return CheckResult("gradient", "skipped", message)
    if differing(evidence):
        message = say("Not the derivative of your own {forward}.", forward=evidence.forward)
        return CheckResult("gradient", "failed", message)
    return CheckResult("gradient", "passed")


def differing(evidence: Evidence) -> list[int]:
    """The examples on which the gradient is not the derivative of the student's own function."""
    return [
        i
        for i, own in evidence.own.items()
        if (judgement := evidence.judgements[i]) is not None
        and not all(
            judged.value is not None and own.agrees(part, judged.value)
            for part, judged in enumerate(judgement.parts)
        )
    ]
