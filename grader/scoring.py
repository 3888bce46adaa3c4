"""Points: each part of a result earns its share; what fails besides the values costs a half."""

from __future__ import annotations

from collections.abc import Sequence

from grader.diagnosis.blame import follows
from grader.evidence import Evidence
from grader.records import CheckResult

# Each of these, failed, halves what the values earned. Laws and the numerical gradient cost
# nothing by themselves: where they fail and the values are right, another function is to blame.
_HALVING = ("runs", "purity", "repeatability", "sizes", "stability", "trajectory")


def score(evidence: Evidence, checks: Sequence[CheckResult]) -> float:
    """The points that a function earns, to two decimals."""
    points = evidence.question.task.points
    if follows(evidence):
        earned = evidence.question.task.follow_through
    else:
        earned = _share_of_right_parts(evidence)
    for check in checks:
        # A trajectory that fails because a part is wrong has been paid for with that part.
        if check.status == "failed" and check.name in _HALVING:
            if check.name == "trajectory" and evidence.wrong_parts:
                continue
            earned /= 2
    return round(points * earned, 2)


def _share_of_right_parts(evidence: Evidence) -> float:
    ordinary = evidence.ordinary
    # One that answers none but a few inputs has not been written for the others.
    if 4 * len(evidence.unanswered(ordinary)) > 3 * len(ordinary):
        return 0.0
    shares = evidence.question.formula.parts.values()
    right = sum(share for part, share in enumerate(shares) if part not in evidence.wrong_parts)
    return right / sum(shares)
