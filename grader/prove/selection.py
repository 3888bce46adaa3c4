"""Which statements are to be proved: all of the catalogue, or those that some names mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from grader.assignment import Assignment, available, load
from reference.catalogue import Entry, entries
from reference.formula import Formula
from reference.nearest import nearest
from reference.symbolic.statements import Statement, statements


class UnknownNameError(LookupError):
    """A name that means nothing here, or nothing that could be proved: one sentence, in English."""


def selected(names: Sequence[str], own: Assignment | None = None) -> list[Statement]:
    """The statements that the names mean, each once; without names, those of every formula.

    A name is that of a formula, of a claim (formula/claim) or of an assignment, or its folder. Of
    a name that several have, the formula is meant. With an assignment, its own formulas have names
    as well and, without names, the statements are those of its own formulas and of its tasks.
    Raises UnknownNameError, or FaultError where an assignment is not valid.
    """
    if not names and own is not None:
        chosen = {**own.own_entries, **own.entries}
        return [one for entry in chosen.values() for one in statements(entry)]
    if not names:
        return [one for entry in entries().values() for one in statements(entry)]
    found = {key(one): one for name in names for one in _meant(name, _known(own))}
    return list(found.values())


def formula_of(name: str, own: Assignment | None = None) -> Entry:
    """The formula of that name, or that of the claim. Raises UnknownNameError."""
    return _formula_of(name, _known(own))


def explained(name: str, own: Assignment | None = None) -> list[Statement]:
    """What is to be proved of the formula or the claim of that name: of a formula perhaps nothing.

    Raises UnknownNameError.
    """
    known = _known(own)
    return list(statements(_formula_of(name, known))) if name in known else [_claim(name, known)]


def _known(own: Assignment | None) -> Mapping[str, Entry]:
    """Every formula that has a name: ours, and those that an assignment brings."""
    return entries() if own is None else {**entries(), **own.own_entries}


def _formula_of(name: str, known: Mapping[str, Entry]) -> Entry:
    formula, _, _ = name.partition("/")
    if formula not in known:
        raise UnknownNameError(_unknown(name, "a formula or a claim", known))
    return known[formula]


def nothing_to_prove(formula: Formula) -> str:
    """Why there is nothing to be proved of a formula."""
    if formula.is_random:
        return "what it returns is drawn at random, and its laws are tested instead"
    if formula.unproved:
        return f"{formula.unproved}; its laws are tested instead"
    return "its file claims nothing"


def key(statement: Statement) -> str:
    """The name of a claim among all: formula/claim."""
    return f"{statement.formula.name}/{statement.name}"


def _meant(name: str, known: Mapping[str, Entry]) -> Iterator[Statement]:
    if name in known:
        yield from _of_formula(known[name])
    elif name.partition("/")[0] in known:
        yield _claim(name, known)
    elif name in available() or (Path(name) / "assignment.toml").is_file():
        yield from _of_assignment(name)
    else:
        others = [*known, *available()]
        raise UnknownNameError(_unknown(name, "a formula, a claim or an assignment", others))


def _of_formula(entry: Entry) -> list[Statement]:
    found = list(statements(entry))
    if not found:
        reason = nothing_to_prove(entry.formula)
        raise UnknownNameError(f"{entry.formula.name} has nothing to prove: {reason}.")
    return found


def _claim(name: str, known: Mapping[str, Entry]) -> Statement:
    entry = _formula_of(name, known)
    claims: Mapping[str, Statement] = {key(one): one for one in _of_formula(entry)}
    if name not in claims:
        raise UnknownNameError(_unknown(name, f"a claim of {entry.formula.name}", claims))
    return claims[name]


def _of_assignment(name: str) -> Iterator[Statement]:
    for entry in load(name).entries.values():
        yield from statements(entry)


def _unknown(name: str, wanted: str, known: Iterable[str]) -> str:
    close = nearest(name, known)
    meant = f" The nearest is {close!r}." if close else ""
    return f"{name!r} is not the name of {wanted}.{meant}"
