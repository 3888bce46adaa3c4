"""Frames to and from a process, with a deadline for each: the side that does not trust the other.

Nothing here waits for longer than it was told to, whatever the process does: answers with nonsense,
does not read, or leaves a child behind that keeps the pipe open.
"""

from __future__ import annotations

import os
import select
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import IO, cast

from grader.student.wire import FROM_STUDENT, HEADER, Frame, decode, sizes

_CHUNK = 1 << 16
# A byte of a description can stand for an empty list, and that takes many.
_BYTES_OF_A_TOKEN = 32


class Closed(Exception):  # noqa: N818 - the state of the other side, not an error of this one
    """The process has closed its end: it is no more."""


class Late(Exception):  # noqa: N818
    """The process did not answer, or did not listen, before the deadline."""


class Channel:
    """The pipes of a process. `send` and `receive` raise Closed and Late.

    `taken` is how many bytes of memory all frames that came may take together once they are
    decoded. `_write` and `_read` move what they can, and wait until the deadline where that is
    nothing.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.taken = 0
        self._received = bytearray()
        self._to = cast(IO[bytes], process.stdin).fileno()
        self._from = cast(IO[bytes], process.stdout).fileno()

    def send(self, data: bytes, deadline: float) -> None:
        """Send the bytes of a frame."""
        left = memoryview(data)
        while left:
            try:
                left = left[self._write(left, deadline) :]
            except (BrokenPipeError, ConnectionError) as error:
                raise Closed from error

    def receive(self, deadline: float) -> Frame:
        """The next frame. Raises WireError as well, after which no frame can follow."""
        kind, description, body = sizes(self._bytes(HEADER.size, deadline), FROM_STUDENT)
        rest = self._bytes(description + body, deadline)
        self.taken += body + _BYTES_OF_A_TOKEN * description
        return Frame(kind, decode(rest[:description], rest[description:]))

    def _bytes(self, count: int, deadline: float) -> bytes:
        # The buffer grows with what has come, never with what a frame claims to bring.
        while len(self._received) < count:
            part = self._read(deadline)
            if not part:
                raise Closed
            self._received += part
        data = bytes(self._received[:count])
        del self._received[:count]
        return data

    def _write(self, data: memoryview, deadline: float) -> int:
        raise NotImplementedError

    def _read(self, deadline: float) -> bytes:
        raise NotImplementedError

    def close(self) -> None:
        """Stop watching the process; its pipes are closed by whoever opened them."""


class PollingChannel(Channel):
    """Waits with poll, where the system can wait for a pipe."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        super().__init__(process)
        self._wait = {}
        for descriptor, event in ((self._to, select.POLLOUT), (self._from, select.POLLIN)):
            os.set_blocking(descriptor, False)
            waiter = select.poll()
            waiter.register(descriptor, event)
            self._wait[descriptor] = waiter.poll

    def _write(self, data: memoryview, deadline: float) -> int:
        while True:
            try:
                return os.write(self._to, data)
            except BlockingIOError:
                self._until_ready(self._to, deadline)

    def _read(self, deadline: float) -> bytes:
        while True:
            try:
                return os.read(self._from, _CHUNK)
            except BlockingIOError:
                self._until_ready(self._from, deadline)

    def _until_ready(self, descriptor: int, deadline: float) -> None:
        left = deadline - monotonic()
        if left <= 0 or not self._wait[descriptor](left * 1000):
            raise Late


class BlockingChannel(Channel):
    """Waits in the read itself, which a second thread ends by killing the process."""

    def __init__(self, process: subprocess.Popen[bytes], kill: Callable[[], None]) -> None:
        super().__init__(process)
        self._kill = kill
        self._deadline: float | None = None
        self._late = False
        self._closed = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while not self._closed.wait(0.1):
            deadline = self._deadline
            if deadline is not None and monotonic() > deadline:
                self._late = True
                self._kill()
                return

    @contextmanager
    def _until(self, deadline: float) -> Iterator[None]:
        self._deadline = deadline
        try:
            yield
        except OSError as error:
            raise (Late if self._late else Closed) from error
        finally:
            self._deadline = None

    def _write(self, data: memoryview, deadline: float) -> int:
        with self._until(deadline):
            return os.write(self._to, data)

    def _read(self, deadline: float) -> bytes:
        with self._until(deadline):
            part = os.read(self._from, _CHUNK)
        if not part and self._late:
            raise Late
        return part

    def close(self) -> None:
        self._closed.set()
