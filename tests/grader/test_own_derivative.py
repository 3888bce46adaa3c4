"""The checks of many claims at once are those of each by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.answer_key import answer_key
from grader.comparison import judge
from grader.gradcheck import GradientCheck, check_gradient
from grader.own_derivative import RELATIVE_TOLERANCE, Own, PartCheck, own_derivative
from reference.catalogue import catalogue

LOSS, GRADIENT = catalogue()["binary_cross_entropy"], catalogue()["binary_cross_entropy_gradient"]
KEY = answer_key(GRADIENT)
SOME = range(12, 20)


def checked(student: Any, factor: float) -> dict[int, Own]:
    examples = {}
    for i in SOME:
        returned = tuple(factor * part for part in KEY.right[i].parts)
        judgement = judge(returned, KEY.right[i], tuple(GRADIENT.parts))
        examples[i] = (KEY.examples[i], KEY.right[i], judgement)
    return own_derivative(student, LOSS.name, GRADIENT, examples)


def alone(i: int, name: str, claimed: Any) -> GradientCheck:
    inputs = KEY.examples[i].inputs
    x = inputs[name] if np.ndim(inputs[name]) else float(inputs[name])
    return check_gradient(lambda x: LOSS(*(dict(inputs) | {name: x}).values()), claimed, x, seed=i)


@pytest.mark.parametrize("factor", [1.0, 2.0, -0.3])
def test_conversations_in_lockstep_come_to_what_each_comes_to_alone(
    factor: float, in_process: Callable[..., Any]
) -> None:
    found = checked(in_process({LOSS.name: LOSS}), factor)
    assert set(found) == set(SOME)
    for i, own in found.items():
        for name, part, right in zip(("w", "b"), own.parts, KEY.right[i].parts, strict=True):
            assert part.returned is not None
            assert seen(part.returned) == seen(alone(i, name, factor * right))
            assert part.asked == alone(i, name, right)
            assert not part.asked_differs
            assert part.returned_differs is (factor != 1)
            # The values tell what is wrong with it; no time is spent on measuring that.
            assert (part.returned.suspicion, part.returned.where) == (None, None)


def seen(check: GradientCheck) -> tuple[object, ...]:
    return check.verdict, check.relative_error, check.uncertainty, check.reason


def test_what_is_wrong_for_another_function_has_the_name_that_it_has_alone(
    in_process: Callable[..., Any],
) -> None:
    found = checked(in_process({LOSS.name: lambda *given: 3 * LOSS(*given)}), 2.0)
    assert set(found) == set(SOME)
    for own in found.values():
        assert [part.asked_differs for part in own.parts] == [True, True]
        of_w, of_b = (part.returned for part in own.parts)
        assert of_w is not None
        assert of_b is not None
        assert of_w.suspicion == "factor 2/3"
        assert of_b.claimed is not None


def test_numpy_complains_afterwards_as_before(in_process: Callable[..., Any]) -> None:
    with np.errstate(all="raise"):
        checked(in_process({LOSS.name: LOSS}), 2.0)
        assert set(np.geterr().values()) == {"raise"}


PASS = GradientCheck("pass", 0.0, 1e-9, 4)
UNSURE = GradientCheck("unsure", 0.1, 0.2, 20, reason="noise")


@settings(max_examples=50)
@given(st.floats(1e-9, 1))
def test_what_is_off_by_less_than_the_tolerance_counts_as_the_derivative(error: float) -> None:
    fail = GradientCheck("fail", error, 1e-12, 6, reason="mismatch")
    part = PartCheck(fail, PASS, RELATIVE_TOLERANCE)
    assert part.returned_differs is (error > RELATIVE_TOLERANCE)
    assert part.tells_apart is part.returned_differs


FAIL = GradientCheck("fail", 0.5, 1e-9, 6, reason="mismatch")


@pytest.mark.parametrize(
    ("returned", "asked", "undecided"),
    [
        (PASS, PASS, None),
        (PASS, FAIL, None),
        (FAIL, UNSURE, None),
        (None, UNSURE, None),
        (UNSURE, PASS, UNSURE),
        (UNSURE, FAIL, UNSURE),
        (PASS, UNSURE, UNSURE),
    ],
)
def test_an_example_is_undecided_where_nothing_else_tells(
    returned: GradientCheck | None, asked: GradientCheck, undecided: GradientCheck | None
) -> None:
    part = PartCheck(returned, asked, RELATIVE_TOLERANCE)
    assert Own((part,)).undecided is undecided
    assert Own((PartCheck(FAIL, FAIL, RELATIVE_TOLERANCE), part)).undecided is None


CLAIMS: dict[str, Callable[[Any], Any]] = {
    "right": lambda g: g,
    "zero": lambda g: 0 * g,
    "huge": lambda g: 1e308 + 0 * g,
    "denormal": lambda g: 5e-324 + 0 * g,
    "nan": lambda g: np.nan * g,
}
RESULTS: dict[str, Callable[[float, np.random.Generator], Any]] = {
    "huge": lambda f, _: 1e300 * f,
    "tiny": lambda f, _: 1e-320 * f,
    "whole": lambda f, _: int(1000 * f),
    "yes or no": lambda f, _: f > 0.7,
    "a list": lambda f, _: [f],
    "half precision": lambda f, _: np.float16(f),
    "constant": lambda *_: 1.0,
    "now and then not": lambda f, random: f if random.random() < 0.9 else np.nan,
    "now and then far": lambda f, random: f + 1e10 * (random.random() < 0.1),
    "infinite": lambda *_: np.inf,
}


@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.parametrize("result", RESULTS)
def test_odd_numbers_are_an_answer(claim: str, result: str, in_process: Callable[..., Any]) -> None:
    random = np.random.default_rng(0)

    def odd(*arguments: Any) -> Any:
        return RESULTS[result](float(LOSS(*arguments)), random)

    examples = {}
    for i in SOME:
        returned = tuple(CLAIMS[claim](part) for part in KEY.right[i].parts)
        judgement = judge(returned, KEY.right[i], tuple(GRADIENT.parts))
        examples[i] = (KEY.examples[i], KEY.right[i], judgement)
    found = own_derivative(in_process({LOSS.name: odd}), LOSS.name, GRADIENT, examples)
    if claim == "nan":
        assert all(own.differs for own in found.values())
    if result == "infinite":
        assert found == {}


# --- the gradient of a network, a dict -------------------------------------------------------


NETWORK = catalogue()["mlp_gradient"]
OF_NETWORK = answer_key(NETWORK)


def of_network(student: Any, change: Callable[[dict[str, Any]], Any]) -> list[PartCheck]:
    examples = {}
    for i in (0, 12, 25):
        example, right = OF_NETWORK.examples[i], OF_NETWORK.right[i]
        returned = change(NETWORK(*example.arguments))
        examples[i] = (example, right, judge(returned, right, ("",)))
    found = own_derivative(student, "mlp_loss", NETWORK, examples)
    assert list(found) == list(examples)
    return [part for own in found.values() for part in own.parts]


def backwards(gradient: dict[str, Any]) -> Any:
    return dict(reversed(gradient.items()))


def without_a_sign(gradient: dict[str, Any]) -> Any:
    return gradient | {"gamma1": -gradient["gamma1"]}


def twice(gradient: dict[str, Any]) -> Any:
    return {name: 2 * array for name, array in gradient.items()}


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("change", [backwards, without_a_sign, twice])
def test_a_dict_is_checked_against_the_loss_of_the_student(
    scale: int, change: Callable[[dict[str, Any]], Any], in_process: Callable[..., Any]
) -> None:
    loss = catalogue()["mlp_loss"]
    student = in_process({"mlp_loss": lambda *arguments: scale * loss(*arguments)})
    for part in of_network(student, change):
        assert part.asked_differs == (scale == 2)
        belongs = {backwards: scale == 1, without_a_sign: False, twice: scale == 2}[change]
        assert part.returned_differs == (not belongs)
