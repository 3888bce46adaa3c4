"""What a loop over a symbolic size leaves: made from one run of its body.

A Fold of what is carried from step to step, the Last value of what each step sets anew, a Scan of
what each step appends to a list.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from reference.symbolic import graph
from reference.symbolic.graph import Input, Kind, Loop, Node
from reference.symbolic.interpreter import operators, shapes
from reference.symbolic.interpreter.heap import Change
from reference.symbolic.interpreter.refusal import Refusal
from reference.symbolic.interpreter.session import Session, words
from reference.symbolic.interpreter.values import (
    Array,
    Buffer,
    Cell,
    List,
    Once,
    Picked,
    Scalar,
    Scanned,
    Table,
    Unknown,
    Value,
)

Place = tuple[Cell, Any]  # a cell, and where in it: a name, a key, an index; None for all of it


@dataclass(frozen=True)
class Carried:
    """A place whose value a step gets from the one before, as entries of a kind."""

    kind: Kind
    is_numpy: bool = False


@dataclass(frozen=True)
class Fresh:
    """A place that each step sets anew before it reads it."""


@dataclass(frozen=True)
class Filled:
    """A list to which each step appends one entry."""


Role = Carried | Fresh | Filled
Plan = dict[Place, Role]


@dataclass(frozen=True)
class Slot:
    """What a carried place holds before the loop, and what stands for it in a step."""

    initial: Node
    placeholder: Input
    installed: Value  # the placeholder as a value of the program; None in a buffer


class AfterLoop:
    """Reads off the state at the end of a step what the whole loop leaves.

    `since` is the number above those of all cells from outside of the loop; `changes` are those
    that the step has made to them.
    """

    def __init__(
        self, session: Session, index: graph.LoopIndex, since: int, changes: dict[Cell, Change]
    ) -> None:
        self._session = session
        self._index = index
        self._since = since
        self._changes = changes
        self._emitted: set[Buffer] = set()
        self._settled: set[Cell] = set()
        self._dependent: dict[Node, bool] = {}
        self._placeholders: set[Node] = set()

    def places(self, plan: Plan, slots: dict[Place, Slot]) -> dict[Place, Value]:
        """The places that the loop changes, and what they hold after it."""
        self._placeholders = {slot.placeholder for slot in slots.values()}
        steps = {place: self._at_the_end(place, slot) for place, slot in slots.items()}
        appended = {
            place: self._appended(place[0])
            for place, role in plan.items()
            if isinstance(role, Filled)
        }
        recorded = Loop(
            self._index.loop,
            self._index.size,
            tuple(slot.placeholder for slot in slots.values()),
            tuple(slot.initial for slot in slots.values()),
            tuple(steps.values()),
        )
        left: dict[Place, Value] = {}
        for number, (place, slot) in enumerate(slots.items()):
            if recorded.step[number] is not slot.placeholder:
                left[place] = self._folded(place, slot, recorded, number)
            elif not isinstance(place[0], Buffer) and self._held(place) is not slot.installed:
                left[place] = self._settle(self._held(place), recorded)
        for place, role in plan.items():
            if isinstance(role, Fresh):
                left[place] = self._settle(self._held(place), recorded)
        for place, one in appended.items():
            left[place] = replace(one, node=self._session.record(graph.scan, recorded, one.node))
        return left

    def _held(self, place: Place) -> Value:
        """What a place holds at the end of a step."""
        cell, at = place
        return self._changes[cell].after[at]

    def _at_the_end(self, place: Place, slot: Slot) -> Node:
        if isinstance(place[0], Buffer):
            node: Node = self._changes[place[0]].after[0]
        else:
            # In the first step the place still holds the array from before the loop.
            self._check_alias(self._changes[place[0]].before[place[1]])
            value = self._held(place)
            self._check_alias(value)
            node = self._session.lift(value)
        return self._session.cast(node, slot.placeholder.kind)

    def _check_alias(self, value: Value) -> None:
        """What a later step changes under another name cannot be carried by its value."""
        if not isinstance(value, Array):
            return
        if any(b in self._changes for b in (value.buffer, *(b for b, _ in value.guards))):
            raise Refusal("a loop carries an array that it also changes under another name")

    def _appended(self, cell: Cell) -> Scanned:
        """What each step appends to a list, as if it were that of all steps."""
        (value,) = self._changes[cell].after.items
        if isinstance(value, List) and isinstance(value.items, Scanned):
            node = self._session.lift(value)
            return Scanned(node, value.items.guards, value.items.depth + 1)
        if not operators.is_numeric(value):
            raise Refusal(f"a loop appends {words(value)} to a list")
        self._check_alias(value)
        guards: tuple[tuple[Buffer, int], ...] = ()
        if isinstance(value, Array):
            self._emitted.add(value.buffer)
            if value.buffer.born < self._since:
                guards = (*value.guards, (value.buffer, value.buffer.version))
        return Scanned(self._session.lift(value), guards)

    def _folded(self, place: Place, slot: Slot, recorded: Loop, number: int) -> Value:
        node = self._session.record(graph.fold, recorded, number)
        if isinstance(place[0], Buffer):
            return node
        if isinstance(slot.installed, Scalar):
            return Scalar(node, slot.installed.is_numpy)
        value = self._held(place)
        buffer = value.buffer
        if not value.path and self._is_new(buffer) and buffer not in self._settled:
            self._settled.add(buffer)
            self._session.heap.put(buffer, node)
        return self._settle(value, recorded)

    def _is_new(self, cell: Cell) -> bool:
        return cell.born >= self._since

    def _settle(self, value: Value, recorded: Loop) -> Value:
        """A value of the last step, as it is after the loop."""
        self._session.budget.step()
        match value:
            case Scalar(node=node):
                return replace(value, node=self._last(node, recorded))
            case tuple():
                return tuple(self._settle(part, recorded) for part in value)
            case Array():
                return self._settle_array(value, recorded)
            case List() | Table() if self._is_new(value):
                return self._settle_cell(value, recorded)
            case Once():
                return Unknown("an iterator of a loop is used after it")
        return value

    def _settle_cell(self, cell: List | Table, recorded: Loop) -> Value:
        if cell in self._settled:
            return cell
        self._settled.add(cell)
        if isinstance(cell, Table):
            cell.entries = {k: self._settle(v, recorded) for k, v in cell.entries.items()}
        elif isinstance(cell.items, list):
            cell.items = [self._settle(v, recorded) for v in cell.items]
        elif isinstance(cell.items, Scanned):
            node = self._last(self._session.lift(cell), recorded)
            cell.items = replace(cell.items, node=node)
        return cell

    def _settle_array(self, array: Array, recorded: Loop) -> Value:
        buffer = array.buffer
        if self._moves(array) or array.guards:
            if buffer in self._changes or any(b in self._changes for b, _ in array.guards):
                return Unknown("a view of an array that a loop changes is used after the loop")
            node = self._last(self._session.read(array), recorded)
            return shapes.apart(self._session, node, array)
        if self._is_new(buffer) and buffer not in self._settled:
            self._settled.add(buffer)
            if not isinstance(buffer.node, graph.Undefined):
                self._session.heap.put(buffer, self._last(buffer.node, recorded))
        return replace(array, is_writable=False) if buffer in self._emitted else array

    def _moves(self, array: Array) -> bool:
        """Whether an array is a view of another place in each step."""
        picked = [step.indices for step in array.path if isinstance(step, Picked)]
        return any(
            index is not None and self._depends(index) for indices in picked for index in indices
        )

    def _last(self, node: Node, recorded: Loop) -> Node:
        if not self._depends(node):
            return node
        return self._session.record(graph.last, recorded, node)

    def _depends(self, root: Node) -> bool:
        """Whether a node is another one in each step."""
        if root not in self._dependent:
            self._dependent[root] = any(
                node in self._placeholders
                or (isinstance(node, graph.LoopIndex) and node.loop == self._index.loop)
                for node in graph.nodes(root)
            )
        return self._dependent[root]
