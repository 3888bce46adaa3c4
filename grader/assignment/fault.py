"""What is wrong with an assignment, said to its instructor."""

from __future__ import annotations

from collections.abc import Iterable

from grader.language import FaultError
from reference.nearest import nearest


class AssignmentError(FaultError):
    """An instructor's fault: a sentence that names file, key, value and the nearest valid name."""


def meant(name: str, known: Iterable[str]) -> str:
    """The known name most like `name`, as a sentence ends with it: " (softmax?)"; "" for none."""
    found = nearest(name, known)
    return f" ({found}?)" if found else ""
