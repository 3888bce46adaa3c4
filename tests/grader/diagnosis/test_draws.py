"""Numbers drawn at random: right ones pass, however they are drawn; a known mistake is recognised
by what the laws measure of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from grader.assignment import TaskSpec
from grader.diagnosis import draws
from grader.evidence import Evidence, collect
from grader.language import language
from grader.question import Question, question
from grader.task import assess
from reference.catalogue import entries
from reference.formula import Mistake, mistake

SAY = language("en")


def of(name: str, function: Callable[..., Any]) -> Mistake:
    declared = mistake(
        entries()[name].formula, headline="a headline", why="what the code does.", hints="A hint."
    )
    return declared(function)


def variance_as_limit(n_in: int, n_out: int, rng: Any) -> Any:
    limit = 2 / (n_in + n_out)
    return rng.uniform(-limit, limit, (n_in, n_out))


def inputs_only(n_in: int, n_out: int, rng: Any) -> Any:
    limit = np.sqrt(6 / (2 * n_in))
    return rng.uniform(-limit, limit, (n_in, n_out))


def positive(n_in: int, n_out: int, rng: Any) -> Any:
    return rng.uniform(0, np.sqrt(6 / (n_in + n_out)), (n_in, n_out))


def in_order(n: int, batch_size: int, rng: Any) -> Any:
    return [np.arange(i, min(i + batch_size, n)) for i in range(0, n, batch_size)]


def without_the_rest(n: int, batch_size: int, rng: Any) -> Any:
    order = rng.permutation(n)
    return [order[i : i + batch_size] for i in range(0, n - batch_size + 1, batch_size)]


def with_replacement(n: int, batch_size: int, rng: Any) -> Any:
    return [rng.integers(0, n, min(batch_size, n - i)) for i in range(0, n, batch_size)]


MISTAKES = {
    "xavier_uniform": (variance_as_limit, inputs_only, positive),
    "minibatches": (in_order, without_the_rest, with_replacement),
}
# The same mistakes in other words, which draw other numbers.
IN_OTHER_WORDS: dict[str, tuple[Callable[..., Any], ...]] = {
    "xavier_uniform": (
        lambda n_in, n_out, rng: (2 * rng.random((n_in, n_out)) - 1) * 2 / (n_in + n_out),
        lambda n_in, n_out, rng: np.sqrt(3 / n_in) * (1 - 2 * rng.random((n_out, n_in)).T),
        lambda n_in, n_out, rng: np.abs(
            np.sqrt(6 / (n_in + n_out)) * (2 * rng.random((n_in, n_out)) - 1)
        ),
    ),
    "minibatches": (
        lambda n, batch_size, _: np.split(np.arange(n), range(batch_size, n, batch_size)),
        lambda n, batch_size, rng: [
            list(batch)
            for batch in np.split(rng.permuted(np.arange(n)), range(batch_size, n, batch_size))
            if len(batch) == batch_size
        ],
        lambda n, batch_size, rng: np.split(
            rng.choice(n, n, replace=True), range(batch_size, n, batch_size)
        ),
    ),
}
CASES = [(name, i) for name, mistakes in MISTAKES.items() for i in range(len(mistakes))]


@cache
def asked(name: str) -> Question:
    found = question(TaskSpec(formula=name, points=4.0), entries()[name], 0)
    return replace(found, mistakes=tuple(of(name, one) for one in MISTAKES.get(name, ())))


@pytest.fixture
def evidence(in_process: Callable[..., Any]) -> Callable[..., Evidence]:
    return lambda name, function: collect(in_process({name: function}), asked(name), "")


@pytest.mark.parametrize(("name", "number"), CASES)
def test_a_known_mistake_is_named_whatever_it_draws(
    name: str, number: int, evidence: Callable[..., Evidence]
) -> None:
    for form in (MISTAKES[name][number], IN_OTHER_WORDS[name][number]):
        found = evidence(name, form)
        explained = draws.explain(found, SAY)
        assert explained is not None
        assert explained.code == MISTAKES[name][number].__name__.replace("_", "-")
        task = assess(found, SAY, frozenset(), None)
        assert (task.status, task.score) == ("failed", 0)
        assert task.headline == "a headline"
        assert next(check.name for check in task.checks if check.status == "failed") in (
            "shape",
            "laws",
        )


def variance_for_deviation(n_in: int, n_out: int, sigma: float, rng: Any) -> Any:
    return sigma**2 * rng.standard_normal((n_in, n_out))


def test_what_was_measured_stands_beside_its_law(in_process: Callable[..., Any]) -> None:
    of_draws = question(TaskSpec(formula="normal_init", points=4.0), entries()["normal_init"], 0)
    found = collect(in_process({"normal_init": variance_for_deviation}), of_draws, "")
    task = assess(found, SAY, frozenset(), None)
    (laws,) = [check for check in task.checks if check.name == "laws"]
    (shown,) = laws.counterexamples
    assert shown.relation.startswith("In a large layer, the mean square of the entries is sigma")
    assert "is measured, and the nearest that it may be is 0.8" in shown.relation
    assert task.diagnosis[0].message.startswith("A known mistake")


def another_state(form: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, which draws other numbers."""

    def function(*arguments: Any) -> Any:
        *rest, rng = arguments
        return form(*rest, np.random.default_rng(int(rng.integers(2**60))))

    return function


