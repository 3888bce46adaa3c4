"""The lines of textbooks against the numpy code of the formulas, on numbers at several sizes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from reference.catalogue import catalogue, entries
from reference.domain import Count, Distribution, Domain, StepCount
from reference.formula import Line
from reference.symbolic.evaluation import evaluate
from reference.symbolic.graph import Input, Node, Size
from reference.symbolic.language.textbook import read
from reference.symbolic.sampling import size_atoms
from reference.symbolic.symbols import LEADING, Setting, settings, symbols

LINES = [line for entry in entries().values() for line in entry.lines]
# What has no closed form: random, lists and shapes of any kind, layers, linear systems.
WITHOUT_A_LINE = {
    "chain_jacobian",
    "clip_by_global_norm",
    "clip_by_norm",
    "fixup_scale",
    "gradient_norms",
    "minibatches",
    "mlp_forward",
    "mlp_gradient",
    "mlp_loss",
    "nesterov",
    "newton",
    "normal_init",
    "xavier_uniform",
}
EXTENTS = ((3, 2, 4), (2, 4, 3), (1, 3, 2))


def test_every_formula_has_a_line_for_each_part() -> None:
    assert {line.formula.name for line in LINES} == set(catalogue()) - WITHOUT_A_LINE
    for entry in entries().values():
        parts = [line.part for line in entry.lines]
        assert not parts or parts == list(entry.formula.parts) or len(entry.formula.parts) == 1


def drawn(domain: Domain, symbol: Node, sizes: Mapping[str, int], seed: int) -> Any:
    generator = np.random.default_rng(seed)
    shape = tuple(sizes[axis[0]] for axis in symbol.axes)
    match domain:
        case Distribution():
            weights = generator.uniform(0.1, 1, shape)
            return weights / weights.sum(axis=-1, keepdims=True)
        case StepCount() | Count():
            return int(generator.integers(2, 9))
    low, high = getattr(domain, "low", 0.0), getattr(domain, "high", 1.0)
    return generator.uniform(low, high, shape) if shape else float(generator.uniform(low, high))


def agrees(line: Line, setting: Setting, extents: tuple[int, ...]) -> bool:
    """Whether code and textbook have the same value, wherever the textbook has one."""
    formula = line.formula
    named = symbols(formula.domain, setting)
    atoms = sorted(size_atoms(*named.values()))
    sizes = {atom: extents[at % len(extents)] for at, atom in enumerate(atoms)}
    values = {
        argument: drawn(formula.domain[argument], symbol, sizes, seed)
        for seed, (argument, symbol) in enumerate(named.items())
    }
    counts = [argument for argument, symbol in named.items() if isinstance(symbol, Size)]
    sizes |= {argument: values[argument] for argument in counts}
    returned = formula(*values.values())
    is_alone = len(formula.parts) == 1
    part = returned if is_alone else returned[list(formula.parts).index(line.part)]
    statement = read(
        line.text,
        [symbol for symbol in named.values() if isinstance(symbol, Input)],
        indices=line.indices,
        where=line.where,
        sizes=counts,
        implicit=LEADING,
    )
    (found,) = evaluate((statement.graph(),), values, sizes)
    assert found.shape == np.shape(part)
    return np.allclose(found, part, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("extents", EXTENTS, ids=str)
@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.formula.name} {line.part}")
def test_the_textbook_agrees_with_the_code(line: Line, extents: tuple[int, ...]) -> None:
    for setting in settings(line.formula.domain):
        with np.errstate(all="ignore"):
            assert agrees(line, setting, extents)


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.formula.name} {line.part}")
def test_a_textbook_with_a_slip_does_not(line: Line) -> None:
    left, equals, right = line.text.rpartition("=")
    slip = replace(line, text=f"{left}{equals} 1.01*({right})")
    for setting in settings(line.formula.domain):
        with np.errstate(all="ignore"):
            assert not agrees(slip, setting, EXTENTS[0])
