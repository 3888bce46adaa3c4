"""What is wrong with an assignment, said to its instructor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from grader.language import FaultError
from reference.nearest import nearest

# Where a fault is: its "file" and its "key", by these names.
At = Mapping[str, str]


class AssignmentError(FaultError):
    """An instructor's fault: a sentence that names file, key, value and the nearest valid name."""


def meant(name: str, known: Iterable[str]) -> str:
    """The known name most like `name`, as a sentence ends with it: " (softmax?)"; "" for none."""
    found = nearest(name, known)
    return f" ({found}?)" if found else ""


def in_one_line(error: BaseException) -> str:
    """What was raised and what it says, as part of a sentence."""
    said = " ".join(str(error).split()).rstrip(".")
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
