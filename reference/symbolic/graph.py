"""What the interpreter records: a small typed graph over arrays whose sizes are symbols.

A size is named by an atom such as "N", and is at least 1. An axis is the product of atoms: ("N",)
is an axis of N entries, ("N", "H") one that merges two, () one of a single entry. Reshaping and
transposing therefore only regroup and reorder atoms, and no size is ever compared by its value.

The nodes are immutable and compared by identity. The functions that make them compute axes and
kind; a node that breaks numpy's rules of shapes cannot be made (ShapeError).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Literal

Axis = tuple[str, ...]
Axes = tuple[Axis, ...]
Kind = Literal["real", "integer", "boolean", "index"]
Trait = Literal["positive", "not negative", "below one", "sums to one", "step count", "not generic"]

UNARY = frozenset({"neg", "abs", "sign", "exp", "log", "sqrt", "tanh", "sin", "cos", "not", "real"})
BINARY = frozenset({"add", "sub", "mul", "div", "pow", "floordiv", "maximum", "minimum"})
COMPARISONS = frozenset({"greater", "greater_equal", "less", "less_equal", "equal", "not_equal"})
LOGICAL = frozenset({"and", "or", "not"})
_ALWAYS_REAL = frozenset({"div", "exp", "log", "sqrt", "tanh", "sin", "cos", "real"})


class ShapeError(ValueError):
    """Two shapes that numpy would refuse, at some sizes at least."""


@dataclass(frozen=True, eq=False)
class Node:
    """An array: what it is computed from, the atoms of its axes, and what its entries are.

    Entries of kind "index" are positions along an axis: labels, or a range over the axis.
    """

    axes: Axes
    kind: Kind

    @property
    def operands(self) -> tuple[Node, ...]:
        """The nodes from which this one is computed, those inside a loop apart."""
        return ()


@dataclass(frozen=True, eq=False)
class Input(Node):
    """An argument, or a placeholder for what a loop carries from step to step.

    An input of kind "index" holds positions along an axis of the size `along`. One that is "not
    generic" may have for all its values what others have by exception, such as 0.
    """

    name: str
    traits: frozenset[Trait] = frozenset()
    along: str = ""


@dataclass(frozen=True, eq=False)
class Constant(Node):
    """A rational number, or π."""

    value: Fraction | Literal["pi"]


@dataclass(frozen=True, eq=False)
class Size(Node):
    """A number times a product of sizes, in the order of the alphabet."""

    coefficient: Fraction
    atoms: Axis


@dataclass(frozen=True, eq=False)
class Elementwise(Node):
    """A function of the entries that stand at the same place after broadcasting."""

    function: str
    arguments: tuple[Node, ...]

    @property
    def operands(self) -> tuple[Node, ...]:
        return self.arguments


@dataclass(frozen=True, eq=False)
class Reduction(Node):
    """The sum or the largest of the entries along the axes `over`, which the result lacks."""

    function: Literal["sum", "max"]
    operand: Node
    over: tuple[int, ...]

    @property
    def operands(self) -> tuple[Node, ...]:
        return (self.operand,)


@dataclass(frozen=True, eq=False)
class Permutation(Node):
    """The axes in another order: axis a of the result is axis `order[a]` of the operand."""

    operand: Node
    order: tuple[int, ...]

    @property
    def operands(self) -> tuple[Node, ...]:
        return (self.operand,)


@dataclass(frozen=True, eq=False)
class Regrouping(Node):
    """The same atoms in the same order, cut into other axes."""

    operand: Node

    @property
    def operands(self) -> tuple[Node, ...]:
        return (self.operand,)


@dataclass(frozen=True, eq=False)
class Broadcast(Node):
    """The operand repeated along axes in front and along axes of one entry."""

    operand: Node

    @property
    def operands(self) -> tuple[Node, ...]:
        return (self.operand,)


@dataclass(frozen=True, eq=False)
class Einsum(Node):
    """Σ over the letters that `output` lacks of the product of the factors."""

    letters: tuple[str, ...]
    output: str
    factors: tuple[Node, ...]

    @property
    def operands(self) -> tuple[Node, ...]:
        return self.factors


@dataclass(frozen=True, eq=False)
class Positions(Node):
    """0, 1, … along an axis of one atom; `offset` is added to each."""

    size: str
    offset: int = 0


@dataclass(frozen=True, eq=False)
class Endpoint(Node):
    """The first position along an axis of one atom, or the last one."""

    size: str
    is_last: bool


@dataclass(frozen=True, eq=False)
class Identity(Node):
    """The identity matrix of a size."""

    size: str


@dataclass(frozen=True, eq=False)
class Selection(Node):
    """The operand indexed as numpy does: one index for each axis, None for the whole axis.

    The indices are of kind "index", all scalars or all of the same axes. In the result these stand
    in the place of the first index, or in front where an axis taken whole is between two indices.
    """

    operand: Node
    indices: tuple[Node | None, ...]

    @property
    def operands(self) -> tuple[Node, ...]:
        return (self.operand, *(index for index in self.indices if index is not None))


@dataclass(frozen=True, eq=False)
class Replacement(Node):
    """The operand with `value` at the places that a Selection with the same indices reads."""

    operand: Node
    value: Node
    indices: tuple[Node | None, ...]

    @property
    def operands(self) -> tuple[Node, ...]:
        return (self.operand, self.value, *(i for i in self.indices if i is not None))


@dataclass(frozen=True, eq=False)
class Solution(Node):
    """The x of matrix @ x = right, where there is one and no other."""

    matrix: Node
    right: Node

    @property
    def operands(self) -> tuple[Node, ...]:
        return self.matrix, self.right


@dataclass(frozen=True, eq=False)
class LoopIndex(Node):
    """The position that a loop has reached, 0, 1, … up to one less than its size, plus `offset`."""

    loop: int
    size: str
    offset: int = 0


@dataclass(frozen=True)
class Loop:
    """A loop that was recorded once, on a generic position.

    `carried` stand for the values at the beginning of a step; `initial` are those before the first
    step, `step` those at the end of one.
    """

    number: int
    size: str
    carried: tuple[Input, ...]
    initial: tuple[Node, ...]
    step: tuple[Node, ...]


@dataclass(frozen=True, eq=False)
class Fold(Node):
    """What a loop carries in `slot`, after its last step."""

    loop: Loop
    slot: int

    @property
    def operands(self) -> tuple[Node, ...]:
        return self.loop.initial


@dataclass(frozen=True, eq=False)
class Scan(Node):
    """The value of `emission` at each step of a loop, along a first axis of its size."""

    loop: Loop
    emission: Node

    @property
    def operands(self) -> tuple[Node, ...]:
        return self.loop.initial


@dataclass(frozen=True, eq=False)
class Last(Node):
    """The value of `emission` at the last step of a loop."""

    loop: Loop
    emission: Node

    @property
    def operands(self) -> tuple[Node, ...]:
        return self.loop.initial


@dataclass(frozen=True, eq=False)
class Undefined(Node):
    """An array that was made and not written: it has a shape, and reading it is a mistake."""


# --- making nodes ------------------------------------------------------------------------------


@dataclass
class _Counter:
    numbers: Iterator[int] = field(default_factory=itertools.count)


_loops = _Counter()


def constant(value: float | Fraction) -> Constant:
    """A number; a float is taken as the decimal that it prints as, so that 0.1 is 1/10.

    Raises ValueError for nan and infinities.
    """
    if isinstance(value, bool):
        return Constant((), "boolean", Fraction(int(value)))
    if isinstance(value, int):
        return Constant((), "integer", Fraction(value))
    if isinstance(value, Fraction):
        return Constant((), "real", value)
    return Constant((), "real", Fraction(repr(float(value))))


PI = Constant((), "real", "pi")


def size(atoms: Sequence[str], coefficient: Fraction | int = 1) -> Node:
    """The product of sizes, as a number."""
    if not atoms:
        return Constant((), "integer", Fraction(coefficient))
    return Size((), "integer", Fraction(coefficient), tuple(sorted(atoms)))


def broadcast_axes(*shapes: Axes) -> Axes:
    """The axes of operands that are aligned at their last axis, as numpy does it."""
    axes: list[Axis] = []
    for place in range(1, max(map(len, shapes), default=0) + 1):
        axis: Axis = ()
        for shape in shapes:
            if len(shape) >= place and shape[-place]:
                if axis and axis != shape[-place]:
                    raise ShapeError(f"{words(shape)} does not go with {words((axis,))}")
                axis = shape[-place]
        axes.append(axis)
    return tuple(reversed(axes))


def elementwise(function: str, *arguments: Node) -> Node:
    """A function of UNARY, BINARY, COMPARISONS or LOGICAL, or "where", of entries."""
    kinds = [argument.kind for argument in arguments]
    kind: Kind = "real"
    if function in COMPARISONS or function in LOGICAL:
        kind = "boolean"
    elif function == "where":
        kind = _common(kinds[1:])
    elif function not in _ALWAYS_REAL:
        kind = _common(kinds)
    axes = broadcast_axes(*(argument.axes for argument in arguments))
    return Elementwise(axes, kind, function, arguments)


def _common(kinds: Sequence[Kind]) -> Kind:
    if "real" in kinds:
        return "real"
    return "boolean" if set(kinds) == {"boolean"} else "integer"


def reduction(
    function: Literal["sum", "max"], operand: Node, over: Sequence[int], *, keepdims: bool = False
) -> Node:
    """The sum or maximum along some axes, numbered from 0, each once."""
    rest = tuple(axis for at, axis in enumerate(operand.axes) if at not in over)
    kind: Kind = "real" if operand.kind == "real" else "integer"
    node: Node = Reduction(rest, kind, function, operand, tuple(sorted(over)))
    if keepdims:
        axes = tuple(() if at in over else axis for at, axis in enumerate(operand.axes))
        node = regrouping(node, axes)
    return node


def permutation(operand: Node, order: Sequence[int]) -> Node:
    """The axes in another order, as np.transpose takes it, without negative numbers."""
    if sorted(order) != list(range(len(operand.axes))):
        raise ShapeError(f"{tuple(order)} is no order of {len(operand.axes)} axes")
    if list(order) == sorted(order):
        return operand
    axes = tuple(operand.axes[at] for at in order)
    return Permutation(axes, operand.kind, operand, tuple(order))


def regrouping(operand: Node, axes: Axes) -> Node:
    """The same atoms, in the same order, in other axes."""
    if flat(axes) != flat(operand.axes):
        raise ShapeError(f"{words(operand.axes)} cannot become {words(axes)}")
    return operand if axes == operand.axes else Regrouping(axes, operand.kind, operand)


def broadcast(operand: Node, axes: Axes) -> Node:
    """The operand repeated until it has these axes."""
    if broadcast_axes(operand.axes, axes) != axes:
        raise ShapeError(f"{words(operand.axes)} does not fit {words(axes)}")
    return operand if axes == operand.axes else Broadcast(axes, operand.kind, operand)


def einsum(letters: Sequence[str], output: str, *factors: Node) -> Node:
    """The sum of products that np.einsum computes for "letters,…->output"."""
    extents: dict[str, Axis] = {}
    for term, factor in zip(letters, factors, strict=True):
        if len(term) != len(factor.axes):
            raise ShapeError(f"{term} names {len(term)} axes of {words(factor.axes)}")
        for letter, axis in zip(term, factor.axes, strict=True):
            if extents.setdefault(letter, axis) != axis:
                raise ShapeError(f"{words((axis,))} does not go with {words((extents[letter],))}")
    if not set(output) <= set(extents) or len(set(output)) != len(output):
        raise ShapeError(f"{output} is not made of the letters of {','.join(letters)}")
    kind = _common([factor.kind for factor in factors])
    axes = tuple(extents[letter] for letter in output)
    return Einsum(axes, kind, tuple(letters), output, factors)


def positions(size: str, offset: int = 0) -> Node:
    """np.arange(offset, offset + size)."""
    return Positions(((size,),), "index", size, offset)


def endpoint(size: str, *, is_last: bool) -> Node:
    """The index 0, or -1."""
    return Endpoint((), "index", size, is_last)


def identity(size: str) -> Node:
    """np.eye(size)."""
    return Identity(((size,), (size,)), "real", size)


def selection(operand: Node, indices: Sequence[Node | None]) -> Node:
    """The operand at some indices, None for a whole axis; as many as it has axes."""
    return Selection(_selected(operand, indices), operand.kind, operand, tuple(indices))


def replacement(operand: Node, value: Node, indices: Sequence[Node | None]) -> Node:
    """The operand with other entries at some indices; as many indices as it has axes."""
    value = broadcast(value, _selected(operand, indices))
    kind = _common([operand.kind, value.kind])
    return Replacement(operand.axes, kind, operand, value, tuple(indices))


def _selected(operand: Node, indices: Sequence[Node | None]) -> Axes:
    """The axes of what some indices read."""
    along = _index_axes(operand, indices)
    rest = tuple(a for a, i in zip(operand.axes, indices, strict=True) if i is None)
    at = index_place(indices)
    return rest[:at] + along + rest[at:]


def index_place(indices: Sequence[Node | None]) -> int:
    """The number of whole axes that come before those of the indices."""
    places = [at for at, index in enumerate(indices) if index is not None]
    if not places or places[-1] - places[0] >= len(places):
        return 0
    return places[0]


def _index_axes(operand: Node, indices: Sequence[Node | None]) -> Axes:
    if len(indices) != len(operand.axes):
        raise ShapeError(f"{len(indices)} indices for {words(operand.axes)}")
    along: Axes | None = None
    for axis, index in zip(operand.axes, indices, strict=True):
        if index is None:
            continue
        if axis != (index_range(index),):
            raise ShapeError(f"an index along {index_range(index)} for {words((axis,))}")
        if along is not None and along != index.axes:
            raise ShapeError(f"indices of {words(along)} and of {words(index.axes)}")
        along = index.axes
    return along or ()


def index_range(index: Node) -> str:
    """The size of the axis along which the entries of an index are positions.

    Raises ShapeError where that is not known.
    """
    match index:
        case Input(along=along) if along:
            return along
        case Positions(size=size, offset=0) | LoopIndex(size=size, offset=0):
            return size
        case Endpoint(size=size):
            return size
        case Permutation() | Regrouping() | Broadcast() | Selection():
            return index_range(index.operands[0])
    raise ShapeError(f"the range of {type(index).__name__} is not known")


def solution(matrix: Node, right: Node) -> Solution:
    """The x of matrix @ x = right: (n, n), (n,) or (n, m) → the shape of right."""
    axes = matrix.axes
    if len(axes) != 2 or axes[0] != axes[1] or len(right.axes) not in (1, 2):
        raise ShapeError(f"{words(matrix.axes)} and {words(right.axes)} are no system")
    if right.axes[0] != axes[0]:
        raise ShapeError(f"{words(matrix.axes)} does not go with {words(right.axes)}")
    return Solution(right.axes, "real", matrix, right)


def loop_index(size: str) -> LoopIndex:
    """The position in a new loop over a size."""
    return LoopIndex((), "index", next(_loops.numbers), size)


def fold(loop: Loop, slot: int) -> Fold:
    """What the loop leaves in a slot."""
    after = loop.step[slot]
    return Fold(loop.initial[slot].axes, _common([loop.initial[slot].kind, after.kind]), loop, slot)


def scan(loop: Loop, emission: Node) -> Scan:
    """One entry, or row, for each step."""
    return Scan(((loop.size,), *emission.axes), emission.kind, loop, emission)


def last(loop: Loop, emission: Node) -> Last:
    """The value at the last step."""
    return Last(emission.axes, emission.kind, loop, emission)


# --- looking at graphs -------------------------------------------------------------------------


def flat(axes: Axes) -> Axis:
    """All atoms, in order."""
    return tuple(atom for axis in axes for atom in axis)


def words(axes: Axes) -> str:
    """A shape as people write it: (N, D), (N*H,), (1, D)."""
    extents = ["*".join(axis) if axis else "1" for axis in axes]
    return f"({extents[0]},)" if len(extents) == 1 else f"({', '.join(extents)})"


def nodes(*roots: Node) -> Iterator[Node]:
    """Every node below some roots once, operands first, those inside loops included."""
    return iter(_ordered(*roots))


@lru_cache(maxsize=4096)
def _ordered(*roots: Node) -> tuple[Node, ...]:
    order: list[Node] = []
    seen: set[Node] = set()
    stack = [(root, False) for root in reversed(roots)]
    while stack:
        node, is_done = stack.pop()
        if is_done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend([(operand, False) for operand in below(node)])
    return tuple(order)


def outside_loops(root: Node) -> Iterator[Node]:
    """The nodes below a root, operands first, without those that have a value at each step only."""
    order = list(nodes(root))
    reached = {root}
    for node in reversed(order):
        if node in reached:
            reached.update(node.operands)
    return (node for node in order if node in reached)


def below(node: Node) -> tuple[Node, ...]:
    """The nodes that a node is computed from, those inside its loop included."""
    match node:
        case Fold(loop=loop):
            return (*loop.step, *node.operands)
        case Scan(loop=loop, emission=emission) | Last(loop=loop, emission=emission):
            return (*loop.step, emission, *node.operands)
    return node.operands


def inputs(*roots: Node) -> tuple[Input, ...]:
    """The arguments that some graphs depend on, placeholders of their loops left out."""
    found: list[Input] = []
    carried: set[Input] = set()
    for node in nodes(*roots):
        if isinstance(node, Input):
            found.append(node)
        elif isinstance(node, Fold | Scan | Last):
            carried.update(node.loop.carried)
    return tuple(node for node in found if node not in carried)


def reaches(root: Node, sought: Node, around: Node | None = None) -> bool:
    """Whether a node occurs below another one, also if a third one is not looked into."""
    seen, stack = {around}, [root]
    while stack:
        node = stack.pop()
        if node is sought:
            return True
        if node not in seen:
            seen.add(node)
            stack.extend(below(node))
    return False
