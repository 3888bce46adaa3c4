"""Which wrong gradients a float64 method can see at all.

A bug is visible when a central difference in one coordinate, with the best step of a ladder as
judged against the true gradient, sees it at 20 times its own error. A step's error is the larger of
its own and its better neighbour's, so that a difference right by accident proves nothing.
Of an array of outputs a few cotangents are tried.
"""

from __future__ import annotations

import warnings

import numpy as np

from .problem import Problem, Wrong, flat, like

SEEN_AT = 20
STEPS_PER_DECADE = 2
ROUNDING = 1e-15
LARGE = 10_000
"""From this size on, f is dear: fewer coordinates are looked at."""


class Oracle:
    """The differences of one problem, taken once for all its wrong gradients."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.x = flat(problem.x)
        self.few = 2 if self.x.size > LARGE else 12
        rng = np.random.default_rng(0)
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.cotangents = self._cotangents(rng)
            self.truth = [flat(problem.vjp(problem.x, c)) for c in self.cotangents]
        self._differences: dict[int, tuple[np.ndarray, np.ndarray]] = {}

    def visible(self, wrong: Wrong) -> bool:
        """Whether some coordinate of some cotangent gives the bug away."""
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for c, truth in zip(self.cotangents, self.truth, strict=True):
                off = np.abs(flat(wrong.vjp(self.problem.x, c)) - truth)
                measured = [i for i in self._differences if off[i]]
                suspects = dict.fromkeys([*measured, *self._suspects(off, truth)])
                if any(off[i] >= SEEN_AT * self.error(i, c, truth) for i in suspects):
                    return True
        return False

    def error(self, i: int, cotangent: np.ndarray | float, truth: np.ndarray) -> float:
        """How far the best difference in coordinate i is from the true derivative."""
        if i not in self._differences:
            self._differences[i] = self._ladder(i)
        steps, rises = self._differences[i]
        slopes = rises @ np.ravel(cotangent) / steps
        wide = np.append(np.abs(slopes - truth[i]), np.inf)
        worse = np.maximum(wide[:-1], np.minimum(wide[1:], np.insert(wide[:-2], 0, np.inf)))
        best = float(np.min(worse, initial=np.inf, where=np.isfinite(worse)))
        # The true gradient is rounded too: a difference that equals it is not infinitely good.
        return max(best, ROUNDING * (abs(truth[i]) or np.max(np.abs(truth))))

    def _suspects(self, off: np.ndarray, truth: np.ndarray) -> list[int]:
        """The coordinates most off, in themselves and for their size."""
        wrong = np.flatnonzero(off)
        relative = off[wrong] / np.maximum(np.abs(truth[wrong]), 1e-300)
        most = wrong[np.argsort(off[wrong])[-self.few :]]
        return [*most[::-1].tolist(), *wrong[np.argsort(relative)[-self.few :]].tolist()]

    def _ladder(self, i: int) -> tuple[np.ndarray, np.ndarray]:
        """Steps as rounded, and what f rises over each: (steps,), (steps, outputs)."""
        x = self.x
        size = max(abs(x[i]), np.sqrt(np.mean(x**2))) or 1.0
        low, high = 1e-11 * min(abs(x[i]) or size, size), 1e-1 * size
        if x.size > LARGE:
            low, high = 1e-7 * size, 1e-2 * size
        steps, rises = [], []
        for h in np.geomspace(low, high, 1 + int(STEPS_PER_DECADE * np.log10(high / low))):
            ahead, behind = x.copy(), x.copy()
            ahead[i] += h
            behind[i] -= h
            step = ahead[i] - behind[i]
            if step == 0:
                continue
            try:
                rise = flat(self._f(ahead)) - flat(self._f(behind))
            except (ArithmeticError, ValueError, np.linalg.LinAlgError):
                continue
            steps.append(step)
            rises.append(rise)
        if not steps:
            return np.ones(1), np.full((1, int(np.prod(self.problem.output))), np.nan)
        return np.array(steps), np.array(rises)

    def _f(self, vector: np.ndarray) -> np.ndarray:
        # A copy: f may write into its argument, or return one array every time.
        return np.array(self.problem.f(like(self.problem.x, vector.copy())), float)

    def _cotangents(self, rng: np.random.Generator) -> list[np.ndarray | float]:
        """Random signs; those over the outputs' size; one output alone."""
        shape = self.problem.output
        if shape == ():
            return [1.0]
        signs = rng.choice([-1.0, 1.0], shape) * rng.uniform(0.6, 1.4, shape)
        y = np.abs(self._f(self.x))
        alone = np.zeros(shape)
        alone.flat[rng.integers(alone.size)] = 1.0
        return [signs, signs / np.maximum(y, 1e-6 * y.max() + 1e-300), alone]
