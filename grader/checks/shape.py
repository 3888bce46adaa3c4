"""Whether the result is an array of the right shape, or as many of them as there are parts."""

from __future__ import annotations

from collections.abc import Mapping

from grader.comparison import PartJudgement
from grader.counterexample import call
from grader.evidence import Evidence
from grader.gradcheck.parameters import Leaf
from grader.language import Language
from grader.records import CheckResult


def check(evidence: Evidence, say: Language) -> CheckResult:
    for i, judgement in enumerate(evidence.judgements):
        if judgement is None or judgement.problem is None:
            continue
        part = next(p for p, judged in enumerate(judgement.parts) if judged.problem)
        own = _own_name(evidence, i, part)
        message = _sentence(judgement.parts[part], evidence, part, own, say)
        return CheckResult("shape", "failed", message, (call(evidence, i, part),))
    return CheckResult("shape", "passed")


def _own_name(evidence: Evidence, index: int, part: int) -> str:
    """What one of several results is called; "" where the function returned a single one."""
    call = evidence.question.call
    if evidence.answers[index].value is not None:
        return evidence.parts[part]
    return call.unpacked if call is not None else ""


def _sentence(judged: PartJudgement, evidence: Evidence, part: int, own: str, say: Language) -> str:
    described = say(judged.described) if judged.described else ""
    if judged.layout is not None and (sentence := _of_arrays(judged, described, say)):
        return sentence
    name = evidence.parts[part]
    match judged.problem:
        case "nothing" if own:
            return say("{part} is None, not an array of numbers.", part=own)
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


def _of_arrays(judged: PartJudgement, described: str, say: Language) -> str:
    """What is wrong with a list or a dict of arrays, or with one of them; "" for nothing at all."""
    wanted = judged.layout.template if judged.layout else ()
    name = _named(judged.leaf, say) if judged.leaf else ""
    match judged.problem:
        case "structure" if isinstance(wanted, Mapping):
            return say(
                "The function returned {described}, not a dict with the arrays {names}.",
                described=described,
                names=say.listed(list(wanted)),
            )
        case "structure" if len(wanted) == 1:
            return say(
                "The function returned {described}, not a list of 1 array.", described=described
            )
        case "structure":
            return say(
                "The function returned {described}, not a list of {count} arrays.",
                described=described,
                count=len(wanted),
            )
        case "missing":
            return say("The dict that was returned has no {names}.", names=described)
        case "nothing" if judged.leaf is not None:
            return say("{part} is None, not an array of numbers.", part=name)
        case "integers":
            return say(
                "{part} is {described}; indices are integers.", part=name, described=described
            )
        case "type" if judged.leaf is not None:
            return say(
                "{part} is {described}, not an array of numbers.", part=name, described=described
            )
        case "shape" if judged.leaf is not None:
            return say(
                "{part} was returned with {described}, expected shape {expected}.",
                part=name,
                described=described,
                expected=judged.leaf.shape,
            )
        case _:
            return ""


def _named(leaf: Leaf, say: Language) -> str:
    """An array of a dict by its key, of a list by its number."""
    key = leaf.path[0]
    return key if isinstance(key, str) else say("Array {index} of the list", index=key)
