"""Which sums of outputs are looked at, where f returns an array."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.gradcheck.directions import quantiles, random_signs
from grader.gradcheck.draws import Draws
from grader.gradcheck.line import Line
from grader.gradcheck.moved import EPSILON
from grader.gradcheck.steps import FIRST

_SEEN = 8  # roundings by which an output moves that more than rounding moves
_LEAST = 1e-3  # of the median: an output that moves less may be rounded as the others are
_TINY = 1e-290  # a number as small has no reciprocal that one could go on with


def cotangents(plus: Any, minus: Any, random: Draws) -> list[Any]:
    """The weights of the outputs: 1 for a single one; else plain, and such that outputs that move
    little or are small count as much as the others."""
    if plus.size == 1:
        return [np.ones(1)]
    moved, size = np.abs(plus - minus), np.abs(plus) + np.abs(minus)
    weights = [np.ones(plus.size)]
    seen = moved > _SEEN * EPSILON * size
    if seen.any():
        usual = np.maximum(moved, _LEAST * quantiles(moved[seen], 0.5)[0])
        weights.append(np.divide(1.0, usual, out=np.zeros(plus.size), where=seen & (usual > _TINY)))
    if 0 < size.max() < np.inf:
        weights.append(1 / np.maximum(size, 1e-6 * size.max()))
    return [random_signs(random, plus.size) * weight / weight.max() for weight in weights]


def drowned(line: Line) -> Any:
    """Which outputs of several are seen to move, (m,), though by next to nothing beside others."""
    pair = line.pairs[FIRST]
    moved, size = np.abs(pair.plus - pair.minus), np.abs(pair.plus) + np.abs(pair.minus)
    seen = (moved > _SEEN * line.epsilon * size) & (moved > _TINY)
    if seen.any():
        seen &= moved < _LEAST * quantiles(moved[seen], 0.5)[0]
    return seen


def alone(line: Line, outputs: Any, noise: Any, random: Draws) -> Any:
    """The weights of such outputs, each by its own movement; None where all is lost in noise."""
    pair = line.pairs[FIRST]
    moved = np.abs(pair.plus - pair.minus)
    seen = outputs & (moved > _SEEN * noise)
    if not seen.any():
        return None
    weight = np.divide(moved[seen].min(), moved, out=np.zeros(moved.size), where=seen)
    return weight * random_signs(random, moved.size)
