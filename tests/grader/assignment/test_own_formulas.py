"""Formulas that an instructor brings are proved, graded and explained like ours."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from grader.answer_key import answer_key
from grader.assignment import load
from grader.cli import run
from grader.grade import grade
from grader.language import language
from grader.submission import read

ASSIGNMENT = """
title = "Squares"
formulas = ["square.py", "twice.py"]
[[task]]
formula = "square"
points = 1
[[task]]
formula = "twice_the_root"
points = 1
[[task]]
formula = "square"
function = "sq"
name = "sq.again"
points = 1
"""
SQUARE = '''"""The square of each entry."""
from reference.domain import Array
from reference.formula import formula, mistake

@formula(x=Array("n", low=1, high=3), example={"x": [1.0, 2.0]})
def square(x):
    return x**2

@mistake(square, headline="doubled", why="every entry is doubled.", hints="What is 3 squared?")
def doubled(x):
    return 2 * x
'''
TWICE = '''"""The derivative of the square, which a file beside this one holds."""
from reference.domain import Array
from reference.formula import formula
from .square import square

@formula(x=Array("n", low=1, high=3), example={"x": [1.0, 2.0]}, entrywise_derivative_of=square)
def twice_the_root(x):
    return 2 * x
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "assignment.toml").write_text(ASSIGNMENT, encoding="utf-8")
    (tmp_path / "square.py").write_text(SQUARE, encoding="utf-8")
    (tmp_path / "twice.py").write_text(TWICE, encoding="utf-8")
    return tmp_path


def test_they_are_known_to_this_assignment_alone(folder: Path) -> None:
    assignment = load(str(folder))
    assert list(assignment.own_entries) == ["square", "twice_the_root"]
    assert assignment.entry("adam") is not None
    assert load("softmax").entry("square") is None
    assert not (folder / "__pycache__").exists()


def test_a_changed_file_is_read_anew(folder: Path) -> None:
    before = load(str(folder)).entries["square"].formula
    assert answer_key(before).right[0].parts[0].tolist() == [1, 4]
    (folder / "square.py").write_text(SQUARE.replace("x**2", "x**3"), encoding="utf-8")
    after = load(str(folder)).entries["square"].formula
    assert (before(2.0), after(2.0)) == (4.0, 8.0)
    assert before.statement == after.statement == "The square of each entry."
    assert answer_key(after).right[0].parts[0].tolist() == [1, 8]


def test_they_are_proved(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["prove", "-a", str(folder)]) == 0
    assert "1 of 1 claim proved." in capsys.readouterr().out
    assert run(["prove", "twice_the_root/is-the-derivative", "-a", str(folder)]) == 0
    assert run(["prove", "--explain", "square", "-a", str(folder)]) == 0
    assert "The square of each entry." in capsys.readouterr().out
    assert run(["prove", "square"]) == 2


def test_they_are_graded_and_their_mistakes_are_named(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "hw.py"
    file.write_text(
        "def square(x): return x + x\ndef twice_the_root(x): return 2 + 0 * x\n"
        "def sq(x): return x * x\n",
        encoding="utf-8",
    )
    wrong, derivative, again = grade(read(file), load(str(folder)), language("en")).tasks
    assert [d.mistake for d in wrong.diagnosis] == ["doubled"]
    assert [d.mistake for d in derivative.diagnosis] == ["follows-square"]
    assert (again.function, again.status) == ("sq.again", "passed")


def test_what_they_import_stays_out_of_the_way(folder: Path) -> None:
    load(str(folder))
    names = [name for name in sys.modules if name.rpartition(".")[2] == "square"]
    assert all(name.startswith("gradproof_own_") for name in names)
