"""A tuple or a list where one array is asked for, and one array where several are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.assignment import TaskSpec
from grader.evidence import collect
from grader.language import language
from grader.question import question
from grader.records import Task
from grader.task import assess
from reference.catalogue import catalogue, entries

FORMULAS = catalogue()
softmax = FORMULAS["softmax"].function
loss = FORMULAS["cross_entropy"].function
step = FORMULAS["gradient_descent"].function
linear = FORMULAS["linear"].function
backward = FORMULAS["linear_backward"].function


def assessed(in_process: Callable[..., Any], name: str, function: Callable[..., Any]) -> Task:
    asked = question(TaskSpec(formula=name, points=4.0), entries()[name], 0)
    return assess(
        collect(in_process({name: function}), asked, ""), language("en"), frozenset(), None
    )


# Formula, wrong function, what is said of what came back, and what of it is right.
SEVERAL: dict[str, tuple[str, Callable[..., Any], str, str]] = {
    "the result twice": ("softmax", lambda x: (softmax(x), softmax(x)), "a tuple of 2 arrays", "0"),
    "the right one last": (
        "linear",
        lambda X, W, b: (b, linear(X, W, b)),
        "a tuple of 2 arrays",
        "1",
    ),
    "neither": ("linear", lambda _, W, b: (W, b), "a tuple of 2 arrays", ""),
    "in a list": (
        "gradient_descent",
        lambda w, g, lr: [step(w, g, lr), g],
        "a list of 2 arrays",
        "0",
    ),
    "of other shapes": ("linear", lambda _, W, b: [W, b], "a list of 2 arrays", ""),
    "with a number": ("softmax", lambda x: (softmax(x), 0.0), "a tuple of 2 values", "0"),
    "numbers": ("cross_entropy", lambda z, Y: (loss(z, Y), 1.0), "a tuple of 2 numbers", "0"),
}


@pytest.mark.parametrize("case", SEVERAL)
def test_what_came_back_is_named_and_what_is_right_in_it(
    case: str, in_process: Callable[..., Any]
) -> None:
    name, function, returned, right = SEVERAL[case]
    task = assessed(in_process, name, function)
    one = "one number" if "numbers" in returned else "one array"
    failed = next(check for check in task.checks if check.status == "failed")
    assert failed.message == f"The function returned {returned}, not {one}."
    assert task.headline == returned
    assert [diagnosis.mistake for diagnosis in task.diagnosis] == ["shape:several"]
    assert task.right == (f"Entry [{right}] of it, on all 60 inputs." if right else "")
    assert failed.counterexamples[0].got is None
    assert task.score == 0


def test_of_several_parts_the_one_is_named_and_the_others_are_right(
    in_process: Callable[..., Any],
) -> None:
    def nested(dY: Any, X: Any, W: Any) -> Any:
        dX, dW, db = backward(dY, X, W)
        return (dX, dX), dW, db

    task = assessed(in_process, "linear_backward", nested)
    failed = next(check for check in task.checks if check.status == "failed")
    assert failed.message == "dX is a tuple of 2 arrays, not one array."
    assert 0 < task.score < task.max_score


def test_one_array_for_three_is_not_read_as_its_rows(in_process: Callable[..., Any]) -> None:
    task = assessed(in_process, "linear_backward", lambda *a: backward(*a)[0])
    failed = next(check for check in task.checks if check.status == "failed")
    assert failed.message.startswith("The function returned 1 value; the statement asks for 3:")
    (example,) = failed.counterexamples
    assert (example.got, example.expected) == (None, None)


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("softmax", lambda x: list(softmax(x))),
        ("softmax", lambda x: softmax(x).tolist()),
        ("linear_backward", lambda *a: list(map(np.ndarray.tolist, backward(*a)))),
        ("linear_backward", lambda *a: dict(zip(("dX", "dW", "db"), backward(*a), strict=True))),
    ],
)
def test_the_rows_of_an_array_in_a_list_are_that_array(
    name: str, function: Callable[..., Any], in_process: Callable[..., Any]
) -> None:
    task = assessed(in_process, name, function)
    assert (task.status, task.remarks) == ("passed", ())


def test_a_list_of_rows_of_a_wrong_shape_is_told_by_its_shape(
    in_process: Callable[..., Any],
) -> None:
    task = assessed(in_process, "linear", lambda X, W, b: list(linear(X, W, b).T))
    assert "several" not in task.diagnosis[0].mistake


@pytest.mark.parametrize(("kind", "word"), [(tuple, "tuple"), (list, "list")])
def test_one_array_inside_is_read_with_a_remark(
    kind: type, word: str, in_process: Callable[..., Any]
) -> None:
    task = assessed(in_process, "softmax", lambda x: kind([softmax(x)]))
    assert task.status == "passed"
    assert task.remarks == (f"The array came inside a {word}; it was read without it.",)
    task = assessed(
        in_process, "linear_backward", lambda *a: (kind(backward(*a)[:1]), *backward(*a)[1:])
    )
    assert task.remarks == (f"The array came inside a {word}; it was read without it.",)
    # An axis of size 1 that is in the array itself is told as one.
    task = assessed(in_process, "softmax", lambda x: softmax(x)[None])
    assert "axis of size 1" in task.remarks[0]
