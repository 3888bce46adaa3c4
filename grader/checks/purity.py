"""Whether the arrays passed in come back as they were. An update rule may change its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from grader.counterexample import changed_input
from grader.evidence import Evidence
from grader.language import Language
from grader.records import CheckResult


class Change(NamedTuple):
    """An argument, or one of the arrays in it, that a call left as something else; `after` is None
    where it is no array of numbers any more."""

    example: int
    name: str
    before: Any
    after: Any


def check(evidence: Evidence, say: Language) -> CheckResult:
    found = first_change(evidence)
    if found is None or evidence.question.formula.is_update_rule:
        return CheckResult("purity", "passed")
    if evidence.wrong_parts:
        message = say("The array {name} that was passed in comes back changed.", name=found.name)
    else:
        message = say("The values are right, but the array passed in comes back changed.")
    return CheckResult("purity", "failed", message, (changed_input(evidence, *found),))


def first_change(evidence: Evidence) -> Change | None:
    """The first example of which an argument is changed."""
    for i, (example, answer) in enumerate(zip(evidence.examples, evidence.answers, strict=True)):
        if answer.kind != "returned":
            continue
        for name, after in zip(example.inputs, answer.arguments, strict=False):
            for found in _changes(name, example.inputs[name], after):
                return Change(i, *found)
    return None


def _changes(name: str, before: Any, after: Any) -> Iterator[tuple[str, Any, Any]]:
    """What is another array, or another number of arrays. A function and a random generator may be
    left as they like."""
    match before:
        case np.ndarray():
            if not _is_unchanged(before, after):
                yield name, before, after if _is_numeric(after) else None
        case list():
            after = after if isinstance(after, list) else []
            if len(before) != len(after):
                yield f"len({name})", len(before), len(after)
            for i, (one, other) in enumerate(zip(before, after, strict=False)):
                yield from _changes(f"{name}[{i}]", one, other)
        case Mapping():
            after = after if isinstance(after, Mapping) else {}
            if set(before) != set(after):
                yield f"list({name})", list(before), list(after)
            for key, one in before.items():
                yield from _changes(f'{name}["{key}"]', one, after.get(key))
        case _:
            return


def _is_numeric(after: Any) -> bool:
    return isinstance(after, np.ndarray) and after.dtype.kind in "biuf"


def _is_unchanged(before: Any, after: Any) -> bool:
    return _is_numeric(after) and bool(np.array_equal(before, after, equal_nan=True))
