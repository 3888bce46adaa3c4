"""Lines of an assignment call a student's function: what they see, and what is told of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from grader.records import Cell, Submission
from grader.student.answers import Answer, Call, CourseCall, Limits
from grader.student.bindings import Binding, described
from grader.student.process import Student

LINES = """
config = {"velocity": v, "rate": lr}
w, config = step(w, config)
return w, config["velocity"]
"""
ARGUMENTS = ("w", "v", "lr")


def submission(source: str) -> Submission:
    return Submission("hw.py", is_notebook=False, cells=(Cell(None, source),))


def asked(
    source: str, lines: str = LINES, allowed: list[str] | None = None, name: str = "step"
) -> tuple[Answer, Any]:
    """The answer to one call through the lines, and what loading said."""
    calls = {"task": CourseCall(lines, ARGUMENTS)}
    with Student(Limits(load=20.0), calls, allowed) as student:
        loaded = student.load(submission(source), [name])
        (answer,) = student.answers([Call("task", (np.ones(2), np.zeros(2), 0.5))])
    return answer, loaded


def test_the_lines_pass_what_the_course_passes_and_return_what_the_formula_returns() -> None:
    answer, _ = asked(
        "def step(w, config):\n"
        "    config['velocity'] = config['velocity'] - config['rate']\n"
        "    return w + config['velocity'], config\n"
    )
    assert answer.kind == "returned"
    assert [part.tolist() for part in answer.value] == [[0.5, 0.5], [-0.5, -0.5]]


def test_a_change_of_an_argument_is_seen_through_the_lines() -> None:
    answer, _ = asked("def step(w, config):\n    w += 1\n    return w, config\n")
    assert answer.arguments[0].tolist() == [2, 2]


def test_an_error_in_the_function_is_at_the_students_own_line() -> None:
    answer, _ = asked("import numpy as np\n\ndef step(w, config):\n    return w @ np.ones(3)\n")
    assert (answer.kind, answer.error, answer.stopped) == ("raised", "ValueError", None)
    assert answer.where is not None
    assert (answer.where.line, answer.where.source) == (4, "return w @ np.ones(3)")
    assert answer.shapes == (("w", (2,)),)


@pytest.mark.parametrize(
    ("body", "error", "line", "returned"),
    [
        ("return w[:1]", "ValueError", 3, "array(1,)"),
        ("pass", "TypeError", 3, "None"),
        ("return w, {}", "KeyError", 4, "(array(2,), {})"),
        ("return w, [config]", "TypeError", 4, "(array(2,), [{...}])"),
        ("return w, None", "TypeError", 4, "(array(2,), None)"),
    ],
)
def test_what_the_lines_cannot_read_is_told_with_what_was_returned(
    body: str, error: str, line: int, returned: str
) -> None:
    answer, _ = asked(f"def step(w, config):\n    {body}\n")
    assert (answer.kind, answer.error) == ("raised", error)
    assert answer.where is None
    assert answer.stopped == (line, "step", returned)


def test_a_function_with_other_arguments_is_the_functions_fault() -> None:
    answer, _ = asked("def step(w):\n    return w\n")
    assert (answer.error, answer.stopped, answer.where) == ("TypeError", None, None)
    assert "takes 1 positional argument but 2 were given" in answer.message


def test_lines_that_stop_before_the_function_say_so() -> None:
    answer, _ = asked("def step(w, config):\n    return w, config\n", "return step(w[7], {})")
    assert answer.stopped == (1, "", "")


def test_the_lines_see_the_submission_as_it_is_at_the_call_and_their_own_numpy() -> None:
    lines = "return helper(w) + np.ones(2), step(w, v)"
    source = (
        "np = None\n"
        "def helper(w):\n    return 1\n"
        "def step(w, v):\n    return w\n"
        "def helper(w):\n    return 10\n"
    )
    answer, _ = asked(source, lines)
    assert answer.value[0].tolist() == [11, 11]


def test_what_ends_the_process_is_told_as_ever() -> None:
    answer, _ = asked("import os\ndef step(w, config):\n    os._exit(3)\n")
    assert (answer.kind, answer.status) == ("died", 3)


def test_only_what_is_allowed_is_imported() -> None:
    allowed = (
        "import numpy",
        "import numpy.linalg as la",
        "from numpy import linalg",
        "from os.path import join",
        "import matplotlib.pyplot as plt",
        "from __future__ import annotations",
    )
    refused = (
        "import scipy",
        "import os",
        "from os import path",
        "import numpy as np, sys",
        "if True: import sys",
    )
    source = "\n".join(["def step(w, config): return w, config", *allowed, *refused])
    answer, loaded = asked(source, allowed=["numpy", "os.path"])
    assert answer.kind == "returned"
    assert [failure.where.source for failure in loaded.failed] == list(refused)
    for failure in loaded.failed:
        assert failure.error == "ImportError"
        assert failure.message.endswith("not among what may be imported here: numpy, os.path")


def test_what_is_allowed_may_import_what_it_needs() -> None:
    source = "import json\ndef step(w, config):\n    import decimal\n    return w, config\n"
    answer, loaded = asked(source, allowed=["json"])
    assert loaded.failed == ()
    assert (answer.kind, answer.error) == ("raised", "ImportError")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "None"),
        (1.5, "float"),
        (np.float64(1), "float64"),
        (np.ones((2, 3)), "array(2, 3)"),
        ((), "()"),
        ((1,), "(int,)"),
        ([np.ones(2), None], "[array(2,), None]"),
        ({"w": np.ones(1), 3: 4}, "{'w': array(1,), ...}"),
        ((((1,),),), "(((...,),),)"),
        (list(range(20)), "[int, int, int, int, int, int, int, int, ...]"),
    ],
)
def test_a_value_is_described_by_types_and_shapes(value: Any, told: str) -> None:
    assert described(value) == told


def test_describing_runs_no_code_of_the_values() -> None:
    class Loud(type):
        def __getattribute__(cls, name: str) -> Any:
            raise AssertionError(name)

    class Value(dict[str, Any], metaclass=Loud):
        def __len__(self) -> int:
            raise AssertionError

    assert described((Value(), [Value()])) == "(Value, [Value])"


def test_line_numbers_are_those_of_the_lines() -> None:
    binding = Binding("\n\nreturn 1 / zero\n", ["zero"])
    names: Mapping[str, Any] = {}
    with pytest.raises(ZeroDivisionError) as caught:
        binding.function(names)(0)
    stopped = binding.stopped(caught.tb)
    assert stopped is not None
    assert stopped.line == 3
