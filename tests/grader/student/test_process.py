"""Whatever a submission does costs the call in which it does it, and the next is answered."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.records import Cell, Submission, Where
from grader.student import spawned
from grader.student.answers import Answer, Call, Limits
from grader.student.process import Student
from grader.student.spawned import WorkerError
from grader.student.wire import Other

QUICK = Limits(call=0.4, statement=0.6, load=20.0, grace=0.5, memory=1 << 30)
X = np.array([1.0, 2.0, 3.0])


def notebook(*sources: str) -> Submission:
    cells = tuple(Cell(number, source) for number, source in enumerate(sources, start=1))
    return Submission("a.ipynb", is_notebook=True, cells=cells)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def student(temporary: Path) -> Iterator[Student]:
    with Student(QUICK) as student:
        yield student
    assert list(temporary.iterdir()) == []
    gc.collect()


def ask(student: Student, function: str, *arguments: Any) -> Answer:
    (answer,) = student.answers([Call(function, arguments)])
    return answer


# --- what a function returns -------------------------------------------------------------------

RETURNS = """
import numpy as np
class Evil(np.ndarray):
    def __array_function__(self, *a, **k): return True
    def __array_ufunc__(self, *a, **k): return True
    def __eq__(self, other): return True
class Late:
    def __array__(self, *a, **k):
        while True: pass
class Layer:
    def __init__(self, c): self.c = c
    def __call__(self, x): return self.c * x
doubled = Layer(2)
def evil(x): return x.view(Evil)
def late(x): return Late()
def generator(x): yield x
def everything(x): return [x, (x.sum(), 3, None, "text", {"a": True})]
def matrix(x): return np.matrix(x)
def zero_d(x): return np.array(2.5)
def huge(x): return np.broadcast_to(x[0], (10**9,))
def cyclic(x):
    a = []
    a += [a, a]
    return a
def single(x): return x.astype(np.float32)
"""


def test_what_is_returned(student: Student) -> None:
    names = ["doubled", "evil", "generator", "Layer", "np", "nothing", "X"]
    loaded = student.load(notebook(RETURNS, "X = np.ones(3)"), names)
    assert loaded.failed == ()
    assert loaded.functions == {
        "doubled": "callable",
        "evil": "function",
        "generator": "function",
        "Layer": "class",
        "np": "module",
        "X": "array",
    }
    assert student.isolation == "plain process, not isolated"
    names = ["doubled", "evil", "matrix", "zero_d", "single", "generator", "huge", "cyclic"]
    found = [a.value for a in student.answers([Call(name, (X,)) for name in names])]
    for value, expected in zip(found, [2 * X, X, X[None], np.array(2.5), X], strict=False):
        assert type(value) is np.ndarray
        np.testing.assert_array_equal(value, expected)
    assert found[4].dtype == np.float32
    assert found[5:] == [Other("generator"), Other("ndarray", "float64", (10**9,)), Other("list")]
    (_, rest) = ask(student, "everything", X).value
    assert rest == (6.0, 3, None, "text", {"a": True})
    assert type(rest[0]) is np.float64
    assert ask(student, "late", X).kind == "timeout"


def test_every_call_has_arguments_of_its_own(student: Student) -> None:
    source = """
import copy, inspect, dataclasses
kept = []
def shift(x, params, rest):
    kept.append(x)
    x -= x.max()
    params["W"][0] = 7
    rest.append(1)
    copy.deepcopy((x, params))
    return x
def resize(x): x.resize(5, refcheck=False); return x
def look(x): return sum(map(len, kept)), inspect.getsource(shift).count("kept"), Point(1).x
@dataclasses.dataclass
class Point:
    x: "int"
"""
    assert student.load(notebook(source), []).failed == ()
    params = {"W": np.ones(2)}
    first, second, third, fourth = student.answers(
        [*[Call("shift", (X, params, [0.5]))] * 2, Call("resize", (X,)), Call("look", (X,))]
    )
    for answer in (first, second):
        np.testing.assert_array_equal(answer.value, [-2, -1, 0])
        x, changed, rest = answer.arguments
        np.testing.assert_array_equal(x, [-2, -1, 0])
        np.testing.assert_array_equal(changed["W"], [7, 1])
        assert rest == [0.5, 1]
    assert third.value.shape == (5,)
    assert fourth.value == (6, 1, 1)
    np.testing.assert_array_equal(X, [1, 2, 3])


# --- what a function raises --------------------------------------------------------------------

RAISES = """
import sys, warnings
import numpy as np
def shapes(X, y):
    X = X.squeeze()
    scale = 2
    return scale * (X.T @ y)
def through(x):
    return helper(x)
def leave(x): sys.exit(3)
def interrupt(x): raise KeyboardInterrupt
def recurse(x): return recurse(x)
def bomb(x):
    kept = []
    while True: kept.append(np.empty(10**7))
def one_bomb(x): return np.ones(10**12)
class Odd(Exception):
    def __str__(self): raise ValueError
