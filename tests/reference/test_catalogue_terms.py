"""Sums of terms: they add up to the right result, and none of their terms is there for nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import pytest

from grader.answer_key import AnswerKey, answer_key
from grader.comparison import PartJudgement, judge
from grader.examples import EXTREME, SINGLE, Example
from reference.catalogue import Entry, entries
from reference.domain import Parameter
from reference.formula import Terms

SUMS = [(entry, terms) for entry in entries().values() for terms in entry.terms]
SEEDS = (0, 1)

each_sum = pytest.mark.parametrize(
    ("entry", "terms"), SUMS, ids=[f"{entry.formula.name}-{terms.part}" for entry, terms in SUMS]
)
each_seed = pytest.mark.parametrize("seed", SEEDS)


@cache
def key(name: str, seed: int) -> AnswerKey:
    return answer_key(entries()[name].formula, seed)


def added_up(terms: Terms, example: Example, factors: Sequence[float]) -> Any:
    """The part that the terms add up to, each times its factor."""
    total = sum(f * term for f, term in zip(factors, terms(*example.arguments), strict=True))
    moves = isinstance(terms.formula.domain.get(terms.part), Parameter)
    return example.inputs[terms.part] + total if moves else total


def judged(terms: Terms, factors: Sequence[float], seed: int) -> list[tuple[str, PartJudgement]]:
    """The part with these factors, judged on every example that is not extreme, with its kind."""
    names = tuple(terms.formula.parts)
    place = names.index(terms.part)
    bank = key(terms.formula.name, seed)
    found = []
    for example, right in zip(bank.examples, bank.right, strict=True):
        if example.kind != EXTREME:
            parts = list(right.parts)
            parts[place] = added_up(terms, example, factors)
            returned = tuple(parts) if len(names) > 1 else parts[0]
            found.append((example.kind, judge(returned, right, names).parts[place]))
    return found


def right_factors(terms: Terms) -> list[float]:
    return [1.0] * len(terms.names) + [0.0] * len(terms.besides)


@each_sum
@each_seed
def test_the_terms_add_up_to_the_right_result(entry: Entry, terms: Terms, seed: int) -> None:
    assert all(one.is_right for _, one in judged(terms, right_factors(terms), seed))


@each_sum
@each_seed
def test_every_term_matters(entry: Entry, terms: Terms, seed: int) -> None:
    for i, factor in enumerate(right_factors(terms)):
        changed = right_factors(terms)
        changed[i] = 1 - factor
        ordinary = [one.is_right for kind, one in judged(terms, changed, seed) if kind != SINGLE]
        assert ordinary.count(False) > len(ordinary) / 2, (terms.names + terms.besides)[i]


@each_sum
def test_there_is_a_name_for_every_term(entry: Entry, terms: Terms) -> None:
    names = terms.names + terms.besides
    assert len(names) >= 2
    assert len(set(names)) == len(names)
    example = key(entry.formula.name, 0).examples[0]
    assert len(terms(*example.arguments)) == len(names)


@each_sum
def test_the_terms_leave_the_inputs_alone(entry: Entry, terms: Terms) -> None:
    for example in key(entry.formula.name, 0).examples[::7]:
        before = [np.array(value) for value in example.arguments]
        terms(*example.arguments)
        for value, was in zip(example.arguments, before, strict=True):
            np.testing.assert_array_equal(value, was)


@each_sum
def test_the_terms_of_the_cause_stand_first(entry: Entry, terms: Terms) -> None:
    if terms.through:
        before = entry.terms[: entry.terms.index(terms)]
        (cause,) = (other for other in before if other.part == terms.through)
        assert len(cause.names) == len(terms.names)


@each_sum
def test_the_texts_fit_where_they_stand(entry: Entry, terms: Terms) -> None:
    assert terms.says.endswith(":")
    assert len(terms.says.split()) <= 25
    for name in terms.names + terms.besides:
        assert re.fullmatch(r"[a-z][A-Za-z01 ]*[A-Za-z01]", name), name
        assert len(name) <= 27, name
    assert len(terms.hints) <= 2
    assert all(hint.endswith(("?", ".")) for hint in terms.hints)


@pytest.mark.parametrize("entry", entries().values(), ids=lambda entry: entry.formula.name)
def test_a_part_has_one_sum_and_one_beside_which_something_else_stands(entry: Entry) -> None:
    sums = [(terms.part, bool(terms.besides)) for terms in entry.terms]
    assert len(set(sums)) == len(sums)
    assert {part for part, _ in sums} <= set(entry.formula.parts)
