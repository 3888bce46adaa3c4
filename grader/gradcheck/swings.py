"""Functions that go up and down many times along a step, so that they seem to be noisy."""

from __future__ import annotations

from grader.gradcheck.case import Examination
from grader.gradcheck.steps import FIRST

FINER = 2.0**-20  # of the scale: where such a function may be smooth
_SIZE = 1e-2  # of f: noise that is as large may be no noise


def swings(unsure: Examination) -> bool:
    """Whether what seems to be noise is so large that f may well be smooth on a smaller scale."""
    finding, line = unsure.finding, unsure.lines[0]
    if finding is None or finding.step not in line.pairs:
        return False
    return finding.noise > _SIZE * line.magnitude(finding.step, unsure.claim)


def still_fails(failed: Examination) -> bool:
    """Whether it is a failure, and f is not seen to stand still, as one does that is rounded."""
    finding, line = failed.finding, failed.lines[0]
    if failed.verdict != "fail" or finding is None:
        return False
    steps = [k for k in (FIRST, finding.step) if k in line.pairs]
    return bool(steps) and all(line.slope(k, failed.claim) != 0 for k in steps)
