"""Proves one statement after the other; on a terminal, a bar shows how far it is."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from grader.prove.records import Claim, claim
from grader.prove.selection import key
from grader.report.terminal import wants_colour
from reference.symbolic.prover import prove
from reference.symbolic.statements import Statement


def proved(statements: Sequence[Statement]) -> list[Claim]:
    """What comes out for each statement, in their order."""
    with _shown(statements) as shown:
        return [claim(prove(statement)) for statement in shown]


@contextmanager
def _shown(statements: Sequence[Statement]) -> Iterator[Iterable[Statement]]:
    """The statements; while they are gone through, standard error shows how far, if it is a
    terminal."""
    # A closed standard error is None.
    if sys.stderr is None or not wants_colour(sys.stderr):
        yield statements
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=len(statements))

        def advancing() -> Iterator[Statement]:
            for statement in statements:
                progress.update(task, description=key(statement))
                yield statement
                progress.advance(task)

        yield advancing()
