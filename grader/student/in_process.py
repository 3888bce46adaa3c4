"""A submission that answers calls in this very process: for code that is trusted, which is ours.

It is asked like `grader.student.process.Student`, and has none of its walls: what it runs can do
whatever this process can. It is there for the thousands of small functions with which the grader
itself is examined, each of which would otherwise cost the start of a process.
"""

from __future__ import annotations

import copy
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Any, Literal, Self

import numpy as np

from grader.records import Submission, Where
from grader.student.alarm import TooLateError, alarm
from grader.student.answers import Answer, Call, Failure, Limits, Loaded
from grader.student.cells import Cells, Failed, described, kind_of
from grader.student.process import Student
from reference.values import Seed, mapped


class InProcessStudent(Student):
    """Functions of this process: those given, or those of a submission once it is loaded.

    A call that computes longer than `limits.call` is a timeout where the platform can tell, and the
    calls after it are not run. Where in its code a call raised is not told. Memory is not limited
    here; whoever starts the process can.
    """

    isolation = "in this process, trusted"

    def __init__(
        self,
        functions: Mapping[str, Callable[..., Any]] | None = None,
        limits: Limits = Limits(),  # noqa: B008 - it is frozen
    ) -> None:
        super().__init__(limits)
        self._functions: Mapping[str, Any] = dict(functions or {})
        self._cells = Cells([], is_file=True)

    def __enter__(self) -> Self:
        return self

    def close(self) -> None:
        """There is no process to end."""

    def load(self, submission: Submission, names: Sequence[str]) -> Loaded:
        """Run the submission from its first line on, and tell which of the names it defines."""
        self._submission, self._names = submission, tuple(names)
        return self.reload()

    def reload(self) -> Loaded:
        """Run the submission once more, in a new module."""
        cells = () if self._submission is None else self._submission.cells
        sources = [(f"<cell {at}>", cell.source) for at, cell in enumerate(cells)]
        # Never as the main program: that is this process.
        self._cells = Cells(sources, is_file=True)
        with _quiet():
            failed = list(self._cells.run((), monotonic() + self._limits.load, lambda *_: _quiet()))
        namespace = vars(self._cells.module)
        self._functions = {name: namespace[name] for name in self._names if name in namespace}
        kinds = {name: kind_of(value) for name, value in self._functions.items()}
        return Loaded(kinds, tuple(map(self._lost_statement, failed)))

    @property
    def functions(self) -> Mapping[str, Any]:
        """What it answers with, by name."""
        return self._functions

    def answers(self, calls: Sequence[Call]) -> list[Answer]:
        """One answer for each call, in their order, each with arguments of its own."""
        answers: list[Answer] = []
        with _quiet():
            for call in calls:
                answers.append(self.answer(call))
                if answers[-1].kind == "timeout":
                    break
        return answers + [Answer("not run")] * (len(calls) - len(answers))

    def answer(self, call: Call) -> Answer:
        """The answer to one call. What numpy warns of is the caller's to silence."""
        arguments = tuple(_own(value) for value in call.arguments)
        try:
            with alarm(self._limits.call):
                value = self._function(call.function)(*arguments)
        except TooLateError:
            return Answer("timeout", limit=self._limits.call)
        except Exception as error:
            name, message = described(error)
            return Answer("raised", error=name, message=message)
        return Answer("returned", value, arguments)

    def _function(self, name: str) -> Callable[..., Any]:
        try:
            function: Callable[..., Any] = self._functions[name]
        except KeyError:
            raise NameError(f"name {name!r} is not defined") from None
        return function

    def _lost_statement(self, failed: Failed) -> Failure:
        cells = () if self._submission is None else self._submission.cells
        at, _, line = failed.statement
        source = cells[at].source.split("\n")[line - 1].strip()
        kind: Literal["raised", "not run"] = "raised" if failed.error else "not run"
        return Failure(Where(cells[at].number, line, source), kind, failed.error, failed.message)


def _own(value: Any) -> Any:
    """A value that the function may change; a generator in the same state, a function as it is."""
    if isinstance(value, Seed):
        return value.generator()
    if isinstance(value, np.random.Generator):
        return copy.deepcopy(value)
    return mapped(lambda one: np.array(one) if isinstance(one, np.ndarray) else one, value)


@contextmanager
def _quiet() -> Iterator[None]:
    """In the worker, too, what overflows is an answer and no warning."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
