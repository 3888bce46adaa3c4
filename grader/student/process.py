"""A submission that answers calls from a worker process, and the grader's side of the bargain.

The worker is not trusted: what it sends is checked, what it does not send in time is not waited
for, and when it dies the answer says so and the next batch of calls starts it anew.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from time import monotonic
from types import MappingProxyType, TracebackType
from typing import Any, Literal, NoReturn, Self

import msgspec

from grader.records import Cell, Submission, Where
from grader.student.answers import (
    Answer,
    Call,
    CourseCall,
    Failure,
    Limits,
    Loaded,
    OutOfTimeError,
    Stopped,
)
from grader.student.channel import Closed, Late
from grader.student.spawned import Worker, WorkerError
from grader.student.wire import (
    CALLS,
    FROM_GRADER,
    LOAD,
    LOADED,
    REPLY,
    STATEMENT,
    TIMEOUT,
    Affine,
    Frame,
    Seed,
    WireError,
    encode,
)
from reference import values

MOST_DEATHS = 20
# Characters of what the worker says; it does not send more, unless it is not the worker who does.
MOST_TEXT = 300
MOST_PRINTED = 4096
MOST_SHAPES = 6
_PATIENCE = 0.5  # seconds for a process that closed its pipe to end as well


class Student:
    """A submission in a process of its own. Use it as a context manager: load, then ask.

    Raises WorkerError where no worker process can be started.
    """

    isolation = "plain process, not isolated"

    def __init__(
        self,
        limits: Limits = Limits(),  # noqa: B008 - it is frozen
        calls: Mapping[str, CourseCall] = MappingProxyType({}),
        allowed_imports: Sequence[str] | None = None,
    ) -> None:
        """`calls` are the names that stand for lines of the assignment, not for a function of the
        submission; `allowed_imports` the modules that it may import, None for all."""
        self._limits = limits
        self._calls = calls
        self._allowed = allowed_imports
        self._worker: Worker | None = None
        self._submission: Submission | None = None
        self._names: tuple[str, ...] = ()
        self._lost: dict[tuple[int, int], Failure] = {}
        self._statements: tuple[int, ...] = ()
        self._deadline = math.inf

    def __enter__(self) -> Self:
        # The worker gets going while the grader is still reading and drawing.
        self._worker = Worker()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process and remove what it left."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def load(self, submission: Submission, names: Sequence[str]) -> Loaded:
        """Run the submission from its first line on, and tell which of the names it defines.

        A statement that ends the process or does not end is left out when the others are run again.
        The time of the whole submission begins here.
        """
        self._submission = submission
        self._names = tuple(names)
        self._lost = {}
        # Where one statement ends and the next begins there is a line end or a semicolon.
        sources = [cell.source for cell in submission.cells]
        self._statements = tuple(s.count("\n") + s.count(";") + 1 for s in sources)
        self._deadline = monotonic() + self._limits.total
        try:
            return self._load()
        except OutOfTimeError:
            return self._given_up("out of time")

    def reload(self) -> Loaded:
        """Run the submission once more, in a new process and in the time that is left.

        Raises OutOfTimeError where there is none.
        """
        self.close()
        return self._load()

    def answers(self, calls: Sequence[Call]) -> list[Answer]:
        """One answer for each call, in their order.

        Every call gets arguments of its own. After a timeout or a death the rest of the batch is
        "not run". Raises OutOfTimeError where the time of the whole submission is over before all
        of them are answered, ValueError where nothing was loaded.
        """
        if self._submission is None:
            raise ValueError("load a submission first")
        if not calls:
            return []
        self._check_time()
        if self._worker is None and self._load().gave_up:
            return [Answer("died"), *[Answer("not run")] * (len(calls) - 1)]
        answers: list[Answer] = []
        try:
            self._ask(calls, answers)
        except Late as late:
            self._check_time()
            answers.append(self._late(late))
        except Closed:
            status = self._running().exit_status(_PATIENCE)
            self.close()
            answers.append(Answer("died", status=status))
        except WireError as error:
            self.close()
            answers.append(Answer("died", message=str(error)))
        except BaseException:
            self.close()
            raise
        return answers + [Answer("not run")] * (len(calls) - len(answers))

    # --- time ----------------------------------------------------------------------------------

    def _within(self, seconds: float) -> float:
        """The deadline for what may take so long; never later than that of the submission."""
        return min(monotonic() + seconds, self._deadline)

    def _check_time(self) -> None:
        if monotonic() >= self._deadline:
            self.close()
            raise OutOfTimeError

    # --- asking --------------------------------------------------------------------------------

    def _ask(self, calls: Sequence[Call], answers: list[Answer]) -> None:
        channel, limits = self._running().channel, self._limits
        message = encode(CALLS, [_travelling(call) for call in calls], FROM_GRADER)
        end = self._within(limits.batch)
        taken = channel.taken
        channel.send(message, self._within(limits.call + limits.grace))
        for number in range(len(calls)):
            late = monotonic() + limits.call + limits.grace
            try:
                if monotonic() >= end:
                    raise Late
                frame = channel.receive(min(late, end))
            except Late:
                if end <= late and len(calls) > 1:
                    raise _TooSlowError from None
                raise
            if channel.taken - taken > limits.answers:
                answers.append(Answer("too large", most=limits.answers))
                self.close()
                return
            if frame.kind == REPLY:
                answer = self._answer(frame.value, number)
                if len(answer.arguments) not in (0, len(calls[number].arguments)):
                    raise WireError("an answer with other arguments than those of the call")
                answers.append(answer)
                continue
            if frame.kind != TIMEOUT:
                raise WireError("an answer that was not asked for")
            answers.append(self._timeout(frame.value, number))
            self.close()
            return

    def _answer(self, value: Any, number: int) -> Answer:
        match value:
            case (int(n), True, result, tuple(after), str(printed), int(more)) if n == number:
                return Answer("returned", result, after, printed[:MOST_PRINTED], more)
            case (int(n), False, (str(error), str(message), place), (), str(printed), int(more)):
                if n == number:
                    stopped = _stopped(place)
                    where, shapes = (None, ()) if stopped else self._place(place)
                    return Answer(
                        kind="raised",
                        error=error[:MOST_TEXT],
                        message=message[:MOST_TEXT],
                        where=where,
                        shapes=shapes,
                        stopped=stopped,
                        printed=printed[:MOST_PRINTED],
                        unprinted=more,
                    )
        raise WireError("an answer that says nothing")

    def _timeout(self, value: Any, number: int) -> Answer:
        match value:
            case (int(n), place, str(printed)) if n == number:
                printed, where = printed[:MOST_PRINTED], self._line(place)
                return Answer("timeout", limit=self._limits.call, where=where, printed=printed)
        raise WireError("an answer that says nothing")

    def _late(self, late: Late) -> Answer:
        status = self._running().exit_status(0.0)
        self.close()
        if status is not None:
            return Answer("died", status=status)
        if isinstance(late, _TooSlowError):
            return Answer("timeout", limit=self._limits.batch, is_batch=True)
        return Answer("timeout", limit=self._limits.call)

    def _line(self, value: Any) -> Where | None:
        match value:
            case None:
                return None
            case (int(at), int(line)):
                return self._where(at, line)
        raise WireError("no such place")

    def _place(self, value: Any) -> tuple[Where | None, tuple[tuple[str, tuple[int, ...]], ...]]:
        """A line as the worker names it. Raises WireError where the submission has none such."""
        match value:
            case None:
                return None, ()
            case (int(at), int(line), [*shapes]) if all(map(_is_shape, shapes)):
                return self._where(at, line), tuple(shapes[:MOST_SHAPES])
        raise WireError("no such place")

    def _statement_at(self, at: int, number: int, line: int) -> Where:
        """The line of a statement. Raises WireError where the submission has none such."""
        where = self._where(at, line)
        if not 0 <= number < self._statements[at]:
            raise WireError("no such statement")
        return where

    def _where(self, at: int, line: int) -> Where:
        cells = () if self._submission is None else self._submission.cells
        if not 0 <= at < len(cells):
            raise WireError("no such cell")
        lines = cells[at].source.split("\n")
        if not 1 <= line <= len(lines):
            raise WireError("no such line")
        return Where(cells[at].number, line, lines[line - 1].strip())

    # --- loading -------------------------------------------------------------------------------

    def _load(self) -> Loaded:
        started = monotonic()
        silent = 0
        for _ in range(MOST_DEATHS):
            self._check_time()
            left = max(0.0, self._limits.load - (monotonic() - started))
            try:
                return self._try_to_load(left)
            except _LostError as lost:
                self.close()
                if lost.statement is None:
                    silent += 1
                else:
                    self._lost[lost.statement[:2]] = lost.failure
            if silent > 1 and self._loads_nothing():
                break
            if silent > 1:
                raise WorkerError("the worker process dies before it runs anything")
        return self._given_up("died")

    def _loads_nothing(self) -> bool:
        """Whether a worker survives to be told no source at all: then it is the source's fault."""
        submission, self._submission = self._submission, None
        try:
            self._try_to_load(0.0)
        except _LostError:
            return False
        finally:
            self._submission = submission
            self.close()
        return True

    def _given_up(self, why: Literal["died", "out of time"]) -> Loaded:
        return Loaded({}, tuple(self._lost[key] for key in sorted(self._lost)), why)

    def _try_to_load(self, seconds: float) -> Loaded:
        if self._worker is None:
            self._worker = Worker()
        channel, limits = self._worker.channel, self._limits
        self._worker.greet()
        message = self._message(seconds)
        end = self._within(seconds + limits.statement + limits.grace)
        statement: tuple[int, int, int] | None = None
        try:
            channel.send(message, end)
            while True:
                late = monotonic() + limits.statement + limits.grace
                if monotonic() >= end:
                    raise Late
                frame = channel.receive(min(late, end))
                if frame.kind == LOADED:
                    return self._loaded(frame.value)
                statement = self._progress(frame, statement)
        except Late:
            self._check_time()
            status = self._running().exit_status(0.0)
            if status is None:
                self._lose(statement, "timeout")
            self._lose(statement, "died", status)
        except Closed:
            self._lose(statement, "died", self._running().exit_status(_PATIENCE))
        except WireError:
            self._lose(statement, "died")
        except BaseException:
            self.close()
            raise

    def _message(self, seconds: float) -> bytes:
        submission = self._submission
        cells = () if submission is None else submission.cells
        value = {
            "cells": [(_filename(cell), cell.source) for cell in cells],
            "names": list(self._names),
            "skipped": list(self._lost),
            "bindings": {name: (c.source, list(c.arguments)) for name, c in self._calls.items()},
            "allowed": None if self._allowed is None else list(self._allowed),
            "limits": msgspec.structs.asdict(self._limits) | {"load": seconds},
            "is_file": not (submission and submission.is_notebook),
        }
        return encode(LOAD, value, FROM_GRADER)

    def _progress(self, frame: Frame, last: tuple[int, int, int] | None) -> tuple[int, int, int]:
        match frame:
            case Frame(kind=kind, value=(int(at), int(number), int(line))) if kind == STATEMENT:
                self._statement_at(at, number, line)
                # Statements come in order; a worker that repeats one would never be done.
                if last is None or (at, number) > last[:2]:
                    return at, number, line
            case Frame(kind=kind, value=((int(at), int(number), int(line)), _, _)):
                if kind == TIMEOUT:
                    self._lose((at, number, line), "timeout")
        raise WireError("an answer that was not asked for")

    def _lose(
        self,
        statement: tuple[int, int, int] | None,
        kind: Literal["timeout", "died"],
        status: int | None = None,
    ) -> NoReturn:
        if statement is None:
            raise _LostError(None, Failure(Where(None, 0, ""), kind))
        limit = self._limits.statement if kind == "timeout" else 0.0
        failure = Failure(self._statement_at(*statement), kind, limit=limit, status=status)
        raise _LostError(statement, failure)

    def _loaded(self, value: Any) -> Loaded:
        match value:
            case ({**present}, [*failed]):
                failures = dict(self._lost)
                failures.update(map(self._failure, failed))
                functions = {n: str(k)[:MOST_TEXT] for n, k in present.items() if n in self._names}
                return Loaded(functions, tuple(failures[key] for key in sorted(failures)))
        raise WireError("an answer that says nothing")

    def _failure(self, value: Any) -> tuple[tuple[int, int], Failure]:
        match value:
            case ((int(at), int(number), int(line)), str(error), str(message)):
                where = self._statement_at(at, number, line)
                kind: Literal["raised", "not run"] = "raised" if error else "not run"
                told = error[:MOST_TEXT], message[:MOST_TEXT]
                return (at, number), Failure(where, kind, *told)
        raise WireError("an answer that says nothing")

    # --- the process ---------------------------------------------------------------------------

    def _running(self) -> Worker:
        if self._worker is None:
            raise Closed
        return self._worker


class _TooSlowError(Late):
    """No call takes too long, but all of them together do."""


class _LostError(Exception):
    def __init__(self, statement: tuple[int, int, int] | None, failure: Failure) -> None:
        super().__init__(failure)
        self.statement = statement
        self.failure = failure


def _travelling(call: Call) -> tuple[str, tuple[Any, ...]]:
    """A call with records of the wire for what a bank holds of generators and functions."""
    return call.function, tuple(map(_record, call.arguments))


def _record(argument: Any) -> Any:
    match argument:
        case values.Seed():
            return Seed(argument.number)
        case values.QuadraticGradient():
            return Affine(argument.A, argument.b)
        case _:
            return argument


def _filename(cell: Cell) -> str:
    return "<submission>" if cell.number is None else f"<cell {cell.number}>"


def _stopped(value: Any) -> Stopped | None:
    """The line of the assignment's own at which a call stopped; None for a line of the
    submission."""
    match value:
        case (int(line), str(function), str(returned)):
            return Stopped(line, function[:MOST_TEXT], returned[:MOST_TEXT])
    return None


def _is_shape(value: Any) -> bool:
    match value:
        case (str(name), (*extents,)):
            return len(name) <= MOST_TEXT and all(type(extent) is int for extent in extents)
    return False
