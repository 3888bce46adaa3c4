"""Every formula is interpreted, and its graph computes what its code computes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from reference.catalogue import Entry, entries
from reference.symbolic.code import call
from reference.symbolic.evaluation import evaluate
from reference.symbolic.graph import Node, inputs
from reference.symbolic.interpreter import Refusal, Result
from reference.symbolic.sampling import size_atoms
from reference.symbolic.symbols import Setting, settings, symbols

REFUSED = {
    "gradient_norms": "symbolic size",  # its number of entries is no size
}
FORMULAS = [
    pytest.param(entry, setting, id=f"{name}-{number}")
    for name, entry in entries().items()
    if not entry.formula.is_random
    for number, setting in enumerate(settings(entry.formula.domain))
]
EXTENTS = (4, 3, 2, 5, 1)


@pytest.mark.parametrize(("entry", "setting"), FORMULAS)
def test_a_formula_and_its_graph_agree(entry: Entry, setting: Setting) -> None:
    formula = entry.formula
    arguments = symbols(formula.domain, setting)
    if formula.name in REFUSED:
        with pytest.raises(Refusal, match=REFUSED[formula.name]):
            call(formula.function, list(arguments.values()))
        return
    result = call(formula.function, list(arguments.values()))
    roots = [*_nodes(list(arguments.values())), *_nodes([result])]
    for draw in range(len(EXTENTS)):
        generator = np.random.default_rng(draw)
        atoms = sorted(size_atoms(*roots))
        sizes = {atom: EXTENTS[(at + draw) % len(EXTENTS)] for at, atom in enumerate(atoms)}
        values = {one.name: _drawn(one, sizes, generator) for one in dict.fromkeys(inputs(*roots))}
        real = formula.function(
            *(_real(name, value, values, sizes) for name, value in arguments.items())
        )
        _compare(result, real, values, sizes)


def _nodes(values: list[Any]) -> list[Node]:
    found: list[Node] = []
    for value in values:
        if isinstance(value, Node):
            found.append(value)
        elif isinstance(value, list | tuple):
            found += _nodes(list(value))
        elif isinstance(value, Mapping):
            found += _nodes(list(value.values()))
    return found


def _drawn(argument: Any, sizes: Mapping[str, int], generator: np.random.Generator) -> Any:
    shape = tuple(int(np.prod([sizes[atom] for atom in axis])) for axis in argument.axes)
    if argument.kind == "integer":
        return generator.integers(1, 5, size=shape)
    if "sums to one" in argument.traits:
        parts = generator.uniform(0.1, 1.0, size=shape)
        return parts / parts.sum(axis=-1, keepdims=True)
    if argument.traits:
        return generator.uniform(0.1, 0.9, size=shape)
    return generator.uniform(-1.5, 1.5, size=shape)


def _real(name: str, symbol: Any, values: Mapping[str, Any], sizes: Mapping[str, int]) -> Any:
    """The numbers that the code gets where the graph has a symbol."""
    if isinstance(symbol, Node):
        (value,) = evaluate([symbol], values, sizes)
        if symbol.axes:
            return np.array(value)
        return int(value) if symbol.kind == "integer" else float(value)
    if callable(symbol):
        A, b = values[f"{name}.A"], values[f"{name}.b"]
        return lambda w: A @ w - b
    if isinstance(symbol, Mapping):
        return {key: _real(name, one, values, sizes) for key, one in symbol.items()}
    return [_real(name, one, values, sizes) for one in symbol]


def _compare(
    result: Result, real: Any, values: Mapping[str, Any], sizes: Mapping[str, int]
) -> None:
    if isinstance(result, Mapping):
        assert list(result) == list(real)
        for key, part in result.items():
            _compare(part, real[key], values, sizes)
    elif isinstance(result, list | tuple):
        for part, expected in zip(result, real, strict=True):
            _compare(part, expected, values, sizes)
    else:
        (found,) = evaluate([result], values, sizes)
        assert np.shape(found) == np.shape(real)
        np.testing.assert_allclose(found, real, rtol=1e-9, atol=1e-12)
