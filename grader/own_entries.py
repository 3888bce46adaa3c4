"""The derivative of the student's own forward function entry by entry, where it is to be seen.

A check tells whether a gradient is right from a few evaluations; numbers to put beside those of a
gradient take four for each entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.gradcheck.differences import (
    EVALUATIONS,
    Estimate,
    directional_derivative,
    displacements,
)
from grader.gradcheck.directions import natural_scale
from grader.own_function import ENDING, OwnFunction
from grader.student.answers import Answer
from grader.student.process import Student


def own_entries(student: Student, functions: Sequence[OwnFunction]) -> list[Estimate | None]:
    """The derivative of each function as the formula lays it out, all with one message; None where
    a function gives no usable answer."""
    calls = [function.call(point) for function in functions for point in _displaced(function.x)]
    answers = iter(student.answers(calls))
    return [
        _estimate(function, [next(answers) for _ in range(EVALUATIONS * function.x.size)])
        for function in functions
    ]


def _displaced(x: Any) -> list[Any]:
    """x with one entry displaced, each entry in turn."""
    directions = np.diag(natural_scale(x))
    return [point for points in zip(*displacements(x, directions), strict=True) for point in points]


def _estimate(function: OwnFunction, answers: list[Answer]) -> Estimate | None:
    if any(answer.kind in ENDING for answer in answers):
        return None
    values = [function.value(answer) for answer in answers]
    if any(value is None or not np.all(np.isfinite(value)) for value in values):
        return None
    table = np.array(values, dtype=float).reshape(-1, EVALUATIONS, *function.outputs)
    along = directional_derivative(list(np.moveaxis(table, 1, 0)))
    scale = natural_scale(function.x).reshape(-1, *[1] * len(function.outputs))
    # Of a list or a dict, the entries of all arrays stand in one vector.
    of = function.layout.leaves[0].shape if function.result is None else function.x.shape
    shape = function.outputs + of

    def laid_out(entries: Any) -> Any:
        return function.derivative(np.moveaxis(entries / scale, 0, -1).reshape(shape))

    return Estimate(laid_out(along.value), np.abs(laid_out(along.error)))
