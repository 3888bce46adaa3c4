"""What is more than numbers arrives in the worker: generators in a known state, and functions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from grader.records import Cell, Submission
from grader.student.answers import Answer, Call
from grader.student.given import given
from grader.student.process import Student
from grader.student.wire import Affine
from grader.student.wire import Seed as SeedOnTheWire
from reference.values import QuadraticGradient, Seed

A, B = np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([1.0, -1.0])
SOURCE = """
import numpy as np

def draw(rng):
    return rng.random(3)

def at(grad, u):
    return grad(u)

def twice(grad, u):
    first = grad(u)
    first[:] = 0
    return grad(u)

def keep(grad, u):
    global kept
    kept = globals().get("kept", grad)
    return kept(u)

def kind(rng, grad):
    return [type(rng).__name__, type(grad).__name__, str(type(grad(np.ones(2))))]

def replaced(rng):
    return rng.random(3)

np.random.default_rng = lambda seed: None
"""


def answers(student: Student, *calls: Call) -> list[Answer]:
    student.load(Submission("hw.py", is_notebook=False, cells=(Cell(None, SOURCE),)), [])
    return student.answers(calls)


def test_a_generator_is_in_the_state_of_its_seed_at_every_call(student: Student) -> None:
    calls = [Call("draw", (Seed(number),)) for number in (3, 3, 2**32)]
    first, again, other = (answer.value for answer in answers(student, *calls))
    np.testing.assert_array_equal(first, np.random.default_rng(3).random(3))
    np.testing.assert_array_equal(again, first)
    np.testing.assert_array_equal(other, np.random.default_rng(2**32).random(3))


def test_a_function_is_a_plain_one_of_arrays(student: Student) -> None:
    gradient = QuadraticGradient(A, B)
    u = np.array([0.5, 0.25])
    one, twice, kind = answers(
        student,
        Call("at", (gradient, u)),
        Call("twice", (gradient, u)),
        Call("kind", (Seed(0), gradient)),
    )
    np.testing.assert_array_equal(one.value, gradient(u))
    np.testing.assert_array_equal(twice.value, gradient(u))  # each result is an array of its own
    assert kind.value == ["Generator", "function", "<class 'numpy.ndarray'>"]


def test_a_function_that_is_kept_stays_what_it_was(student: Student) -> None:
    u = np.ones(2)
    calls = [Call("keep", (QuadraticGradient(k * A, B), u)) for k in (1, 5)]
    first, second = answers(student, *calls)
    np.testing.assert_array_equal(first.value, A @ u - B)
    np.testing.assert_array_equal(second.value, A @ u - B)


@pytest.mark.parametrize("u", [np.ones(3), np.ones((3, 2)), np.array(1.0)])
def test_an_argument_of_another_shape_raises_what_numpy_raises(u: object, student: Student) -> None:
    (answer,) = answers(student, Call("at", (QuadraticGradient(A, B), u)))
    with pytest.raises(ValueError, match="matmul") as raised:
        A @ u  # type: ignore[operator]
    assert (answer.kind, answer.error) == ("raised", "ValueError")
    assert answer.message == str(raised.value)
    assert answer.where is not None  # the line of the student's that asks
    assert answer.where.source == "return grad(u)"


def test_what_is_known_by_a_name_of_numpy_may_get_another_value(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(np.random, "default_rng", None)
    assert isinstance(given(SeedOnTheWire(1)), np.random.Generator)
    assert given(Affine(A, B))(np.ones(2)).tolist() == [2.0, 5.0]
    assert given(3) == 3
