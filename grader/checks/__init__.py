"""The checks of one function, in the order in which they are reported.

A check is a file named after it with a function `check(evidence, say)`; it looks at the evidence
and says in one sentence what is wrong. It never runs student code. Where it makes sense for some
formulas only, `applies(evidence)` tells for which.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from grader.checks import (
    gradient,
    laws,
    promises,
    purity,
    repeatability,
    runs,
    shape,
    sizes,
    stability,
    trajectory,
    value,
)
from grader.evidence import Evidence
from grader.language import Language
from grader.records import CheckResult

PRESENT = "present"
PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"

# An order of decision: the first that fails heads the block of the function. The steps of an update
# rule come before single calls, because they are what it is for.
_CHECKS: tuple[tuple[str, Callable[[Evidence, Language], CheckResult]], ...] = tuple(
    (module.__name__.rpartition(".")[2], module.check)
    for module in (
        runs,
        shape,
        promises,
        trajectory,
        value,
        stability,
        sizes,
        purity,
        repeatability,
        gradient,
        laws,
    )
)
_FOR_SOME: Mapping[str, Callable[[Evidence], bool]] = {
    "promises": promises.applies,
    "trajectory": trajectory.applies,
    "value": value.applies,
    "stability": stability.applies,
    "sizes": sizes.applies,
    "gradient": gradient.applies,
    "laws": laws.applies,
}
# What can be said about a function that fails these is no more than that it fails them.
_STOPPING = ("runs", "shape")


def run(evidence: Evidence, say: Language) -> tuple[CheckResult, ...]:
    """Every check that applies to the formula, beginning with its presence, which is given."""
    results = [CheckResult(PRESENT, PASSED)]
    stopped_by = ""
    for name, check in _CHECKS:
        setting = evidence.question.task.setting(name)
        if setting == "off" or (name in _FOR_SOME and not _FOR_SOME[name](evidence)):
            continue
        if stopped_by:
            message = say('not run: the check "{check}" stopped it', check=stopped_by)
            results.append(CheckResult(name, SKIPPED, message))
            continue
        result = check(evidence, say)
        if result.status == FAILED and setting == "remark":
            message = say(
                "{message} It costs no points in this assignment.", message=result.message
            )
            results.append(CheckResult(name, SKIPPED, message, result.counterexamples))
            continue
        results.append(result)
        if result.status == FAILED and name in _STOPPING and _stops(evidence, name):
            stopped_by = name
    return tuple(results)


def remarks(evidence: Evidence, results: Sequence[CheckResult], say: Language) -> tuple[str, ...]:
    """What is said of those of the results that would be failures in another assignment."""
    stopped = (r.name for r in results if r.status == FAILED and r.name in _STOPPING)
    if any(_stops(evidence, name) for name in stopped):
        return ()  # what was not run says nothing
    task, by_name = evidence.question.task, dict(_CHECKS)
    return tuple(
        result.message
        for result in results
        if result.status == SKIPPED
        and task.setting(result.name) == "remark"
        and by_name[result.name](evidence, say).status == FAILED
    )


def _stops(evidence: Evidence, name: str) -> bool:
    """Whether a failure leaves no ordinary example to look at."""
    if name == "runs":
        return len(evidence.unanswered(evidence.ordinary)) == len(evidence.ordinary)
    judged = [j for i in evidence.ordinary if (j := evidence.judgements[i]) is not None]
    return all(judgement.problem is not None for judgement in judged)
