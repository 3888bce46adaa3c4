"""What a course calls the letters of a formula, read off the lines of its assignment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.assignment import Assignment, TaskSpec, load
from grader.diagnosis.course_names import name_of, renamed, told
from grader.evidence import collect
from grader.language import language
from grader.question import Question, question
from grader.task import assess
from reference.catalogue import entries

ADAM = "update_variables_Adam(alpha, beta1, beta2, epsilon, var, grad, v, s, t)"


@cache
def of_formula(name: str) -> Question:
    return question(TaskSpec(formula=name, points=1), entries()[name], 0)


def asked(formula: str, call: str, signature: str = "", function: str = "f") -> Question:
    task = TaskSpec(formula=formula, points=1, function=function, call=call, signature=signature)
    return replace(of_formula(formula), task=task)


def names(of: Question) -> dict[str, str]:
    return {one.written: one.name for one in renamed(of)}


@pytest.mark.parametrize(
    ("formula", "call", "signature", "found"),
    [
        # By position, by keyword, and where the lines themselves tell it.
        ("gradient_descent", "return f(w, g, lr)", "def f(w, dw, rate)", {"g": "dw", "lr": "rate"}),
        ("gradient_descent", "return f(g=w, w=g, lr=lr)", "def f(g, w, lr)", {"w": "g", "g": "w"}),
        ("gradient_descent", "return f(w, rate=lr, dw=g)", "", {"lr": "rate", "g": "dw"}),
        # Through a dict: written at once, in two lines, or where it is passed on.
        (
            "momentum",
            "c = {'lr': lr, 'momentum': beta}\nc |= {'speed': v}\nreturn f(w, g, c)",
            "def f(w, dw, config=None)",
            {"g": "dw", "beta": 'config["momentum"]', "v": 'config["speed"]'},
        ),
        ("gradient_descent", "return f(w, {'dw': g}, lr)", "def f(w, c, lr)", {"g": 'c["dw"]'}),
        ("gradient_descent", "c = {'dw': g}\nreturn f(w, c, lr)", "", {"g": 'c["dw"]'}),
        # What is made from a letter, where it is short; capitals alone make no other name.
        ("adam", "return f(w, t - 1)", "def f(W, t)", {"t - 1": "t"}),
        ("gradient_descent", "return f(np.reshape(w, (len(w), 1, 1)), g)", "def f(v, g)", {}),
        # A letter that the lines set themselves is none of the formula's.
        ("gradient_descent", "g = np.ones(3)\nreturn f(w, g, lr)", "def f(w, dw, lr)", {}),
        ("gradient_descent", "lr *= 2\nreturn f(w, g, lr)", "def f(w, dw, rate)", {"g": "dw"}),
        (
            "gradient_descent",
            "for g in [1, 2]:\n    lr = 1 / g\nreturn f(w, g, lr)",
            "def f(u, dw, rate)",
            {"w": "u"},
        ),
        ("gradient_descent", "w = f(w, g, lr)\nreturn f(w, g, lr)", "def f(u, g, lr)", {"w": "u"}),
        # Nothing is guessed: a star, more arguments than names, a head that is none, a method.
        ("gradient_descent", "return f(*[w, g], lr)", "def f(a, b, c)", {}),
        ("gradient_descent", "return f(w, g, lr)", "def f(w)", {}),
        ("gradient_descent", "return f(w, g, lr)", "f(", {}),
        ("gradient_descent", "return f().step(w, g, lr)", "def f()", {}),
    ],
)
def test_names_are_read_off_the_lines(
    formula: str, call: str, signature: str, found: dict[str, str]
) -> None:
    assert names(asked(formula, call, signature)) == found


def test_without_lines_the_signature_tells_the_names() -> None:
    task = asked("batch_norm", "", "def batch_norm(Z, gamma, beta, epsilon)", "batch_norm")
    assert names(task) == {"X": "Z", "eps": "epsilon"}
    assert names(asked("batch_norm", "", "", "batch_norm")) == {}


@given(st.permutations(["w", "m", "v", "t", "g", "lr", "beta1", "beta2", "eps"]))
def test_a_letter_has_the_name_of_the_place_where_it_is_passed(order: list[str]) -> None:
    parameters = ["w", "m", "v", "t", "g", "lr", "beta1", "beta2", "eps"]
    of = asked("adam", f"return f({', '.join(order)})", f"def f({', '.join(parameters)})")
    for letter, parameter in zip(order, parameters, strict=True):
        assert name_of(of, letter) == parameter
    assert all(one.written != one.name for one in renamed(of))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("v is divided by 1 - beta2; m is right.", "In f, m is called v and v is called s."),
        ("The step is eps.", "In f, eps is called epsilon."),
        ("mean and variance", ""),
    ],
)
def test_only_the_letters_of_the_texts_are_told(text: str, says: str) -> None:
    call = "return f(lr, beta1, beta2, eps, w, g, m, v, t)"
    of = asked("adam", call, f"def {ADAM.replace('update_variables_Adam', 'f')}")
    assert told(of, [text, ""], language("en")) == says


def test_a_letter_that_only_another_function_is_given_has_its_name_from_there() -> None:
    tasks = (
        TaskSpec(formula="linear", points=1, function="forward", signature="def forward(A, W, c)"),
        TaskSpec(
            formula="linear_backward",
            points=1,
            function="backward",
            signature="def backward(dZ, cache)",
            call="_, cache = forward(X, W, np.zeros(W.shape[1]))\nreturn backward(dY, cache)",
        ),
    )
    assignment = Assignment(title={"en": "", "pt": ""}, task=tasks)
    of = replace(of_formula("linear_backward"), task=tasks[1], assignment=assignment)
    said = told(of, ["dX is dY times W; X comes first."], language("en"))
    assert said == "In forward, X is called A. In backward, dY is called dZ."
    assert of.functions == {"linear": "forward", "linear_backward": "backward"}


def test_the_course_that_comes_with_the_project_is_read() -> None:
    assignment = load("cs231n")
    found = {
        task.name: names(replace(of_formula(task.formula), task=task, assignment=assignment))
        for task in assignment.task
    }
    assert found["rmsprop"] == {
        "g": "dw",
        "lr": 'config["learning_rate"]',
        "beta": 'config["decay_rate"]',
        "eps": 'config["epsilon"]',
        "s": 'config["cache"]',
    }
    assert found["softmax_loss.dx"] == {"logits": "x", "Y.argmax(axis=1)": "y"}
    assert found["batchnorm_backward"] == {"dY": "dout"}
    assert found["batchnorm_forward.running"]["var"] == 'bn_param["running_var"]'


def base_two(x: Any) -> Any:
    return entries()["log_softmax"].formula.function(x) / np.log(2)


@pytest.mark.parametrize(
    ("function", "signature", "called", "call"),
    [
        ("log_softmax", "", "log_softmax", ()),
        ("log_softmax", "def log_softmax(x)", "log_softmax", ()),
        ("my_log", "def my_log(z)", "my_log", ("return my_log(x)",)),
    ],
)
def test_why_names_the_students_function_and_how_it_is_called(
    function: str,
    signature: str,
    called: str,
    call: tuple[str, ...],
    in_process: Callable[..., Any],
) -> None:
    of = asked("log_softmax", "", signature, function)
    task = assess(
        collect(in_process({function: base_two}), of, ""), language("en"), frozenset(), None
    )
    assert f"{called} has the natural one" in task.diagnosis[0].message
    assert task.call == call
