"""When a residual is small enough to acquit, and plain enough to convict.

All limits are dimensionless, shares of ‖g ∘ v‖, and the same for every problem.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from grader.gradcheck.extrapolation import Estimate
from grader.gradcheck.line import Line

AGREES = 1e-9  # agreement that no wrong gradient reaches by chance
_FINE = 1e-3  # of ‖g ∘ v‖: an error bar beyond that tells nothing
_BARS = 3.0  # error bars that a residual may be off
_SUSPECT_FINE = 0.25  # of `fine`: beside wider bars, a kink nearby may be what is off
_SUSPECT = 2.5  # error bars that a right claim is not off when every step was tried
_PLAIN = 1e-4  # of a residual: a kink as small has nothing to do with it


@dataclass(frozen=True)
class Limits:
    """floor: what rounding in the claim itself may do. material: what is worth a complaint.
    wanted: an error bar that small shows whatever is wrong; fine: one beyond tells nothing."""

    floor: float
    material: float
    wanted: float
    fine: float

    @classmethod
    def of(cls, line: Line, claim: int) -> Limits:
        """Those of one claim along a line."""
        size, root = line.size(claim), math.sqrt(line.x.size)
        floor = AGREES * size
        if size == 0:  # of zeros nothing is a share: what is none but for noise will do
            return cls(0.0, 0.0, math.inf, math.inf)
        return cls(
            floor=floor,
            material=min(2e-7, 1e-5 / root) * size + floor,
            wanted=max(2 * AGREES, min(1e-7, 3e-6 / root)) * size,
            fine=_FINE * size,
        )

    def acquits(self, estimate: Estimate) -> bool:
        """Whether the residual is none, to the precision that is wanted."""
        return self.within(estimate) and estimate.error <= self.wanted

    def within(self, estimate: Estimate, bars: float = _BARS) -> bool:
        """Whether the residual is none as far as can be told: within so many error bars, which are
        ample; fewer are granted where they are so wide that they may hide something."""
        allowed = max(bars * estimate.error, self.material - self.floor) + self.floor
        return abs(estimate.value) <= allowed

    def convicts(self, estimate: Estimate) -> bool:
        """Whether the residual is there, and neither noise nor a kink is what is seen."""
        return self._is_off(estimate, bars=10)

    def suspects(self, estimate: Estimate) -> bool:
        """Whether the residual is more than a right claim leaves when every step was tried, though
        two lines must show it to convict."""
        if self.floor == 0 or estimate.error > _SUSPECT_FINE * self.fine:
            return False
        return self._is_off(estimate, bars=_SUSPECT)

    def _is_off(self, estimate: Estimate, bars: float) -> bool:
        size = abs(estimate.value)
        return (
            size > bars * estimate.error + self.material + 2 * self.floor
            and estimate.kink <= _PLAIN * size
        )
