"""Whether the arrays passed in come back as they were. An update rule may change its own."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.counterexample import changed_input
from grader.evidence import Evidence
from grader.language import Language
from grader.records import CheckResult


def check(evidence: Evidence, say: Language) -> CheckResult:
    found = first_change(evidence)
    if found is None or evidence.question.formula.is_update_rule:
        return CheckResult("purity", "passed")
    index, name, after = found
    if evidence.wrong_parts:
        message = say("The array {name} that was passed in comes back changed.", name=name)
    else:
        message = say("The values are right, but the array passed in comes back changed.")
    return CheckResult("purity", "failed", message, (changed_input(evidence, index, name, after),))


def first_change(evidence: Evidence) -> tuple[int, str, Any] | None:
    """The first example of which an argument is changed: its index, the argument, its new value."""
    for i, (example, answer) in enumerate(zip(evidence.examples, evidence.answers, strict=True)):
        if answer.kind != "returned":
            continue
        for name, after in zip(example.inputs, answer.arguments, strict=False):
            before = example.inputs[name]
            if isinstance(before, np.ndarray) and not _is_unchanged(before, after):
                return i, name, after if _is_numeric(after) else None
    return None


def _is_numeric(after: Any) -> bool:
    return isinstance(after, np.ndarray) and after.dtype.kind in "biuf"


def _is_unchanged(before: Any, after: Any) -> bool:
    return _is_numeric(after) and bool(np.array_equal(before, after, equal_nan=True))
