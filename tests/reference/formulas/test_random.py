"""Random formulas: their laws hold of any right way to draw, and are broken by every wrong one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.examples import bank
from reference.catalogue import entries
from reference.formula import Law
from reference.values import arguments, leaves

RANDOM = [entry for entry in entries().values() if entry.formula.is_random]
AGREEMENT = 1e-9


def _limit(n_in: int, n_out: int) -> float:
    return float(np.sqrt(6 / (n_in + n_out)))


def _cut(order: Any, batch_size: int) -> list[Any]:
    return np.split(order, range(batch_size, len(order), batch_size))


def _own_generator(number: int = 0) -> np.random.Generator:
    return np.random.default_rng(number)


RIGHT: dict[str, dict[str, Callable[..., Any]]] = {
    "xavier_uniform": {
        "from 0 to 1, shifted and scaled": lambda n_in, n_out, rng: (
            _limit(n_in, n_out) * (2 * rng.random((n_in, n_out)) - 1)
        ),
        "transposed": lambda n_in, n_out, rng: (
            rng.uniform(-_limit(n_in, n_out), _limit(n_in, n_out), (n_out, n_in)).T
        ),
        "entry by entry": lambda n_in, n_out, rng: np.array(
            [
                [rng.uniform(-_limit(n_in, n_out), _limit(n_in, n_out)) for _ in range(n_out)]
                for _ in range(n_in)
            ]
        ),
    },
    "normal_init": {
        "with the deviation as an argument": lambda n_in, n_out, sigma, rng: rng.normal(
            0, sigma, (n_in, n_out)
        ),
        "by Box and Muller": lambda n_in, n_out, sigma, rng: (
            sigma
            * np.sqrt(-2 * np.log(1 - rng.random((n_in, n_out))))
            * np.cos(2 * np.pi * rng.random((n_in, n_out)))
        ),
    },
    "minibatches": {
        "shuffled in place": lambda n, batch_size, rng: _cut(
            rng.permuted(np.arange(n)), batch_size
        ),
        "drawn without replacement": lambda n, batch_size, rng: _cut(
            rng.choice(n, n, replace=False), batch_size
        ),
        "sorted by random keys": lambda n, batch_size, rng: _cut(
            np.argsort(rng.random(n)), batch_size
        ),
        "each mini-batch sorted": lambda n, batch_size, rng: [
            np.sort(batch) for batch in _cut(rng.permutation(n), batch_size)
        ],
    },
}


def _made_exact(n_in: int, n_out: int, sigma: float, rng: Any) -> Any:
    W = rng.standard_normal((n_in, n_out))
    return sigma * (W - W.mean()) / (W.std() or 1.0)


WRONG: dict[str, dict[str, Callable[..., Any]]] = {
    "xavier_uniform": {
        "zeros": lambda n_in, n_out, _rng: np.zeros((n_in, n_out)),
        "all at a limit": lambda n_in, n_out, rng: (
            _limit(n_in, n_out) * rng.choice([-1.0, 1.0], (n_in, n_out))
        ),
        "positive only": lambda n_in, n_out, rng: rng.uniform(
            0, _limit(n_in, n_out), (n_in, n_out)
        ),
        "normal of the same variance": lambda n_in, n_out, rng: rng.normal(
            0, np.sqrt(2 / (n_in + n_out)), (n_in, n_out)
        ),
        "normal, cut off at the limit": lambda n_in, n_out, rng: np.clip(
            rng.normal(0, np.sqrt(2 / (n_in + n_out)), (n_in, n_out)),
            -_limit(n_in, n_out),
            _limit(n_in, n_out),
        ),
        "without the root": lambda n_in, n_out, rng: rng.uniform(
            -6 / (n_in + n_out), 6 / (n_in + n_out), (n_in, n_out)
        ),
        "one row for all": lambda n_in, n_out, rng: np.tile(
            rng.uniform(-_limit(n_in, n_out), _limit(n_in, n_out), n_out), (n_in, 1)
        ),
        "only the inputs counted": lambda n_in, n_out, rng: rng.uniform(
            -np.sqrt(6 / n_in), np.sqrt(6 / n_in), (n_in, n_out)
        ),
        "3 in place of 6": lambda n_in, n_out, rng: rng.uniform(
            -np.sqrt(3 / (n_in + n_out)), np.sqrt(3 / (n_in + n_out)), (n_in, n_out)
        ),
        "a generator of its own": lambda n_in, n_out, _rng: _own_generator().uniform(
            -_limit(n_in, n_out), _limit(n_in, n_out), (n_in, n_out)
        ),
        "the generator of the module": lambda n_in, n_out, _rng: np.random.uniform(
            -_limit(n_in, n_out), _limit(n_in, n_out), (n_in, n_out)
        ),
    },
    "normal_init": {
        "one draw for all": lambda n_in, n_out, sigma, rng: np.full(
            (n_in, n_out), rng.normal(0, sigma)
        ),
        "made exact": _made_exact,
        "cut off at 2 sigma": lambda n_in, n_out, sigma, rng: np.clip(
            rng.normal(0, sigma, (n_in, n_out)), -2 * sigma, 2 * sigma
        ),
        "sigma as the variance": lambda n_in, n_out, sigma, rng: rng.normal(
            0, np.sqrt(sigma), (n_in, n_out)
        ),
        "deviation 1": lambda n_in, n_out, _sigma, rng: rng.standard_normal((n_in, n_out)),
        "sigma as the mean": lambda n_in, n_out, sigma, rng: rng.normal(
            sigma, sigma, (n_in, n_out)
        ),
        "even, of the same deviation": lambda n_in, n_out, sigma, rng: rng.uniform(
            -np.sqrt(3) * sigma, np.sqrt(3) * sigma, (n_in, n_out)
        ),
        "a generator of its own": lambda n_in, n_out, sigma, _rng: _own_generator(42).normal(
            0, sigma, (n_in, n_out)
        ),
        "the generator of the module": lambda n_in, n_out, sigma, _rng: np.random.normal(
            0, sigma, (n_in, n_out)
        ),
    },
    "minibatches": {
        "in order": lambda n, batch_size, _rng: _cut(np.arange(n), batch_size),
        "with replacement": lambda n, batch_size, rng: _cut(rng.integers(0, n, n), batch_size),
        "from 1 to n": lambda n, batch_size, rng: _cut(1 + rng.permutation(n), batch_size),
        "each batch shuffled by itself": lambda n, batch_size, rng: [
            rng.choice(n, len(batch), replace=False) for batch in _cut(np.arange(n), batch_size)
        ],
        "only the order of batches": lambda n, batch_size, rng: [
            np.arange(start, min(start + batch_size, n))
            for start in rng.permutation(range(0, n, batch_size))
        ],
        "inside batches of neighbours": lambda n, batch_size, rng: [
            rng.permutation(batch) for batch in _cut(np.arange(n), batch_size)
        ],
        "the smallest batch first": lambda n, batch_size, rng: _cut(rng.permutation(n), batch_size)[
            ::-1
        ],
        "the last batch filled up": lambda n, batch_size, rng: _cut(
            np.resize(rng.permutation(n), -(-n // batch_size) * batch_size), batch_size
        ),
        "a generator of its own": lambda n, batch_size, _rng: _cut(
            _own_generator().permutation(n), batch_size
        ),
        "the generator of the module": lambda n, batch_size, _rng: _cut(
            np.random.permutation(n),
            batch_size,
        ),
    },
}


def cases(functions: dict[str, dict[str, Callable[..., Any]]]) -> Any:
    return pytest.mark.parametrize(
        ("name", "draw"),
        [
            pytest.param(name, draw, id=f"{name}, {how}")
            for name, ways in functions.items()
            for how, draw in ways.items()
        ],
    )


def holds(law: Law, draw: Callable[..., Any], inputs: dict[str, Any]) -> bool:
    """Whether a law holds of what a function returns on one input."""
    results = [draw(*arguments(inputs))]
    if law.twin is not None:
        results.append(draw(*arguments(inputs | dict(law.twin(**inputs)))))
    sides = law.function(*results, **inputs)
    left, right = (np.concatenate([np.ravel(leaf) for leaf in leaves(side)]) for side in sides)
    return bool(np.all(np.abs(left - right) <= AGREEMENT * np.abs(right).max()))


def broken(name: str, draw: Callable[..., Any], seed: int) -> set[str]:
    """The laws that a function breaks somewhere on a bank."""
    entry = entries()[name]
    return {
        law.name
        for law in entry.laws
        for example in bank(entry.formula, seed)
        if not holds(law, draw, dict(example.inputs))
    }


def test_every_random_formula_is_tried_here() -> None:
    assert {entry.formula.name for entry in RANDOM} == set(RIGHT) == set(WRONG)


@pytest.mark.parametrize("entry", RANDOM, ids=lambda entry: entry.formula.name)
@pytest.mark.parametrize("seed", range(3))
def test_the_laws_hold_of_the_reference(entry: Any, seed: int) -> None:
    assert not broken(entry.formula.name, entry.formula, seed)


@cases(RIGHT)
@pytest.mark.parametrize("seed", range(3))
def test_the_laws_hold_of_another_way_to_draw(
    name: str, draw: Callable[..., Any], seed: int
) -> None:
    assert not broken(name, draw, seed)


@cases(WRONG)
def test_a_law_is_broken_by_a_wrong_draw(name: str, draw: Callable[..., Any]) -> None:
    assert broken(name, draw, 0)


@pytest.mark.parametrize("entry", RANDOM, ids=lambda entry: entry.formula.name)
def test_no_law_is_there_for_nothing(entry: Any) -> None:
    """Each of them is broken by one of the wrong draws."""
    found = [broken(entry.formula.name, draw, 0) for draw in WRONG[entry.formula.name].values()]
    for law in entry.laws:
        assert any(law.name in names for names in found), law.name


def test_the_generator_is_what_makes_a_formula_random() -> None:
    assert {entry.formula.name for entry in RANDOM} == {
        "xavier_uniform",
        "normal_init",
        "minibatches",
    }
    assert not entries()["softmax"].formula.is_random


@pytest.mark.parametrize("entries_of", [(1, 1), (1, 2), (2, 1)])
@pytest.mark.parametrize("name", ["xavier_uniform", "normal_init"])
def test_of_a_tiny_layer_two_equal_draws_say_nothing(
    name: str, entries_of: tuple[int, int]
) -> None:
    """In single precision one number in 2²⁴ is drawn twice."""
    laws = {law.function.__name__: law for law in entries()[name].laws}
    law, formula = laws["another_state_gives_other_weights"], entries()[name].formula
    for shape, expected in ((entries_of, 0), ((1, 3), 1)):
        W = np.ones(shape)
        others = dict.fromkeys(formula.domain)
        broken, holds = law.function(W, W, **others)
        assert (broken, holds) == (expected, 0)
