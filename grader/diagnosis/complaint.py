"""Exceptions in words of ours: a sentence for each complaint of Python and numpy."""

from __future__ import annotations

import re
from typing import NamedTuple

from grader.language import Language, Message


class _Complaint(NamedTuple):
    """How an exception reads in our words; the groups of the pattern fill in a, b, …"""

    error: str
    pattern: str
    sentence: Message


# Names of Python 2 and of numpy before 2.0, which old solutions and old books still use.
_BYGONE = tuple(
    _Complaint(*complaint)
    for complaint in (
        (
            "NameError",
            r"name '(?P<a>xrange|unicode|unichr|basestring|raw_input|long|reduce|izip|cmp)'",
            Message("NameError: {a} is a name of Python 2; in 3 there is none."),
        ),
        (
            "AttributeError",
            r"'dict' object has no attribute '(?P<a>has_key|iteritems|iterkeys|itervalues)'",
            Message("AttributeError: dicts have {a} in Python 2; in 3 they have not."),
        ),
        (
            "AttributeError",
            r"module 'numpy' has no attribute"
            r" '(?P<a>bool|complex|cumproduct|float|in1d|int|msort|object|product|row_stack|str"
            r"|trapz)'",
            Message("AttributeError: older numpy has {a}; this one has not."),
        ),
        (
            "AttributeError",
            r"^`np\.(?P<a>\w+)` was removed in the NumPy 2\.0 release",
            Message("AttributeError: older numpy has {a}; this one has not."),
        ),
    )
)

_COMPLAINTS = tuple(
    _Complaint(*complaint)
    for complaint in (
        (
            "ValueError",
            r"matmul: .*size (?P<a>\d+) is different from (?P<b>\d+)",
            Message("ValueError, from numpy: sizes {a} and {b} do not fit in the product."),
        ),
        (
            "ValueError",
            r"shapes (?P<a>\(.*?\)) and (?P<b>\(.*?\)) not aligned",
            Message("ValueError, from numpy: shapes {a} and {b} do not fit in the product."),
        ),
        (
            "ValueError",
            r"could not be broadcast together with shapes (?P<a>\(.*?\)) (?P<b>\(.*?\))",
            Message("ValueError, from numpy: shapes {a} and {b} do not fit together."),
        ),
        (
            "ValueError",
            r"output operand with shape (?P<a>\(.*?\)) doesn't match the broadcast shape"
            r" (?P<b>\(.*?\))",
            Message("ValueError, from numpy: shape {b} does not fit into shape {a}."),
        ),
        (
            "ValueError",
            r"could not broadcast input array from shape (?P<a>\(.*?\)) into shape (?P<b>\(.*?\))",
            Message("ValueError, from numpy: shape {a} does not fit into shape {b}."),
        ),
        (
            "ValueError",
            r"truth value of an array",
            Message("ValueError, from numpy: an array stands where one true or false is needed."),
        ),
        (
            "ValueError",
            r"assignment destination is read-only",
            Message("ValueError, from numpy: this array cannot be written to."),
        ),
        (
            "ValueError",
            r"not enough values to unpack \(expected (?P<a>\d+), got (?P<b>\d+)\)",
            Message("ValueError: {a} names on the left, {b} values on the right."),
        ),
        (
            "ValueError",
            r"too many values to unpack \(expected (?P<a>\d+)",
            Message("ValueError: {a} names on the left, more values on the right."),
        ),
        (
            "IndexError",
            r"index (?P<a>-?\d+) is out of bounds for axis (?P<b>\d+) with size (?P<c>\d+)",
            Message("IndexError: index {a} does not exist, axis {b} has size {c}."),
        ),
        (
            "IndexError",
            r"too many indices for array: array is (?P<a>\d+)-dimensional, but (?P<b>\d+) were",
            Message("IndexError: {b} indices for an array with {a} axes."),
        ),
        (
            "AxisError",
            r"axis (?P<a>-?\d+) is out of bounds for array of dimension (?P<b>\d+)",
            Message("AxisError, from numpy: axis {a} does not exist, the array has {b} axes."),
        ),
        (
            "AttributeError",
            r"module '(?P<a>[\w.]+)' has no attribute '(?P<b>\w+)'",
            Message("AttributeError: there is no {b} in the module {a}."),
        ),
        (
            "AttributeError",
            r"'(?P<a>[\w.]+)' object has no attribute '(?P<b>\w+)'",
            Message("AttributeError: a value of type {a} has no {b}."),
        ),
        (
            "NameError",
            r"name '(?P<a>\w+)' is not defined",
            Message("NameError: the name {a} is not defined."),
        ),
        (
            "UnboundLocalError",
            r"local variable '(?P<a>\w+)'",
            Message("UnboundLocalError: {a} is read before it is given a value."),
        ),
        (
            "TypeError",
            r"takes (?P<a>\d+) positional arguments? but (?P<b>\d+) (?:was|were) given",
            Message("TypeError: called with {b} arguments, made for {a}."),
        ),
        (
            "TypeError",
            r"unexpected keyword argument '(?P<a>\w+)'",
            Message("TypeError: called with an argument named {a}, which it does not take."),
        ),
        (
            "TypeError",
            r"missing \d+ required positional arguments?: (?P<a>.+)",
            Message("TypeError: called without a value for {a}."),
        ),
        (
            "TypeError",
            r"'(?P<a>[\w.]+)' object is not callable",
            Message("TypeError: called as a function, but it is of type {a}."),
        ),
        (
            "TypeError",
            r"cannot unpack non-iterable (?P<a>[\w.]+) object",
            Message("TypeError: several names on the left, one value of type {a} on the right."),
        ),
        ("MemoryError", r"", Message("MemoryError: more memory is asked for than there is.")),
        ("RecursionError", r"", Message("RecursionError: the function calls itself without end.")),
        ("ZeroDivisionError", r"", Message("ZeroDivisionError: a division by the number 0.")),
        (
            "ModuleNotFoundError",
            r"No module named '(?P<a>[\w.]+)'",
            Message("ModuleNotFoundError: the module {a} is not there."),
        ),
        (
            "ImportError",
            r"attempted relative import",
            Message(
                "ImportError: another file of the same folder is asked for; only this one is here."
            ),
        ),
        (
            "ImportError",
            r"(?P<a>[\w.]+) is not among what may be imported here: (?P<b>.+)",
            Message("Not imported: {a}. Of the modules, this assignment allows {b}."),
        ),
        ("KeyError", r"^'(?P<a>\w+)'$", Message("KeyError: there is no key {a}.")),
        ("LinAlgError", r"Singular matrix", Message("LinAlgError: the matrix has no inverse.")),
    )
)


def in_our_words(error: str, message: str, say: Language) -> str:
    """An exception as a sentence; Python's own text only where we have none for it."""
    if known := _known(error, message):
        return say(known)
    return f"{error}: {message}" if message else f"{error}."


def is_bygone(error: str, message: str) -> bool:
    """Whether what is missing has another name in the version that is installed."""
    return any(error == old.error and re.search(old.pattern, message) for old in _BYGONE)


def is_in_our_words(error: str, message: str) -> bool:
    """Whether there is a sentence of ours for an exception."""
    return _known(error, message) is not None


def _known(error: str, message: str) -> Message | None:
    for known in (*_BYGONE, *_COMPLAINTS):
        if error == known.error and (found := re.search(known.pattern, message)):
            return Message(known.sentence.text, **found.groupdict())
    return None
