"""From a graph to the normal form of its entry at given indices."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from reference.symbolic.graph import (
    LOGICAL,
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
    LoopIndex,
    Node,
    Permutation,
    Positions,
    Reduction,
    Regrouping,
    Replacement,
    Scan,
    Selection,
    ShapeError,
    Size,
    Undefined,
    index_place,
    index_range,
)
from reference.symbolic.normal_form.budget import NotProvedError
from reference.symbolic.normal_form.index_terms import End, Index, Label, Step, Term, Variable
from reference.symbolic.normal_form.loops import entry_of_loop
from reference.symbolic.normal_form.polynomial import (
    ONE,
    ZERO,
    Carried,
    Entry,
    Extent,
    Pi,
    Place,
    Polynomial,
    number,
    single,
)
from reference.symbolic.normal_form.recurrences import Recurrences

# One term for each atom of each axis.
Places = tuple[tuple[Term, ...], ...]


class Lowering:
    """The entries of graphs as polynomials of one algebra."""

    def __init__(self, algebra: Recurrences) -> None:
        self.algebra = algebra
        self._known: dict[tuple[Node, Places], Polynomial] = {}
        self._carried: dict[Input, tuple[int, int]] = {}
        self._depth = 0

    def fresh(self, axes: Axes) -> Places:
        """New variables for all axes."""
        return tuple(tuple(self.algebra.budget.variable() for _ in axis) for axis in axes)

    def entry(self, node: Node, at: Places) -> Polynomial:
        """The entry of an array, one term for each atom of its axes."""
        known = self._known.get((node, at))
        if known is None:
            self._depth += 1
            if self._depth > self.algebra.budget.limits.depth:
                raise NotProvedError("the graph is too deep")
            self.algebra.budget.tick()
            known = self._known[node, at] = self._entry(node, at)
            self._depth -= 1
        return known

    def carry(self, placeholder: Input, loop: int, slot: int) -> None:
        """From now on a placeholder stands for what a loop carries."""
        self._carried[placeholder] = (loop, slot)

    def _entry(self, node: Node, at: Places) -> Polynomial:
        algebra = self.algebra
        if node.kind == "index" and not isinstance(node, Elementwise | Reduction | Einsum):
            return self._place(node, at)
        match node:
            case Input():
                places = tuple(place for axis in at for place in axis)
                if node in self._carried:
                    return single(Carried(*self._carried[node], places))
                return single(Entry(node, places))
            case Constant(value="pi"):
                return single(Pi())
            case Constant(value=value):
                return ZERO if isinstance(value, str) else number(value)
            case Size(coefficient=coefficient, atoms=atoms):
                extents = (single(Extent(atom)) for atom in atoms)
                return algebra.product(*extents).times(coefficient)
            case Elementwise():
                return self._elementwise(node, at)
            case Reduction(function=function, operand=operand, over=over):
                left = iter(at)
                inside, ranges = [], []
                for axis, atoms in enumerate(operand.axes):
                    new = self.fresh((atoms,))[0] if axis in over else ()
                    ranges += list(zip(new, atoms, strict=True)) if axis in over else []
                    inside.append(new if axis in over else next(left))
                body = self.entry(operand, tuple(inside))
                variables = _variables(ranges)
                if function == "sum":
                    return algebra.sum_over(variables, body)
                return algebra.maximum_over(variables, body)
            case Permutation(operand=operand):
                return self.entry(operand, _before_permutation(node, at))
            case Regrouping(operand=operand):
                return self.entry(operand, _regrouped(at, operand.axes))
            case Broadcast(operand=operand):
                return self.entry(operand, aligned(operand.axes, at))
            case Einsum():
                return self._einsum(node, at)
            case Identity():
                return algebra.delta(at[0][0], at[1][0])
            case Selection(operand=operand, indices=indices):
                return self.entry(operand, self._selected(indices, at))
            case Replacement():
                return self._replaced(node, at)
            case Fold() | Scan() | Last():
                return entry_of_loop(self, node, at)
            case Undefined():
                raise NotProvedError("an array is read before anything was written to it")
        raise NotProvedError(f"the node {type(node).__name__}")

    # --- positions ------------------------------------------------------------------------------

    def _place(self, node: Node, at: Places) -> Polynomial:
        """A position as a number."""
        match node:
            case Positions(offset=offset):
                return self._number_of(at[0][0]) + number(offset)
            case LoopIndex(loop=loop, offset=offset):
                return self._number_of(Step(loop)) + number(offset)
        return self._number_of(self.term(node, at))

    def _number_of(self, of: Term) -> Polynomial:
        if isinstance(of, End):
            return single(Extent(of.size)) - ONE if of.is_last else ZERO
        return single(Place(of))

    def term(self, node: Node, at: Places) -> Term:
        """The entry of an array of positions, as an index term."""
        match node:
            case Positions(offset=0):
                return at[0][0]
            case LoopIndex(loop=loop, offset=0):
                return Step(loop)
            case Endpoint(size=size, is_last=is_last):
                return End(size, is_last)
            case Input(name=name) if node not in self._carried:
                return Label(name, tuple(place for axis in at for place in axis))
            case Permutation(operand=operand):
                return self.term(operand, _before_permutation(node, at))
            case Regrouping(operand=operand):
                return self.term(operand, _regrouped(at, operand.axes))
            case Broadcast(operand=operand):
                return self.term(operand, aligned(operand.axes, at))
            case Selection(operand=operand, indices=indices):
                return self.term(operand, self._selected(indices, at))
        raise NotProvedError(f"positions that {type(node).__name__.lower()} gives")

    def _selected(self, indices: Sequence[Node | None], at: Places) -> Places:
        """Where a selection reads its operand."""
        before, along, after = _around(indices, at)
        rest = iter((*before, *after))
        return tuple(
            next(rest) if index is None else (self.term(index, along),) for index in indices
        )

    def _replaced(self, node: Replacement, at: Places) -> Polynomial:
        """The operand where no index meets the place, the value where one does."""
        algebra = self.algebra
        first = next((index for index in node.indices if index is not None), None)
        along = self.fresh(first.axes) if first is not None else ()
        known: dict[Index, Term] = {}
        met: list[tuple[Term, Term]] = []
        for index, axis in zip(node.indices, at, strict=True):
            if index is None:
                continue
            written = self.term(index, along)
            if isinstance(written, Variable) and written not in known:
                known[written] = axis[0]
            else:
                met.append((axis[0], written))
        if any(place not in known for axis in along for place in axis):
            raise NotProvedError("two values may be written to one place")
        condition = ONE
        for place, written in met:
            delta = algebra.delta(place, written)
            condition = algebra.multiply(condition, algebra.substitute(delta, known))
        rest = tuple(axis for index, axis in zip(node.indices, at, strict=True) if index is None)
        here = index_place(node.indices)
        own = tuple(tuple(known[place] for place in axis) for axis in _indices(along))
        value = self.entry(node.value, (*rest[:here], *own, *rest[here:]))
        before = self.entry(node.operand, at)
        return before + algebra.multiply(condition, value - before)

    # --- entries --------------------------------------------------------------------------------

    def _einsum(self, node: Einsum, at: Places) -> Polynomial:
        if node.kind == "boolean":
            raise NotProvedError("arithmetic of conditions")
        places = dict(zip(node.output, at, strict=True))
        ranges: list[tuple[Term, str]] = []
        result = ONE
        for letters, factor in zip(node.letters, node.factors, strict=True):
            for letter, atoms in zip(letters, factor.axes, strict=True):
                if letter not in places:
                    places[letter] = self.fresh((atoms,))[0]
                    ranges += zip(places[letter], atoms, strict=True)
            entry = self.entry(factor, tuple(places[letter] for letter in letters))
            result = self.algebra.multiply(result, entry)
        return self.algebra.sum_over(_variables(ranges), result)

    def _elementwise(self, node: Elementwise, at: Places) -> Polynomial:
        arguments = node.arguments
        if node.function in {"equal", "not_equal"}:
            return self._equal(node, at)
        conditions = arguments if node.function in LOGICAL else arguments[:1]
        if node.function in LOGICAL | {"where"} and any(a.kind != "boolean" for a in conditions):
            raise NotProvedError("a number where a condition is meant")
        if node.function in {"add", "sub", "neg"} and node.kind == "boolean":
            raise NotProvedError("arithmetic of conditions")
        if node.function == "where":
            return self._where(node, at)
        values = [self.entry(argument, aligned(argument.axes, at)) for argument in arguments]
        return self._applied(node.function, values)

    def _where(self, node: Elementwise, at: Places) -> Polynomial:
        condition, *branches = node.arguments
        then, otherwise = (self.entry(b, aligned(b.axes, at)) for b in branches)
        difference = then - otherwise
        # Branches that agree need no condition, and none that holds away from kinks only.
        if difference.is_zero:
            return otherwise
        holds = self.entry(condition, aligned(condition.axes, at))
        return otherwise + self.algebra.multiply(holds, difference)

    def _equal(self, node: Elementwise, at: Places) -> Polynomial:
        if any(argument.kind != "index" for argument in node.arguments):
            raise NotProvedError("a comparison of numbers by ==")
        # Σ_i δ(i, y) is 1 only where y is a position along the axis of i.
        if len({_range(argument) for argument in node.arguments}) > 1:
            raise NotProvedError("a comparison of positions along different axes")
        left, right = (self.term(a, aligned(a.axes, at)) for a in node.arguments)
        delta = self.algebra.delta(left, right)
        return delta if node.function == "equal" else ONE - delta

    def _applied(self, function: str, of: Sequence[Polynomial]) -> Polynomial:
        algebra = self.algebra
        first, last = of[0], of[-1]
        match function:
            case "add":
                return first + last
            case "sub":
                return first - last
            case "mul" | "and":
                return algebra.multiply(first, last)
            case "div":
                return algebra.multiply(first, algebra.inverse(last))
            case "neg":
                return first.times(-1)
            case "real":
                return first
            case "pow":
                return algebra.symbolic_power(first, last)
            case "exp":
                return algebra.exponential(first)
            case "log":
                return algebra.logarithm(first)
            case "sqrt":
                return algebra.power(first, Fraction(1, 2))
            case "abs":
                return algebra.absolute(first)
            case "sign":
                return algebra.sign(first)
            case "tanh" | "sin" | "cos":
                return algebra.function(function, first)
            case "floordiv":
                quotient = algebra.multiply(first, algebra.inverse(last))
                return algebra.function("floor", quotient)
            case "maximum":
                return last + algebra.positive_part(first - last)
            case "minimum":
                return first - algebra.positive_part(first - last)
            case "greater":
                return algebra.indicator(first - last)
            case "less":
                return algebra.indicator(last - first)
            case "greater_equal":
                return ONE - algebra.indicator(last - first)
            case "less_equal":
                return ONE - algebra.indicator(first - last)
            case "not":
                return ONE - first
            case "or":
                return first + last - algebra.multiply(first, last)
        raise NotProvedError(f"the function {function}")


def _range(index: Node) -> str:
    try:
        return index_range(index)
    except ShapeError as error:
        raise NotProvedError(str(error)) from error


def aligned(axes: Axes, at: Places) -> Places:
    """Where an operand is read that is broadcast to the axes of `at`."""
    last = at[len(at) - len(axes) :]
    return tuple(place if axis else () for axis, place in zip(axes, last, strict=True))


def _before_permutation(node: Permutation, at: Places) -> Places:
    places: dict[int, tuple[Term, ...]] = dict(zip(node.order, at, strict=True))
    return tuple(places[axis] for axis in range(len(at)))


def _regrouped(at: Places, axes: Axes) -> Places:
    places = iter([place for axis in at for place in axis])
    return tuple(tuple(next(places) for _ in axis) for axis in axes)


def _around(indices: Sequence[Node | None], at: Places) -> tuple[Places, Places, Places]:
    """The places of a selection: whole axes before those of the indices, these, and the rest."""
    first = next((index for index in indices if index is not None), None)
    length = len(first.axes) if first is not None else 0
    start = index_place(indices)
    return at[:start], at[start : start + length], at[start + length :]


def _variables(ranges: Sequence[tuple[Term, str]]) -> list[tuple[Variable, str]]:
    return [(place, size) for place, size in ranges if isinstance(place, Variable)]


def _indices(places: Places) -> tuple[tuple[Index, ...], ...]:
    return tuple(tuple(p for p in axis if isinstance(p, Index)) for axis in places)
