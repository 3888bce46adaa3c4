"""The inputs on which a formula is graded, drawn from its input domain."""

from grader.examples.bank import BANK_SIZE, bank, further
from grader.examples.example import (
    EXTREME,
    FINE,
    FRESH,
    GENERAL,
    SIMPLE,
    SINGLE,
    TIES,
    TINY,
    Example,
)

__all__ = [
    "BANK_SIZE",
    "EXTREME",
    "FINE",
    "FRESH",
    "GENERAL",
    "SIMPLE",
    "SINGLE",
    "TIES",
    "TINY",
    "Example",
    "bank",
    "further",
]
