"""Wrong functions that the catalogue does not know, with what is to be said of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.assignment import TaskSpec
from grader.evidence import collect
from grader.language import CODES, language
from grader.question import question
from grader.records import Task
from grader.task import assess
from reference.catalogue import catalogue, entries

FORMULAS = catalogue()
softmax = FORMULAS["softmax"].function
jacobian = FORMULAS["softmax_jacobian"].function
vjp = FORMULAS["softmax_vjp"].function
log_softmax = FORMULAS["log_softmax"].function
cross_entropy = FORMULAS["cross_entropy"].function
gradient = FORMULAS["cross_entropy_gradient"].function
batch_norm = FORMULAS["batch_norm"].function
backward = FORMULAS["batch_norm_backward"].function
momentum = FORMULAS["momentum"].function
adam = FORMULAS["adam"].function


def quotient(x: Any) -> Any:
    """The Jacobian of softmax by central differences."""
    h = 1e-5
    steps = h * np.eye(len(x))
    return np.stack([(softmax(x + s) - softmax(x - s)) / (2 * h) for s in steps], axis=1)


def changes(x: Any) -> Any:
    x -= x.max(axis=-1, keepdims=True)
    return softmax(x)


def differences(logits: Any, Y: Any) -> Any:
    """The gradient of cross-entropy by central differences."""
    h = 1e-5
    result = np.empty_like(logits)
    for i in np.ndindex(*logits.shape):
        step = np.zeros_like(logits)
        step[i] = h
        result[i] = (cross_entropy(logits + step, Y) - cross_entropy(logits - step, Y)) / (2 * h)
    return result


def mixed(w: Any, v: Any, g: Any, lr: Any, beta: Any) -> Any:
    """w moves by the mean of the old velocity and the new one."""
    new = beta * v + (1 - beta) * g
    return w - lr * (v + new) / 2, new


OLD_AND_NEW = "terms:w:the-new-velocity*1/2+the-velocity-passed-in*1/2"


class Drifting:
    """Gives another answer at each call."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, x: Any) -> Any:
        self.calls += 1
        return softmax(x) + 1e-3 * self.calls


def missing_row(logits: Any, Y: Any) -> Any:
    result = gradient(logits, Y)
    result[0] = 0
    return result


WRONG: dict[str, tuple[str, Callable[[], Callable[..., Any]], str]] = {
    "twice": ("cross_entropy_gradient", lambda: lambda z, Y: 2 * gradient(z, Y), "scale-2"),
    "sum": ("cross_entropy_gradient", lambda: lambda z, Y: len(Y) * gradient(z, Y), "scale-N"),
    "entries": (
        "cross_entropy_gradient",
        lambda: lambda z, Y: gradient(z, Y) * z.shape[1],
        "scale-K",
    ),
    "sign": ("softmax_jacobian", lambda: lambda x: -jacobian(x), "sign"),
    "transpose": ("cross_entropy_gradient", lambda: lambda z, Y: gradient(z, Y).T, "transposed"),
    "quotient": ("softmax_jacobian", lambda: quotient, "imprecise"),
    "first row": ("cross_entropy_gradient", lambda: missing_row, "row-0"),
    "right diagonal": (
        "softmax_jacobian",
        lambda: lambda x: jacobian(x) * (1 + (1 - np.eye(len(x))) * (x**2).sum()),
        "off-diagonal",
    ),
    "wrong diagonal": (
        "softmax_jacobian",
        lambda: lambda x: jacobian(x) + np.diag(x**2 + 1),
        "diagonal",
    ),
    "only vectors": (
        "softmax_vjp",
        lambda: lambda x, g: vjp(x, g) if x.ndim == 1 else vjp(x, g) * x,
        "only-batch",
    ),
    "order": ("momentum", lambda: lambda *a: momentum(*a)[::-1], "results-exchanged"),
    "arguments": (
        "batch_norm",
        lambda: lambda X, gamma, beta, eps: batch_norm(X, beta, gamma, eps),
        "arguments-exchanged:gamma-beta",
    ),
    # Where t stands in the place of T, the reference divides by 0.
    "no exchange": ("cosine_annealing", lambda: lambda lr0, t, T: lr0 + t + T, "unnamed"),
    "fixed beta": (
        "momentum",
        lambda: lambda w, v, g, lr, _: momentum(w, v, g, lr, 0.9),
        "unused:beta",
    ),
    "other way": (
        "momentum",
        lambda: lambda w, *a: (2 * w - momentum(w, *a)[0], momentum(w, *a)[1]),
        "sign:w",
    ),
    "further, the other way": (
        "momentum",
        lambda: lambda w, *a: (3 * w - 2 * momentum(w, *a)[0], momentum(w, *a)[1]),
        "scale--2:w",
    ),
    "differences": ("cross_entropy_gradient", lambda: differences, "imprecise"),
    "old and new": ("momentum", lambda: mixed, OLD_AND_NEW),
    "half dgamma": (
        "batch_norm_backward",
        lambda: lambda *a: (backward(*a)[0], backward(*a)[1] / 2, backward(*a)[2]),
        "scale-1/2:dgamma",
    ),
    "in place": ("softmax", lambda: changes, "changes-its-input"),
    "drifting": ("softmax", Drifting, "not-repeatable"),
    "nothing": ("softmax", lambda: lambda _: None, "shape:nothing"),
    "a text": ("softmax", lambda: lambda _: "softmax", "shape:type"),
    "a number": ("softmax", lambda: lambda x: float(x.sum()), "shape:one-number"),
    "one of three": ("adam", lambda: lambda *a: adam(*a)[0], "shape:count"),
    "an exception": ("log_softmax", lambda: lambda x: log_softmax(x)[9, 9, 9], "error:IndexError"),
    "noise": ("softmax", lambda: lambda x: np.sin(37 * x), "unnamed"),
}


