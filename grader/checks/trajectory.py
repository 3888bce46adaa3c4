"""Whether an update rule stays right over many steps when it is fed with its own results."""

from __future__ import annotations

from grader.counterexample import steps
from grader.evidence import Evidence
from grader.language import Language
from grader.records import CheckResult


def applies(evidence: Evidence) -> bool:
    return evidence.question.formula.is_update_rule


def check(evidence: Evidence, say: Language) -> CheckResult:
    for trajectory in evidence.trajectories:
        first = {
            part: wrong[0] for part in evidence.parts if (wrong := trajectory.wrong_steps(part))
        }
        if not first and len(trajectory.got) < len(trajectory.right):
            step = len(trajectory.got) + 1
            message = say("Step {step} gives no result to go on with.", step=step)
            return CheckResult("trajectory", "failed", message)
        if not first:
            continue
        part = min(first, key=lambda name: (first[name], evidence.parts.index(name)))
        shown = (steps(evidence, trajectory, part),)
        return CheckResult("trajectory", "failed", _sentence(first[part], part, say), shown)
    return CheckResult("trajectory", "passed")


def _sentence(step: int, part: str, say: Language) -> str:
    if step == 1:
        return say("{part} is wrong from the first step on.", part=part)
    if step == 2:
        return say("The first step is right. From step 2 on, {part} is wrong.", part=part)
    return say(
        "The first {count} steps are right. From step {step} on, {part} is wrong.",
        count=step - 1,
        step=step,
        part=part,
    )
