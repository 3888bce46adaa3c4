"""A course keeps its own functions: what a student reads when one of them is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assignment import load
from grader.grade import grade
from grader.language import language
from grader.records import Report, Task
from grader.report import render
from grader.submission import read

Change = Callable[..., Report]


@pytest.fixture
def changed(submissions: Path, tmp_path: Path) -> Change:
    """Grades the right submission with one line of one function changed."""
    right = (submissions / "cs231n" / "textbook.py").read_text(encoding="utf-8")

    def graded(function: str, old: str, new: str, *only: str, lang: str = "en") -> Report:
        head, definition, rest = right.partition(f"def {function}(")
        assert old in definition + rest
        file = tmp_path / "layers.py"
        file.write_text(head + (definition + rest).replace(old, new, 1), encoding="utf-8")
        return grade(read(file), load("cs231n"), language(lang), only=only or (function,))

    return graded


def codes(task: Task) -> list[str]:
    return [diagnosis.mistake for diagnosis in task.diagnosis]


BATCH = "x_hat = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + ln_param['eps'])"


@pytest.mark.parametrize(
    ("function", "old", "new", "task", "code"),
    [
        ("batchnorm_forward", "x.var(axis=0)", "x.var(axis=0, ddof=1)", 0, "sample-variance"),
        (
            "batchnorm_forward",
            "momentum * running_mean + (1 - momentum) * mu",
            "(1 - momentum) * running_mean + momentum * mu",
            1,
            "shares-exchanged-in-the-mean",
        ),
        ("batchnorm_backward", "N * dout - dbeta", "N * dout", 0, "mean-held-constant"),
        ("layernorm_backward", "g - g.mean(axis=1, keepdims=True)", "g", 0, "terms:dX"),
        ("layernorm_forward", "x_hat = (x - mu) / std", BATCH, 0, "statistics-of-the-batch"),
        ("adam", 'config["t"] += 1', "pass", 0, "one-step-behind"),
        ("softmax_loss", "dx / len(rows)", "dx", 1, "scale-N"),
    ],
)
def test_a_known_mistake_is_named_through_the_courses_own_call(
    function: str, old: str, new: str, task: int, code: str, changed: Change
) -> None:
    report = changed(function, old, new)
    wrong = report.tasks[task]
    assert wrong.status == "failed"
    assert wrong.score < wrong.max_score
    assert codes(wrong)[0].startswith(code)
    others = [other for other in report.tasks if other is not wrong]
    if (function, task) != ("batchnorm_forward", 0):  # its variance is that of the running ones
        assert all(other.status == "passed" for other in others)


# One slip each in what the statement promises besides the formula.
PROMISES = (
    (
        "layernorm_forward",
        'ln_param.get("eps", 1e-5)',
        'ln_param.get("eps", 1e-3)',
        "left-out:eps",
    ),
    (
        "batchnorm_forward.running",
        'bn_param.get("momentum", 0.9)',
        'bn_param.get("momentum", 0.1)',
        "left-out:momentum",
    ),
    (
        "batchnorm_forward.test",
        "out = gamma * (x - running_mean)",
        'bn_param["running_mean"] = 0.9 * running_mean\n        out = gamma * (x - running_mean)',
        "promise",
    ),
    (
        "sgd_momentum",
        'config.get("velocity", np.zeros_like(w))',
        'config["velocity"]',
        "left-out:velocity",
    ),
    ("rmsprop", "config = {} if config is None else config", "pass", "left-out:config"),
    ("adam", 'config["t"] += 1\n    t,', 't = config["t"] + 1\n    _,', "promise"),
)


@pytest.fixture(scope="module")
def unkept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Task]:
    """The tasks of a submission with all of these slips."""
    right = Path(__file__).parents[1] / "submissions" / "cs231n" / "textbook.py"
    source = right.read_text(encoding="utf-8")
    for _, old, new, _ in PROMISES:
        assert old in source
        source = source.replace(old, new, 1)
    file = tmp_path_factory.mktemp("unkept") / "layers.py"
    file.write_text(source, encoding="utf-8")
    only = list(dict.fromkeys(name.partition(".")[0] for name, *_ in PROMISES))
    report = grade(read(file), load("cs231n"), language("pt"), only=only)
    return {task.function: task for task in report.tasks}


@pytest.mark.parametrize(("function", "code"), [(name, code) for name, _, _, code in PROMISES])
def test_what_the_statement_promises_besides_the_formula_costs_half(
    function: str, code: str, unkept: dict[str, Task]
) -> None:
    task = unkept[function]
    assert codes(task) == [code]
    assert task.score == task.max_score / 2
    assert [check.name for check in task.checks if check.status == "failed"] == ["promises"]
    assert task.status == "failed"
    # The lines that ask for more are not those that a student is to call.
    assert not any("left_out" in line or "assert" in line for line in task.call)


def test_what_an_assertion_says_is_told_in_the_language_of_the_report(
    unkept: dict[str, Task],
) -> None:
    (check,) = [check for check in unkept["adam"].checks if check.status == "failed"]
    assert check.message == "Depois do passo 1, t é 0 no dicionário devolvido."


def test_where_a_key_is_left_out_the_students_own_line_is_shown(unkept: dict[str, Task]) -> None:
    where = unkept["sgd_momentum"].where
    assert where is not None
    assert where.source.strip() == 'v = config["velocity"]'
    assert "velocity" in where.notes[0]
    assert "KeyError" in where.notes[0]


def test_beside_a_wrong_result_nothing_more_is_asked_for(changed: Change) -> None:
    old = 'config = {} if config is None else config\n    config.setdefault("learning_rate", 1e-3)'
    (task,) = changed("adam", old, 'config["beta1"] **= 2').tasks
    assert task.where is None
    assert "value" in [check.name for check in task.checks if check.status == "failed"]


def test_one_of_several_results_that_is_none_or_in_the_wrong_place_is_named(
    changed: Change,
) -> None:
    (forward,) = changed("affine_forward", "flat @ w + b, (x, w, b)", "(x, w, b), None").tasks
    assert codes(forward) == ["shape:several:out"]
    assert forward.headline == "a tuple of 3 arrays"
    _, gradient = changed("softmax_loss", "dx / len(rows)", "None").tasks
    says = [check.message for check in gradient.checks if check.status == "failed"]
    assert says == ["dx is None, not an array of numbers."]


def test_a_gradient_of_a_wrong_function_is_right_for_that_function(changed: Change) -> None:
    loss, gradient = changed("softmax_loss", ".mean(), dx / len(rows)", ".sum(), dx").tasks
    assert codes(loss) == ["sum-over-samples"]
    assert codes(gradient) == ["follows-softmax_loss.loss"]
    assert gradient.score == gradient.max_score / 2


DISPLACEMENT = """v = config["momentum"] * v - config["learning_rate"] * dw
    config["velocity"] = v
    return w + v, config"""
STEP = """v = config["momentum"] * v + config["learning_rate"] * dw
    config["velocity"] = v
    return w - v, config"""


def test_of_a_third_convention_nothing_is_said_that_is_not_asked_for(changed: Change) -> None:
    (task,) = changed("sgd_momentum", DISPLACEMENT, STEP).tasks
    assert codes(task) == ["velocity-as-a-step"]
    (diagnosis,) = task.diagnosis
    assert "the velocity is the step itself" in diagnosis.message
    assert "average" not in diagnosis.message
    assert not any("average" in hint for hint in task.hints)


@pytest.mark.parametrize("lang", ["en", "pt"])
def test_what_to_do_names_the_students_own_function(changed: Change, lang: str) -> None:
    old, new = "log_p[rows, y].mean()", "log_p[rows, y].sum()"
    loss, _ = changed("softmax_loss", old, new, lang=lang).tasks
    assert "softmax_loss" in loss.action
    assert "cross_entropy" not in loss.action


@pytest.mark.parametrize("lang", ["en", "pt"])
def test_the_courses_names_stand_under_the_call(changed: Change, lang: str) -> None:
    old = 'rho = config["decay_rate"]'
    report = changed("rmsprop", old, "rho = 0.99", lang=lang)
    (task,) = report.tasks
    assert codes(task) == ["unused:beta"]
    assert 'config["decay_rate"]' in task.hints[0]
    assert 'config["decay_rate"]' in task.names
    text = render(report, "text", 1)
    assert task.names in " ".join(text.split())
    assert text.index(task.call[-1]) < text.index(task.names[:20])


def test_a_hint_that_names_another_formula_names_the_function_of_the_course(
    changed: Change,
) -> None:
    _, gradient = changed("softmax_loss", "dx / len(rows)", "dx").tasks
    assert gradient.hints[0].startswith("Follow one sample through softmax_loss:")
    texts = (gradient.headline, gradient.action, *gradient.hints)
    assert not any("cross_entropy" in text for text in texts)


def test_a_transpose_that_is_missing_is_asked_for_in_the_students_own_line(
    changed: Change,
) -> None:
    (task,) = changed("affine_backward", "dout @ w.T", "dout @ w").tasks
    assert task.diagnosis[0].message == (
        "In this product, shape (3, 2) meets shape (4, 2): size 2 on the left, size 4 on the right."
    )
    assert task.hints[0].startswith("Here dout and w have equally many columns.")
    assert task.where is not None
    assert task.where.source.strip() == "dx = (dout @ w).reshape(x.shape)"


def test_the_report_shows_the_call_and_what_came_back(changed: Change) -> None:
    report = changed("rmsprop", "return w - step, config", "return w - step")
    (task,) = report.tasks
    assert (task.status, task.score, codes(task)) == ("error", 0, ["returns:ValueError"])
    text = render(report, "text", 1)
    assert "  call     config = {" in text
    assert "rmsprop returned array(1,). With that, this line of the assignment" in text
    assert "             w, config = rmsprop(w, g, config)\n" in text
    assert "rmsprop(np.array" not in text
    assert max(map(len, text.splitlines())) <= 80


def test_another_signature_is_told_by_what_python_says(changed: Change) -> None:
    loss, _ = changed("softmax_loss", "(x, y)", "(x)").tasks
    assert loss.status == "error"
    assert loss.diagnosis[0].message == "TypeError: called with 2 arguments, made for 1."


def test_a_function_that_another_one_needs_is_named(changed: Change) -> None:
    report = changed("affine_forward", "def affine_forward", "def forward", "affine_backward")
    (backward,) = report.tasks
    assert (backward.status, backward.headline) == ("missing", "needs affine_forward")
    assert report.action == "write affine_forward, and run"


def test_by_the_function_all_of_its_tasks_are_asked_for(changed: Change) -> None:
    report = changed("adam", "def adam", "def adam", "batchnorm_forward")
    assert report.only == tuple(f"batchnorm_forward.{n}" for n in ("train", "running", "test"))
    report = changed("adam", "def adam", "def adam", "batchnorm_forward.test")
    assert [task.function for task in report.tasks] == ["batchnorm_forward.test"]


def test_a_file_of_python_2_is_said_to_be_one(changed: Change) -> None:
    report = changed("adam", 'config["t"] += 1', 'print "step"; config["t"] += 1')
    assert "Python 2; in 3, print needs parentheses" in render(report, "text", 1)


FREE = "It costs no points in this assignment."

FOLDER = """
title = "Loss"
allowed_imports = ["numpy"]
[[task]]
formula = "cross_entropy"
points = 2
checks = { stability = "%s" }
hints = { sum-over-samples = { en = "Divide what?", pt = "Dividir o quê?" } }
"""
UNSTABLE = """import numpy as np
import scipy
def cross_entropy(logits, Y):
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return -np.sum(Y * np.log(p)) / len(Y)
"""


@pytest.mark.parametrize(
    ("setting", "score", "status"),
    [("graded", 1, "failed"), ("remark", 2, "skipped"), ("off", 2, "")],
)
def test_a_check_may_be_a_remark_or_off(
    setting: str, score: float, status: str, tmp_path: Path
) -> None:
    (tmp_path / "assignment.toml").write_text(FOLDER % setting, encoding="utf-8")
    file = tmp_path / "hw.py"
    file.write_text(UNSTABLE, encoding="utf-8")
    report = grade(read(file), load(str(tmp_path)), language("en"))
    (task,) = report.tasks
    assert task.score == score
    statuses = [check.status for check in task.checks if check.name == "stability"]
    assert statuses == ([status] if status else [])
    remarks = [text for text in task.remarks if text.endswith(FREE)]
    assert len(remarks) == (setting == "remark")
    (lost,) = report.failed_cells
    assert (lost.line, lost.message) == (
        2,
        "Not imported: scipy. Of the modules, this assignment allows numpy.",
    )


@pytest.mark.parametrize(("lang", "hint"), [("en", "Divide what?"), ("pt", "Dividir o quê?")])
def test_the_instructors_hint_takes_the_place_of_ours(lang: str, hint: str, tmp_path: Path) -> None:
    (tmp_path / "assignment.toml").write_text(FOLDER % "off", encoding="utf-8")
    file = tmp_path / "hw.py"
    file.write_text(UNSTABLE.replace(" / len(Y)", ""), encoding="utf-8")
    (task,) = grade(read(file), load(str(tmp_path)), language(lang)).tasks
    assert codes(task) == ["sum-over-samples"]
    assert task.hints == (hint,)


def test_the_courses_own_style_gets_full_marks_with_remarks(submissions: Path) -> None:
    submission = read(submissions / "cs231n" / "in_place.py")
    report = grade(submission, load("cs231n"), language("en"), only=["softmax_loss"])
    loss, gradient = report.tasks
    assert (loss.status, gradient.status) == ("passed", "passed")
    assert [text.removesuffix(f" {FREE}") for text in loss.remarks] == [
        "Right for ordinary inputs; infinite for large ones.",
        "The values are right, but the array passed in comes back changed.",
    ]
    # Nothing is claimed of arrays that stay unchanged, nor of large inputs of the loss.
    assert report.summary == ("softmax_loss is right: values, gradients.",)
    (lost,) = report.failed_cells
    assert lost.source == "from past.builtins import xrange"


STUB = """out = None
    # write here
    pass
    return out, (x, w, b)


