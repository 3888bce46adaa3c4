"""A right result: one array for each part, and how far each of its entries may be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.gradcheck.parameters import Layout, layout
from reference.formula import Formula
from reference.values import arguments, leaves, mapped

EPSILON = float(np.finfo(float).eps)

# A right answer in other words (another order of summation, another grouping) was never seen more
# than some 60 units away from the reference; the best finite difference is some 3000 away.
UNITS = 500
FLOAT32_UNITS = 1000


@dataclass(frozen=True)
class Right:
    """The right result for one example: one array for each part, and how far each entry may be.

    The tolerance of an entry is proportional to how much the result moves when every input moves
    by one unit in its last place, so that ill-conditioned inputs are judged by what float64 can
    know about them; of what is drawn at random it is infinite. Shapes as the parts. `is_single`:
    the tolerance is that of float32. `layouts` says of each part that is a list or a dict how its
    array of numbers is laid out, and is None for the others; empty where there are none.
    """

    parts: tuple[Any, ...]
    tolerance: tuple[Any, ...]
    is_single: bool = False
    layouts: tuple[Layout | None, ...] = ()

    def layout(self, part: int) -> Layout | None:
        """How a part that is a list or a dict is laid out; None for one that is an array."""
        return self.layouts[part] if self.layouts else None

    def in_single_precision(self) -> Right:
        """The same result, as tolerant as float32 asks for."""
        if self.is_single:
            return self
        coarser = float(np.finfo(np.float32).eps) / EPSILON * FLOAT32_UNITS / UNITS
        tolerance = tuple(t * coarser for t in self.tolerance)
        return Right(self.parts, tolerance, is_single=True, layouts=self.layouts)


def results(formula: Formula, value: Any) -> tuple[Any, ...]:
    """What a function of this formula returned, as one array for each part.

    Of a part that is a list or a dict, the numbers of its arrays stand one after the other.
    """
    parts = value if len(formula.parts) > 1 else (value,)
    return tuple(_as_array(part) for part in parts)


def layouts(formula: Formula, value: Any) -> tuple[Layout | None, ...]:
    """How the lists and dicts among the parts are laid out; () where there are none."""
    parts = value if len(formula.parts) > 1 else (value,)
    found = tuple(layout(_zeros(part)) if _is_structure(part) else None for part in parts)
    return found if any(found) else ()


def right_on(formula: Formula, truth: Callable[..., Any], inputs: Mapping[str, Any]) -> Right:
    """The right result for inputs outside of the bank, with a tolerance for rounding alone."""
    with np.errstate(all="ignore"):
        value = truth(*arguments(inputs))
    parts = results(formula, value)
    tolerance = tuple(UNITS * EPSILON * np.abs(part).max(initial=0.0) + 0 * part for part in parts)
    return Right(parts, tolerance, layouts=layouts(formula, value))


def _is_structure(part: Any) -> bool:
    return isinstance(part, list | tuple | Mapping)


def _zeros(part: Any) -> Any:
    """A value of the same structure, for its shapes; integers stay integers."""
    return mapped(lambda leaf: np.zeros(np.shape(leaf), np.asarray(leaf).dtype), part)


def _as_array(part: Any) -> Any:
    if _is_structure(part):
        return np.concatenate([np.ravel(leaf) for leaf in leaves(part)], dtype=float)
    return np.asarray(part, dtype=float)
