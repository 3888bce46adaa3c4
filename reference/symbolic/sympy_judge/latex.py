"""LaTeX of graphs and of goals: one entry at named indices, such as S_{i} - S_{j}."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import sympy

from reference.symbolic.goal import Equality, Goal
from reference.symbolic.graph import Axes, Node, flat, inputs, nodes
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
    bounds,
)
from reference.symbolic.sympy_judge.lowering import FUNCTIONS, Lowering, Place, flat_places
from reference.symbolic.sympy_judge.normal import Normaliser
from reference.symbolic.sympy_judge.signs import Facts

Names = Mapping[Node, str]
NO_NAMES: Names = MappingProxyType({})
_STEPS = 20_000
_SUM, _PRODUCT, _POWER, _ATOM = range(4)
_GREEK = re.compile(
    "alpha|beta|gamma|delta|epsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|chi"
    "|psi|omega"
)
_KEY = re.compile(r"\w+\['(\w+)'\]")  # params['W1'] is W1,
_PLACE = re.compile(r"([A-Za-z]+)\[(\d+)\]")  # and gs[0] has the index 0
_ACCENT = re.compile(rf"([A-Za-z]|{_GREEK.pattern})_?(hat|tilde|bar)")
_WORDS = {"eps": r"\varepsilon", "dgamma": r"d\gamma", "dbeta": r"d\beta"}
_RELATIONS = {
    "greater": ">",
    "less": "<",
    "greater_equal": r"\ge",
    "less_equal": r"\le",
    "and": r"\wedge",
    "or": r"\vee",
}
_CALLS = {"maximum": r"\max", "minimum": r"\min", "sign": r"\operatorname{sign}"}
_HEADS = {
    Log: r"\log",
    Tanh: r"\tanh",
    sympy.cos: r"\cos",
    sympy.sin: r"\sin",
}
_SHOWN = ("where", "not", *_RELATIONS, *_CALLS)


def latex(node: Node, indices: Sequence[str], names: Names = NO_NAMES) -> str:
    """One entry of a node at named indices, one for each atom of its axes.

    Nodes in `names` are written by name. Raises Unproved for a loop that is not understood.
    """
    return _Writer((node,), names, indices).entry(node, node.axes, indices)


def latex_of_goal(goal: Goal, names: Names = NO_NAMES) -> tuple[str, str]:
    """Both sides of a goal, at indices i, j, …"""
    letters = _letters(goal)
    if isinstance(goal, Equality):
        count = len(flat_places(goal.left.axes))
        at = letters[:count]
        writer = _Writer((goal.left, goal.right), names, at)
        return tuple(writer.entry(side, side.axes, at) for side in (goal.left, goal.right))  # type: ignore[return-value]
    graphs = [n for n in (goal.of, goal.wrt, goal.right, goal.cotangent, goal.tangent) if n]
    outer = letters[: len(flat_places(goal.of.axes))]
    inner = letters[len(outer) : len(outer) + len(flat_places(goal.wrt.axes))]
    more: list[str] = []
    if goal.tangent is not None:
        count = len(flat_places(goal.tangent.axes)) - len(inner)
        more = letters[len(outer) + len(inner) :][:count]
    writer = _Writer(graphs, names, (*outer, *inner, *more))
    above = writer.entry(goal.of, goal.of.axes, outer)
    below = writer.entry(goal.wrt, goal.wrt.axes, inner)
    left = rf"\frac{{\partial {above}}}{{\partial {below}}}"
    if len(above) > len(below) + 12:
        left = rf"\frac{{\partial}}{{\partial {below}}} \left({above}\right)"
    if goal.cotangent is not None:
        factor = writer.entry(goal.cotangent, goal.cotangent.axes, outer)
        left = f"{_sums(outer, goal.of.axes)}{factor} {left}"
        return left, writer.entry(goal.right, goal.right.axes, inner)
    if goal.tangent is not None:
        factor = writer.entry(goal.tangent, goal.tangent.axes, (*inner, *more))
        left = f"{_sums(inner, goal.wrt.axes)}{left} {factor}"
        return left, writer.entry(goal.right, goal.right.axes, (*outer, *more))
    return left, writer.entry(goal.right, goal.right.axes, (*outer, *inner))


def _letters(goal: Goal) -> list[str]:
    """Names for indices that no input has."""
    graphs = (goal.left, goal.right) if isinstance(goal, Equality) else (goal.of, goal.right)
    taken = {argument.name for argument in inputs(*graphs)}
    return [letter for letter in "ijlmabcdfgpqrs" if letter not in taken]


def _sums(indices: Sequence[str], axes: Axes) -> str:
    pairs = zip(indices, flat_places(axes), strict=True)
    return "".join(rf"\sum_{{{index}=1}}^{{{size}}} " for index, size in pairs)


class _Writer:
    """Writes entries of graphs; the indices of sums get letters that are free."""

    def __init__(self, graphs: Sequence[Node], names: Names, indices: Sequence[str]) -> None:
        sizes = {atom for node in nodes(*graphs) for atom in flat(node.axes)}
        taken = {*indices, *names.values(), *sizes}
        taken |= {argument.name for argument in inputs(*graphs)}
        self._free = [letter for letter in "kmnpqrstuv" if letter not in taken]
        self._names = names
        self._known: dict[Any, str] = {}

    def entry(self, node: Node, axes: Axes, indices: Sequence[str]) -> str:
        """LaTeX of one entry."""
        shown = {name: sympy.Function(name) for name in _SHOWN}
        try:
            text = self._entry(node, axes, indices, {**FUNCTIONS, **shown})
        except Unproved:
            # Loops are understood by their normal form, which knows no such functions.
            text = self._entry(node, axes, indices, FUNCTIONS)
        return text

    def _entry(
        self, node: Node, axes: Axes, indices: Sequence[str], functions: Mapping[str, Any]
    ) -> str:
        budget = Budget(_STEPS)
        normaliser = Normaliser(budget, Facts())
        lowering = Lowering(budget, normaliser, "l", functions=functions, named=self._names)
        places: tuple[Place, ...] = lowering.places(axes)
        self._known = dict(zip(flat_places(places), indices, strict=True))
        return self._text(lowering.entry(node, places))

    def _text(self, e: Expression, level: int = _SUM) -> str:
        """An expression, in brackets where it binds less tightly than `level`."""
        text, own = self._written(e)
        return rf"\left({text}\right)" if own < level else text

    def _written(self, e: Expression) -> tuple[str, int]:
        if e in self._known:
            return self._known[e], _ATOM
        if e.is_Add:
            return self._sum(e), _SUM
        if e.is_Mul or (e.is_Pow and e.exp.is_number and e.exp.is_negative):
            return self._product(e)
        if e.is_Rational:
            return _rational(e)
        if e.is_Pow:
            return self._power(e)
        if isinstance(e, Entry):
            name, *indices = e.args
            return with_indices(str(name.name), [self._text(index) for index in indices]), _ATOM
        if isinstance(e, InertSum | Largest):
            return self._binder(e)
        if isinstance(e, Delta):
            return with_indices("delta", [self._text(index) for index in e.args]), _ATOM
        if e.is_Symbol:
            return _name(e.name), _ATOM
        return self._function(e)

    def _sum(self, e: Expression) -> str:
        terms = sorted(e.as_ordered_terms(), key=lambda t: t.as_coeff_Mul()[0].is_negative or False)
        text = ""
        for term in terms:
            number = term.as_coeff_Mul()[0]
            shown = self._text(-term if number.is_negative else term, _PRODUCT)
            text += f" - {shown}" if number.is_negative else f" + {shown}"
        return text[3:] if text.startswith(" + ") else f"-{text[3:]}"

    def _product(self, e: Expression) -> tuple[str, int]:
        number, rest = e.as_coeff_Mul()
        if number.is_negative:
            return f"-{self._text(-e, _PRODUCT)}", _SUM
        above, below = [], []
        for factor in sympy.Mul.make_args(rest):
            base, exponent = factor.as_base_exp()
            if exponent.is_number and exponent.is_negative:
                below.append(base**-exponent)
            else:
                above.append(factor)
        above = [*([sympy.Integer(number.p)] if number.p != 1 else []), *_sums_last(above)]
        below = [*([sympy.Integer(number.q)] if number.q != 1 else []), *below]
        numerator = self._factors(above)
        if not below:
            return numerator, _PRODUCT
        return rf"\frac{{{numerator}}}{{{self._factors(below)}}}", _PRODUCT

    def _factors(self, factors: Sequence[Expression]) -> str:
        if len(factors) == 1:
            return self._text(factors[0])
        return " ".join(self._text(factor, _PRODUCT) for factor in factors) or "1"

    def _power(self, e: Expression) -> tuple[str, int]:
        base, exponent = e.base, e.exp
        if exponent == sympy.Rational(1, 2):
            return rf"\sqrt{{{self._text(base)}}}", _ATOM
        if isinstance(base, Exp):
            return rf"e^{{{self._text(exponent * base.args[0])}}}", _POWER
        return f"{self._text(base, _ATOM)}^{{{self._text(exponent)}}}", _POWER

    def _binder(self, e: Expression) -> tuple[str, int]:
        signs = []
        for index, size in bounds(e):
            if index not in self._known:
                used = set(self._known.values())
                self._known[index] = next(self._fresh(used))
            letter, end = self._known[index], self._text(size)
            signs.append(
                rf"\sum_{{{letter}=1}}^{{{end}}}"
                if isinstance(e, InertSum)
                else rf"\max_{{{letter}}}"
            )
        return f"{' '.join(signs)} {self._text(e.args[0], _PRODUCT)}", _PRODUCT

    def _fresh(self, used: set[str]) -> Iterator[str]:
        yield from (letter for letter in self._free if letter not in used)
        yield from (f"k_{{{at}}}" for at in itertools.count() if f"k_{{{at}}}" not in used)

    def _function(self, e: Expression) -> tuple[str, int]:
        of = list(e.args)
        name = type(e).__name__
        if isinstance(e, Exp):
            return rf"e^{{{self._text(of[0])}}}", _POWER
        if isinstance(e, Absolute | sympy.Abs):
            return rf"\left|{self._text(of[0])}\right|", _ATOM
        if isinstance(e, Step):
            return rf"\left[{self._text(of[0])} > 0\right]", _ATOM
        if isinstance(e, sympy.floor):
            return rf"\left\lfloor {self._text(of[0])} \right\rfloor", _ATOM
        if type(e) in _HEADS:
            return rf"{_HEADS[type(e)]} \left({self._text(of[0])}\right)", _PRODUCT
        if name == "where":
            condition, then, otherwise = map(self._text, of)
            cases = rf"{then} & {condition} \\ {otherwise} & \text{{else}}"
            return rf"\begin{{cases}} {cases} \end{{cases}}", _ATOM
        if name in _RELATIONS:
            return f"{self._text(of[0])} {_RELATIONS[name]} {self._text(of[1])}", _SUM
        if name in _CALLS:
            inside = ", ".join(map(self._text, of))
            return rf"{_CALLS[name]}\left({inside}\right)", _ATOM
        if name == "not":
            return rf"\neg {self._text(of[0], _ATOM)}", _PRODUCT
        return str(sympy.latex(e)), _ATOM


def _sums_last(factors: Sequence[Expression]) -> list[Expression]:
    """Σ_k a_k b would read as if b were summed: what is not a sum goes first."""
    return sorted(factors, key=lambda factor: isinstance(factor, InertSum | Largest))


def _rational(e: Expression) -> tuple[str, int]:
    if e.is_negative:
        return f"-{_rational(-e)[0]}", _SUM
    return (str(e.p), _ATOM) if e.q == 1 else (rf"\frac{{{e.p}}}{{{e.q}}}", _PRODUCT)


def _name(name: str) -> str:
    """beta1 → \\beta_{1}, eps → \\varepsilon, g_twin → g_{\\mathrm{twin}}."""
    if name in _WORDS:
        return _WORDS[name]
    if _GREEK.fullmatch(name):
        return rf"\{name}"
    if accent := _ACCENT.fullmatch(name):
        return rf"\{accent[2]}{{{_name(accent[1])}}}"
    if key := _KEY.fullmatch(name):
        return _name(key[1])
    if place := _PLACE.fullmatch(name):
        return rf"{_name(place[1])}_{{{place[2]}}}"
    parts = re.fullmatch(r"([A-Za-z]+?)_?(\d+|_\w+)", name)
    if parts is None:
        return name if len(name) == 1 else rf"\mathrm{{{name.replace('_', ' ')}}}"
    letters, below = parts[1], parts[2].lstrip("_")
    shown = below if below.isdigit() else _name(below)
    return f"{_name(letters)}_{{{shown}}}"


def with_indices(name: str, indices: Sequence[str]) -> str:
    """A name of the code at some indices: dgamma at i → d\\gamma_{i}."""
    shown = _name(name)
    if not indices:
        return shown
    separator = "" if all(len(index) == 1 for index in indices) else ","
    below = separator.join(indices)
    if shown.endswith("}") and "_{" in shown:
        return f"{shown[:-1]},{below}}}"
    return f"{shown}_{{{below}}}"
