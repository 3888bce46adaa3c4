"""What an audit found, as it stands in JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from grader.report.json import written
from reference.mutation.mutants import Mutant

SCHEMA = "gradproof/audit/1"

Kind = Literal["reference", "mistake", "convention", "accepted", "pair"]

# Units within which two results count as one where a number in the code is too small to matter:
# one part in 10¹².
TOLERATED = 5000.0

# What became of a mutant: full marks are right for all of these but the last two.
Fate = Literal["rejected", "equal", "indistinguishable", "accepted", "survived", "crashed"]


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """One mutant, and what became of it.

    rejected: `check` is the first check that it failed. equal: `judges` proved that it computes the
    same. indistinguishable: on `inputs` inputs it was never more than `largest` units away from
    what is right. accepted: the grader takes it for right, and says so; `why` is "float32", "extra
    axis", the name of the form, or of the check that the assignment only remarks on. survived: full
    marks for something else. crashed: the grader raised; `why` is what.
    """

    operator: str
    function: str
    line: int
    diff: str
    fate: Fate
    check: str = ""
    judges: tuple[str, ...] = ()
    inputs: int = 0
    largest: float = 0.0
    why: str = ""


class Form(msgspec.Struct, frozen=True, omit_defaults=True):
    """A form of the catalogue, and what the grader said to it.

    `kind`: "reference", which is right; "accepted", which is right in other dress; "mistake" or
    "convention", which are to be rejected under their `name`; "pair", two mistakes at once, to be
    rejected under the name of one of them (`either`). `said` is the code of the first diagnosis,
    `check` the first check that failed, `why` what the grader raised. `forgiven` is a check that
    fails and costs nothing in this assignment: full marks are right.

    `constant` is the number that stands in the code where several may. It may be too small to be
    seen: `largest` is then how far the result is from the right one, in units, but for one input in
    twenty; up to TOLERATED, full marks are right. With another constant than the plainest, or in a
    narrower domain than the formula's, where none is the plainest, the form may also do the same as
    another mistake of the catalogue, and go by that name (`is_known`), or return the same for any
    input.
    """

    name: str
    kind: Kind
    full_marks: bool
    constant: float | None = None
    is_plainest: bool = True
    check: str = ""
    said: str = ""
    either: tuple[str, ...] = ()
    forgiven: str = ""
    is_known: bool = False
    largest: float | None = None
    why: str = ""

    @property
    def is_right(self) -> bool:
        return self.kind in ("reference", "accepted")

    @property
    def is_too_small(self) -> bool:
        """Whether it has full marks, and nobody could tell it from what is right."""
        return self.full_marks and self.largest is not None and self.largest <= TOLERATED

    @property
    def is_forgiven(self) -> bool:
        """Whether it has full marks because the assignment only remarks on what is wrong."""
        return self.full_marks and bool(self.forgiven)

    @property
    def is_as_it_should_be(self) -> bool:
        if self.why:
            return False
        if self.is_right or self.is_too_small or self.is_forgiven:
            return self.full_marks
        names = self.either or (self.name,)
        is_named = self.said in names or (not self.is_plainest and self._fits)
        return not self.full_marks and is_named

    @property
    def _fits(self) -> bool:
        """Whether another name says it as well: that of a mistake that gives the same, or that the
        result does not move, as one that is rounded to nothing."""
        return self.is_known or self.said.startswith("unused:")


class Audited(msgspec.Struct, frozen=True):
    """One formula in one convention: every form of it that is known, and every mutant."""

    formula: str
    convention: Mapping[str, str]
    forms: tuple[Form, ...]
    mutants: tuple[Change, ...]

    @property
    def name(self) -> str:
        """The formula, with the convention where it has one."""
        said = ", ".join(f"{key} {value}" for key, value in self.convention.items())
        return f"{self.formula} ({said})" if said else self.formula

    @property
    def faults(self) -> tuple[Form, ...]:
        return tuple(form for form in self.forms if not form.is_as_it_should_be)

    @property
    def survivors(self) -> tuple[Change, ...]:
        return tuple(one for one in self.mutants if one.fate in ("survived", "crashed"))

    @property
    def holds(self) -> bool:
        return not self.faults and not self.survivors

    def count(self, fate: Fate) -> int:
        return sum(one.fate == fate for one in self.mutants)

    @property
    def checks(self) -> dict[str, int]:
        """How many mutants each check was the first to reject."""
        return counted(one.check for one in self.mutants if one.fate == "rejected")


def counted(names: Iterable[str]) -> dict[str, int]:
    """How often each name comes, the most frequent first."""
    found: dict[str, int] = {}
    for name in names:
        found[name] = found.get(name, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def change(mutant: Mutant, fate: Fate, **more: object) -> Change:
    """What became of a mutant."""
    found = Change(mutant.operator, mutant.function, mutant.line, mutant.diff, fate)
    return msgspec.structs.replace(found, **more)


def as_json(audited: Sequence[Audited], seed: int) -> str:
    """One JSON document, the same bytes for the same findings. The mutants that were rejected are
    counted; the others are listed."""
    return written(
        {
            "schema": SCHEMA,
            "seed": seed,
            "holds": all(one.holds for one in audited),
            "mutants": _counts([m for one in audited for m in one.mutants]),
            "tasks": [_task(one) for one in audited],
        }
    )


def _task(one: Audited) -> dict[str, object]:
    kept = [m for m in one.mutants if m.fate != "rejected"]
    return {
        "formula": one.formula,
        "convention": dict(one.convention),
        "holds": one.holds,
        "forms": [
            msgspec.to_builtins(form) | {"holds": form.is_as_it_should_be} for form in one.forms
        ],
        "mutants": _counts(one.mutants),
        "not_rejected": msgspec.to_builtins(kept),
    }


def _counts(mutants: Sequence[Change]) -> dict[str, object]:
    fates = counted(m.fate for m in mutants)
    checks = counted(m.check for m in mutants if m.fate == "rejected")
    return {"total": len(mutants), **fates, "rejected_by": checks}
