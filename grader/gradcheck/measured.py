"""What was measured along two directions, and how well a guess explains it.

A guess says what the residual along each direction must be. That both are as it says may be by
chance: the more guesses there are and the coarser the measurement, the more likely.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

BARS = 4.0  # error bars that a residual may be off
_EXACT = 1e-9  # of what a guess adds up: rounding in the sums
LIKELY = 0.015  # coincidences expected: what is sure enough of a common mistake
RARE = 0.003  # of any other


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

    def chance(self, spread: float = 0.0) -> float:
        """How likely a wrong guess is to agree, of guesses spread normally, by at least `spread`.

        Their density at the residual is at most 0.4/spread and, whatever their spread,
        0.242/|residual|; those that agree lie within BARS error bars of it on either side.
        """
        likely = 2 * self.doubt
        if 0 < spread < math.inf:
            likely = min(likely, 3.2 * self.error / spread)
        return min(1.0, likely + _EXACT)

    def loosened(self, share: float) -> Measured:
        """The same with a share of the residual allowed for besides the error bar."""
        return replace(self, error=max(self.error, share * abs(self.residual) / BARS))

    def size(self, part: Any = slice(None)) -> float:
        """The Euclidean norm of what the coordinates of a part of the claim contribute along v."""
        return norm(self.gradient[part] * self.v[part])

    def agrees(self, predicted: float, size: float = 0.0, share: float = 0.0) -> bool:
        """Whether the residual is as predicted; `size` is that of what the prediction adds up.

        To guesses that are few, `share` of the residual is granted besides the error bar, which may
        be too short where few steps were taken: they hardly agree by chance.
        """
        allowed = BARS * self.error + max(
            _EXACT * max(abs(predicted), size), share * abs(predicted)
        )
        return abs(self.residual - predicted) <= allowed


def norm(v: Any) -> float:
    """The Euclidean norm, of entries up to the largest that there are."""
    size = float(np.linalg.norm(v))
    if size < math.inf:
        return size
    largest = float(np.abs(v).max())
    return largest * float(np.linalg.norm(v / largest)) if largest < math.inf else largest


Both = tuple[Measured, Measured]
Spreads = tuple[float, float]


def is_sure(
    both: Both, guesses: float, spreads: Spreads = (0.0, 0.0), likely: float = LIKELY
) -> bool:
    """Whether one of so many guesses that agrees with both residuals hardly does so by chance;
    `spreads` is by how much guesses differ along each direction."""
    return guesses * both[0].chance(spreads[0]) * both[1].chance(spreads[1]) <= likely


def is_sure_of_one(both: Both, guesses: float, spreads: Spreads = (0.0, 0.0)) -> bool:
    """The same of guesses that have a free number, so that one of the residuals tells nothing; of
    such guesses there are always some more."""
    chances = [one.chance(spread) for one, spread in zip(both, spreads, strict=True)]
    return guesses * max(chances) <= RARE
