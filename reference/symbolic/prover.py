"""Statements → proved, checked, refuted or undecided.

A statement is tried on numbers first, so that a false one is refuted fast and with an example; then
two judges that share nothing but the graph decide it for all sizes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reference.symbolic.goal import Decision, Goal, Judge, roots
from reference.symbolic.graph import ShapeError, inputs
from reference.symbolic.interpreter import Refusal
from reference.symbolic.language.problem import LanguageError
from reference.symbolic.normal_form.judge import NormalForm
from reference.symbolic.sampling import Counterexample, Trial, size_atoms, try_on_numbers
from reference.symbolic.statements import Statement
from reference.symbolic.strategy.pieces import decide
from reference.symbolic.symbols import (
    LEADING,
    SECOND_LEADING,
    NoSymbolError,
    Setting,
    settings,
)
from reference.symbolic.sympy_judge.judge import SympyJudge

Verdict = Literal["proved", "checked", "refuted", "undecided"]


@dataclass(frozen=True)
class Proof:
    """What came out for one statement.

    `scope` says in words for what it is proved, or at which sizes it was checked. `judges` are the
    names of those who proved all of it; a statement that one alone proves is proved, and counted
    apart. `conditions` are where it holds beyond the domain, `reasons` what stopped the others.
    """

    statement: Statement
    verdict: Verdict
    scope: str = ""
    judges: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    counterexample: Counterexample | None = None


@dataclass(frozen=True)
class _Found:
    """One goal in one setting: what the numbers say, and what each judge says."""

    setting: Setting
    goal: Goal
    trial: Trial
    decisions: Mapping[str, Decision]


def judges() -> tuple[Judge, ...]:
    """The two judges, fresh."""
    return NormalForm(), SympyJudge()


def prove(statement: Statement, by: Sequence[Judge] | None = None) -> Proof:
    """The verdict on a statement, in every setting of its domain."""
    by = judges() if by is None else by
    found: list[_Found] = []
    try:
        for one in _decided(statement, by):
            found.append(one)
            if one.trial.counterexample is not None:
                return Proof(statement, "refuted", counterexample=one.trial.counterexample)
    except (Refusal, NoSymbolError, LanguageError, ShapeError) as error:
        return Proof(statement, "undecided", reasons=(str(error),))
    return _concluded(statement, found, by)


def _decided(statement: Statement, by: Sequence[Judge]) -> Iterator[_Found]:
    for setting in settings(statement.domain, statement.leading):
        for goal in statement.goals(setting):
            trial = try_on_numbers(goal)
            decisions: dict[str, Decision] = {}
            if trial.counterexample is None:
                decisions = {judge.name: decide(goal, judge) for judge in by}
            yield _Found(setting, goal, trial, decisions)


def _concluded(statement: Statement, found: Sequence[_Found], by: Sequence[Judge]) -> Proof:
    if not all(one.trial.sizes for one in found):
        # What is nowhere defined is equal to anything.
        return Proof(statement, "undecided", reasons=("no inputs found at which it is defined",))
    names = tuple(j.name for j in by if all(one.decisions[j.name].is_proved for one in found))
    said = [decision for one in found for decision in one.decisions.values()]
    reasons = tuple(dict.fromkeys(d.reason for d in said if not d.is_proved and d.reason))
    conditions = tuple(dict.fromkeys(c for d in said if d.is_proved for c in d.conditions))
    if names and found:
        return Proof(statement, "proved", _scope(found), names, conditions, reasons)
    tried = [sizes for one in found for sizes in one.trial.sizes]
    if found:
        return Proof(statement, "checked", _sizes(tried), (), conditions, reasons)
    return Proof(statement, "undecided", reasons=reasons)


# --- scope in words ----------------------------------------------------------------------------


def _scope(found: Sequence[_Found]) -> str:
    about = [root for one in found for root in roots(one.goal)]
    atoms = sorted(size_atoms(*about) - {LEADING, SECOND_LEADING}, key=str.lower)
    steps = sorted({i.name for i in inputs(*about) if "step count" in i.traits})
    said = [f"all {', '.join([*atoms, *steps])}"] if atoms or steps else ["all inputs"]
    leading = max(len(one.setting.leading) for one in found)
    if leading:
        arrays = "arrays" if leading > 1 else "vectors"
        said.append("vectors and batches" if atoms else f"numbers and {arrays}")
    fixed = list(dict.fromkeys(one.setting.words for one in found if one.setting.words))
    return "; ".join([*said, *fixed])


def _sizes(tried: Sequence[Mapping[str, int]]) -> str:
    extents: dict[str, list[int]] = {}
    for sizes in tried:
        for atom, extent in sizes.items():
            extents.setdefault(atom, []).append(extent)
    said = [
        f"{atom} = {', '.join(map(str, sorted(set(values))))}"
        for atom, values in sorted(extents.items(), key=lambda pair: pair[0].lower())
    ]
    return "; ".join(said) or "at random inputs"
