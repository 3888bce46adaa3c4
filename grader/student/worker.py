"""The process that holds a student's code, numpy and the wire, and only answers calls.

It is told the source of a submission and runs it; then it is told calls and answers each of them:
what was returned, what became of the arguments, what was printed, or what was raised and where. It
knows no reference, no tolerance and no verdict, so there is nothing in it to forge. `serve` needs
two file descriptors and nothing else, so that a process that was forked and confined can run it.

Limits: a thread watches the clock and reports the line on which a call was still running; what
holds on to the interpreter lock longer is ended by the process that waits for the answer.
The process is not isolated: the code in it can read files and open connections.
"""

from __future__ import annotations

import ast
import builtins
import io
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Any, NoReturn
from warnings import resetwarnings, simplefilter

import numpy as np
from numpy import seterr

from grader.student import stand_ins
from grader.student.bindings import Binding
from grader.student.cells import (
    Cells,
    Statement,
    described,
    frames_above,
    frames_of,
    is_silent,
    kind_of,
    name_of,
)
from grader.student.given import given
from grader.student.printed import Printed
from grader.student.wire import (
    CALLS,
    FROM_GRADER,
    FROM_STUDENT,
    HEADER,
    LOAD,
    LOADED,
    READY,
    REPLY,
    STATEMENT,
    TIMEOUT,
    Frame,
    Other,
    decode,
    encode,
    sizes,
)

MOST_FILE = 64 << 20
_LOST = 70  # the exit status when the grader is not there any more


def main() -> NoReturn:
    """Serve the process that started this one, over the pipes on its standard streams."""
    incoming, outgoing = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.close(nothing)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(incoming, os.O_BINARY)
        msvcrt.setmode(outgoing, os.O_BINARY)
    serve(incoming, outgoing)


def serve(incoming: int, outgoing: int) -> NoReturn:
    """Answer the frames that come in until there are no more, then end the process."""
    # However it ends, what the student registered to run at exit or left running is not waited for.
    status = 1
    try:
        Worker(outgoing).serve(incoming)
        status = 0
    finally:
        os._exit(status)


