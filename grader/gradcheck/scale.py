"""How far a line goes: where f leaves its domain, or varies on a smaller scale, not as far."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import Any

import numpy as np

from grader.gradcheck.asking import Points, center, step
from grader.gradcheck.directions import random_signs
from grader.gradcheck.draws import Draws
from grader.gradcheck.line import Line
from grader.gradcheck.steps import FIRST
from grader.gradcheck.trial import agreement

_SHRINK = -8
_TURNS = 4
_UNEVEN = 2.0**-4  # a coordinate that is that much smaller than its scale may be near an edge
_LEAST = -28  # finer still, and the steps are lost in the rounding of x
_TURNED = 0.25  # times |f|: a claimed rise that f can only make by going up and down


def begun(line: Line, start: int) -> Generator[Points, list[Any], None]:
    """Measure the step `start`; on a smaller scale if f is not finite there, where it is at x."""
    yield from step(line, start)
    if line.finite(start):
        return
    yield from center(line)
    for _ in range(_TURNS if np.isfinite(line.center).all() else 0):
        line.shrink(_SHRINK)
        yield from step(line, start)
        if line.finite(start):
            return


def natural_line(
    x: Any, scale: Any, random: Draws
) -> Generator[Points, list[Any], tuple[Line | None, Any]]:
    """A line in which every coordinate moves by its scale, and the scale; None where f is finite
    at x alone, or not even there."""
    line = Line(x, scale * random_signs(random, x.size), [])
    yield from step(line, FIRST)
    if line.finite(FIRST):
        return line, scale
    yield from center(line)
    if not np.isfinite(line.center).all():
        return None, scale
    sizes = np.abs(x)
    if np.any((sizes > 0) & (sizes < _UNEVEN * scale)):
        smaller = np.where(x != 0, np.minimum(sizes, scale), scale)
        line.v = line.v * (smaller / scale)
        scale, line.pairs = smaller, {}
        yield from step(line, FIRST)
    for turn in range(_TURNS):
        if line.finite(FIRST):
            return line, scale * 2.0 ** (_SHRINK * turn)
        line.shrink(_SHRINK)
        yield from step(line, FIRST)
    return (line, scale * 2.0 ** (_SHRINK * _TURNS)) if line.finite(FIRST) else (None, scale)


def steadied(line: Line, scale: Any) -> Generator[Points, list[Any], Any]:
    """The scale, made so small that by the claim f changes by no more than it is, where it was by
    far more: f goes up and down within the first step, or the claim is far too large."""
    if agreement(line, 0) is not None:
        return scale
    size = line.magnitude(FIRST, 0)
    if not line.size(0) * 2.0**FIRST > _TURNED * size > 0:
        return scale
    exponent = max(math.floor(math.log2(max(size / line.size(0), 2.0**_LEAST))), _LEAST)
    line.shrink(exponent)
    yield from step(line, FIRST)
    return scale * 2.0**exponent
