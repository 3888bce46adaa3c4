"""Reads `notes.toml`: what the lecture notes say, what of it holds, and what is misprinted.

A statement has an `id`, its place in the notes (`where`), what it `says`, and its `kind`:

    implemented   a formula of the catalogue computes it: `formulas`
    proved        it follows for all sizes from the code of `formulas`, by the `claims` named
    definition    there is nothing to verify
    tested        the `test` of that name verifies it on numbers
    empirical     a matter of experience, verified nowhere here
    wrong         it does not hold as printed: `errata` says what does
    absent        our copy of the notes lacks it

`errata` of a statement that is not wrong says where notes, papers and libraries differ. A claim is
named as `grader prove` lists it: formula/claim.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from reference.catalogue import entries
from reference.nearest import nearest
from reference.symbolic.statements import statements

FILE = Path(__file__).with_name("notes.toml")

Kind = Literal["implemented", "proved", "definition", "tested", "empirical", "wrong", "absent"]

# What a statement of some kind must name.
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "implemented": ("formulas",),
    "proved": ("formulas", "claims"),
    "tested": ("test",),
    "wrong": ("errata",),
}


class NotesError(ValueError):
    """A fault in the file of notes: file, key, value, and the nearest valid name."""


@dataclass(frozen=True)
class Statement:
    """One statement of the notes, in our words."""

    id: str
    where: str
    says: str
    kind: Kind
    formulas: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    test: str = ""
    errata: tuple[str, ...] = ()


@dataclass(frozen=True)
class Erratum:
    """What is printed, what is right, and why that makes a difference."""

    id: str
    printed: str
    right: str
    because: str


_Row = TypeVar("_Row", Statement, Erratum)


@dataclass(frozen=True)
class Notes:
    """All statements and errata by their ids, in the order of the file."""

    statements: Mapping[str, Statement]
    errata: Mapping[str, Erratum]


def load(file: Path = FILE) -> Notes:
    """The notes. Raises NotesError where the file is not valid."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NotesError(f"{file.name}: {error}") from error
    _refuse_others(file.name, "the file", data, ("statement", "erratum"))
    statements = _rows(file.name, "statement", Statement, data)
    errata = _rows(file.name, "erratum", Erratum, data)
    notes = Notes(statements, errata)
    for statement in statements.values():
        _check(file.name, statement, notes)
    _check_use(file.name, notes)
    return notes


@cache
def claims() -> frozenset[str]:
    """The names of everything that is to be proved, as statements of the notes name them."""
    return frozenset(
        f"{name}/{one.name}" for name, entry in entries().items() for one in statements(entry)
    )


def _rows(file: str, table: str, record: type[_Row], data: Mapping[str, Any]) -> dict[str, _Row]:
    """The rows of one table as records, by their ids."""
    found: dict[str, _Row] = {}
    rows = data.get(table, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise NotesError(f"{file}: {table} is not a list of tables.")
    for number, row in enumerate(rows, start=1):
        place = f"{table} {row.get('id', number)}"
        _refuse_others(file, place, row, record.__dataclass_fields__)
        for key, field in record.__dataclass_fields__.items():
            if key in row or field.default is MISSING:
                _check_value(f"{file}: {place}: {key}", row.get(key), is_list=field.default == ())
        if row["id"] in found:
            raise NotesError(f"{file}: {place}: the id stands twice.")
        values: dict[str, Any] = {
            key: tuple(v) if isinstance(v, list) else v for key, v in row.items()
        }
        found[row["id"]] = record(**values)
    return found


def _check_value(place: str, value: object, *, is_list: bool) -> None:
    if value is None:
        raise NotesError(f"{place} is missing.")
    texts = value if isinstance(value, list) and is_list else [value]
    if is_list != isinstance(value, list) or not all(isinstance(t, str) and t for t in texts):
        wanted = "a list of texts" if is_list else "a text"
        raise NotesError(f"{place} = {value!r} is not {wanted}.")


def _check(file: str, statement: Statement, notes: Notes) -> None:
    """Refuse names that nothing has, and a kind without what it stands for."""
    known: Mapping[str, Iterable[str]] = {
        "kind": get_args(Kind),
        "formulas": entries(),
        "claims": claims(),
        "errata": notes.errata,
    }
    place = f"statement {statement.id}"
    for key, names in known.items():
        value = getattr(statement, key)
        for name in (value,) if isinstance(value, str) else value:
            if name not in names:
                meant = _meant(name, names)
                raise NotesError(f"{file}: {place}: {key}: {name!r} is not known.{meant}")
    for key in _NEEDED.get(statement.kind, ()):
        if not getattr(statement, key):
            raise NotesError(f"{file}: {place}: kind = {statement.kind!r} needs {key}.")
    for claim in statement.claims:
        if claim.partition("/")[0] not in statement.formulas:
            raise NotesError(f"{file}: {place}: claims: {claim!r} is of none of its formulas.")


def _check_use(file: str, notes: Notes) -> None:
    used = {erratum for statement in notes.statements.values() for erratum in statement.errata}
    for erratum in notes.errata:
        if erratum not in used:
            raise NotesError(f"{file}: erratum {erratum}: no statement names it.")


def _refuse_others(file: str, place: str, row: Mapping[str, Any], keys: Iterable[str]) -> None:
    for key in row:
        if key not in keys:
            raise NotesError(f"{file}: {place}: unknown key {key!r}.{_meant(key, keys)}")


def _meant(name: str, known: Iterable[str]) -> str:
    close = nearest(name, known)
    return f" The nearest is {close!r}." if close else ""
