"""Whether the values stay finite and right at extreme inputs, where an unstable form breaks."""

from __future__ import annotations

import numpy as np

from grader.counterexample import simplest_and_worst
from grader.evidence import Evidence
from grader.examples import EXTREME
from grader.language import Language
from grader.measure import are_large, nonfinite
from grader.records import CheckResult


def applies(evidence: Evidence) -> bool:
    return bool(evidence.of_kind(EXTREME)) and not evidence.question.formula.is_random


def check(evidence: Evidence, say: Language) -> CheckResult:
    extreme = evidence.of_kind(EXTREME)
    for part in range(len(evidence.parts)):
        wrong = evidence.wrong(extreme, part)
        if evidence.wrong_parts:
            # What is wrong everywhere is no news here; what is not finite is.
            wrong = [i for i in wrong if _not_finite(evidence, i, part)]
        if wrong:
            words = nonfinite(evidence, wrong, part, say)
            message = _message(are_large(evidence, wrong), bool(evidence.wrong_parts), words, say)
            shown = simplest_and_worst(evidence, wrong, part)
            return CheckResult("stability", "failed", message, shown)
    return CheckResult("stability", "passed")


def _message(large: bool, wrong_elsewhere: bool, words: str, say: Language) -> str:
    if wrong_elsewhere:
        if large:
            return say("The result is {what} for large inputs.", what=words)
        return say("The result is {what} for extreme inputs.", what=words)
    if large:
        return say("Right for ordinary inputs; {what} for large ones.", what=words)
    return say("Right for ordinary inputs; {what} for an extreme one.", what=words)


def _not_finite(evidence: Evidence, index: int, part: int) -> bool:
    judgement = evidence.judgements[index]
    value = judgement.parts[part].value if judgement else None
    return value is not None and not np.all(np.isfinite(value))
