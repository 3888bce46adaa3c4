"""What one interpretation works with: its heap, its budget, and the recording of the graph."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reference.symbolic import graph
from reference.symbolic.graph import Axes, Kind, Node, ShapeError
from reference.symbolic.interpreter.exact import Real
from reference.symbolic.interpreter.heap import Heap
from reference.symbolic.interpreter.refusal import Budget, Limits, Refusal, mistake
from reference.symbolic.interpreter.values import (
    Array,
    Buffer,
    Function,
    List,
    Picked,
    Regrouped,
    Reordered,
    Scalar,
    Scanned,
    Step,
    Value,
)


class Session:
    """Records nodes, reads and writes arrays.

    `call` calls a value of the program; `run` is set by what evaluates syntax trees.
    """

    def __init__(self, limits: Limits) -> None:
        self.budget = Budget(limits)
        self.heap = Heap()
        self.run: Callable[[Function, Sequence[Value], dict[str, Value]], Value] = _unset
        self._views: dict[tuple[Node, Step], Node] = {}

    # --- recording -----------------------------------------------------------------------------

    def record(self, make: Callable[..., Node], *arguments: object, **options: object) -> Node:
        """A node of the graph, made by one of graph's functions."""
        self.budget.node()
        try:
            return make(*arguments, **options)
        except ShapeError as error:
            raise mistake(str(error)) from None

    def elementwise(self, function: str, *arguments: Node) -> Node:
        return self.record(graph.elementwise, function, *arguments)

    def broadcast_axes(self, *shapes: Axes) -> Axes:
        try:
            return graph.broadcast_axes(*shapes)
        except ShapeError as error:
            raise mistake(str(error)) from None

    def regroup(self, node: Node, axes: Axes) -> Node:
        return self.record(graph.regrouping, node, axes)

    def constant(self, number: bool | int | Real) -> Node:
        return self.record(graph.constant, number.exact if isinstance(number, Real) else number)

    def cast(self, node: Node, kind: Kind) -> Node:
        """The same numbers as entries of another kind, as numpy converts them without loss."""
        if kind == node.kind or (kind == "integer" and node.kind == "index"):
            return node
        if kind == "real":
            if isinstance(node, graph.Constant) and node.value != "pi":
                return self.record(graph.constant, node.value)
            return self.elementwise("real", node)
        if kind == "integer" and node.kind == "boolean":
            if isinstance(node, graph.Constant):
                return self.record(graph.constant, int(node.value))
            zero, one = self.constant(0), self.constant(1)
            return self.elementwise("where", node, one, zero)
        raise Refusal(f"{node.kind} entries become {kind}")

    # --- arrays --------------------------------------------------------------------------------

    def array(self, node: Node, *, is_contiguous: bool = True, is_writable: bool = True) -> Array:
        """A new array that shares memory with no other one."""
        return Array(self.heap.buffer(node), is_contiguous=is_contiguous, is_writable=is_writable)

    def read(self, array: Array) -> Node:
        """What is in an array now."""
        _check(array.guards)
        node = self.through(array.buffer.node, array.path)
        if isinstance(node, graph.Undefined):
            raise Refusal("an array is read before anything was written to it")
        return node

    def axes(self, array: Array) -> Axes:
        """The shape of an array, which may be read where its entries may not."""
        node = array.buffer.node
        return self.through(node, array.path).axes if array.path else node.axes

    def through(self, node: Node, path: Sequence[Step]) -> Node:
        for step in path:
            node = self._forward(node, step)
        return node

    def write(self, array: Array, value: Node) -> None:
        """Change all entries of an array, and so those of the arrays that share its memory."""
        if not array.is_writable or array.guards:
            raise Refusal("an array is written that may share memory with another one")
        kind = array.buffer.node.kind
        if kind != value.kind:
            if kind not in {"real", "integer"}:
                raise Refusal(f"{value.kind} entries are written to {kind} ones")
            value = self.cast(value, kind)
        self.heap.put(array.buffer, self._written(array.buffer.node, array.path, value))

    def _written(self, node: Node, path: Sequence[Step], value: Node) -> Node:
        if not path:
            return self.record(graph.broadcast, value, node.axes)
        inner = self._written(self._forward(node, path[0]), path[1:], value)
        match path[0]:
            case Reordered(order=order):
                back = tuple(order.index(at) for at in range(len(order)))
                return self.record(graph.permutation, inner, back)
            case Regrouped():
                return self.regroup(inner, node.axes)
            case Picked(indices=indices):
                return self.record(graph.replacement, node, inner, indices)

    def _forward(self, node: Node, step: Step) -> Node:
        known = self._views.get((node, step))
        if known is None:
            known = self._views[node, step] = self._viewed(node, step)
        return known

    def _viewed(self, node: Node, step: Step) -> Node:
        if isinstance(node, graph.Undefined):
            return _undefined_view(node, step)
        match step:
            case Reordered(order=order):
                return self.record(graph.permutation, node, order)
            case Regrouped(axes=axes):
                return self.regroup(node, axes)
            case Picked(indices=indices):
                return self.record(graph.selection, node, indices)

    def view(self, array: Array, step: Step, *, is_contiguous: bool) -> Array:
        """The array seen through one more step."""
        return Array(
            array.buffer,
            (*array.path, step),
            array.guards,
            array.is_writable,
            is_contiguous and array.is_contiguous,
        )

    def lift(self, value: Value) -> Node:
        """The node of a number, an array, or a list that a loop has filled."""
        match value:
            case Array():
                return self.read(value)
            case Scalar(node=node):
                return node
            case bool() | int() | Real():
                return self.constant(value)
            case List(items=Scanned(node=node, guards=guards)):
                _check(guards)
                return node
        raise Refusal(f"{words(value)} where a number or an array is expected")

    def number(self, node: Node) -> Value:
        """What numpy returns for an array without axes."""
        return Scalar(node, is_numpy=True)

    def result(self, node: Node, operands: Sequence[Value] = ()) -> Value:
        """A new value that numpy computes from some operands."""
        if not node.axes:
            return self.number(node)
        contiguous = all(v.is_contiguous for v in operands if isinstance(v, Array))
        return self.array(node, is_contiguous=contiguous)

    def result_array(self, node: Node, *operands: Value) -> Array:
        """A new array, also where it has no axes."""
        contiguous = all(v.is_contiguous for v in operands if isinstance(v, Array))
        return self.array(node, is_contiguous=contiguous)


def _undefined_view(node: graph.Undefined, step: Step) -> Node:
    match step:
        case Reordered(order=order):
            axes = tuple(node.axes[at] for at in order)
        case Regrouped(axes=axes):
            pass
        case Picked(indices=indices):
            axes = tuple(a for a, i in zip(node.axes, indices, strict=True) if i is None)
    return graph.Undefined(axes, node.kind)


def _check(guards: tuple[tuple[Buffer, int], ...]) -> None:
    if any(buffer.version != version for buffer, version in guards):
        raise Refusal("an array is read that may share memory with one changed since")


def _unset(*_: object) -> Value:
    raise AssertionError("a session without an evaluator")


def words(value: Value) -> str:
    """What a value is, in a word."""
    if value is None or isinstance(value, bool):
        return str(value)
    names = {"Scalar": "a symbolic number", "Array": "an array", "str": "a string"}
    return names.get(type(value).__name__, f"a {type(value).__name__.lower()}")
