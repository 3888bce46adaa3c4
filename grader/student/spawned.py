"""Starts the worker process and ends it, with everything that belongs to it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import weakref
from pathlib import Path
from time import monotonic, sleep

import msgspec
import numpy

import grader
from grader.student.channel import BlockingChannel, Channel, Closed, Late, PollingChannel
from grader.student.descendants import end_all_with
from grader.student.wire import READY, WireError

# One thread for each: a second one costs start-up time, and hangs where threads are not allowed.
_THREADS = ("OPENBLAS", "OMP", "MKL", "NUMEXPR", "VECLIB")
# What Python and numpy need to start, on the systems that have it.
_INHERITED = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_START = 60.0  # seconds; a cold disk is slow
_MARK = "GRADPROOF_WORKER"  # in the environment of the worker, and of whatever it starts


class WorkerError(Exception):
    """The worker process cannot be started: a fault of the installation, not of a submission."""


class Worker:
    """A worker process and the channel to it, in an empty folder of its own."""

    def __init__(self) -> None:
        folder = tempfile.mkdtemp(prefix="gradproof-")
        # -c rather than -m: the module that runs modules takes a while to import. The path is told
        # because `-s` takes a user's own site off it, and with it perhaps numpy.
        program = (
            "import sys; sys.path += sys.argv[1:]; del sys.argv[1:];"
            " from grader.student.worker import main; main()"
        )
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, our own program
                [sys.executable, "-s", "-P", "-c", program, *_path()],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=folder,
                env=_environment(folder),
                start_new_session=True,
                bufsize=0,
            )
        except BaseException as error:
            shutil.rmtree(folder, ignore_errors=True)
            if isinstance(error, OSError):
                raise WorkerError(f"the worker process cannot be started: {error}") from error
            raise
        self._greeted = False
        self.channel: Channel
        if os.name == "posix":
            self.channel = PollingChannel(self._process)
        else:
            self.channel = BlockingChannel(self._process, self._process.kill)
        # Also when it is forgotten, and when the interpreter ends.
        self._end = weakref.finalize(self, _end, self._process, self.channel, folder)

    def greet(self) -> None:
        """Wait until the process is ready. Raises WorkerError where it never is."""
        if self._greeted:
            return
        try:
            ready = self.channel.receive(monotonic() + _START).kind == READY
        except (Closed, Late, WireError):
            ready = False
        if not ready:
            self._process.kill()
            complaint = self._process.stderr.read() if self._process.stderr else b""
            self.end()
            last = complaint.decode("utf-8", "replace").strip().rpartition("\n")[2]
            raise WorkerError(f"the worker process cannot be started: {last}")
        self._greeted = True

    def exit_status(self, patience: float) -> int | None:
        """The status with which the process ended by itself within that many seconds, or None."""
        if sys.platform == "win32" or not hasattr(os, "waitid"):
            with contextlib.suppress(subprocess.TimeoutExpired):
                return self._process.wait(patience)
            return None
        # It is not buried yet: nobody else can have its number, which is also that of its group.
        options = os.WEXITED | os.WNOHANG | os.WNOWAIT
        end = monotonic() + patience
        while (ended := os.waitid(os.P_PID, self._process.pid, options)) is None:
            if monotonic() >= end:
                return None
            sleep(0.005)
        return ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status

    def end(self) -> None:
        """Kill the process and what it started, and remove its folder."""
        self._end()


def _end(process: subprocess.Popen[bytes], channel: Channel, folder: str) -> None:
    channel.close()
    # The whole group: what the process started would keep running, and keep the pipe open.
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
    end_all_with(_MARK, folder)
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()
    try:
        Path(folder).rmdir()
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)


def _path() -> list[str]:
    """The folders in which this process found what the worker imports."""
    modules = (grader, numpy, msgspec)
    return list(dict.fromkeys(str(Path(str(module.__file__)).parents[1]) for module in modules))


def _environment(folder: str) -> dict[str, str]:
    return {
        **{name: os.environ[name] for name in _INHERITED if name in os.environ},
        **{f"{name}_NUM_THREADS": "1" for name in _THREADS},
        **dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP", "USERPROFILE", _MARK), folder),
        "MPLBACKEND": "Agg",
        "PYTHONBREAKPOINT": "0",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
    }
