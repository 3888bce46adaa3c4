"""What a function returned, beside what is right: part by part, entry by entry.

Right answers come in unusual dress (lists, float32, an axis of size 1 too many); they are
accepted here, with a note, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, NamedTuple

import numpy as np

from grader.answer_key import Right
from grader.gradcheck.parameters import Layout, Leaf
from grader.language import Message
from grader.student.wire import Other

Problem = Literal["", "nothing", "count", "type", "shape", "structure", "missing", "integers"]


@dataclass(frozen=True)
class PartJudgement:
    """One part of a result. Where it cannot be compared, `problem` says why and `value` is None.

    `value`: float64 in the shape of `right`. `described` tells what was returned, such as
    "shape (3,)" or "a list of 3". Of a list or a dict of arrays, `layout` tells how the numbers are
    laid out, `leaf` which of the arrays has the problem, `readable` the numbers where the others
    have none, with nan in place of those that have, and `besides` are keys that nobody asked for.
    """

    right: Any
    tolerance: Any
    value: Any = None
    problem: Problem = ""
    described: Message | None = None
    single_precision: bool = False
    extra_axes: bool = False
    layout: Layout | None = None
    leaf: Leaf | None = None
    readable: Any = None
    besides: tuple[str, ...] = ()

    def wrong_leaves(self) -> tuple[Leaf, ...]:
        """The arrays of a list or a dict that are wrong, or cannot be compared."""
        if self.readable is not None:
            return replace(self, value=self.readable, readable=None).wrong_leaves()
        of = self.layout.leaves if self.layout else ()
        return tuple(leaf for leaf in of if self.wrong[leaf.part].any())

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
                PartJudgement(
                    part,
                    tolerance,
                    problem=problem,
                    described=described,
                    layout=right.layout(number),
                )
                for number, (part, tolerance) in enumerate(
                    zip(right.parts, right.tolerance, strict=True)
                )
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
    if (layout := key.layout(part)) is not None:
        return _judge_leaves(returned, key, part, layout)
    right = key.parts[part]
    read = _read(returned, right.shape)
    if isinstance(read, _Unreadable):
        return PartJudgement(
            right, key.tolerance[part], problem=read.problem, described=read.described
        )
    if read.dtype == np.float32:
        key = key.in_single_precision()
    return PartJudgement(
        right,
        key.tolerance[part],
        value=read.astype(float),
        single_precision=key.is_single,
        # A number as an array of one entry is what many a sum returns; it deserves no remark.
        extra_axes=_has_more_axes(returned, right.shape) and right.ndim > 0,
    )


def _judge_leaves(returned: Any, key: Right, part: int, layout: Layout) -> PartJudgement:
    """A list or a dict of arrays: its structure, then each array by itself."""
    judgement = PartJudgement(key.parts[part], key.tolerance[part], layout=layout)
    given = _leaves(returned, layout)
    absent = given if isinstance(given, _Unreadable) else None
    if absent is not None and absent.problem != "missing":
        return replace(judgement, problem=absent.problem, described=absent.described)
    values = [returned.get(name) for name in layout.template] if absent else given
    read = [
        _read(value, leaf.shape, integers=_holds_integers(layout, leaf))
        for leaf, value in zip(layout.leaves, values, strict=True)
    ]
    arrays = [one for one in read if not isinstance(one, _Unreadable)]
    if any(array.dtype == np.float32 for array in arrays):
        key = key.in_single_precision()
    if len(arrays) < len(read):
        judgement = replace(judgement, tolerance=key.tolerance[part])
        found = _partly_readable(judgement, layout, read)
        if absent is None:
            return found
        return replace(found, problem=absent.problem, described=absent.described, leaf=None)
    return replace(
        judgement,
        tolerance=key.tolerance[part],
        value=_flat(arrays),
        single_precision=key.is_single,
        extra_axes=any(
            _has_more_axes(value, leaf.shape)
            for value, leaf in zip(given, layout.leaves, strict=True)
        ),
        besides=tuple(sorted(set(returned) - set(layout.template)))
        if isinstance(returned, Mapping)
        else (),
    )


def _partly_readable(judgement: PartJudgement, layout: Layout, read: list[Any]) -> PartJudgement:
    """With the first of the arrays that cannot be compared, and the numbers of those that can."""
    bad = {
        leaf: one
        for leaf, one in zip(layout.leaves, read, strict=True)
        if isinstance(one, _Unreadable)
    }
    leaf, first = next(iter(bad.items()))
    numbers = [
        np.full(leaf.shape, np.nan) if leaf in bad else one
        for leaf, one in zip(layout.leaves, read, strict=True)
    ]
    return replace(
        judgement,
        problem=first.problem,
        described=first.described,
        leaf=leaf,
        readable=_flat(numbers),
    )


class _Unreadable(NamedTuple):
    """Why a value is not the array, or the arrays, that are asked for."""

    problem: Problem
    described: Message


def _read(returned: Any, shape: tuple[int, ...], *, integers: bool = False) -> Any | _Unreadable:
    """What was returned as an array of that shape, of the type in which it came."""
    if returned is None:
        return _Unreadable("nothing", Message("None"))
    array = as_array(returned)
    if array is None:
        return _Unreadable("type", describe(returned))
    kept = Message("an array of {dtype}", dtype=array.dtype.name)
    if array.dtype.kind not in "biuf" or array.dtype == np.float16:
        return _Unreadable("type", kept)
    if integers and array.dtype.kind not in "iu" and array.size:
        return _Unreadable("integers", kept)
    if array.shape == shape:
        return array
    if _only_more_axes(array.shape, shape):
        return array.reshape(shape)
    return _Unreadable("shape", Message("shape {shape}", shape=array.shape))


def _has_more_axes(returned: Any, shape: tuple[int, ...]) -> bool:
    return bool(np.shape(returned) != shape)


def _holds_integers(layout: Layout, leaf: Leaf) -> bool:
    value = layout.template
    for key in leaf.path:
        value = value[key]
    return bool(np.asarray(value).dtype.kind in "iu")


def _leaves(returned: Any, layout: Layout) -> list[Any] | _Unreadable:
    """What stands at the place of each array of a list or a dict, in the order of the layout."""
    wanted = layout.template
    if isinstance(wanted, Mapping):
        if not isinstance(returned, Mapping):
            return _Unreadable("structure", describe(returned))
        missing = [name for name in wanted if name not in returned]
        if missing:
            return _Unreadable("missing", _listed(missing))
        return [returned[name] for name in wanted]
    if isinstance(returned, np.ndarray) and returned.ndim > 0:
        returned = list(returned)  # pieces of one size are as good as rows
    if not isinstance(returned, tuple | list) or len(returned) != len(wanted):
        return _Unreadable("structure", describe(returned))
    return list(returned)


def _listed(names: list[str]) -> Message:
    if len(names) == 1:
        return Message(names[0])
    return Message("{some} and {last}", some=", ".join(names[:-1]), last=names[-1])


def _flat(arrays: Sequence[Any]) -> Any:
    return np.concatenate([np.ravel(array) for array in arrays], dtype=float)


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


def part_arrays(
    returned: Any, names: tuple[str, ...], layouts: tuple[Layout | None, ...] = ()
) -> list[Any] | None:
    """What a function returned as one array for each of its parts, None where it is no such thing.

    A formula of one part may return a list: that is one array, not many parts. The arrays of a list
    or a dict that is laid out as `layouts` says are one array of all their numbers.
    """
    values, problem, _ = _parts(returned, names)
    if problem:
        return None
    of = layouts or (None,) * len(values)
    arrays = [_part_array(value, layout) for value, layout in zip(values, of, strict=True)]
    return None if any(array is None for array in arrays) else arrays


def _part_array(value: Any, layout: Layout | None) -> Any:
    if layout is None:
        return as_array(value)
    given = _leaves(value, layout)
    if isinstance(given, _Unreadable):
        return None
    arrays = [_read(one, leaf.shape) for one, leaf in zip(given, layout.leaves, strict=True)]
    return None if any(isinstance(array, _Unreadable) for array in arrays) else _flat(arrays)


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
        case Other(type_name="dict"):
            return Message("a dict whose keys are not all strings")
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
