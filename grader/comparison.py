"""What a function returned, beside what is right: part by part, entry by entry.

Right answers come in unusual dress (lists, float32, an axis of size 1 too many); they are
accepted here, with a note, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from grader.answer_key import Right
from grader.language import Message
from grader.student.wire import Other

Problem = Literal["", "nothing", "count", "type", "shape"]


@dataclass(frozen=True)
class PartJudgement:
    """One part of a result. Where it cannot be compared, `problem` says why and `value` is None.

    `value`: float64 in the shape of `right`. `described` tells what was returned, such as
    "shape (3,)" or "a list of 3".
    """

    right: Any
    tolerance: Any
    value: Any = None
    problem: Problem = ""
    described: Message | None = None
    single_precision: bool = False
    extra_axes: bool = False

    @cached_property
    def wrong(self) -> Any:
        """True where an entry is farther from the right one than its tolerance, or not finite."""
        if self.value is None:
            return np.ones(np.shape(self.right), dtype=bool)
        with np.errstate(invalid="ignore"):
            return ~(np.abs(self.value - self.right) <= self.tolerance)

    @cached_property
    def is_right(self) -> bool:
        return self.problem == "" and not self.wrong.any()

    @cached_property
    def error(self) -> float:
        """The largest error of an entry; inf where an entry is not finite."""
        if self.value is None:
            return float("inf")
        with np.errstate(invalid="ignore"):
            distance = np.abs(self.value - self.right)
        return float(np.where(np.isnan(distance), np.inf, distance).max(initial=0.0))


@dataclass(frozen=True)
class Judgement:
    """A whole result: one judgement for each part of the formula, in order."""

    parts: tuple[PartJudgement, ...]

    @cached_property
    def is_right(self) -> bool:
        return all(part.is_right for part in self.parts)

    @property
    def problem(self) -> PartJudgement | None:
        """The first part that cannot be compared at all."""
        return next((part for part in self.parts if part.problem), None)


def in_order(returned: Any, names: tuple[str, ...]) -> Any:
    """A dict of the parts by name as a tuple in the order of the parts; all else as it is."""
    if len(names) > 1 and isinstance(returned, Mapping) and set(returned) == set(names):
        return tuple(returned[name] for name in names)
    return returned


def judge(returned: Any, right: Right, names: tuple[str, ...]) -> Judgement:
    """Compare what a function returned with the right result, whose parts have `names`."""
    values, problem, described = _parts(returned, names)
    if problem:
        return Judgement(
            tuple(
                PartJudgement(part, tolerance, problem=problem, described=described)
                for part, tolerance in zip(right.parts, right.tolerance, strict=True)
            )
        )
    return Judgement(tuple(_judge_part(value, right, part) for part, value in enumerate(values)))


def _parts(returned: Any, names: tuple[str, ...]) -> tuple[list[Any], Problem, Message | None]:
    if returned is None:
        return [], "nothing", Message("None")
    if len(names) == 1:
        return [returned], "", None
    returned = in_order(returned, names)
    if isinstance(returned, tuple | list) or (
        isinstance(returned, np.ndarray) and returned.ndim > 0 and len(returned) == len(names)
    ):
        if len(returned) == len(names):
            return list(returned), "", None
        return [], "count", Message("{count} values", count=len(returned))
    if isinstance(returned, Mapping):
        return [], "count", Message("a dict")
    return [], "count", Message("1 value")


def _judge_part(returned: Any, key: Right, part: int) -> PartJudgement:
    right = key.parts[part]

    def cannot(problem: Problem, described: Message) -> PartJudgement:
        return PartJudgement(right, key.tolerance[part], problem=problem, described=described)

    if returned is None:
        return cannot("nothing", Message("None"))
    array = as_array(returned)
    if array is None:
        return cannot("type", describe(returned))
    if array.dtype.kind not in "biuf" or array.dtype == np.float16:
        return cannot("type", Message("an array of {dtype}", dtype=array.dtype.name))
    extra_axes = array.shape != right.shape
    if extra_axes:
        if not _only_more_axes(array.shape, right.shape):
            return cannot("shape", Message("shape {shape}", shape=array.shape))
        array = array.reshape(right.shape)
    if array.dtype == np.float32:
        key = key.in_single_precision()
    return PartJudgement(
        right,
        key.tolerance[part],
        value=array.astype(float),
        single_precision=key.is_single,
        # A number as an array of one entry is what many a sum returns; it deserves no remark.
        extra_axes=extra_axes and right.ndim > 0,
    )


def as_array(returned: Any) -> Any:
    """The array that a value stands for, or None where it stands for none."""
    if not isinstance(returned, np.ndarray | np.generic | bool | int | float | list | tuple):
        return None
    if _holds_text(returned):  # numpy would make every entry as long as the longest text
        return None
    try:
        array = np.asarray(returned)
    except (ValueError, OverflowError):  # rows of different lengths
        return None
    return None if array.dtype.kind in "OSU" else array


def _holds_text(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return any(map(_holds_text, value))
    return isinstance(value, str)


def part_arrays(returned: Any, names: tuple[str, ...]) -> list[Any] | None:
    """What a function returned as one array for each of its parts, None where it is no such thing.

    A formula of one part may return a list: that is one array, not many parts.
    """
    values, problem, _ = _parts(returned, names)
    arrays = [as_array(value) for value in values]
    return None if problem or any(array is None for array in arrays) else arrays


def _only_more_axes(shape: tuple[int, ...], right: tuple[int, ...]) -> bool:
    """Whether `shape` is `right` with axes of size 1 added."""
    if len(shape) <= len(right):
        return False
    rest = iter(shape)
    for size in right:
        for other in rest:
            if other == size:
                break
            if other != 1:
                return False
        else:
            return False
    return all(other == 1 for other in rest)


def describe(returned: Any) -> Message:
    """What kind of thing was returned, in words that a student knows."""
    match returned:
        case Other(dtype="object"):
            return Message("an array of objects")
        case Other():
            return Message("an object of type {type}", type=returned.type_name)
        case None:
            return Message("None")
        case str():
            return Message("a text")
        case dict():
            return Message("a dict")
        case tuple():
            return Message("a tuple of {count}", count=len(returned))
        case list():
            return Message("a list of {count}", count=len(returned))
        case _:
            return Message("an object of type {type}", type=type(returned).__name__)
