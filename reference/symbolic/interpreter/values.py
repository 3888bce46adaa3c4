"""What the names of an interpreted program stand for.

Numbers that stand in the program are bool, int and exact.Real; None, str and tuple are Python's
own. All else is a class of this file. What can change is a Cell, so that the heap can undo it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reference.symbolic.graph import Axis, Node

Value = Any  # a union of the classes below and of Python's, which mypy could not follow anyway


@dataclass(eq=False)
class Cell:
    """Something that can change, known by the number at which it was made.

    `touched` counts its changes, for those who go through it.
    """

    born: int
    touched: int = field(default=0, kw_only=True)


@dataclass(eq=False)
class Buffer(Cell):
    """The memory behind arrays: what is in it, and at which change that was written."""

    node: Node
    version: int


@dataclass(eq=False)
class List(Cell):
    """A list. Within a loop over a symbolic size, one that grows is Growing."""

    items: list[Value] | Growing | Scanned


@dataclass(eq=False)
class Table(Cell):
    """A dictionary, or the names of a call, of a module."""

    entries: dict[Any, Value]
    holds_names: bool = False


@dataclass(eq=False)
class Once(Cell):
    """What zip(), enumerate(), map() give: to be gone through once.

    `sources` are the lists and dictionaries that it goes through, with their counts of changes.
    """

    items: Value  # a tuple, Mapped, or something to loop over on a generic index
    sources: tuple[tuple[Cell, int], ...]
    is_used: bool = False


@dataclass
class Growing:
    """The entries that one step of a loop has appended to a list that was empty before."""

    items: list[Value]


@dataclass(frozen=True)
class Scanned:
    """The entries that a loop over a symbolic size has appended, along a first axis.

    `guards` are the buffers, with their versions, of which the entries are views. `depth` counts
    lists inside lists: the entries of one of depth 2 are lists.
    """

    node: Node
    guards: tuple[tuple[Buffer, int], ...] = ()
    depth: int = 1


# --- numbers and arrays ------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Scalar:
    """A symbolic number, which never changes: of Python, or of numpy (np.float64 …).

    Where it is the size of an axis, `axis` has its atoms in the order of the axis.
    """

    node: Node
    is_numpy: bool
    axis: Axis | None = None


@dataclass(frozen=True, eq=False)
class Array:
    """A numpy array: a view of a buffer, reached by `path`.

    `guards` are other buffers, with their versions, of which nobody can tell whether they share
    memory with this one: once they change, the array cannot be read, and it is never written to.
    `is_contiguous` says that the entries certainly lie in C order.
    """

    buffer: Buffer
    path: tuple[Step, ...] = ()
    guards: tuple[tuple[Buffer, int], ...] = ()
    is_writable: bool = True
    is_contiguous: bool = True


@dataclass(frozen=True)
class Reordered:
    """A step from an array to a view of it: the axes in another order."""

    order: tuple[int, ...]


@dataclass(frozen=True)
class Regrouped:
    """The same entries with other axes."""

    axes: tuple[Axis, ...]


@dataclass(frozen=True)
class Picked:
    """The entries at scalar indices along some axes."""

    indices: tuple[Node | None, ...]


Step = Reordered | Regrouped | Picked


@dataclass(frozen=True)
class DType:
    """A type of entries; "index" arrays are integers to the program."""

    kind: str
    name: str


# --- what loops run over -----------------------------------------------------------------------


@dataclass(frozen=True)
class Range:
    """range(offset, offset + size) over a symbolic size."""

    size: str
    offset: int = 0


@dataclass(frozen=True)
class Zipped:
    """Several things of one symbolic size, side by side."""

    parts: tuple[Value, ...]


@dataclass(frozen=True)
class Enumerated:
    """Something of symbolic size, with the positions."""

    part: Value
    start: int


@dataclass(frozen=True)
class Mapped:
    """map(): a function that is called when the result is gone through."""

    function: Value
    columns: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Entries:
    """The keys, values or items of a dictionary, which follow its changes."""

    table: Table
    of: str


# --- what can be called, and the rest ----------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Function:
    """A function or lambda of the program, with the names around it."""

    name: str
    node: ast.FunctionDef | ast.Lambda
    around: Frame
    defaults: tuple[Value, ...]
    keyword_defaults: Mapping[str, Value]
    assigned: frozenset[str]


@dataclass(frozen=True, eq=False)
class Builtin:
    """A function of Python or numpy that the interpreter knows.

    It is called with the session, the `receiver` if it is a method, and the arguments.
    """

    name: str
    call: Callable[..., Value]
    receiver: tuple[Value, ...] = ()


@dataclass(frozen=True, eq=False)
class Frame:
    """The names of one call, of a comprehension or of a module, and the frame around it."""

    names: Table
    around: Frame | None
    assigned: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Module:
    """numpy, math, or a part of them: names that never change."""

    name: str
    members: Mapping[str, Value]


@dataclass(frozen=True)
class Slice:
    start: Value
    stop: Value
    step: Value


@dataclass(frozen=True)
class Kind:
    """A type, as isinstance and dtype= take it: float, list, np.ndarray …"""

    name: str
    call: Callable[..., Value] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Unknown:
    """A name whose value nobody can tell; reading it refuses."""

    reason: str
