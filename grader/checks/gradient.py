"""Whether a gradient is the derivative of the student's own forward function."""

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
    if not evidence.own and evidence.undecided:
        return CheckResult("gradient", "passed", _undecided(evidence, say))
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


def _undecided(evidence: Evidence, say: Language) -> str:
    """Why no example could tell."""
    first = evidence.undecided[0]
    match first.reason:
        case "non-deterministic":
            return say(
                "not decided: {forward} returns another value each time it is called."
                " Counted as right",
                forward=evidence.forward,
            )
        case "kink":
            return say(
                "not decided: {forward} has no derivative at the inputs. Counted as right",
                forward=evidence.forward,
            )
        case _:
            return say(
                "not decided: too much rounding noise here to tell (error bar {error})."
                " Counted as right",
                error=f"{first.uncertainty:.0e}",
            )


def differing(evidence: Evidence) -> list[int]:
    """The examples on which the gradient is not the derivative of the student's own function."""
    return [
        i for i, own in evidence.own.items() if evidence.judgements[i] is not None and own.differs
    ]
