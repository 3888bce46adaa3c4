"""What a function of the submission is given, where that is more than numbers.

A random generator in a known state, a function that returns a gradient: the wire holds what they
are made from, and each call gets its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

# Taken before any code of the student's runs, which may give these names another value.
from numpy.random import default_rng

from grader.student.wire import Affine, Seed


def given(argument: Any) -> Any:
    """The argument that a record of the wire stands for; anything else as it is."""
    kind = type(argument)
    if kind is Seed:
        return default_rng(argument.number)
    return _affine(argument.A, argument.b) if kind is Affine else argument


def _affine(A: Any, b: Any) -> Callable[[Any], Any]:
    """u (n,) ↦ A u − b (n,), a fresh array each time; of another shape, numpy's own error."""

    def gradient(u: Any) -> Any:
        return A @ u - b

    return gradient
