"""What a gradient check says: the finding first, and at most one line more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.gradcheck import GradientCheck, check_gradient
from grader.gradcheck.sentence import (
    advice,
    finding,
    in_full,
    of_the_environment,
    place,
    sentence,
)
from grader.language import CODES, language

ENGLISH, PORTUGUESE = language("en"), language("pt")
FAILED = GradientCheck("fail", relative_error=0.032, uncertainty=1e-9, evaluations=6)
COORDINATE = replace(
    FAILED, where=("W", (3, 2)), claimed=0.0412, measured=0.0375, measured_error=2e-9
)
UNSURE = GradientCheck("unsure", relative_error=0.1, uncertainty=0.03, evaluations=40)
PASSED = GradientCheck("pass", relative_error=1e-11, uncertainty=1e-9, evaluations=4)
OUTCOMES = [
    (PASSED, "The gradient agrees with f to 9 digits."),
    (
        replace(PASSED, kink=True),
        "Beside the kink that f has at x, the gradient agrees with f to 9 digits.",
    ),
    (replace(PASSED, relative_error=0.0, uncertainty=0.0), "The gradient agrees with f exactly."),
    (
        replace(PASSED, relative_error=0.0, uncertainty=0.0, kink=True),
        "Beside the kink that f has at x, the gradient agrees with f exactly.",
    ),
    (replace(PASSED, uncertainty=2e-4), "The gradient agrees with f to 3 digits."),
    (COORDINATE, "dW[3, 2]: yours 0.0412, measured 0.0375 ± 2e-9"),
    (
        replace(FAILED, suspicion="factor 32", factor=32.0),
        "Yours is 32 times what is measured: is a 1/N missing?",
    ),
    (
        replace(FAILED, suspicion="factor 1/32", factor=1 / 32),
        "Yours is 1/32 of what is measured: is there a 1/N too many?",
    ),
    (
        replace(FAILED, suspicion="factor 2 in the block W[:, 0]", factor=2.0, blocks=("W[:, 0]",)),
        "In W[:, 0] yours is 2 times what is measured: "
        "is a 1/2 missing, or is something counted twice?",
    ),
    (
        replace(FAILED, suspicion="factor 1/2", factor=0.5),
        "Yours is half of what is measured: is a 2 missing, as that of a square?",
    ),
    (
        replace(FAILED, suspicion="factor 3/2", factor=1.5),
        "Yours is 3/2 times what is measured: is a constant factor missing?",
    ),
    (
        replace(FAILED, suspicion="factor -32", factor=-32.0),
        "Yours is -32 times what is measured: do the sign and a factor differ?",
    ),
    (
        replace(FAILED, suspicion="zero in the block b", factor=0.0, blocks=("b",)),
        "In b yours is 0, and f changes there: is it computed at all?",
    ),
    (
        replace(FAILED, suspicion="sign", factor=-1.0),
        "Yours has the right size and the opposite sign: is a minus missing, or one too many?",
    ),
    (
        replace(FAILED, suspicion="transposed"),
        "Yours has the right numbers, rows and columns exchanged: is a transpose missing?",
    ),
    (
        replace(FAILED, suspicion="rolled"),
        "Yours has the right numbers, moved by one place: is an index off by one?",
    ),
    (
        replace(FAILED, suspicion="flipped"),
        "Yours has the right numbers in reverse order along an axis.",
    ),
    (
        FAILED,
        "Yours differs by 3.2 % along a random direction; "
        "no single coordinate was found that explains it.",
    ),
    (
        replace(FAILED, relative_error=float("inf")),
        "Yours is 0 along a random direction, and f changes there.",
    ),
    (replace(FAILED, reason="not finite", where=(3, 1)), "gradient[3, 1] is not finite"),
    (replace(UNSURE, reason="kink"), "Cannot tell: f has a kink at this x."),
    (
        replace(UNSURE, reason="not finite"),
        "Cannot tell: f is not finite at x or close to it.",
    ),
    (
        replace(UNSURE, reason="non-deterministic"),
        "Cannot tell: f returns another value each time it is called.",
    ),
    (
        replace(UNSURE, reason="noise"),
        "Cannot tell: f is too noisy around x, its slope is known to ± 3 % only.",
    ),
    (
        replace(UNSURE, reason="noise", uncertainty=float("nan")),
        "Cannot tell: f is too noisy around x.",
    ),
]


@pytest.mark.parametrize(("result", "said"), OUTCOMES, ids=[said for _, said in OUTCOMES])
def test_the_finding_comes_first(result: GradientCheck, said: str) -> None:
    first, *rest = sentence(result, ENGLISH).split("\n")
    assert first.startswith(said)
    assert len(rest) <= 1
    assert len(first) <= 120


def test_there_are_no_loose_ends_in_any_language() -> None:
    for result, _ in OUTCOMES:
        for code in CODES:
            text = in_full(result, language(code))
            assert not any(mark in text for mark in ("{", "}", "None", "nan", "!"))


def test_numbers_of_a_text_follow_the_language() -> None:
    assert "3,2 %" in finding(FAILED, PORTUGUESE)
    assert "1,7 vezes" in finding(replace(FAILED, relative_error=1.7), PORTUGUESE)
    assert "1,5e-5 do" in advice(replace(PASSED, uncertainty=1.5e-5), PORTUGUESE)
    slip = replace(FAILED, suspicion="factor 1.37", factor=1.37)
    assert "1,37 vezes" in finding(slip, PORTUGUESE)
    assert "1.37 times" in finding(slip, ENGLISH)
    assert "0,032 ±" in in_full(FAILED, PORTUGUESE)
    assert "0.0412" in finding(COORDINATE, PORTUGUESE)  # an entry of an array, to be pasted


@pytest.mark.parametrize(("code", "spoken"), [("pt", "pt"), ("en", "en"), ("fr", "en"), ("", "en")])
def test_the_language_is_that_of_the_environment(
    code: str, spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADPROOF_LANG", code)
    assert of_the_environment().code == spoken
    assert FAILED.message == sentence(FAILED, language(spoken))


@pytest.mark.parametrize(
    ("where", "name"),
    [
        (None, "gradient"),
        ((), "gradient"),
        ((3,), "gradient[3]"),
        (("b", ()), "db"),
        (("W2", (3, 1)), "dW2[3, 1]"),
        ((0, (1, 1)), "gradient[0][1, 1]"),
        (("layers", 2, "W", (0,)), "dlayers[2]['W'][0]"),
        (("", (1,)), "gradient[''][1]"),
    ],
)
def test_a_coordinate_is_named_as_one_writes_it(where: Any, name: str) -> None:
    assert place(replace(FAILED, where=where)) == name


@pytest.mark.parametrize(
    ("claimed", "said"),
    [
        (-0.0375, "Yours has the opposite sign; every other coordinate agrees."),
        (0.075, "Yours is 2 times that; every other coordinate agrees."),
        (0.0374, "Every other coordinate agrees."),
        (0.0, "Every other coordinate agrees."),
    ],
)
def test_the_relation_of_one_coordinate_is_told(claimed: float, said: str) -> None:
    assert advice(replace(COORDINATE, claimed=claimed), ENGLISH) == said


def test_a_kink_is_spoken_of_where_it_changed_what_was_measured() -> None:
    assert "kink" in advice(replace(COORDINATE, kink=True), ENGLISH)
    assert "as a function" in advice(replace(UNSURE, reason="kink"), ENGLISH)
    assert "as a function" not in advice(replace(UNSURE, reason="kink", kink=True), ENGLISH)


def test_a_pass_says_what_it_could_not_see() -> None:
    assert advice(PASSED, ENGLISH) == ""
    assert "below 0.02 % would not be seen" in advice(replace(PASSED, uncertainty=2e-4), ENGLISH)
    assert "below 2e-5 of its size" in advice(replace(PASSED, uncertainty=2e-5), ENGLISH)


def test_the_arrays_of_a_tuple_have_the_names_of_the_arguments() -> None:
    x = (np.array([[0.5, -1.0], [2.0, 0.3]]), np.array([1.0, -0.7]))

    def f(W: Any, b: Any) -> Any:
        return np.sum(np.sin(W @ b))

    def gradient(W: Any, b: Any) -> Any:
        c = np.cos(W @ b)
        return np.outer(c, b), W.T @ c

    wrong, right = gradient(*x)
    wrong[1, 0] += 0.1
    assert check_gradient(f, (wrong, right), x).message.startswith("dW[1, 0]: yours ")

    def unnamed(*arrays: Any) -> Any:
        return f(*arrays)

    starred = check_gradient(unnamed, (wrong, right), x)
    assert starred.message.startswith("gradient[0][1, 0]: yours ")
    twice = (gradient(*x)[0], 2 * right)
    assert check_gradient(f, twice, x).message.startswith("In b yours is 2 times")
    starred = check_gradient(unnamed, twice, x)
    assert starred.message.startswith("In gradient[1] yours is 2 times")


def test_a_result_displays_itself() -> None:
    assert repr(COORDINATE) == "<fail: dW[3, 2]: yours 0.0412, measured 0.0375 ± 2e-9>"
    page = replace(COORDINATE, where=("<b>", (0,)))._repr_html_()
    assert "d&lt;b&gt;[0]: yours 0.0412" in page
    assert "<b>fail</b>" in page


@pytest.mark.parametrize(
    ("gradient", "why"),
    [
        (np.ones(3), "its shape is (3,) instead of (2,)"),
        (None, "it holds None, not real numbers"),
        (np.ones(2) * 1j, "it holds complex128, not real numbers"),
        ({"W": np.ones(2)}, "nothing is given for x"),
    ],
)
def test_a_gradient_that_does_not_fit_is_told_how(gradient: Any, why: str) -> None:
    result = check_gradient(lambda x: x @ x, lambda _: gradient, np.ones(2))
    assert result.message == f"The gradient does not fit x: {why}."
    assert result.detail is not None
    assert PORTUGUESE(result.detail) in sentence(result, PORTUGUESE)


def test_a_parameter_that_does_not_fit_is_named() -> None:
    x = {"W": np.ones((2, 2)), "b": np.ones(2)}

    def f(p: Any) -> Any:
        return p["W"] @ p["b"]

    for gradient, why in (
        ({"W": np.ones((2, 2, 2))}, "nothing is given for b"),
        (
            {"W": np.ones((2, 2)), "b": np.ones(2)},
            "the shape for W is (2, 2) instead of (2, 2, 2), "
            "the shape of f(x) followed by that of x",
        ),
    ):
        assert check_gradient(f, gradient, x).message == f"The gradient does not fit x: {why}."


def test_what_is_said_is_what_was_measured() -> None:
    x = np.array([0.5, -1.0, 2.0])
    gradient = 2 * x
    gradient[1] = -2.5
    result = check_gradient(lambda x: np.sum(x**2), gradient, x)
    assert result.message.startswith("gradient[1]: yours -2.5, measured -2 ± ")
    result = check_gradient(lambda x: np.mean(x**2), lambda x: 2 * x, x)
    assert result.message == "Yours is 3 times what is measured: is a 1/N missing?"


@pytest.mark.parametrize(("code", "said"), [("en", "In a and c yours is 0"), ("pt", "Em a e c o ")])
def test_several_blocks_are_listed(code: str, said: str) -> None:
    x = (np.array([0.5, -1.0]), np.array([2.0, 0.3]), np.array([1.0, 0.7]))

    def f(a: Any, b: Any, c: Any) -> Any:
        return a @ b + c @ c

    result = check_gradient(f, lambda a, _, c: (0 * a, a, 0 * c), x)
    assert finding(result, language(code)).startswith(said)
    assert result.blocks == ("[0]", "[2]")


def test_a_key_that_is_no_text_is_written_as_one() -> None:
    x = {(0, 1): np.array([0.5, -1.0]), 2.5: np.array([2.0, 0.3])}
    result = check_gradient(
        lambda p: p[0, 1] @ p[2.5], lambda p: {(0, 1): p[2.5], 2.5: 2 * p[0, 1]}, x
    )
    assert result.message.startswith("In gradient[2.5] yours is 2 times")
