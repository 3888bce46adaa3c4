"""A gradient against the student's own forward function, whatever that function is like."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from grader.assignment import TaskSpec
from grader.checks.gradient import check
from grader.evidence import Evidence, collect
from grader.language import language
from grader.question import question
from grader.student.answers import Answer, Call
from reference.catalogue import catalogue, entries

FORMULAS = catalogue()
ENTRIES = entries()
say = language("en")
QUESTIONS = {
    name: question(TaskSpec(formula=name, points=4.0), ENTRIES[name], 0)
    for name in (
        "cross_entropy_gradient",
        "linear_backward",
        "sigmoid_derivative",
        "softmax_jacobian",
    )
}
loss, gradient = FORMULAS["cross_entropy"], FORMULAS["cross_entropy_gradient"]
sigmoid, slope = FORMULAS["sigmoid"], FORMULAS["sigmoid_derivative"]


def against(student: Any, name: str) -> Evidence:
    derivative = FORMULAS[name].derivative
    assert derivative is not None
    return collect(student, QUESTIONS[name], derivative.of.name)


def judged(student: Any, name: str) -> tuple[str, str]:
    result = check(against(student, name), say)
    return result.status, result.message


def twice(z: Any, Y: Any) -> Any:
    return 2 * gradient(z, Y)


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_right_gradient_of_the_right_function_passes(
    name: str, in_process: Callable[..., Any]
) -> None:
    formula = FORMULAS[name]
    assert formula.derivative is not None
    forward = formula.derivative.of
    found = against(in_process({name: formula, forward.name: forward}), name)
    assert (check(found, say).status, check(found, say).message) == ("passed", "")
    assert len(found.own) == 4
    assert not found.undecided


def in_float32(z: Any, Y: Any) -> Any:
    return loss(z.astype(np.float32), Y.astype(np.float32))


def changing(z: Any, Y: Any) -> Any:
    value = loss(z, Y)
    z += 1
    Y *= 0
    return value


@pytest.mark.parametrize("forward", [in_float32, changing])
def test_a_rough_function_tells_right_from_wrong(
    forward: Callable[..., Any], in_process: Callable[..., Any]
) -> None:
    right = in_process({"cross_entropy": forward, "cross_entropy_gradient": gradient})
    wrong = in_process({"cross_entropy": forward, "cross_entropy_gradient": twice})
    assert judged(right, "cross_entropy_gradient") == ("passed", "")
    assert judged(wrong, "cross_entropy_gradient")[0] == "failed"


def with_kinks(z: Any, Y: Any) -> Any:
    """The loss and a term that has a kink at every input of the bank, whose numbers have two
    decimals, and no other kink near them."""
    return loss(z, Y) + np.maximum(z - z.round(2), 0).sum()


def test_at_a_kink_nothing_is_decided(in_process: Callable[..., Any]) -> None:
    student = in_process({"cross_entropy": with_kinks, "cross_entropy_gradient": gradient})
    status, message = judged(student, "cross_entropy_gradient")
    assert status == "passed"
    assert message.startswith("not decided: cross_entropy has no derivative")


def scattered(z: Any, Y: Any) -> Any:
    """The loss to some two decimals, the others as if by chance, and the same for equal inputs."""
    return loss(z, Y) + 0.01 * np.modf(4e4 * np.sin(1e6 * z.sum()))[0]


@pytest.mark.parametrize("given", [gradient, lambda z, Y: 1.05 * gradient(z, Y)])
def test_what_rounding_hides_is_not_decided(
    given: Callable[..., Any], in_process: Callable[..., Any]
) -> None:
    student = in_process({"cross_entropy": scattered, "cross_entropy_gradient": given})
    found = against(student, "cross_entropy_gradient")
    result = check(found, say)
    assert result.status == "passed"
    assert re.search(r"too much rounding noise here to tell \(error bar \de-0\d\)", result.message)


class Drawing:
    """A loss with noise that is drawn anew at each call."""

    def __init__(self) -> None:
        self.random = np.random.default_rng(0)

    def __call__(self, z: Any, Y: Any) -> Any:
        return loss(z, Y) + self.random.normal()


@pytest.mark.parametrize("given", [gradient, twice])
def test_of_another_value_each_time_nothing_is_decided(
    given: Callable[..., Any], in_process: Callable[..., Any]
) -> None:
    student = in_process({"cross_entropy": Drawing(), "cross_entropy_gradient": given})
    found = against(student, "cross_entropy_gradient")
    assert not found.own
    assert check(found, say).status == "passed"
    assert "another value each time" in check(found, say).message


def only_near(z: Any, Y: Any) -> Any:
    """The loss; what is farther than 1e-6 from a number of two decimals is refused."""
    if np.abs(z - z.round(2)).max() > 1e-6:
        raise ValueError("not in the table")
    return loss(z, Y)


def only_there(z: Any, Y: Any) -> Any:
    if np.abs(z - z.round(2)).max() > 0:
        raise ValueError("not in the table")
    return loss(z, Y)


def test_a_function_that_raises_close_by_is_asked_closer(in_process: Callable[..., Any]) -> None:
    right = in_process({"cross_entropy": only_near, "cross_entropy_gradient": gradient})
    wrong = in_process({"cross_entropy": only_near, "cross_entropy_gradient": twice})
    assert judged(right, "cross_entropy_gradient") == ("passed", "")
    assert judged(wrong, "cross_entropy_gradient")[0] == "failed"


@pytest.mark.parametrize(
    "forward",
    [only_there, lambda *_: None, lambda *_: "1.0", lambda z, Y: (z * Y).sum(axis=1)],
)
def test_a_function_without_a_usable_result_is_not_differentiated(
    forward: Callable[..., Any], in_process: Callable[..., Any]
) -> None:
    student = in_process({"cross_entropy": forward, "cross_entropy_gradient": gradient})
    status, message = judged(student, "cross_entropy_gradient")
    assert status == "skipped"
    assert "gives no result that can be differentiated" in message


def mixing(z: Any) -> Any:
    """What is added to the derivatives of each entry cancels in their sum."""
    return sigmoid(z) + z - np.roll(np.ravel(z), 1).reshape(np.shape(z))


def test_an_entry_moved_by_its_neighbour_is_seen(in_process: Callable[..., Any]) -> None:
    student = in_process({"sigmoid": mixing, "sigmoid_derivative": slope})
    assert judged(student, "sigmoid_derivative")[0] == "failed"


def test_what_is_only_imprecise_is_no_question_of_the_function(
    in_process: Callable[..., Any],
) -> None:
    def rounded(z: Any, Y: Any) -> Any:
        return gradient(z, Y) * (1 + 5e-7)

    student = in_process({"cross_entropy": loss, "cross_entropy_gradient": rounded})
    found = against(student, "cross_entropy_gradient")
    assert found.wrong_parts
    assert check(found, say).status == "passed"


class Listening:
    """A student of whom every message is kept; the answers to the loss end with one that hangs
    from the message `hangs` on."""

    def __init__(self, student: Any, hangs: int) -> None:
        self.student, self.hangs = student, hangs
        self.heard: list[Sequence[Call]] = []

    def answers(self, calls: Sequence[Call]) -> list[Answer]:
        answers: list[Answer] = self.student.answers(calls)
        if calls[0].function == "cross_entropy":
            self.heard.append(calls)
            if len(self.heard) >= self.hangs:
                return [*answers[:-2], Answer("timeout", limit=2.0), Answer("not run")]
        return answers


def test_a_turn_is_one_message(in_process: Callable[..., Any]) -> None:
    functions = {"cross_entropy": loss, "cross_entropy_gradient": gradient}
    student = Listening(in_process(functions), hangs=99)
    assert len(against(student, "cross_entropy_gradient").own) == 4
    assert len(student.heard) == 2
    assert all(len(calls) == 8 for calls in student.heard)


@pytest.mark.parametrize(("hangs", "known"), [(1, 0), (2, 3)])
def test_after_a_call_that_hangs_nothing_more_is_asked(
    hangs: int, known: int, in_process: Callable[..., Any]
) -> None:
    functions = {"cross_entropy": loss, "cross_entropy_gradient": gradient}
    student = Listening(in_process(functions), hangs)
    found = against(student, "cross_entropy_gradient")
    assert len(student.heard) == hangs
    assert len(found.own) == known
