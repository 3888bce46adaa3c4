"""A submission that writes frames of its own costs the call or the statement that does it.

The worker's descriptor is open to the code in it, and what comes through it proves nothing about
who wrote it: the grader believes nothing that it did not ask for.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.records import Cell, Submission
from grader.student.answers import Answer, Call, Limits
from grader.student.process import Student
from grader.student.wire import (
    CALLS,
    FROM_STUDENT,
    LOADED,
    READY,
    REPLY,
    STATEMENT,
    TIMEOUT,
    encode,
)

X = np.array([1.0, 2.0, 3.0])

WRITE = """
import os
def write(data):
    for descriptor in range(3, 64):
        try:
            os.set_blocking(descriptor, True)
            os.write(descriptor, data)
        except OSError: pass
def good(x): return x
"""


def frame(kind: int, value: Any) -> bytes:
    return encode(kind, value, FROM_STUDENT)


def notebook(*sources: str) -> Submission:
    cells = tuple(Cell(number, source) for number, source in enumerate(sources, start=1))
    return Submission("a.ipynb", is_notebook=True, cells=cells)


def raised(*told: Any, printed: str = "") -> bytes:
    return frame(REPLY, (1, False, told, (), printed, 0))


@pytest.mark.parametrize(
    "forged",
    [
        frame(REPLY, (1, True, X, (X, X), "", 0)),  # one argument more than the call has
        frame(REPLY, (1, True, X, (1,) * 50_000, "", 0)),
        frame(REPLY, (0, True, X, (X,), "", 0)),  # the answer to another call
        frame(REPLY, (2, True, X, (X,), "", 0)),
        frame(REPLY, (True, True, X, (X,), "")),
        frame(REPLY, None),
        raised("E", "", (0, 10**9, [])),  # a line that there is not
        raised("E", "", (-1, 1, [])),
        raised("E", "", (0, 1, [("x" * 1000, (1,))])),
        raised("E", "", (0, 1, [("x", (1.5,))])),
        frame(TIMEOUT, (0, None, "")),
        frame(TIMEOUT, (1, (7, 7), "")),
        frame(STATEMENT, (0, 0, 1)),
        frame(LOADED, ({"good": "function"}, [])),
        frame(READY, None),
        frame(CALLS, []),
        frame(99, None),
        b"GP" + bytes(14),
        b"nonsense" * 1000,
    ],
)
def test_a_forged_answer_is_the_end_of_the_call(student: Student, forged: bytes) -> None:
    source = f"{WRITE}\ndef forge(x):\n    write({forged!r})\n    return x"
    student.load(notebook(source), ["good"])
    calls = [Call(name, (X,)) for name in ("good", "forge", "good")]
    answers = student.answers(calls)
    assert [answer.kind for answer in answers] == ["returned", "died", "not run"]
    assert student.answers(calls[:1])[0].kind == "returned"


def test_a_forged_answer_brings_no_more_than_a_true_one(student: Student) -> None:
    long = "x" * 100_000
    shapes = [("x", (1,))] * 1000
    forged = raised(long, long, (0, 1, shapes), printed=long)
    source = f"{WRITE}\ndef forge(x):\n    write({forged!r})\n    os._exit(0)"
    student.load(notebook(source), [])
    _, answer = student.answers([Call("good", (X,)), Call("forge", (X,))])
    assert answer.kind == "raised"
    lengths = [len(text) for text in (answer.error, answer.message, answer.printed)]
    assert lengths == [300, 300, 4096]
    assert len(answer.shapes) == 6


def test_forged_statements_do_not_keep_the_grader_waiting() -> None:
    flood = "".join(
        f"\nfor i in range(5, 10**9):\n    write({piece})\n"
        for piece in ("b''.join(statement(n) for n in range(i, i + 50))", "statement(i)")
    )
    source = f"""{WRITE}
import struct
true = {frame(STATEMENT, (0, 65_535, 1))!r}
number = struct.pack(">H", 65_535)
assert true.count(number) == 1
def statement(n): return true.replace(number, struct.pack(">H", n % 60_000))
{flood}
def f(x): return x
"""
    with Student(Limits(statement=0.5, load=3.0, total=20.0, grace=0.3)) as student:
        loaded = student.load(notebook(source), ["f", "good"])
        assert loaded.gave_up == ""
        assert loaded.functions == {"f": "function", "good": "function"}
        (answer,) = student.answers([Call("f", (X,))])
    assert isinstance(answer, Answer)
    assert answer.kind == "returned"
    lines = {failure.where.source for failure in loaded.failed}
    assert any(line.startswith("for i in range(5, 10**9)") for line in lines)


@pytest.mark.parametrize(
    "forged",
    [
        frame(STATEMENT, (0, 10**6, 1)),  # a statement that there is not
        frame(STATEMENT, (0, -1, 1)),
        frame(STATEMENT, (9, 0, 1)),
        frame(STATEMENT, (0, 0, 1)),  # one that was there before
        frame(TIMEOUT, ((0, 10**6, 1), None, "")),
        frame(LOADED, ({}, [((0, 10**6, 1), "E", "")])),
        frame(LOADED, None),
        frame(REPLY, (0, True, X, (X,), "", 0)),
    ],
)
def test_a_forged_statement_costs_itself(student: Student, forged: bytes) -> None:
    loaded = student.load(notebook(WRITE, f"write({forged!r})", "def f(x): return x"), ["f"])
    assert loaded.functions == {"f": "function"}
    assert [(f.where.cell, f.where.line, f.kind) for f in loaded.failed] == [(2, 1, "died")]


def test_a_forged_end_of_loading_brings_no_more_than_a_true_one(student: Student) -> None:
    kinds = {"f": "x" * 100_000} | {str(n): "function" for n in range(1000)}
    failed = [((0, 1, 2), "x" * 10_000, "x" * 10_000)] * 10
    forged = frame(LOADED, (kinds, failed))
    loaded = student.load(notebook(WRITE, f"write({forged!r})\nos._exit(0)"), ["f"])
    assert loaded.functions == {"f": "x" * 300}
    assert [(f.error, f.message) for f in loaded.failed] == [("x" * 300, "x" * 300)]
