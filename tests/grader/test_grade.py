"""One function that hangs, crashes or ends the process costs itself and nothing else.

Real submissions in the real worker process.
"""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import msgspec
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


def graded(tmp_path: Path, source: str, name: str = "hw.py", only: tuple[str, ...] = ()) -> Report:
    file = tmp_path / name
    file.write_text(source, encoding="utf-8")
    return grade(read(file), load("softmax"), language("en"), only=only)


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
    source = RIGHT.read_text(encoding="utf-8") + "\ndef broken(:\n"
    report = graded(tmp_path, source)
    assert report.score == 0
    assert {task.status for task in report.tasks} == {"skipped"}
    assert report.action == f"repair line {len(source.splitlines())}, then run"


def test_the_name_of_another_function_of_the_assignment_is_not_taken_for_a_slip(
    tmp_path: Path,
) -> None:
    found = tasks(graded(tmp_path, replaced("def softmax_vjp", "def something_else")))
    message = found["softmax_vjp"].checks[0].message
    assert message == "The file has no function called softmax_vjp."


def test_a_function_that_stops_is_not_said_to_miss_checks_of_other_kinds(tmp_path: Path) -> None:
    source = TEXTBOOK + "\n\ndef softmax(x):\n    return x.nothing\n"
    checks = {check.name for check in tasks(graded(tmp_path, source))["softmax"].checks}
    assert "laws" in checks
    assert not checks & {"trajectory", "gradient"}


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


@pytest.mark.parametrize("body", ["    return np.argmax(x, axis=-1)", "    return 0.0"])
def test_a_function_that_only_stops_with_an_error_is_never_right(body: str, tmp_path: Path) -> None:
    source = replaced(SOFTMAX, body) + (
        "\n\ndef softmax_jacobian(x):\n    raise ValueError(softmax(x))\n"
    )
    assert tasks(graded(tmp_path, source))["softmax_jacobian"].score == 0


@pytest.mark.parametrize(
    ("softmax", "jacobian", "vjp"),
    [
        ("np.zeros(x.shape)", "np.zeros((len(x), len(x)))", "np.zeros(g.shape)"),
        ("np.full(x.shape, np.nan)", "np.full((len(x), len(x)), np.nan)", "g * np.nan"),
        ("np.ones(x.shape)", "np.eye(len(x)) - 1", "g - g.sum(axis=-1, keepdims=True)"),
    ],
)
def test_a_function_made_of_a_result_that_tells_nothing_is_not_right(
    softmax: str, jacobian: str, vjp: str, tmp_path: Path
) -> None:
    source = (
        "import numpy as np\n"
        f"def softmax(x):\n    return {softmax}\n"
        f"def softmax_jacobian(x):\n    softmax(x)\n    return {jacobian}\n"
        f"def softmax_vjp(x, g):\n    softmax(x)\n    return {vjp}\n"
    )
    assert graded(tmp_path, source).score == 0


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


LOSS = (
    "import numpy as np\n"
    "def cross_entropy(logits, Y):\n"
    "    z = logits - logits.max(axis=1, keepdims=True)\n"
    "    losses = -(Y * (z - np.log(np.exp(z).sum(axis=1, keepdims=True)))).sum(axis=1)\n"
    "    return {loss}\n"
    "def cross_entropy_gradient(logits, Y):\n"
    "    e = np.exp(logits - logits.max(axis=1, keepdims=True))\n"
    "    G = e / e.sum(axis=1, keepdims=True) - Y\n"
    "{gradient}"
)


@pytest.mark.parametrize("loss", ["0.0", "round(losses.mean(), 2)", "losses.mean().round()"])
def test_following_a_function_that_says_nothing_earns_nothing(loss: str, tmp_path: Path) -> None:
    file = tmp_path / "hw.py"
    source = LOSS.format(loss=loss, gradient="    return 0 * G\n")
    file.write_text(source, encoding="utf-8")
    report = grade(read(file), load("cross-entropy"), language("en"))
    assert report.score == 0
    assert tasks(report)["cross_entropy_gradient"].diagnosis[0].mistake == "unused:logits"
    assert tasks(report)["cross_entropy_gradient"].right == "The shape."


