"""Whether the function gives an answer at all: no exception, no end of time, no dead process."""

from __future__ import annotations

from grader.counterexample import without_result
from grader.evidence import Evidence
from grader.kinds import kinds
from grader.language import Language
from grader.records import CheckResult
from grader.student.answers import Answer


def check(evidence: Evidence, say: Language) -> CheckResult:
    everything = tuple(range(len(evidence.examples)))
    failing = [i for i in evidence.unanswered(everything) if evidence.answers[i].kind != "not run"]
    if not failing:
        return CheckResult("runs", "passed")
    return CheckResult(
        "runs", "failed", _sentence(evidence, failing, say), (without_result(evidence, failing[0]),)
    )


def _sentence(evidence: Evidence, failing: list[int], say: Language) -> str:
    answer = evidence.answers[failing[0]]
    if answer.kind == "timeout":
        return _no_answer(failing[0], answer, say)
    if answer.kind == "too large":
        return say(
            "The results of the first {count} calls together take more than {megabytes} MB of"
            " memory.",
            count=failing[0] + 1,
            megabytes=answer.most >> 20,
        )
    if answer.kind == "died":
        return say("The process that runs the code ends during the call, without an answer.")
    if answer.error == "SystemExit":
        return say("Ends the program instead of returning.")
    sizes = evidence.examples[failing[0]].sizes
    alone = [letter for letter, size in sizes.items() if size == 1]
    if len(failing) == len(evidence.answers):
        return say("Stops with an error on every input.")
    if len(alone) == 1 and all(evidence.examples[i].sizes[alone[0]] == 1 for i in failing):
        if alone[0] == "N":
            return say("Stops with an error when the batch holds one sample (N = 1).")
        return say("Stops with an error when {letter} = 1.", letter=alone[0])
    for _, kind in kinds(evidence, set(failing)):
        return say("Stops with an error on the inputs {kind}.", kind=say(kind))
    return say(
        "Stops with an error on {some} of {all} inputs.",
        some=len(failing),
        all=len(evidence.answers),
    )


def _no_answer(index: int, answer: Answer, say: Language) -> str:
    seconds = f"{answer.limit:g}"
    if answer.is_batch:
        return say(
            "{count} inputs are answered within {seconds} seconds; there are more.",
            count=index,
            seconds=seconds,
        )
    if index == 0:
        return say(
            "No answer within {seconds} seconds, on the smallest input there is.", seconds=seconds
        )
    return say(
        "No answer within {seconds} seconds; {count} smaller inputs are answered.",
        seconds=seconds,
        count=index,
    )
