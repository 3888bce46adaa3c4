"""What was measured along two directions, and how well a guess explains it.

A guess says what the residual along each direction must be. That both are as it says may be by
chance: the more guesses there are and the coarser the measurement, the more likely.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

BARS = 4.0  # error bars that a residual may be off
_EXACT = 1e-9  # of what a guess adds up: rounding in the sums
_LIKELY = 0.02  # coincidences expected: what is sure enough


@dataclass(frozen=True)
class Measured:
    """(∇φ − g)·v along a direction v, how far off it may be, and the claimed gradient g of φ."""

    residual: float
    error: float
    v: Any
    gradient: Any

    def claimed(self, part: Any = slice(None)) -> float:
        """What a part of the claimed gradient contributes along v."""
        return float(self.gradient[part] @ self.v[part])

    @property
    def doubt(self) -> float:
        """The error bar beside the residual."""
        return self.error / abs(self.residual) if self.residual else float("inf")

    @property
    def chance(self) -> float:
        """How likely a wrong guess is to agree."""
        return min(1.0, 2 * BARS * self.doubt + _EXACT)

    def agrees(self, predicted: float, size: float = 0.0, share: float = 0.0) -> bool:
        """Whether the residual is as predicted; `size` is that of what the prediction adds up.

        To guesses that are few, `share` of the residual is granted besides the error bar, which may
        be too short where few steps were taken: they hardly agree by chance.
        """
        allowed = BARS * self.error + max(
            _EXACT * max(abs(predicted), size), share * abs(predicted)
        )
        return abs(self.residual - predicted) <= allowed


Both = tuple[Measured, Measured]


def is_sure(both: Both, guesses: float) -> bool:
    """Whether one of so many guesses that agrees with both residuals hardly does so by chance."""
    return guesses * both[0].chance * both[1].chance <= _LIKELY


def is_sure_of_one(both: Both, guesses: float) -> bool:
    """The same of guesses that have a free number, so that one of the residuals tells nothing."""
    return guesses * max(one.chance for one in both) <= _LIKELY
