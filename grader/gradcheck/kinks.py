"""Kinks: one that a claim of zeros does not show, and one that is not at x."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from grader.gradcheck.asking import Points, center, step
from grader.gradcheck.case import Examination
from grader.gradcheck.claim import Claimed
from grader.gradcheck.finding import Finding
from grader.gradcheck.line import Line
from grader.gradcheck.steps import FIRST, WIDE

NEARER = 2.0**-8  # of the scale: where a kink that is not at x is left out
_JUMP = 200  # times rounding: a jump of the slope that is there
_TURNS = 0.1  # of what turns further off, or of the kink


def even_kink(line: Line) -> Generator[Points, list[Any], Examination | None]:
    """A kink at which f rises alike on both sides, so that a claim of zeros seems to be right."""
    yield from center(line)
    yield from step(line, WIDE)
    for claim in range(len(line.claims)):
        fine, wide = abs(line.bend(FIRST, claim)), abs(line.bend(WIDE, claim))
        if fine > _JUMP * line.rounding(FIRST, claim) / 2.0**FIRST and wide < 2 * fine:
            finding = Finding("kink", line.residual(FIRST, claim), fine, 0.0, FIRST)
            return Examination("unsure", "kink", finding, claim, (line,))
    return None


def turns_nearby(found: Examination, claimed: Claimed) -> bool:
    """Whether the claim is smooth at x, and only turns, as f does, within the step at which there
    seems to be a kink: then that is beside x, or f is smooth as well."""
    finding, line = found.finding, found.lines[0]
    if finding is None or line.center is None:
        return False
    claim, v = line.claims[found.claim], 2.0**finding.step * line.v
    weights = [claim.cotangent]
    try:
        (far,) = claimed.gradients(line.x + v, weights, line.shape)
        (near,) = claimed.gradients(line.x + NEARER * v, weights, line.shape)
    except Exception:  # a claim that is nowhere but at x is not smooth there
        return False
    nearby, turned = (abs(float((one - claim.gradient) @ line.v)) for one in (near, far))
    return nearby < _TURNS * turned and turned > _TURNS * abs(line.bend(finding.step, found.claim))
