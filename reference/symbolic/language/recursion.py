"""What a textbook repeats: arrays that a number of steps changes, such as the states of a chain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reference.symbolic.graph import Input, Loop, Node, fold, loop_index
from reference.symbolic.language.expression import Symbol
from reference.symbolic.language.parser import parse, parse_name
from reference.symbolic.language.problem import LanguageError
from reference.symbolic.language.scope import Scope
from reference.symbolic.language.textbook import to_graph


def repeated(
    scope: Scope,
    steps: str,
    begin: Mapping[str, str],
    each: Mapping[str, str],
    sizes: Mapping[str, str],
) -> Scope:
    """The scope with what some arrays are after as many steps as the size `steps` says.

    `begin` says what they are before the first one: {"h_i": "x_i"}. `each` says what they become at
    a step, one after the other, so that the second reads what the first has just become. `sizes`
    gives the ranges of index letters of `begin` that do not follow from it. Raises LanguageError.
    """
    if steps not in scope.sizes:
        raise LanguageError("size-unknown", size=steps, known=", ".join(scope.sizes))
    lefts = [parse_name(left, "h_i") for left in begin]
    if [parse_name(left, "h_i").name for left in each] != [left.name for left in lefts]:
        raise LanguageError("recursion-expected")
    loop = loop_index(steps).loop
    initial: list[Node] = []
    for left, right in zip(lefts, begin.values(), strict=True):
        scope.refuse_taken(left.name)
        known = {letter: sizes[letter] for letter in left.indices if letter in sizes}
        initial.append(to_graph(parse(right), scope, left.indices, known))
    carried = {
        left.name: Input(node.axes, "real", f"{left.name} at a step of loop {loop}")
        for left, node in zip(lefts, initial, strict=True)
    }
    inside = replace(scope, inputs={**scope.inputs, **carried})
    after: list[Node] = []
    for text, right in each.items():
        left = parse_name(text, "h_i")
        found = _after_a_step(inside, left, right)
        after.append(found)
        inside = replace(inside, inputs={**inside.inputs, left.name: found})
    made = Loop(loop, steps, tuple(carried.values()), tuple(initial), tuple(after))
    results = {name: fold(made, slot) for slot, name in enumerate(carried)}
    return replace(scope, inputs={**scope.inputs, **results})


def _after_a_step(scope: Scope, left: Symbol, right: str) -> Node:
    before, indices = scope.inputs[left.name], scope.meaning(left)[1]
    known = dict(zip(indices, scope.extents(before), strict=True))
    after = to_graph(parse(right), scope, indices, known)
    if after.axes != before.axes:
        raise LanguageError("recursion-expected")
    return after
