"""numpy's functions that make arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reference.symbolic import graph
from reference.symbolic.graph import Axes, Kind, Node
from reference.symbolic.interpreter import dtypes, sizes
from reference.symbolic.interpreter.indexing import index_array
from reference.symbolic.interpreter.refusal import Refusal, mistake
from reference.symbolic.interpreter.session import Session, words
from reference.symbolic.interpreter.values import Array, List, Once, Range, Scalar, Value


def _filled(session: Session, axes: Axes, number: Node, kind: Kind) -> Value:
    node = session.record(graph.broadcast, session.cast(number, kind), axes)
    return session.array(node)


def _zeros(number: int) -> Callable[..., Value]:
    def function(session: Session, shape: Value, dtype: Value = None, order: Value = "C") -> Value:
        _in_order(order)
        kind = dtypes.kind_of(dtype) if dtype is not None else "real"
        axes = sizes.axes_of(session, shape)
        return _filled(session, axes, _number(session, number, kind), kind)

    return function


def _number(session: Session, number: int, kind: Kind) -> Node:
    return session.constant(bool(number) if kind == "boolean" else number)


def _in_order(order: Value) -> None:
    if order not in {"C", "K", "A"}:
        raise Refusal("an array in another order than that of C")


def _like(number: int) -> Callable[..., Value]:
    def function(session: Session, a: Value, dtype: Value = None) -> Value:
        axes, kind = _layout(session, a, dtype)
        return _filled(session, axes, _number(session, number, kind), kind)

    return function


def _layout(session: Session, a: Value, dtype: Value) -> tuple[Axes, Kind]:
    """The axes and the kind of an array like another one."""
    if isinstance(a, Array):
        axes, kind = session.axes(a), a.buffer.node.kind
    else:
        node = session.lift(a)
        axes, kind = node.axes, node.kind
    if dtype is not None:
        kind = dtypes.kind_of(dtype)
    return axes, "integer" if kind == "index" else kind


def full(session: Session, shape: Value, fill_value: Value, dtype: Value = None) -> Value:
    number = session.lift(fill_value)
    kind = dtypes.kind_of(dtype) if dtype is not None else number.kind
    return _filled(session, sizes.axes_of(session, shape), number, kind)


def full_like(session: Session, a: Value, fill_value: Value, dtype: Value = None) -> Value:
    axes, kind = _layout(session, a, dtype)
    return _filled(session, axes, session.lift(fill_value), kind)


def empty(session: Session, shape: Value, dtype: Value = None) -> Value:
    kind = dtypes.kind_of(dtype) if dtype is not None else "real"
    axes = sizes.axes_of(session, shape)
    return session.array(session.record(graph.Undefined, axes, kind))


def empty_like(session: Session, a: Value, dtype: Value = None) -> Value:
    axes, kind = _layout(session, a, dtype)
    return session.array(session.record(graph.Undefined, axes, kind))


def eye(session: Session, N: Value, M: Value = None, dtype: Value = None) -> Value:
    dtypes.unchanged(dtype)
    atom = sizes.atom_of(N)
    if M is not None and sizes.atom_of(M) != atom:
        raise Refusal("np.eye with two sizes")
    return session.array(session.record(graph.identity, atom))


def arange(session: Session, *bounds: Value, dtype: Value = None) -> Value:
    """np.arange(N), or from an integer k to N + k."""
    step = bounds[2] if len(bounds) == 3 else 1
    if len(bounds) not in {1, 2, 3} or not (isinstance(step, int) and step == 1):
        raise Refusal("np.arange with a step")
    ends = range_of(bounds[:2])
    node = session.record(graph.positions, ends.size, ends.offset)
    return session.array(node if dtype is None else dtypes.converted(session, node, dtype))


def range_of(bounds: tuple[Value, ...]) -> Range:
    """A range over a symbolic size: to N, or from an integer k to N + k."""
    start, stop = bounds if len(bounds) == 2 else (0, bounds[0])
    end = sizes.shifted(stop)
    if end is None or len(end[0]) != 1 or not isinstance(start, int) or end[1] != start:
        raise Refusal("a range that is not as long as an axis")
    return Range(end[0][0], start)


def as_array(session: Session, a: Value, dtype: Value = None) -> Value:
    """np.asarray: the array itself where it need not be changed."""
    if not isinstance(a, Array):
        return array(session, a, dtype)
    node = a.buffer.node
    if dtype is not None:
        kind = dtypes.kind_of(dtype)
        if kind != node.kind and (kind, node.kind) != ("integer", "index"):
            return session.result_array(dtypes.converted(session, session.read(a), dtype), a)
    return a


def array(
    session: Session,
    a: Value,
    dtype: Value = None,
    copy: Value = True,
    order: Value = "K",
    ndmin: Value = 0,
) -> Value:
    """np.array: a copy."""
    _in_order(order)
    if copy is not True or not (isinstance(ndmin, int) and ndmin == 0):
        raise Refusal("np.array with copy= or ndmin=")
    node = _of_nested(session, a)
    if dtype is not None:
        node = dtypes.converted(session, node, dtype)
    return session.result_array(node, a)


def _of_nested(session: Session, a: Value) -> Node:
    if isinstance(a, Range):
        return index_array(session, a)
    if isinstance(a, Once):
        raise mistake("an array of an iterator")
    items = a.items if isinstance(a, List) else a
    if isinstance(items, list | tuple):
        if len(items) != 1:
            raise Refusal("an array of a list: its size is no symbol")
        inner = _of_nested(session, items[0])
        return session.regroup(inner, ((), *inner.axes))
    return session.lift(a)


def copy_of(session: Session, a: Value, order: Value = "C") -> Value:
    """np.copy, and the method: a number of numpy stays one."""
    _in_order(order)
    if isinstance(a, Scalar) and a.is_numpy:
        return a
    return session.result_array(session.lift(a), a)


def astype(
    session: Session, a: Value, dtype: Value, copy: Value = True, order: Value = "K"
) -> Value:
    _in_order(order)
    if not isinstance(copy, bool):
        raise Refusal("copy= is no truth value of the program")
    if not copy:
        return as_array(session, a, dtype)
    node = dtypes.converted(session, session.lift(a), dtype)
    if isinstance(a, Scalar):
        return Scalar(node, is_numpy=True)
    return session.result_array(node, a)


def contiguous(session: Session, a: Value, dtype: Value = None) -> Value:
    """np.ascontiguousarray: the array itself where it is known to lie in C order."""
    if isinstance(a, Array) and not a.is_contiguous:
        raise Refusal(f"{words(a)} that may be copied or not")
    return as_array(session, a, dtype)


FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "zeros": _zeros(0),
    "ones": _zeros(1),
    "zeros_like": _like(0),
    "ones_like": _like(1),
    "full": full,
    "full_like": full_like,
    "empty": empty,
    "empty_like": empty_like,
    "eye": eye,
    "identity": eye,
    "arange": arange,
    "array": array,
    "asarray": as_array,
    "asanyarray": as_array,
    "ascontiguousarray": contiguous,
    "copy": copy_of,
}