class Watchdog(threading.Thread):
    """Calls `expired` from its own thread when something that was begun does not end in time.

    `lock` is held while it does, and by whoever says that something has ended.
    """

    def __init__(self, expired: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self.lock = threading.Lock()
        self._expired = expired
        self._limit = 1.0
        self._begun: float | None = None

    def begin(self, limit: float) -> None:
        self._limit = limit
        self._begun = monotonic()

    def end(self) -> None:
        self._begun = None

    def run(self) -> None:
        # It looks ten times a second, so that no thread need be woken when a call begins or ends.
        while True:
            begun, limit = self._begun, self._limit
            left = 0.1 if begun is None else begun + limit - monotonic()
            if left > 0:
                sleep(min(left, 0.1))
                continue
            with self.lock:
                if self._begun == begun:
                    self._expired()


class Worker:
    """One submission in this process, and the answers that it gives."""

    def __init__(self, outgoing: int) -> None:
        self._outgoing = outgoing
        self._process = os.getpid()
        self._main = threading.get_ident()
        self._folder = os.getcwd()  # noqa: PTH109 - a string to look for in messages
        self._printed = Printed()
        self._ignored = Printed()
        self._cells = Cells([], is_file=False)
        self._bindings: dict[str, Binding] = {}
        self._doing: int | Statement = -1
        self._limit = 1.0
        self._watchdog = Watchdog(self._report_timeout)

    def serve(self, incoming: int) -> None:
        """Answer what comes in until the other side closes."""
        self._quieten()
        self._watchdog.start()
        self._send(READY, None)
        while (frame := _receive(incoming)) is not None:
            if frame.kind == LOAD:
                self._load(**frame.value)
            elif frame.kind == CALLS:
                self._restore()
                for number, (function, arguments) in enumerate(frame.value):
                    self._answer(number, function, arguments)

    # --- what surrounds the student's code -----------------------------------------------------

    def _quieten(self) -> None:
        stand_ins.install()
        builtins.input = lambda *_: ""
        vars(builtins).update(display=stand_ins.Inert(), get_ipython=stand_ins.Inert())
        sys.breakpointhook = lambda *_, **__: None
        simplefilter("ignore")
        self._restore()

    def _restore(self) -> None:
        sys.stdin = sys.__stdin__ = io.StringIO()  # type: ignore[assignment,misc]
        sys.stdout = sys.__stdout__ = self._printed  # type: ignore[assignment,misc]
        sys.stderr = sys.__stderr__ = self._ignored  # type: ignore[assignment,misc]

    def _send(self, kind: int, value: Any) -> None:
        self._write(encode(kind, value, FROM_STUDENT))

    def _write(self, data: bytes) -> None:
        if os.getpid() != self._process:
            os._exit(0)  # a fork of the student's: it must not answer as well
        left = memoryview(data)
        try:
            while left:
                left = left[os.write(self._outgoing, left) :]
        except OSError:
            os._exit(_LOST)

    def _report_timeout(self) -> None:
        frame = sys._current_frames().get(self._main)  # noqa: SLF001
        where = self._cells.still_running(frames_above(frame))
        printed, _ = self._printed.take()
        self._send(TIMEOUT, (self._doing, where, printed))
        os._exit(0)

    # --- loading -------------------------------------------------------------------------------

    def _load(
        self,
        cells: list[tuple[str, str]],
        names: list[str],
        skipped: list[tuple[int, int]],
        bindings: dict[str, tuple[str, list[str]]],
        allowed: list[str] | None,
        limits: dict[str, Any],
        *,
        is_file: bool,
    ) -> None:
        confine(limits["memory"])
        self._bindings = {name: Binding(*binding) for name, binding in bindings.items()}
        self._limit = limits["call"]
        if any("rand" in source for _, source in cells):
            import random

            random.seed(0)
            np.random.seed(0)
            generator = np.random.default_rng
            np.random.default_rng = lambda seed=None: generator(0 if seed is None else seed)
        self._cells = Cells(cells, is_file=is_file)
        if allowed is not None:
            stand_ins.allow(allowed, self._cells.module)

        @contextmanager
        def around(statement: Statement, node: ast.stmt) -> Iterator[None]:
            # What runs no code cannot end the process, and need not be announced.
            if not is_silent(node):
                self._send(STATEMENT, statement)
            self._doing = statement
            self._watchdog.begin(limits["statement"])
            try:
                yield
            finally:
                with self._watchdog.lock:
                    self._watchdog.end()

        until = monotonic() + limits["load"]
        failed = list(self._cells.run(set(skipped), until, around))
        self._printed.take()
        namespace = vars(self._cells.module)
        present = {name: kind_of(namespace[name]) for name in names if name in namespace}
        self._send(LOADED, (present, [self._scrubbed(failure) for failure in failed]))

    def _scrubbed(self, failure: tuple[Any, str, str]) -> tuple[Any, str, str]:
        statement, error, message = failure
        return statement, error, message.replace(self._folder, ".")

    # --- calls ---------------------------------------------------------------------------------

    def _answer(self, number: int, function: str, arguments: tuple[Any, ...]) -> None:
        # What another function of the submission has set is not this one's fault.
        sys.stdout = self._printed
        seterr(divide="warn", over="warn", under="ignore", invalid="warn")
        resetwarnings()
        simplefilter("ignore")
        self._doing = number
        self._watchdog.begin(self._limit)
        try:
            arguments = tuple(map(given, arguments))
            value = self._function(function)(*arguments)
        except BaseException as error:
            reply = self._raised(number, function, error)
        else:
            reply = self._returned(number, value, arguments)
        with self._watchdog.lock:
            self._watchdog.end()
            self._write(reply)

    def _function(self, name: str) -> Any:
        if name in self._bindings:
            return self._bindings[name].function(vars(self._cells.module))
        try:
            return vars(self._cells.module)[name]
        except KeyError:
            raise NameError(f"name {name!r} is not defined") from None

    def _raised(self, number: int, function: str, error: BaseException) -> bytes:
        name, message = described(error)
        where: Any
        try:
            where = self._cells.where(frames_of(error.__traceback__))
            if where is None and function in self._bindings:
                where = self._bindings[function].stopped(error.__traceback__)
            # The frames hold on to everything that the call was working on.
            error.__traceback__ = None
        except BaseException:  # the student's own __traceback__
            where = None
        told = (name, message.replace(self._folder, "."), where)
        return encode(REPLY, (number, False, told, (), *self._printed.take()), FROM_STUDENT)

    def _returned(self, number: int, value: Any, arguments: tuple[Any, ...]) -> bytes:
        printed = self._printed.take()
        unknown = (Other("object"),) * len(arguments)
        for after in (arguments, unknown):
            for result in (value, Other(name_of(type(value)))):
                try:
                    reply = (number, True, result, after, *printed)
                    return encode(REPLY, reply, FROM_STUDENT)
                except BaseException:  # noqa: S112 - code of the value's type has run
                    continue
        return encode(REPLY, (number, True, Other("object"), unknown, *printed), FROM_STUDENT)


def confine(memory: int) -> None:
    """Limit the memory of this process, where the platform can, and what it leaves behind."""
    try:
        import resource
    except ImportError:
        return
    limits = ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0))
    for limit, most in (*limits, (resource.RLIMIT_FSIZE, MOST_FILE)):
        try:
            resource.setrlimit(limit, (most, most))
        except (ValueError, OSError):
            continue  # macOS refuses some, and a lower limit than ours may be in force


def _receive(incoming: int) -> Frame | None:
    header = _read(incoming, HEADER.size)
    if header is None:
        return None
    kind, description, body = sizes(header, FROM_GRADER)
    rest = _read(incoming, description + body)
    if rest is None:
        return None
    return Frame(kind, decode(rest[:description], rest[description:]))


def _read(incoming: int, count: int) -> bytes | None:
    parts = []
    while count:
        try:
            part = os.read(incoming, min(count, 1 << 20))
        except OSError:
            return None
        if not part:
            return None
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


if __name__ == "__main__":
    main()
