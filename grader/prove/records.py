"""What came out for each claim, as it is printed and as it stands in JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from grader.report.json import written
from reference.symbolic.prover import Proof, Verdict
from reference.symbolic.sampling import Counterexample
from reference.symbolic.symbols import LEADING

SCHEMA = "gradproof/proofs/1"
JUDGES = 2


class Example(msgspec.Struct, frozen=True):
    """Inputs at which the two sides of a claim differ, and both at the worst entry, `index`."""

    sizes: Mapping[str, int]
    inputs: Mapping[str, Any]
    index: tuple[int, ...]
    left: float
    right: float


class Claim(msgspec.Struct, frozen=True, omit_defaults=True):
    """One claim and what came out.

    `judges` is how many of the two proved it, `by` who; `scope` says for what it is proved, or at
    which sizes it was checked; `conditions` where it holds beyond the domain of the formula;
    `reasons` what stopped a judge.
    """

    formula: str
    claim: str
    statement: str
    scope: str
    verdict: Verdict
    judges: int
    by: tuple[str, ...] = ()
    source: str = ""
    conditions: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    counterexample: Example | None = None

    @property
    def name(self) -> str:
        return f"{self.formula}/{self.claim}"

    @property
    def is_proved(self) -> bool:
        return self.verdict == "proved"


def claim(proof: Proof) -> Claim:
    """What came out, as a record without graphs."""
    statement = proof.statement
    return Claim(
        formula=statement.formula.name,
        claim=statement.name,
        statement=statement.says,
        scope=proof.scope,
        verdict=proof.verdict,
        judges=len(proof.judges),
        by=proof.judges,
        source=statement.source,
        conditions=proof.conditions,
        reasons=proof.reasons,
        counterexample=None if proof.counterexample is None else _example(proof.counterexample),
    )


def as_json(claims: Iterable[Claim]) -> str:
    """One JSON document, the same bytes for the same claims."""
    return written({"schema": SCHEMA, "claims": msgspec.to_builtins(list(claims))})


def _example(found: Counterexample) -> Example:
    """A counterexample in lists and numbers of Python."""
    return Example(
        sizes={size if size != LEADING else "...": n for size, n in sorted(found.sizes.items())},
        inputs={name: _listed(value) for name, value in found.values.items()},
        index=found.index,
        left=found.left,
        right=found.right,
    )


def _listed(value: Any) -> Any:
    return value.tolist() if hasattr(value, "tolist") else value
