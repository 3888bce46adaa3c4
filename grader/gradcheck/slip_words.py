"""What each slip looks like in a gradient, and the question that it raises.

The texts follow "In W2[:, 0]", or stand alone.
"""

from __future__ import annotations

from grader.gradcheck.slips import ratio
from grader.language import Message


def seen(kind: str, factor: float | None) -> Message:
    """The text for a slip of that kind, "sign" or "factor"; for a factor, by what it is."""
    return _BY_KIND.get(kind) or _times(factor)


_BY_KIND = {
    "sign": Message(
        "yours has the right size and the opposite sign: is a minus missing, or one too many?"
    ),
    "transposed": Message(
        "yours has the right numbers, rows and columns exchanged: is a transpose missing?"
    ),
    "rolled": Message("yours has the right numbers, moved by one place: is an index off by one?"),
    "flipped": Message("yours has the right numbers in reverse order along an axis."),
}


def _times(factor: float | None) -> Message:
    """What a gradient that is `factor` times the measured one looks like."""
    if not factor:
        return Message("yours is 0, and f changes there: is it computed at all?")
    if factor == 2:
        return Message(
            "yours is 2 times what is measured: is a 1/2 missing, or is something counted twice?"
        )
    if factor == 0.5:
        return Message("yours is half of what is measured: is a 2 missing, as that of a square?")
    times = ratio(factor)
    if factor < 0:
        return Message(
            "yours is {times} times what is measured: do the sign and a factor differ?",
            times=times,
        )
    if times.isdigit():
        return Message("yours is {times} times what is measured: is a 1/N missing?", times=times)
    if times.startswith("1/"):
        return Message(
            "yours is {times} of what is measured: is there a 1/N too many?", times=times
        )
    return Message(
        "yours is {times} times what is measured: is a constant factor missing?", times=times
    )
