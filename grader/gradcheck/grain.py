"""How coarsely the values of a function are rounded, as far as they show it.

A loss that was computed in single precision, or rounded to six decimals, comes as a float64 all the
same. But the last bits of all its values are zero, or they print with few digits, and that hardly
happens by chance. Values that never change tell nothing.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

_BITS = 10  # that are zero at the end of every value: fewer may be by chance
_DIGITS = 14  # a value that is not rounded prints with more, of which 17 are needed at most
_LOOKED_AT = 16  # entries, where f has many
_WHOLE = 53  # bits of a float64


class Grain:
    """What the values that were seen have in common; `epsilon` is the precision that they have, as
    a share of each, `quantum` the number of which all are multiples; 0 where that is none."""

    def __init__(self) -> None:
        self.epsilon = self.quantum = 0.0
        self._first: Any = None
        self._sample: Any = None
        self._bits, self._binary = 0, True  # all bits that were seen, aligned at the first
        self._low = math.inf  # the exponent of the last bit that was seen
        self._last, self._decimal = math.inf, True  # the exponent of the last digit

    def take(self, values: Any) -> None:
        """Look at a vector of values of f."""
        if not (self._binary or self._decimal) or not np.isfinite(values).all():
            return
        if self._first is None:
            self._first = values
            return
        if self._sample is None:
            moved = np.flatnonzero(values != self._first)
            if moved.size == 0:
                return
            self._sample = moved[:: 1 + moved.size // _LOOKED_AT]
            self._look(self._first[self._sample].tolist())
        self._look(values[self._sample].tolist())
        self._conclude()

    def _look(self, values: list[float]) -> None:
        for value in values:
            if value == 0:
                continue
            if self._binary:
                fraction, exponent = math.frexp(abs(value))
                bits = int(fraction * 2**_WHOLE)
                self._bits |= bits
                self._low = min(self._low, _zeros(bits) + exponent - _WHOLE)
                self._binary = _zeros(self._bits) >= _BITS
            if self._decimal:
                digits, last = _printed(value)
                self._last = min(self._last, last)
                self._decimal = digits <= _DIGITS

    def _conclude(self) -> None:
        self.epsilon = self.quantum = 0.0
        if self._binary and self._bits:
            self.epsilon = 2.0 ** (_zeros(self._bits) - _WHOLE + 1)
            self.quantum = 2.0**self._low
        if self._decimal and self._last < math.inf:
            self.quantum = max(self.quantum, 10.0**self._last)


def _zeros(bits: int) -> int:
    """How many zeros there are after the last bit."""
    return (bits & -bits).bit_length() - 1


def _printed(value: float) -> tuple[int, int]:
    """With how many digits a number prints at the least, and the power of ten of the last one."""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = whole + ("" if fraction == "0" else fraction)
    kept = digits.rstrip("0")
    last = int(exponent or 0) - (len(digits) - len(whole)) + len(digits) - len(kept)
    return len(kept.lstrip("0")), last
