"""Whether changed code computes the same as before, for all inputs: asked of the prover."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from grader.audit.subjects import Subject
from grader.student.alarm import TooLateError, alarm
from reference.symbolic.code import OURS
from reference.symbolic.goal import Goal
from reference.symbolic.interpreter import interpret
from reference.symbolic.prover import Verdict, prove
from reference.symbolic.statements import Statement, equalities
from reference.symbolic.symbols import Setting, symbols

SECONDS = 10.0  # of computing for one proof


@dataclass(frozen=True)
class Equality:
    """What the prover says: its verdict, by which judges, and what stopped it otherwise."""

    verdict: Verdict
    judges: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def is_proved(self) -> bool:
        return self.verdict == "proved"


def equality(subject: Subject, changed: str) -> Equality:
    """Whether the subject's function, in the changed text of its module, is equal to what it is.

    The proof is about exact numbers where both sides are defined, and away from kinks. What
    rounding does is not its matter; the grader has looked at that.
    """
    formula, name = subject.entry.formula, subject.function.__name__

    def goals(setting: Setting) -> Sequence[Goal]:
        values = symbols(formula.domain, setting)
        given = [values[argument] for argument in formula.domain]
        sides = [
            interpret(text, name, given, imports=_imported, is_ours=True).result
            for text in (subject.source, changed)
        ]
        return equalities(sides)

    says = f"{name} computes the same as before."
    statement = Statement(formula, "is-unchanged", says, formula.domain, goals)
    try:
        with alarm(SECONDS):
            proof = prove(statement)
    except TooLateError:
        return Equality("undecided", reasons=(f"no proof within {SECONDS:g} s",))
    return Equality(proof.verdict, proof.judges, proof.reasons)


def _imported(module: str) -> str | None:
    return _text(module) if module.startswith(OURS) else None


@cache
def _text(module: str) -> str | None:
    loaded = sys.modules.get(module)
    spec = find_spec(module) if loaded is None else None
    file = getattr(loaded, "__file__", None) or (spec.origin if spec is not None else None)
    return None if file is None else Path(file).read_text(encoding="utf-8")
