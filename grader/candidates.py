"""What a form of a formula, mostly a wrong one, gives on the bank, to be found in an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from grader.answer_key import AnswerKey
from grader.comparison import part_arrays

RELATIVE_TOLERANCE = 1e-8


@dataclass(frozen=True, eq=False)
class Candidate:
    """One part of a result, beside that part of the right result. It may be what was returned; an
    axis of size 1 more or less does not matter."""

    value: Any
    right: Any

    def is_same_as(self, returned: Any, tolerance: Any) -> bool:
        """Whether it is what was returned, nan and inf included.

        How closely: as a right result would have to, in proportion to the size of this one, and so
        that next to nothing of the distance from the right result is left unexplained.
        """
        returned, value = np.squeeze(returned), self._squeezed
        if returned.shape != value.shape:
            return False
        proportion, beyond = self._slack
        return _are_same(
            returned, value, float(np.max(tolerance, initial=0.0)) * proportion + beyond
        )

    def is_right(self, tolerance: Any) -> bool:
        """Whether it cannot be told from the right one."""
        value, right = self._squeezed, np.squeeze(self.right)
        if value.shape != right.shape:
            return False
        return _are_same(value, right, np.squeeze(tolerance))

    @cached_property
    def is_zero(self) -> bool:
        return not np.any(self.value)

    @cached_property
    def is_finite(self) -> bool:
        return bool(np.isfinite(self.value).all())

    @cached_property
    def _squeezed(self) -> Any:
        return np.squeeze(self.value)

    @cached_property
    def _slack(self) -> tuple[float, float]:
        """By what the tolerance of the right result is multiplied, and what is added to it."""
        value, right = self._squeezed, np.squeeze(self.right)
        size, usual = _largest(value), _largest(right)
        proportion = max(1.0, size / usual if usual else 1.0)
        if value.shape != right.shape:
            return proportion, RELATIVE_TOLERANCE * size
        with np.errstate(invalid="ignore"):
            distance = _largest(value - right)
        return proportion, min(RELATIVE_TOLERANCE * size, 1e-3 * distance)


class Candidates:
    """The results of one form, each computed when it is first looked at and then kept."""

    def __init__(self, form: Callable[..., Any], key: AnswerKey, names: tuple[str, ...]) -> None:
        self._form = form
        self._key = key
        self._names = names
        self._known: dict[int, tuple[Candidate, ...] | None] = {}

    def on(self, index: int) -> tuple[Candidate, ...] | None:
        """The parts on one example of the bank; None where the form gives no arrays."""
        if index not in self._known:
            self._known[index] = self._computed(index)
        return self._known[index]

    def _computed(self, index: int) -> tuple[Candidate, ...] | None:
        with np.errstate(all="ignore"):
            value = self._form(*self._key.examples[index].arguments)
        right = self._key.right[index]
        arrays = part_arrays(value, self._names, right.layouts)
        if arrays is None:
            return None
        return tuple(map(Candidate, arrays, right.parts))


def _are_same(these: Any, those: Any, tolerance: Any) -> bool:
    """Whether no entry is further from its twin than the tolerance; nan is as nan is, and inf."""
    with np.errstate(invalid="ignore"):
        close = np.abs(these - those) <= tolerance
    if close.all():
        return True
    return bool(np.all(close | (these == those) | (np.isnan(these) & np.isnan(those))))


def _largest(array: Any) -> float:
    """The largest finite entry, without its sign."""
    return float(np.abs(array[np.isfinite(array)]).max(initial=0.0))