def test_a_gradient_follows_a_loss_that_is_wrong_in_a_known_way(tmp_path: Path) -> None:
    file = tmp_path / "hw.py"
    source = LOSS.format(loss="losses[0]", gradient="    G[1:] = 0\n    return G\n")
    file.write_text(source, encoding="utf-8")
    found = tasks(grade(read(file), load("cross-entropy"), language("en")))
    assert found["cross_entropy"].diagnosis[0].mistake == "only-the-first-sample"
    gradient = found["cross_entropy_gradient"]
    assert gradient.score == gradient.max_score / 2


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
        "[dY] * 10000",
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


# --- what is lost, gone or late ----------------------------------------------------------------

TEXTBOOK = RIGHT.read_text(encoding="utf-8")


def test_a_name_that_cannot_be_looked_at_costs_itself(tmp_path: Path) -> None:
    source = TEXTBOOK + (
        "\nclass Hangs:\n    def __getattr__(self, name):\n        while True: pass\n"
        "class Raises:\n    def __getattr__(self, name): raise ValueError\n"
        "    def __call__(self, x): return softmax(x)\n"
        "right = softmax\nlog_softmax = Hangs()\nsoftmax = Raises()\n"
    ).replace("return softmax(x)", "return right(x)")
    report = graded(tmp_path, source)
    found = tasks(report)
    assert report.failed_cells == ()
    assert found["log_softmax"].headline == "not a function"
    assert {name for name, task in found.items() if task.status != "passed"} == {"log_softmax"}


def test_a_deleted_function_is_told_with_the_line_that_deletes_it(tmp_path: Path) -> None:
    report = graded(tmp_path, TEXTBOOK + "\nif True:\n    del softmax_vjp\n")
    found = tasks(report)
    gone = found.pop("softmax_vjp")
    assert (gone.status, gone.headline) == ("missing", "deleted again")
    assert gone.where is not None
    assert gone.where.source == "del softmax_vjp"
    assert report.failed_cells == ()
    assert all(task.status == "passed" for task in found.values())


@pytest.mark.parametrize(
    "change",
    [
        ("def softmax_vjp", "if 0:\n  def softmax_vjp(x, g): return x\ndef other"),
        ("def log_softmax", "globals().pop('softmax_vjp')\ndef log_softmax"),
    ],
)
def test_a_function_that_is_not_there_is_not_said_to_be_stopped(
    change: tuple[str, str], tmp_path: Path
) -> None:
    report = graded(tmp_path, TEXTBOOK.replace(*change))
    gone = tasks(report)["softmax_vjp"]
    assert (gone.status, gone.headline) == ("missing", "not there at the end")
    assert report.failed_cells == ()


def test_a_definition_that_stops_is_said_to_be_stopped(tmp_path: Path) -> None:
    report = graded(tmp_path, TEXTBOOK.replace("def softmax_vjp", "@1 / 0\ndef softmax_vjp"))
    gone = tasks(report)["softmax_vjp"]
    assert (gone.status, gone.headline) == ("skipped", "its definition was not run")
    assert len(report.failed_cells) == 1


def test_code_that_is_given_up_is_not_said_to_lack_a_function(tmp_path: Path) -> None:
    report = graded(tmp_path, TEXTBOOK + "\nimport os\n" + "os._exit(3)\n" * 21)
    assert {task.status for task in report.tasks} == {"skipped"}
    assert {task.headline for task in report.tasks} == {"the code was not run to its end"}
    assert "20 lines outside the functions" in report.tasks[0].checks[0].message
    assert report.command == "grader check hw.py"


@pytest.mark.parametrize(
    ("lost", "says"),
    [
        ("import nowhere.at.all as tools", "ModuleNotFoundError: the module nowhere is not there."),
        ("from numpy import tools", "ImportError: cannot import name 'tools' from 'numpy'"),
        ("tools = undefined", "NameError: the name undefined is not defined."),
        ("tools, more = 1, os._exit(1)", "The process ended on this line."),
        ("class tools(1 / 0): pass", "ZeroDivisionError: a division by the number 0."),
    ],
)
def test_a_name_that_a_lost_line_gives_is_told_where_it_is_missed(
    lost: str, says: str, tmp_path: Path
) -> None:
    body = "    return tools.exp(x)\n\n\ndef unused(x):\n"
    source = f"import os\n{lost}\n" + TEXTBOOK.replace(
        "def log_softmax(x):\n", "def log_softmax(x):\n" + body
    )
    report = graded(tmp_path, source)
    why = tasks(report)["log_softmax"].diagnosis[0].message
    assert why.startswith(f"The name tools comes from line 2, which was not run to its end. {says}")
    assert why.endswith(f"\n  {lost}")
    assert lost in render(report, "text")
    assert tasks(report)["softmax"].status == "passed"


