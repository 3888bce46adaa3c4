"""Loops over a symbolic size that were recorded once, on a generic position.

A loop is understood where what it carries grows by a term that does not depend on it (a sum), is
written row by row, each row once (a substitution), or does not depend on earlier steps at all.
Any other recurrence is not.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import sympy

from reference.symbolic.graph import Axes, Loop, Node
from reference.symbolic.sympy_judge.inert import (
    Delta,
    Entry,
    Expression,
    InertSum,
    Unproved,
    any_node,
    bind,
    substitute,
)
from reference.symbolic.sympy_judge.names import input_name, loop_symbol, size_symbol

if TYPE_CHECKING:
    from reference.symbolic.sympy_judge.lowering import Lowering, Place
    from reference.symbolic.sympy_judge.normal import Normaliser

_RECURRENCE = "a loop in which a step needs what earlier steps made"


class Loops:
    """The rules for one lowering."""

    def __init__(self, lowering: Lowering, normaliser: Normaliser) -> None:
        self._lowering = lowering
        self._normaliser = normaliser
        self._folds: dict[tuple[Loop, int], tuple[tuple[Any, ...], Expression]] = {}

    def fold(self, loop: Loop, slot: int, axes: Axes, at: tuple[Place, ...]) -> Expression:
        """What a loop leaves in a slot, at some indices."""
        known = self._folds.get((loop, slot))
        if known is None:
            places = self._lowering.places(axes, "f")
            fresh = tuple(itertools.chain(*places))
            known = fresh, self._fold(loop, slot, places)
            self._folds[loop, slot] = known
        fresh, result = known
        return substitute(result, dict(zip(fresh, itertools.chain(*at), strict=True)))

    def scan(self, loop: Loop, emission: Node, at: tuple[Place, ...]) -> Expression:
        """One entry of what a loop emits at one of its steps."""
        position, *rest = at
        term = self._step(loop, emission, tuple(rest))
        if self._uses(term, loop):
            raise Unproved(_RECURRENCE)
        return substitute(term, {_position(loop): position[0]})

    def last(self, loop: Loop, emission: Node, at: tuple[Place, ...]) -> Expression:
        """One entry of what a loop emits at its last step."""
        if emission in loop.step:
            slot = loop.step.index(emission)
            return self.fold(loop, slot, loop.initial[slot].axes, at)
        term = self._step(loop, emission, at)
        if self._uses(term, loop):
            raise Unproved(_RECURRENCE)
        return substitute(term, {_position(loop): _size(loop) - 1})

    def _fold(self, loop: Loop, slot: int, at: tuple[Place, ...]) -> Expression:
        step = self._step(loop, loop.step[slot], at)
        own = self._lowering.entry(loop.carried[slot], at)
        initial = self._lowering.entry(loop.initial[slot], at)
        if not self._uses(step, loop):
            return substitute(step, {_position(loop): _size(loop) - 1})
        grown = self._normaliser.normal(step - own)
        if not self._uses(grown, loop):
            return initial + bind(InertSum, grown, [(_position(loop), _size(loop))])
        return self._rows(loop, slot, step, at)

    def _rows(self, loop: Loop, slot: int, step: Expression, at: tuple[Place, ...]) -> Expression:
        """The value of the one step at which a row is written, from the rows before the loop."""
        own = self._lowering.entry(loop.carried[slot], at)
        for row, index in enumerate(itertools.chain(*at)):
            here = Delta(index, _position(loop))
            elsewhere = self._normaliser.normal(substitute(step, {here: sympy.S.Zero}))
            if elsewhere != own:
                continue
            value = self._normaliser.normal(
                substitute(substitute(step, {here: sympy.S.One}), {_position(loop): index})
            )
            # The row that a step writes is still as it was before the loop; no other may be read.
            before: dict[Any, Any] = {}
            while (used := any_node(substitute(value, before), self._is_of(loop))) is not None:
                if used.args[0] != own.args[0] or used.args[1 + row] != index:
                    break
                before[used] = self._initial(loop, slot, used.args[1:])
            else:
                return substitute(value, before)
        raise Unproved(_RECURRENCE)

    def _initial(self, loop: Loop, slot: int, indices: tuple[Any, ...]) -> Expression:
        left = iter(indices)
        axes = loop.initial[slot].axes
        return self._lowering.entry(
            loop.initial[slot], [tuple(next(left) for _ in axis) for axis in axes]
        )

    def _step(self, loop: Loop, node: Node, at: tuple[Place, ...]) -> Expression:
        for placeholder in loop.carried:
            self._lowering.carry(placeholder, loop.number)
        return self._normaliser.normal(self._lowering.entry(node, at))

    def _uses(self, term: Expression, loop: Loop) -> bool:
        return any_node(term, self._is_of(loop)) is not None

    def _is_of(self, loop: Loop) -> Any:
        names = {input_name(placeholder, loop.number) for placeholder in loop.carried}
        return lambda node: isinstance(node, Entry) and node.args[0] in names


def _position(loop: Loop) -> Expression:
    return loop_symbol(loop.number)


def _size(loop: Loop) -> Expression:
    return size_symbol(loop.size)
