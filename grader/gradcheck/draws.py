"""Random numbers by a seed, the same with every version of numpy."""

from __future__ import annotations

import random
from typing import Any

import numpy as np

_BLOCK = 2**16  # numbers drawn at once, a multiple of the four bytes that the stream is made of


class Draws:
    """A stream of random vectors; of the standard library, as numpy's own takes long to import."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 -- of directions

    def uniform(self, low: float, high: float, size: int) -> Any:
        """Numbers between two bounds, (size,)."""
        drawn = self._integers(size, "<u4")  # in place from here on: there may be millions
        drawn += 0.5
        drawn *= (high - low) / 2.0**32
        drawn += low
        return drawn

    def signs(self, size: int) -> Any:
        """Numbers that are 1 or −1, (size,)."""
        drawn = self._integers(size, "u1")
        drawn %= 2
        drawn *= -2
        drawn += 1
        return drawn

    def _integers(self, size: int, kind: str) -> Any:
        """All that fit into integers of a kind, as floats; the stream is the same in one piece."""
        drawn, width = np.empty(size), np.dtype(kind).itemsize
        for start in range(0, size, _BLOCK):
            part = drawn[start : start + _BLOCK]
            part[:] = np.frombuffer(self._random.randbytes(width * part.size), dtype=kind)
        return drawn
