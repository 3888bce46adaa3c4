"""What the code of a formula computes in exact mathematics, in as many digits as mpmath works with.

The graph of the code knows no rounding. Here it is evaluated on mpmath numbers, so that every
formula that can be interpreted has its exact value, with nothing written by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import mpmath
import numpy as np

from reference.catalogue import catalogue
from reference.domain import ArrayList, Domain, NetworkParameters
from reference.formula import Formula
from reference.symbolic import graph as g
from reference.symbolic.code import call
from reference.symbolic.interpreter import Result
from reference.symbolic.symbols import Setting, symbols
from reference.values import QuadraticGradient, mapped


def exact(value: Any) -> Any:
    """The same numbers as mpmath numbers, digit by digit; a generator as it is."""
    return mapped(_exact, value)


def _exact(value: Any) -> Any:
    if isinstance(value, int | np.random.Generator):
        return value
    numbers = np.vectorize(lambda v: mpmath.mpf(float(v)), otypes=[object])(value)
    return numbers if np.ndim(value) else numbers.item()


def exactly(formula: Formula, arguments: Sequence[Any]) -> Any:
    """What a formula returns for some inputs, in the structure in which its code returns it."""
    inputs = dict(zip(formula.domain, arguments, strict=True))
    lengths = tuple((name, _length(inputs[name], one)) for name, one in formula.domain.items())
    recorded = _recorded(formula.name, lengths)
    values: dict[str, Any] = {}
    sizes: dict[str, int] = {}
    for name, symbol in recorded.arguments.items():
        _bind(name, symbol, inputs[name], values, sizes)
    return _results(recorded.result, _Evaluation(values, sizes), {})


@dataclass(frozen=True)
class _Recorded:
    """The symbols for the arguments, and what the code returns for them."""

    arguments: Mapping[str, Any]
    result: Result


@cache
def _recorded(name: str, lengths: tuple[tuple[str, int], ...]) -> _Recorded:
    formula = catalogue()[name]
    domain, setting = dict(formula.domain), Setting()
    for argument, length in lengths:
        match domain[argument]:
            case NetworkParameters():
                setting = replace(setting, layers=length)
            case ArrayList(arrays=arrays):
                domain[argument] = ArrayList(arrays[:length])
            case one if "..." in getattr(one, "shape", ""):
                setting = replace(setting, leading=tuple((f"B{n}",) for n in range(length)))
    arguments = symbols(domain, setting)
    return _Recorded(arguments, call(formula.function, list(arguments.values())))


def _length(value: Any, domain: Domain) -> int:
    """What is no size: how many arrays, how many layers, how many axes in the place of "..."."""
    match domain:
        case ArrayList():
            return len(value)
        case NetworkParameters():
            return sum(name.startswith("W") for name in value)
    letters = getattr(domain, "shape", "").split()
    return int(np.ndim(value)) - len(letters) + 1 if "..." in letters else 0


def _bind(
    name: str, symbol: Any, value: Any, values: dict[str, Any], sizes: dict[str, int]
) -> None:
    """The numbers that symbols for an argument stand for."""
    match symbol, value:
        case g.Input(), _:
            values[symbol.name] = np.asarray(_exact(value), dtype=object)
            for axis, extent in zip(symbol.axes, np.shape(value), strict=True):
                assert sizes.setdefault(axis[0], extent) == extent
        case g.Size(), _:
            sizes[name] = value
        case g.Elementwise(function="add", arguments=(g.Size(), g.Constant(value=less))), _:
            sizes[name] = value - int(less)
        case list(), _:
            for one, inner in zip(symbol, value, strict=True):
                _bind(name, one, inner, values, sizes)
        case Mapping(), _:
            for key, one in symbol.items():
                _bind(name, one, value[key], values, sizes)
        case _, QuadraticGradient(A=A, b=b):
            values |= {f"{name}.A": _exact(A), f"{name}.b": _exact(b)}
        case _:
            raise TypeError(f"{name}: {type(value).__name__}")


def _results(result: Result, evaluation: _Evaluation, known: dict[g.Node, Any]) -> Any:
    match result:
        case g.Node():
            value = evaluation.value(result, known)
            return value if result.axes else np.asarray(value, dtype=object).item()
        case list() | tuple():
            return type(result)(_results(one, evaluation, known) for one in result)
        case Mapping():
            return {key: _results(one, evaluation, known) for key, one in result.items()}
    return result


# --- evaluation --------------------------------------------------------------------------------


def _defined(function: Callable[..., Any], domain: Callable[..., bool]) -> Callable[..., Any]:
    """The function of entries, nan where it is not defined: there nobody reads it."""
    return np.vectorize(lambda *x: function(*x) if domain(*x) else mpmath.nan, otypes=[object])


def _of_entries(function: Callable[..., Any]) -> Callable[..., Any]:
    return np.vectorize(function, otypes=[object])


_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "neg": np.negative,
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "div": _defined(lambda a, b: a / b, lambda *x: x[1] != 0),
    "floordiv": _defined(lambda a, b: mpmath.floor(a / b), lambda *x: x[1] != 0),
    "pow": _of_entries(mpmath.power),
    "real": lambda x: x,
    "abs": np.abs,
    "sign": _of_entries(mpmath.sign),
    "exp": _of_entries(mpmath.exp),
    "log": _defined(mpmath.log, lambda x: x > 0),
    "sqrt": _defined(mpmath.sqrt, lambda x: x >= 0),
    "tanh": _of_entries(mpmath.tanh),
    "sin": _of_entries(mpmath.sin),
    "cos": _of_entries(mpmath.cos),
    "maximum": np.maximum,
    "minimum": np.minimum,
    "where": np.where,
    "not": np.logical_not,
    "and": np.logical_and,
    "or": np.logical_or,
    "greater": np.greater,
    "greater_equal": np.greater_equal,
    "less": np.less,
    "less_equal": np.less_equal,
    "equal": np.equal,
    "not_equal": np.not_equal,
}


class _Evaluation:
    """Graphs on mpmath numbers: arrays of objects, but for positions and for what is true."""

    def __init__(self, values: Mapping[str, Any], sizes: Mapping[str, int]) -> None:
        self._values = values
        self._sizes = sizes

    def value(self, root: g.Node, known: dict[g.Node, Any]) -> Any:
        for node in _outside_loops(root, known):
            known[node] = self._compute(node, [known[one] for one in node.operands])
        return known[root]

    def _compute(self, node: g.Node, of: Sequence[Any]) -> Any:
        match node:
            case g.Input(name=name):
                return self._values[name]
            case g.Constant(kind="boolean", value=value):
                return np.asarray(bool(value))
            case g.Constant(value="pi"):
                return np.asarray(+mpmath.pi, dtype=object)
            case g.Constant(value=value):
                quotient = mpmath.mpf(value.numerator) / value.denominator  # type: ignore[union-attr]
                return np.asarray(quotient, dtype=object)
            case g.Size(coefficient=c, atoms=atoms):
                size = mpmath.mpf(c.numerator) / c.denominator
                for atom in atoms:
                    size *= self._sizes[atom]
                return np.asarray(size, dtype=object)
            case g.Elementwise(function=function):
                return _FUNCTIONS[function](*of)
            case g.Reduction(function="sum", over=over):
                return np.sum(np.asarray(of[0], dtype=object), axis=over)
            case g.Reduction(over=over):
                return np.max(of[0], axis=over)
            case g.Permutation(order=order):
                return np.transpose(of[0], order)
            case g.Regrouping():
                return np.reshape(of[0], self._shape(node))
            case g.Broadcast():
                return np.broadcast_to(of[0], self._shape(node))
            case g.Einsum(letters=letters, output=output):
                return np.einsum(f"{','.join(letters)}->{output}", *of)
            case g.Identity(size=size):
                return _exact(np.eye(self._sizes[size]))
            case g.Solution():
                columns = np.reshape(of[1], (len(of[1]), -1))
                found = mpmath.lu_solve(
                    mpmath.matrix(of[0].tolist()), mpmath.matrix(columns.tolist())
                )
                return np.reshape(np.array(found.tolist(), dtype=object), of[1].shape)
            case g.Positions(size=size, offset=offset):
                return np.arange(offset, offset + self._sizes[size])
            case g.Endpoint(size=size, is_last=is_last):
                return np.asarray(self._sizes[size] - 1 if is_last else 0)
            case g.LoopIndex(loop=loop, offset=offset):
                return np.asarray(self._values[_position(loop)] + offset)
            case g.Selection(indices=indices):
                return np.asarray(of[0])[_key(indices, of[1:])]
            case g.Replacement(indices=indices):
                changed = np.array(of[0], dtype=object)
                changed[_key(indices, of[2:])] = of[1]
                return changed
            case g.Fold(loop=loop, slot=slot):
                return self._run(loop, of)[0][slot]
            case g.Scan(loop=loop, emission=emission):
                return np.array(self._run(loop, of, emission)[1], dtype=object)
            case g.Last(loop=loop, emission=emission):
                return self._run(loop, of, emission)[1][-1]
            case g.Undefined():
                return np.full(self._shape(node), mpmath.nan, dtype=object)
        raise TypeError(type(node).__name__)

    def _shape(self, node: g.Node) -> tuple[int, ...]:
        return tuple(int(np.prod([self._sizes[atom] for atom in axis])) for axis in node.axes)

    def _run(
        self, loop: g.Loop, initial: Sequence[Any], emission: g.Node | None = None
    ) -> tuple[list[Any], list[Any]]:
        """What is carried after the last step, and the emission of each step."""
        carried, emitted = list(initial), []
        for at in range(self._sizes[loop.size]):
            names = (placeholder.name for placeholder in loop.carried)
            here = {**self._values, **dict(zip(names, carried, strict=True))}
            step = _Evaluation({**here, _position(loop.number): at}, self._sizes)
            known: dict[g.Node, Any] = {}
            if emission is not None:
                emitted.append(step.value(emission, known))
            carried = [step.value(after, known) for after in loop.step]
        return carried, emitted


def _position(loop: int) -> str:
    return f"the position in loop {loop}"


def _outside_loops(root: g.Node, known: Mapping[g.Node, Any]) -> Iterator[g.Node]:
    """What must be computed for a node, operands first."""
    done: set[g.Node] = set()
    stack = [(root, False)]
    while stack:
        node, is_ready = stack.pop()
        if node in done or (not is_ready and node in known):
            continue
        if is_ready:
            done.add(node)
            yield node
        else:
            stack.append((node, True))
            stack.extend((operand, False) for operand in node.operands)


def _key(indices: Sequence[g.Node | None], values: Sequence[Any]) -> tuple[Any, ...]:
    left = iter(values)
    return tuple(slice(None) if index is None else next(left) for index in indices)
