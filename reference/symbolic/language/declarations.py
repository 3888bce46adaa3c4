"""The lines by which a derivation declares what it speaks of.

size n                     let S_i := exp(x_i)/sum_k(exp(x_k))
array x[N,D]               assume sum_k(y_ik) = 1
scalar eps                 assume eps > 0
"""

from __future__ import annotations

import re
from dataclasses import replace

from reference.symbolic.graph import Input, Trait
from reference.symbolic.language.expression import Expression, Indicator, Number, Reduction, Symbol
from reference.symbolic.language.parser import parse, parse_equalities, parse_name
from reference.symbolic.language.problem import LanguageError
from reference.symbolic.language.scope import Scope

_ARRAY = re.compile(r"(?P<name>[^\[\]]+)\[(?P<sizes>[^\[\]]*)\]")
KEYWORDS = frozenset({"size", "array", "scalar", "let", "assume"})


def is_declaration(line: str) -> bool:
    """Whether a line declares something, rather than being a line of mathematics."""
    return bool(line.split()) and line.split(maxsplit=1)[0] in KEYWORDS


def declare(line: str, scope: Scope) -> Scope:
    """The scope with what a line declares besides. Raises LanguageError."""
    keyword, _, rest = line.strip().partition(" ")
    match keyword:
        case "size":
            return scope.declare_size(_name(rest, "size n"))
        case "scalar":
            return scope.declare(Input((), "real", _name(rest, "scalar b")))
        case "array":
            return scope.declare(_array(rest, scope))
        case "let":
            left, equals, right = rest.partition(":=")
            if not equals:
                raise LanguageError("definition-expected")
            return scope.define(left, right)
    return _assume(rest.strip(), scope)


def _name(text: str, example: str) -> str:
    return parse_name(text, example).full_name


def _array(text: str, scope: Scope) -> Input:
    found = _ARRAY.fullmatch(text.strip())
    if found is None:
        raise LanguageError("name-expected", text=text.strip(), example="array x[N,D]")
    name = parse_name(found["name"], "array x[N,D]")
    if name.indices:
        raise LanguageError("name-expected", text=text.strip(), example="array x[N,D]")
    sizes = [size.strip() for size in found["sizes"].split(",")]
    for size in sizes:
        if size not in scope.sizes:
            raise LanguageError("size-unknown", size=size, known=", ".join(scope.sizes))
    return Input(tuple((size,) for size in sizes), "real", name.name)


def _assume(text: str, scope: Scope) -> Scope:
    symbol, traits = _hypothesis(text, scope)
    found = scope.meaning(symbol)[0]
    if not isinstance(found, Input):
        raise LanguageError("hypothesis-unknown", text=text)
    changed = replace(found, traits=found.traits | traits)
    return replace(scope, inputs={**scope.inputs, found.name: changed})


def _hypothesis(text: str, scope: Scope) -> tuple[Symbol, frozenset[Trait]]:
    """The variable that a hypothesis is about, and what it says of it."""
    if re.search(r"[<>≤≥]", text):
        relation = parse(f"[{text}]")
        if isinstance(relation, Indicator) and isinstance(relation.left, Symbol):
            said = (relation.relation, _value(relation.right))
            if said == (">", 0):
                return relation.left, frozenset({"positive"})
            if said == ("<", 1):
                _refuse_unless_positive(relation.left, scope)
                return relation.left, frozenset({"below one"})
            if said == (">=", 1) and not scope.meaning(relation.left)[1]:
                return relation.left, frozenset({"step count"})
        raise LanguageError("hypothesis-unknown", text=text)
    sides = parse_equalities(text)
    match sides:
        case (Reduction(function="sum", index=index, operand=Symbol() as symbol), one):
            is_last = symbol.indices.endswith(index) and symbol.indices.count(index) == 1
            if _value(one) == 1 and is_last:
                scope.ranges(sides[0], symbol.indices.replace(index, ""))
                return symbol, frozenset({"sums to one"})
    raise LanguageError("hypothesis-unknown", text=text)


def _refuse_unless_positive(symbol: Symbol, scope: Scope) -> None:
    """The trait "below one" speaks of numbers between 0 and 1."""
    found = scope.meaning(symbol)[0]
    if not isinstance(found, Input) or "positive" not in found.traits:
        raise LanguageError("positive-first", name=symbol.full_name)


def _value(expression: Expression) -> object:
    return expression.value if isinstance(expression, Number) else None
