"""What a step along a direction comes to: by how much f moves, and by how much the claim says."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

EPSILON = float(np.finfo(float).eps)
_BLOCK = 2**16  # coordinates


@dataclass(frozen=True)
class Claim:
    """What a gradient says of φ = w·f: cotangent w (m,), g = the claimed gradient of φ (n,); and
    what rounding may add to φ(x₊) − φ(x₋) where outputs are less precise than their size tells."""

    cotangent: Any
    gradient: Any
    noise: float = 0.0


class Moved(NamedTuple):
    """What a step comes to for one claim: φ(x₊) − φ(x₋) and the size of what it is the difference
    of; g·(x₊ − x₋), g·(x₊ + x₋ − 2x) and ‖g ∘ (x₊ − x₋)‖."""

    rise: float
    magnitude: float
    odd: float
    even: float
    size: float


def moved_by(x: Any, v: Any, h: float, claim: Claim, plus: Any, minus: Any) -> Moved:
    """What the step h along v comes to, with f at x + h v and at x − h v, (m,) each."""
    w, odd, even, size = claim.cotangent, 0.0, 0.0, 0.0
    for part in parts(x):
        at, step, gradient = x[part], h * v[part], claim.gradient[part]
        up, down = (at + step) - at, (at - step) - at
        apart = up - down
        odd += float(gradient @ apart)
        even += float(gradient @ (up + down))
        size = math.hypot(size, norm(gradient * apart))
    rise, magnitude = float(w @ (plus - minus)), norm(np.abs(w * plus) + np.abs(w * minus))
    return Moved(rise, magnitude, odd, even, size)


def parts(x: Any) -> list[slice]:
    """Blocks of coordinates: x may be large, and a temporary array as large is one too many."""
    return [slice(start, start + _BLOCK) for start in range(0, x.size, _BLOCK)]


def norm(v: Any) -> float:
    """The Euclidean norm, of entries up to the largest that there are."""
    size = math.sqrt(float(v @ v))
    if 1e-140 < size < math.inf:
        return size
    largest = float(np.abs(v).max(initial=0.0))
    if not 0 < largest < math.inf:
        return largest
    v = v / largest
    return largest * math.sqrt(float(v @ v))
