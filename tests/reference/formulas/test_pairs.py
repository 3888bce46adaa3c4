"""Pairs of mistakes: each can be told from the truth, from every mistake and every other pair."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest

from grader.answer_key import AnswerKey, answer_key, results
from grader.examples import EXTREME, SINGLE
from reference.catalogue import Entry, catalogue, entries
from reference.formula import Pair, both

SEEDS = (0, 1)
RELATIVE = 1e-6  # far above what a diagnosis takes for equal
PAIRS = [(entry, pair) for entry in entries().values() for pair in entry.pairs]

each_pair = pytest.mark.parametrize(
    ("entry", "pair"), PAIRS, ids=[f"{e.formula.name}-{p.name}" for e, p in PAIRS]
)


@cache
def key(name: str, seed: int) -> AnswerKey:
    return answer_key(entries()[name].formula, seed)


def places(entry: Entry, seed: int) -> list[int]:
    examples = key(entry.formula.name, seed).examples
    return [i for i, e in enumerate(examples) if e.kind not in (EXTREME, SINGLE)]


def parts(entry: Entry, function: Callable[..., Any], seed: int, index: int) -> tuple[Any, ...]:
    with np.errstate(all="ignore"):
        value = function(*key(entry.formula.name, seed).examples[index].arguments)
    return results(entry.formula, value)


def differ(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Whether two results are different, nan and inf included, in shape or in a visible value."""
    return any(
        a.shape != b.shape
        or not np.allclose(
            a, b, rtol=0.0, atol=RELATIVE * np.abs(b[np.isfinite(b)]).max(initial=0), equal_nan=True
        )
        for a, b in zip(one, other, strict=True)
    )


def others(entry: Entry, pair: Pair) -> Iterator[tuple[str, Callable[..., Any]]]:
    yield "the truth", entry.formula
    for mistake in entry.mistakes:
        if not mistake.only_extreme:
            for form in mistake.forms:
                yield mistake.name, form
    for other in entry.pairs:
        if other is not pair:
            yield other.name, other


@each_pair
@pytest.mark.parametrize("seed", SEEDS)
def test_a_pair_can_be_told_from_everything_else(entry: Entry, pair: Pair, seed: int) -> None:
    where = places(entry, seed)
    mine = {i: parts(entry, pair, seed, i) for i in where}
    for name, other in others(entry, pair):
        assert any(differ(mine[i], parts(entry, other, seed, i)) for i in where), name


@each_pair
def test_a_pair_is_wrong_in_one_part_that_both_spoil(entry: Entry, pair: Pair) -> None:
    """Mistakes in different parts are told part by part, and need no pair."""
    where = places(entry, 0)

    def wrong(function: Callable[..., Any]) -> set[int]:
        return {
            part
            for i in where
            for part, (returned, right) in enumerate(
                zip(
                    parts(entry, function, 0, i),
                    key(entry.formula.name, 0).right[i].parts,
                    strict=True,
                )
            )
            if differ((returned,), (right,))
        }

    first, second = map(wrong, pair.both)
    assert first & second
    assert wrong(pair) == first | second


def test_a_pair_is_of_one_formula() -> None:
    first = entries()["adam"].mistakes[0]
    for second in (first, entries()["rmsprop"].mistakes[0]):
        with pytest.raises(TypeError, match="no two mistakes of one formula"):
            both(first, second)(catalogue()["adam"].function)
