"""A student whose functions run in this process: for tests that need speed and no isolation."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from grader.student.answers import Answer, Call
from reference.values import Seed


class InProcessStudent:
    """Answers calls with Python functions; what they raise is an answer, as in the worker."""

    isolation = "in this process"

    def __init__(self, functions: Mapping[str, Callable[..., Any]]) -> None:
        self.functions = functions

    def answers(self, calls: Sequence[Call]) -> list[Answer]:
        with np.errstate(all="ignore"):
            return [self._answer(call) for call in calls]

    def _answer(self, call: Call) -> Answer:
        arguments = tuple(
            value.generator()
            if isinstance(value, Seed)
            else np.array(value)
            if isinstance(value, np.ndarray)
            else copy.deepcopy(value)
            for value in call.arguments
        )
        try:
            value = self.functions[call.function](*arguments)
        except Exception as error:
            return Answer("raised", error=type(error).__name__, message=str(error))
        return Answer("returned", value, arguments)


@pytest.fixture(scope="session")
def in_process() -> type[InProcessStudent]:
    """The class of students that answer in this process."""
    return InProcessStudent
