import json
import math

import msgspec
import numpy as np
import pytest

from grader.records import CheckResult, Counterexample, Report, Task
from grader.report.json import render


def report(**counterexample):
    example = Counterexample({"x": [1.0, math.nan]}, **counterexample)
    checks = (CheckResult("value", "failed", "ação", (example,)),)
    task = Task("f", "f", "failed", 0.0, 1.0, None, checks, (), hints=("a", "b", "c"))
    return Report("softmax", "hw.py", 0, "isolated (seccomp)", 0.0, 1.0, (task,))


def test_keys_stand_in_the_order_of_the_records():
    text = render(report())
    document = json.loads(text)
    assert text.endswith("}\n")
    assert list(document)[:6] == [
        "schema",
        "assignment",
        "submission",
        "seed",
        "isolation",
        "score",
    ]
    assert document["schema"] == "gradproof/report/1"
    assert list(document["tasks"][0])[:4] == ["function", "formula", "status", "score"]


def test_numbers_that_are_not_finite_are_strings():
    def refuse(name):
        raise AssertionError(name)

    values = [math.inf, -math.inf, math.nan, 0.1]
    document = json.loads(render(report(got=values)), parse_constant=refuse)
    (example,) = document["tasks"][0]["checks"][0]["counterexamples"]
    assert example == {"inputs": {"x": [1.0, "nan"]}, "got": ["inf", "-inf", "nan", 0.1]}


def test_arrays_become_lists():
    document = json.loads(render(report(got=np.eye(2), max_error=np.float64(np.nan))))
    (example,) = document["tasks"][0]["checks"][0]["counterexamples"]
    assert example["got"] == [[1.0, 0.0], [0.0, 1.0]]
    assert example["max_error"] == "nan"


def test_what_no_report_holds_is_refused():
    with pytest.raises(NotImplementedError, match="object"):
        render(report(got=object()))


def test_only_the_hints_that_are_asked_for():
    assert json.loads(render(report(), hint=1))["tasks"][0]["hints"] == ["a"]
    assert json.loads(render(report()))["tasks"][0]["hints"] == ["a", "b", "c"]


def test_it_is_ascii_and_reads_back():
    text = render(report(got="\ud800 ção"))
    assert text.isascii()
    back = msgspec.json.decode(render(report(got=[1.0])), type=Report)
    assert back.tasks[0].checks[0].message == "ação"
    assert render(back) == render(report(got=[1.0]))


def test_a_small_array_stands_on_one_line():
    assert '"got": [[1.0, 2.0], [3.0, 4.0]]}' in render(report(got=[[1.0, 2.0], [3.0, 4.0]]))
