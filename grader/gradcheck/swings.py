"""Functions that go up and down many times along a step, so that they seem to be noisy."""

from __future__ import annotations

from grader.gradcheck.case import Examination

FINER = 2.0**-20  # of the scale: where such a function may be smooth
_SIZE = 1e-2  # of f: noise that is as large may be no noise


def swings(unsure: Examination) -> bool:
    """Whether what seems to be noise is so large that f may well be smooth on a smaller scale."""
    finding, line = unsure.finding, unsure.lines[0]
    if finding is None or finding.step not in line.pairs:
        return False
    return finding.noise > _SIZE * line.magnitude(finding.step, unsure.claim)
