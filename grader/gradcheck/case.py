"""What is examined, and what an examination comes to."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from grader.gradcheck.asking import Points
from grader.gradcheck.claim import Claimed
from grader.gradcheck.draws import Draws
from grader.gradcheck.finding import Finding
from grader.gradcheck.line import Line
from grader.gradcheck.moved import EPSILON
from grader.language import Message

Verdict = Literal["pass", "fail", "unsure"]
Reason = Literal["", "shape", "not finite", "mismatch", "kink", "noise", "non-deterministic"]

_IMMATERIAL = 1e-5  # of ‖g ∘ v‖: what the rounding of the claim itself may explain
_ROUGH = 0.3  # of a residual: what a right claim that explains it differs by, at a point nearby


@dataclass(frozen=True)
class Examination:
    """The verdict, and what it rests on.

    `finding` is the one that decided, of the claim number `claim` along `lines[0]`; `lines[1]` is
    the other one, if there is one yet. `kink` tells that f has one at x, so that a point nearby was
    examined. `where` is a coordinate that is not finite, `detail` what is wrong with the claim's
    shape.
    """

    verdict: Verdict
    reason: Reason = ""
    finding: Finding | None = None
    claim: int = 0
    lines: tuple[Line, ...] = ()
    kink: bool = False
    where: int | None = None
    detail: Message | None = None


Examining = Generator[Points, list[Any], Examination]


@dataclass(frozen=True)
class Case:
    """What is examined: the claims at x, vectors each, and how they were made."""

    x: Any
    claimed: Claimed
    shape: tuple[int, ...]
    scale: Any
    random: Draws

    def confirmed(self, failed: Examination) -> Examination:
        """Whether a failure is more than the rounding in the claim itself, which a neighbour of x
        in the last digit shows."""
        finding, line = failed.finding, failed.lines[0]
        if finding is None or not self.claimed.is_function:
            return failed
        claim = line.claims[failed.claim]
        if abs(finding.residual) > 0.1 * finding.size:
            return failed
        neighbour = self.random.signs(line.x.size)
        neighbour *= EPSILON
        neighbour += 1
        neighbour *= line.x
        try:
            (moved,) = self.claimed.gradients(neighbour, [claim.cotangent], self.shape)
        except Exception:  # a claim that is nowhere but at x is not seen to be rounded
            return failed
        rounding = abs(float(np.subtract(moved, claim.gradient, out=neighbour) @ line.v))
        if abs(finding.residual) > finding.error + 10 * rounding:
            return failed
        if abs(finding.residual) <= _IMMATERIAL * finding.size:
            return Examination("pass", finding=finding, lines=failed.lines)
        return replace(failed, verdict="unsure", reason="noise")

    def is_rough(self, failed: Examination) -> bool:
        """Whether the claim itself is another as near as f was measured, and f was not seen to bend
        as it would: were it right, then f would go up and down in between. It takes no value of f
        to see that."""
        finding, line = failed.finding, failed.lines[0]
        if finding is None or not self.claimed.is_function:
            return False
        claim, k = line.claims[failed.claim], finding.step
        seen = k in line.pairs and line.center is not None
        bent = line.bend(k, failed.claim) if seen else 0.0
        enough = _ROUGH * abs(finding.residual)
        for point, bend in zip(line.points(k), (bent, -bent), strict=True):
            try:
                (moved,) = self.claimed.gradients(point, [claim.cotangent], self.shape)
            except Exception:  # a claim that is nowhere but at x is not seen to be rough
                return False
            turned = float((moved - claim.gradient) @ line.v)
            if not abs(turned) > enough:
                return False
            if not abs(turned - bend) <= enough:
                return True
        return False
