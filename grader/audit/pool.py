"""Many small pieces of work in processes of their own, of which any may hang or die.

A piece that does not end in time, or takes its process with it, costs that piece: the process is
replaced. `concurrent.futures` would wait for it, or give up all of the others.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Any, Generic, Literal, TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")

# A process that forks a process with threads may hang; one that begins anew does not.
_CONTEXT = multiprocessing.get_context("spawn")

TO_START = 60.0  # seconds for a process to come up
_UP = "up"


@dataclass(frozen=True)
class Done(Generic[Piece, Result]):
    """A piece, and what came of it: the result, or why there is none."""

    piece: Piece
    result: Result | None
    lost: Literal["", "late", "died"] = ""


def done(
    work: Callable[[Piece], Result],
    pieces: Sequence[Piece],
    *,
    jobs: int,
    seconds: float,
    memory: int,
    about: Callable[[Piece], Hashable] = lambda _: None,
) -> Iterator[Done[Piece, Result]]:
    """What comes of each piece, in the order in which it comes.

    `work` and the pieces are pickled. Each piece may take so many seconds, and a process so many
    bytes of memory where the platform can tell. Pieces `about` the same thing go to one process as
    far as possible, which then needs to learn of it once. An exception of `work` is raised here.
    """
    waiting = _Waiting(pieces, about)
    busy: list[_Process[Piece, Result]] = []
    try:
        for _ in range(min(jobs, len(pieces))):
            busy.append(_Process(work, seconds, memory))
            busy[-1].give(next(waiting.after(None)))
        while busy:
            least = min(one.deadline for one in busy)
            ready = wait([one.pipe for one in busy], max(0.0, least - monotonic()))
            for one in list(busy):
                found = one.taken() if one.pipe in ready else one.late()
                if found is None:
                    continue
                busy.remove(one)
                for following in islice(waiting.after(found.piece), 1):
                    busy.append(_Process(work, seconds, memory) if found.lost else one)
                    busy[-1].give(following)
                if one not in busy:
                    one.end()
                yield found
    finally:
        for one in busy:
            one.end()


class _Waiting(Generic[Piece]):
    """The pieces that nobody is at, by what they are about."""

    def __init__(self, pieces: Sequence[Piece], about: Callable[[Piece], Hashable]) -> None:
        self._about = about
        self._begun: set[Hashable] = set()
        self._left: dict[Hashable, deque[Piece]] = {}
        for piece in pieces:
            self._left.setdefault(about(piece), deque()).append(piece)

    def after(self, done: Piece | None) -> Iterator[Piece]:
        """What a process is to do after a piece: what is about the same, else about something that
        nobody has begun with, else anything."""
        while self._left:
            of = None if done is None else self._about(done)
            if done is None or of not in self._left:
                of = min(self._left, key=self._begun.__contains__)
            self._begun.add(of)
            done = self._left[of].popleft()
            if not self._left[of]:
                del self._left[of]
            yield done


class _Process(Generic[Piece, Result]):
    """A process, and the piece that it is at. The time of its first piece begins when it is up."""

    def __init__(self, work: Callable[[Piece], Result], seconds: float, memory: int) -> None:
        self.pipe, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_serve, args=(work, memory, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self._seconds = seconds
        self._is_up = False
        self._piece: Any = None
        self.deadline = 0.0

    def give(self, piece: Piece) -> None:
        self._piece = piece
        self.deadline = monotonic() + (self._seconds if self._is_up else TO_START)
        with suppress(OSError):  # one that has died is noticed when its answer is taken
            self.pipe.send(piece)

    def taken(self) -> Done[Piece, Result] | None:
        """What came of the piece, once it is there. Raises what the work raised."""
        try:
            message = self.pipe.recv()
        except (EOFError, OSError):
            return Done(self._piece, None, "died")
        if message == _UP:
            self._is_up = True
            self.deadline = monotonic() + self._seconds
            return None
        failure, result = message
        if failure is not None:
            raise failure
        return Done(self._piece, result)

    def late(self) -> Done[Piece, Result] | None:
        return Done(self._piece, None, "late") if monotonic() >= self.deadline else None

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _serve(work: Callable[[Any], Any], memory: int, pipe: Connection) -> None:
    """Do one piece after the other until nobody gives any more."""
    _confine(memory)
    with suppress(EOFError, OSError, KeyboardInterrupt):
        pipe.send(_UP)
        while True:
            piece = pipe.recv()
            try:
                answer: tuple[Exception | None, Any] = (None, work(piece))
            except Exception as error:
                answer = (error, None)
            pipe.send(answer)


def _confine(memory: int) -> None:
    try:
        import resource
    except ImportError:
        return
    with suppress(ValueError, OSError):  # macOS refuses; a lower limit may be in force
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
