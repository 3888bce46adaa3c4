"""Evaluates a graph on numbers: the bridge between what was recorded and what the code computes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from reference.symbolic.graph import (
    Axes,
    Broadcast,
    Constant,
    Einsum,
    Elementwise,
    Endpoint,
    Fold,
    Identity,
    Input,
    Last,
    Loop,
    LoopIndex,
    Node,
    Permutation,
    Positions,
    Reduction,
    Regrouping,
    Replacement,
    Scan,
    Selection,
    Size,
    Solution,
    Undefined,
)

_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "neg": np.negative,
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "tanh": np.tanh,
    "sin": np.sin,
    "cos": np.cos,
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "div": np.divide,
    "not": np.logical_not,
    "and": np.logical_and,
    "or": np.logical_or,
    "where": np.where,
}
_ORDERED: Mapping[str, Callable[..., Any]] = {
    "greater": np.greater,
    "greater_equal": np.greater_equal,
    "less": np.less,
    "less_equal": np.less_equal,
    "equal": np.equal,
    "not_equal": np.not_equal,
    "sign": np.sign,
    "floordiv": np.floor_divide,
}


def evaluate(
    roots: Sequence[Node], values: Mapping[str, Any], sizes: Mapping[str, int]
) -> list[Any]:
    """The arrays that some nodes stand for, at given inputs (by name) and sizes (by atom).

    Complex inputs are taken along, so that f(x + ih) gives a derivative: what compares or rounds
    looks at the real part. What nothing was written to is nan. Raises KeyError for a missing input
    or size.
    """
    known: dict[Node, Any] = {}
    return [_Evaluation(values, sizes).value(root, known) for root in roots]


class _Evaluation:
    def __init__(self, values: Mapping[str, Any], sizes: Mapping[str, int]) -> None:
        self._values = values
        self._sizes = sizes

    def value(self, root: Node, known: dict[Node, Any]) -> Any:
        for node in _below(root, known):
            known[node] = self._compute(node, known)
        return known[root]

    def _compute(self, node: Node, known: dict[Node, Any]) -> Any:
        of = [known[operand] for operand in node.operands]
        match node:
            case Input(name=name):
                return np.asarray(self._values[name])
            case Constant(value=value):
                return np.asarray(np.pi if value == "pi" else _number(value, node.kind))
            case Size(coefficient=coefficient, atoms=atoms):
                return np.asarray(float(coefficient) * math.prod(self._sizes[a] for a in atoms))
            case Elementwise(function=function):
                return _elementwise(function, of)
            case Reduction(function="sum", over=over):
                return np.sum(of[0], axis=over)
            case Reduction(over=over):
                return _largest(of[0], over)
            case Permutation(order=order):
                return np.transpose(of[0], order)
            case Regrouping():
                return np.reshape(of[0], self._shape(node.axes))
            case Broadcast():
                return np.broadcast_to(of[0], self._shape(node.axes))
            case Einsum(letters=letters, output=output):
                return np.einsum(f"{','.join(letters)}->{output}", *of)
            case Positions(size=size, offset=offset):
                return np.arange(offset, offset + self._sizes[size])
            case Endpoint(size=size, is_last=is_last):
                return np.asarray(self._sizes[size] - 1 if is_last else 0)
            case Solution():
                return np.linalg.solve(of[0], of[1])
            case Identity(size=size):
                return np.eye(self._sizes[size])
            case Selection(indices=indices):
                return np.asarray(of[0])[_key(indices, of[1:])]
            case Replacement(indices=indices):
                changed = np.array(of[0], dtype=np.result_type(of[0], of[1]))
                changed[_key(indices, of[2:])] = of[1]
                return changed
            case LoopIndex(loop=loop, offset=offset):
                return np.asarray(self._values[_place(loop)] + offset)
            case Fold(loop=loop, slot=slot):
                return self._run(loop, of)[0][slot]
            case Scan(loop=loop, emission=emission):
                return np.array(self._run(loop, of, emission)[1])
            case Last(loop=loop, emission=emission):
                return self._run(loop, of, emission)[1][-1]
            case Undefined():
                # What is never written comes out as nan; what is written over leaves no trace.
                return np.full(self._shape(node.axes), np.nan)
        raise TypeError(type(node).__name__)

    def _shape(self, axes: Axes) -> tuple[int, ...]:
        return tuple(math.prod(self._sizes[atom] for atom in axis) for axis in axes)

    def _run(
        self, loop: Loop, initial: Sequence[Any], emission: Node | None = None
    ) -> tuple[list[Any], list[Any]]:
        """What is carried after the last step, and the emission of each step."""
        carried, emitted = list(initial), []
        for position in range(self._sizes[loop.size]):
            names = (placeholder.name for placeholder in loop.carried)
            values = {**self._values, **dict(zip(names, carried, strict=True))}
            step = _Evaluation({**values, _place(loop.number): position}, self._sizes)
            known: dict[Node, Any] = {}
            if emission is not None:
                emitted.append(step.value(emission, known))
            carried = [step.value(after, known) for after in loop.step]
        return carried, emitted


def _below(root: Node, known: Mapping[Node, Any]) -> list[Node]:
    """What must be computed for a node, operands first; the steps of loops are not looked into."""
    order: dict[Node, None] = {}
    stack = [(root, False)]
    while stack:
        node, is_done = stack.pop()
        if is_done:
            order[node] = None
        elif node not in known and node not in order:
            stack.append((node, True))
            stack.extend((operand, False) for operand in node.operands)
    return list(order)


def _place(loop: int) -> str:
    return f"the position in loop {loop}"


def _number(value: Any, kind: str) -> Any:
    return bool(value) if kind == "boolean" else int(value) if kind == "integer" else float(value)


def _elementwise(function: str, of: Sequence[Any]) -> Any:
    if function in _FUNCTIONS:
        return _FUNCTIONS[function](*of)
    if function in _ORDERED:
        return _ORDERED[function](*(np.real(value) for value in of))
    match function:
        case "real":
            return np.asarray(of[0]) * 1.0
        case "abs":
            return of[0] * np.where(np.real(of[0]) < 0, -1, 1)
        case "maximum":
            return np.where(np.real(of[0]) >= np.real(of[1]), of[0], of[1])
        case "minimum":
            return np.where(np.real(of[0]) <= np.real(of[1]), of[0], of[1])
        case "pow":
            return np.asarray(of[0]) ** np.asarray(of[1])
    raise TypeError(function)


def _largest(array: Any, over: tuple[int, ...]) -> Any:
    if not np.iscomplexobj(array):
        return np.max(array, axis=over)
    kept = [axis for axis in range(array.ndim) if axis not in over]
    rows = np.transpose(array, (*kept, *over)).reshape(*(array.shape[axis] for axis in kept), -1)
    at = np.argmax(rows.real, axis=-1)[..., None]
    return np.take_along_axis(rows, at, axis=-1)[..., 0]


def _key(indices: Sequence[Node | None], values: Sequence[Any]) -> tuple[Any, ...]:
    left = iter(values)
    return tuple(slice(None) if index is None else next(left) for index in indices)