def assessed(
    in_process: Callable[..., Any], name: str, function: Callable[..., Any], lang: str = "en"
) -> Task:
    formula = FORMULAS[name]
    functions = {name: function}
    forward = ""
    if formula.derivative is not None:
        forward = formula.derivative.of.name
        functions[forward] = formula.derivative.of
    asked = question(TaskSpec(formula=name, points=4.0), entries()[name], 0)
    found = collect(in_process(functions), asked, forward)
    return assess(found, language(lang), frozenset(), None)


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said(case: str, in_process: Callable[..., Any]) -> None:
    name, make, code = WRONG[case]
    task = assessed(in_process, name, make())
    assert task.score < task.max_score
    assert [diagnosis.mistake for diagnosis in task.diagnosis] == [code]
    assert task.headline
    assert task.action.endswith("run")
    failed = [check for check in task.checks if check.status == "failed"]
    assert failed[0].message
    assert failed[0].counterexamples


@pytest.mark.parametrize("case", WRONG)
def test_both_languages_say_it_of_the_same_numbers(
    case: str, in_process: Callable[..., Any]
) -> None:
    name, make, _ = WRONG[case]
    english, portuguese = (assessed(in_process, name, make(), lang) for lang in CODES)
    assert english.score == portuguese.score
    for one, other in zip(english.checks, portuguese.checks, strict=True):
        assert [(c.inputs, c.got, c.expected) for c in one.counterexamples] == [
            (c.inputs, c.got, c.expected) for c in other.counterexamples
        ]
    assert english.headline != portuguese.headline


def of_most_soft_labels(logits: Any, Y: Any) -> Any:
    is_soft = np.any((Y > 0) & (Y < 1))
    return gradient(logits, Y) * (1 + (is_soft and logits[0, 0] > -4) * np.abs(logits))


def test_inputs_of_a_kind_that_are_right_are_not_called_wrong(
    in_process: Callable[..., Any],
) -> None:
    task = assessed(in_process, "cross_entropy_gradient", of_most_soft_labels)
    assert [diagnosis.mistake for diagnosis in task.diagnosis] == ["only-soft-labels"]
    message = next(check.message for check in task.checks if check.status == "failed")
    assert message.endswith("the wrong ones are all inputs whose labels are not one-hot.")
    assert "not of this kind" not in task.right


def spoilt_diagonal(x: Any) -> Any:
    """Wrong on the diagonal; where an exponential overflows, everywhere."""
    exponentials = np.exp(x)
    s = exponentials / exponentials.sum()
    return np.diag(s + x**2) - np.outer(s, s)


def test_a_place_is_named_for_the_inputs_on_which_it_is_the_only_one(
    in_process: Callable[..., Any],
) -> None:
    task = assessed(in_process, "softmax_jacobian", spoilt_diagonal)
    (found,) = task.diagnosis
    assert found.mistake == "diagonal"
    assert "What the 50 inputs have in common" in found.message


