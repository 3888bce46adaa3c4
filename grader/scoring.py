"""Points: each part of a result earns its share; what fails besides the values costs a half.

Of a list or a dict of arrays, each array that is right earns its share of the part.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.diagnosis.blame import follows
from grader.evidence import Evidence
from grader.examples import EXTREME, SINGLE
from grader.records import CheckResult

# Each of these, failed, halves what all parts earned. Laws and the numerical gradient cost nothing
# by themselves: where they fail and the values are right, another function is to blame.
_HALVING = ("runs", "promises", "purity", "repeatability", "trajectory")
# The inputs of each kind are there for one check.
_EDGES = {SINGLE: "sizes", EXTREME: "stability"}


def score(evidence: Evidence, checks: Sequence[CheckResult]) -> float:
    """The points that a function earns, to two decimals."""
    points = evidence.question.task.points
    earned = _share_of_right_parts(evidence)
    if follows(evidence):
        earned = max(earned, evidence.question.task.follow_through)
    for check in checks:
        # Draws at random are judged by their laws, and by nothing else.
        if (check.name, check.status) == ("laws", "failed") and evidence.question.formula.is_random:
            return 0.0
        # A trajectory that fails because a part is wrong has been paid for with that part.
        if check.status == "failed" and check.name in _HALVING:
            if check.name == "trajectory" and evidence.wrong_parts:
                continue
            earned /= 2
    return round(points * earned, 2)


def _share_of_right_parts(evidence: Evidence) -> float:
    """A part that is right on ordinary inputs and wrong on extreme ones, or where a size is 1,
    earns half for each."""
    ordinary = evidence.ordinary
    # One that answers less than half of the inputs has not been written for the others.
    if 2 * len(evidence.unanswered(ordinary)) > len(ordinary):
        return 0.0
    task = evidence.question.task
    shares = list(evidence.question.formula.parts.values())
    earned = 0.0
    for part, share in enumerate(shares):
        if part in evidence.wrong_parts:
            earned += share * _share_of_right_arrays(evidence, part)
            continue
        graded = [kind for kind, check in _EDGES.items() if task.setting(check) == "graded"]
        edges = [kind for kind in graded if evidence.wrong(evidence.of_kind(kind), part)]
        earned += share / 2 ** len(edges)
    return earned / sum(shares)


def _share_of_right_arrays(evidence: Evidence, part: int) -> float:
    """Of a list or a dict of arrays: how many of them are right, on the ordinary input where fewest
    are; 0 where the part is one array, or is no such list or dict."""
    shares = []
    for i in evidence.ordinary:
        judgement = evidence.judgements[i]
        if judgement is None:
            return 0.0
        judged = judgement.parts[part]
        if judged.layout is None or (judged.value is None and judged.readable is None):
            return 0.0
        shares.append(1 - len(judged.wrong_leaves()) / len(judged.layout.leaves))
    return min(shares, default=0.0)
