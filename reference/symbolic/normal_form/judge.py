"""The first judge: both sides of a goal in a normal form of our own, and their difference is 0.

A goal is proved for all sizes, indices and inputs at which both sides are defined, because the
difference vanishes as a polynomial in atoms that count as independent: more variables than it has.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reference.symbolic.goal import Decision, Equality, Goal, IsDerivative
from reference.symbolic.graph import Axes, Input, Node, flat, nodes
from reference.symbolic.normal_form.budget import Budget, Limits, NotProvedError
from reference.symbolic.normal_form.differentiation import derivative
from reference.symbolic.normal_form.index_terms import Step, Term, Variable
from reference.symbolic.normal_form.lowering import Lowering, Places
from reference.symbolic.normal_form.polynomial import Polynomial
from reference.symbolic.normal_form.recurrences import Recurrences
from reference.symbolic.normal_form.zero_test import is_zero


@dataclass(frozen=True)
class NormalForm:
    """Decides goals by polynomials over inputs, sizes, sums, powers, exp, log and δ."""

    name: str = "normal form"
    limits: Limits = field(default_factory=Limits)

    def decide(self, goal: Goal) -> Decision:
        """Whether the goal is proved; each decision is made from scratch, within the limits."""
        free = frozenset({goal.wrt.name}) if isinstance(goal, IsDerivative) else frozenset[str]()
        algebra = Recurrences(Budget(self.limits), free)
        try:
            _check(goal)
            difference = _difference(goal, Lowering(algebra))
            is_proved = is_zero(algebra, difference)
        except NotProvedError as stopped:
            return Decision(is_proved=False, reason=str(stopped))
        except RecursionError:
            return Decision(is_proved=False, reason="the normal form is nested too deeply")
        if not is_proved:
            return Decision(is_proved=False, reason="the normal forms differ")
        return Decision(is_proved=True, conditions=tuple(sorted(algebra.conditions)))


def _check(goal: Goal) -> None:
    """Refuse what the normal form would misread."""
    if isinstance(goal, Equality):
        roots: tuple[Node, ...] = (goal.left, goal.right)
        if goal.left.axes != goal.right.axes:
            raise NotProvedError("the two sides have different axes")
    else:
        others = (goal.cotangent, goal.tangent)
        roots = (goal.of, goal.wrt, goal.right, *(node for node in others if node is not None))
        if goal.wrt.kind != "real" or "step count" in goal.wrt.traits:
            raise NotProvedError("a derivative by what is no real number")
        if goal.right.axes != _derivative_axes(goal):
            raise NotProvedError("the derivative has other axes")
    _check_names(roots)


def _derivative_axes(goal: IsDerivative) -> Axes:
    if goal.cotangent is not None and goal.tangent is not None:
        raise NotProvedError("a cotangent and a tangent at once")
    if goal.cotangent is not None:
        if goal.cotangent.axes != goal.of.axes:
            raise NotProvedError("the cotangent has other axes")
        return goal.wrt.axes
    if goal.tangent is not None:
        inner = len(goal.wrt.axes)
        if goal.tangent.axes[:inner] != goal.wrt.axes:
            raise NotProvedError("the tangent has other axes")
        return (*goal.of.axes, *goal.tangent.axes[inner:])
    return (*goal.of.axes, *goal.wrt.axes)


def _check_names(roots: tuple[Node, ...]) -> None:
    """One name stands for one array; placeholders of loops are told apart by their loop."""
    meanings: dict[str, tuple[object, ...]] = {}
    for node in nodes(*roots):
        if isinstance(node, Input):
            meaning = (node.axes, node.kind, node.traits, node.along)
            if meanings.setdefault(node.name, meaning) != meaning:
                raise NotProvedError("two inputs have one name")


def _entry(lowering: Lowering, node: Node, at: Places) -> Polynomial:
    """An entry of an array that stands outside of all loops."""
    entry = lowering.entry(node, at)
    if any(isinstance(source, tuple) for source in entry.sources) or any(
        isinstance(index, Step) for index in entry.indices
    ):
        raise NotProvedError("what a loop carries is read outside of it")
    return entry


def _difference(goal: Goal, lowering: Lowering) -> Polynomial:
    """What must be 0 for the goal to hold, at generic indices."""
    if isinstance(goal, Equality):
        at = lowering.fresh(goal.left.axes)
        return _entry(lowering, goal.left, at) - _entry(lowering, goal.right, at)
    of, by = lowering.fresh(goal.of.axes), lowering.fresh(goal.wrt.axes)
    flat_by = tuple(place for axis in by for place in axis)
    of_entry = _entry(lowering, goal.of, of)
    result = derivative(lowering.algebra, of_entry, goal.wrt, flat_by)
    places: Places = (*of, *by)
    if goal.cotangent is not None:
        result = lowering.algebra.multiply(_entry(lowering, goal.cotangent, of), result)
        result = lowering.algebra.sum_over(_ranges(of, goal.of.axes), result)
        places = by
    elif goal.tangent is not None:
        more = lowering.fresh(goal.tangent.axes[len(by) :])
        tangent = _entry(lowering, goal.tangent, (*by, *more))
        result = lowering.algebra.multiply(result, tangent)
        result = lowering.algebra.sum_over(_ranges(by, goal.wrt.axes), result)
        places = (*of, *more)
    return result - _entry(lowering, goal.right, places)


def _ranges(places: Places, axes: Axes) -> list[tuple[Variable, str]]:
    terms: tuple[Term, ...] = tuple(place for axis in places for place in axis)
    pairs = zip(terms, flat(axes), strict=True)
    return [(place, size) for place, size in pairs if isinstance(place, Variable)]
