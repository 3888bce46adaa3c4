"""Both ways of a symbolic condition, merged into one state of the program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reference.symbolic.graph import Node
from reference.symbolic.interpreter import operators, shapes
from reference.symbolic.interpreter.exact import Real
from reference.symbolic.interpreter.heap import content
from reference.symbolic.interpreter.refusal import Refusal
from reference.symbolic.interpreter.session import Session
from reference.symbolic.interpreter.values import (
    Array,
    Buffer,
    Cell,
    Growing,
    List,
    Once,
    Scalar,
    Scanned,
    Table,
    Unknown,
    Value,
)

_ABSENT = Unknown("a name, or a key, is set in one branch only")
_APART = Unknown("two branches give values that cannot be merged")


def fork(
    session: Session,
    condition: Node,
    first: Callable[[], Value],
    second: Callable[[], Value],
) -> Value:
    """Run both branches from the same state, and merge what they leave and return."""
    heap = session.heap
    begin = heap.now()
    journal = heap.open()
    one = first()
    left = heap.undo(journal)
    journal = heap.open()
    other = second()
    right = heap.undo(journal)
    merger = _Merger(session, condition, begin)
    for cell in {**left, **right}:
        now = content(cell)
        merged = merger.contents(
            cell,
            left[cell].after if cell in left else now,
            right[cell].after if cell in right else now,
        )
        heap.put(cell, merged)
    return merger.value(one, other)


class _Merger:
    """Merges what two branches leave; values that stand twice stay one."""

    def __init__(self, session: Session, condition: Node, since: int) -> None:
        self._session = session
        self._condition = condition
        self._since = since
        self._known: dict[tuple[int, int], tuple[Value, Value, Value]] = {}

    def contents(self, cell: Cell, left: Any, right: Any) -> Any:
        match cell:
            case Buffer():
                return self._nodes(left[0], right[0])
            case Once():
                return left or right
            case List():
                return self._lists(left, right)
            case Table():
                keys = {**left, **right}
                if not cell.holds_names and not list(left) == list(right) == list(keys):
                    raise Refusal("a symbolic condition decides which keys a dictionary has")
                return {
                    key: self.value(left.get(key, _ABSENT), right.get(key, _ABSENT)) for key in keys
                }
        raise TypeError(type(cell).__name__)

    def _lists(self, left: Any, right: Any) -> Any:
        if isinstance(left, Growing) and isinstance(right, Growing):
            return Growing(self._lists(left.items, right.items))
        if isinstance(left, Scanned) and isinstance(right, Scanned) and left.node is right.node:
            return left
        if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
            return [self.value(a, b) for a, b in zip(left, right, strict=True)]
        raise Refusal("a symbolic condition decides how long a list is")

    def value(self, left: Value, right: Value) -> Value:
        if self._are_same(left, right):
            return left
        if isinstance(left, Unknown) or isinstance(right, Unknown):
            return left if isinstance(left, Unknown) else right
        known = self._known.get((id(left), id(right)))
        if known is None:
            # The values are kept as well, so that no other one gets their identity.
            known = (self._merged(left, right), left, right)
            self._known[id(left), id(right)] = known
        return known[0]

    def _are_same(self, left: Value, right: Value) -> bool:
        """Whether two values can be told apart by nothing."""
        self._session.budget.step()
        if left is right:
            return True
        if type(left) is not type(right):
            return False
        match left:
            case bool() | int() | str() | Real():
                return bool(left == right)
            case tuple():
                return len(left) == len(right) and all(map(self._are_same, left, right))
            case Scalar():
                return left.node is right.node and left.is_numpy == right.is_numpy
            case Array():
                return left.buffer is right.buffer and (left.path, left.guards) == (
                    right.path,
                    right.guards,
                )
        return False

    def _merged(self, left: Value, right: Value) -> Value:
        if isinstance(left, tuple) and isinstance(right, tuple) and len(left) == len(right):
            return tuple(self.value(a, b) for a, b in zip(left, right, strict=True))
        if isinstance(left, Array) and isinstance(right, Array):
            return self._arrays(left, right)
        if _is_plain_number(left) and _is_plain_number(right):
            return self._numbers(left, right)
        if isinstance(left, Cell) and isinstance(right, Cell):
            return self._made_in_both(left, right)
        return _APART

    def _made_in_both(self, left: Cell, right: Cell) -> Value:
        """A list, or a dictionary, that both branches have made."""
        if min(left.born, right.born) < self._since:
            return _APART
        match left, right:
            case List(items=list() as a), List(items=list() as b) if len(a) == len(b):
                return self._session.heap.list(self._lists(a, b))
            case Table(entries=a), Table(entries=b) if list(a) == list(b):
                return self._session.heap.table({key: self.value(a[key], b[key]) for key in a})
        return _APART

    def _arrays(self, left: Array, right: Array) -> Value:
        session = self._session
        first, second = session.read(left), session.read(right)
        kinds = {"integer" if node.kind == "index" else node.kind for node in (first, second)}
        if first.axes != second.axes or len(kinds) > 1:
            return _APART
        return shapes.apart(session, self._nodes(first, second), left, right)

    def _numbers(self, left: Value, right: Value) -> Value:
        session = self._session
        first, second = session.lift(left), session.lift(right)
        if (first.kind == "boolean") != (second.kind == "boolean"):
            return _APART
        if isinstance(left, bool) and isinstance(right, bool):
            node = self._condition if left else session.elementwise("not", self._condition)
            return Scalar(node, is_numpy=False)
        is_numpy = all(isinstance(v, Scalar) and v.is_numpy for v in (left, right))
        return Scalar(self._nodes(first, second), is_numpy)

    def _nodes(self, left: Node, right: Node) -> Node:
        if left is right:
            return left
        return self._session.elementwise("where", self._condition, left, right)


def _is_plain_number(value: Value) -> bool:
    return operators.is_number(value) or isinstance(value, Scalar)
