"""The bank of a formula with the right results."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.answer_key.right import Right, layouts, results
from grader.answer_key.tolerance import any_value, tolerances
from grader.examples import Example
from reference.formula import Formula


@dataclass(frozen=True)
class AnswerKey:
    """The bank of a formula and the right results, side by side."""

    examples: tuple[Example, ...]
    right: tuple[Right, ...]

    def in_single_precision(self) -> AnswerKey:
        """The same answers, as tolerant as float32 asks for."""
        return AnswerKey(self.examples, tuple(r.in_single_precision() for r in self.right))

    def answered_by(self, formula: Formula, truth: Callable[..., Any]) -> AnswerKey:
        """The same examples, answered by another form of the formula."""
        key = answered(formula, self.examples, truth)
        return key.in_single_precision() if self.right[0].is_single else key


def answered(formula: Formula, bank: tuple[Example, ...], truth: Callable[..., Any]) -> AnswerKey:
    with np.errstate(all="ignore"):
        values = [truth(*example.arguments) for example in bank]
        found = [results(formula, value) for value in values]
        usual = [
            float(np.median([np.abs(parts[p]).max() for parts in found]))
            for p in range(len(formula.parts))
        ]
        tolerance = [
            any_value(parts)
            if formula.is_random
            else tolerances(formula, truth, example, parts, usual)
            for example, parts in zip(bank, found, strict=True)
        ]
    return AnswerKey(
        bank,
        tuple(
            Right(parts, slack, layouts=layouts(formula, value))
            for parts, slack, value in zip(found, tolerance, values, strict=True)
        ),
    )
