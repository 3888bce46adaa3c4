"""What a loop over a symbolic size carries from step to step, and what it leaves.

A run of the body starts from a state in which placeholders stand for what is carried. It is taken
back afterwards, and the result of the whole loop is put in the place of what it changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reference.symbolic import graph
from reference.symbolic.graph import Input, Kind, Node
from reference.symbolic.interpreter import operators
from reference.symbolic.interpreter.after_loop import (
    AfterLoop,
    Carried,
    Filled,
    Fresh,
    Place,
    Plan,
    Role,
    Slot,
)
from reference.symbolic.interpreter.heap import Change, content
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
    Table,
    Unknown,
    Value,
)

_ABSENT = object()
_UNSET = Unknown("a value of the step before is read, of a kind that a loop cannot carry")


class Attempt:
    """One run of the body of a loop, under a plan of what is carried."""

    def __init__(self, session: Session, index: graph.LoopIndex, plan: Plan) -> None:
        self._session = session
        self._index = index
        self._plan = plan
        before = {place: self._initial(place) for place in plan if self._carries(place)}
        self._journal = session.heap.open()
        self._slots = {place: self._slot(place, node) for place, node in before.items()}
        for (cell, at), role in plan.items():
            if isinstance(role, Filled):
                session.heap.put(cell, Growing([]))
            elif isinstance(role, Fresh):
                self._set(cell, at, _UNSET)
            elif isinstance(cell, Buffer):
                session.heap.put(cell, self._slots[cell, at].placeholder)
            else:
                self._set(cell, at, self._slots[cell, at].installed)

    def undo(self) -> None:
        self._session.heap.undo(self._journal)

    def finish(self) -> None:
        """Take the run back, and put what the whole loop leaves in its place."""
        after = AfterLoop(self._session, self._index, self._journal.since, dict(self._changes()))
        left = after.places(self._plan, self._slots)
        self.undo()
        for (cell, at), value in left.items():
            if isinstance(cell, Buffer) or (isinstance(cell, List) and at is None):
                self._session.heap.put(cell, value)
            else:
                self._set(cell, at, value)

    def _carries(self, place: Place) -> bool:
        return isinstance(self._plan[place], Carried)

    def _initial(self, place: Place) -> Node:
        cell, at = place
        if isinstance(cell, Buffer):
            return cell.node
        return self._session.lift(content(cell)[at])

    def _slot(self, place: Place, initial: Node) -> Slot:
        role = self._plan[place]
        if not isinstance(role, Carried):
            raise TypeError(type(role).__name__)
        name = f"carried by loop {self._index.loop}: {self._session.heap.now()}"
        placeholder = Input(initial.axes, role.kind, name)
        if not isinstance(initial, graph.Undefined):
            initial = self._session.cast(initial, role.kind)
        installed: Value = None
        if not isinstance(place[0], Buffer):
            held = content(place[0])[place[1]]
            installed = Scalar(placeholder, role.is_numpy)
            if isinstance(held, Array):
                installed = self._session.array(placeholder, is_writable=False, is_contiguous=False)
        return Slot(initial, placeholder, installed)

    def _set(self, cell: Cell, at: Any, value: Value) -> None:
        set_place(self._session, cell, at, value)

    def _changes(self) -> Iterator[tuple[Cell, Change]]:
        for cell, before in self._journal.before.items():
            yield cell, Change(before, content(cell))

    # --- what would have to be carried ---------------------------------------------------------

    def wanted(self) -> Plan:
        """The plan that fits what the body has changed."""
        plan: Plan = {}
        for cell, change in self._changes():
            match cell:
                case Buffer(node=node):
                    plan[cell, None] = Carried("integer" if node.kind == "index" else node.kind)
                case Once():
                    raise Refusal("an iterator from outside of a loop is used in it")
                case List():
                    self._of_list(plan, cell, change)
                case Table():
                    for at in {**change.before, **change.after}:
                        before = change.before.get(at, _ABSENT)
                        self._of_place(plan, (cell, at), before, change.after.get(at, _ABSENT))
        return plan

    def _of_list(self, plan: Plan, cell: List, change: Change) -> None:
        before, after = change.before, change.after
        if isinstance(after, Growing):
            if len(after.items) != 1:
                raise Refusal("a loop appends other than one entry to a list in each step")
            plan[cell, None] = Filled()
        elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
            for at, (old, new) in enumerate(zip(before, after, strict=True)):
                self._of_place(plan, (cell, at), old, new)
        elif before == [] and isinstance(after, list):
            plan[cell, None] = Filled()
        else:
            raise Refusal("a loop over a symbolic size changes the length of a list")

    def _of_place(self, plan: Plan, place: Place, before: Value, after: Value) -> None:
        if after is _ABSENT:
            raise Refusal("a loop over a symbolic size removes a name or a key")
        known = self._plan.get(place)
        slot = self._slots.get(place)
        if known is None and after is before:
            return
        if isinstance(known, Fresh) or (known and slot and after is slot.installed):
            plan[place] = known
        else:
            plan[place] = self._role(before, after)

    def _role(self, before: Value, after: Value) -> Role:
        """How a place can be carried that holds one value before the loop, another one after."""
        if not operators.is_numeric(before) or not operators.is_numeric(after):
            return Fresh()
        if isinstance(before, Array) != isinstance(after, Array):
            return Fresh()
        if self._axes(before) != self._axes(after):
            return Fresh()
        kinds: set[Kind] = {self._kind(before), self._kind(after)}
        if len(kinds) > 1 and ("boolean" in kinds or isinstance(before, Array)):
            return Fresh()
        is_numpy = all(isinstance(v, Scalar) and v.is_numpy for v in (before, after))
        return Carried(kinds.pop() if len(kinds) == 1 else "real", is_numpy)

    def _axes(self, value: Value) -> graph.Axes:
        return self._session.axes(value) if isinstance(value, Array) else ()

    def _kind(self, value: Value) -> Kind:
        kind = value.buffer.node.kind if isinstance(value, Array) else None
        kind = kind or self._session.lift(value).kind
        return "integer" if kind == "index" else kind


def set_place(session: Session, cell: Cell, at: Any, value: Value) -> None:
    session.heap.touch(cell)
    if isinstance(cell, Table):
        cell.entries[at] = value
    elif isinstance(cell, List) and isinstance(cell.items, list):
        cell.items[at] = value
    else:
        raise TypeError(type(cell).__name__)
