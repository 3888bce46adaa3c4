"""A limit for what is computed in this very process, where the platform and the thread can."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

# An exception in a destructor or in a callback of the garbage collector is lost, so it rings again.
AGAIN = 1.0


class TooLateError(BaseException):
    """The time is over. No `except Exception` of the code that is stopped holds it up."""


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raise TooLateError in the block once it has computed for so many seconds, and again for
    every second that the block goes on all the same.

    The clock is that of the processor, so that a machine with much to do changes nothing. It rings
    between two steps of Python: one call of C that takes for ever is not stopped, nor what sleeps.
    Nor is anything where there are no such signals (Windows), or outside the main thread. Blocks do
    not nest.
    """
    if not hasattr(signal, "SIGPROF") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _ring)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _ring(_: int, __: FrameType | None) -> NoReturn:
    raise TooLateError
