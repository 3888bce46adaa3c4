"""Every claim of a problem before every checker: one row each."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import ModuleType

from .naming import named
from .oracle import Oracle
from .outcome import run
from .problem import Problem, Wrong, flat, like

LARGE = 400
"""Checkers that are dear, with O(n) evaluations, are not asked about larger x."""


@dataclass(frozen=True, slots=True)
class Row:
    """One claim before one checker. kind: "right", "honest" (unsure is expected) or a wrong kind.

    named: whether the coordinate or slip was named; within: in 4·log2 n + 20 evaluations.
    """

    peer: str
    problem: str
    seed: int
    label: str
    kind: str
    size: int
    verdict: str
    evaluations: int
    seconds: float
    named: bool | None = None
    within: bool | None = None
    where: int | None = None
    suspicion: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Claims:
    """What is asked about one problem: the right gradient, and the wrong ones to be seen."""

    problem: Problem
    visible: tuple[Wrong, ...]
    invisible: tuple[Wrong, ...]


def claims(problem: Problem) -> Claims:
    """The oracle's choice. Of a problem whose honest verdict is unsure, the right one only."""
    if problem.verdict == "unsure":
        return Claims(problem, (), ())
    oracle = Oracle(problem)
    seen = {wrong.label: oracle.visible(wrong) for wrong in problem.wrong}
    return Claims(
        problem,
        tuple(wrong for wrong in problem.wrong if seen[wrong.label]),
        tuple(wrong for wrong in problem.wrong if not seen[wrong.label]),
    )


def rows(asked: Claims, peer: ModuleType) -> Iterator[Row]:
    """A checker on all claims of a problem; nothing if the problem is beyond it."""
    problem = asked.problem
    if peer.DEAR and problem.size > LARGE:
        return
    yield _row(problem, None, peer)
    for wrong in asked.visible:
        yield _row(problem, wrong, peer)


def _row(problem: Problem, wrong: Wrong | None, peer: ModuleType) -> Row:
    fresh = replace(problem, x=like(problem.x, flat(problem.x).copy()))  # f may write into it
    outcome = run(peer.check, fresh, (wrong or problem).vjp)
    honest = "right" if problem.verdict == "pass" else "honest"
    answer = outcome.answer
    verdict_named = within = None
    if wrong is not None and answer.verdict == "fail":
        verdict_named = named(problem, wrong, answer)
        within = outcome.evaluations <= 4 * math.log2(max(problem.size, 2)) + 20
    return Row(
        peer.NAME,
        problem.name,
        problem.seed,
        wrong.label if wrong else "right",
        wrong.kind if wrong else honest,
        problem.size,
        answer.verdict,
        outcome.evaluations,
        outcome.seconds,
        verdict_named,
        within,
        answer.where,
        answer.suspicion,
        answer.note,
    )
