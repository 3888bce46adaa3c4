"""How far changed code ever gets from what it was, in units of what float64 can tell apart."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from grader.answer_key import EPSILON, results
from grader.audit.subjects import Subject
from grader.examples import Example, bank, further
from grader.student.answers import Call
from grader.student.in_process import InProcessStudent
from reference.formula import Formula
from reference.values import arguments, mapped

SEEDS = (0, 1, 2)
FURTHER = 1000  # inputs for each seed, besides the bank of that seed
TINIEST = float(np.finfo(float).tiny)  # below it, numbers have fewer digits, down to none
NEARBY = 6  # inputs that are hardly different, for each of them
# Code that is right in other words was never seen further away; the grader's tolerance is 500.
MOST_UNITS = 60.0


@dataclass(frozen=True)
class Closeness:
    """The largest difference on so many inputs, in units; inf where there was no such result.

    The unit of an entry is how far the right result moves there when every input moves by one unit
    in its last place, with one unit in the last place of the largest entry. It is measured here
    anew: the grader's own tolerance is what is under examination.
    """

    inputs: int
    largest: float
    most: float = MOST_UNITS

    @property
    def is_indistinguishable(self) -> bool:
        return self.largest <= self.most


@dataclass(frozen=True, eq=False)
class Measured:
    """An input, what is right there, and the unit of each entry, part by part."""

    example: Example
    right: tuple[Any, ...]
    units: tuple[Any, ...]


def closeness(subject: Subject, student: InProcessStudent) -> Closeness:
    """How far the student's function gets from what is right for the subject.

    It is asked on some thousand inputs over several seeds, of all kinds that the bank holds and the
    assignment asks for, until it is told apart.
    """
    seen, largest = 0, 0.0
    for distance in _distances(subject, student):
        seen += 1
        largest = max(largest, distance)
        if largest > MOST_UNITS:
            break
    return Closeness(seen, largest)


def usual_distance(subject: Subject, student: InProcessStudent) -> float:
    """The largest difference, in units, but for the worst twentieth of all those inputs: of a
    number in the code, however small, there are inputs next to which it is large."""
    distances = sorted(_distances(subject, student))
    return distances[int(0.95 * (len(distances) - 1))]


def _distances(subject: Subject, student: InProcessStudent) -> Iterator[float]:
    with np.errstate(all="ignore"):
        for one in _inputs(subject):
            (answer,) = student.answers([Call(subject.name, one.example.arguments)])
            returned = answer.value if answer.kind == "returned" else None
            yield _apart(subject.entry.formula, returned, one)


def _apart(formula: Formula, returned: Any, one: Measured) -> float:
    """The largest difference of any entry, in units."""
    try:
        parts = results(formula, returned)
    except (TypeError, ValueError):
        return math.inf
    if [part.shape for part in parts] != [right.shape for right in one.right]:
        return math.inf
    found = 0.0
    for part, right, unit in zip(parts, one.right, one.units, strict=True):
        distance = np.where(part == right, 0.0, np.abs(part - right) / unit)
        if np.isnan(distance).any():
            return math.inf
        found = max(found, float(distance.max(initial=0.0)))
    return found


@cache
def _inputs(subject: Subject) -> tuple[Measured, ...]:
    return tuple(_measured(subject))


def _measured(subject: Subject) -> Iterator[Measured]:
    formula, truth = subject.entry.formula, subject.question.truth
    rng = np.random.default_rng(0)
    for seed in SEEDS:
        drawn = (*bank(formula, seed), *further(formula, FURTHER, seed))
        for example in subject.asked_for(drawn):
            right = results(formula, truth(*example.arguments))
            units = [EPSILON * np.abs(part).max(initial=0.0) + TINIEST for part in right]
            moved = [np.zeros(part.shape) for part in right]
            for _ in range(NEARBY):
                nearby = {name: _moved(value, rng) for name, value in example.inputs.items()}
                for total, here, there in zip(
                    moved, right, results(formula, truth(*arguments(nearby))), strict=True
                ):
                    np.maximum(total, np.abs(there - here), out=total)
            yield Measured(
                example, right, tuple(u + total for u, total in zip(units, moved, strict=True))
            )


def _moved(value: Any, rng: np.random.Generator) -> Any:
    """A value with each of its numbers moved by up to one unit in the last place; counts stay."""

    def moved(number: Any) -> Any:
        if isinstance(number, int):
            return number
        return number * (1 + EPSILON * rng.uniform(-1, 1, np.shape(number)))

    return mapped(moved, value)
