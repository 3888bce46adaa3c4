"""A mistake in one step of a formula is named by what is known of that step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.assignment import TaskSpec
from grader.diagnosis import component
from grader.diagnosis.explanation import Explanation
from grader.evidence import Evidence, collect
from grader.language import language
from grader.question import Question, question
from grader.student.answers import Answer
from grader.task import assess
from reference.catalogue import catalogue, entries
from reference.composition import with_other, within
from reference.formula import Mistake, Step

SAY = language("en")
FORMULAS = catalogue()
STEPS = [step for entry in entries().values() for step in entry.steps]
SLIPS = [
    (step, mistake, form)
    for step in STEPS
    for mistake in entries()[step.of.name].mistakes
    if mistake.kind != "accepted" and not mistake.only_extreme
    for form in mistake.forms
]


@cache
def asked(name: str) -> Question:
    return question(TaskSpec(formula=name, points=4.0), entries()[name], 0)


def answered(of: Question, function: Callable[..., Any]) -> Evidence:
    with np.errstate(all="ignore"):
        values = [function(*example.arguments) for example in of.key.examples]
    return Evidence(of, tuple(Answer("returned", value) for value in values))


def wrong(name: str, step: str, form: Callable[..., Any]) -> Evidence:
    """Answers of a formula in which one step is another function."""
    return answered(asked(name), with_other(FORMULAS[name].function, FORMULAS[step], form))


def explained(name: str, step: str, form: Callable[..., Any]) -> Explanation:
    found = component.explain(wrong(name, step, form), SAY)
    assert found is not None
    return found


def known(step: str, name: str) -> Mistake:
    return next(m for m in entries()[step].mistakes if m.name == name)


@pytest.fixture(scope="module")
def banks() -> None:
    """Hypothesis draws the banks, which it would not do within a test that it drives."""
    for name in {step.formula.name for step in STEPS}:
        asked(name)


@pytest.mark.usefixtures("banks")
@settings(max_examples=12)
@given(slip=st.sampled_from(SLIPS))
def test_what_is_known_of_a_step_is_named_in_the_whole(slip: Any) -> None:
    step, mistake, form = slip
    evidence = answered(asked(step.formula.name), within(step, form))
    # It may be right in the whole, or its shape may not fit the other steps.
    if not evidence.wrong_parts or any(array is None for array in evidence.arrays):
        return
    if not any(np.any(part) for parts in evidence.arrays for part in parts or ()):
        return  # zeros come in many ways
    found = component.explain(evidence, SAY)
    assert found is not None
    assert f'"{mistake.headline}"' in found.sentence


@pytest.mark.parametrize(
    ("name", "step", "mistake"),
    [
        ("mlp_gradient", "batch_norm_backward", "half-of-the-path-through-the-variance"),
        ("mlp_gradient", "batch_norm_backward", "gamma-in-dgamma"),
        ("mlp_gradient", "batch_norm", "statistics-of-every-sample"),
        ("mlp_gradient", "linear_backward", "product-of-sums"),
        ("mlp_loss", "cross_entropy", "logarithm-to-base-two"),
        ("mlp_forward", "batch_norm", "squares-not-averaged"),
    ],
)
def test_the_whole_report_names_the_step(
    name: str, step: str, mistake: str, in_process: Callable[..., Any]
) -> None:
    function = with_other(FORMULAS[name].function, FORMULAS[step], known(step, mistake))
    task = assess(collect(in_process({name: function}), asked(name), ""), SAY, frozenset(), None)
    assert [one.mistake for one in task.diagnosis] == [f"{step}:{mistake}"]
    (said,) = (check.message for check in task.checks if check.name == "value")
    where = next(s.where for s in STEPS if (s.formula.name, s.of.name) == (name, step))
    assert said.startswith(f"There is a mistake {where}")
    assert all(hint.startswith("For this step alone: ") for hint in task.hints)


def test_letters_of_a_step_are_told_where_a_text_has_them() -> None:
    found = explained(
        "mlp_gradient",
        "batch_norm_backward",
        known("batch_norm_backward", "half-of-the-path-through-the-variance"),
    )
    assert "(X: its input; dX: the gradient with respect to its input)" in found.sentence
    assert found.headline == "a mistake in one step"
    found = explained("mlp_loss", "cross_entropy", known("cross_entropy", "logarithm-to-base-two"))
    assert "(" not in found.sentence
    assert found.headline == "log to the base 2"


def test_arrays_before_the_wrong_step_are_right() -> None:
    found = explained(
        "mlp_gradient",
        "batch_norm_backward",
        known("batch_norm_backward", "divided-by-the-variance"),
    )
    assert found.right == "b2, W2, beta1 and gamma1, on every input."


def test_mistakes_that_cannot_be_told_apart_are_all_named() -> None:
    # The sum of all derivatives by the logits is 0, and so is what forgets them.
    found = explained(
        "mlp_gradient", "linear_backward", known("linear_backward", "one-number-for-all-biases")
    )
    assert '"one number for all of db"' in found.sentence
    assert '"dY is missing in db"' in found.sentence
    assert not found.hints


def test_of_mistakes_with_one_name_the_first_is_told() -> None:
    # Where the probabilities are not small, the next one adds a constant that is not seen.
    first = known("cross_entropy_gradient", "derivative-by-the-probabilities")
    found = explained("mlp_gradient", "cross_entropy_gradient", first.forms[0])
    assert found.code == f"cross_entropy_gradient:{first.name}"
    assert found.sentence.count('"') == 2
    assert found.hints


def test_a_mistake_in_one_layer_alone_is_placed_there() -> None:
    formula = FORMULAS["mlp_gradient"]

    def decaying(params: Any, *others: Any) -> Any:
        gradient = formula(params, *others)
        last = f"W{len(params) // 3 + 1}"
        return {
            name: array + 0.01 * params[name] if name[0] == "W" and name != last else array
            for name, array in gradient.items()
        }

    found = component.explain(answered(asked("mlp_gradient"), decaying), SAY)
    assert found is not None
    assert found.code == "linear_backward:weight-decay"
    assert "through W of the hidden layers" in found.sentence


def test_a_pair_of_mistakes_in_one_step_is_named() -> None:
    pair = next(
        p
        for p in entries()["batch_norm_backward"].pairs
        if p.name == "mean-held-constant+gamma-missing-in-dX"
    )
    found = explained("mlp_gradient", "batch_norm_backward", pair)
    assert [one.code for one in found.all] == [f"batch_norm_backward:{m.name}" for m in pair.both]
    assert found.sentence.startswith(
        "There is a mistake on the way back through batch normalization ("
    )


def test_on_ordinary_inputs_nothing_is_matched_where_these_are_right() -> None:
    form = known("cross_entropy_gradient", "gradient-with-one-maximum")
    found = explained("mlp_gradient", "cross_entropy_gradient", form)
    assert found.why.startswith("A known mistake: ")
    form = known("cross_entropy_gradient", "gradient-with-overflowing-exponents")
    found = explained("mlp_gradient", "cross_entropy_gradient", form)
    assert "Or where the way back begins" in found.sentence
    assert not found.why


@pytest.mark.parametrize("name", ["mlp_forward", "mlp_loss", "mlp_gradient"])
def test_what_no_step_explains_gets_no_name(name: str) -> None:
    right = FORMULAS[name]

    def noisy(params: Any, *others: Any) -> Any:
        return right({n: np.sin(array) for n, array in params.items()}, *others)

    assert component.explain(answered(asked(name), noisy), SAY) is None
    assert component.explain(answered(asked(name), right), SAY) is None


def test_a_step_is_looked_at_in_the_convention_that_is_asked_for() -> None:
    whole = entries()["cross_entropy"]
    step = Step(whole.formula, of=FORMULAS["log_softmax"], where="in the logarithm")
    spec = TaskSpec(formula="cross_entropy", points=4.0, convention={"reduction": "sum"})
    of = question(spec, replace(whole, steps=(step,)), 0)

    def sum_of_logits(logits: Any, Y: Any) -> Any:
        form = known("log_softmax", "logarithm-to-another-base")
        return len(Y) * with_other(whole.formula.function, step.of, form)(logits, Y)

    found = component.explain(answered(of, sum_of_logits), SAY)
    assert found is not None
    assert found.code == "log_softmax:logarithm-to-another-base"
