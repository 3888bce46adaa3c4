"""Whether changed code of a random function draws from the same distribution as before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.answer_key import results
from grader.audit.closeness import Closeness
from grader.audit.subjects import Subject
from grader.examples import EXTREME, bank
from grader.student.answers import Call
from grader.student.in_process import InProcessStudent
from reference.values import Seed, arguments

DRAWS = 2000  # of each function, for each input
EVERY = 15  # of the bank, one input in so many
PLACES = 8  # in what is drawn, that are looked at one by one
# Kolmogorov's and Smirnov's statistic: √(n/2) times the largest distance of the two distributions.
# Where they are the same, it is above 3 once in thirty million times.
MOST = 3.0


def likeness(subject: Subject, student: InProcessStudent) -> Closeness:
    """The largest such statistic on any input, and how many draws were compared.

    It is that of the numbers in one place, or of all together; how the numbers in several places
    depend on each other is left to the laws. The two functions are given other seeds: not what they
    draw from one generator is compared. A normal distribution that is wider by a tenth is told from
    the right one.
    """
    seen, largest = 0, 0.0
    with np.errstate(all="ignore"):
        for inputs in _inputs(subject):
            right = [_drawn(subject, subject.question.truth(*given)) for given in _given(inputs, 0)]
            calls = [Call(subject.name, given) for given in _given(inputs, DRAWS)]
            answers = student.answers(calls)
            seen += DRAWS
            if not all(answer.kind == "returned" for answer in answers):
                return Closeness(seen, np.inf, MOST)
            try:
                theirs = np.array([_drawn(subject, answer.value) for answer in answers])
            except (TypeError, ValueError):
                return Closeness(seen, np.inf, MOST)
            largest = max(largest, _statistic(np.array(right), theirs))
    return Closeness(seen, largest, MOST)


def _inputs(subject: Subject) -> Iterator[dict[str, Any]]:
    for example in bank(subject.entry.formula)[::EVERY]:
        if example.kind != EXTREME:
            yield dict(example.inputs)


def _given(inputs: dict[str, Any], first: int) -> Iterator[tuple[Any, ...]]:
    """The inputs with one seed after the other."""
    for seed in range(first, first + DRAWS):
        changed = {n: Seed(seed) if isinstance(v, Seed) else v for n, v in inputs.items()}
        yield arguments(changed)


def _drawn(subject: Subject, returned: Any) -> Any:
    """What was drawn, its numbers one after the other."""
    parts = results(subject.entry.formula, returned)
    return np.concatenate([np.ravel(part) for part in parts])


def _statistic(one: Any, other: Any) -> float:
    """That of two functions; a row is what one of them has drawn at once."""
    if one.shape != other.shape or not np.isfinite(other).all():
        return float("inf")
    places = zip(one.T[:PLACES], other.T[:PLACES], strict=True)
    return max(_distance(*pair) for pair in (*places, (one.ravel(), other.ravel())))


def _distance(one: Any, other: Any) -> float:
    """That of two samples of the same size."""
    points = np.concatenate([one, other])
    below = [np.searchsorted(np.sort(x), points, side="right") for x in (one, other)]
    largest = float(np.abs(below[0] - below[1]).max()) / len(one)
    return largest * float(np.sqrt(len(one) / 2))
