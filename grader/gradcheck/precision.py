"""How precise each output of a function is, where it returns an array.

The outputs of one call may all be rounded as the largest one is: log(1 + e^z) is, for whatever e^z
is, and so is the log-softmax of the largest logit. Or each may be as precise as its size tells, as
those of softmax are. A step far finer than the first tells which: numbers that are rounded coarsely
do not move there, or by as much as they are rounded.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import Any

import numpy as np

from grader.gradcheck.asking import Points, center
from grader.gradcheck.line import Line
from grader.gradcheck.moved import EPSILON, norm
from grader.gradcheck.steps import FIRST
from grader.gradcheck.trial import agreement

_FINE = -40  # the step at which an output moves by some thousand roundings of its own
_ROUNDED = 4  # roundings that may be all that is seen there
_CHANCE = 8  # times what is seen of noise at three points, for it may be small by chance
_STEADY = 0.25  # of what an output moves: by how much it may be off at the fine step
_MATTERS = 4  # times the rounding of outputs that are as precise as their size tells


def shared(line: Line) -> Any:
    """What rounding may add to f(x₊) − f(x₋), by output, (m,): to each as to the largest one."""
    pair = line.pairs[FIRST]
    size = np.abs(pair.plus) + np.abs(pair.minus)
    return np.full(size.size, EPSILON * size.max(initial=0.0))


def is_single(line: Line) -> bool:
    """Whether the values of f are rounded so coarsely that the fine step tells nothing."""
    return max(line.epsilon, line.grain.epsilon) > EPSILON or line.grain.quantum > 0


def measured(line: Line) -> Generator[Points, list[Any], Any]:
    """The same, to each output as it is seen."""
    yield from center(line)
    pair, ratio = line.pairs[FIRST], 2.0 ** (_FINE - FIRST)
    plus, minus = [line.taken(value) - line.center for value in (yield line.points(_FINE))]
    alone = line.epsilon * (np.abs(pair.plus) + np.abs(pair.minus))
    expected = (pair.plus - pair.minus) * ratio
    off, uneven = np.abs(plus - minus - expected), np.abs(plus + minus)
    known = off + _ROUNDED * alone < _STEADY * np.abs(expected)
    bent = np.abs((pair.plus - line.center) + (pair.minus - line.center))
    rounded = np.where(known, np.maximum(off, uneven), uneven)
    most = np.maximum(shared(line), np.maximum(rounded.max(initial=0.0), bent))
    line.told_apart = True
    return np.where(known, np.maximum(alone, _CHANCE * rounded), most)


def told_apart(line: Line) -> Generator[Points, list[Any], None]:
    """Measure how precise the outputs are, where some claim rests on those that are small."""
    doubtful = [one for one in range(len(line.claims)) if agreement(line, one) is None]
    if line.told_apart or not any(_matters(line, claim) for claim in doubtful):
        return
    noise = np.zeros(1) if is_single(line) else (yield from measured(line))
    line.claims[:] = [replace(one, noise=norm(one.cotangent * noise)) for one in line.claims]


def _matters(line: Line, claim: int) -> bool:
    return line.claims[claim].noise > _MATTERS * EPSILON * line.magnitude(FIRST, claim)
