"""Which arguments a function does not use: changing them changes nothing in what it returns."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.answer_key import results
from grader.comparison import part_arrays
from grader.examples import GENERAL, Example
from grader.gradcheck.parameters import Layout
from grader.question import Question
from grader.student.answers import Answer, Call
from grader.student.process import Student
from reference.domain import (
    Array,
    ArrayList,
    Fraction,
    NetworkParameters,
    Number,
    Positive,
    StepCount,
)
from reference.values import mapped

EXAMPLES = 6


def unused_arguments(student: Student, question: Question) -> tuple[str, ...]:
    """The arguments that change the right result on some example tried, and never the returned
    one."""
    key = question.key
    pairs = zip(key.examples, key.right, strict=True)
    found = [(e, right.layouts) for e, right in pairs if e.kind == GENERAL][:EXAMPLES]
    tried = [example for example, _ in found]
    names = [name for name in question.formula.domain if _moved(question, tried[0], name)]
    calls = []
    for example in tried:
        calls.append(Call(question.function, tuple(example.inputs.values())))
        calls += [Call(question.function, _moved(question, example, name)) for name in names]
    answers = iter(student.answers(calls))
    unchanged = set(names)
    for _, layouts in found:
        before = next(answers)
        for name in names:
            if not _same_answer(before, next(answers), question.parts, layouts):
                unchanged.discard(name)
    return tuple(
        name
        for name in names
        if name in unchanged
        and not all(_same_right(question, e, _moved(question, e, name)) for e in tried)
    )


def _moved(question: Question, example: Example, name: str) -> tuple[Any, ...]:
    """The arguments of an example with one of them changed, () where it cannot be changed."""
    value = example.inputs[name]
    match question.formula.domain[name]:
        case Array(low=low, high=high):
            turned = np.flip(value)  # a shift alone leaves the order of the entries as it is
            changed = np.where(turned > (low + high) / 2, turned - 0.3, turned + 0.3)
        case Positive(low=low, high=high) | Number(low=low, high=high):
            changed = value * 1.5 if value * 1.5 <= high else value / 1.5
        case Fraction(low=low, high=high):
            changed = (value + (low if value > (low + high) / 2 else high)) / 2
        case StepCount():
            changed = value + 1
        case ArrayList() | NetworkParameters():
            changed = mapped(lambda array: 0.9 * np.flip(array) + 0.05, value)
        case _:
            return ()
    return tuple((dict(example.inputs) | {name: changed}).values())


def _same_answer(
    one: Answer, other: Answer, names: tuple[str, ...], layouts: tuple[Layout | None, ...]
) -> bool:
    if one.kind != "returned" or other.kind != "returned":
        return False
    before, after = (part_arrays(answer.value, names, layouts) for answer in (one, other))
    return (
        before is not None
        and after is not None
        and all(
            np.array_equal(a, b) and bool(np.all(np.isfinite(a)))
            for a, b in zip(before, after, strict=True)
        )
    )


def _same_right(question: Question, example: Example, moved: tuple[Any, ...]) -> bool:
    formula = question.formula
    pairs = zip(
        results(formula, question.truth(*example.arguments)),
        results(formula, question.truth(*moved)),
        strict=True,
    )
    return all(np.allclose(a, b, rtol=1e-12, atol=1e-14) for a, b in pairs)
