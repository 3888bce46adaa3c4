"""Whether the values are right on ordinary inputs, each as exactly as its input allows."""

from __future__ import annotations

from grader.counterexample import simplest_and_worst
from grader.evidence import Evidence
from grader.language import Language
from grader.measure import how_far
from grader.records import CheckResult


def check(evidence: Evidence, say: Language) -> CheckResult:
    wrong = evidence.wrong_parts
    if not wrong:
        return CheckResult("value", "passed")
    shown = [c for p in wrong for c in simplest_and_worst(evidence, _wrong(evidence, p), p)]
    return CheckResult("value", "failed", sentence(evidence, say), tuple(shown))


def _wrong(evidence: Evidence, part: int) -> list[int]:
    return evidence.wrong(evidence.ordinary, part)


def sentence(evidence: Evidence, say: Language) -> str:
    """What is wrong; where a result has parts, which of them are right comes first."""
    names, wrong = evidence.parts, evidence.wrong_parts
    if len(names) == 1:
        return how_far(evidence, 0, say).sentence
    bad = [names[p] for p in wrong]
    good = [name for p, name in enumerate(names) if p not in wrong]
    right = {
        0: "",
        1: say("{part} is right.", part=say.listed(good)),
    }.get(len(good), say("{parts} are right.", parts=say.listed(good)))
    if len(bad) == 1:
        false = say("{part} is wrong.", part=bad[0])
    else:
        false = say("{parts} are wrong.", parts=say.listed(bad))
    return f"{right} {false}".strip()