def test_a_name_that_an_unreadable_cell_gives_is_told_where_it_is_missed(tmp_path: Path) -> None:
    file = tmp_path / "hw.ipynb"
    cells = ["import numpy as np\nprint(1", TEXTBOOK.replace("import numpy as np\n", "")]
    nbformat.write(v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in cells]), file)
    report = grade(read(file), load("softmax"), language("en"))
    why = tasks(report)["softmax"].diagnosis[0].message
    assert why == (
        "The name np comes from line 1 of cell 1, which was not run to its end. Python cannot read"
        " cell 1, so nothing in that cell was run.\n  import numpy as np"
    )


def test_a_name_that_nothing_gives_has_no_line(tmp_path: Path) -> None:
    source = "import nowhere\n" + TEXTBOOK + "\ndef softmax(x): return somewhere(x)\n"
    assert tasks(graded(tmp_path, source))["softmax"].diagnosis[0].message == ""


def test_the_time_of_the_whole_submission_is_over_once(tmp_path: Path) -> None:
    slow = "\nimport time\ndef softmax_jacobian(x):\n    time.sleep(0.3)\n    return x\n"
    file = tmp_path / "hw.py"
    file.write_text(TEXTBOOK + slow, encoding="utf-8")
    short = msgspec.structs.replace(load("softmax"), total_limit=3.0)
    report = grade(read(file), short, language("en"))
    found = tasks(report)
    assert found.pop("softmax").status == "passed"
    assert {task.status for task in found.values()} == {"timeout"}
    assert {task.headline for task in found.values()} == {"no time left"}
    assert "may take 3 seconds" in found["log_softmax"].checks[0].message
    assert report.command == "grader check hw.py --only softmax_jacobian"
    assert render(report, "text")


def test_slow_lines_outside_the_functions_are_within_that_time(tmp_path: Path) -> None:
    file = tmp_path / "hw.py"
    file.write_text("import time\ntime.sleep(60)\n" + TEXTBOOK, encoding="utf-8")
    short = msgspec.structs.replace(load("softmax"), total_limit=1.0)
    report = grade(read(file), short, language("en"))
    assert {task.headline for task in report.tasks} == {"no time left"}


@pytest.mark.parametrize(
    ("result", "check"),
    [
        ("np.ones(400_000)", "runs"),
        ("['a' * 500_000, *['b'] * 9999]", "runs"),
        ("['a' * 9000, *['b'] * 900]", "shape"),
        ("np.ones(20_000)", "shape"),
        ("np.ones((1, 20_000))", "shape"),
    ],
)
def test_a_large_result_is_never_made_larger(result: str, check: str, tmp_path: Path) -> None:
    source = TEXTBOOK + f"\ndef softmax(x): return {result}\n"
    tracemalloc.start()
    try:
        found = tasks(graded(tmp_path, source))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    failed = [one for one in found["softmax"].checks if one.status == "failed"]
    assert failed[0].name == check
    assert failed[0].message
    assert found["log_softmax"].status == "passed"
    assert peak < 256 << 20


def test_a_derivative_that_is_rounded_is_wrong_and_no_crash(tmp_path: Path) -> None:
    exact = "return sigmoid(z) * sigmoid(-z)"
    rounded = "return np.round(sigmoid(z) * sigmoid(-z), 9)"
    (found,) = graded(tmp_path, replaced(exact, rounded), only=("sigmoid_derivative",)).tasks
    assert found.status == "failed"


def test_why_a_gradient_is_not_decided_is_read_in_the_report(tmp_path: Path) -> None:
    noisy = SOFTMAX + " + 1e-3 * np.random.randn(*x.shape)"
    (found,) = graded(tmp_path, replaced(SOFTMAX, noisy), only=("softmax_jacobian",)).tasks
    remarks = [remark for remark in found.remarks if remark.startswith("not decided: ")]
    assert remarks == [check.message for check in found.checks if check.name == "gradient"]
