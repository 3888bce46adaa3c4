"""What the first two steps are enough to tell: a plain failure, or a kink."""

from __future__ import annotations

from typing import Any

from grader.gradcheck.finding import Finding
from grader.gradcheck.line import Line
from grader.gradcheck.steps import FIRST, WIDE

_SMOOTH = 5e-7  # of ‖g ∘ v‖: by how much the first two steps may differ where nothing ripples


def plain(line: Line, claim: int, wide: Any) -> Finding | None:
    """A failure, or a kink at x, where f at x and at x + H v leave no doubt.

    Of a smooth function, what the wider step forwards says, the bend taken off, is what the first
    step said; a failure also asks that the bend be small beside it, so that neither noise nor a
    kink can be what is seen. At a kink the bend is large, and the slope forwards the same at both.
    """
    residual, size = line.residual(FIRST, claim), line.size(claim)
    h, wider = 2.0**FIRST, 2.0**WIDE
    w, gradient = line.claims[claim].cotangent, line.claims[claim].gradient
    moved = line.points(WIDE)[0] - line.x
    forwards = float(w @ (line.taken(wide) - line.center) - gradient @ moved) / wider
    bend, noise = line.bend(FIRST, claim), line.rounding(FIRST, claim) / h
    if abs(bend) > max(200 * noise, 1e-6 * size) and abs(
        forwards - (residual + bend / 2)
    ) <= 0.05 * abs(bend):
        return Finding("kink", residual, abs(bend), size, FIRST)
    apart = abs(forwards - bend / h * wider / 2 - residual)
    if abs(bend) <= 2 * noise:
        return None  # f is straight, or its values are rounded so coarsely that they seem to be
    if (
        abs(residual) > max(1e-6 * size, 100 * noise)
        and abs(bend) <= 0.02 * abs(residual)
        and apart <= 0.05 * abs(residual)
        and apart <= max(_SMOOTH * size, 64 * noise)
    ):
        # In `apart` the noise of the first step counts about twenty times.
        heard = max(noise, 0.2 * apart)
        return Finding("fail", residual, 2 * heard, size, FIRST, heard * h)
    return None


def crosses(line: Line, claim: int) -> bool:
    """Whether there are kinks beyond the first step on one side of x, which explain what is seen at
    it and at the wider one: then the residual is half of the bend."""
    noise = line.rounding(FIRST, claim) / 2.0**FIRST
    least = max(200 * noise, 1e-6 * line.size(claim))
    for k in (FIRST, WIDE):
        bend = abs(line.bend(k, claim))
        if not (bend > least and abs(2 * abs(line.residual(k, claim)) - bend) <= 0.05 * bend):
            return False
    return True
