"""All that is to be proved about a formula, read off its file: derivatives, laws, claims, lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from reference.catalogue import Entry
from reference.domain import Domain
from reference.formula import Claim, Composition, Formula, Law, Line, kebab
from reference.symbolic.code import array, call, results
from reference.symbolic.goal import Equality, Goal, IsDerivative
from reference.symbolic.graph import (
    Axes,
    Input,
    Node,
    ShapeError,
    broadcast,
    broadcast_axes,
    elementwise,
    flat,
    regrouping,
    words,
)
from reference.symbolic.interpreter import Result
from reference.symbolic.rewriting import fresh
from reference.symbolic.symbols import Setting, symbols
from reference.symbolic.textbook_lines import each_read, read_line


@dataclass(frozen=True)
class Statement:
    """One thing to be proved.

    `name` is unique within the formula, `says` is a sentence, `source` its place in the notes.
    `goals` interprets the code in a setting and returns what there is to decide; it raises
    Refusal, NoSymbolError, LanguageError or ShapeError where that cannot be done. `leading` are the
    numbers of leading axes for which it has to be done.
    """

    formula: Formula
    name: str
    says: str
    domain: Mapping[str, Domain]
    goals: Callable[[Setting], Sequence[Goal]]
    source: str = ""
    leading: Sequence[int] = (0, 1, 2)


def statements(entry: Entry) -> Iterator[Statement]:
    """Everything that the files of a formula state, in the order of reading."""
    if not entry.formula.unproved:
        yield from _derivatives(entry.formula)
    for composition in entry.compositions:
        yield _composition(composition)
    # The laws of a random formula are about what is drawn, and are tested.
    if not (entry.formula.is_random or entry.formula.unproved):
        for law in entry.laws:
            yield _law(law)
    for claim in entry.claims:
        yield _claim(claim)
    for name, line in zip(_names_of(entry.lines), entry.lines, strict=True):
        yield _line(line, name)


def equalities(sides: Result) -> tuple[Equality, ...]:
    """One goal for each pair of arrays on two sides, which are broadcast against each other.

    Raises ShapeError where the two sides do not hold arrays under the same keys.
    """
    if not isinstance(sides, tuple | list) or len(sides) != 2:
        raise ShapeError("an equation has two sides")
    found = tuple(_equality(one, other) for one, other in _pairs(*sides))
    if not found:
        raise ShapeError("an equation of nothing")
    return found


def _equality(one: Node, other: Node) -> Equality:
    axes = broadcast_axes(one.axes, other.axes)
    return Equality(broadcast(one, axes), broadcast(other, axes))


def _pairs(left: Result, right: Result) -> Iterator[tuple[Node, Node]]:
    match left, right:
        case Mapping(), Mapping() if set(left) == set(right):
            for key, part in left.items():
                yield from _pairs(part, right[key])
        case ((tuple() | list()), (tuple() | list())) if len(left) == len(right):
            for one, other in zip(left, right, strict=True):
                yield from _pairs(one, other)
        case (Mapping() | tuple() | list(), _) | (_, Mapping() | tuple() | list()):
            raise ShapeError("the two sides do not hold the same arrays")
        case _:
            yield array(left), array(right)


# --- what a file states ------------------------------------------------------------------------


def _derivatives(formula: Formula) -> Iterator[Statement]:
    derivative = formula.derivative
    if derivative is None:
        return
    of = derivative.of
    for part, wrt in zip(formula.parts, derivative.wrt, strict=True):

        def goals(setting: Setting, part: str = part, wrt: str = wrt) -> Sequence[Goal]:
            values = symbols({**of.domain, **formula.domain}, setting)
            forward = array(call(of.function, [values[name] for name in of.domain]))
            right = _returned(formula, part, values)
            cotangent = values[derivative.cotangent] if derivative.cotangent else None
            if derivative.kind == "entrywise":
                return (_entry_by_entry(forward, values[wrt], array(right)),)
            return _derivative_goals(forward, values[wrt], right, cotangent)

        kind = _KINDS[derivative.kind]
        yield Statement(
            formula,
            f"{kebab(part)}-is-the-derivative" if part else "is-the-derivative",
            f"{part or formula.name} is {kind} of {of.name} by {wrt}.",
            {**of.domain, **formula.domain},
            goals,
        )


_KINDS = {
    "gradient": "the gradient",
    "jacobian": "the Jacobian",
    "vjp": "the vector-Jacobian product",
    "entrywise": "the derivative, entry by entry,",
}


def _composition(composition: Composition) -> Statement:
    formula, of = composition.formula, composition.of

    def goals(setting: Setting) -> Sequence[Goal]:
        values = symbols(formula.domain, setting)
        arguments = [values[name] for name in formula.domain]
        inner = call(of.function, [values[name] for name in of.domain])
        made = call(composition.function, [inner, *arguments])
        return equalities((call(formula.function, arguments), made))

    name = f"is-made-of-{kebab(of.name)}"
    says = f"{formula.name} is what is made of the result of {of.name}."
    return Statement(formula, name, says, formula.domain, goals)


def _law(law: Law) -> Statement:
    formula = law.formula

    def goals(setting: Setting) -> Sequence[Goal]:
        values = symbols(formula.domain, setting)
        found = results(formula, values)
        if law.twin is not None:
            changed = call(law.function, values, decorated_with="twin")
            if not isinstance(changed, Mapping) or not set(changed) <= set(formula.domain):
                raise ShapeError("a twin is a dict of arguments of the formula by name")
            found += results(formula, {**values, **changed})
        sides = call(law.function, [*found, *(values[name] for name in formula.domain)])
        return equalities(sides)

    return Statement(formula, law.name, law.says, formula.domain, goals)


def _claim(claim: Claim) -> Statement:
    def goals(setting: Setting) -> Sequence[Goal]:
        values = symbols(claim.domain, setting)
        sides = call(claim.function, [values[name] for name in claim.domain])
        if claim.derivative_of is None:
            return equalities(sides)
        of = array(call(claim.function, values, decorated_with="derivative_of"))
        cotangent = values[claim.cotangent] if claim.cotangent else None
        return _derivative_goals(of, values[claim.wrt], sides, cotangent)

    return Statement(claim.about, claim.name, claim.says, claim.domain, goals, claim.source)


def _names_of(lines: Sequence[Line]) -> Iterator[str]:
    """Names that tell lines apart: by the part, by a number where that is not enough."""
    parts = [line.part for line in lines]
    for at, part in enumerate(parts):
        number = parts[: at + 1].count(part) if parts.count(part) > 1 else ""
        yield kebab("-".join(word for word in ("textbook", part, str(number)) if word))


def _line(line: Line, name: str) -> Statement:
    formula = line.formula

    def goals(setting: Setting) -> Sequence[Goal]:
        values = symbols(line.inputs, setting)
        returned = _returned(formula, line.part, values)
        if isinstance(returned, list):
            arrays = [array(one) for one in returned]
            if any(len(one) != len(arrays) for one in values.values() if isinstance(one, list)):
                raise ShapeError("the list that is returned is not as long as the one given")
            flattened = [regrouping(one, (flat(one.axes),)) for one in arrays]
            read = each_read(line, values, arrays)
            sides = zip(flattened, read, strict=True)
            return tuple(_equality(code, text.graph(code.axes)) for code, text in sides)
        code = array(returned)
        return equalities((code, read_line(line, values, {}).graph(code.axes)))

    says = f"{line.part or formula.name} is {line.text}."
    # A line has no more than one axis without an index letter.
    return Statement(formula, name, says, line.inputs, goals, leading=(0, 1))


# --- calling -----------------------------------------------------------------------------------


def _derivative_goals(
    of: Node, wrt: Any, right: Result, cotangent: Node | None
) -> tuple[IsDerivative, ...]:
    """One goal for each array by which is differentiated: one, or those of a dict.

    Raises ShapeError where the derivative has not the shape that it must have.
    """
    if isinstance(wrt, Mapping):
        if not isinstance(right, Mapping) or set(right) != set(wrt):
            raise ShapeError("the derivatives are not those by these arrays")
        return tuple(
            goal
            for name, one in wrt.items()
            for goal in _derivative_goals(of, one, right[name], cotangent)
        )
    if not isinstance(wrt, Input):
        raise ShapeError("a derivative by what is no array")
    if cotangent is not None and cotangent.axes != of.axes:
        raise ShapeError(f"{words(cotangent.axes)} is no cotangent of {words(of.axes)}")
    axes = wrt.axes if cotangent is not None else of.axes + wrt.axes
    return (IsDerivative(of, wrt, _of_shape(array(right), axes), cotangent),)


def _entry_by_entry(of: Node, wrt: Node, right: Node) -> IsDerivative:
    """∂of_i/∂wrt_j = 0 for i ≠ j, and right_i for i = j; both at once, with any cotangent."""
    if not isinstance(wrt, Input) or of.axes != wrt.axes:
        raise ShapeError(f"an entrywise derivative by {words(wrt.axes)} of {words(of.axes)}")
    (name,) = islice(fresh("cotangent", of, wrt, right), 1)
    cotangent = Input(of.axes, "real", name)
    right = elementwise("mul", cotangent, _of_shape(right, wrt.axes))
    return IsDerivative(of, wrt, right, cotangent)


def _of_shape(derivative: Node, axes: Axes) -> Node:
    if derivative.axes != axes:
        raise ShapeError(f"{words(derivative.axes)} is no derivative of shape {words(axes)}")
    return derivative


def _returned(formula: Formula, part: str, values: Mapping[str, Any]) -> Result:
    """One part, or what stands under one key where a dict is returned; the first one for "".

    Raises ShapeError where there is none.
    """
    found = dict(zip(formula.parts, results(formula, values), strict=True))
    first = next(iter(found.values()))
    if not part:
        return first
    held = first if part not in found and isinstance(first, Mapping) else found
    if part not in held:
        raise ShapeError(f"{formula.name} returns nothing by the name of {part}")
    return held[part]
