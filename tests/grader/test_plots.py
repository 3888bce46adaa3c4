"""Pictures of gradients, from the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.assignment import TaskSpec
from grader.cli import run
from grader.evidence import collect
from grader.language import FaultError, language
from grader.plots import Plots
from grader.question import question
from grader.student.answers import Answer, OutOfTimeError
from reference.catalogue import catalogue, entries

FORMULA = catalogue()["linear_backward"]
PNG = b"\x89PNG\r\n\x1a\n"


def with_a_wrong_bias(dY: Any, X: Any, W: Any) -> Any:
    dX, dW, db = FORMULA(dY, X, W)
    return dX, dW, 2 * db


def gathered(student: Any, forward: str, folder: Path) -> Plots:
    asked = question(
        TaskSpec(formula="linear_backward", points=1.0), entries()["linear_backward"], 0
    )
    plots = Plots(folder)
    evidence = collect(student, asked, forward)
    plots.look(student, evidence)
    return plots


@pytest.fixture
def student(in_process: Callable[..., Any]) -> Any:
    linear = catalogue()["linear"]
    return in_process({"linear": linear, "linear_backward": with_a_wrong_bias})


def test_each_part_is_set_against_what_is_measured(student: Any, tmp_path: Path) -> None:
    plots = gathered(student, "linear", tmp_path)
    assert [plot.part for plot in plots.gathered] == ["dX", "dW", "db"]
    for plot, times in zip(plots.gathered, (1, 1, 2), strict=True):
        assert np.all(plot.error < 1e-6)
        np.testing.assert_allclose(plot.claimed, times * plot.measured, atol=1e-6)
    assert plots.write(language("pt")) == [
        tmp_path / f"linear_backward-{part}.png" for part in ("dX", "dW", "db")
    ]
    assert all(file.read_bytes().startswith(PNG) for file in tmp_path.iterdir())


def test_without_a_function_there_is_nothing_to_draw(student: Any, tmp_path: Path) -> None:
    assert gathered(student, "", tmp_path).gathered == []


def test_a_student_who_is_out_of_time_is_left_alone(student: Any, tmp_path: Path) -> None:
    class Tired:
        def answers(self, _: Any) -> list[Answer]:
            raise OutOfTimeError

    plots = gathered(student, "linear", tmp_path)
    count = len(plots.gathered)
    asked = question(
        TaskSpec(formula="linear_backward", points=1.0), entries()["linear_backward"], 0
    )
    plots.look(Tired(), collect(student, asked, "linear"))  # type: ignore[arg-type]
    assert len(plots.gathered) == count


def test_a_picture_that_cannot_be_written_is_named(student: Any, tmp_path: Path) -> None:
    (tmp_path / "linear_backward-dX.png").mkdir()
    plots = gathered(student, "linear", tmp_path)
    with pytest.raises(FaultError, match=r"linear_backward-dX\.png cannot be written: "):
        plots.write(language("en"))


WRONG_ANYWHERE = """\
import numpy as np

def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)

def softmax_jacobian(x):
    s = softmax(x)
    return np.diag(s * (1 - s))
"""


def test_the_pictures_of_a_submission(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file, folder = tmp_path / "hw.py", tmp_path / "new" / "pictures"
    file.write_text(WRONG_ANYWHERE, encoding="utf-8")
    command = ["check", str(file), "-a", "softmax", "--only", "softmax_jacobian"]
    assert run(command) == 1
    plain = capfd.readouterr()
    assert run([*command, "--plot", str(folder)]) == 1
    drawn = capfd.readouterr()
    assert drawn.out == plain.out
    assert [line for line in drawn.err.splitlines() if "Written" in line] == [
        f"Written: {folder / 'softmax_jacobian.png'}"
    ]
    assert [png.read_bytes()[:8] for png in folder.iterdir()] == [PNG]


def test_of_functions_without_a_gradient_there_is_no_picture(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "hw.py"
    file.write_text(WRONG_ANYWHERE, encoding="utf-8")
    command = ["check", str(file), "-a", "softmax", "--only", "softmax", "--plot", str(tmp_path)]
    assert run(command) == 0
    assert "There is nothing to draw" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_that_cannot_be_made_is_told_before_anything_is_run(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "hw.py"
    file.write_text(WRONG_ANYWHERE, encoding="utf-8")
    assert run(["check", str(file), "-a", "softmax", "--plot", str(file / "pictures")]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert "pictures cannot be written: " in err


def test_without_matplotlib_it_is_said_what_to_install(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("grader.gradcheck.pictures")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("grader.gradcheck.pictures", raising=False)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    file = tmp_path / "hw.py"
    file.write_text(WRONG_ANYWHERE, encoding="utf-8")
    assert run(["check", str(file), "-a", "softmax", "--plot", str(tmp_path)]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert "python -m pip install matplotlib" in err
