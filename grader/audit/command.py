"""What the command line asks for: what is to be printed, and whether the grader holds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

from grader.audit.records import as_json
from grader.audit.run import Advance, Asked, audit
from grader.audit.table import overview
from grader.prove import screen
from grader.report.terminal import wants_colour


@dataclass(frozen=True)
class Outcome:
    """How to write what was found on a stream, and whether all of it is as it should be."""

    write: Callable[[TextIO], None]
    holds: bool


def run(
    assignment: str | None, only: Sequence[str], jobs: int | None, seed: int, format_: str
) -> Outcome:
    """The audit of an assignment, or of everything. Raises FaultError."""
    with _shown() as advance:
        found = audit(Asked(assignment, seed), only=only, jobs=jobs, advance=advance)
    holds = all(one.holds for one in found)
    if format_ == "json":
        text = as_json(found, seed)
        return Outcome(lambda stream: _put(text, stream), holds)
    return Outcome(lambda stream: screen.write(overview(found), stream), holds)


def _put(text: str, stream: TextIO) -> None:
    stream.write(text)


@contextmanager
def _shown() -> Iterator[Advance]:
    """How far it is, on standard error, if that is a terminal."""
    # A closed standard error is None.
    if sys.stderr is None or not wants_colour(sys.stderr):
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def advance(done: int, total: int, name: str) -> None:
            progress.update(task, completed=done, total=total, description=name)

        yield advance
