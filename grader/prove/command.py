"""What the command line asks for: what is to be printed, and whether all of it is proved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TextIO

from grader.assignment import Assignment
from grader.prove import ledger, screen
from grader.prove.explanation import explanation
from grader.prove.records import Claim, as_json
from grader.prove.run import proved
from grader.prove.selection import explained, formula_of, selected
from grader.prove.table import overview
from reference.notes import load


@dataclass(frozen=True)
class Outcome:
    """How to write what was asked for on a stream, and whether everything in it is proved."""

    write: Callable[[TextIO], None]
    is_proved: bool


def prove(names: Sequence[str], format_: str, own: Assignment | None = None) -> Outcome:
    """A table of claims: all, or those that the names mean; of an assignment, those of its own
    formulas. Raises UnknownNameError, FaultError."""
    claims = proved(selected(names, own))
    if format_ == "json":
        return _outcome(as_json(claims), claims)
    return Outcome(lambda stream: screen.write(overview(claims), stream), _all(claims))


def explain(name: str, format_: str, own: Assignment | None = None) -> Outcome:
    """One formula, or one claim of it, explained. Raises UnknownNameError."""
    entry = formula_of(name, own)
    claims = proved(explained(name, own))
    return _outcome(as_json(claims) if format_ == "json" else explanation(entry, claims), claims)


def notes(format_: str) -> Outcome:
    """The ledger of the notes; the claims that it names are proved anew."""
    found = load()
    claims = proved(selected(ledger.named_claims(found)))
    by_name = {claim.name: claim for claim in claims}
    as_written = ledger.as_json if format_ == "json" else ledger.as_text
    return _outcome(as_written(found, by_name), claims)


def _outcome(text: str, claims: Sequence[Claim]) -> Outcome:
    return Outcome(lambda stream: _put(text, stream), _all(claims))


def _put(text: str, stream: TextIO) -> None:
    stream.write(screen.encodable(text, stream))


def _all(claims: Sequence[Claim]) -> bool:
    return all(claim.is_proved for claim in claims)
