"""Textbook lines as graphs, which the judges compare with the graph of the code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from reference.symbolic.graph import (
    PI,
    Axes,
    Node,
    broadcast,
    constant,
    einsum,
    elementwise,
    identity,
    permutation,
    reduction,
    regrouping,
    size,
    solution,
)
from reference.symbolic.language.expression import (
    WHOLE,
    Application,
    Delta,
    Derivative,
    Expression,
    Indicator,
    Negation,
    Number,
    Operation,
    Reduction,
    Symbol,
    Whole,
)
from reference.symbolic.language.parser import parse_equalities
from reference.symbolic.language.problem import LanguageError
from reference.symbolic.language.scope import Definition, Scope, free_letters

_OPERATORS = {"+": "add", "-": "sub", "*": "mul", "/": "div", "^": "pow"}
IMPLICIT = "B"  # stands among index letters, which are small, for the implicit axis
_MOST_AXES = 6
_RELATIONS = {">": "greater", ">=": "greater_equal", "<": "less", "<=": "less_equal"}


@dataclass(frozen=True)
class Statement:
    """A line that has been read: the name on its left, if any, its indices, and its right side."""

    part: str
    indices: str
    expression: Expression
    scope: Scope

    @property
    def contains_derivative(self) -> bool:
        """Whether a derivative is left to be worked out."""
        return self.scope.contains_derivative(self.expression)

    def graph(self, axes: Axes = ()) -> Node:
        """The line as a graph with one axis for each index, of those sizes where they are given.

        Raises LanguageError.
        """
        if not axes:
            return to_graph(self.expression, self.scope, self.indices)
        implicit = self.scope.implicit
        named = [axis for axis in axes if not axis or axis != implicit]
        if len(named) != len(self.indices):
            expected, count = len(named), len(self.indices)
            raise LanguageError("wrong-number-of-axes", expected=expected, count=count)
        given = zip(self.indices, named, strict=True)
        known = {letter: axis[0] for letter, axis in given if len(axis) == 1}
        letters = iter(self.indices)
        order = [IMPLICIT if axis and axis == implicit else next(letters) for axis in axes]
        return to_graph(self.expression, self.scope, "".join(order), known)


def read(
    text: str,
    scope: Scope,
    *,
    indices: str = "",
    where: Mapping[str, str] | None = None,
) -> Statement:
    """A line about what a function of some inputs returns. Raises LanguageError.

    `text` is "right", or "left = right" where `left` is a name with its index letters, such as
    D_ij. `indices` are the letters of the axes in their order ("i j"); with one axis, or with a
    left side, they follow from the text. `where` gives the definitions, each of which uses only
    those before it.
    """
    for left, right in (where or {}).items():
        scope = scope.define(left, right)
    *lefts, expression = parse_equalities(text)
    part, order = "", indices.replace(" ", "")
    if lefts:
        if len(lefts) > 1 or not isinstance(lefts[0], Symbol):
            raise LanguageError("name-expected", text=text, example="D_ij = S_i*S_j")
        part, order = lefts[0].name, order or lefts[0].indices
        if order != lefts[0].indices:
            raise LanguageError("order-unknown", indices=lefts[0].indices)
    elif not order:
        order = free_letters(expression, scope)
        if len(order) > 1:
            raise LanguageError("order-unknown", indices=", ".join(order))
    return Statement(part, order, expression, scope)


def to_graph(
    expression: Expression,
    scope: Scope,
    indices: str,
    known: Mapping[str, str] | None = None,
) -> Node:
    """The expression as a graph with one axis for each of the index letters, in that order.

    The implicit axis, if there is one, comes first, or where IMPLICIT stands among the letters.
    `known` gives the ranges of letters that do not follow from the expression. Raises
    LanguageError, also where a derivative is left to be worked out.
    """
    ranges = scope.ranges(expression, indices.replace(IMPLICIT, ""), known)
    lowering = _Lowering(scope)
    for definition in scope.used_definitions(expression):
        lowering.define(definition)
    found = lowering.lower(expression, ranges)
    if IMPLICIT in found.letters and IMPLICIT not in indices:
        indices = IMPLICIT + indices
    axes = tuple(scope.implicit if i == IMPLICIT else (ranges[i],) for i in indices)
    return broadcast(_aligned(found, indices), axes)


@dataclass(frozen=True)
class _Indexed:
    """A graph, and the index letter that numbers each of its axes."""

    node: Node
    letters: str


class _Lowering:
    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._defined: dict[str, _Indexed] = {}

    def define(self, definition: Definition) -> None:
        """Lower a definition once; every use then shares its graph."""
        ranges = self._scope.ranges(definition.body, definition.indices)
        found = self.lower(definition.body, ranges)
        letters = "".join(i for i in IMPLICIT + definition.indices if i in found.letters)
        self._defined[definition.name] = _Indexed(_aligned(found, letters), letters)

    def lower(self, expression: Expression, ranges: Mapping[str, str]) -> _Indexed:
        below = [self.lower(part, ranges) for part in _computed(expression)]
        if len(set("".join(part.letters for part in below))) > _MOST_AXES:
            # Arrays of so many axes could not be evaluated.
            raise LanguageError("too-many-indices", expression.column, most=_MOST_AXES)
        match expression:
            case Number(value=value):
                return _Indexed(constant(value), "")
            case Symbol():
                return self._symbol(expression)
            case Whole():
                return self._whole(expression)
            case Delta(first=first, second=second) if first == second:
                return _Indexed(constant(Fraction(1)), "")
            case Delta(first=first, second=second):
                return _Indexed(identity(ranges[first]), first + second)
            case Negation():
                return _apply("neg", *below)
            case Operation(operator=operator):
                return _apply(_OPERATORS[operator], *below)
            case Application(function="floor", arguments=(Operation(operator="/"),)):
                return _apply("floordiv", *below)
            case Application(function=function):
                return _function(function, below)
            case Indicator(relation=relation):
                holds = _apply(_RELATIONS[relation], *below)
                one, zero = (_Indexed(constant(Fraction(value)), "") for value in (1, 0))
                return _apply("where", holds, one, zero)
            case Reduction(function=function, index=index):
                return _reduced(function, below[0], index, ranges[index])
        raise LanguageError("derivative", expression.column)

    def _symbol(self, symbol: Symbol) -> _Indexed:
        found, indices = self._scope.meaning(symbol)
        if isinstance(found, str):
            return _Indexed(size((found,)) if found != "pi" else PI, "")
        if isinstance(found, Node):
            return _diagonal(found, self._letters(found, indices))
        body = self._defined[found.name]
        renamed = dict(zip(found.indices, indices, strict=True))
        return _diagonal(body.node, "".join(renamed.get(letter, letter) for letter in body.letters))

    def _letters(self, node: Node, indices: str) -> str:
        """The index letters with one for the implicit axis, if a node has it."""
        left, implicit = iter(indices), self._scope.implicit
        return "".join(IMPLICIT if a and a == implicit else next(left) for a in node.axes)

    def _whole(self, applied: Whole) -> _Indexed:
        """An entry of a function of whole arrays."""
        if applied.function == "norm":
            (argument,) = applied.arguments
            arrays = self._scope.lists.get(argument.full_name) or (self._array(argument),)
            return _Indexed(elementwise("sqrt", _square(arrays)), "")
        arrays = tuple(map(self._array, applied.arguments))
        if any(axis and axis == self._scope.implicit for one in arrays for axis in one.axes):
            raise LanguageError("whole-array", applied.column, name=applied.full_name)
        compute = solution if applied.function in WHOLE else self._scope.functions[applied.function]
        return _diagonal(compute(*arrays), applied.indices)

    def _array(self, symbol: Symbol) -> Node:
        """A whole array, the implicit axis in front where it has one."""
        found = self._scope.whole(symbol)
        if isinstance(found, Node):
            return found
        body = self._defined[found.name]
        axes = tuple((extent,) for extent in found.sizes)
        if IMPLICIT in body.letters:
            return broadcast(
                _aligned(body, IMPLICIT + found.indices), (self._scope.implicit, *axes)
            )
        return broadcast(_aligned(body, found.indices), axes)


def _square(arrays: Sequence[Node]) -> Node:
    """The sum of the squares of all entries of some arrays."""
    squares = [elementwise("pow", one, constant(Fraction(2))) for one in arrays]
    sums = [reduction("sum", s, range(len(s.axes))) if s.axes else s for s in squares]
    return reduce(lambda some, more: elementwise("add", some, more), sums)


def _computed(expression: Expression) -> tuple[Expression, ...]:
    """The parts to be lowered before an expression; floor(a/b) divides by itself."""
    match expression:
        case Derivative():
            return ()
        case Application(function="floor", arguments=(Operation(operator="/") as quotient,)):
            return quotient.parts
    return expression.parts


def _function(function: str, arguments: Sequence[_Indexed]) -> _Indexed:
    one, zero = _Indexed(constant(Fraction(1)), ""), _Indexed(constant(Fraction(0)), "")
    match function:
        case "sigma":
            power = _apply("exp", _apply("neg", *arguments))
            return _apply("div", one, _apply("add", one, power))
        case "relu":
            return _apply("maximum", *arguments, zero)
        case "floor":
            return _apply("floordiv", *arguments, one)
        case "max" | "min":
            return _apply(f"{function}imum", *arguments)
    return _apply(function, *arguments)


def _reduced(function: str, operand: _Indexed, index: str, extent: str) -> _Indexed:
    match function:
        case "mean":
            count = _Indexed(size((extent,)), "")
            return _apply("div", _reduced("sum", operand, index, extent), count)
        case "min":
            largest = _reduced("max", _apply("neg", operand), index, extent)
            return _apply("neg", largest)
    if index not in operand.letters:
        count = _Indexed(size((extent,)), "")
        return operand if function == "max" else _apply("mul", count, operand)
    over = operand.letters.index(index)
    node = reduction("sum" if function == "sum" else "max", operand.node, (over,))
    return _Indexed(node, operand.letters.replace(index, ""))


def _diagonal(node: Node, letters: str) -> _Indexed:
    """The node under its index letters; where one stands twice, the diagonal is taken."""
    unique = "".join(dict.fromkeys(letters))
    if unique == letters:
        return _Indexed(node, letters)
    return _Indexed(einsum((letters,), unique, node), unique)


def _apply(function: str, *arguments: _Indexed) -> _Indexed:
    """A function of entries, the axes brought in line by their letters."""
    letters = "".join(dict.fromkeys("".join(argument.letters for argument in arguments)))
    aligned = [_aligned(argument, letters) for argument in arguments]
    if function == "pow" and aligned[0].kind == "integer":
        # In textbooks a root of a count is no count.
        aligned[0] = elementwise("real", aligned[0])
    return _Indexed(elementwise(function, *aligned), letters)


def _aligned(operand: _Indexed, letters: str) -> Node:
    """The node with its axes in the order of the letters, and one entry where it lacks one."""
    present = [letter for letter in letters if letter in operand.letters]
    node = permutation(operand.node, [operand.letters.index(letter) for letter in present])
    extents = dict(zip(present, node.axes, strict=True))
    first = letters.index(present[0]) if present else len(letters)
    return regrouping(node, tuple(extents.get(letter, ()) for letter in letters[first:]))
