"""Whether the values are right on ordinary inputs, each as exactly as its input allows."""

from __future__ import annotations

from grader.counterexample import simplest_and_worst
from grader.evidence import Evidence
from grader.language import Language
from grader.measure import how_far
from grader.records import CheckResult


def applies(evidence: Evidence) -> bool:
    """Draws at random have no value that they should be."""
    return not evidence.question.formula.is_random


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
    if told := _array_by_array(evidence, say):
        return told
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


def _array_by_array(evidence: Evidence, say: Language) -> str:
    """Which arrays of a list or a dict are right and which are wrong, on the simplest example that
    shows a wrong one, led by how far off they are where all are wrong; "" where the result is no
    list and no dict."""
    part = evidence.wrong_parts[0]
    judgement = evidence.judgements[_wrong(evidence, part)[0]]
    judged = judgement.parts[part] if judgement else None
    if judged is None or judged.layout is None or judged.value is None:
        return ""
    wrong = judged.wrong_leaves()
    turn = evidence.in_turn(judged.layout)
    first = next((leaf for leaf in turn if leaf in wrong), turn[0])
    if len(wrong) == len(turn):
        every = say("All arrays are wrong.")
        return f"{how_far(evidence, part, say).sentence} {every}"
    if turn != judged.layout.leaves and len(wrong) > 1:
        return _on_the_way_back([leaf.name for leaf in turn[: turn.index(first)]], first.name, say)
    bad = [leaf.name for leaf in turn if leaf in wrong]
    good = [leaf.name for leaf in turn if leaf not in wrong]
    return say("Right: {right}. Wrong: {wrong}.", right=say.listed(good), wrong=say.listed(bad))


def _on_the_way_back(right: list[str], first: str, say: Language) -> str:
    """Of a gradient, each array made from what reached those of the later layers."""
    match right:
        case []:
            return say("{part}, the first on the way back, is wrong already.", part=first)
        case [one]:
            return say(
                "{right} is right; {part} is the first that is wrong on the way back.",
                right=one,
                part=first,
            )
        case _:
            return say(
                "{right} are right; {part} is the first that is wrong on the way back.",
                right=say.listed(right),
                part=first,
            )
