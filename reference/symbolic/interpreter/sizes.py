"""Sizes as numbers of the program, and shapes made of them.

Two sizes are never compared by value: all that is known of one is that it is at least 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from reference.symbolic import graph
from reference.symbolic.graph import Axes, Axis, Node
from reference.symbolic.interpreter.refusal import Refusal, mistake
from reference.symbolic.interpreter.session import Session, words
from reference.symbolic.interpreter.values import Array, List, Scalar, Value


def extent(session: Session, axis: Axis) -> Value:
    """The number of entries along an axis, as Python gives it in a shape."""
    if not axis:
        return 1
    return Scalar(session.record(graph.size, axis), is_numpy=False, axis=axis)


def shape(session: Session, axes: Axes) -> tuple[Value, ...]:
    return tuple(extent(session, axis) for axis in axes)


def axis_of(value: Value) -> Axis | None:
    """The axis that has this many entries, where the number is a size or 1."""
    match value:
        case bool():
            return None
        case 1:
            return ()
        case Scalar(axis=axis) if axis is not None:
            return axis
        case Scalar(node=graph.Size(coefficient=Fraction(numerator=1, denominator=1), atoms=atoms)):
            return atoms
    return None


def atom_of(value: Value) -> str:
    """The one atom of a size."""
    axis = axis_of(value)
    if axis is None or len(axis) != 1:
        raise Refusal("a size of one axis is expected")
    return axis[0]


def axes_of(session: Session, dimensions: Value) -> Axes:
    """The axes of a shape that a program gives to np.zeros, np.ones …"""
    axes = [axis_of(value) for value in dimension_list(session, dimensions)]
    if any(axis is None for axis in axes):
        raise Refusal("a shape with a size that is no symbol and not 1")
    return tuple(axis for axis in axes if axis is not None)


def dimension_list(session: Session, dimensions: Value) -> tuple[Value, ...]:
    if isinstance(dimensions, tuple):
        return dimensions
    if isinstance(dimensions, List) and isinstance(dimensions.items, list):
        return tuple(dimensions.items)
    if isinstance(dimensions, Array):
        raise Refusal(f"a shape given as {words(dimensions)}")
    del session
    return (dimensions,)


def regrouped_axes(axes: Axes, wanted: Sequence[Value]) -> Axes:
    """The axes after a reshape, of which one size may be -1. The atoms keep their order."""
    atoms = graph.flat(axes)
    sizes = [
        None if value == -1 and not isinstance(value, bool) else axis_of(value) for value in wanted
    ]
    opens = [at for at, value in enumerate(wanted) if isinstance(value, int) and value == -1]
    if len(opens) > 1:
        raise mistake("reshape() with -1 twice")
    if any(size is None for at, size in enumerate(sizes) if at not in opens):
        raise Refusal("reshape() to a size that is no product of the sizes")
    left = Counter(atoms)
    left.subtract(atom for size in sizes if size for atom in size)
    if any(count < 0 for count in left.values()) or (not opens and any(left.values())):
        raise mistake(f"{graph.words(axes)} cannot be reshaped like that for all sizes")
    result: list[Axis] = []
    begin = 0
    for size in sizes:
        count = sum(left.values()) if size is None else len(size)
        part = atoms[begin : begin + count]
        if size is not None and sorted(part) != sorted(size):
            raise Refusal("reshape() mixes entries across axes")
        result.append(part)
        begin += count
    return tuple(result)


def is_size(node: Node) -> bool:
    """Whether a number is made of sizes and constants alone, with a size among them."""
    parts = list(graph.nodes(node))
    return any(isinstance(part, graph.Size) for part in parts) and all(
        isinstance(part, graph.Size | graph.Constant | graph.Elementwise) for part in parts
    )


def compare(symbol: str, left: Node, right: Node) -> bool:
    """A comparison of sizes that holds, or fails, for all sizes; refuses where neither is so."""
    if symbol in {"==", "!="} and _same(left, right):
        return symbol == "=="
    mirrored = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
    if isinstance(left, graph.Constant):
        left, right, symbol = right, left, mirrored.get(symbol, symbol)
    if isinstance(left, graph.Size) and isinstance(right, graph.Constant):
        least = left.coefficient
        value = right.value
        if isinstance(value, Fraction) and least > 0:
            if value < least:
                return symbol in {">", ">=", "!="}
            if value == least and symbol in {">=", "<"}:
                return symbol == ">="
    raise Refusal("sizes are compared")


def _same(left: Node, right: Node) -> bool:
    match left, right:
        case graph.Size(), graph.Size():
            return (left.coefficient, left.atoms) == (right.coefficient, right.atoms)
        case graph.Constant(), graph.Constant():
            return left.value == right.value
        case graph.Elementwise(), graph.Elementwise():
            return left.function == right.function and all(
                _same(a, b) for a, b in zip(left.arguments, right.arguments, strict=True)
            )
    return False


def shifted(value: Value) -> tuple[Axis, int] | None:
    """(axis, k) where a number is the size of an axis plus an integer k."""
    axis = axis_of(value)
    if axis:
        return axis, 0
    match value:
        case Scalar(node=graph.Elementwise(function="add" | "sub" as function, arguments=(a, b))):
            if function == "add" and isinstance(a, graph.Constant):
                a, b = b, a
            match a, b:
                case (
                    graph.Size(coefficient=Fraction(numerator=1, denominator=1), atoms=atoms),
                    graph.Constant(value=Fraction(denominator=1) as by),
                ):
                    return atoms, int(by) if function == "add" else -int(by)
    return None
