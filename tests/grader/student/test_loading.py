"""A statement that fails, hangs or kills costs itself, and the others give what they define."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.records import Cell, Submission
from grader.student.answers import Answer, Call, Limits, OutOfTimeError
from grader.student.process import Student
from grader.student.spawned import WorkerError
from grader.student.wire import FROM_GRADER, LOAD, encode

X = np.array([1.0, 2.0, 3.0])


def notebook(*sources: str) -> Submission:
    cells = tuple(Cell(number, source) for number, source in enumerate(sources, start=1))
    return Submission("a.ipynb", is_notebook=True, cells=cells)


def ask(student: Student, function: str, *arguments: Any) -> Answer:
    (answer,) = student.answers([Call(function, arguments)])
    return answer


def test_a_statement_that_fails_loses_only_itself(student: Student) -> None:
    loaded = student.load(
        notebook(
            "from __future__ import annotations\nx = 1\n\n1 / 0\ndef f(x: No): ...",
            "import sys\nsys.exit('bye')\nraise KeyboardInterrupt\nreturn 3",
            "def g(x):\n    return h(x)\ndef h(x):\n    return y\n\nz = (1 +\n     g(2))\nz",
            "def f(x): return x\nn = int(input())\nx = 2",
            "class A:\n    def f(x: No): ...",
        ),
        ["f", "g", "x", "z", "n"],
    )
    assert loaded.functions == {"f": "function", "g": "function", "x": "int"}
    assert [(f.where.cell, f.where.line, f.where.source) for f in loaded.failed] == [
        (1, 4, "1 / 0"),
        (2, 2, "sys.exit('bye')"),
        (2, 3, "raise KeyboardInterrupt"),
        (2, 4, "return 3"),
        (3, 7, "g(2))"),
        (3, 8, "z"),
        (4, 2, "n = int(input())"),
        (5, 1, "class A:"),
    ]
    assert {f.kind for f in loaded.failed} == {"raised"}
    assert (loaded.failed[0].error, loaded.failed[0].message) == (
        "ZeroDivisionError",
        "division by zero",
    )


def test_a_file_runs_as_a_module(student: Student) -> None:
    source = """
import os
here = os.path.dirname(__file__), os.listdir()
main = __name__
def f(): return here, main
if __name__ == "__main__": 1 / 0
"""
    submission = Submission("a.py", is_notebook=False, cells=(Cell(None, source),))
    assert student.load(submission, []).failed == ()
    assert ask(student, "f").value == (("", []), "submission")


def test_statements_that_hang_or_kill_are_left_out(student: Student) -> None:
    loaded = student.load(
        notebook(
            "import os, time\ndef f(x): return x\n",
            "for i in range(3):\n    while True: pass",
            "os._exit(4)\ndef g(x): return x",
            "def h(x, y=os._exit(6)): return x",
            "y = 10 ** 10 ** 9",
        ),
        ["f", "g", "h"],
    )
    assert loaded.functions == {"f": "function", "g": "function"}
    told = [(f.where.cell, f.where.line, f.kind, f.status, f.limit) for f in loaded.failed]
    assert told == [
        (2, 1, "timeout", None, 0.6),
        (3, 1, "died", 4, 0.0),
        (4, 1, "died", 6, 0.0),
        (5, 1, "timeout", None, 0.6),
    ]
    np.testing.assert_array_equal(ask(student, "f", X).value, X)


def test_loading_as_a_whole_ends(temporary: Path) -> None:
    sleep = "import time\n" + "time.sleep(0.3)\n" * 5 + "def f(x): return x\nx = 3"
    limits = Limits(call=0.4, statement=0.6, load=0.8, grace=0.3)
    with Student(limits) as student:
        loaded = student.load(notebook(sleep), ["f", "x"])
    assert set(loaded.functions) == {"f", "x"}
    assert {f.kind for f in loaded.failed} == {"not run"}
    assert 1 <= len(loaded.failed) < 5


def test_a_submission_that_dies_everywhere_is_given_up(temporary: Path, quick: Limits) -> None:
    with Student(quick) as student:
        loaded = student.load(notebook("import os\n" + "os._exit(1)\n" * 30), ["f"])
    assert loaded.functions == {}
    assert loaded.gave_up == "died"
    assert {f.kind for f in loaded.failed} == {"died"}


def test_the_same_random_numbers_every_time(temporary: Path, quick: Limits) -> None:
    source = """
import random
import numpy as np
W = np.random.randn(2)
def f(): return W, np.random.rand(), random.random(), hash("a")
"""
    found = []
    for _ in range(2):
        with Student(quick) as student:
            student.load(notebook(source), [])
            found.append(repr(ask(student, "f").value))
    assert found[0] == found[1]


def test_plots_and_front_ends_do_nothing(student: Student) -> None:
    source = """
import numpy as np
import matplotlib
import matplotlib.pyplot as plt
from mpl_toolkits.mplot3d import Axes3D
import seaborn as sns, plotly.express as px
from IPython.display import display, HTML, clear_output
from google.colab import drive, files
from ipywidgets import interact
drive.mount("/content")
matplotlib.rcParams["figure.figsize"] = (10, 8)
get_ipython().run_line_magic("matplotlib", "inline")
fig, axes = plt.subplots(2, 2)
(a, b), (c, d) = axes
line, = plt.plot([1, 2])
n, bins, patches = plt.hist([1])
for ax in axes.flat: ax.set_title(f"{ax} {n + 1}")
with plt.style.context("dark"): plt.show()
display(fig)
@interact(x=3)
def f(x): return 2 * x
@np.vectorize
def g(x):
    plt.plot(x); return x
