"""Whatever a function does costs the call in which it does it, and the next one is answered."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.records import Cell, Submission, Where
from grader.student.answers import Answer, Call, Limits, OutOfTimeError
from grader.student.process import Student
from grader.student.wire import Other

X = np.array([1.0, 2.0, 3.0])


def notebook(*sources: str) -> Submission:
    cells = tuple(Cell(number, source) for number, source in enumerate(sources, start=1))
    return Submission("a.ipynb", is_notebook=True, cells=cells)


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
    student: Student, quick: Limits, function: str, kind: str, line: str | int | None
) -> None:
    student.load(notebook(STUCK), [])
    calls = [Call(name, (X,)) for name in ("good", function, "good", "good")]
    answers = student.answers(calls)
    assert [answer.kind for answer in answers] == ["returned", kind, "not run", "not run"]
    stuck = answers[1]
    if isinstance(line, str):
        assert stuck.where is not None
        assert stuck.where.source == line
        assert stuck.limit == quick.call
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


SLOW = "import time\ndef f(x):\n    time.sleep(0.1)\n    return x"


def test_all_batches_together_end_in_time(temporary: Path) -> None:
    with Student(Limits(total=1.5)) as student:
        student.load(notebook(SLOW), ["f"])
        assert {a.kind for a in student.answers([Call("f", (X,))] * 3)} == {"returned"}
        with pytest.raises(OutOfTimeError):
            student.answers([Call("f", (X,))] * 300)
        assert list(temporary.iterdir()) == []
        with pytest.raises(OutOfTimeError):  # and no worker is started any more
            ask(student, "f", X)
        assert list(temporary.iterdir()) == []
        student.load(notebook(SLOW), ["f"])
        assert ask(student, "f", X).kind == "returned"


@pytest.mark.parametrize(
    "result", ["np.ones(100_000)", "[[]] * 20_000", "{str(i): i for i in range(9000)}", "print(x)"]
)
def test_the_answers_of_a_batch_have_a_size_together(result: str, temporary: Path) -> None:
    source = f"import numpy as np\ndef f(x): return {result}\ndef g(x): return x"
    with Student(Limits(answers=4 << 20)) as student:
        student.load(notebook(source), ["f", "g"])
        answers = student.answers([Call("f", (X,))] * 200)
        kinds = [answer.kind for answer in answers]
        if result == "print(x)":
            assert set(kinds) == {"returned"}
            return
        end = kinds.index("too large")
        assert set(kinds[:end]) == {"returned"}
        assert set(kinds[end + 1 :]) == {"not run"}
        assert 0 < end < 20
        assert answers[end].most == 4 << 20
        # Each batch has a budget of its own.
        assert {a.kind for a in student.answers([Call("g", (X,))] * 200)} == {"returned"}
