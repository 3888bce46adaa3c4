"""Random numbers by a seed, the same with every version of numpy."""

from __future__ import annotations

import random
from typing import Any

import numpy as np


class Draws:
    """A stream of random vectors; of the standard library, as numpy's own takes long to import."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 -- of directions

    def uniform(self, low: float, high: float, size: int) -> Any:
        """Numbers between two bounds, (size,)."""
        bits = np.frombuffer(self._random.randbytes(4 * size), dtype="<u4")
        drawn = bits + 0.5  # in place from here on: there may be millions
        drawn *= (high - low) / 2.0**32
        drawn += low
        return drawn

    def signs(self, size: int) -> Any:
        """Numbers that are 1 or −1, (size,)."""
        bits = np.frombuffer(self._random.randbytes(size), dtype=np.uint8) & 1
        return 1.0 - 2.0 * bits
