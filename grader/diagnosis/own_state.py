"""An update rule beside the state that the student's function returned.

A step that is right for a wrong average is no second mistake. So the step is judged once more, from
the state before that would have led, rightly, to the average returned.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from grader.answer_key import AnswerKey, Right, results
from grader.candidates import Candidate
from grader.evidence import Evidence
from grader.examples import Example
from reference.domain import State

_LOST = 1e-9  # of a number of the state; what is lost by going back and forth
_ENOUGH = 0.5  # of the examples


def from_own_state(evidence: Evidence) -> Evidence | None:
    """The evidence on examples from which the right state after the step is the one returned; None
    where there are too few, or none can be found. A state that comes back as it went in is no
    average that a step could have been taken with."""
    state = state_parts(evidence)
    if not state or _is_passed_on(evidence, state):
        return None
    found = [(i, moved) for i in evidence.ordinary if (moved := _moved(evidence, i, state))]
    if not found or len(found) < _ENOUGH * len(evidence.ordinary):
        return None
    key = AnswerKey(tuple(e for _, (e, _) in found), tuple(right for _, (_, right) in found))
    # What stands besides a sum may be the state before, and this is not the one that was passed in.
    entry = evidence.question.entry
    entry = replace(entry, terms=tuple(terms for terms in entry.terms if not terms.besides))
    return replace(
        evidence,
        question=replace(evidence.question, key=key, entry=entry),
        answers=tuple(evidence.answers[i] for i, _ in found),
    )


def _is_passed_on(evidence: Evidence, state: tuple[int, ...]) -> bool:
    return all(
        np.array_equal(returned[p], evidence.examples[i].inputs[evidence.parts[p]])
        for i in evidence.ordinary
        if (returned := evidence.arrays[i]) is not None
        for p in state
    )


def state_parts(evidence: Evidence) -> tuple[int, ...]:
    """The parts that an update rule carries from step to step."""
    domain = evidence.question.formula.domain
    return tuple(
        part for part, name in enumerate(evidence.parts) if isinstance(domain.get(name), State)
    )


def is_right_for_it(own: Evidence, evidence: Evidence, part: int) -> bool:
    """Whether a part is the right one for the state returned, as closely as a known mistake would
    have to be."""
    usual = {id(answer): i for i, answer in enumerate(evidence.answers)}
    for answer, right, theirs in zip(own.answers, own.question.key.right, own.arrays, strict=True):
        asked = evidence.question.key.right[usual[id(answer)]].parts[part]
        if theirs is None or not Candidate(right.parts[part], asked).is_same_as(
            theirs[part], right.tolerance[part]
        ):
            return False
    return True


def _moved(evidence: Evidence, index: int, state: tuple[int, ...]) -> tuple[Example, Right] | None:
    """An example with another state before, and what is right for it."""
    returned = evidence.arrays[index]
    example, asked = evidence.examples[index], evidence.question.key.right[index]
    if returned is None or any(
        returned[p].shape != asked.parts[p].shape or not np.isfinite(returned[p]).all()
        for p in state
    ):
        return None
    # Averages are affine in what they were before, entry by entry.
    zero, one = (
        _after(evidence, _from(evidence, example, [k] * len(state), state)) for k in (0, 1)
    )
    with np.errstate(all="ignore"):
        before = [(returned[p] - zero[p]) / (one[p] - zero[p]) for p in state]
    if not all(np.isfinite(array).all() for array in before):
        return None
    moved = _from(evidence, example, before, state)
    parts = _after(evidence, moved)
    if any(np.any(np.abs(parts[p] - returned[p]) > _LOST * np.abs(returned[p])) for p in state):
        return None
    tolerance = tuple(
        slack * max(1.0, _size(there) / (_size(here) or np.inf))
        for slack, there, here in zip(asked.tolerance, parts, asked.parts, strict=True)
    )
    return moved, Right(parts, tolerance, asked.is_single, asked.layouts)


def _size(array: Any) -> float:
    """The largest finite entry, without its sign."""
    return float(np.abs(array[np.isfinite(array)]).max(initial=0.0))


def _from(
    evidence: Evidence, example: Example, before: list[Any], state: tuple[int, ...]
) -> Example:
    names = [evidence.parts[p] for p in state]
    given = {
        name: np.broadcast_to(np.asarray(value, dtype=float), np.shape(example.inputs[name])).copy()
        for name, value in zip(names, before, strict=True)
    }
    return replace(example, inputs={**example.inputs, **given})


def _after(evidence: Evidence, example: Example) -> tuple[Any, ...]:
    question = evidence.question
    with np.errstate(all="ignore"):
        return results(question.formula, question.truth(*example.arguments))
