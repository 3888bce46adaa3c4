"""What a formula computes, and how textbooks write it, as LaTeX equations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Any

from reference.domain import Domain
from reference.formula import Formula, Line
from reference.symbolic.code import array, results
from reference.symbolic.graph import (
    Broadcast,
    Einsum,
    Elementwise,
    Fold,
    Last,
    Node,
    Permutation,
    Reduction,
    Regrouping,
    Scan,
    ShapeError,
    Solution,
    einsum,
    flat,
    inputs,
    nodes,
)
from reference.symbolic.interpreter import Refusal
from reference.symbolic.language.problem import LanguageError
from reference.symbolic.language.textbook import to_graph
from reference.symbolic.rewriting import merged
from reference.symbolic.symbols import LEADING, NoSymbolError, Setting, settings, symbols
from reference.symbolic.sympy_judge.inert import Unproved
from reference.symbolic.sympy_judge.latex import latex, with_indices
from reference.symbolic.textbook_lines import each_read, read_line

LONGEST = 1200  # characters of an equation that can still be read
_INLINE = 300  # up to here an equation is written without names for its parts
_SHORT = 30  # what is as short as this needs no name
_LETTERS = "ijlmabcdfgpqrs"


@dataclass(frozen=True)
class Equations:
    """The equation for a part of what a formula returns, then those for what it is made of.

    Where there are none, `reason` says why. `setting` says for which inputs they are written out
    where the code takes several: how many layers, and what has become of the axes "...".
    """

    part: str
    equations: tuple[str, ...] = ()
    reason: str = ""
    setting: str = ""


def of_code(formula: Formula) -> tuple[Equations, ...]:
    """What the code computes, part by part; of an array with any further axes, without them.

    Code that sums over all entries keeps them, along one axis.
    """
    some = list(settings(formula.domain))
    along = next((one for one in some if one.leading), some[0])
    without = replace(along, leading=())
    try:
        leaves, setting = _computed_by(formula, along), along
        if not any(_is_summed(array(leaf)) for _, leaf in leaves):
            leaves, setting = _computed_by(formula, without), without
        equations = [_written(formula, part, array(leaf)) for part, leaf in leaves]
    except (Refusal, NoSymbolError, ShapeError) as error:
        return (Equations("", reason=str(error)),)
    said = [setting.words] if setting.words else []
    if along.leading:
        said.append(
            f"the axes ... as one, {LEADING}" if setting.leading else "without the axes ..."
        )
    return tuple(replace(one, setting="; ".join(said)) for one in equations)


def of_line(line: Line) -> Equations:
    """A textbook line, with the definitions that it uses."""
    formula = line.formula
    values = _one_entry(line.inputs)
    lists = [value for value in values.values() if isinstance(value, list)]
    try:
        text = next(each_read(line, values, lists[0])) if lists else read_line(line, values, {})
        used = text.scope.used_definitions(text.expression)
        root, *defined = merged(
            [text.graph(), *(to_graph(d.body, text.scope, d.indices) for d in used)]
        )
    except (NoSymbolError, LanguageError, ShapeError) as error:
        return Equations(line.part, reason=str(error))
    below = set(nodes(root)) - {root}
    named = {n: d for d, n in zip(used, defined, strict=True) if n in below and n.operands}
    systems = _systems(root, {definition.name for definition in used})
    names = {node: definition.name for node, definition in named.items()} | systems
    indices = "".join(_LETTERS)[: len(flat(root.axes))] if lists else text.indices
    left = _left(formula, text.part or line.part or ("[0]" if lists else ""), indices)
    try:
        equations = [f"{left} {latex(root, indices, names)}"]
        equations += [_equation(d.name, node, d.indices, names) for node, d in named.items()]
        equations += [_system(one, names) for one in systems]
    except Unproved as error:
        return Equations(line.part, reason=str(error))
    return _readable(line.part, equations)


def _one_entry(inputs: Mapping[str, Domain]) -> dict[str, Any]:
    """Symbols for the inputs; an array of any axes is one number, as in textbooks."""
    setting = next(settings(inputs))
    return symbols(inputs, replace(setting, leading=()))


def _computed_by(formula: Formula, setting: Setting) -> list[tuple[str, Any]]:
    """What the code returns for symbols: the arrays of each part."""
    values = symbols(formula.domain, setting)
    parts = zip(formula.parts, results(formula, values), strict=True)
    return [leaf for part, value in parts for leaf in _leaves(part, value)]


def _is_summed(root: Node) -> bool:
    """Whether an entry depends on other entries along the axes that may be any."""
    for node in nodes(root):
        if isinstance(node, Reduction | Einsum):
            before = {atom for operand in node.operands for atom in flat(operand.axes)}
            if LEADING in before - set(flat(node.axes)):
                return True
    return False


def _leaves(part: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The arrays of a part: one, or those of a dict or a list."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(f"{part}['{key}']", inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(f"{part}[{number}]", inner)
    else:
        yield part, value


def _written(formula: Formula, part: str, node: Node) -> Equations:
    (root,) = merged([node])
    taken = {i.name for i in inputs(root)} | {a for n in nodes(root) for a in flat(n.axes)}
    letters = [letter for letter in _LETTERS if letter not in taken]
    at = letters[: len(flat(root.axes))]
    left = _left(formula, part, at)
    try:
        systems = _systems(root, taken)
        equations = [f"{left} {latex(root, at, systems)}"]
        if len(equations[0]) > _INLINE:
            names = _shared(root, letters, taken)
            equations = [f"{left} {latex(root, at, names | systems)}"]
            equations += [_equation(names[one], one, letters, names | systems) for one in names]
        equations += [_system(one, systems) for one in systems]
    except Unproved as error:
        return Equations(part, reason=str(error))
    return _readable(part, equations)


def _left(formula: Formula, part: str, at: Sequence[str]) -> str:
    """What an equation begins with; an update rule writes over what it is given."""
    if part in formula.domain:
        return rf"{with_indices(part, at)} \leftarrow"
    if part.isidentifier():
        return f"{with_indices(part, at)} ="
    escaped = f"{formula.name}{part}".replace("_", r"\_")
    below = f"_{{{''.join(at)}}}" if at else ""
    return rf"\operatorname{{{escaped}}}{below} ="


def _readable(part: str, equations: Sequence[str]) -> Equations:
    longest = max(map(len, equations))
    if longest > LONGEST:
        return Equations(part, reason=f"it is too long to be read, {longest} characters")
    return Equations(part, tuple(equations))


def _equation(name: str, node: Node, letters: Sequence[str], names: Mapping[Node, str]) -> str:
    at = list(letters[: len(flat(node.axes))])
    others = {other: known for other, known in names.items() if other is not node}
    return f"{with_indices(name, at)} = {latex(node, at, others)}"


def _systems(root: Node, taken: set[str]) -> dict[Node, str]:
    """Names for the solutions of systems of equations: s, s1, s2, …"""
    found = [node for node in nodes(root) if isinstance(node, Solution)]
    taken = taken | {one.name for one in inputs(root)}
    free = (name for name in chain(["s"], (f"s{n}" for n in count(1))) if name not in taken)
    return dict(zip(found, free, strict=False))


def _system(solution: Node, names: Mapping[Node, str]) -> str:
    """The equations that a solution solves."""
    matrix, right = solution.operands
    at = _LETTERS[: len(right.axes)]
    product = einsum(("ab", "bc"[: len(right.axes)]), "ac"[: len(right.axes)], matrix, solution)
    return f"{latex(product, at, names)} = {latex(right, at, names)}"


# --- names for what is used more than once -----------------------------------------------------


def _shared(root: Node, letters: Sequence[str], taken: set[str]) -> dict[Node, str]:
    """A name for each part that the code computes once and uses in several places, in its order.

    Inside loops nothing gets a name: it would stand for another value at each step.
    """
    everything = list(nodes(root))
    if any(isinstance(node, Fold | Scan | Last) for node in everything):
        return {}
    uses = Counter(
        _computed(operand)
        for node in everything
        if not isinstance(node, _MOVING)
        for operand in node.operands
    )
    letter = next(letter for letter in "uvzhcae" if not any(t.startswith(letter) for t in taken))
    names: dict[Node, str] = {}
    for node in everything:
        if node is root or uses[node] < 2 or not isinstance(node, _COMPUTING):
            continue
        if len(latex(node, letters[: len(flat(node.axes))], names)) > _SHORT:
            names[node] = f"{letter}{len(names) + 1}"
    return dict(reversed(names.items()))


_MOVING = (Permutation, Regrouping, Broadcast)
_COMPUTING = (Elementwise, Reduction, Einsum)


def _computed(node: Node) -> Node:
    """What a node is made of, without what only moves its entries about."""
    while isinstance(node, _MOVING):
        (node,) = node.operands
    return node
