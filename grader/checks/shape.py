"""Whether the result is an array of the right shape, or as many of them as there are parts."""

from __future__ import annotations

from grader.comparison import PartJudgement
from grader.counterexample import call
from grader.evidence import Evidence
from grader.language import Language
from grader.records import CheckResult


def check(evidence: Evidence, say: Language) -> CheckResult:
    for i, judgement in enumerate(evidence.judgements):
        if judgement is None or judgement.problem is None:
            continue
        part = next(p for p, judged in enumerate(judgement.parts) if judged.problem)
        message = _sentence(judgement.parts[part], evidence, part, say)
        return CheckResult("shape", "failed", message, (call(evidence, i, part),))
    return CheckResult("shape", "passed")


def _sentence(judged: PartJudgement, evidence: Evidence, part: int, say: Language) -> str:
    described = say(judged.described) if judged.described else ""
    name = evidence.parts[part]
    match judged.problem:
        case "nothing":
            return say("The function returned None: is there a return line?")
        case "count":
            return say(
                "The function returned {described}; the statement asks for {count}: {names}.",
                described=described,
                count=len(evidence.parts),
                names=", ".join(evidence.parts),
            )
        case "type":
            return say(
                "The function returned {described}, not an array of numbers.", described=described
            )
        case _ if name:
            return say(
                "{part} was returned with {described}, expected shape {expected}.",
                part=name,
                described=described,
                expected=judged.right.shape,
            )
        case _:
            return say(
                "The result has {described}; the right one has shape {expected}.",
                described=described,
                expected=judged.right.shape,
            )
