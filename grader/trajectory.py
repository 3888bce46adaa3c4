"""An update rule over several steps, from a fresh state, fed with its own results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.answer_key import Right, results
from grader.comparison import Judgement, judge
from grader.examples import Example
from grader.question import Question
from grader.student.answers import Call
from grader.student.process import Student
from reference.domain import Parameter, Previous, State, StepCount
from reference.formula import Formula

STEPS = 12


@dataclass(frozen=True)
class Trajectory:
    """`got` and `right` hold the parts by name, one mapping for each step taken.

    `start` are the arguments of the first step, `gradients` those of all steps. `got` ends early
    where a step gave no result that can be passed on.
    """

    start: Mapping[str, Any]
    gradients: tuple[Any, ...]
    got: tuple[Mapping[str, Any], ...]
    right: tuple[Mapping[str, Any], ...]
    single_precision: bool

    def wrong(self, part: str) -> list[Any]:
        """For each step that was taken, True where an entry of a part is wrong."""
        relative = 1e-3 if self.single_precision else 1e-9
        largest = max(float(np.abs(right[part]).max()) for right in self.right)
        with np.errstate(invalid="ignore"):
            return [
                ~(np.abs(got[part] - right[part]) <= relative * largest)
                for got, right in zip(self.got, self.right, strict=False)
            ]

    def wrong_steps(self, part: str) -> list[int]:
        """The steps, counted from 1, at which a part is wrong."""
        return [step for step, wrong in enumerate(self.wrong(part), start=1) if wrong.any()]


def follow(
    student: Student, question: Question, start: Example, gradients: Sequence[Any]
) -> Trajectory:
    """Take one step for each of the gradients, from the parameters of `start`."""
    formula = question.formula
    fresh = {
        name: np.zeros_like(value) if isinstance(formula.domain[name], State) else value
        for name, value in start.inputs.items()
    }
    fresh |= _previous(formula, fresh)
    right: list[Mapping[str, Any]] = []
    got: list[Mapping[str, Any]] = []
    single = False
    ours, theirs = dict(fresh), dict(fresh)
    for step, g in enumerate(gradients, start=1):
        given = {formula.gradient_argument: g} | _step_count(formula, step)
        ours |= given
        parts = results(formula, question.truth(*ours.values()))
        right.append(dict(zip(question.parts, parts, strict=True)))
        ours |= _previous(formula, ours) | _moved(formula, right[-1])
        if len(got) < step - 1:
            continue
        theirs |= given
        (answer,) = student.answers([Call(question.function, tuple(theirs.values()))])
        if answer.kind != "returned":
            continue
        judgement = judge(
            answer.value, Right(parts, parts, question.key.right[0].is_single), question.parts
        )
        if judgement.problem is None:
            single = single or any(part.single_precision for part in judgement.parts)
            got.append(_values(judgement, question))
            theirs |= _previous(formula, theirs) | _moved(formula, got[-1])
    return Trajectory(
        start=fresh | {formula.gradient_argument: gradients[0]} | _step_count(formula, 1),
        gradients=tuple(gradients),
        got=tuple(got),
        right=tuple(right),
        single_precision=single,
    )


def _previous(formula: Formula, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The weights as they are, for the argument in which a rule finds them one step later."""
    weights = next(name for name, d in formula.domain.items() if isinstance(d, Parameter))
    return {name: inputs[weights] for name, d in formula.domain.items() if isinstance(d, Previous)}


def _moved(formula: Formula, parts: Mapping[str, Any]) -> dict[str, Any]:
    """What a step returned, by the arguments of the next one: a single part is the weights."""
    weights = next(name for name, d in formula.domain.items() if isinstance(d, Parameter))
    return {name or weights: value for name, value in parts.items()}


def _step_count(formula: Formula, step: int) -> dict[str, int]:
    return {name: step for name, d in formula.domain.items() if isinstance(d, StepCount)}


def _values(judgement: Judgement, question: Question) -> dict[str, Any]:
    values = (part.value for part in judgement.parts)
    return dict(zip(question.parts, values, strict=True))
