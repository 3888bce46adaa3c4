"""The worker process ends with whoever uses it, with everything that it started and wrote."""

from __future__ import annotations

import contextlib
import gc
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from grader.records import Cell, Submission
from grader.student import spawned
from grader.student.answers import Answer, Call, Limits
from grader.student.process import Student
from grader.student.spawned import WorkerError


def notebook(*sources: str) -> Submission:
    cells = tuple(Cell(number, source) for number, source in enumerate(sources, start=1))
    return Submission("a.ipynb", is_notebook=True, cells=cells)


def ask(student: Student, function: str, *arguments: Any) -> Answer:
    (answer,) = student.answers([Call(function, arguments)])
    return answer


def test_nothing_is_left_behind(temporary: Path, quick: Limits) -> None:
    source = """
import subprocess, os
open("left.txt", "w").write("x")
os.makedirs("a/b")
p = subprocess.Popen(["sleep", "100"])
def f(): return p.pid, os.getpid()
"""
    with Student(quick) as student:
        student.load(notebook(source), [])
        pids = ask(student, "f").value
    time.sleep(0.05)
    for pid in pids:
        status = Path(f"/proc/{pid}/status")
        # A process that another one has started is buried by init, sooner or later.
        assert not status.exists() or "State:\tZ" in status.read_text()
    assert list(temporary.iterdir()) == []


def test_an_interrupt_ends_the_process(
    temporary: Path, monkeypatch: pytest.MonkeyPatch, quick: Limits
) -> None:
    def interrupt(*_: Any) -> Any:
        raise KeyboardInterrupt

    student = Student(quick)
    student.load(notebook("def f(): return 1"), [])
    monkeypatch.setattr(Student, "_answer", interrupt)
    with pytest.raises(KeyboardInterrupt):
        student.answers([Call("f", ())])
    assert list(temporary.iterdir()) == []


def test_a_student_that_is_forgotten_ends(temporary: Path, quick: Limits) -> None:
    Student(quick).load(notebook("def f(): return 1"), [])
    gc.collect()
    assert list(temporary.iterdir()) == []


def test_one_that_is_forgotten_at_exit_ends(temporary: Path) -> None:
    program = (
        "import tempfile, sys; tempfile.tempdir = sys.argv[1]\n"
        "from grader.student.process import Student; s = Student(); s.__enter__()"
    )
    root = Path(spawned.__file__).parents[2]
    subprocess.run(
        [sys.executable, "-c", program, str(temporary)],
        check=True,
        env=os.environ | {"PYTHONPATH": str(root)},
    )
    assert list(temporary.iterdir()) == []


def test_a_worker_that_cannot_start_is_our_fault(
    temporary: Path, monkeypatch: pytest.MonkeyPatch, quick: Limits
) -> None:
    environment = spawned._environment

    def broken(folder: str) -> dict[str, str]:
        Path(folder, "grader.py").touch()  # stands before the real one, and holds no worker
        return environment(folder) | {"PYTHONPATH": folder}

    monkeypatch.setattr(spawned, "_environment", broken)
    with pytest.raises(WorkerError, match="No module named"), Student(quick) as student:
        student.load(notebook("x = 1"), [])
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(WorkerError, match="cannot be started"), Student(quick):
        pass
    assert list(temporary.iterdir()) == []


LEAVES = """
import os, subprocess, sys, time
def waits(): return subprocess.Popen(["sleep", "60"], start_new_session=True).pid
def forks():
    reads, writes = os.pipe()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.write(writes, str(os.getpid()).encode())
            os.closerange(0, 256)
            time.sleep(60)
        os._exit(0)
    return int(os.read(reads, 20))
def leaves():
    if os.fork() == 0:
        os.setsid()
        time.sleep(60)
    os._exit(5)
"""


def _is_running(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def _until_gone(pids: set[int]) -> set[int]:
    """Those of the processes that are still running when there is no sense in waiting longer."""
    for _ in range(100):
        if not (pids := {pid for pid in pids if _is_running(pid)}):
            break
        time.sleep(0.05)
    return pids


linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@linux
def test_what_leaves_the_group_of_the_worker_ends_with_it(temporary: Path, quick: Limits) -> None:
    environment = os.environ | {"GRADPROOF_WORKER": str(temporary / "gradproof-other")}
    sleeps = [sys.executable, "-c", "import time; time.sleep(60)"]
    with subprocess.Popen(sleeps, env=environment) as stranger:
        try:
            with Student(quick) as student:
                student.load(notebook(LEAVES), [])
                pids = {ask(student, name).value for name in ("waits", "forks")}
                assert all(map(_is_running, pids))
            assert _until_gone(pids) == set()
            assert _is_running(stranger.pid)
        finally:
            stranger.kill()


@linux
def test_what_outlives_the_worker_ends_as_well(temporary: Path, quick: Limits) -> None:
    def marked() -> set[int]:
        mark = f"GRADPROOF_WORKER={temporary}".encode()
        found = set()
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if mark in (process / "environ").read_bytes():
                    found.add(int(process.name))
        return found

    with Student(quick) as student:
        student.load(notebook(LEAVES), [])
        assert len(marked()) == 1
        assert ask(student, "leaves").status == 5
        assert _until_gone(marked()) == set()
