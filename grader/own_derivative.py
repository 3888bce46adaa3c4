"""A gradient checked against the student's own forward function, over the wire.

A gradient is judged twice: against the function that was asked for and against the one that the
student wrote. The second comparison needs nothing of the reference.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.answer_key import FLOAT32_UNITS, Right
from grader.comparison import Judgement, PartJudgement
from grader.examples import Example
from grader.gradcheck.asking import Points
from grader.gradcheck.check import checking, examining
from grader.gradcheck.claim import Claimed
from grader.gradcheck.result import GradientCheck
from grader.own_function import ENDING, OwnFunction, can_be_moved, own_function
from grader.student.answers import Answer
from grader.student.process import Student
from reference.formula import Formula

# Entries that are off by less are imprecise, whichever function they belong to; the values tell.
RELATIVE_TOLERANCE = 1e-6
SINGLE_TOLERANCE = FLOAT32_UNITS * float(np.finfo(np.float32).eps)


@dataclass(frozen=True)
class PartCheck:
    """One part of a gradient against the student's function, on one example.

    `returned`: what the student's gradient returned; None where there is nothing to compare. What
    is wrong with it has a name only where some derivative of the student's function is not the one
    asked for: else it is what is wrong with the values.
    `asked`: what is right for the function asked for. `tolerance` is the relative error, along a
    direction, up to which either counts as the derivative.
    """

    returned: GradientCheck | None
    asked: GradientCheck
    tolerance: float

    @property
    def returned_differs(self) -> bool:
        """Whether what was returned is not the derivative of the student's function."""
        return self.returned is None or self._differs(self.returned)

    @property
    def asked_differs(self) -> bool:
        """Whether the derivative of the student's function is not the one asked for."""
        return self._differs(self.asked)

    @property
    def tells_apart(self) -> bool:
        """Whether what was returned differs, and what is asked for does not."""
        return self.returned_differs and not self.asked_differs

    def _differs(self, check: GradientCheck) -> bool:
        return check.verdict == "fail" and not check.relative_error <= self.tolerance


@dataclass(frozen=True)
class Own:
    """A gradient against the student's function on one example, part by part."""

    parts: tuple[PartCheck, ...]

    @property
    def differs(self) -> bool:
        return any(part.returned_differs for part in self.parts)

    @property
    def undecided(self) -> GradientCheck | None:
        """A check that could not tell, where nothing else tells whether the gradient is that of
        the student's function, or whether that function is the one asked for."""
        if self.differs:
            return None
        for check in (part.returned for part in self.parts):
            if check is not None and check.verdict == "unsure":
                return check
        if any(part.asked_differs for part in self.parts):
            return None
        return next((p.asked for p in self.parts if p.asked.verdict == "unsure"), None)


def own_derivative(
    student: Student,
    forward: str,
    formula: Formula,
    examples: Mapping[int, tuple[Example, Right, Judgement | None]],
) -> dict[int, Own]:
    """What a gradient has to do with the student's function `forward`, by the index of an example.

    Each example comes with what is right and how what was returned was judged. Examples on which
    the function gives no usable answer are left out.
    """
    derivative = formula.derivative
    if derivative is None or not can_be_moved(derivative):
        return {}
    asked = {}
    # Numpy's settings are one for all conversations; each would restore those of another.
    with np.errstate(all="ignore"):
        for index, (example, right, judgement) in examples.items():
            asked[index] = [
                _PartConversations(
                    own_function(forward, derivative, example, part, right),
                    value,
                    judgement.parts[part] if judgement else None,
                    index,
                )
                for part, value in enumerate(right.parts)
            ]
        talks = [part for parts in asked.values() for part in parts]
        _hold(student, [one for part in talks for one in part.all])
        if any((check := part.check) is not None and check.asked_differs for part in talks):
            _hold(student, [one for part in talks for one in part.naming()])
    checked = {index: [part.check for part in parts] for index, parts in asked.items()}
    return {
        index: Own(tuple(part for part in parts if part is not None))
        for index, parts in checked.items()
        if None not in parts
    }


_Check = Callable[[Claimed, Any, int], Generator[Points, list[Any], GradientCheck]]


class _Conversation:
    """The check of one claim, as far as it has come: `points` are where it needs the function
    now, `result` is its end; neither is there where the function gave no number."""

    def __init__(
        self, function: OwnFunction, value: Any, seed: int, check: _Check = examining
    ) -> None:
        self.function = function
        claimed = Claimed(function.layout, function.gradient(value))
        self._asking = check(claimed, function.x, seed)
        self.points: Sequence[Any] = next(self._asking)
        self.result: GradientCheck | None = None

    @property
    def is_told(self) -> bool:
        """Whether it came to its end, and the function has numbers at x and close to it."""
        result = self.result
        return result is not None and (result.verdict, result.reason) != ("unsure", "not finite")

    def end(self) -> None:
        self._asking.close()

    def send(self, answers: Sequence[Answer]) -> None:
        values = [self.function.value(answer) for answer in answers]
        self.points = ()
        if any(value is None for value in values):
            return
        try:
            self.points = self._asking.send(values)
        except StopIteration as stop:
            self.result = stop.value


class _PartConversations:
    """The claims about one part on one example: what is right for the function asked for and, where
    that is something else, what was returned."""

    def __init__(
        self, function: OwnFunction, right: Any, judged: PartJudgement | None, seed: int
    ) -> None:
        self.asked = _Conversation(function, right, seed)
        self.returned: _Conversation | None = None
        self._named: _Conversation | None = None
        self._claim = function, judged.value if judged is not None else None, seed
        if judged is not None and judged.is_right:
            # Up to the tolerance of the values, which of tiny ones may be all that there is.
            self.returned = self.asked
        elif judged is not None and judged.value is not None:
            self.returned = _Conversation(function, judged.value, seed)
        single = judged is not None and judged.single_precision
        tolerance = SINGLE_TOLERANCE if single else RELATIVE_TOLERANCE
        # Along a direction, the errors of n entries may all count in the same sense.
        self.tolerance = tolerance * math.sqrt(max(function.x.size, 1))

    @property
    def all(self) -> Iterator[_Conversation]:
        if self.returned is not None and self.returned is not self.asked:
            yield self.returned
        yield self.asked

    def naming(self) -> Iterator[_Conversation]:
        """Once more about what was returned, where it differs, to name what is wrong with it."""
        check = self.check
        if check is not None and check.returned is not None and check.returned_differs:
            self._named = _Conversation(*self._claim, checking)
            yield self._named

    @property
    def check(self) -> PartCheck | None:
        """What came of them; None where the student's function could not be looked at."""
        if not all(one.is_told for one in self.all) or self.asked.result is None:
            return None
        returned = None if self.returned is None else self.returned.result
        if self._named is not None and self._named.is_told:
            returned = self._named.result
        return PartCheck(returned, self.asked.result, self.tolerance)


def _hold(student: Student, conversations: Sequence[_Conversation]) -> None:
    try:
        _in_lockstep(student, conversations)
    finally:
        for one in conversations:
            one.end()


def _in_lockstep(student: Student, conversations: Sequence[_Conversation]) -> None:
    """Carry on all conversations, each turn one message with what all of them need; after one that
    is not answered to its end no other is sent."""
    talking = list(conversations)
    while talking:
        calls = [one.function.call(point) for one in talking for point in one.points]
        answers = student.answers(calls)
        rest = iter(answers)
        for one in talking:
            own = [next(rest) for _ in one.points]
            if not any(answer.kind in ENDING for answer in own):
                one.send(own)
        if any(answer.kind in ENDING for answer in answers):
            return
        talking = [one for one in talking if one.points]
