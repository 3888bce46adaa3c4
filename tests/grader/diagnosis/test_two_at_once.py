"""Two things wrong in one function are both named: part by part, as a pair, beside a factor."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from grader.assignment import TaskSpec
from grader.diagnosis import at_once, explain, part_by_part
from grader.diagnosis.reasons import reasons
from grader.evidence import Evidence, collect
from grader.language import CODES, language
from grader.question import Question, question
from grader.records import Task
from grader.student.answers import Answer
from grader.task import assess
from reference.catalogue import catalogue, entries
from reference.formula import Pair

SAY = language("en")
FORMULAS = catalogue()
# Every other one; the audit grades all of them.
PAIRS = [pair for entry in entries().values() for pair in entry.pairs][::2]


@cache
def asked(name: str, convention: tuple[tuple[str, str], ...] = ()) -> Question:
    spec = TaskSpec(formula=name, points=4.0, convention=dict(convention))
    return question(spec, entries()[name], 0)


def answered(of: Question, function: Callable[..., Any]) -> Evidence:
    with np.errstate(all="ignore"):
        values = [function(*copy.deepcopy(e.arguments)) for e in of.key.examples]
    return Evidence(of, tuple(Answer("returned", value) for value in values))


def codes(evidence: Evidence) -> list[str]:
    found = explain(evidence, SAY, frozenset())
    return [] if found is None else [one.code for one in found.all]


def graded(
    in_process: Callable[..., Any], name: str, function: Callable[..., Any], lang: str = "en"
) -> Task:
    evidence = collect(in_process({name: function}), asked(name), "")
    return assess(evidence, language(lang), frozenset(), None)


# --- part by part ------------------------------------------------------------------------------


def two_sums(dY: Any, X: Any, gamma: Any, eps: Any) -> Any:
    """gamma is lost on the way to dX, and dgamma is taken of X."""
    deviation = (X.var(axis=0) + eps) ** 0.5
    xhat = (X - X.mean(axis=0)) / deviation
    dX = (dY - dY.mean(axis=0) - xhat * (dY * xhat).mean(axis=0)) / deviation
    return dX, (dY * X).sum(axis=0), dY.sum(axis=0)


Lines = Callable[..., Any]


def adam(average: Lines, squares: Lines, step: Lines) -> Lines:
    """One step of three lines, each as a student may have written it."""

    def function(w: Any, m: Any, v: Any, t: Any, g: Any, lr: Any, b1: Any, b2: Any, e: Any) -> Any:
        m, v = average(m, g, b1), squares(v, g, b2)
        return w - lr * step(m, v, t, b1, b2, e), m, v

    return function


def mean(m: Any, g: Any, b: Any) -> Any:
    return b * m + (1 - b) * g


def no_bracket(m: Any, g: Any, b: Any) -> Any:
    return b * m + 1 - b * g


def total(m: Any, g: Any, _: Any) -> Any:
    return m + g


def mean_square(v: Any, g: Any, b: Any) -> Any:
    return mean(v, g * g, b)


def total_square(v: Any, g: Any, _: Any) -> Any:
    return v + g * g


def step(m: Any, v: Any, t: Any, b1: Any, b2: Any, e: Any) -> Any:
    return m / (1 - b1**t) / ((v / (1 - b2**t)) ** 0.5 + e)


def no_correction(m: Any, v: Any, _t: Any, _b1: Any, _b2: Any, e: Any) -> Any:
    return m / (v**0.5 + e)


def halved(dY: Any, X: Any, W: Any) -> Any:
    return dY @ W.T, X.T @ dY / 2, dY.sum(axis=0) / 2


def linear(dY: Any, X: Any, W: Any) -> Any:
    return -dY @ W.T, X.T @ dY / len(X), dY.sum(axis=0)


def partly(dY: Any, X: Any, W: Any) -> Any:
    return dY @ W.T, X.T @ dY / len(X), np.sin(dY.sum(axis=0))


def doubled_and_climbing(w: Any, v: Any, g: Any, lr: Any, beta: Any) -> Any:
    v = beta * v + 2 * (1 - beta) * g
    return w + lr * v, v


def not_kept_and_climbing(w: Any, v: Any, g: Any, lr: Any, beta: Any) -> Any:
    return w + lr * (beta * v + (1 - beta) * g), v


def step_twice(w: Any, s: Any, g: Any, lr: Any, beta: Any, eps: Any) -> Any:
    s = s + g * g
    return w - 2 * lr * g / (s + eps) ** 0.5, s


@pytest.mark.parametrize(
    ("name", "function", "expected"),
    [
        (
            "batch_norm_backward",
            two_sums,
            ["gamma-missing-in-dX", "inputs-not-normalized-in-dgamma"],
        ),
        ("adam", adam(no_bracket, mean, step), ["bracket-missing-in-m", "gradient-not-squared"]),
        ("adam", adam(mean, mean, no_correction), ["gradient-not-squared", "no-correction"]),
        (
            "adam",
            adam(no_bracket, mean_square, no_correction),
            ["bracket-missing-in-m", "no-correction"],
        ),
        ("linear_backward", halved, ["scale-1/2:dW", "scale-1/2:db"]),
        ("linear_backward", linear, ["sign:dX", "scale-1/N:dW"]),
        ("linear_backward", partly, ["scale-1/N:dW", "unnamed:db"]),
        ("momentum", doubled_and_climbing, ["terms:v:the-gradient*2", "sign:w"]),
        ("momentum", not_kept_and_climbing, ["velocity-not-kept", "sign:w"]),
        ("rmsprop", step_twice, ["sum-of-squares", "scale-2:w"]),
    ],
)
def test_each_part_has_its_reason(
    name: str, function: Callable[..., Any], expected: list[str]
) -> None:
    assert codes(answered(asked(name), function)) == expected


@pytest.mark.parametrize(
    ("average", "squares"),
    [(no_bracket, mean_square), (total, mean_square), (mean, total_square)],
)
def test_a_step_that_is_right_for_a_wrong_average_is_not_blamed(
    average: Lines, squares: Lines
) -> None:
    evidence = answered(asked("adam"), adam(average, squares, step))
    assert evidence.parts[0] == "w"
    assert 0 in evidence.wrong_parts
    assert len(codes(evidence)) == 1


def test_what_follows_from_two_wrong_averages_is_said() -> None:
    evidence = answered(asked("adam"), adam(no_bracket, mean, step))
    why = reasons(evidence, SAY)
    assert why is not None
    assert why.following == (0,)
    found = part_by_part.explain(why, evidence, SAY)
    assert found is not None
    assert found.right == "w, for the m and v returned."
    assert found.sentence.startswith("Mistake in m: a bracket missing in m. Mistake in v: ")


def test_a_multiple_of_what_is_right_for_the_state_returned_says_so() -> None:
    found = explain(answered(asked("momentum"), doubled_and_climbing), SAY, frozenset())
    assert found is not None
    assert "Wrong in w, for the v returned: w moves the wrong way." in found.sentence


def one_path(dY: Any, X: Any, gamma: Any, eps: Any) -> Any:
    deviation = (X.var(axis=0) + eps) ** 0.5
    xhat = (X - X.mean(axis=0)) / deviation
    return dY * gamma / deviation, 3 * (dY * xhat).sum(axis=0), 3 * dY.sum(axis=0)


def test_one_part_is_not_said_to_be_the_only_wrong_one_among_several() -> None:
    found = explain(answered(asked("batch_norm_backward"), one_path), SAY, frozenset())
    assert found is not None
    assert found.code == "mean-and-variance-held-constant"
    assert found.sentence.startswith("Mistake in dX: only the direct path. Mistake in dgamma and ")
    assert "is wrong" not in found.sentence


def test_a_colon_is_followed_by_a_small_letter_or_a_name() -> None:
    found = explain(answered(asked("batch_norm_backward"), one_path), SAY, frozenset())
    assert found is not None
    assert found.why.startswith("dX: a known mistake, ")
    assert found.beside[0].why.startswith("dgamma and dbeta: the factor is ")
    evidence = answered(asked("linear_backward"), FORMULAS["linear_backward"])
    assert part_by_part.after_a_colon("X is transposed.", evidence) == "X is transposed."


def guarded(w: Any, m: Any, v: Any, t: Any, g: Any, lr: Any, *rest: Any) -> Any:
    """The average of the gradient itself; its root would be nan, but for the absolute value."""
    beta1, beta2, eps = rest
    m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g
    return w - lr * m / (abs(v) ** 0.5 + eps), m, v


def test_what_is_not_so_of_another_part_is_not_said() -> None:
    found = explain(answered(asked("adam"), guarded), SAY, frozenset())
    assert found is not None
    assert found.code == "gradient-not-squared"
    assert "nan" not in found.why
    assert found.hints


@pytest.mark.parametrize("lang", CODES)
def test_a_report_has_both_and_their_first_hints_first(
    lang: str, in_process: Callable[..., Any]
) -> None:
    task = graded(in_process, "batch_norm_backward", two_sums, lang)
    known = {mistake.name: mistake for mistake in entries()["batch_norm_backward"].mistakes}
    both = [known[diagnosis.mistake] for diagnosis in task.diagnosis]
    assert len(both) == 2
    assert all(diagnosis.message for diagnosis in task.diagnosis)
    say = language(lang)
    assert task.hints[:2] == tuple(say(mistake.hints[0]) for mistake in both)
    message = next(check.message for check in task.checks if check.status == "failed")
    assert all(say(mistake.headline) in message for mistake in both)
    assert task.headline.startswith("dX ")


def test_an_instructors_hint_stands_in_place_of_ours(in_process: Callable[..., Any]) -> None:
    own = {"inputs-not-normalized-in-dgamma": "Look at page 3."}
    spec = TaskSpec(formula="batch_norm_backward", points=4.0, hints=own)
    of = question(spec, entries()["batch_norm_backward"], 0)
    evidence = collect(in_process({"batch_norm_backward": two_sums}), of, "")
    hints = assess(evidence, SAY, frozenset(), None).hints
    assert hints[1] == "Look at page 3."
    assert len(hints) == 1 + len(
        next(
            m for m in entries()["batch_norm_backward"].mistakes if m.name == "gamma-missing-in-dX"
        ).hints
    )


# --- pairs -------------------------------------------------------------------------------------


@pytest.mark.parametrize("pair", PAIRS, ids=[f"{p.formula.name}-{p.name}" for p in PAIRS])
def test_a_pair_is_named(pair: Pair) -> None:
    evidence = answered(asked(pair.formula.name), pair)
    assert codes(evidence) == [mistake.name for mistake in pair.both]


def test_a_pair_is_known_in_another_convention() -> None:
    def bits(logits: Any, Y: Any) -> Any:
        p = np.exp(logits) / np.exp(logits).sum(axis=0)
        return -np.log2((p * 1.0) ** Y).sum()

    of = asked("cross_entropy", (("reduction", "sum"),))
    found = codes(answered(of, bits))
    assert found == ["softmax-along-the-first-axis", "logarithm-to-base-two"]


# --- a factor beside a known mistake -----------------------------------------------------------


def uncorrected_climb(w: Any, m: Any, v: Any, t: Any, g: Any, lr: Any, *rest: Any) -> Any:
    beta1, beta2, eps = rest
    m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2
    return w + lr * m / (v**0.5 + eps), m, v


def first_axis(sign: int, power: int) -> Callable[..., Any]:
    def function(logits: Any, Y: Any) -> Any:
        p = np.exp(logits - logits.max(axis=0))
        return sign * (p / p.sum(axis=0) - Y) / Y.shape[1] ** power

    return function


def sum_of_one_part(w: Any, b: Any, X: Any, y: Any) -> Any:
    error = X @ w + b - y
    return X.T @ error / len(y), error.sum()


@pytest.mark.parametrize(
    ("name", "function", "expected"),
    [
        ("adam", uncorrected_climb, ["no-correction", "sign"]),
        (
            "cross_entropy_gradient",
            first_axis(-1, 1),
            ["gradient-with-softmax-along-the-first-axis", "scale--1/K"],
        ),
        (
            "cross_entropy_gradient",
            first_axis(-1, 0),
            ["gradient-with-softmax-along-the-first-axis", "scale--N"],
        ),
        ("binary_cross_entropy_gradient", sum_of_one_part, ["scores-for-outputs", "scale-N:db"]),
    ],
)
def test_a_factor_is_found_beside_a_mistake(
    name: str, function: Callable[..., Any], expected: list[str]
) -> None:
    assert codes(answered(asked(name), function)) == expected


def test_a_transpose_is_found_beside_a_mistake() -> None:
    function = first_axis(1, 0)
    evidence = answered(asked("cross_entropy_gradient"), lambda z, Y: function(z, Y).T / len(Y))
    assert codes(evidence) == ["gradient-with-softmax-along-the-first-axis", "transposed"]


def test_a_transpose_is_found_beside_a_mistake_that_is_not_about_order() -> None:
    of = asked("chain_jacobian")
    evidence = answered(of, lambda W, _, T: np.linalg.matrix_power(W, T).T)
    assert codes(evidence) == ["slopes-missing", "transposed"]


def columns_in_reverse(W: Any, h: Any, T: int) -> Any:
    jacobian = np.eye(len(h))
    for _ in range(T):
        h = np.tanh(W @ h)
        jacobian = jacobian @ (W * (1 - h**2))
    return jacobian


def test_a_transpose_is_not_said_beside_a_mistake_about_order() -> None:
    of = asked("chain_jacobian")
    assert codes(answered(of, columns_in_reverse)) == ["reverse-order", "slopes-on-the-columns"]
    # Without the declared pair there is no name for it, and none is made up.
    bare = replace(of, entry=replace(of.entry, pairs=()))
    assert at_once.explain(answered(bare, columns_in_reverse), SAY) is None


def test_a_single_explanation_is_never_outranked() -> None:
    right = FORMULAS["cross_entropy_gradient"]
    evidence = answered(asked("cross_entropy_gradient"), lambda z, Y: 2 * right(z, Y))
    assert at_once.explain(evidence, SAY) is None
    assert codes(evidence) == ["scale-2"]


@pytest.mark.parametrize("name", ["adam", "batch_norm_backward", "cross_entropy", "softmax_vjp"])
def test_noise_is_no_mistake(name: str) -> None:
    formula = FORMULAS[name]

    def noisy(*arguments: Any) -> Any:
        returned = formula(*arguments)
        parts = returned if len(formula.parts) > 1 else (returned,)
        spoilt = tuple(part + 0.1 * np.sin(37 * part + 1) for part in map(np.asarray, parts))
        return spoilt if len(spoilt) > 1 else spoilt[0]

    assert codes(answered(asked(name), noisy)) == ["unnamed"]
