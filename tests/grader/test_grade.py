"""One function that hangs, crashes or ends the process costs itself and nothing else.

Real submissions in the real worker process.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.assignment import load
from grader.grade import grade
from grader.language import FaultError, language
from grader.records import Report, Task
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
