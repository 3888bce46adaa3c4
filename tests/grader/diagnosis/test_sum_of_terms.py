"""Sums of the right terms with other factors are named, and nothing else is taken for one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest

from grader.assignment import TaskSpec
from grader.diagnosis import sum_of_terms
from grader.evidence import Evidence, collect
from grader.language import language
from grader.question import Question, question
from grader.records import Task
from grader.student.answers import Answer
from grader.task import assess
from reference.catalogue import catalogue, entries
from reference.domain import Parameter
from reference.formula import Formula, Terms

FORMULAS = catalogue()
SUMS = [terms for entry in entries().values() for terms in entry.terms]
softmax = FORMULAS["softmax"].function
backward = FORMULAS["batch_norm_backward"].function

each_sum = pytest.mark.parametrize(
    "terms", SUMS, ids=[f"{terms.formula.name}-{terms.part}" for terms in SUMS]
)


@cache
def asked(name: str, seed: int = 0, convention: tuple[tuple[str, str], ...] = ()) -> Question:
    task = TaskSpec(formula=name, points=4.0, convention=dict(convention))
    return question(task, entries()[name], seed)


def assessed(in_process: Callable[..., Any], name: str, function: Callable[..., Any]) -> Task:
    functions = {name: function}
    derivative = FORMULAS[name].derivative
    forward = derivative.of.name if derivative is not None else ""
    if derivative is not None:
        functions[forward] = derivative.of
    found = collect(in_process(functions), asked(name), forward)
    return assess(found, language("en"), frozenset(), None)


def returning(of: Question, function: Callable[..., Any]) -> Evidence:
    with np.errstate(all="ignore"):
        answers = [Answer("returned", function(*e.arguments)) for e in of.key.examples]
    return Evidence(of, tuple(answers))


def with_factors(terms: Terms, factors: list[Any]) -> Callable[..., Any]:
    """The formula with other factors in one part; a factor may be a function of the arguments."""
    formula = terms.formula

    def wrong(*arguments: Any) -> Any:
        returned = formula(*arguments)
        parts = dict(
            zip(formula.parts, returned if len(formula.parts) > 1 else (returned,), strict=True)
        )
        total = sum(
            (factor(*arguments) if callable(factor) else factor) * term
            for factor, term in zip(factors, terms(*arguments), strict=True)
        )
        if isinstance(formula.domain.get(terms.part), Parameter):
            total = arguments[list(formula.domain).index(terms.part)] + total
        parts[terms.part] = total
        return tuple(parts.values()) if len(parts) > 1 else total

    return wrong


def right_names(terms: Terms) -> list[str]:
    return ["1"] * len(terms.names) + ["0"] * len(terms.besides)


# --- every sum of the catalogue ----------------------------------------------------------------


# On another bank, the two that are found in different ways: what is missing, and any number.
@each_sum
@pytest.mark.parametrize(
    ("seed", "name"),
    [*((0, name) for name in ("0", "-1", "2", "1/2", "-3", "0.37")), (1, "0"), (1, "0.37")],
)
def test_another_factor_is_found_at_its_term(terms: Terms, seed: int, name: str) -> None:
    value = 0.5 if name == "1/2" else float(name)
    for i in range(len(terms.names) + len(terms.besides)):
        expected = right_names(terms)
        if expected[i] == name:
            continue
        factors: list[Any] = [float(one) for one in expected]
        expected[i], factors[i] = name, value
        evidence = returning(asked(terms.formula.name, seed), with_factors(terms, factors))
        assert sum_of_terms.factors(evidence, terms) == tuple(expected)


def some_number(formula: Formula, bracket: Callable[[float], float]) -> tuple[str, Any]:
    """The name of a number passed in, or of a size, and a factor that depends on it."""
    bank = asked(formula.name).key.examples
    example = bank[0]
    # A number that is 0 somewhere, such as a bias, is no factor to divide by.
    floats = [
        name
        for name, value in example.inputs.items()
        if isinstance(value, float) and all(one.inputs[name] for one in bank)
    ]
    if floats:
        place = list(formula.domain).index(floats[0])
        return floats[0], lambda *arguments: bracket(arguments[place])
    letter = next(iter(example.sizes))
    axis = -1 if letter == "n" else 0
    return letter, lambda *arguments: bracket(np.shape(arguments[0])[axis])


@each_sum
def test_a_size_or_a_number_passed_in_is_named(terms: Terms) -> None:
    letter, factor = some_number(terms.formula, lambda value: value)
    _, inverse = some_number(terms.formula, lambda value: 1 / value)
    for i in range(len(terms.names)):
        for name, of in ((letter, factor), (f"1/{letter}", inverse)):
            expected = right_names(terms)
            factors: list[Any] = [float(one) for one in expected]
            expected[i], factors[i] = name, of
            evidence = returning(asked(terms.formula.name), with_factors(terms, factors))
            assert sum_of_terms.factors(evidence, terms) == tuple(expected)


@each_sum
def test_the_right_result_is_each_term_once(terms: Terms) -> None:
    evidence = returning(asked(terms.formula.name), terms.formula)
    assert sum_of_terms.factors(evidence, terms) == tuple(right_names(terms))
    assert sum_of_terms.explain(evidence, language("en")) is None


@each_sum
def test_one_factor_of_all_terms_is_no_matter_of_terms(terms: Terms) -> None:
    factors = [3.0] * len(terms.names) + [0.0] * len(terms.besides)
    evidence = returning(asked(terms.formula.name), with_factors(terms, factors))
    assert evidence.wrong_parts
    assert sum_of_terms.explain(evidence, language("en")) is None


@each_sum
@pytest.mark.parametrize("change", [1e-3, 1e-7])
def test_what_is_not_a_sum_of_the_terms_is_not_taken_for_one(terms: Terms, change: float) -> None:
    """Beside another factor, a little of a square or of noise; or a factor that changes."""

    def squared(*arguments: Any) -> Any:
        first = terms(*arguments)[0]
        return 2 + change * np.square(first) + change * np.abs(first)

    def changing(*arguments: Any) -> float:
        return 2 + change * float(np.sum(np.cos(arguments[0])))

    rest = [float(one) for one in right_names(terms)[1:]]
    for factor in (squared, changing):
        wrong = with_factors(terms, [factor, *rest])
        evidence = returning(asked(terms.formula.name), wrong)
        assert sum_of_terms.factors(evidence, terms) is None


@each_sum
def test_one_example_that_does_not_fit_is_enough(terms: Terms) -> None:
    of = asked(terms.formula.name)
    odd = of.key.examples[20]
    assert 20 in returning(of, terms.formula).ordinary

    def factor(*arguments: Any) -> float:
        same = all(np.array_equal(a, b) for a, b in zip(arguments, odd.arguments, strict=True))
        return 3.0 if same else 2.0

    rest = [float(one) for one in right_names(terms)[1:]]
    evidence = returning(of, with_factors(terms, [factor, *rest]))
    assert sum_of_terms.factors(evidence, terms) is None


# --- other conventions -------------------------------------------------------------------------


def momentum_with(
    past: Callable[..., Any], present: Callable[..., Any], step: Callable[..., Any]
) -> Callable[..., Any]:
    def rule(w: Any, v: Any, g: Any, lr: float, beta: float) -> Any:
        v = past(lr, beta) * v + present(lr, beta) * g
        return w - step(lr, beta) * v, v

    return rule


IN_ANOTHER_CONVENTION: dict[str, tuple[str, str, Callable[..., Any], tuple[str, ...]]] = {
    "loss": ("cross_entropy", "sum", lambda z, Y: -(Y * z).sum(), ("1", "0")),
    "gradient": ("cross_entropy_gradient", "sum", lambda z, Y: softmax(z) + Y, ("1", "-1")),
    "sum": (
        "momentum",
        "sum",
        momentum_with(lambda _, beta: beta, lambda *_: 2, lambda lr, _: lr),
        ("1", "2"),
    ),
    "average for a sum": (
        "momentum",
        "sum",
        momentum_with(lambda _, beta: beta, lambda _, beta: 1 - beta, lambda lr, _: lr),
        ("1", "1 - beta"),
    ),
    "displacement": (
        "momentum",
        "displacement",
        momentum_with(lambda _, beta: 2 * beta, lambda lr, _: -lr, lambda *_: -1),
        ("2", "1"),
    ),
    "step": (
        "momentum",
        "step",
        momentum_with(lambda _, beta: beta, lambda lr, _: -lr, lambda *_: 1),
        ("1", "-1"),
    ),
}


@pytest.mark.parametrize("case", IN_ANOTHER_CONVENTION)
def test_a_factor_is_counted_from_what_the_assignment_asks(case: str) -> None:
    name, convention, wrong, names = IN_ANOTHER_CONVENTION[case]
    (axis,) = FORMULAS[name].convention
    of = asked(name, 0, ((axis, convention),))
    # Terms that stand beside those of the formula are told in its own convention alone.
    for terms in (terms for terms in entries()[name].terms if not terms.besides):
        right = returning(of, of.truth)
        assert not right.wrong_parts
        assert sum_of_terms.factors(right, terms) == ("1", "1")
        assert sum_of_terms.factors(returning(of, wrong), terms) == names


# --- what students write -----------------------------------------------------------------------


def jacobian_by_loops(x: Any) -> Any:
    S = softmax(x)
    J = np.zeros((len(x), len(x)))
    for i in range(len(x)):
        for j in range(len(x)):
            J[i, j] = S[i] * ((i == j) - S[j]) - (S[i] * S[j] if i != j else S[i] ** 2)
    return J


def product_with_a_mean(x: Any, g: Any) -> Any:
    S = softmax(x)
    return S * (g - (S * g).mean(axis=-1, keepdims=True))


def maximum_taken_off_twice(x: Any) -> Any:
    largest = x.max(axis=-1, keepdims=True)
    return x - largest - np.log(np.exp(x - largest).sum(axis=-1, keepdims=True)) - largest


def mean_of_one_term_only(logits: Any, Y: Any) -> Any:
    return np.log(np.exp(logits).sum(axis=1)).mean() - (Y * logits).sum()


def labels_added(logits: Any, Y: Any) -> Any:
    return (softmax(logits) + Y) / len(Y)


def shift_with_a_minus(X: Any, gamma: Any, beta: Any, eps: float) -> Any:
    return gamma * (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) + eps) - beta


def backward_in_stages(dY: Any, X: Any, gamma: Any, eps: float, of_mean: float, by: float) -> Any:
    N = len(X)
    mean, variance = X.mean(axis=0), X.var(axis=0)
    deviation = np.sqrt(variance + eps)
    dxhat = dY * gamma
    dvariance = (dxhat * (X - mean)).sum(axis=0) * -0.5 * (variance + eps) ** -1.5
    dmean = of_mean * dxhat.sum(axis=0) / deviation
    dX = dxhat / deviation + by * dvariance * (X - mean) / N + dmean / N
    return dX, (dY * (X - mean) / deviation).sum(axis=0), dY.sum(axis=0)


def sign_of_the_mean(dY: Any, X: Any, gamma: Any, eps: float) -> Any:
    return backward_in_stages(dY, X, gamma, eps, of_mean=1, by=2)


def mean_and_variance(dY: Any, X: Any, gamma: Any, eps: float) -> Any:
    return backward_in_stages(dY, X, gamma, eps, of_mean=1, by=4)


def mean_added_in_dgamma(dY: Any, X: Any, gamma: Any, eps: float) -> Any:
    dX, _, dbeta = backward(dY, X, gamma, eps)
    return dX, (dY * (X + X.mean(axis=0)) / np.sqrt(X.var(axis=0) + eps)).sum(axis=0), dbeta


def no_gradient(w: Any, v: Any, g: Any, lr: float, beta: float) -> Any:
    v = beta * v
    return w - lr * v, v


def past_twice_in_w(w: Any, v: Any, g: Any, lr: float, beta: float) -> Any:
    new = beta * v + (1 - beta) * g
    return w - lr * (beta * v + new), new


def adam_with(past: float, present: float, past_square: float, square: float) -> Any:
    def rule(
        w: Any, m: Any, v: Any, t: int, g: Any, lr: float, beta1: float, beta2: float, eps: float
    ) -> Any:
        m = past * beta1 * m + present * (1 - beta1) * g
        v = past_square * beta2 * v + square * (1 - beta2) * g**2
        mhat, vhat = m / (1 - beta1**t), v / (1 - beta2**t)
        return w - lr * mhat / (np.sqrt(vhat) + eps), m, v

    return rule


WRITTEN: dict[str, tuple[str, Callable[..., Any], str]] = {
    "by loops": ("softmax_jacobian", jacobian_by_loops, "terms:through-the-denominator*2"),
    "a mean": ("softmax_vjp", product_with_a_mean, "terms:through-the-denominator*1/n"),
    "twice the maximum": (
        "log_softmax",
        maximum_taken_off_twice,
        "terms:the-largest-input*-1",
    ),
    "one mean": ("cross_entropy", mean_of_one_term_only, "terms:the-logits-at-the-labels*N"),
    "labels added": ("cross_entropy_gradient", labels_added, "terms:through-the-label*-1"),
    "shift": ("batch_norm", shift_with_a_minus, "terms:the-shift*-1"),
    "sign of a path": (
        "batch_norm_backward",
        sign_of_the_mean,
        "terms:dX:through-the-mean*-1",
    ),
    "two paths": (
        "batch_norm_backward",
        mean_and_variance,
        "terms:dX:through-the-mean*-1+through-the-variance*2",
    ),
    "mean added": ("batch_norm_backward", mean_added_in_dgamma, "terms:dgamma:its-mean*-1"),
    "no gradient": ("momentum", no_gradient, "terms:v:the-gradient*0"),
    "a share too many": (
        "momentum",
        momentum_with(
            lambda _, beta: beta * (1 - beta), lambda _, beta: 1 - beta, lambda lr, _: lr
        ),
        "terms:v:the-velocity-before*(1-beta)",
    ),
    "past twice": ("momentum", past_twice_in_w, "terms:w:the-velocity-before*2"),
    "average of m": ("adam", adam_with(1, -0.5, 1, 1), "terms:m:the-gradient*-1/2"),
    "average of v": ("adam", adam_with(1, 1, 0, 1), "terms:v:the-average-before*0"),
}


@pytest.mark.parametrize("case", WRITTEN)
def test_what_is_written_is_named(case: str) -> None:
    name, function, code = WRITTEN[case]
    found = sum_of_terms.explain(returning(asked(name), function), language("en"))
    assert found is not None
    assert found.code == code
    assert len(found.headline) <= 27
    assert "?" in found.hints[0]
    assert all(len(line) <= 68 for line in found.why.splitlines() if line.startswith("  "))


def test_no_argument_is_called_unused_where_a_term_says_more(
    in_process: Callable[..., Any],
) -> None:
    def no_gradient_and_no_velocity_in_w(w: Any, v: Any, g: Any, lr: float, beta: float) -> Any:
        return w + lr * beta * v, beta * v

    task = assessed(in_process, "momentum", no_gradient_and_no_velocity_in_w)
    assert task.diagnosis[0].mistake == "terms:v:the-gradient*0"


def test_right_results_in_terms_are_right(in_process: Callable[..., Any]) -> None:
    def in_stages(dY: Any, X: Any, gamma: Any, eps: float) -> Any:
        return backward_in_stages(dY, X, gamma, eps, of_mean=-1, by=2)

    assert assessed(in_process, "batch_norm_backward", in_stages).status == "passed"
    assert assessed(in_process, "adam", adam_with(1, 1, 1, 1)).status == "passed"


def test_every_term_is_listed_with_its_state(in_process: Callable[..., Any]) -> None:
    task = assessed(in_process, "batch_norm_backward", mean_and_variance)
    (found,) = task.diagnosis
    assert found.message == (
        "Term by term, matched on all 60 inputs. X reaches the output along three paths, and dX is"
        " the sum of the three:\n"
        "  directly                 present\n"
        "  through the mean         opposite sign\n"
        "  through the variance     2 times the right one"
    )
    assert task.headline == "dX: several terms off"
    assert task.right == 'dgamma and dbeta, on every input. Of the sum: "directly".'


def test_what_a_part_has_from_a_wrong_one_is_right_for_it() -> None:
    found = sum_of_terms.explain(returning(asked("momentum"), no_gradient), language("en"))
    assert found is not None
    assert found.right == 'w, for the v returned. Of the sum: "the velocity before".'


def test_what_is_wrong_besides_is_not_called_right() -> None:
    def w_moves_by_something_else(w: Any, v: Any, g: Any, lr: float, beta: float) -> Any:
        return w - lr * g**2, beta * v

    evidence = returning(asked("momentum"), w_moves_by_something_else)
    found = sum_of_terms.explain(evidence, language("en"))
    assert found is not None
    assert found.code == "terms:v:the-gradient*0"
    assert found.right == 'Of the sum: "the velocity before".'


def test_a_known_mistake_says_more(in_process: Callable[..., Any]) -> None:
    (known,) = (
        m for m in entries()["batch_norm_backward"].mistakes if m.name == "mean-held-constant"
    )
    task = assessed(in_process, "batch_norm_backward", known.function)
    assert task.diagnosis[0].mistake == "mean-held-constant"


def test_it_is_said_in_single_precision_too() -> None:
    def rounded(x: Any) -> Any:
        return jacobian_by_loops(x).astype(np.float32)

    evidence = returning(asked("softmax_jacobian"), rounded)
    found = sum_of_terms.explain(evidence, language("en"))
    assert found is not None
    assert found.code == "terms:through-the-denominator*2"


@pytest.mark.parametrize(
    "function",
    [
        lambda *a: (np.tanh(backward(*a)[0]), *backward(*a)[1:]),
        lambda *a: (backward(*a)[0] + 1e-3, *backward(*a)[1:]),
        lambda *a: (backward(*a)[0] * np.nan, *backward(*a)[1:]),
        lambda *a: (backward(*a)[0][:1], *backward(*a)[1:]),
        lambda *a: (np.zeros_like(a[1]), *backward(*a)[1:]),
        lambda dY, X, gamma, eps: backward_in_stages(dY, X, gamma, 2 * eps, of_mean=1, by=2),
        lambda dY, X, gamma, eps: backward_in_stages(dY, X, gamma**2, eps, of_mean=1, by=2),
    ],
)
def test_nothing_is_read_into_what_is_no_such_sum(
    function: Callable[..., Any], in_process: Callable[..., Any]
) -> None:
    task = assessed(in_process, "batch_norm_backward", function)
    assert task.status == "failed"
    assert not task.diagnosis[0].mistake.startswith("terms:")
