"""The second judge: sympy with inert sums. It shares nothing with the normal form but the graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sympy

from reference.symbolic.goal import (
    AWAY_FROM_KINKS,
    WHERE_DEFINED,
    Decision,
    Equality,
    Goal,
    IsDerivative,
    roots,
)
from reference.symbolic.graph import Axes, Input, Node, inputs
from reference.symbolic.sympy_judge.derivative import Derivative
from reference.symbolic.sympy_judge.inert import (
    Budget,
    Delta,
    Exp,
    Expression,
    InertSum,
    Largest,
    Tanh,
    Unproved,
    bind,
    substitute,
)
from reference.symbolic.sympy_judge.lowering import Lowering, Place, flat_places
from reference.symbolic.sympy_judge.names import input_name, size_symbol
from reference.symbolic.sympy_judge.normal import Normaliser
from reference.symbolic.sympy_judge.signs import Facts, is_nonnegative
from reference.symbolic.sympy_judge.zero import ZeroTest

_STEPS = 8_000
_MOST_LAYERS = 4


class SympyJudge:
    """Decides goals with sympy's algebra; see inert_normal and inert_zero for the method."""

    name = "sympy"

    def __init__(self, steps: int = _STEPS) -> None:
        self._steps = steps

    def decide(self, goal: Goal) -> Decision:
        """Whether a goal is shown to hold for all sizes; always ends, and soon."""
        try:
            return _Attempt(goal, self._steps).decision()
        except Unproved as stopped:
            return Decision(is_proved=False, reason=str(stopped))
        except RecursionError:
            return Decision(is_proved=False, reason="expressions are nested too deeply")


class _Attempt:
    """One attempt at one goal."""

    def __init__(self, goal: Goal, steps: int) -> None:
        self._goal = goal
        budget = Budget(steps)
        facts = _facts(roots(goal))
        # What is still to be differentiated must not use that rows sum to one.
        plain = Normaliser(budget, replace(facts, sums_to_one=frozenset()))
        self._budget = budget
        self._plain = plain
        self._normaliser = Normaliser(budget, facts)
        self._left = Lowering(budget, plain, "l")
        self._right = Lowering(budget, plain, "r")

    def decision(self) -> Decision:
        kinks = False
        if isinstance(self._goal, Equality):
            at = self._left.places(self._goal.left.axes)
            _expect(self._goal.left.axes, self._goal.right.axes)
            left = self._left.entry(self._goal.left, at)
            right = self._right.entry(self._goal.right, at)
        else:
            left, right, kinks = self._derivative(self._goal)
        self._prove(left - right)
        kinks = kinks or self._plain.kinks or self._normaliser.kinks
        conditions = {AWAY_FROM_KINKS: kinks, WHERE_DEFINED: not self._is_real()}
        return Decision(
            is_proved=True, conditions=tuple(c for c, holds in conditions.items() if holds)
        )

    def _is_real(self) -> bool:
        """Whether roots and logarithms are seen to be taken of what is not negative."""
        arguments = dict.fromkeys((*self._left.not_negative, *self._right.not_negative))
        try:
            return all(self._is_nonnegative(argument) for argument in arguments)
        except Unproved:
            return False

    def _is_nonnegative(self, e: Expression) -> bool:
        facts = self._normaliser.facts
        if is_nonnegative(e, facts):
            return True
        reduced = self._normaliser.powers.reduced(self._normaliser.normal(e))
        return is_nonnegative(reduced, facts)

    def _prove(self, residue: Expression) -> None:
        try:
            ZeroTest(self._normaliser).prove(residue)
        except Unproved:
            if not (residue.has(Tanh) and residue.has(Exp)):
                raise
            for _ in range(_MOST_LAYERS):
                tanhs = residue.atoms(Tanh)
                in_exp = {node: 1 - 2 / (Exp(2 * node.args[0]) + 1) for node in tanhs}
                residue = substitute(residue, in_exp)
            ZeroTest(self._normaliser).prove(residue)

    def _derivative(self, goal: IsDerivative) -> tuple[Expression, Expression, bool]:
        if goal.wrt.along:
            raise Unproved("labels have no derivative")
        outer = self._left.places(goal.of.axes)
        of = self._left.entry(goal.of, outer)
        if of.has(Largest):
            of = self._plain.normal(of)  # in which a stabilising maximum cancels
        name = input_name(goal.wrt)
        if goal.tangent is not None:
            more = self._left.places(goal.tangent.axes[len(goal.wrt.axes) :])
            _expect(goal.tangent.axes[: len(goal.wrt.axes)], goal.wrt.axes)
            _expect(goal.right.axes, goal.of.axes + goal.tangent.axes[len(goal.wrt.axes) :])
            tangent = goal.tangent
            derivative = Derivative(
                self._budget,
                name,
                lambda at: self._left.entry(tangent, (*_cut(at, goal.wrt.axes), *more)),
            )
            left = derivative.of(of)
            return left, self._right.entry(goal.right, (*outer, *more)), derivative.kinks
        inner = self._left.places(goal.wrt.axes)
        here = flat_places(inner)
        derivative = Derivative(
            self._budget,
            name,
            lambda at: sympy.Mul(*(Delta(i, j) for i, j in zip(at, here, strict=True))),
        )
        left = derivative.of(of)
        if goal.cotangent is None:
            _expect(goal.right.axes, goal.of.axes + goal.wrt.axes)
            return left, self._right.entry(goal.right, (*outer, *inner)), derivative.kinks
        _expect(goal.cotangent.axes, goal.of.axes)
        _expect(goal.right.axes, goal.wrt.axes)
        pairs = [
            (index, size_symbol(atom))
            for place, axis in zip(outer, goal.of.axes, strict=True)
            for index, atom in zip(place, axis, strict=True)
        ]
        product = self._left.entry(goal.cotangent, outer) * left
        total = bind(InertSum, product, pairs) if pairs else product
        return total, self._right.entry(goal.right, inner), derivative.kinks


def _facts(graphs: Sequence[Node]) -> Facts:
    """The traits of the inputs. Raises Unproved where one name means two things."""
    known: dict[str, Input] = {}
    for argument in inputs(*graphs):
        other = known.setdefault(argument.name, argument)
        if (other.axes, other.kind, other.traits, other.along) != (
            argument.axes,
            argument.kind,
            argument.traits,
            argument.along,
        ):
            raise Unproved(f"{argument.name} stands for two inputs")
    arguments = known.values()
    given = [i for i in arguments if "not generic" not in i.traits]
    return Facts(
        frozenset(i.name for i in arguments if {"below one", "positive"} <= i.traits),
        frozenset(
            i.name
            for i in arguments
            if "sums to one" in i.traits and i.axes and len(i.axes[-1]) == 1
        ),
        frozenset(i.name for i in given),
        frozenset(
            i.name
            for i in given
            if i.kind == "real" and not i.traits & {"sums to one", "step count"}
        ),
    )


def _cut(indices: Sequence[Any], axes: Axes) -> list[Place]:
    """Indices one by one, as one tuple for each axis."""
    left = iter(indices)
    return [tuple(next(left) for _ in axis) for axis in axes]


def _expect(axes: Axes, others: Axes) -> None:
    if axes != others:
        raise Unproved("the two sides have different axes")
