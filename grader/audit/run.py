"""The whole audit: what there is to examine, on all cores, and what was found for each formula."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from grader.audit.examination import (
    form_of_pair,
    form_of_the_reference,
    forms_of,
    graded_mutant,
    settled,
)
from grader.audit.pool import Done, done
from grader.audit.records import Audited, Change, Form, change
from grader.audit.subjects import Subject, chosen, subjects
from reference.mutation.mutants import Mutant

SECONDS = 600.0  # for one piece; what is given up at once is the code of a mutant, see `alarm`
MEMORY = 4 << 30
FEW = 20  # pieces that are not worth a process more

Advance = Callable[[int, int, str], None]


class Asked(NamedTuple):
    """What an audit is about: an assignment, or everything, and the seed of the banks."""

    assignment: str | None
    seed: int


class _Piece(NamedTuple):
    """One thing to be examined; `number` counts the subjects, `at` the mistakes, the pairs or the
    mutants."""

    asked: Asked
    number: int
    what: str  # "reference" | "form" | "pair" | "mutant" | "survivor"
    at: int = 0


class _Told(NamedTuple):
    """What is known of a piece: forms, or what became of a mutant, None where that is open."""

    forms: tuple[Form, ...] = ()
    change: Change | None = None


def audit(
    asked: Asked,
    *,
    only: Sequence[str] = (),
    jobs: int | None = None,
    advance: Advance = lambda *_: None,
) -> list[Audited]:
    """What there is to say of each subject, in their order.

    `advance` is told how many of how many pieces are done, and the subject at hand. Raises
    FaultError where the assignment or a name in `only` is not known.
    """
    asked_for = chosen(_subjects(asked), only)
    told: dict[_Piece, _Told] = {}
    pieces = [piece for number, one in asked_for.items() for piece in _pieces(asked, number, one)]
    for found in _worked(pieces, jobs, advance, 0):
        told[found.piece] = _of(found)
    left = [
        piece._replace(what="survivor")
        for piece in pieces
        if piece.what == "mutant" and told[piece].change is None
    ]
    for found in _worked(left, jobs, advance, len(pieces)):
        told[found.piece._replace(what="mutant")] = _of(found)
    return [
        _audited(subject, [told[piece] for piece in pieces if piece.number == number])
        for number, subject in asked_for.items()
    ]


def examined(subject: Subject, mutants: Sequence[Mutant] | None = None) -> Audited:
    """The same for one subject in this process: for tests, on some of the mutants if so wanted."""
    forms = [form_of_the_reference(subject)]
    forms += [form for mistake in subject.mistakes for form in forms_of(subject, mistake)]
    forms += [form_of_pair(subject, *pair) for pair in subject.pairs]
    found = [
        graded_mutant(subject, mutant) or settled(subject, mutant)
        for mutant in (subject.mutants if mutants is None else mutants)
    ]
    return _audited(subject, [_Told(tuple(forms)), *(_Told(change=one) for one in found)])


def _audited(subject: Subject, told: Sequence[_Told]) -> Audited:
    return Audited(
        formula=subject.name,
        convention=subject.convention,
        forms=tuple(form for one in told for form in one.forms),
        mutants=tuple(one.change for one in told if one.change is not None),
    )


# --- in the processes that do the work ----------------------------------------------------------


@cache
def _subjects(asked: Asked) -> tuple[Subject, ...]:
    return subjects(*asked)


def _work(piece: _Piece) -> _Told:
    subject = _subjects(piece.asked)[piece.number]
    match piece.what:
        case "reference":
            return _Told((form_of_the_reference(subject),))
        case "form":
            return _Told(forms_of(subject, subject.mistakes[piece.at]))
        case "pair":
            return _Told((form_of_pair(subject, *subject.pairs[piece.at]),))
        case "mutant":
            return _Told(change=graded_mutant(subject, subject.mutants[piece.at]))
        case _:
            return _Told(change=settled(subject, subject.mutants[piece.at]))


# --- in the process that gives it to them -------------------------------------------------------


def _pieces(asked: Asked, number: int, subject: Subject) -> Iterator[_Piece]:
    yield _Piece(asked, number, "reference")
    yield from (_Piece(asked, number, "form", at) for at in range(len(subject.mistakes)))
    yield from (_Piece(asked, number, "pair", at) for at in range(len(subject.pairs)))
    yield from (_Piece(asked, number, "mutant", at) for at in range(len(subject.mutants)))


def _worked(
    pieces: Sequence[_Piece], jobs: int | None, advance: Advance, before: int
) -> Iterator[Done[_Piece, _Told]]:
    """What comes of the pieces. One that is lost is given once more: a process may end because the
    machine has no memory left, through no fault of the piece."""
    lost: list[_Piece] = []
    for count, one in enumerate(_done(pieces, jobs), start=1):
        subject = _subjects(one.piece.asked)[one.piece.number]
        advance(before + count, before + len(pieces), subject.name)
        if one.lost:
            lost.append(one.piece)
        else:
            yield one
    yield from _done(lost, 1)


def _done(pieces: Sequence[_Piece], jobs: int | None) -> Iterator[Done[_Piece, _Told]]:
    many = min(jobs or cores(), len(pieces) // FEW + 1)
    return done(
        _work, pieces, jobs=many, seconds=SECONDS, memory=MEMORY, about=lambda piece: piece.number
    )


def _of(found: Done[_Piece, _Told]) -> _Told:
    """What came of a piece, or what it means that nothing did."""
    if found.result is not None:
        return found.result
    piece = found.piece
    subject = _subjects(piece.asked)[piece.number]
    why = f"the process {'did not end' if found.lost == 'late' else 'died'}"
    match piece.what:
        case "reference":
            name = subject.function.__name__
            return _Told((Form(name, "reference", full_marks=False, why=why),))
        case "form":
            mistake = subject.mistakes[piece.at]
            return _Told((Form(mistake.name, mistake.kind, full_marks=False, why=why),))
        case "pair":
            pair, _ = subject.pairs[piece.at]
            return _Told((Form(pair.name, "pair", full_marks=False, why=why),))
        case "mutant":
            # Its code did that, twice; a student's would be stopped just so.
            return _Told(change=change(subject.mutants[piece.at], "rejected", check="runs"))
        case _:
            return _Told(change=change(subject.mutants[piece.at], "survived", why=why))


def cores() -> int:
    """How many processes this one may keep busy."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every platform
        return os.cpu_count() or 1
