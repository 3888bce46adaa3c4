"""From a graph to an expression for one entry of it, at given indices."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import sympy

from reference.symbolic.graph import (
    LOGICAL,
    PI,
    Axes,
    Broadcast,
    Constant,
    Einsum,
    Elementwise,
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
from reference.symbolic.sympy_judge.inert import (
    Absolute,
    Budget,
    Delta,
    Entry,
    Exp,
    Expression,
    InertSum,
    Largest,
    Log,
    Step,
    Tanh,
    Unproved,
    bind,
    substitute,
)
from reference.symbolic.sympy_judge.loops import Loops
from reference.symbolic.sympy_judge.names import input_name, loop_symbol, size_symbol
from reference.symbolic.sympy_judge.normal import Normaliser

_LARGEST_EXPONENT = 64
_LARGEST_BITS = 2000
_CONDITIONS = "arithmetic of conditions"
Place = tuple[Expression, ...]  # one index for each atom of an axis
FUNCTIONS: dict[str, Callable[..., Expression]] = {
    "neg": lambda a: -a,
    "real": lambda a: a,
    "exp": Exp,
    "log": Log,
    "sqrt": sympy.sqrt,
    "tanh": Tanh,
    "sin": sympy.sin,
    "cos": sympy.cos,
    "abs": Absolute,
    "sign": lambda a: Step(a) - Step(-a),
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "floordiv": lambda a, b: sympy.floor(a / b),
    "not": lambda a: 1 - a,
    "and": lambda a, b: a * b,
    "or": lambda a, b: a + b - a * b,
    "where": lambda c, a, b: c * a + (1 - c) * b,
    "maximum": lambda a, b: (a + b + Absolute(a - b)) / 2,
    "minimum": lambda a, b: (a + b - Absolute(a - b)) / 2,
    "greater": lambda a, b: Step(a - b),
    "less": lambda a, b: Step(b - a),
    "greater_equal": lambda a, b: 1 - Step(b - a),
    "less_equal": lambda a, b: 1 - Step(a - b),
}


class Lowering:
    """Reads entries of the graphs of one side of a goal.

    `side` keeps entries that nothing was written to apart from those of the other side. Nodes that
    are `named` are not looked into, but stand for arrays of that name. `not_negative` are the
    expressions of which logarithms and broken powers were taken.
    """

    def __init__(
        self,
        budget: Budget,
        normaliser: Normaliser,
        side: str,
        *,
        functions: Mapping[str, Callable[..., Expression]] = FUNCTIONS,
        named: Mapping[Node, str] = MappingProxyType({}),
    ) -> None:
        self.not_negative: dict[Expression, None] = {}
        self._functions = functions
        self._named = named
        self._budget = budget
        self._side = side
        self._loops = Loops(self, normaliser)
        self._known: dict[tuple[Node, tuple[Place, ...]], Expression] = {}
        self._undefined: dict[Node, Expression] = {}
        self._placeholders: dict[Node, int] = {}

    def places(self, axes: Axes, letter: str = "i") -> tuple[Place, ...]:
        """Fresh indices for each axis."""
        return tuple(tuple(self._budget.index(letter) for _ in axis) for axis in axes)

    def carry(self, placeholder: Input, number: int) -> None:
        """Read a placeholder as what loop `number` carries."""
        self._placeholders[placeholder] = number

    def entry(self, node: Node, at: Sequence[Place]) -> Expression:
        """The entry of a node at some indices, one tuple for each axis."""
        where = (node, tuple(at))
        known = self._known.get(where)
        if known is None:
            self._budget.spend()
            known = self._entry(node, tuple(at))
            self._known[where] = known
        return known

    def _entry(self, node: Node, at: tuple[Place, ...]) -> Expression:
        flat_at = flat_places(at)
        if node in self._named:
            return Entry(sympy.Symbol(self._named[node], real=True), *flat_at)
        match node:
            case Input():
                return Entry(input_name(node, self._placeholders.get(node)), *flat_at)
            case Constant(value=value):
                return sympy.pi if node is PI or value == "pi" else sympy.Rational(value)
            case Size(coefficient=coefficient, atoms=atoms):
                return sympy.Mul(sympy.Rational(coefficient), *map(size_symbol, atoms))
            case Elementwise(function=function, arguments=arguments):
                return self._elementwise(function, arguments, at)
            case Reduction(function=function, operand=operand, over=over):
                return self._reduction(function, operand, over, at)
            case Permutation(operand=operand, order=order):
                back = [at[order.index(axis)] for axis in range(len(order))]
                return self.entry(operand, back)
            case Regrouping(operand=operand):
                left = iter(flat_at)
                return self.entry(operand, [tuple(next(left) for _ in a) for a in operand.axes])
            case Broadcast(operand=operand):
                return self.entry(operand, _aligned(operand, at))
            case Einsum():
                return self._einsum(node, at)
            case Positions(offset=offset):
                return flat_at[0] + offset
            case Identity():
                return Delta(*flat_at)
            case Selection(operand=operand, indices=indices):
                return self._selection(operand, indices, at)
            case Replacement():
                return self._replacement(node, at)
            case LoopIndex(loop=loop, offset=offset):
                return loop_symbol(loop) + offset
            case Fold(loop=loop, slot=slot):
                return self._loops.fold(loop, slot, node.axes, at)
            case Scan(loop=loop, emission=emission):
                return self._loops.scan(loop, emission, at)
            case Last(loop=loop, emission=emission):
                return self._loops.last(loop, emission, at)
            case Undefined():
                count = len(self._undefined)
                name = self._undefined.setdefault(
                    node, sympy.Symbol(f"undefined {self._side} {count}", real=True)
                )
                return Entry(name, *flat_at)
        raise Unproved(f"{type(node).__name__} is not known here")

    def _elementwise(
        self, function: str, arguments: tuple[Node, ...], at: tuple[Place, ...]
    ) -> Expression:
        _check_kinds(function, arguments)
        of = [self.entry(argument, _aligned(argument, at)) for argument in arguments]
        if function in {"log", "sqrt"}:
            self.not_negative[of[0]] = None
        if function in {"equal", "not_equal"}:
            same = self._equal(arguments, of)
            return same if function == "equal" else 1 - same
        if function == "div":
            return of[0] * self._power(of[1], sympy.Integer(-1))
        if function == "pow":
            return self._power(*of)
        if function == "floordiv" and of[1] == 0:
            raise Unproved("division by zero")
        if function not in self._functions:
            raise Unproved(f"{function} is not known here")
        return _limited(self._functions[function](*of))

    def _power(self, base: Expression, exponent: Expression) -> Expression:
        if base == 0 and not exponent.is_positive:
            raise Unproved("division by zero")
        if exponent.is_number and not abs(exponent) <= _LARGEST_EXPONENT:
            raise Unproved("a large exponent")
        if not exponent.is_integer:
            self.not_negative[base] = None
        return _limited(sympy.Pow(base, exponent))

    def _equal(self, arguments: tuple[Node, ...], of: Sequence[Expression]) -> Expression:
        try:
            ranges = {index_range(argument) for argument in arguments}
        except ShapeError:
            ranges = set()
        if len(ranges) == 1:
            return Delta(*of)
        if ranges:
            raise Unproved("positions along two axes are compared")
        return 1 - Step(of[0] - of[1]) - Step(of[1] - of[0])

    def _reduction(
        self, function: str, operand: Node, over: tuple[int, ...], at: tuple[Place, ...]
    ) -> Expression:
        left = iter(at)
        places = [
            tuple(self._budget.index("k") for _ in axis) if number in over else next(left)
            for number, axis in enumerate(operand.axes)
        ]
        pairs = [
            (index, size_symbol(atom))
            for number in over
            for index, atom in zip(places[number], operand.axes[number], strict=True)
        ]
        term = self.entry(operand, places)
        return bind(InertSum if function == "sum" else Largest, term, pairs) if pairs else term

    def _einsum(self, node: Einsum, at: tuple[Place, ...]) -> Expression:
        if node.kind == "boolean":
            raise Unproved(_CONDITIONS)
        places: dict[str, Place] = dict(zip(node.output, at, strict=True))
        pairs: list[tuple[Any, Any]] = []
        for letters, factor in zip(node.letters, node.factors, strict=True):
            for letter, axis in zip(letters, factor.axes, strict=True):
                if letter not in places:
                    places[letter] = tuple(self._budget.index("k") for _ in axis)
                    pairs += zip(places[letter], map(size_symbol, axis), strict=True)
        product = sympy.Mul(
            *(
                self.entry(factor, [places[letter] for letter in letters])
                for letters, factor in zip(node.letters, node.factors, strict=True)
            )
        )
        return bind(InertSum, product, pairs) if pairs else product

    def _selection(
        self, operand: Node, indices: tuple[Node | None, ...], at: tuple[Place, ...]
    ) -> Expression:
        along, rest = _along(indices, at)
        whole = iter(rest)
        places = [
            next(whole) if index is None else (self.entry(index, along),) for index in indices
        ]
        return self.entry(operand, places)

    def _replacement(self, node: Replacement, at: tuple[Place, ...]) -> Expression:
        """[here is where it was written] value + [elsewhere] operand."""
        given = [index for index in node.indices if index is not None]
        along = self.places(given[0].axes, "w") if given else ()
        written = [
            (self.entry(index, along), place[0])
            for index, place in zip(node.indices, at, strict=True)
            if index is not None
        ]
        # Each index along which is written must be known from the place: then no place is written
        # to twice, and the order does not matter.
        free = flat_places(along)
        known = {index: place for index, place in written if index in free}
        if len(known) < len(free):
            raise Unproved("one place of an array may be written to twice at once")
        match = sympy.Mul(*(Delta(substitute(index, known), place) for index, place in written))
        moved = [tuple(known[index] for index in place) for place in along]
        rest = [place for place, index in zip(at, node.indices, strict=True) if index is None]
        first = index_place(node.indices)
        value = self.entry(node.value, [*rest[:first], *moved, *rest[first:]])
        return match * value + (1 - match) * self.entry(node.operand, at)


def _check_kinds(function: str, arguments: Sequence[Node]) -> None:
    """True + True is True, and True - True is a mistake: conditions are no numbers."""
    kinds = {argument.kind for argument in arguments}
    if function in {"add", "sub", "neg"} and kinds == {"boolean"}:
        raise Unproved(_CONDITIONS)
    conditions = arguments if function in LOGICAL else arguments[:1] if function == "where" else ()
    if any(condition.kind != "boolean" for condition in conditions):
        raise Unproved("a number where a condition is meant")


def _limited(e: Expression) -> Expression:
    """Repeated squaring makes numbers that no computer can hold."""
    number = e.as_coeff_Mul()[0]
    if number.is_Rational and max(abs(number.p), number.q).bit_length() > _LARGEST_BITS:
        raise Unproved("a number with too many digits")
    return e


def flat_places(places: Sequence[Place]) -> Place:
    """All indices, in order."""
    return tuple(itertools.chain(*places))


def _aligned(operand: Node, at: tuple[Place, ...]) -> list[Place]:
    """The indices of an operand that is broadcast to where `at` points."""
    places = at[len(at) - len(operand.axes) :]
    return [place if axis else () for place, axis in zip(places, operand.axes, strict=True)]


def _along(
    indices: tuple[Node | None, ...], at: tuple[Place, ...]
) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """Of the indices of a selection: those along its index arrays, and those of whole axes."""
    given = [index for index in indices if index is not None]
    count = len(given[0].axes) if given else 0
    first = index_place(indices)
    return at[first : first + count], at[:first] + at[first + count :]
