"""What the names of a line mean, and over which size each index letter ranges.

An index letter has one range in a line, be it free or under a sum; the ranges follow from the
arrays at which the letters stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from reference.nearest import nearest
from reference.symbolic.graph import Axis, Input, Node, flat
from reference.symbolic.language.expression import (
    FUNCTIONS,
    REDUCTIONS,
    WHOLE,
    Delta,
    Derivative,
    Expression,
    Reduction,
    Symbol,
    Whole,
    walk,
)
from reference.symbolic.language.parser import parse, parse_name
from reference.symbolic.language.problem import LanguageError

# A mean and a standard deviation may be called so.
_RESERVED = (frozenset(FUNCTIONS) | REDUCTIONS | {"delta", "d", "pi"}) - {"sigma", "mean"}


@dataclass(frozen=True)
class Definition:
    """name_indices := body; `sizes` are those over which the indices range."""

    name: str
    indices: str
    body: Expression
    sizes: tuple[str, ...]


@dataclass(frozen=True)
class Scope:
    """The sizes, arrays, functions and definitions that a line may use.

    `inputs` are the arrays and numbers by name; a derivative may be taken by those that are
    variables. `lists` are the arrays of which a norm is taken together. `functions` take a whole
    array and return one of the same shape. Each axis has one size, but for the axis `implicit`,
    which has no index letter: a line speaks of each entry along it. A definition uses only what
    stands before it.
    """

    inputs: Mapping[str, Node] = field(default_factory=dict)
    sizes: tuple[str, ...] = ()
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    implicit: Axis = ()
    lists: Mapping[str, tuple[Node, ...]] = field(default_factory=dict)
    functions: Mapping[str, Callable[[Node], Node]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found = dict.fromkeys(self.sizes)
        for name, argument in self.inputs.items():
            if any(len(axis) != 1 for axis in argument.axes if axis != self.implicit):
                raise ValueError(f"{name}: each axis must have one size")
            found.update(dict.fromkeys(self.extents(argument)))
        object.__setattr__(self, "sizes", tuple(found))
        for table in ("inputs", "definitions", "lists", "functions"):
            object.__setattr__(self, table, MappingProxyType(dict(getattr(self, table))))

    def extents(self, found: Node | Definition) -> tuple[str, ...]:
        """The sizes over which the index letters of a name range."""
        if isinstance(found, Definition):
            return found.sizes
        axes = tuple(axis for axis in found.axes if not axis or axis != self.implicit)
        return flat(axes)

    def define(self, left: str, right: str) -> Scope:
        """The scope with left := right, such as S_i := exp(x_i)/sum_k(exp(x_k)), besides.

        Raises LanguageError.
        """
        symbol = parse_name(left, "S_i := exp(x_i)")
        self.refuse_taken(symbol.name)
        if len(set(symbol.indices)) != len(symbol.indices):
            repeated = next(i for i in symbol.indices if symbol.indices.count(i) > 1)
            raise LanguageError("repeated-index", 1, index=repeated, name=symbol.full_name)
        body = parse(right)
        ranges = self.ranges(body, symbol.indices)
        sizes = tuple(ranges[index] for index in symbol.indices)
        definition = Definition(symbol.name, symbol.indices, body, sizes)
        return replace(self, definitions={**self.definitions, symbol.name: definition})

    def declare(self, argument: Input) -> Scope:
        """The scope with one more variable. Raises LanguageError where its name is taken."""
        self.refuse_taken(argument.name)
        return replace(self, inputs={**self.inputs, argument.name: argument})

    def declare_size(self, name: str) -> Scope:
        """The scope with one more size. Raises LanguageError where its name is taken."""
        self.refuse_taken(name)
        return replace(self, sizes=(*self.sizes, name))

    def refuse_taken(self, name: str) -> None:
        """Raises LanguageError where a name has a meaning already."""
        if name in _RESERVED:
            raise LanguageError("name-reserved", name=name)
        tables = (self.inputs, self.definitions, self.sizes, self.functions)
        if any(name in table for table in tables):
            raise LanguageError("name-taken", name=name)

    def meaning(self, symbol: Symbol) -> tuple[str | Node | Definition, str]:
        """What a symbol stands for, and its index letters; a size and π are their names.

        Raises LanguageError for a name that is not known, or with other indices than it has.
        """
        whole = self.inputs.get(symbol.full_name)
        if whole is not None and not self.extents(whole):
            return whole, ""
        if symbol.full_name in (*self.sizes, "pi"):
            return symbol.full_name, ""
        found = self.inputs.get(symbol.name) or self.definitions.get(symbol.name)
        if found is None and symbol.name not in self.sizes:
            raise self._unknown(symbol)
        expected = self.extents(found) if found is not None else ()
        if found is None or len(symbol.indices) != len(expected):
            key = "wrong-number-of-indices" if symbol.indices or not expected else "indices-missing"
            raise LanguageError(
                key,
                symbol.column,
                name=symbol.name,
                expected=len(expected),
                count=len(symbol.indices),
                letters="ijkl"[: len(expected)],
            )
        return found, symbol.indices

    def whole(self, symbol: Symbol) -> Node | Definition:
        """The array that is named without index letters. Raises LanguageError."""
        name = symbol.full_name
        found = self.inputs.get(name) or self.definitions.get(name)
        if found is None:
            self.meaning(symbol)  # which says what else may be wrong
            raise LanguageError("whole-array", symbol.column, name=name)
        return found

    def result(self, applied: Whole) -> tuple[str, ...]:
        """The sizes over which the index letters of a function of whole arrays range.

        Raises LanguageError where there is no such function, or none of such arrays.
        """
        name, arguments = applied.function, applied.arguments
        count, axes = WHOLE.get(name, (1, 1))
        if name not in WHOLE and name not in self.functions:
            known = ", ".join(sorted({*FUNCTIONS, *WHOLE, *self.functions}))
            raise LanguageError(
                "unknown-function", applied.column, name=applied.full_name, known=known
            )
        for key, expected, stand in (
            ("wrong-number-of-arguments", count, len(arguments)),
            ("wrong-number-of-indices", axes, len(applied.indices)),
        ):
            if expected != stand:
                raise LanguageError(
                    key, applied.column, name=applied.full_name, expected=expected, count=stand
                )
        if name == "norm" and arguments[0].full_name in self.lists:
            return ()
        *matrix, extents = [self.extents(self.whole(argument)) for argument in arguments]
        if name == "norm":
            return ()
        if len(extents) != axes or matrix not in ([], [extents * 2]):
            raise LanguageError("whole-array", applied.column, name=applied.full_name)
        return extents

    def _unknown(self, symbol: Symbol) -> LanguageError:
        name = symbol.name.rstrip("0123456789")
        array = self.inputs.get(name)
        if array is not None and self.extents(array):
            letters = "ijkl"[: len(self.extents(array))]
            return LanguageError(
                "fixed-entry", symbol.column, name=symbol.name, array=name, letters=letters
            )
        close = nearest(symbol.name, (*self.inputs, *self.definitions, *self.sizes, *_RESERVED))
        key = "unknown-name-nearest" if close else "unknown-name"
        return LanguageError(key, symbol.column, name=symbol.full_name, nearest=close or "")

    def ranges(
        self,
        expression: Expression,
        indices: str,
        known: Mapping[str, str] | None = None,
    ) -> Mapping[str, str]:
        """The size over which each index letter of a line ranges.

        `indices` are the letters that may be free, each of which must occur or have its range in
        `known`. Raises LanguageError where letters, sizes and names do not fit.
        """
        finder = _Ranges(self, dict(known or {}))
        finder.visit(expression, frozenset(indices))
        return finder.solved(indices)

    def used_definitions(self, expression: Expression) -> tuple[Definition, ...]:
        """The definitions that a line needs, each before those that use it."""
        needed: set[str] = set()
        waiting = [expression]
        while waiting:
            for part in walk(waiting.pop()):
                for name in self._named(part) - needed:
                    needed.add(name)
                    waiting.append(self.definitions[name].body)
        return tuple(d for name, d in self.definitions.items() if name in needed)

    def _named(self, part: Expression) -> set[str]:
        """The definitions that a part of a line names."""
        names: set[str] = set()
        if isinstance(part, Symbol) and part.full_name not in self.inputs:
            names = {part.name}
        elif isinstance(part, Whole):
            names = {argument.full_name for argument in part.arguments}
        return names & set(self.definitions)

    def contains_derivative(self, expression: Expression) -> bool:
        """Whether a derivative is left to be worked out, in the line or in what it stands for."""
        bodies = (definition.body for definition in self.used_definitions(expression))
        return any(
            isinstance(part, Derivative) for whole in (expression, *bodies) for part in walk(whole)
        )


class _Ranges:
    """Collects what each occurrence of an index letter says about its range."""

    def __init__(self, scope: Scope, known: dict[str, str]) -> None:
        self._scope = scope
        self._known = known
        self._deltas: list[Delta] = []
        self._columns: dict[str, int] = {}

    def visit(self, expression: Expression, allowed: frozenset[str]) -> None:
        match expression:
            case Symbol():
                found, indices = self._scope.meaning(expression)
                self._allow(indices, allowed, expression.column)
                if not isinstance(found, str):
                    self._constrain(expression, indices, self._scope.extents(found))
            case Whole(indices=indices):
                self._allow(indices, allowed, expression.column)
                self._constrain(expression, indices, self._scope.result(expression))
            case Delta(first=first, second=second):
                self._allow(first + second, allowed, expression.column)
                self._deltas.append(expression)
            case Reduction(index=index):
                self._allow(index, allowed | {index}, expression.column)
                allowed |= {index}
            case Derivative(wrt=wrt):
                if not isinstance(self._scope.meaning(wrt)[0], Input):
                    raise LanguageError("not-a-variable", wrt.column, name=wrt.full_name)
        for part in expression.parts:
            self.visit(part, allowed)

    def _allow(self, letters: str, allowed: frozenset[str], column: int) -> None:
        for letter in letters:
            if letter in self._scope.sizes:
                raise LanguageError("index-is-a-size", column, index=letter)
            if letter not in allowed:
                raise LanguageError("free-index", column, index=letter)
            self._columns.setdefault(letter, column)

    def _constrain(self, symbol: Symbol | Whole, indices: str, sizes: Iterable[str]) -> None:
        for letter, size in zip(indices, sizes, strict=True):
            known = self._known.setdefault(letter, size)
            if known != size:
                raise LanguageError(
                    "index-conflict",
                    symbol.column,
                    index=letter,
                    known=known,
                    size=size,
                    name=symbol.full_name,
                )

    def solved(self, indices: str) -> Mapping[str, str]:
        # A delta hands a range on to its other letter, in chains as long as there are deltas.
        for _ in self._deltas:
            for delta in self._deltas:
                self._join(delta)
        for letter, column in self._columns.items():
            if letter not in self._known:
                raise LanguageError("range-unknown", column, index=letter)
        for letter in indices:
            if letter not in self._known:
                raise LanguageError("missing-index", index=letter)
        return self._known

    def _join(self, delta: Delta) -> None:
        first, second = self._known.get(delta.first), self._known.get(delta.second)
        if first is None and second is not None:
            self._known[delta.first] = second
        elif second is None and first is not None:
            self._known[delta.second] = first
        elif first is not None and second is not None and first != second:
            name = str(delta)
            raise LanguageError("delta-conflict", delta.column, name=name, known=first, size=second)


def free_letters(expression: Expression, scope: Scope) -> str:
    """The index letters of a line that no sum binds, in the order in which they are read.

    Raises LanguageError where a name is not known.
    """
    found: dict[str, None] = {}
    _collect(expression, scope, frozenset(), found)
    return "".join(found)


def _collect(
    expression: Expression, scope: Scope, bound: frozenset[str], found: dict[str, None]
) -> None:
    letters = ""
    match expression:
        case Symbol():
            letters = scope.meaning(expression)[1]
        case Whole(indices=indices):
            letters = indices
        case Delta(first=first, second=second):
            letters = first + second
        case Reduction(index=index):
            bound |= {index}
    found.update((letter, None) for letter in letters if letter not in bound)
    for part in expression.parts:
        _collect(part, scope, bound, found)