def odd(x): raise Odd
def address(x): raise TypeError(f"{object()} " + "long " * 1000)
def key(x): return {}["W"]
def warn(x): return np.log(x * 0) / 0, warnings.warn("deprecated")
def strict(x):
    warnings.simplefilter("error")
    np.seterr(all="raise")
    sys.stdout = None
def ask(x): return input("how many? "), sys.stdin.read(), breakpoint()
def evaluate(x): return eval("1 +")
"""


def test_what_is_raised(student: Student) -> None:
    student.load(notebook("def helper(x):\n    return x.nothing", RAISES), [])
    error = ask(student, "shapes", np.ones((1, 3)), np.ones((1, 2)))
    assert (error.kind, error.error) == ("raised", "ValueError")
    assert error.where == Where(2, 7, "return scale * (X.T @ y)")
    assert error.shapes == (("X", (3,)), ("y", (1, 2)))
    error = ask(student, "through", X)
    assert (error.error, error.where) == ("AttributeError", Where(1, 2, "return x.nothing"))
    expected = {
        "leave": ("SystemExit", "3"),
        "interrupt": ("KeyboardInterrupt", ""),
        "odd": ("Odd", ""),
        "key": ("KeyError", "'W'"),
        "nowhere": ("NameError", "name 'nowhere' is not defined"),
    }
    for name, told in expected.items():
        error = ask(student, name, X)
        assert (error.kind, error.error, error.message) == ("raised", *told)
    error = ask(student, "recurse", X)
    assert (error.error, error.where and error.where.line) == ("RecursionError", 12)
    assert [ask(student, name, X).error for name in ("bomb", "one_bomb")] == ["MemoryError"] * 2
    error = ask(student, "address", X)
    assert error.message.startswith("<object object at 0x...> long long")
    assert len(error.message) == 300
    assert ask(student, "evaluate", X).where == Where(2, 28, 'def evaluate(x): return eval("1 +")')


def test_one_function_cannot_change_the_rules_for_the_others(student: Student) -> None:
    student.load(notebook(RAISES), [])
    names = ["warn", "strict", "warn", "ask"]
    kinds = [answer.kind for answer in student.answers([Call(name, (X,)) for name in names])]
    assert kinds == ["returned"] * 4
    assert ask(student, "ask", X).value == ("", "", None)


def test_what_is_printed_is_kept_up_to_a_limit(student: Student) -> None:
    source = """
import os, sys
def some(x): print("x =", x); print("lost", file=sys.stderr); return x
def flood(x):
    for _ in range(1000): print("a" * 999)
def raw(x): os.write(1, b"GP" * 100); sys.stdout.buffer.write(b"bytes"); sys.stdout.flush()
def shut(x): sys.stdout.close(); print("still here")
def swap(x):
    import io
    sys.stdout = io.StringIO()
"""
    student.load(notebook(source), [])
    names = ["some", "flood", "raw", "shut", "swap", "some"]
    some, flood, raw, shut, _, again = student.answers([Call(name, (X,)) for name in names])
    assert (some.printed, some.unprinted) == ("x = [1. 2. 3.]\n", 0)
    assert (len(flood.printed), flood.unprinted) == (4096, 1_000_000 - 4096)
    assert raw.printed == "bytes"
    assert shut.printed == "still here\n"
    assert again.printed == some.printed


# --- what does not come back -------------------------------------------------------------------

STUCK = """
import ctypes, os, sys, threading, time
import numpy as np
def good(x): return x
def hang(x):
    n = x.sum()
    while n > 0:
        for _ in range(10):
            n + 1
def stubborn(x):
    while True:
        try: time.sleep(0.01)
        except BaseException: pass
def chatty(x):
    while True: print("again")
def in_c(x): return 10 ** 10 ** 9
def leave(x): os._exit(7)
def crash(x): ctypes.string_at(0)
def thread_leaves(x):
    threading.Thread(target=os._exit, args=(9,)).start()
    time.sleep(1)
def shut(x): os.closerange(0, 256)
def stop(x): os.kill(os.getpid(), 19)
def forge(x):
    for fd in range(3, 20):
        try: os.write(fd, b"GP" + bytes(14) + b"nonsense" * 100)
        except OSError: pass
def fork(x):
    if os.fork() == 0: return x + 1
    return x
def orphan(x):
    if os.fork() == 0:
        os.setsid()
        time.sleep(5)
    os._exit(5)
def waits(x):
    threading.Thread(target=time.sleep, args=(100,)).start()
    return x
def no_switch(x):
    sys.setswitchinterval(1000)
    while True: pass
