"""Every bank covers what its formula can go wrong on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.examples import (
    BANK_SIZE,
    EXTREME,
    FINE,
    FRESH,
    GENERAL,
    SIMPLE,
    SINGLE,
    TIES,
    TINY,
    Example,
    bank,
)
from reference.catalogue import catalogue
from reference.domain import (
    Array,
    ArrayList,
    BinaryLabels,
    Count,
    Distribution,
    Fraction,
    Generator,
    GradientFunction,
    NetworkParameters,
    Number,
    Positive,
    PositiveDefinite,
    State,
    StepCount,
    shapes,
)
from reference.formula import Formula
from reference.values import arguments, leaves

FORMULAS = list(catalogue().values())


def _id(formula: Formula) -> str:
    return formula.name


@pytest.fixture(scope="module", params=FORMULAS, ids=_id)
def formula(request: pytest.FixtureRequest) -> Formula:
    return request.param


def test_a_bank_has_a_fixed_size_and_goes_from_simple_to_hard(formula: Formula) -> None:
    kinds = [example.kind for example in bank(formula)]
    assert len(kinds) == BANK_SIZE
    order = [SIMPLE, GENERAL, FINE, TIES, SINGLE, FRESH, TINY, EXTREME]
    assert kinds == sorted(kinds, key=order.index)


def test_some_inputs_have_more_digits_than_one_would_write_down(formula: Formula) -> None:
    """A result that is rounded is wrong, and shows on no input of two digits where it is exact."""
    fine = [example for example in bank(formula) if example.kind == FINE]
    whole = (Count, StepCount, Generator)
    if all(isinstance(domain, whole) for domain in formula.domain.values()):
        assert not fine
        return
    assert len(fine) == 4
    for example in fine:
        numbers = np.concatenate([np.ravel(x).astype(float) for x in leaves(example.inputs)])
        assert np.any(numbers != numbers.round(6))


def _flat(value: Any) -> Any:
    return np.concatenate([np.ravel(leaf) for leaf in leaves(value)])


def test_the_first_example_is_the_one_in_the_formula_file(formula: Formula) -> None:
    first = bank(formula)[0].inputs
    for name, value in formula.example.items():
        # A written list of arrays is a list of lists: as numbers one after the other they agree.
        np.testing.assert_array_equal(_flat(first[name]), _flat(value))


def test_the_same_seed_draws_the_same_bank_and_another_seed_another(formula: Formula) -> None:
    def numbers(seed: int) -> list[bytes]:
        return [
            np.asarray(leaf).tobytes()
            for example in bank(formula, seed)
            for leaf in leaves(example.inputs)
        ]

    assert numbers(0) == numbers(0)
    assert numbers(0) != numbers(1)


def test_inputs_lie_in_the_domain_in_the_order_of_the_arguments(formula: Formula) -> None:
    for example in bank(formula, 3)[1:]:  # the first one is the formula file's own
        assert list(example.inputs) == list(formula.domain)
        for name, domain in formula.domain.items():
            value = example.inputs[name]
            match domain:
                case Array():
                    assert_bounded(value, domain, example)
                case ArrayList(arrays=arrays):
                    assert 1 <= len(value) <= len(arrays)
                    for entry, array in zip(value, arrays, strict=False):
                        assert_bounded(entry, array, example)
                case NetworkParameters(depths=depths):
                    depth = sum(key.startswith("W") for key in value)
                    assert depth in depths
                    assert list(value) == list(domain.arrays(depth))
                    for key, array in domain.arrays(depth).items():
                        assert_bounded(value[key], array, example)
                case BinaryLabels():
                    assert value.dtype == np.float64
                    assert set(np.unique(value)) <= {0.0, 1.0}
                case PositiveDefinite(low=low, high=high):
                    np.testing.assert_array_equal(value, value.T)
                    eigenvalues = np.linalg.eigvalsh(value)
                    assert low <= eigenvalues.min() <= eigenvalues.max() <= high
                case GradientFunction():
                    w = np.ones(len(value.b))
                    np.testing.assert_allclose(value(w), value.A.sum(axis=1) - value.b)
                case Distribution():
                    np.testing.assert_allclose(value.sum(axis=-1), 1, rtol=1e-12)
                    assert value.min() >= 0
                case Number(low=low, high=high):
                    assert isinstance(value, float)
                    assert low <= value <= high
                case Positive(low=low, high=high) | Fraction(low=low, high=high):
                    assert isinstance(value, float)
                    assert low * (1 - 1e-9) <= value <= high * (1 + 1e-9)
                case StepCount(high=high):
                    assert isinstance(value, int)
                    assert 1 <= value <= high
                case Count(low=low, high=high, up_to=other):
                    assert isinstance(value, int)
                    assert low <= value <= (example.inputs[other] if other else high)
                case Generator():
                    one, same = (arguments({name: value})[0] for _ in range(2))
                    assert one.random() == same.random()
                case _:
                    pytest.fail(f"{domain} is of no known kind")


def assert_bounded(value: Any, domain: Array, example: Example) -> None:
    assert value.dtype == np.float64
    if example.kind != EXTREME:
        assert domain.low <= value.min() <= value.max() <= domain.high


def test_all_sizes_of_an_example_differ(formula: Formula) -> None:
    for example in bank(formula):
        if example.kind not in (SIMPLE, SINGLE, EXTREME):
            assert len(set(example.sizes.values())) == len(example.sizes)


def test_a_single_size_is_met_for_every_letter(formula: Formula) -> None:
    named = " ".join(shape for domain in formula.domain.values() for shape in shapes(domain))
    letters = set(named.split()) - {"..."}
    alone = {
        letter
        for example in bank(formula)
        if example.kind == SINGLE
        for letter, size in example.sizes.items()
        if size == 1
    }
    assert alone == letters


def _with(kind: type) -> list[Formula]:
    return [f for f in FORMULAS if any(isinstance(d, kind) for d in f.domain.values())]


@pytest.mark.parametrize("formula", _with(State), ids=_id, scope="module")
def test_states_are_met_fresh_and_not_fresh(formula: Formula) -> None:
    for name, domain in formula.domain.items():
        if isinstance(domain, State):
            zero = [bool(np.all(example.inputs[name] == 0)) for example in bank(formula)]
            assert any(zero)
            assert not all(zero)


@pytest.mark.parametrize("formula", _with(Distribution), ids=_id, scope="module")
def test_labels_are_met_one_hot_and_soft(formula: Formula) -> None:
    for name, domain in formula.domain.items():
        if isinstance(domain, Distribution):
            hot = [
                set(np.unique(example.inputs[name])) <= {0.0, 1.0}
                for example in bank(formula)
                if example.kind == GENERAL
            ]
            assert any(hot)
            assert not all(hot)


def test_a_bank_does_not_depend_on_what_else_is_loaded(tmp_path: Path) -> None:
    """Hypothesis draws constants of the modules that it takes for the user's own."""
    (tmp_path / "constants.py").write_text("LARGE = [2, 3, 5, 7, 1234567, 99991, 1 << 40, -17]\n")
    code = (
        "import hashlib, numpy as np; from grader.examples import bank\n"
        "from reference import catalogue\n"
        "from reference.values import leaves\n"
        "print(hashlib.sha256(b''.join(np.asarray(v).tobytes() for f in catalogue().values()"
        " for e in bank(f, 2) for v in leaves(e.inputs))).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", prefix + code],
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
        ).stdout
        for prefix in ("", "import constants;")
    }
    assert len(said) == 1
    assert not (tmp_path / ".hypothesis").exists()