@pytest.mark.parametrize("name", ["xavier_uniform", "normal_init", "minibatches"])
def test_the_known_mistakes_of_the_catalogue_are_told_from_each_other(
    name: str, in_process: Callable[..., Any]
) -> None:
    known = question(TaskSpec(formula=name, points=4.0), entries()[name], 0)
    named = {}
    for one in known.mistakes:
        found = collect(in_process({name: another_state(one)}), known, "")
        explained = draws.explain(found, SAY)
        named[one.name] = explained.code if explained else ""
    assert named == {one.name: one.name for one in known.mistakes}


@pytest.mark.parametrize("name", ["xavier_uniform", "normal_init", "minibatches"])
def test_there_is_nothing_to_explain_about_right_draws(
    name: str, evidence: Callable[..., Evidence]
) -> None:
    found = evidence(name, entries()[name].formula)
    assert draws.explain(found, SAY) is None
    task = assess(found, SAY, frozenset(), None)
    assert (task.status, task.score) == ("passed", 4)
    assert not {check.name for check in task.checks} & {"value", "stability", "sizes"}


@pytest.mark.parametrize(
    ("function", "code"),
    [
        (lambda n_in, n_out, _: np.random.rand(n_in, n_out) - 0.5, "other-generator"),
        (lambda n_in, n_out, _: np.zeros((n_in, n_out)), "always-the-same-draw"),
        (lambda n_in, n_out, rng: np.nan * rng.random((n_in, n_out)), "not-finite"),
        (lambda n_in, n_out, rng: 9 * rng.random((n_in, n_out)), "unnamed"),
        (lambda n_in, _, rng: rng.random(n_in), "shape:missing-n_out"),
        (lambda *_: None, "shape:nothing"),
    ],
)
def test_other_draws_are_told_from_where_they_come(
    function: Callable[..., Any], code: str, evidence: Callable[..., Evidence]
) -> None:
    explained = draws.explain(evidence("xavier_uniform", function), SAY)
    assert explained is not None
    assert explained.code.startswith(code.partition("-n_out")[0])
    assert explained.hints


def test_one_that_only_draws_small_layers_is_not_right(
    evidence: Callable[..., Evidence],
) -> None:
    right = entries()["xavier_uniform"].formula

    def small(n_in: int, n_out: int, rng: Any) -> Any:
        return right(n_in, n_out, rng) if n_in < 9 else None

    task = assess(evidence("xavier_uniform", small), SAY, frozenset(), None)
    assert (task.status, task.score) == ("failed", 0)


def test_an_epoch_that_is_always_the_same_is_not_right(evidence: Callable[..., Evidence]) -> None:
    """Few samples may stay in their order: more have to be tried."""

    def own(n: int, batch_size: int, _: Any) -> Any:
        order = np.random.default_rng(0).permutation(n)
        return np.split(order, range(batch_size, n, batch_size))

    found = evidence("minibatches", own)
    explained = draws.explain(found, SAY)
    assert explained is not None
    assert explained.code == "always-the-same-draw"
    assert assess(found, SAY, frozenset(), None).score == 0