"""
linux = pytest.mark.skipif(sys.platform != "linux", reason="signals and forks of Linux")


@pytest.mark.parametrize(
    ("function", "kind", "line"),
    [
        ("hang", "timeout", "while n > 0:"),
        ("stubborn", "timeout", "while True:"),
        ("chatty", "timeout", 'while True: print("again")'),
        ("in_c", "timeout", None),
        ("leave", "died", 7),
        pytest.param("crash", "died", -11, marks=linux),
        ("thread_leaves", "died", 9),
        ("shut", "died", 70),
        pytest.param("stop", "timeout", None, marks=linux),
        ("forge", "died", None),
        pytest.param("orphan", "died", 5, marks=linux),
    ],
)
def test_a_call_that_is_not_answered(
    student: Student, function: str, kind: str, line: str | int | None
) -> None:
    student.load(notebook(STUCK), [])
    calls = [Call(name, (X,)) for name in ("good", function, "good", "good")]
    answers = student.answers(calls)
    assert [answer.kind for answer in answers] == ["returned", kind, "not run", "not run"]
    stuck = answers[1]
    if isinstance(line, str):
        assert stuck.where is not None
        assert stuck.where.source == line
        assert stuck.limit == QUICK.call
    elif kind == "died":
        assert stuck.status == line
    np.testing.assert_array_equal(ask(student, "good", X).value, X)


def test_calls_that_leave_something_running_are_answered(student: Student) -> None:
    student.load(notebook(STUCK), [])
    for name in ("fork", "waits", "good"):
        np.testing.assert_array_equal(ask(student, name, X).value, X)


def test_a_batch_larger_than_a_pipe(student: Student) -> None:
    student.load(notebook(STUCK), [])
    large = np.ones((300, 300))
    answers = student.answers([Call("good", (large,))] * 20)
    assert all(np.array_equal(answer.value, large) for answer in answers)
    assert student.answers([]) == []


# --- loading -----------------------------------------------------------------------------------


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


def test_a_submission_that_dies_everywhere_is_given_up(temporary: Path) -> None:
    with Student(QUICK) as student:
        loaded = student.load(notebook("import os\n" + "os._exit(1)\n" * 30), ["f"])
    assert loaded.functions == {}
    assert {f.kind for f in loaded.failed} == {"died"}


def test_the_same_random_numbers_every_time(temporary: Path) -> None:
    source = """
import random
import numpy as np
W = np.random.randn(2)
def f(): return W, np.random.rand(), random.random(), hash("a")
"""
    found = []
    for _ in range(2):
        with Student(QUICK) as student:
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


# --- the process -------------------------------------------------------------------------------


def test_nothing_is_left_behind(temporary: Path) -> None:
    source = """
import subprocess, os
open("left.txt", "w").write("x")
os.makedirs("a/b")
p = subprocess.Popen(["sleep", "100"])
def f(): return p.pid, os.getpid()
"""
    with Student(QUICK) as student:
        student.load(notebook(source), [])
        pids = ask(student, "f").value
    time.sleep(0.05)
    for pid in pids:
        status = Path(f"/proc/{pid}/status")
        # A process that another one has started is buried by init, sooner or later.
        assert not status.exists() or "State:\tZ" in status.read_text()
    assert list(temporary.iterdir()) == []


def test_an_interrupt_ends_the_process(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: Any) -> Any:
        raise KeyboardInterrupt

    student = Student(QUICK)
    student.load(notebook("def f(): return 1"), [])
    monkeypatch.setattr(Student, "_answer", interrupt)
    with pytest.raises(KeyboardInterrupt):
        student.answers([Call("f", ())])
    assert list(temporary.iterdir()) == []


def test_a_student_that_is_forgotten_ends(temporary: Path) -> None:
    Student(QUICK).load(notebook("def f(): return 1"), [])
    gc.collect()
    assert list(temporary.iterdir()) == []


def test_one_that_is_forgotten_at_exit_ends(temporary: Path) -> None:
    program = (
        "import tempfile, sys; tempfile.tempdir = sys.argv[1]\n"
        "from grader.student.process import Student; s = Student(); s.__enter__()"
    )
    root = Path(spawned.__file__).parents[2]
    subprocess.run(
        [sys.executable, "-c", program, str(temporary)],
        check=True,
        env=os.environ | {"PYTHONPATH": str(root)},
    )
    assert list(temporary.iterdir()) == []


def test_a_worker_that_cannot_start_is_our_fault(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = spawned._environment

    def broken(folder: str) -> dict[str, str]:
        Path(folder, "grader.py").touch()  # stands before the real one, and holds no worker
        return environment(folder) | {"PYTHONPATH": folder}

    monkeypatch.setattr(spawned, "_environment", broken)
    with pytest.raises(WorkerError, match="No module named"), Student(QUICK) as student:
        student.load(notebook("x = 1"), [])
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(WorkerError, match="cannot be started"), Student(QUICK):
        pass
    assert list(temporary.iterdir()) == []


def test_many_slow_calls_end_together() -> None:
    source = "import time\ndef f(x):\n    time.sleep(0.3)\n    return x"
    with Student(Limits(call=5.0, batch=1.0)) as student:
        student.load(notebook(source), ["f"])
        answers = student.answers([Call("f", (i,)) for i in range(9)])
        kinds = [answer.kind for answer in answers]
        assert kinds[0] == "returned"
        late = kinds.index("timeout")
        assert answers[late].is_batch
        assert answers[late].limit == 1.0
        assert set(kinds[late + 1 :]) == {"not run"}
        assert student.answers([Call("f", (1,))])[0].value == 1


def test_nothing_loaded_is_an_error(student: Student) -> None:
    with pytest.raises(ValueError, match="load a submission"):
        student.answers([Call("f", ())])
