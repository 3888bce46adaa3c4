"""Of the gradient of a network it is told which array is the first that is wrong on the way back,
in networks of every depth."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from grader.assignment import TaskSpec
from grader.checks.value import sentence
from grader.diagnosis import array_by_array
from grader.evidence import Evidence, collect
from grader.language import CODES, language
from grader.question import question
from reference.catalogue import catalogue, entries

GRADIENT = catalogue()["mlp_gradient"]
SAY = language("en")


def spoilt(spoil: Callable[[dict[str, Any], int], object]) -> Callable[..., Any]:
    """The right gradient, of which `spoil` changes something; it is told the number of layers."""

    def function(params: Any, *others: Any) -> Any:
        gradient = GRADIENT(params, *others)
        spoil(gradient, len(params) // 3 + 1)
        return gradient

    return function


@pytest.fixture
def evidence(in_process: Callable[..., Any]) -> Callable[..., Evidence]:
    asked = question(TaskSpec(formula="mlp_gradient", points=4.0), entries()["mlp_gradient"], 0)
    return lambda function: collect(in_process({"mlp_gradient": function}), asked, "")


def times(factor: float, *names: str) -> Callable[[dict[str, Any], int], object]:
    """The arrays of these names times a factor; a name ends in its layer, or in how many layers
    it is before the last one."""

    def spoil(gradient: dict[str, Any], depth: int) -> None:
        for name in names:
            base, _, back = name.partition("-")
            gradient[f"{base}{depth - int(back)}" if back else base] *= factor

    return spoil


def all_but_last(gradient: dict[str, Any], depth: int) -> None:
    for number, name in enumerate(gradient, start=1):
        if name not in (f"W{depth}", f"b{depth}"):
            gradient[name] *= 1 + number


@pytest.mark.parametrize(
    ("spoil", "code", "says", "why"),
    [
        (times(-1, "W1"), "first-wrong:W1", "Right: b2, W2, beta1 and gamma1. Wrong: W1.", "sign"),
        (times(3, "b-0"), "first-wrong:b-last", "Wrong: b2.", "3 times"),
        (
            times(2, "gamma-1", "W-1"),
            "first-wrong:gamma-last-1",
            "b2, W2 and beta1 are right; gamma1 is the first that is wrong on the way back.",
            "2 times",
        ),
        (
            times(2, "b-0", "W-1"),
            "first-wrong:b-last",
            "b2, the first on the way back, is wrong already.",
            "2 times",
        ),
        (
            times(2, "W-0", "W-1"),
            "first-wrong:W-last",
            "b2 is right; W2 is the first that is wrong on the way back.",
            "2 times",
        ),
        (
            all_but_last,
            "first-wrong:beta-last-1",
            "b2 and W2 are right; beta1 is the first that is wrong on the way back.",
            "no other cause",
        ),
    ],
)
def test_the_first_wrong_array_is_named(
    spoil: Any, code: str, says: str, why: str, evidence: Callable[..., Evidence]
) -> None:
    found = evidence(spoilt(spoil))
    assert sentence(found, SAY).endswith(says)
    explained = array_by_array.explain(found, SAY, 0)
    assert explained is not None
    assert explained.code == code
    assert why in explained.why
    assert len(explained.hints) == 2


def doubled_after_the_last_layer(gradient: dict[str, Any], depth: int) -> None:
    for name in gradient:
        if name not in (f"W{depth}", f"b{depth}"):
            gradient[name] *= 2


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (doubled_after_the_last_layer, "have the same factor, and may have the same cause"),
        (times(2, "W-0", "gamma-1"), "have the same factor, and may have the same cause"),
        (all_but_last, "may have no other cause"),
        (
            lambda gradient, depth: (
                times(2, "W-0")(gradient, depth),
                all_but_last(gradient, depth),
            ),
            "there is something else, too",
        ),
        (times(3, "b-0"), "b2 is 3 times the right one"),
    ],
)
def test_it_is_told_whether_the_rest_may_have_the_same_cause(
    spoil: Any, why: str, evidence: Callable[..., Evidence]
) -> None:
    explained = array_by_array.explain(evidence(spoilt(spoil)), SAY, 0)
    assert explained is not None
    assert explained.why.removesuffix(".").endswith(why)


def test_what_is_right_is_right_on_every_input(evidence: Callable[..., Evidence]) -> None:
    explained = array_by_array.explain(evidence(spoilt(times(2, "gamma-1", "W-1"))), SAY, 0)
    assert explained is not None
    assert explained.right == "b2, W2 and beta1, on every input."


def test_an_array_that_is_right_by_luck_is_not_called_right(
    evidence: Callable[..., Evidence],
) -> None:
    def sometimes(gradient: dict[str, Any], depth: int) -> None:
        names = [f"W{depth - 1}"]
        if depth == 2 or gradient["W1"][0, 0] > 0:
            names.append(f"gamma{depth - 1}")
        for name in names:
            gradient[name] *= 2

    explained = array_by_array.explain(evidence(spoilt(sometimes)), SAY, 0)
    assert explained is not None
    assert explained.code == "first-wrong:gamma-last-1"
    assert "gamma1" not in explained.right


def everything(gradient: dict[str, Any], _: int) -> None:
    for array in gradient.values():
        array[...] = 2 * array


def test_one_factor_of_everything_says_more(evidence: Callable[..., Evidence]) -> None:
    assert array_by_array.explain(evidence(spoilt(everything)), SAY, 0) is None


@pytest.mark.parametrize("code", CODES)
def test_a_list_is_told_array_by_array(code: str, in_process: Callable[..., Any]) -> None:
    asked = question(
        TaskSpec(formula="clip_by_global_norm", points=4.0), entries()["clip_by_global_norm"], 0
    )
    formula = catalogue()["clip_by_global_norm"]
    student = in_process({formula.name: lambda gs, limit: [formula(gs, limit)[0], *gs[1:]]})
    found = collect(student, asked, "")
    assert "[0]" in sentence(found, language(code))
    assert array_by_array.explain(found, language(code), 0) is None


def test_where_all_is_wrong_it_is_told_by_how_much(evidence: Callable[..., Evidence]) -> None:
    def nearly(gradient: dict[str, Any], _: int) -> None:
        for number, array in enumerate(gradient.values()):
            array[...] = array + 1e-9 * (1 + number)

    found = evidence(spoilt(nearly))
    assert sentence(found, SAY).startswith("At its worst, the result agrees to ")
    assert sentence(found, SAY).endswith("All arrays are wrong.")
    assert array_by_array.explain(found, SAY, 0) is None  # a difference quotient is like that