def _left(x):
    flat = x
    return flat"""


def test_a_starter_of_the_course_is_not_written_yet(changed: Change) -> None:
    stub = "flat = x.reshape(x.shape[0], -1)\n    return flat @ w + b, (x, w, b)"
    forward, backward = changed(
        "affine_forward", stub, STUB, "affine_forward", "affine_backward"
    ).tasks
    assert (forward.status, forward.headline) == ("missing", "not written yet")
    assert (backward.status, backward.headline) == ("missing", "needs affine_forward")


SIGMOIDS = """
title = "Sigmoid"
[[task]]
formula = "sigmoid"
points = 2
[[task]]
formula = "sigmoid_derivative"
function = "slope"
signature = "def slope(x)"
points = 2
call = "return slope(z)"
"""
OVERFLOWING = """import numpy as np
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
def slope(x):
    with np.errstate(over="ignore"):
        a = sigmoid(x)
    return a * (1 - a)
"""


def test_what_numpy_warns_of_is_a_remark_where_the_values_are_right(tmp_path: Path) -> None:
    (tmp_path / "assignment.toml").write_text(SIGMOIDS, encoding="utf-8")
    file = tmp_path / "hw.py"
    file.write_text(OVERFLOWING, encoding="utf-8")
    report = grade(read(file), load(str(tmp_path)), language("en"))
    sigmoid, slope = report.tasks
    assert (sigmoid.status, sigmoid.score) == (slope.status, slope.score) == ("passed", 2)
    (remark,) = sigmoid.remarks
    assert "on line 3" in remark
    assert '"overflow encountered in exp"' in remark
    # Where the code itself silences numpy, there is no warning to tell of.
    assert slope.remarks == ()
    silent = OVERFLOWING.replace("over=", "under=")
    file.write_text(silent, encoding="utf-8")
    _, slope = grade(read(file), load(str(tmp_path)), language("en")).tasks
    assert "on line 3" in slope.remarks[0]
