"""numpy's functions of shapes: what they return is a view wherever numpy returns one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from reference.symbolic import graph
from reference.symbolic.graph import Axes, Axis, Node
from reference.symbolic.interpreter import sizes
from reference.symbolic.interpreter.reductions import axis_numbers
from reference.symbolic.interpreter.refusal import Refusal, mistake
from reference.symbolic.interpreter.session import Session
from reference.symbolic.interpreter.values import (
    Array,
    List,
    Regrouped,
    Reordered,
    Scalar,
    Value,
)


def as_array(session: Session, value: Value) -> Array:
    """The array itself, or a new one for a number."""
    if isinstance(value, Array):
        return value
    return session.array(session.lift(value))


def reshape(session: Session, a: Value, shape: Value, order: Value = "C") -> Value:
    """np.reshape; with order "F" where only axes of one entry come or go."""
    array = as_array(session, a)
    wanted = sizes.dimension_list(session, shape)
    old = session.axes(array)
    axes = sizes.regrouped_axes(old, wanted)
    if order != "C" and (order != "F" or _long(axes) != _long(old)):
        raise Refusal("reshape() in another order than that of C")
    if axes == old:
        return Array(array.buffer, array.path, array.guards, array.is_writable, array.is_contiguous)
    return _regrouped(session, array, axes)


def _long(axes: Axes) -> list[Axis]:
    return [axis for axis in axes if axis]


def _regrouped(session: Session, array: Array, axes: Axes) -> Array:
    """The entries with other axes: a view, or what may be a view or a copy."""
    if array.is_contiguous or _long(axes) == _long(session.axes(array)):
        return session.view(array, Regrouped(axes), is_contiguous=True)
    return apart(session, session.regroup(session.read(array), axes), array)


def apart(session: Session, node: Node, *others: Array) -> Array:
    """An array of which nobody knows whether it shares memory with some others."""
    buffers = {buffer: None for array in others for buffer in (array.buffer, *_guarding(array))}
    guards = tuple((buffer, buffer.version) for buffer in buffers)
    return Array(session.heap.buffer(node), (), guards, is_writable=False, is_contiguous=False)


def _guarding(array: Array) -> list:  # type: ignore[type-arg]
    return [buffer for buffer, _ in array.guards]


def ravel(session: Session, a: Value, order: Value = "C") -> Value:
    if order != "C":
        raise Refusal("ravel() in another order than that of C")
    array = as_array(session, a)
    return _regrouped(session, array, (graph.flat(session.axes(array)),))


def flatten(session: Session, a: Value, order: Value = "C") -> Value:
    if order != "C":
        raise Refusal("flatten() in another order than that of C")
    node = session.lift(a)
    return session.array(session.regroup(node, (graph.flat(node.axes),)))


def transpose(session: Session, a: Value, axes: Value = None) -> Value:
    array = as_array(session, a)
    rank = len(session.axes(array))
    if axes is None:
        return reordered(session, array, tuple(reversed(range(rank))))
    named = axes.items if isinstance(axes, List) else axes
    if not isinstance(named, list | tuple) or len(named) != rank:
        raise mistake("transpose() with another number of axes")
    order = tuple(axis_numbers(axis, rank)[0] for axis in named)
    if len(set(order)) != rank:
        raise mistake("transpose() names an axis twice")
    return reordered(session, array, order)


def reordered(session: Session, array: Array, order: Sequence[int]) -> Array:
    if list(order) == sorted(order):
        return session.view(array, Reordered(tuple(order)), is_contiguous=True)
    axes = session.axes(array)
    moved = [at for at in order if axes[at]]  # axes of one entry may stand anywhere
    return session.view(array, Reordered(tuple(order)), is_contiguous=moved == sorted(moved))


def swapaxes(session: Session, a: Value, axis1: Value, axis2: Value) -> Value:
    array = as_array(session, a)
    rank = len(session.axes(array))
    (first,), (second,) = axis_numbers(axis1, rank), axis_numbers(axis2, rank)
    order = list(range(rank))
    order[first], order[second] = second, first
    return reordered(session, array, order)


def moveaxis(session: Session, a: Value, source: Value, destination: Value) -> Value:
    array = as_array(session, a)
    rank = len(session.axes(array))
    if not isinstance(source, int) or not isinstance(destination, int):
        raise Refusal("moveaxis() of several axes")
    (start,), (end,) = axis_numbers(source, rank), axis_numbers(destination, rank)
    order = [at for at in range(rank) if at != start]
    order.insert(end, start)
    return reordered(session, array, order)


def matrix_transpose(session: Session, a: Value) -> Value:
    array = as_array(session, a)
    rank = len(session.axes(array))
    if rank < 2:
        raise mistake("the transpose of the last two axes of an array with one")
    return reordered(session, array, (*range(rank - 2), rank - 1, rank - 2))


def expand_dims(session: Session, a: Value, axis: Value) -> Value:
    array = as_array(session, a)
    named = axis if isinstance(axis, tuple) else (axis,)
    rank = len(session.axes(array)) + len(named)
    places = axis_numbers(axis, rank)
    left = iter(session.axes(array))
    axes = tuple(() if at in places else next(left) for at in range(rank))
    return session.view(array, Regrouped(axes), is_contiguous=True)


def squeeze(session: Session, a: Value, axis: Value = None) -> Value:
    array = as_array(session, a)
    axes = session.axes(array)
    if axis is None and any(axes):
        raise Refusal("squeeze() without an axis drops each axis that has one entry")
    places = axis_numbers(axis, len(axes))
    if any(axes[at] for at in places):
        raise mistake("squeeze() of an axis that may have more than one entry")
    kept = tuple(axis for at, axis in enumerate(axes) if at not in places)
    return session.view(array, Regrouped(kept), is_contiguous=True)


def _at_least(rank: int) -> Callable[..., Value]:
    def function(session: Session, *arrays: Value) -> Value:
        if len(arrays) != 1:
            raise Refusal("several arrays are given more axes")
        array = as_array(session, arrays[0])
        axes = session.axes(array)
        if len(axes) >= rank:
            return array
        return session.view(array, Regrouped(((),) * (rank - len(axes)) + axes), is_contiguous=True)

    return function


def broadcast_to(session: Session, array: Value, shape: Value) -> Value:
    """np.broadcast_to: the result cannot be written, and follows the array."""
    source = as_array(session, array)
    axes = sizes.axes_of(session, shape)
    node = session.record(graph.broadcast, session.read(source), axes)
    return apart(session, node, source)


def tile(session: Session, A: Value, reps: Value) -> Value:
    """np.tile along axes of one entry, or not at all."""
    node = session.lift(A)
    times = sizes.axes_of(session, reps)
    rank = max(len(times), len(node.axes))
    axes = ((),) * (rank - len(node.axes)) + node.axes
    times = ((),) * (rank - len(times)) + times
    if any(axis and many for axis, many in zip(axes, times, strict=True)):
        raise Refusal("an axis that may have more than one entry is repeated")
    wide = tuple(axis or many for axis, many in zip(axes, times, strict=True))
    return session.array(session.record(graph.broadcast, session.regroup(node, axes), wide))


def repeat(session: Session, a: Value, repeats: Value, axis: Value = None) -> Value:
    """np.repeat along an axis of one entry."""
    node = session.lift(a)
    times = sizes.axis_of(repeats)
    if times is None:
        raise Refusal("repeat() by a number that is no size")
    if axis is None:
        node, axis = session.regroup(node, (graph.flat(node.axes),)), 0
    (place,) = axis_numbers(axis, len(node.axes))
    if node.axes[place] and times:
        raise Refusal("an axis that may have more than one entry is repeated")
    wide = tuple(times if at == place else axis for at, axis in enumerate(node.axes))
    wide = node.axes if not times else wide
    return session.array(session.record(graph.broadcast, node, wide))


def stack(session: Session, arrays: Value, axis: Value = 0) -> Value:
    """np.stack of what a loop has appended to a list, or of a single array."""
    if isinstance(arrays, List | tuple):
        items = arrays.items if isinstance(arrays, List) else arrays
        if isinstance(items, list | tuple):
            if len(items) != 1:
                raise Refusal("arrays of the program are stacked, not those of a loop")
            node = session.lift(items[0])
            (place,) = axis_numbers(axis, len(node.axes) + 1)
            axes = (*node.axes[:place], (), *node.axes[place:])
            return session.array(session.regroup(node, axes))
    node = session.lift(arrays)
    (place,) = axis_numbers(axis, len(node.axes))
    order = list(range(1, len(node.axes)))
    order.insert(place, 0)
    return session.array(session.record(graph.permutation, node, order))


def concatenate(session: Session, arrays: Value, axis: Value = 0) -> Value:
    """np.concatenate of a list of one array."""
    items = arrays.items if isinstance(arrays, List) else arrays
    if not isinstance(items, list | tuple) or len(items) != 1:
        raise Refusal("arrays are concatenated: the size of the result is no product of sizes")
    node = session.lift(items[0])
    axis_numbers(axis, len(node.axes))
    return session.array(node)


def shape_of(session: Session, a: Value) -> Value:
    if isinstance(a, Array):
        return sizes.shape(session, session.axes(a))
    return sizes.shape(session, session.lift(a).axes)


def rank_of(session: Session, a: Value) -> Value:
    return len(shape_of(session, a))


def size_of(session: Session, a: Value, axis: Value = None) -> Value:
    axes = session.axes(a) if isinstance(a, Array) else session.lift(a).axes
    places = axis_numbers(axis, len(axes))
    return sizes.extent(session, tuple(atom for at in places for atom in axes[at]))


def item(session: Session, a: Value) -> Value:
    """The only entry, as a number of Python."""
    node = session.lift(a)
    if any(node.axes):
        raise mistake("item() of an array that may have several entries")
    return Scalar(session.regroup(node, ()), is_numpy=False)


FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "reshape": reshape,
    "ravel": ravel,
    "transpose": transpose,
    "permute_dims": transpose,
    "matrix_transpose": matrix_transpose,
    "swapaxes": swapaxes,
    "moveaxis": moveaxis,
    "expand_dims": expand_dims,
    "squeeze": squeeze,
    "atleast_1d": _at_least(1),
    "atleast_2d": _at_least(2),
    "broadcast_to": broadcast_to,
    "tile": tile,
    "repeat": repeat,
    "stack": stack,
    "vstack": concatenate,
    "concatenate": concatenate,
    "shape": shape_of,
    "ndim": rank_of,
    "size": size_of,
}
