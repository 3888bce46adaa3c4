"""Mistakes: each can be told from the truth and from every other one, and says what it does."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest

from grader.answer_key import AnswerKey, answer_key, results
from grader.comparison import judge
from grader.diagnosis.relation import Pair, relation
from grader.examples import EXTREME, SINGLE
from reference.catalogue import Entry, entries
from reference.domain import Parameter
from reference.formula import Mistake
from reference.values import leaves

MISTAKES = [(entry, mistake) for entry in entries().values() for mistake in entry.mistakes]
# Mistakes in derivatives and update rules. Another convention may also be one factor.
SLOPES = [
    (entry, mistake)
    for entry, mistake in MISTAKES
    if (entry.formula.derivative is not None or entry.formula.is_update_rule)
    and mistake.kind == "mistake"
    and not mistake.only_extreme
]
SEEDS = (0, 1)
RELATIVE = 1e-6  # far above what a diagnosis takes for equal

each_mistake = pytest.mark.parametrize(
    ("entry", "mistake"),
    MISTAKES,
    ids=[f"{entry.formula.name}-{mistake.name}" for entry, mistake in MISTAKES],
)


@cache
def key(name: str, seed: int) -> AnswerKey:
    return answer_key(entries()[name].formula, seed)


def returned(entry: Entry, function: Callable[..., Any], seed: int) -> list[Any]:
    """What a function returns on the bank of a seed."""
    with np.errstate(all="ignore"):
        return [function(*example.arguments) for example in key(entry.formula.name, seed).examples]


@cache
def results_of(name: str, mistake: str, seed: int) -> list[list[Any]]:
    """The parts of every result on the bank of a seed; a list or a dict as one array."""
    entry = entries()[name]
    (record,) = (m for m in entry.mistakes if m.name == mistake)
    found = [list(results(entry.formula, value)) for value in returned(entry, record, seed)]
    assert all(len(parts) == len(entry.formula.parts) for parts in found)
    return found


def where_it_shows(entry: Entry, mistake: Mistake, seed: int) -> list[int]:
    kinds = [example.kind for example in key(entry.formula.name, seed).examples]
    if mistake.only_extreme:
        return [i for i, kind in enumerate(kinds) if kind == EXTREME]
    return [i for i, kind in enumerate(kinds) if kind not in (EXTREME, SINGLE)]


def differ(one: list[Any], other: list[Any]) -> bool:
    """Whether two results are different, nan and inf included, in shape or in a visible value."""
    for a, b in zip(one, other, strict=True):
        if a.shape != b.shape:
            return True
        finite = np.isfinite(a) & np.isfinite(b)
        if not np.array_equal(a[~finite], b[~finite], equal_nan=True):
            return True
        size = max(np.abs(a[finite]).max(initial=0.0), np.abs(b[finite]).max(initial=0.0))
        if np.any(np.abs(a[finite] - b[finite]) > RELATIVE * size):
            return True
    return False


@each_mistake
@pytest.mark.parametrize("seed", SEEDS)
def test_a_mistake_is_judged_wrong(entry: Entry, mistake: Mistake, seed: int) -> None:
    bank = key(entry.formula.name, seed)
    names = tuple(entry.formula.parts)
    judged = [
        judge(value, right, names).is_right
        for value, right in zip(returned(entry, mistake, seed), bank.right, strict=True)
    ]
    assert not all(judged[i] for i in where_it_shows(entry, mistake, seed))
    if mistake.only_extreme:
        assert all(ok for ok, e in zip(judged, bank.examples, strict=True) if e.kind != EXTREME)


@each_mistake
@pytest.mark.parametrize("seed", SEEDS)
def test_a_mistake_can_be_told_from_every_other(entry: Entry, mistake: Mistake, seed: int) -> None:
    mine = results_of(entry.formula.name, mistake.name, seed)
    places = where_it_shows(entry, mistake, seed)
    truth = [list(right.parts) for right in key(entry.formula.name, seed).right]
    assert any(differ(mine[i], truth[i]) for i in places)
    for other in entry.mistakes:
        if other is not mistake and other.only_extreme == mistake.only_extreme:
            theirs = results_of(entry.formula.name, other.name, seed)
            assert any(differ(mine[i], theirs[i]) for i in places), other.name


@pytest.mark.parametrize(
    ("entry", "mistake"), SLOPES, ids=[f"{e.formula.name}-{m.name}" for e, m in SLOPES]
)
def test_a_mistake_is_more_than_a_factor_a_sign_or_a_transpose(
    entry: Entry, mistake: Mistake
) -> None:
    """Those are named by the diagnosis, on any formula; of a value, a mistake may say more."""
    formula = entry.formula
    bank = key(formula.name, 0)
    mine = results_of(formula.name, mistake.name, 0)
    relations = []
    for part, name in enumerate(formula.parts):
        pairs = []
        for i in where_it_shows(entry, mistake, 0):
            theirs, right = mine[i][part], bank.right[i].parts[part]
            if isinstance(formula.domain.get(name), Parameter):
                start = bank.examples[i].inputs[name]
                theirs, right = theirs - start, right - start
            slack = 1e-9 * float(np.abs(right).max())
            if theirs.shape != right.shape or np.any(np.abs(theirs - right) > slack):
                pairs.append(Pair(theirs, right, bank.examples[i], slack))
        if pairs:
            relations.append(relation(pairs))
    assert relations
    assert None in relations


@each_mistake
def test_a_mistake_leaves_its_inputs_alone(entry: Entry, mistake: Mistake) -> None:
    for example in key(entry.formula.name, 0).examples[::7]:
        before = [np.array(leaf) for leaf in leaves(list(example.arguments))]
        with np.errstate(all="ignore"):
            mistake(*example.arguments)
        for value, was in zip(leaves(list(example.arguments)), before, strict=True):
            np.testing.assert_array_equal(value, was)


@each_mistake
def test_a_convention_has_a_name_and_a_text_for_either_side(entry: Entry, mistake: Mistake) -> None:
    if mistake.kind != "convention":
        assert not mistake.convention
        assert not mistake.converse
        return
    assert set(mistake.convention) <= set(entry.formula.convention)
    assert dict(mistake.convention) != dict(entry.formula.convention)
    for text in (mistake.why, mistake.converse):
        assert "This assignment asks for" in text
        assert "Both are in use" in text


@each_mistake
def test_what_is_inherited_is_said(entry: Entry, mistake: Mistake) -> None:
    assert (mistake.inherits is None) == (mistake.inherited == "")
    assert mistake.inherits is None or mistake.inherits.formula is not entry.formula
