"""A student in this process is asked like one in a process of its own, and answers the same."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from grader.records import Cell, Submission
from grader.student.alarm import TooLateError, alarm
from grader.student.answers import Call, Limits
from grader.student.in_process import InProcessStudent
from grader.student.process import Student

SOURCE = """\
import numpy as np
undefined
def twice(x): return 2 * x
def spoil(x):
    x[0] = 7.0
    return x
def fail(x): raise ValueError("no")
def overflow(x): return np.exp(1e3 * x) - np.exp(1e3 * x)
def add(named): return sum(named.values()) + named.pop("a")
counter = 3
"""
NAMES = ("twice", "spoil", "fail", "overflow", "add", "counter", "missing")
X = np.array([1.0, 2.0])


def submission(source: str) -> Submission:
    return Submission("hw.py", is_notebook=False, cells=(Cell(None, source),))


def calls() -> list[Call]:
    named = {"a": X, "b": X}
    return [Call(name, (X,)) for name in NAMES] + [Call("add", (named,)), Call("twice", (3.0,))]


def test_it_answers_as_the_process_does() -> None:
    here = InProcessStudent()
    with Student() as there:
        defined = [student.load(submission(SOURCE), NAMES) for student in (here, there)]
        answers = [student.answers(calls()) for student in (here, there)]
    assert defined[0].functions == defined[1].functions
    assert [(f.where, f.kind, f.error, f.message) for f in defined[0].failed] == [
        (f.where, f.kind, f.error, f.message) for f in defined[1].failed
    ]
    for one, other in zip(*answers, strict=True):
        assert (one.kind, one.error, one.message) == (other.kind, other.error, other.message)
        np.testing.assert_equal(one.value, other.value)
        np.testing.assert_equal(one.arguments, other.arguments)
    np.testing.assert_array_equal(X, [1.0, 2.0])


def test_every_call_has_a_generator_of_its_own_in_the_same_state() -> None:
    student = InProcessStudent({"draw": lambda rng: rng.random()})
    rng = np.random.default_rng(3)
    first, second = student.answers([Call("draw", (rng,))] * 2)
    assert first.value == second.value == np.random.default_rng(3).random()


def test_what_does_not_end_is_a_timeout_and_the_rest_is_not_run() -> None:
    def forever(x: object) -> None:
        while True:
            pass

    student = InProcessStudent({"f": forever, "g": lambda x: x}, Limits(call=0.05))
    kinds = [answer.kind for answer in student.answers([Call(f, (X,)) for f in "gfg"])]
    assert kinds == ["returned", "timeout", "not run"]


def busy(seconds: float) -> None:
    """Compute for so long."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_an_alarm_that_did_not_ring_is_gone() -> None:
    with alarm(0.05):
        pass
    busy(0.1)
    with pytest.raises(TooLateError), alarm(0.05):
        busy(5)


def test_in_another_thread_there_is_no_alarm() -> None:
    ended: list[bool] = []

    def work() -> None:
        with alarm(0.01):
            busy(0.05)
            ended.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ended == [True]