"""
    loaded = student.load(notebook(source), ["f", "g"])
    assert loaded.failed == ()
    assert loaded.functions == {"f": "function", "g": "callable"}
    np.testing.assert_array_equal(ask(student, "f", X).value, 2 * X)


def test_pylab_brings_numpy(student: Student) -> None:
    source = "from pylab import *\nplot([1]); figure()\ndef f(x): return exp(x) + np.exp(x)"
    assert student.load(notebook(source), []).failed == ()
    np.testing.assert_array_equal(ask(student, "f", X).value, 2 * np.exp(X))


def test_the_grader_is_fenced_off(student: Student) -> None:
    source = """
import sys
import reference
from grader import records
import assignments.x
left = [n for n in sys.modules if n.split(".")[0] in ("grader", "reference")]
def f(): return left
"""
    loaded = student.load(notebook(source), [])
    assert [f.error for f in loaded.failed] == ["ModuleNotFoundError"] * 3
    assert ask(student, "f").value == []


def test_what_stands_under_a_name_is_told_without_asking_it(student: Student) -> None:
    source = """
class Hangs:
    def __getattr__(self, name):
        while True: pass
class Raises(Hangs):
    @property
    def __class__(self): raise ValueError
class Meta(type):
    @property
    def __name__(cls): raise ValueError
class Nameless(metaclass=Meta):
    def __call__(self, x): return x
class Error(Exception, metaclass=Meta): pass
class Untraced(Exception):
    @property
    def __traceback__(self): raise ValueError
    @__traceback__.setter
    def __traceback__(self, _): pass
def f(x): return x
def g(x): return Nameless()
def h(x): raise Error("h")
def i(x): raise Untraced("i")
hangs, raises, nameless = Hangs(), Raises(), Nameless()
many = type("m" * 10**6, (), {})()
raise Error("outside")
"""
    names = ["f", "hangs", "raises", "nameless", "Nameless", "many"]
    loaded = student.load(notebook(source), names)
    assert [(f.kind, f.error, f.message) for f in loaded.failed] == [("raised", "Error", "outside")]
    assert loaded.functions == {
        "f": "function",
        "hangs": "Hangs",
        "raises": "Raises",
        "nameless": "callable",
        "Nameless": "class",
        "many": "m" * 60,
    }
    calls = [Call(name, (X,)) for name in ("f", "g", "h", "i", "hangs", "f")]
    assert [(a.kind, a.error) for a in student.answers(calls)] == [
        ("returned", ""),
        ("returned", ""),
        ("raised", "Error"),
        ("raised", "Untraced"),
        ("raised", "TypeError"),
        ("returned", ""),
    ]


def test_loading_ends_with_the_time_of_the_whole_submission(temporary: Path) -> None:
    endless = "import time\n" + "time.sleep(60)\n" * 9
    with Student(Limits(statement=0.3, load=60.0, total=1.5, grace=0.3)) as student:
        loaded = student.load(notebook(endless, "def f(x): return x"), ["f"])
        assert (loaded.functions, loaded.gave_up) == ({}, "out of time")
        assert 1 <= len(loaded.failed) < 9
        assert {f.kind for f in loaded.failed} == {"timeout"}
        with pytest.raises(OutOfTimeError):
            ask(student, "f", X)
    assert list(temporary.iterdir()) == []


def test_statements_that_are_run_again_count_as_well(temporary: Path) -> None:
    slow = "import time\ntime.sleep(0.4)\ndef f(x):\n    while True: pass"
    with Student(Limits(call=0.2, total=2.0, grace=0.3)) as student:
        student.load(notebook(slow), ["f"])
        assert ask(student, "f", X).kind == "timeout"

        def again() -> None:
            for _ in range(8):
                ask(student, "f", X)

        with pytest.raises(OutOfTimeError):
            again()


def test_a_submission_that_no_longer_loads_is_not_called(tmp_path: Path, quick: Limits) -> None:
    flag = tmp_path / "flag"
    lines = f"import os\nif os.path.exists({str(flag)!r}): os._exit(1)\n" + (
        f"if os.path.exists({str(flag)!r}): os._exit(1)\n" * 30
    )
    end = f"def f(x):\n    open({str(flag)!r}, 'w')\n    os._exit(2)"
    with Student(quick) as student:
        assert student.load(notebook(lines, end), ["f"]).gave_up == ""
        assert ask(student, "f", X).status == 2
        again = student.answers([Call("f", (X,))] * 3)
    assert [answer.kind for answer in again] == ["died", "not run", "not run"]


def test_a_source_that_is_too_much_for_the_worker_is_given_up(temporary: Path) -> None:
    large = "def f():\n    return [" + "1," * 500_000 + "]\ndef g(x): return x"
    with Student(Limits(memory=256 << 20)) as student:
        loaded = student.load(notebook(large), ["f", "g"])
        assert (loaded.functions, loaded.failed, loaded.gave_up) == ({}, (), "died")
        small = student.load(notebook(large.replace("1," * 500_000, "")), ["f", "g"])
        assert small.functions == {"f": "function", "g": "function"}


def test_a_worker_that_dies_on_any_source_is_our_fault(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: Any) -> bytes:
        return encode(LOAD, {"nothing": "that a worker knows"}, FROM_GRADER)

    monkeypatch.setattr(Student, "_message", unknown)
    with pytest.raises(WorkerError, match="before it runs anything"), Student() as student:
        student.load(notebook("x = 1"), [])
    assert list(temporary.iterdir()) == []
