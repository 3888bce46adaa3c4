"""Ends what a worker process has left running outside its own process group, on Linux.

A process that a submission starts can leave the group and outlive its parent, after which nothing
leads from the worker to it; but it still has the environment that the worker was started with,
unless it took another one on purpose. Such a process is out of reach here, and so is every one of
them on other systems: that takes a sandbox.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PROCESSES = Path("/proc")
_MOST_ROUNDS = 100


def end_all_with(name: str, value: str) -> None:
    """Kill every process that was started with that environment variable of that value.

    The value has to belong to one worker alone: whoever has it descends from that worker.
    """
    if sys.platform != "linux" or not hasattr(os, "pidfd_open"):
        return
    mark = os.fsencode(f"{name}={value}")
    ended: set[int] = set()
    # One that is being killed starts no other, so that a round without a new one is the last.
    for _ in range(_MOST_ROUNDS):
        new = {pid for pid in _running() - ended if _killed(pid, mark)}
        if not new:
            return
        ended |= new


def _running() -> set[int]:
    with suppress(OSError):
        return {int(entry.name) for entry in os.scandir(_PROCESSES) if entry.name.isdecimal()}
    return set()


def _killed(pid: int, mark: bytes) -> bool:
    with suppress(OSError), _held(pid) as process:
        environment = (_PROCESSES / str(pid) / "environ").read_bytes()
        if mark in environment.split(b"\0"):
            signal.pidfd_send_signal(process, signal.SIGKILL)
            return True
    return False


@contextmanager
def _held(pid: int) -> Iterator[int]:
    """A process that keeps its identity even if its number passes on to another meanwhile."""
    process = os.pidfd_open(pid)
    try:
        yield process
    finally:
        os.close(process)
