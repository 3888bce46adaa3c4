"""What numpy warns of although the result is right."""

from __future__ import annotations

import re

from grader.evidence import Evidence
from grader.language import Language

# What numpy says as a warning and as an exception, "in exp" or "in scalar divide"; what else an
# exception says is not numpy's.
_NUMPY_WARNS = re.compile(r"(?:overflow|divide by zero|invalid value) encountered in [\w ]+")


def warned_of(evidence: Evidence, say: Language) -> str:
    """What numpy warns of although the result is right, "" for nothing."""
    warned = evidence.warned
    if warned is None or warned.where is None or not _NUMPY_WARNS.fullmatch(warned.message):
        return ""
    values = {"line": warned.where.line, "cell": warned.where.cell, "warning": warned.message}
    if warned.where.cell is None:
        return say(
            "Extreme inputs come out right, but on line {line} a value on the way is not finite:"
            ' numpy warns of it, "{warning}".',
            **values,
        )
    return say(
        "Extreme inputs come out right, but on line {line} of cell {cell} a value on the way is not"
        ' finite: numpy warns of it, "{warning}".',
        **values,
    )
