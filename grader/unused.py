"""Which arguments a function does not use: changing them changes nothing in what it returns."""

from __future__ import annotations

from collections.abc import Callable
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

FIRST = 6


def unused_arguments(student: Student, question: Question) -> tuple[str, ...]:
    """The arguments that change the right result on some example, and never the returned one.

    A few ordinary examples acquit nearly every argument. Those that they do not acquit are changed
    once more, by as much as their domain allows, on every example of the bank: what is rounded,
    compared or reached on a few inputs only is used all the same.
    """
    pairs = zip(question.key.examples, question.key.right, strict=True)
    found = [(example, right.layouts) for example, right in pairs]
    first = [pair for pair in found if pair[0].kind == GENERAL][:FIRST]
    names = [name for name in question.formula.domain if _moved(question, first[0][0], name)]
    unchanged = _unchanged(student, question, first, names, _moved)
    unchanged = [
        name
        for name in unchanged
        if not all(_same_right(question, e, _moved(question, e, name)) for e, _ in first)
    ]
    for moved in (_moved, _moved_far):
        unchanged = _unchanged(student, question, found, unchanged, moved)
    return tuple(unchanged)


_Found = list[tuple[Example, tuple[Layout | None, ...]]]


def _unchanged(
    student: Student,
    question: Question,
    found: _Found,
    names: list[str],
    moved: Callable[[Question, Example, str], tuple[Any, ...]],
) -> list[str]:
    """Those of the arguments that change no answer on these examples."""
    if not names:
        return []
    calls = []
    for example, _ in found:
        calls.append(Call(question.function, tuple(example.inputs.values())))
        calls += [Call(question.function, moved(question, example, name)) for name in names]
    answers = iter(student.answers(calls))
    changing = set()
    for example, layouts in found:
        before = next(answers)
        for name in names:
            after = next(answers)
            # Beyond what is usual a function may stop or overflow whatever it looks at.
            if example.kind != GENERAL and _is_broken(before, after, question.parts, layouts):
                continue
            if not _same_answer(before, after, question.parts, layouts):
                changing.add(name)
    return [name for name in names if name not in changing]


def _moved_far(question: Question, example: Example, name: str) -> tuple[Any, ...]:
    """The arguments of an example with one of them at the other end of its domain."""
    value = example.inputs[name]
    changed: Any
    match question.formula.domain[name]:
        case Array(low=low, high=high):
            changed = np.where(np.flip(value) > (low + high) / 2, low, high)
        case (
            Positive(low=low, high=high) | Number(low=low, high=high) | Fraction(low=low, high=high)
        ):
            changed = low if value > (low + high) / 2 else high
        case StepCount(high=high):
            changed = value + high
        case _:
            changed = mapped(lambda array: 1 - 5 * np.flip(array), value)
    return tuple((dict(example.inputs) | {name: changed}).values())


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


def _is_broken(
    one: Answer, other: Answer, names: tuple[str, ...], layouts: tuple[Layout | None, ...]
) -> bool:
    """Whether one of the two is no answer, or not finite."""
    both = [part_arrays(a.value, names, layouts) for a in (one, other) if a.kind == "returned"]
    arrays = [array for found in both if found is not None for array in found]
    return len(arrays) < 2 * len(names) or not all(np.isfinite(array).all() for array in arrays)


def _same_right(question: Question, example: Example, moved: tuple[Any, ...]) -> bool:
    formula = question.formula
    pairs = zip(
        results(formula, question.truth(*example.arguments)),
        results(formula, question.truth(*moved)),
        strict=True,
    )
    return all(np.allclose(a, b, rtol=1e-12, atol=1e-14) for a, b in pairs)
