"""The ledger of the lecture notes: every statement, how it is known, and what is misprinted."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from grader.prove.records import Claim
from grader.report.json import written
from reference.notes import Notes, Statement

SCHEMA = "gradproof/notes/1"
_WIDTH = 80
_INDENT = 6


def named_claims(notes: Notes) -> list[str]:
    """The claims by which statements are said to be proved, each once, in order."""
    rows = notes.statements.values()
    return list(dict.fromkeys(claim for row in rows for claim in row.claims))


def as_text(notes: Notes, claims: Mapping[str, Claim]) -> str:
    """Every row of the ledger, then how many there are of each kind."""
    lines: list[str] = []
    shown: set[str] = set()
    width = max(map(len, notes.statements))
    for row in notes.statements.values():
        lines.append(f"{row.id:{width}}  {_verdict(row, claims):12}{row.where}")
        lines += [*_row(row, notes, claims, shown), ""]
    verdicts = [_verdict(row, claims) for row in notes.statements.values()]
    counts = ", ".join(f"{verdicts.count(one)} {one}" for one in dict.fromkeys(verdicts))
    lines.append(f"{len(verdicts)} statements: {counts}. {len(notes.errata)} errata.")
    return "\n".join(lines) + "\n"


def as_json(notes: Notes, claims: Mapping[str, Claim]) -> str:
    """The same as one JSON document."""
    rows = [
        {key: value for key, value in asdict(row).items() if value}
        | {"verdict": _verdict(row, claims)}
        for row in notes.statements.values()
    ]
    errata = [asdict(erratum) for erratum in notes.errata.values()]
    return written({"schema": SCHEMA, "statements": rows, "errata": errata})


def _row(
    row: Statement, notes: Notes, claims: Mapping[str, Claim], shown: set[str]
) -> Iterator[str]:
    """What stands below the first line of a row; an erratum only where it is met first."""
    yield from _wrapped(row.says)
    if row.formulas:
        yield from _wrapped(f"formulas: {', '.join(row.formulas)}")
    for name in row.claims:
        yield from _wrapped(f"claim: {name}, {claims[name].verdict} {claims[name].scope}".rstrip())
    if row.test:
        yield from _wrapped(f"test: {row.test}")
    for name in row.errata:
        erratum = notes.errata[name]
        if name in shown:
            yield from _wrapped(f"erratum {name}: see above")
            continue
        shown.add(name)
        yield from _wrapped(f"erratum {name}")
        for label in ("printed", "right", "because"):
            yield from _wrapped(f"{label + ':':9}{getattr(erratum, label)}", deeper=2)


def _verdict(row: Statement, claims: Mapping[str, Claim]) -> str:
    """The kind of a row; what is said to be proved is, only if every claim of it has been."""
    if row.kind == "proved" and not all(claims[name].is_proved for name in row.claims):
        return "not proved"
    return row.kind


def _wrapped(text: str, deeper: int = 0) -> list[str]:
    indent = " " * (_INDENT + deeper)
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
