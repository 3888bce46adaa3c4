"""Where an examination ends: with a failure that holds, begun along two directions, or a kink."""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from typing import Any

from grader.gradcheck.asking import Points
from grader.gradcheck.case import Case, Examination, Examining
from grader.gradcheck.directions import random_signs
from grader.gradcheck.finding import Finding
from grader.gradcheck.line import Line
from grader.gradcheck.plain import plain
from grader.gradcheck.ripple import at_the_finest
from grader.gradcheck.scale import begun
from grader.gradcheck.steps import FIRST, WIDE

_PLAIN = 1e-6  # of ‖g ∘ v‖: what is further off may be convicted at once
_TELLING = 1e-2  # of a residual: a second one that is known as well helps to name what is wrong


@dataclass
class Ending:
    """What was found along one line: the end of the examination, if it is that; else what passed
    and what is open still."""

    end: Examination | None = None
    passed: list[Finding] = field(default_factory=list)
    still_open: list[Examination] = field(default_factory=list)


def ended(
    found: dict[int, Finding], line: Line, case: Case, other: Line | None = None
) -> Generator[Points, list[Any], Ending]:
    """It ends where one claim fails or meets a kink. A failure is told beside the `other` line."""
    lines = (line,) if other is None else (line, other)
    ending = Ending()
    for claim, finding in found.items():
        line.scatter[claim] = max(line.scatter.get(claim, 0.0), finding.noise / 2)
        examination = Examination("unsure", "noise", finding, claim, lines)
        if finding.verdict == "kink":
            return Ending(replace(examination, reason="kink"))
        if finding.verdict == "fail":
            examination = yield from _upheld(examination, case)
            if examination.verdict == "fail":
                return Ending((yield from _with_both(examination, case)))
        if "pass" in (finding.verdict, examination.verdict):
            ending.passed.append(finding)
        else:
            ending.still_open.append(examination)
    return ending


def _upheld(examination: Examination, case: Case) -> Examining:
    """What is left of a failure: neither the rounding of the claim nor a ripple explains it."""
    failed = case.confirmed(replace(examination, verdict="fail", reason="mismatch"))
    if failed.verdict == "fail" and case.is_rough(failed):
        return (yield from _still_there(failed))
    return failed


def _still_there(failed: Examination) -> Examining:
    """A failure, if what is wrong is there at the finest step at which it can be seen as well."""
    line, finding = failed.lines[0], failed.finding
    if finding is None or (yield from at_the_finest(line, failed.claim, finding.residual)):
        return failed
    return replace(failed, verdict="unsure", reason="noise")


def _with_both(failed: Examination, case: Case) -> Examining:
    """A failure along one direction, with another like it begun: what is wrong is named by both."""
    if failed.finding is None:
        return failed
    line, k = failed.lines[0], failed.finding.step
    if len(failed.lines) == 2:
        other = failed.lines[1]
        both = k == FIRST and FIRST in other.pairs and other.center is not None
        bend = other.bend(FIRST, failed.claim) if both else 0.0
        turned = abs(bend) * _ratio(bend, other.size(failed.claim)) if bend else 0.0
        noise = other.rounding(FIRST, failed.claim) / 2.0**FIRST if both else 0.0
        if both and max(noise, turned) <= _TELLING * abs(failed.finding.residual):
            return failed
    again = line.along(line.v * random_signs(case.random, line.v.size))
    yield from begun(again, k)
    return replace(failed, lines=(line, again))


def at_once(
    line: Line, case: Case, other: Line | None
) -> Generator[Points, list[Any], Examination | None]:
    """A failure or a kink that f at x and at one point more make plain; None where all agrees or
    more is needed."""
    off = {
        claim: _ratio(line.residual(FIRST, claim), line.size(claim))
        for claim in range(len(line.claims))
    }
    claim = max(off, key=lambda claim: off[claim])
    if off[claim] < _PLAIN:
        return None
    points = [line.x] if line.center is None else []
    values = yield [*points, line.points(WIDE)[0]]
    if points:
        line.center = line.taken(values[0])
    wide = values[-1]
    if other is not None:
        other.center = line.center
    finding = plain(line, claim, wide)
    if finding is None:
        (minus,) = yield line.points(WIDE)[1:]
        line.add(WIDE, wide, minus)
        return None
    if finding.verdict == "kink":
        return Examination("unsure", "kink", finding, claim, (line,))
    failed = Examination(
        "fail", "mismatch", finding, claim, (line,) if other is None else (line, other)
    )
    failed = case.confirmed(failed)
    if failed.verdict == "fail" and not case.is_rough(failed):
        failed = yield from _with_both(failed, case)
        other = failed.lines[1]
        calm = abs(other.bend(FIRST, claim)) <= max(
            0.02 * abs(other.residual(FIRST, claim)), 1e-3 * other.size(claim)
        )
        if calm:
            return failed
    (minus,) = yield line.points(WIDE)[1:]
    line.add(WIDE, wide, minus)
    return None


def _ratio(part: float, whole: float) -> float:
    if math.isnan(part):
        return 0.0
    return abs(part) / whole if whole else float("inf")
