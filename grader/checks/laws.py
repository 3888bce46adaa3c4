"""Whether the laws of the formula hold, whatever code computed the result."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.comparison import Judgement, part_arrays
from grader.evidence import Evidence
from grader.examples import EXTREME
from grader.language import Language, Message
from grader.records import CheckResult
from reference.formula import Law
from reference.values import leaves

RELATIVE_TOLERANCE = 1e-9


def applies(evidence: Evidence) -> bool:
    return bool(evidence.question.entry.laws)


def check(evidence: Evidence, say: Language) -> CheckResult:
    laws = evidence.question.entry.laws
    held = {law.name: holds(law, evidence) for law in laws}
    broken = [law for law in laws if held[law.name] is False]
    if broken:
        return CheckResult("laws", "failed", " ".join(say(law.says) for law in broken))
    untried = [law for law in laws if held[law.name] is None]
    if not untried:
        return CheckResult("laws", "passed")
    what = say(_what_stops(untried[0], evidence))
    if len(untried) == len(laws):
        return CheckResult("laws", "skipped", say("not run: {what}", what=what))
    says = " ".join(say(law.says) for law in untried)
    return CheckResult("laws", "passed", say("Not tried, as {what}: {laws}", what=what, laws=says))


def holds(law: Law, evidence: Evidence) -> bool | None:
    """Whether a law holds on every example that it can be tried on; None where there is none."""
    tried = [_agree(*sides) for sides in _sides(law, evidence)]
    return all(tried) if tried else None


def _what_stops(law: Law, evidence: Evidence) -> Message:
    """What is in the way of a law that cannot be tried on any example."""
    twins = [answer for _, answer in evidence.twins.get(law.name, ())]
    first = next((answer for answer in twins if answer.kind != "returned"), None)
    if first is None:
        return Message("there is no result of the right shape to try it on")
    if first.kind == "raised":
        return Message("{error} is raised on the other inputs that it asks for", error=first.error)
    return Message("there is no answer on the other inputs that it asks for")


def _sides(law: Law, evidence: Evidence) -> Iterator[tuple[Any, Any, float]]:
    """Both sides of a law on each example, with how far apart they may be."""
    tried: list[tuple[int, list[Any] | None]]
    if law.twin is None:
        tried = [(i, None) for i, e in enumerate(evidence.examples) if e.kind != EXTREME]
    else:
        tried = [
            (i, part_arrays(answer.value, evidence.parts))
            for i, answer in evidence.twins.get(law.name, ())
            if answer.kind == "returned"
        ]
    for i, twin in tried:
        judgement = evidence.judgements[i]
        if judgement is None or judgement.problem is not None:
            continue
        values = [judged.value for judged in judgement.parts]
        if law.twin is not None:
            if twin is None or [t.shape for t in twin] != [v.shape for v in values]:
                continue
            values += twin
        with np.errstate(all="ignore"):
            left, right = law.function(*values, **evidence.examples[i].inputs)
        yield left, right, _slack(judgement)


def _slack(judgement: Judgement) -> float:
    scale = max(float(np.abs(judged.right).max(initial=0.0)) for judged in judgement.parts)
    tolerance = sum(float(np.max(judged.tolerance, initial=0.0)) for judged in judgement.parts)
    single = 1e6 if any(judged.single_precision for judged in judgement.parts) else 1.0
    return single * RELATIVE_TOLERANCE * scale + 100 * tolerance


def _agree(left: Any, right: Any, slack: float) -> bool:
    return all(_close(*pair, slack) for pair in zip(leaves(left), leaves(right), strict=True))


def _close(left: Any, right: Any, slack: float) -> bool:
    with np.errstate(invalid="ignore"):
        size = RELATIVE_TOLERANCE * np.maximum(np.abs(left), np.abs(right))
        return bool(np.all(np.abs(left - right) <= size + slack))
