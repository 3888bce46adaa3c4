"""All that a program can change, and how to undo it.

Branches and loops are run to see what they change, then undone and recorded: a journal keeps what
a cell held before its first change.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reference.symbolic.graph import Node
from reference.symbolic.interpreter.refusal import Refusal
from reference.symbolic.interpreter.values import (
    Buffer,
    Cell,
    Growing,
    List,
    Once,
    Scanned,
    Table,
    Value,
)


@dataclass
class Journal:
    """What the cells that are older than `since` held before they were first changed."""

    since: int
    before: dict[Cell, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """What a cell held at the beginning and at the end of a stretch of the program."""

    before: Any
    after: Any


class Heap:
    """Makes cells, changes them, and takes changes back."""

    def __init__(self) -> None:
        self._serials = itertools.count(1)
        self._journals: list[Journal] = []
        self._sealed = 0

    def now(self) -> int:
        """A number above those of all cells so far."""
        return next(self._serials)

    def seal(self) -> None:
        """From here on, nothing that exists may change: what modules hold outlives a call."""
        self._sealed = self.now()

    def buffer(self, node: Node) -> Buffer:
        serial = self.now()
        return Buffer(serial, node, serial)

    def list(self, items: list[Value] | Scanned) -> List:
        return List(self.now(), items)

    def table(self, entries: Mapping[Any, Value]) -> Table:
        return Table(self.now(), dict(entries))

    def names(self, entries: Mapping[str, Value]) -> Table:
        """The names of a call, of a comprehension or of a module."""
        return Table(self.now(), dict(entries), holds_names=True)

    def once(self, items: Value, sources: Iterable[Cell] = ()) -> Once:
        return Once(self.now(), items, tuple((cell, cell.touched) for cell in sources))

    def touch(self, cell: Cell) -> None:
        """To be called before each change of a cell."""
        if cell.born < self._sealed:
            raise Refusal("something that outlives the call is changed")
        cell.touched += 1
        if self._journals:
            journal = self._journals[-1]
            if cell.born < journal.since and cell not in journal.before:
                journal.before[cell] = content(cell)

    def put(self, cell: Cell, held: Any) -> None:
        """Change all that a cell holds; a buffer gets a version of its own."""
        self.touch(cell)
        if isinstance(cell, Buffer):
            cell.node, cell.version = held, self.now()
        else:
            _restore(cell, held)

    def use(self, once: Once) -> None:
        """Go through an iterator, which can be done only once."""
        self.touch(once)
        once.is_used = True

    def open(self) -> Journal:
        journal = Journal(self.now())
        self._journals.append(journal)
        return journal

    def undo(self, journal: Journal) -> dict[Cell, Change]:
        """Take back what has changed since the journal was opened, and say what it was."""
        if self._journals.pop() is not journal:
            raise AssertionError("journals are closed in the order opposite to that of opening")
        changes = {cell: Change(old, content(cell)) for cell, old in journal.before.items()}
        for cell, change in changes.items():
            _restore(cell, change.before)
        return changes

    def abandon(self) -> None:
        """Take back all that open journals know of, after a refusal."""
        while self._journals:
            self.undo(self._journals[-1])


def content(cell: Cell) -> Any:
    """A copy of what a cell holds."""
    match cell:
        case Buffer(node=node, version=version):
            return node, version
        case List(items=Growing(items=items)):
            return Growing(list(items))
        case List(items=Scanned() as items):
            return items
        case List(items=items):
            return list(items) if isinstance(items, list) else items
        case Table(entries=entries):
            return dict(entries)
        case Once(is_used=is_used):
            return is_used
    raise TypeError(type(cell).__name__)


def _restore(cell: Cell, held: Any) -> None:
    match cell:
        case Buffer():
            cell.node, cell.version = held
        case List():
            cell.items = held
        case Table():
            cell.entries = held
        case Once():
            cell.is_used = held
