"""How many digits drawn numbers have."""

from grader.examples.example import FINE

_DIGITS, _MANY_DIGITS = 2, 10  # after the point


def digits(kind: str) -> int:
    return _MANY_DIGITS if kind == FINE else _DIGITS
