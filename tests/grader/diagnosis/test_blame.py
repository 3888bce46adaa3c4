"""What a wrong gradient has to do with the student's own function, in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.assignment import TaskSpec
from grader.diagnosis.blame import blame, follows
from grader.evidence import Evidence, collect
from grader.language import language
from grader.question import question
from grader.task import assess
from reference.catalogue import catalogue, entries

say = language("en")
LOSS, GRADIENT = catalogue()["cross_entropy"], catalogue()["cross_entropy_gradient"]
MSE, MSE_GRADIENT = catalogue()["sigmoid_mse"], catalogue()["sigmoid_mse_gradient"]


def one_entry(z: Any, Y: Any) -> Any:
    result = GRADIENT(z, Y)
    result[0, 0] += 0.5
    return result


def times(factor: Callable[[Any], float]) -> Callable[..., Any]:
    return lambda z, Y: factor(z) * GRADIENT(z, Y)


def scaled_bias(w: Any, b: Any, X: Any, y: Any) -> Any:
    dw, db = MSE_GRADIENT(w, b, X, y)
    return dw, len(y) * db


def judged(student: Any, name: str, forward: str) -> Evidence:
    asked = question(TaskSpec(formula=name, points=4.0), entries()[name], 0)
    return collect(student, asked, forward)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (times(lambda _: 2.0), "2 times the right one"),
        (times(len), "N times the right one"),
        (times(lambda z: 1 / z.shape[1]), "1/K times the right one"),
        (times(lambda _: 0.37), "0.37 times the right one"),
        (times(lambda _: -1.0), "right size, opposite sign"),
        (one_entry, "different"),
        (times(lambda _: np.nan), "different"),
    ],
)
def test_the_relation_to_ones_own_loss_has_words(
    wrong: Callable[..., Any], words: str, in_process: Callable[..., Any]
) -> None:
    student = in_process({"cross_entropy": LOSS, "cross_entropy_gradient": wrong})
    found = blame(judged(student, "cross_entropy_gradient", "cross_entropy"), say)
    assert found is not None
    assert (found.own, found.asked) == (words, words)
    assert found.sentence == "The loss is right. The gradient belongs to a different loss."


def test_a_loss_of_which_only_the_derivative_is_right_is_not_called_right(
    in_process: Callable[..., Any],
) -> None:
    """No derivative tells of a constant that is added; the grading of the loss does."""
    functions = {
        "cross_entropy": lambda z, Y: LOSS(z, Y) + 3,
        "cross_entropy_gradient": times(lambda _: 2.0),
    }
    evidence = judged(in_process(functions), "cross_entropy_gradient", "cross_entropy")
    found = blame(evidence, say, forward_passed=False)
    assert found is not None
    assert found.sentence.startswith("The derivative of cross_entropy is the one asked for.")
    assert (found.own, found.asked) == ("2 times the right one", "2 times the right one")


def test_a_loss_that_is_noise_is_not_called_right(in_process: Callable[..., Any]) -> None:
    random = np.random.default_rng(0)
    functions = {
        "cross_entropy": lambda z, Y: LOSS(z, Y) + 1e-3 * random.random(),
        "cross_entropy_gradient": times(lambda _: -1.0),
    }
    evidence = judged(in_process(functions), "cross_entropy_gradient", "cross_entropy")
    assert evidence.own
    assert blame(evidence, say) is None
    assert not follows(evidence)


def test_a_gradient_that_is_only_imprecise_belongs_to_no_other_loss(
    in_process: Callable[..., Any],
) -> None:
    functions = {
        "cross_entropy": LOSS,
        "cross_entropy_gradient": lambda z, Y: GRADIENT(z, Y) + 1e-7,
    }
    evidence = judged(in_process(functions), "cross_entropy_gradient", "cross_entropy")
    assert evidence.own
    assert evidence.wrong_parts
    assert blame(evidence, say) is None


def test_a_number_has_its_factor_too(in_process: Callable[..., Any]) -> None:
    student = in_process({"sigmoid_mse": MSE, "sigmoid_mse_gradient": scaled_bias})
    found = blame(judged(student, "sigmoid_mse_gradient", "sigmoid_mse"), say)
    assert found is not None
    assert found.own == "N times the right one"


def test_a_gradient_of_another_loss_follows_it(in_process: Callable[..., Any]) -> None:
    student = in_process(
        {
            "cross_entropy": lambda z, Y: len(z) * LOSS(z, Y),
            "cross_entropy_gradient": times(len),
        }
    )
    evidence = judged(student, "cross_entropy_gradient", "cross_entropy")
    found = blame(evidence, say)
    assert found is not None
    assert found.own == f"right on all {len(evidence.own)} inputs"
    assert found.asked == "N times the right one"
    assert follows(evidence)


def test_nothing_is_compared_where_a_key_is_missing(in_process: Callable[..., Any]) -> None:
    network = catalogue()

    def without_a_key(*arguments: Any) -> Any:
        return {k: v for k, v in network["mlp_gradient"](*arguments).items() if k != "gamma1"}

    def doubled(*arguments: Any) -> Any:
        return 2 * network["mlp_loss"](*arguments)

    student = in_process({"mlp_loss": doubled, "mlp_gradient": without_a_key})
    evidence = judged(student, "mlp_gradient", "mlp_loss")
    assert blame(evidence, say) is None


def own_errors_alone(w: Any, b: Any, X: Any, y: Any) -> Any:
    """The slope of the sigmoid is missing in db."""
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return MSE_GRADIENT(w, b, X, y)[0], error.mean()


def neither(w: Any, b: Any, X: Any, y: Any) -> Any:
    return tuple(part + 0.1 * np.sin(37 * part + 1) for part in MSE_GRADIENT(w, b, X, y))


@pytest.mark.parametrize(
    ("wrong", "first"),
    [(own_errors_alone, "sigmoid_mse_gradient"), (neither, "sigmoid_mse")],
)
def test_there_is_one_first_step_where_both_are_wrong(
    wrong: Callable[..., Any], first: str, in_process: Callable[..., Any]
) -> None:
    student = in_process(
        {"sigmoid_mse": lambda *given: 2 * MSE(*given), "sigmoid_mse_gradient": wrong}
    )
    task = assess(judged(student, "sigmoid_mse_gradient", "sigmoid_mse"), say, frozenset(), None)
    assert (task.blame is None) == (first == "sigmoid_mse_gradient")
    assert re.findall(r"sigmoid_mse\w*", task.action) == [first]


def test_where_nothing_can_be_decided_nothing_follows(in_process: Callable[..., Any]) -> None:
    random = np.random.default_rng(0)
    student = in_process(
        {
            "cross_entropy": lambda z, Y: len(z) * LOSS(z, Y) + random.normal(),
            "cross_entropy_gradient": times(len),
        }
    )
    evidence = judged(student, "cross_entropy_gradient", "cross_entropy")
    assert evidence.undecided
    assert not follows(evidence)
    assert blame(evidence, say) is None
