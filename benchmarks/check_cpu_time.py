"""CPU time of `grader check` on a whole assignment, as a multiple of importing three libraries.

    python benchmarks/check_cpu_time.py

Both are run in turn in new processes, with the bank cached; children count. Printed is the ratio of
the medians for the right submission of every assignment, as a .py file and as a notebook: at most 1
is the aim.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbformat import v4

from grader.assignment import Assignment, available, load

ROUNDS = 11
RIGHT = Path(__file__).parent.parent / "tests" / "submissions"
PEERS = [sys.executable, "-c", "import numpy, hypothesis, pytest"]


def cpu_time(command: list[str], environment: dict[str, str]) -> float:
    """Seconds of user and system time of a command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def submissions(assignment: Assignment, folder: Path) -> list[Path]:
    """The right submission of an assignment as a file and as a notebook."""
    source = (RIGHT / assignment.id / "textbook.py").read_text(encoding="utf-8")
    script = folder / f"{assignment.id}.py"
    script.write_text(source, encoding="utf-8")
    book = v4.new_notebook(cells=[v4.new_code_cell(source)])
    notebook = folder / f"{assignment.id}.ipynb"
    nbformat.write(book, notebook)
    return [script, notebook]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = os.environ | {"GRADPROOF_CACHE": str(folder / "cache")}
        for assignment in map(load, available()):
            for submission in submissions(assignment, folder):
                check = [sys.executable, "-m", "grader", "check", str(submission)]
                check += ["-a", assignment.id]
                cpu_time(check, environment)  # fills the cache
                pairs = [
                    (cpu_time(check, environment), cpu_time(PEERS, environment))
                    for _ in range(ROUNDS)
                ]
                ours, theirs = map(statistics.median, zip(*pairs, strict=True))
                print(f"{submission.name:24} {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
