"""a[key] and a[key] = value for arrays, as numpy reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reference.symbolic import graph
from reference.symbolic.graph import Axis, Node
from reference.symbolic.interpreter import operators
from reference.symbolic.interpreter.refusal import Refusal, mistake
from reference.symbolic.interpreter.session import Session, words
from reference.symbolic.interpreter.sizes import axis_of, shifted
from reference.symbolic.interpreter.values import (
    Array,
    List,
    Picked,
    Range,
    Regrouped,
    Scalar,
    Scanned,
    Slice,
    Value,
)

_WHOLE = Slice(None, None, None)


@dataclass(frozen=True)
class _Entry:
    """One part of a key: a new axis, a whole axis, the only entry of an axis (kept or not), or an
    index."""

    kind: Literal["new", "whole", "only", "index"]
    index: Node | None = None
    is_kept: bool = False  # an index that was a slice of one entry leaves its axis behind


def get(session: Session, array: Array, key: Value) -> Value:
    """array[key]: a view where the key is made of slices and single indices, else a copy."""
    if is_mask(key):
        raise Refusal("entries are selected by a mask")
    entries = _entries(session, array, key)
    if any(entry.index is not None and entry.index.axes for entry in entries):
        indices = _gathered(session, entries)
        node = session.record(graph.selection, session.read(array), indices)
        return session.result(node)
    view = _view(session, array, entries)
    is_single = all(entry.kind in {"index", "only"} and not entry.is_kept for entry in entries)
    if is_single and not _has_ellipsis(key):
        return session.number(session.read(view))
    return view


def put(session: Session, array: Array, key: Value, value: Value) -> None:
    """array[key] = value."""
    new = session.lift(value)
    if is_mask(key):
        put_masked(session, array, key[0] if isinstance(key, tuple) else key, new)
        return
    entries = _entries(session, array, key)
    if any(entry.index is not None and entry.index.axes for entry in entries):
        indices = _gathered(session, entries)
        if not _reach_each_once(entries):
            raise Refusal("entries are written at indices of which some may be the same")
        old = session.through(array.buffer.node, array.path)
        _check_kind(old, new)
        place = session.record(graph.selection, old, indices)
        new = _without_leading(session, new, len(place.axes))
        session.write(array, session.record(graph.replacement, old, new, indices))
        return
    view = _view(session, array, entries)
    axes = session.axes(view)
    _check_kind(view.buffer.node, new)
    new = _without_leading(session, new, len(axes))
    session.write(view, session.record(graph.broadcast, new, axes))


def put_masked(session: Session, array: Array, mask: Value, new: Node) -> None:
    """array[mask] = number."""
    chosen, old = session.lift(mask), session.read(array)
    if new.axes:
        raise Refusal("an array is written at a mask")
    if chosen.axes != old.axes:
        raise Refusal("a mask of another shape")
    _check_kind(old, new)
    session.write(array, session.elementwise("where", chosen, session.cast(new, old.kind), old))


def is_mask(key: Value) -> bool:
    """Whether a key is an array of truth values."""
    parts = key if isinstance(key, tuple) else (key,)
    masks = [p for p in parts if isinstance(p, Array) and p.buffer.node.kind == "boolean"]
    if masks and len(parts) > 1:
        raise Refusal("a mask for one axis")
    return bool(masks)


def _check_kind(old: Node, new: Node) -> None:
    if new.kind != old.kind != "real" and new.kind not in {"integer", "boolean"}:
        raise Refusal(f"{new.kind} entries are written to {old.kind} ones")


def _without_leading(session: Session, node: Node, count: int) -> Node:
    """numpy drops leading axes of one entry of what it writes."""
    spare = len(node.axes) - count
    if spare > 0 and not any(node.axes[:spare]):
        return session.regroup(node, node.axes[spare:])
    return node


def _has_ellipsis(key: Value) -> bool:
    return key is Ellipsis or (isinstance(key, tuple) and any(part is Ellipsis for part in key))


def _entries(session: Session, array: Array, key: Value) -> list[_Entry]:
    """The parts of a key, one for each axis, and those that make new axes."""
    axes = session.axes(array)
    parts = list(key) if isinstance(key, tuple) else [key]
    used = sum(part is not None and part is not Ellipsis for part in parts)
    if used > len(axes):
        raise mistake("more indices than axes")
    spare = [_WHOLE] * (len(axes) - used)
    places = [at for at, part in enumerate(parts) if part is Ellipsis]
    if len(places) > 1:
        raise mistake("an index with two ellipses")
    parts = [*parts[: places[0]], *spare, *parts[places[0] + 1 :]] if places else parts + spare
    left = iter(axes)
    return [_Entry("new") if part is None else _entry(session, part, next(left)) for part in parts]


def _entry(session: Session, part: Value, axis: Axis) -> _Entry:
    match part:
        case Slice():
            return _slice(session, part, axis)
        case bool():
            raise Refusal("a truth value as an index")
        case int():
            return _constant(session, part, axis)
        case Range() | List() | Array():
            return _Entry("index", _index(index_array(session, part), axis))
        case Scalar(node=node):
            if _is_last(part, axis):
                return _constant(session, -1, axis)
            return _Entry("index", _index(node, axis))
    raise Refusal(f"{words(part)} as an index")


def _constant(session: Session, at: int, axis: Axis, *, is_kept: bool = False) -> _Entry:
    if at not in {0, -1}:
        if not axis:
            raise mistake(f"the index {at} for an axis of one entry")
        raise Refusal(f"the index {at} for an axis that may have one entry")
    if not axis:
        return _Entry("only", is_kept=is_kept)
    if len(axis) != 1:
        raise Refusal("a single entry of an axis that merges several")
    index = session.record(graph.endpoint, axis[0], is_last=at == -1)
    return _Entry("index", index, is_kept)


def _is_last(part: Value, axis: Axis) -> bool:
    return len(axis) == 1 and shifted(part) == (axis, -1)


def _slice(session: Session, part: Slice, axis: Axis) -> _Entry:
    if part.step not in {None, 1}:
        raise Refusal("a slice with a step")
    starts = part.start is None or _is_zero(part.start)
    stops = part.stop is None or (axis and axis_of(part.stop) == axis)
    if starts and (stops or (not axis and _is_one(part.stop))):
        return _Entry("whole")
    if starts and _is_one(part.stop):
        return _constant(session, 0, axis, is_kept=True)
    if stops and ((isinstance(part.start, int) and part.start == -1) or _is_last(part.start, axis)):
        return _constant(session, -1, axis, is_kept=True)
    raise Refusal("a slice that is not a whole axis, nor its first or last entry")


def _is_zero(value: Value) -> bool:
    return isinstance(value, int) and value == 0


def _is_one(value: Value) -> bool:
    return isinstance(value, int) and value == 1


def index_array(session: Session, value: Value) -> Node:
    """Positions, or labels, as a node."""
    match value:
        case Range(size=size, offset=offset):
            return session.record(graph.positions, size, offset)
        case List(items=Scanned(node=node)):
            return node
        case Array():
            return session.read(value)
    raise Refusal(f"{words(value)} as an index")


def _index(node: Node, axis: Axis) -> Node:
    try:
        along = graph.index_range(node) if node.kind == "index" else ""
    except graph.ShapeError:
        along = ""
    if (along,) != axis:
        raise Refusal(f"an index of which nobody knows that it fits {graph.words((axis,))}")
    return node


def _view(session: Session, array: Array, entries: Sequence[_Entry]) -> Array:
    """What a key of slices and single indices sees."""
    indices = tuple(
        entry.index if entry.kind == "index" else None for entry in entries if entry.kind != "new"
    )
    view = array
    if any(index is not None for index in indices):
        firsts = [index is not None for index in indices]
        leads = sorted(firsts, reverse=True) == firsts
        view = session.view(array, Picked(indices), is_contiguous=leads)
    left = iter(session.axes(view))
    axes: list[Axis] = []
    for entry in entries:
        if entry.kind == "whole":
            axes.append(next(left))
        elif entry.kind == "only":
            next(left)
        if entry.kind == "new" or entry.is_kept:
            axes.append(())
    if tuple(axes) == session.axes(view):
        return view
    return session.view(view, Regrouped(tuple(axes)), is_contiguous=True)


def _gathered(session: Session, entries: Sequence[_Entry]) -> tuple[Node | None, ...]:
    """One index for each axis, broadcast against each other; None for a whole axis."""
    if any(entry.kind in {"new", "only"} or entry.is_kept for entry in entries):
        raise Refusal("an index array beside a new axis, or one of a single entry")
    axes = session.broadcast_axes(*(e.index.axes for e in entries if e.index is not None))
    return tuple(
        session.record(graph.broadcast, entry.index, axes) if entry.index is not None else None
        for entry in entries
    )


def _reach_each_once(entries: Sequence[_Entry]) -> bool:
    """Whether no place is named twice: each axis of the indices has positions along it."""
    found = [entry.index for entry in entries if entry.index is not None]
    reached = {place for index in found for place in _reached(index)}
    return all(
        not axis or place in reached
        for index in found
        for place, axis in enumerate(index.axes, -len(index.axes))
    )


def _reached(index: Node) -> set[int]:
    """The axes, counted from the last one, along which an index array differs in all entries."""
    match index:
        case graph.Positions(offset=0):
            return {-1}
        case graph.Regrouping(operand=graph.Positions(offset=0)):
            return {place - len(index.axes) for place, axis in enumerate(index.axes) if axis}
    return set()


def assign(session: Session, array: Array, key: Value, symbol: str, value: Value) -> None:
    """array[key] symbol= value."""
    if is_mask(key):
        new = operators.binary(session, symbol, array, value)
        if session.lift(value).axes or session.axes(new) != session.axes(array):
            raise Refusal("an array is written at a mask")
        mask = key[0] if isinstance(key, tuple) else key
        changed = session.elementwise(
            "where", session.lift(mask), session.read(new), session.read(array)
        )
        if changed.axes != session.axes(array):
            raise Refusal("a mask of another shape")
        _check_kind(session.read(array), session.read(new))
        session.write(array, changed)
        return
    current = get(session, array, key)
    put(session, array, key, operators.augmented(session, symbol, current, value))
