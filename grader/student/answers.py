"""What is asked of a submission, and what comes back: the values, whoever runs it and where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

import msgspec

from grader.records import Where


class Call(NamedTuple):
    """A function of the submission, and what it is called with, as a bank holds it: a
    `reference.values.Seed` where the function receives a random generator."""

    function: str
    arguments: tuple[Any, ...]


class CourseCall(NamedTuple):
    """Lines of Python that call a submission as its course has it, and return what a formula
    returns; the arguments of the formula, which they may name."""

    source: str
    arguments: tuple[str, ...]


class Stopped(NamedTuple):
    """Where lines of the assignment stopped: on which of them (from 1), which function of the
    submission had returned before, and what, by types and shapes; "" where none had."""

    line: int
    function: str
    returned: str


class Answer(msgspec.Struct, frozen=True, eq=False):
    """What came of one call.

    "returned": `value`, and `arguments` as they are after the call. "raised": `error` is the name
    of the exception's type, `message` what it says, `where` the deepest line of the submission and
    `shapes` the arrays named on it; `stopped` where it is not the submission that raised, but the
    lines of the assignment that call it. "timeout": `limit` in seconds, and `where` if it is known;
    `is_batch` where it is all calls of the batch together that take too long. "too large": the
    answers of the batch are together more than `most` bytes, with this one.
    "died": the process ended (`status`), or did not keep to the protocol (`status` None).
    "not run": an earlier call of the same batch ended the process.
    `printed` is what the call printed, `unprinted` how many characters it printed beyond that.
    """

    kind: Literal["returned", "raised", "timeout", "too large", "died", "not run"]
    value: Any = None
    arguments: tuple[Any, ...] = ()
    printed: str = ""
    unprinted: int = 0
    error: str = ""
    message: str = ""
    where: Where | None = None
    shapes: tuple[tuple[str, tuple[int, ...]], ...] = ()
    stopped: Stopped | None = None
    limit: float = 0.0
    is_batch: bool = False
    most: int = 0
    status: int | None = None


class OutOfTimeError(Exception):
    """All the time that a submission may take is used up; it is not asked any more."""


class Failure(msgspec.Struct, frozen=True):
    """A top-level statement that is lost: it raised (`error`, `message`), did not end in time, \
ended the process, was not reached in the time that loading may take, or stands in a cell that \
Python cannot read."""

    where: Where
    kind: Literal["raised", "timeout", "died", "not run", "unread"]
    error: str = ""
    message: str = ""
    limit: float = 0.0
    status: int | None = None


class Loaded(msgspec.Struct, frozen=True):
    """A submission that has been run.

    `functions`: those of the names asked for that it defines, with what they are: "function",
    "class", "callable" (an object that can be called), else a type ("array", "int", …).
    Where it never came to its end, `gave_up` says why: its statements end the process again and
    again ("died"), or the time of the whole submission was over ("out of time").
    """

    functions: Mapping[str, str]
    failed: tuple[Failure, ...]
    gave_up: Literal["", "died", "out of time"] = ""


class Limits(msgspec.Struct, frozen=True):
    """Seconds for one call and for all calls of a batch together, for one top-level statement and
    for all of them, and for everything from the first statement to the last call; bytes of memory,
    and of the answers of a batch together in this process.

    `grace` is what the worker has on top of it to report the line that took too long.
    """

    call: float = 2.0
    batch: float = 30.0
    statement: float = 10.0
    load: float = 60.0
    total: float = 300.0
    grace: float = 1.0
    memory: int = 2 << 30
    answers: int = 64 << 20
