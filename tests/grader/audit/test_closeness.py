"""How far a function is from the right one, and whether it draws from the same distribution."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.audit import closeness as measuring
from grader.audit.closeness import MOST_UNITS, closeness, usual_distance
from grader.audit.distribution import likeness
from grader.audit.grading import given
from grader.examples import BANK_SIZE, bank, further
from reference.formulas.normal_init import normal_init
from reference.formulas.softmax import softmax

from .conftest import Find


@pytest.fixture(autouse=True)
def _fewer_inputs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "FURTHER", 40)
    monkeypatch.setattr(measuring, "SEEDS", (0,))


def test_the_right_function_is_nowhere_apart(subject: Find) -> None:
    found = closeness(subject("softmax"), given(subject("softmax"), softmax, with_forward=False))
    assert found.inputs == len(measuring.SEEDS) * (BANK_SIZE + 40)
    assert found.largest == 0.0
    assert found.is_indistinguishable


@pytest.mark.parametrize(
    ("function", "is_near"),
    [
        (lambda x: softmax(x) * (1 + 1e-15), True),
        (lambda x: softmax(x) * (1 + 1e-12), False),
        (lambda x: softmax(x)[..., None], False),
        (lambda x: np.full(x.shape, np.nan), False),
        (lambda _: "text", False),
        (lambda x: x.no_such_thing, False),
    ],
)
def test_the_unit_is_what_float64_can_tell(
    subject: Find,
    function: Callable[..., Any],
    is_near: bool,
) -> None:
    student = given(subject("softmax"), function, with_forward=False)
    found = closeness(subject("softmax"), student)
    assert found.is_indistinguishable is is_near
    assert (found.largest <= MOST_UNITS) is is_near


@pytest.mark.parametrize(
    ("function", "is_alike"),
    [
        (lambda n, m, sigma, rng: -normal_init(n, m, sigma, rng), True),
        (lambda n, m, sigma, rng: 1.1 * normal_init(n, m, sigma, rng), False),
        (lambda n, m, sigma, _: normal_init(n, m, sigma, np.random.default_rng(0)), False),
        (lambda n, m, sigma, rng: normal_init(m + 3, n, sigma, rng)[:1, 0], False),
        (lambda *_: None, False),
        (lambda *given: given[-1].no_such_thing, False),
    ],
)
def test_what_is_drawn_is_compared_by_its_distribution(
    subject: Find,
    function: Callable[..., Any],
    is_alike: bool,
) -> None:
    student = given(subject("normal_init"), function, with_forward=False)
    assert likeness(subject("normal_init"), student).is_indistinguishable is is_alike


def test_the_worst_twentieth_of_the_inputs_does_not_count(subject: Find) -> None:
    def seldom_wrong(x: Any) -> Any:
        return softmax(x) * (2 if x.tobytes() == first.tobytes() else 1)

    first = bank(softmax)[0].inputs["x"]
    student = given(subject("softmax"), seldom_wrong, with_forward=False)
    assert usual_distance(subject("softmax"), student) == 0.0
    assert closeness(subject("softmax"), student).largest > MOST_UNITS


def test_further_inputs_are_of_the_kinds_of_the_bank_and_are_others() -> None:
    drawn = list(further(softmax, 2 * BANK_SIZE))
    assert {e.kind for e in drawn} == {e.kind for e in bank(softmax)}
    known = {e.inputs["x"].tobytes() for e in bank(softmax) if e.inputs["x"].size > 1}
    other = {e.inputs["x"].tobytes() for e in further(softmax, BANK_SIZE, 1)}
    mine = {e.inputs["x"].tobytes() for e in drawn}
    assert len(mine) > 1.5 * BANK_SIZE
    assert not mine & known
    assert mine != other
    assert [e.inputs["x"].tobytes() for e in further(softmax, 5)] == [
        e.inputs["x"].tobytes() for e in drawn[:5]
    ]
