"""Mistakes: each can be told from the truth and from every other one, and says what it does.

One test looks at all mistakes of a formula and names those that it faults: what they give on a bank
is computed once, for every property of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
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

SEEDS = (0, 1)
RELATIVE = 1e-6  # far above what a diagnosis takes for equal
# In the name of a factor: N, 1/N, N/(N - 1); or the half of a mean of squares.
SIZE = re.compile(r"\b[A-Z]\b|^1/2$")


def has_values(entry: Entry) -> bool:
    """Whether there are mistakes to compare by value; those in random draws stand in test_draws."""
    return bool(entry.mistakes) and not entry.formula.is_random


# What a random formula draws has no value to be judged by; its mistakes are told by its laws.
VALUED = [e for e in entries().values() if e.mistakes and not e.formula.is_random]

each_formula = pytest.mark.parametrize(
    "entry",
    [entry for entry in entries().values() if has_values(entry)],
    ids=lambda entry: entry.formula.name,
)


@dataclass(frozen=True)
class Answered:
    """The bank of a formula and, by the name of a mistake, what it returns on each example."""

    entry: Entry
    key: AnswerKey
    returned: dict[str, list[Any]]

    def parts(self, mistake: Mistake) -> list[list[Any]]:
        """The parts of every result; a list or a dict as one array."""
        formula = self.entry.formula
        found = [list(results(formula, value)) for value in self.returned[mistake.name]]
        assert all(len(parts) == len(formula.parts) for parts in found), mistake.name
        return found

    def where_it_shows(self, mistake: Mistake) -> list[int]:
        kinds = [example.kind for example in self.key.examples]
        if mistake.only_extreme:
            return [i for i, kind in enumerate(kinds) if kind == EXTREME]
        return [i for i, kind in enumerate(kinds) if kind not in (EXTREME, SINGLE)]


def identified(param: tuple[Entry, int]) -> str:
    return f"{param[0].formula.name}-{param[1]}"


BANKS = [(entry, seed) for entry in entries().values() if has_values(entry) for seed in SEEDS]
STEPS_AND_DERIVATIVES = [
    (entry, seed)
    for entry, seed in BANKS
    if entry.formula.derivative is not None or entry.formula.is_update_rule
]


@pytest.fixture(scope="module", params=BANKS, ids=identified)
def answered(request: pytest.FixtureRequest) -> Answered:
    """What the mistakes of one formula give on the bank of one seed."""
    entry, seed = request.param
    key = answer_key(entry.formula, seed)
    with np.errstate(all="ignore"):
        returned = {
            mistake.name: [mistake(*example.arguments) for example in key.examples]
            for mistake in entry.mistakes
        }
    return Answered(entry, key, returned)


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


def faulted(entry: Entry, fault: Callable[[Mistake], bool]) -> list[str]:
    """The names of the mistakes with a fault."""
    return [mistake.name for mistake in entry.mistakes if fault(mistake)]


def test_a_mistake_is_judged_wrong(answered: Answered) -> None:
    examples = answered.key.examples
    names = tuple(answered.entry.formula.parts)

    def is_let_through(mistake: Mistake) -> bool:
        judged = [
            judge(value, right, names).is_right
            for value, right in zip(
                answered.returned[mistake.name], answered.key.right, strict=True
            )
        ]
        if mistake.only_extreme and not all(
            ok for ok, e in zip(judged, examples, strict=True) if e.kind != EXTREME
        ):
            return True  # it does not show at extreme inputs alone
        return all(judged[i] for i in answered.where_it_shows(mistake))

    assert not faulted(answered.entry, is_let_through)


def test_a_mistake_can_be_told_from_the_truth_and_from_every_other(answered: Answered) -> None:
    truth = [list(right.parts) for right in answered.key.right]
    given = {mistake.name: answered.parts(mistake) for mistake in answered.entry.mistakes}

    def are_alike(mistake: Mistake, others: list[list[Any]]) -> bool:
        mine = given[mistake.name]
        return not any(differ(mine[i], others[i]) for i in answered.where_it_shows(mistake))

    assert not faulted(
        answered.entry, lambda mistake: mistake.kind != "accepted" and are_alike(mistake, truth)
    )
    alike = [
        (one.name, other.name)
        for one, other in combinations(answered.entry.mistakes, 2)
        if one.only_extreme == other.only_extreme and are_alike(one, given[other.name])
    ]
    assert not alike


@pytest.mark.parametrize("answered", STEPS_AND_DERIVATIVES, ids=identified, indirect=True)
def test_a_mistake_is_more_than_a_factor_a_sign_or_a_transpose(answered: Answered) -> None:
    """Those are named by the diagnosis, on any formula; of a value, a mistake may say more, and
    another convention may be one factor. Of a factor made of sizes, it says which sum is a mean;
    of a half, where it comes from."""
    formula, key = answered.entry.formula, answered.key

    def is_one_relation(mistake: Mistake) -> bool:
        if mistake.kind != "mistake" or mistake.only_extreme:
            return False
        mine = answered.parts(mistake)
        relations = []
        for part, name in enumerate(formula.parts):
            pairs = []
            for i in answered.where_it_shows(mistake):
                theirs, right = mine[i][part], key.right[i].parts[part]
                if isinstance(formula.domain.get(name), Parameter):
                    start = key.examples[i].inputs[name]
                    theirs, right = theirs - start, right - start
                slack = 1e-9 * float(np.abs(right).max())
                if theirs.shape != right.shape or np.any(np.abs(theirs - right) > slack):
                    pairs.append(Pair(theirs, right, key.examples[i], slack))
            if pairs:
                relations.append(relation(pairs))
        return not any(found is None or SIZE.search(found.factor) for found in relations)

    assert not faulted(answered.entry, is_one_relation)


@each_formula
def test_a_mistake_leaves_its_inputs_alone(entry: Entry) -> None:
    examples = answer_key(entry.formula, 0).examples[::7]
    before = [[np.array(leaf) for leaf in leaves(dict(e.inputs))] for e in examples]

    def changes(mistake: Mistake) -> bool:
        for example in examples:
            with np.errstate(all="ignore"):
                mistake(*example.arguments)
        return any(
            not np.array_equal(value, was, equal_nan=True)
            for example, unchanged in zip(examples, before, strict=True)
            for value, was in zip(leaves(dict(example.inputs)), unchanged, strict=True)
        )

    assert not faulted(entry, changes)


@each_formula
def test_a_convention_has_a_name_and_a_text_for_either_side(entry: Entry) -> None:
    for mistake in entry.mistakes:
        if mistake.kind != "convention":
            assert not mistake.convention, mistake.name
            assert not mistake.converse, mistake.name
            continue
        assert set(mistake.convention) <= set(entry.formula.convention), mistake.name
        assert dict(mistake.convention) != dict(entry.formula.convention), mistake.name
        for text in (mistake.why, mistake.converse):
            assert "This assignment asks for" in text, mistake.name
            assert "Both are in use" in text, mistake.name


@each_formula
def test_a_convention_among_several_has_a_text_that_asks_for_none(entry: Entry) -> None:
    """Where a third one is asked for, neither it nor the formula's own may be said to be."""
    others = [mistake for mistake in entry.mistakes if mistake.kind == "convention"]
    for mistake in others if len(others) > 1 else ():
        assert mistake.elsewhere, mistake.name
        assert "asks for" not in mistake.elsewhere.replace("asks for another form", "")


@each_formula
def test_what_is_inherited_is_said(entry: Entry) -> None:
    for mistake in entry.mistakes:
        assert (mistake.inherits is None) == (mistake.inherited == ""), mistake.name
        assert mistake.inherits is None or mistake.inherits.formula is not entry.formula
