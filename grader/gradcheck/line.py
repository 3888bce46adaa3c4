"""A function along one direction, at steps of several sizes, beside what is claimed of it.

    r(h) = [φ(x₊) − φ(x₋) − g·(x₊ − x₋)] / 2h        x± = x ± h v as rounded, φ = w·f

Of a right gradient, r(h) is a multiple of h² and noise of size 1/h; of a wrong one, it tends to
(∇φ − g)·v, whatever h. The displacements are those that the rounded points really have, so that the
rounding of x adds no noise.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.gradcheck.beside import Beside
from grader.gradcheck.grain import Grain
from grader.gradcheck.moved import EPSILON, Claim, Moved, moved_by, norm, parts


@dataclass(frozen=True)
class Pair:
    """f at x + h v and at x − h v, what that comes to for each claim, and φ(x₊) + φ(x₋) − 2φ(x) by
    claim, once it was asked for."""

    plus: Any
    minus: Any
    moved: tuple[Moved, ...]
    second: dict[int, float] = field(default_factory=dict)


@dataclass
class Line:
    """The values of f along v, by the exponent k of the step h = 2^k; they come in as measured.

    x and v (n,); `center` is f(x), once it is known; `epsilon` the precision of the numbers that f
    returns; `scatter` what f was seen to vary by without reason, and `sizes` ‖g ∘ v‖, by claim;
    `shape` that of what f returns; `grain` how coarsely its values are seen to be rounded;
    `ripples` whether it was seen to go up and down between the points; `told_apart` whether it was
    measured how precise each of the outputs is.
    """

    x: Any
    v: Any
    claims: list[Claim]
    pairs: dict[int, Pair] = field(default_factory=dict)
    center: Any = None
    epsilon: float = EPSILON
    scatter: dict[int, float] = field(default_factory=dict)
    sizes: dict[int, float] = field(default_factory=dict)
    shape: tuple[int, ...] = ()
    grain: Grain = field(default_factory=Grain)
    ripples: bool = False
    told_apart: bool = False

    def along(self, v: Any) -> Line:
        """Another line through x, with the same claims."""
        return Line(
            self.x,
            v,
            self.claims,
            center=self.center,
            epsilon=self.epsilon,
            scatter=dict(self.scatter),
            shape=self.shape,
            grain=self.grain,
            ripples=self.ripples,
            told_apart=self.told_apart,
        )

    def points(self, k: int) -> Beside:
        """Where f is needed for the step 2^k."""
        return Beside(self.x, self.v, 2.0**k)

    def taken(self, value: Any) -> Any:
        """A value of f as a vector of float64; of float32, the precision is remembered."""
        array = np.asarray(value)
        if array.dtype.kind == "f" and array.dtype != float:
            self.epsilon = max(self.epsilon, float(np.finfo(array.dtype).eps))
        vector = array.astype(float).ravel()
        self.grain.take(vector)
        return vector

    def add(self, k: int, plus: Any, minus: Any) -> None:
        """Take the values of f at the two points of a step."""
        self.shape = np.shape(plus)
        self._take(k, self.taken(plus), self.taken(minus))

    def _take(self, k: int, plus: Any, minus: Any) -> None:
        moved = tuple(moved_by(self.x, self.v, 2.0**k, one, plus, minus) for one in self.claims)
        self.pairs[k] = Pair(plus, minus, moved)

    def claim(self, claims: list[Claim]) -> None:
        """Take claims, beside values of f that are there already."""
        self.claims, known = claims, self.pairs
        self.pairs = {}
        for k, pair in known.items():
            self._take(k, pair.plus, pair.minus)

    def shrink(self, exponent: int) -> None:
        """Multiply v by a power of two, and forget what was measured along it."""
        self.v = self.v * 2.0**exponent
        self.pairs, self.sizes = {}, {}

    def forget(self, k: int) -> None:
        """Forget the steps that are coarser than 2^k: f is another there."""
        self.pairs = {finer: pair for finer, pair in self.pairs.items() if finer <= k}

    def size(self, claim: int) -> float:
        """‖g ∘ v‖: what errors of a claim are relative to."""
        if claim not in self.sizes:
            g = self.claims[claim].gradient
            self.sizes[claim] = math.hypot(*(norm(g[p] * self.v[p]) for p in parts(g)))
        return self.sizes[claim]

    def finite(self, k: int) -> bool:
        """Whether f is finite at both points of a step."""
        pair = self.pairs[k]
        return bool(np.isfinite(pair.plus).all() and np.isfinite(pair.minus).all())

    def residual(self, k: int, claim: int) -> float:
        """r(h) of one claim, as above; NaN where f is not finite, or where the step is so fine that
        it is lost in the rounding of x."""
        moved, h = self.pairs[k].moved[claim], 2.0**k
        if not moved.size >= self.size(claim) * h:
            return math.nan
        return (moved.rise - moved.odd) / (2 * h)

    def claimed(self, k: int, claim: int) -> float:
        """g·(x₊ − x₋): by how much φ rises from one point of a step to the other, by the claim."""
        return self.pairs[k].moved[claim].odd

    def slope(self, k: int, claim: int) -> float:
        """The central difference itself."""
        return self.pairs[k].moved[claim].rise / (2 * 2.0**k)

    def bend(self, k: int, claim: int) -> float:
        """[φ(x₊) + φ(x₋) − 2φ(x) − g·(x₊ + x₋ − 2x)] / h: of order h for a smooth function, the
        jump of the slope where there is a kink at x."""
        pair = self.pairs[k]
        if claim not in pair.second:
            both = (pair.plus - self.center) + (pair.minus - self.center)
            pair.second[claim] = float(self.claims[claim].cotangent @ both)
        return (pair.second[claim] - pair.moved[claim].even) / 2.0**k

    def rounding(self, k: int, claim: int) -> float:
        """What rounding may add to φ(x₊) − φ(x₋), or whatever else f was seen to vary by."""
        return max(self.precision(k, claim), self.scatter.get(claim, 0.0))

    def precision(self, k: int, claim: int) -> float:
        """What the rounding of f alone may add to φ(x₊) − φ(x₋)."""
        rounded = max(self.epsilon, self.grain.epsilon) * self.magnitude(k, claim)
        rounded = max(rounded, self.claims[claim].noise)
        if self.grain.quantum == 0:
            return rounded
        return max(rounded, self.grain.quantum * norm(self.claims[claim].cotangent))

    def magnitude(self, k: int, claim: int) -> float:
        """The size of what φ(x₊) − φ(x₋) is the difference of."""
        return self.pairs[k].moved[claim].magnitude
