"""A residual that is more than a right claim leaves, though too little for one line to convict.

Error bars are ample: a right claim is seldom off by one when every step was tried. So two lines in
independent directions convict by fewer bars each than one does alone.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import Any

from grader.gradcheck.asking import Points
from grader.gradcheck.case import Case, Examination
from grader.gradcheck.directions import random_signs
from grader.gradcheck.ending import ended
from grader.gradcheck.scale import begun
from grader.gradcheck.trial import tried


def corroborated(
    still_open: list[Examination], case: Case
) -> Generator[Points, list[Any], Examination | None]:
    """A failure that two lines show together, the second of them a new one if need be."""
    suspects = [
        (one, one.finding)
        for one in still_open
        if one.finding is not None and one.finding.verdict == "suspect"
    ]
    if not suspects:
        return None
    first, finding = suspects[0]
    line = first.lines[0]
    other = next((one.lines[0] for one, _ in suspects if one.lines[0] is not line), None)
    if other is None:
        other = line.along(line.v * random_signs(case.random, line.v.size))
        yield from begun(other, finding.step)
        found = yield from tried(other, finding.step, elsewhere=False)
        if not any(one.verdict in ("suspect", "fail") for one in found.values()):
            return None
    failed = {first.claim: replace(finding, verdict="fail")}
    return (yield from ended(failed, line, case, other)).end
