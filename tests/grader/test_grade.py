"""One function that hangs, crashes or ends the process costs itself and nothing else.

Real submissions in the real worker process.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from grader.assignment import load
from grader.grade import grade
from grader.language import FaultError, language
from grader.records import Report, Task
from grader.report import render
from grader.submission import read

RIGHT = Path(__file__).parent.parent / "submissions" / "softmax" / "textbook.py"

FATES = {
    "hangs": ("    while True:\n        pass\n", "timeout"),
    "hangs in C": ("    return 10 ** 10 ** 10\n", "timeout"),
    "exits": ("    import sys\n    sys.exit(0)\n", "error"),
    "ends the process": ("    import os\n    os._exit(0)\n", "error"),
    "aborts": ("    import os\n    os.abort()\n", "error"),
    "wants all memory": ("    return np.ones((1 << 20, 1 << 20))\n", "error"),
    "recurses": ("    return log_softmax(x)\n", "error"),
    "raises": ("    return x.no_such_thing\n", "error"),
    "interrupts": ("    raise KeyboardInterrupt\n", "error"),
}


def graded(tmp_path: Path, source: str, name: str = "hw.py") -> Report:
    file = tmp_path / name
    file.write_text(source, encoding="utf-8")
    return grade(read(file), load("softmax"), language("en"))


def tasks(report: Report) -> dict[str, Task]:
    return {task.function: task for task in report.tasks}


@pytest.mark.parametrize("fate", FATES)
def test_the_other_functions_keep_their_marks(fate: str, tmp_path: Path) -> None:
    body, status = FATES[fate]
    source = RIGHT.read_text(encoding="utf-8") + f"\n\ndef log_softmax(x):\n{body}"
    found = tasks(graded(tmp_path, source))
    assert found["log_softmax"].status == status
    assert found["log_softmax"].score == 0
    assert found["log_softmax"].headline
    others = [task for name, task in found.items() if name != "log_softmax"]
    assert all(task.status == "passed" for task in others)


def test_a_statement_that_raises_loses_only_itself(tmp_path: Path) -> None:
    source = "print(undefined)\n" + RIGHT.read_text(encoding="utf-8") + "\n1 / 0\n"
    report = graded(tmp_path, source)
    assert report.score == report.max_score
    assert [(cell.line, cell.cell) for cell in report.failed_cells] == [
        (1, None),
        (len(source.splitlines()), None),
    ]


def test_a_file_that_python_cannot_read_is_a_report(tmp_path: Path) -> None:
    report = graded(tmp_path, RIGHT.read_text(encoding="utf-8") + "\ndef broken(:\n")
    assert report.score == 0
    assert {task.status for task in report.tasks} == {"skipped"}
    assert report.action == "repair line 23, then run"


def test_a_name_that_was_overwritten_is_told(tmp_path: Path) -> None:
    source = RIGHT.read_text(encoding="utf-8") + "\nsoftmax = softmax(np.ones(3))\n"
    found = tasks(graded(tmp_path, source))
    assert found["softmax"].status == "missing"
    assert "not a function" in found["softmax"].headline


def test_a_near_name_is_told(tmp_path: Path) -> None:
    source = RIGHT.read_text(encoding="utf-8").replace("def log_softmax", "def logsoftmax")
    found = tasks(graded(tmp_path, source))
    assert found["log_softmax"].status == "missing"
    assert "logsoftmax" in found["log_softmax"].checks[0].message


def test_what_a_function_prints_is_shown_unless_it_changes(tmp_path: Path) -> None:
    source = RIGHT.read_text(encoding="utf-8")
    loud = source.replace(
        "def softmax(x):\n", "import time\ndef softmax(x):\n    print('hello', x.shape)\n"
    )
    assert tasks(graded(tmp_path, loud))["softmax"].printed.startswith("hello (2,)")
    ticking = loud.replace("print('hello', x.shape)", "print(time.perf_counter())")
    assert tasks(graded(tmp_path, ticking))["softmax"].printed == (
        "(a text that is different at each call)"
    )


def test_state_of_its_own_does_not_help_an_update_rule(tmp_path: Path) -> None:
    file = tmp_path / "hw.py"
    file.write_text(
        "import numpy as np\nvelocity = 0\n"
        "def momentum(w, v, g, lr, beta):\n"
        "    global velocity\n"
        "    velocity = beta * velocity + (1 - beta) * g.sum()\n"
        "    return w - lr * velocity, v * 0 + velocity\n",
        encoding="utf-8",
    )
    report = grade(read(file), load("update-rules"), language("en"), only=("momentum",))
    assert report.score == 0


def test_only_functions_of_the_assignment_can_be_asked_for(tmp_path: Path) -> None:
    with pytest.raises(FaultError, match="has no function adam"):
        grade(read(RIGHT), load("softmax"), language("en"), only=("adam",))


def test_after_a_part_the_rest_is_still_to_be_looked_at() -> None:
    report = grade(read(RIGHT), load("softmax"), language("en"), only=("softmax",))
    assert report.score == report.max_score == 2
    assert "other functions" in report.action
    assert report.command == "grader check textbook.py"


def replaced(old: str, new: str) -> str:
    """The right submission with one piece of it in another form."""
    source = RIGHT.read_text(encoding="utf-8")
    assert old in source
    return source.replace(old, new)


SOFTMAX = "    return np.exp(shifted) / np.sum(np.exp(shifted), axis=-1, keepdims=True)"


@pytest.mark.parametrize(
    "body",
    [
        "    return 1 / (1 + np.exp(-x))",
        "    return np.exp(shifted)",
        "    x -= np.max(x, axis=-1, keepdims=True)\n    return np.exp(x) / np.exp(x).sum(-1,"
        " keepdims=True)",
        "    return np.argmax(x, axis=-1)",
        "    e = np.exp(shifted)\n    return e / e.sum(axis=-1)",
        "    return np.exp(x) / np.sum(np.exp(x), axis=-1, keepdims=True)",
    ],
)
def test_right_functions_that_call_a_wrong_one_keep_their_marks(body: str, tmp_path: Path) -> None:
    found = tasks(graded(tmp_path, replaced(SOFTMAX, body)))
    assert found["softmax"].score < found["softmax"].max_score
    for name in ("softmax_jacobian", "softmax_vjp", "log_softmax"):
        assert found[name].score == found[name].max_score, name
    assert any("your own softmax" in remark for remark in found["softmax_vjp"].remarks)


def test_a_wrong_function_that_calls_a_wrong_one_does_not(tmp_path: Path) -> None:
    source = replaced(SOFTMAX, "    return 1 / (1 + np.exp(-x))")
    source = source.replace("np.diag(s) - np.outer(s, s)", "np.diag(s) + np.outer(s, s)")
    found = tasks(graded(tmp_path, source))
    assert found["softmax_jacobian"].score == 0


def test_what_is_built_from_float32_is_judged_as_float32(tmp_path: Path) -> None:
    body = f"{SOFTMAX}.astype(np.float32)".replace("np.exp(shifted) /", "(np.exp(shifted) /", 1)
    body = body.replace("keepdims=True).astype", "keepdims=True)).astype")
    report = graded(tmp_path, replaced(SOFTMAX, body))
    assert report.score == report.max_score


def test_a_stub_that_is_given_a_function_later_is_no_stub(tmp_path: Path) -> None:
    source = replaced("def log_softmax(x):", "def mine(x):")
    source = "def log_softmax(x):\n    ...\n\n" + source + "\nlog_softmax = mine\n"
    report = graded(tmp_path, source)
    assert report.score == report.max_score


def test_following_a_function_that_says_nothing_earns_nothing(tmp_path: Path) -> None:
    file = tmp_path / "hw.py"
    file.write_text(
        "import numpy as np\n"
        "def cross_entropy(logits, Y):\n    return 0.0\n"
        "def cross_entropy_gradient(logits, Y):\n    return 0 * logits\n",
        encoding="utf-8",
    )
    assert grade(read(file), load("cross-entropy"), language("en")).score == 0


def test_a_rule_that_stops_after_some_steps_is_not_right(tmp_path: Path) -> None:
    file = tmp_path / "hw.py"
    file.write_text(
        "calls = 0\n"
        "def momentum(w, v, g, lr, beta):\n"
        "    global calls\n    calls += 1\n"
        "    if calls > 80:\n        raise RuntimeError\n"
        "    v = beta * v + (1 - beta) * g\n    return w - lr * v, v\n",
        encoding="utf-8",
    )
    report = grade(read(file), load("update-rules"), language("en"), only=("momentum",))
    assert 0 < report.score < report.max_score


@pytest.mark.parametrize(
    "result",
    [
        '{"dX": dY * 0, "dgamma": np.zeros((1, 1)), "dbeta": dY}',
        "{1, 2, 3}",
        "np.array([object(), None, 3])",
        "(dY, gamma * 1e308, gamma * np.inf)",
        "(dY.astype('S8'), gamma, gamma)",
        "np.broadcast_to(0.0, (1 << 40,))",
        "[dY] * 100000",
        "(x for x in dY)",
    ],
)
def test_odd_results_are_judged_without_a_traceback(
    result: str, tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    file = tmp_path / "hw.py"
    file.write_text(
        "import numpy as np\n"
        "def batch_norm(X, gamma, beta, eps):\n    return np.append(X, 1.0)\n"
        f"def batch_norm_backward(dY, X, gamma, eps):\n    return {result}\n",
        encoding="utf-8",
    )
    for lang in ("en", "pt"):
        report = grade(read(file), load("batch-norm"), language(lang))
        assert report.score < report.max_score
        assert render(report, "text")
        assert render(report, "json")
    assert not recwarn.list


def test_in_a_notebook_the_guard_of_a_main_program_is_true(tmp_path: Path) -> None:
    guarded = "if __name__ == '__main__':\n" + "".join(
        f"    {line}\n" for line in RIGHT.read_text(encoding="utf-8").splitlines()
    )
    file = tmp_path / "hw.ipynb"
    nbformat.write(v4.new_notebook(cells=[v4.new_code_cell(guarded)]), file)
    report = grade(read(file), load("softmax"), language("en"))
    assert report.score == report.max_score