def opposite(function: Callable[..., Any], factor: float) -> Callable[..., Any]:
    return lambda *arguments: -factor * function(*arguments)


@pytest.mark.parametrize("factor", [1, 2])
def test_where_the_sign_is_wrong_no_sign_and_no_direction_is_called_right(
    factor: float, in_process: Callable[..., Any]
) -> None:
    def climbs(w: Any, g: Any, lr: Any) -> Any:
        return w + factor * lr * g

    of_array = assessed(in_process, "softmax_vjp", opposite(vjp, factor))
    of_number = assessed(in_process, "cross_entropy", opposite(cross_entropy, factor))
    of_step = assessed(in_process, "gradient_descent", climbs)
    for task in (of_array, of_number, of_step):
        said = [task.right, *(check.message for check in task.checks if check.status == "failed")]
        assert not any("direction of the step" in text or "signs" in text for text in said)
        assert not any("right direction" in text for text in said)
    assert "entries" not in of_number.right


def test_a_wrong_forward_function_is_not_the_fault_of_a_right_gradient(
    in_process: Callable[..., Any],
) -> None:
    asked = question(
        TaskSpec(formula="cross_entropy_gradient", points=4.0),
        entries()["cross_entropy_gradient"],
        0,
    )
    functions = {
        "cross_entropy_gradient": gradient,
        "cross_entropy": lambda z, Y: 3 * cross_entropy(z, Y),
    }
    found = collect(in_process(functions), asked, "cross_entropy")
    task = assess(found, language("en"), frozenset(), None)
    assert (task.status, task.score) == ("passed", 4.0)
    assert any("cross_entropy is a different function" in remark for remark in task.remarks)


def test_a_gradient_of_the_own_wrong_loss_earns_no_less_than_its_right_parts(
    in_process: Callable[..., Any],
) -> None:
    def with_penalty(w: Any, b: Any, X: Any, y: Any) -> Any:
        return FORMULAS["sigmoid_mse"](w, b, X, y) + b**2

    def its_gradient(w: Any, b: Any, X: Any, y: Any) -> Any:
        dw, db = FORMULAS["sigmoid_mse_gradient"](w, b, X, y)
        return dw, db + 2 * b

    spec = TaskSpec(formula="sigmoid_mse_gradient", points=3.0, follow_through=0.25)
    asked = question(spec, entries()["sigmoid_mse_gradient"], 0)
    functions = {"sigmoid_mse_gradient": its_gradient, "sigmoid_mse": with_penalty}
    found = collect(in_process(functions), asked, "sigmoid_mse")
    task = assess(found, language("en"), frozenset(), None)
    assert task.blame is not None
    assert task.blame.follows
    assert task.score == 2.0


def test_a_gradient_of_the_own_wrong_loss_earns_its_share(in_process: Callable[..., Any]) -> None:
    spec = TaskSpec(formula="cross_entropy_gradient", points=4.0, follow_through=0.25)
    asked = question(spec, entries()["cross_entropy_gradient"], 0)
    functions = {
        "cross_entropy_gradient": lambda z, Y: 3 * gradient(z, Y),
        "cross_entropy": lambda z, Y: 3 * cross_entropy(z, Y),
    }
    found = collect(in_process(functions), asked, "cross_entropy")
    task = assess(found, language("en"), frozenset(), None)
    assert task.score == 1.0
    assert task.blame is not None
    assert task.blame.follows
    assert task.blame.asked == "3 times the right one"


def test_of_a_dict_each_right_array_earns_its_share(in_process: Callable[..., Any]) -> None:
    right = FORMULAS["mlp_gradient"]

    def spoilt(change: Callable[[dict[str, Any], str], object]) -> Callable[..., Any]:
        def function(params: Any, *others: Any) -> Any:
            gradient = right(params, *others)
            change(gradient, f"b{len(params) // 3 + 1}")
            return gradient

        return function

    def summed(gradient: dict[str, Any], last: str) -> None:
        gradient[last] = gradient[last].sum()

    def left_out(gradient: dict[str, Any], last: str) -> None:
        del gradient[last]

    def zero(gradient: dict[str, Any], last: str) -> None:
        gradient[last] = 0 * gradient[last] + 1

    for change in (summed, left_out, zero):
        task = assessed(in_process, "mlp_gradient", spoilt(change))
        # Of a network with two layers, four arrays of five are right.
        assert (task.status, task.score, task.max_score) == ("failed", 3.2, 4.0)
