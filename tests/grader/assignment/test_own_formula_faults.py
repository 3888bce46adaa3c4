"""A formula of the instructor's own is tried before anybody is graded by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.assignment import AssignmentError, every_fault, load
from grader.cli import run

ASSIGNMENT = 'title = "Own"\nformulas = ["mine.py"]\n[[task]]\nformula = "mine"\npoints = 1\n'
GOOD = '''"""Twice each entry."""
import numpy as np
from reference.domain import Array
from reference.formula import formula, mistake

@formula(x=Array("n", low=1, high=3), example={"x": [1.0, 2.0]})
def mine(x):
    return 2 * x

@mistake(mine, headline="tripled", why="every entry is tripled.", hints="What is twice 3?")
def tripled(x):
    return 3 * x
'''


def folder(tmp_path: Path, text: str) -> str:
    (tmp_path / "assignment.toml").write_text(ASSIGNMENT, encoding="utf-8")
    (tmp_path / "mine.py").write_text(text, encoding="utf-8")
    return str(tmp_path)


def test_a_good_one_has_no_fault(tmp_path: Path) -> None:
    assert load(folder(tmp_path, GOOD)).functions.keys() == {"mine"}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("2 * x", "x / 0 * x.shape[1]", "no right answer on the inputs that it declares (IndexErr"),
        ('"n"', '"n m"', "no right answer on the inputs that it declares (ValueError"),
        ("2 * x", '"a"', "no right answer"),
        ("2 * x", "(x, x)", "its parts are '', and it returns 2"),
        ("example=", 'parts={"a": 1, "b": 0}, example=', "each of its parts needs a share above 0"),
        ("2 * x", "np.nan * x", "its result for the example is not finite"),
        ("return 2 * x", "x *= 2\n    return x", "it changes an array that it is given"),
        ("2 * x", "x * np.random.random()", "does not return the same for the same inputs"),
        ("3 * x", "1 / 0", "the mistake tripled does not work on the example (ZeroDivisionError"),
    ],
)
def test_what_is_wrong_is_told_without_grading(
    old: str, new: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADPROOF_CACHE", str(tmp_path / "cache"))
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    if says.startswith("each"):
        text = text.replace("return 2 * x", "return 2 * x, x").replace(
            "return 3 * x", "return x, x"
        )
    where = folder(tmp_path, text)
    for _ in range(2):  # the second time, the inputs come from the cache
        with pytest.raises(AssignmentError) as caught:
            load(where)
        assert says in str(caught.value)
        assert "assignment.toml: formulas: mine: " in str(caught.value)


def test_a_convention_says_what_it_does_beside_each_of_the_others(tmp_path: Path) -> None:
    form = """
@mistake(mine, kind="convention", convention={"factor": "NAME"}, headline="another", why="w.",
         hints="?")
def NAME(x):
    return 5 * x
"""
    text = GOOD.replace("example=", 'convention={"factor": "two"}, example=')
    where = folder(tmp_path, text + form.replace("NAME", "five"))
    assert [str(fault).partition("mine: ")[2] for fault in every_fault(where)[:-2]] == [
        "the convention five lacks its text converse."
    ]
    both = text + form.replace("NAME", "five") + form.replace("NAME", "six").replace("5", "6")
    said = [str(fault) for fault in every_fault(folder(tmp_path, both))[:-2]]
    assert len(said) == 4
    assert said[-1].endswith("the convention six lacks its text elsewhere.")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("raise SystemExit(0)", "the file cannot be run: SystemExit: 0."),
        ("import sys; sys.exit()", "the file cannot be run: SystemExit."),
        ("raise ValueError('one\\ntwo.')", "the file cannot be run: ValueError: one two."),
        ("x = 1\0", "line 1 is not Python"),
        ("from .other import x", "formulas = 'other.py': line 2 is not Python"),
    ],
)
def test_a_file_that_ends_or_is_none_is_named(
    text: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other.py").write_text("x = 1\ndef f(:\n", encoding="utf-8")
    answer = tmp_path / "answer.py"
    answer.write_text("def mine(x): return x\n", encoding="utf-8")
    where = folder(tmp_path, text)
    assert run(["check", str(answer), "-a", where]) == 2
    assert says in " ".join(capsys.readouterr().err.split())


def test_what_a_file_prints_is_no_part_of_a_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load(folder(tmp_path, "print('loaded')\n" + GOOD))
    out, err = capsys.readouterr()
    assert (out, err) == ("", "loaded\n")


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    where = folder(tmp_path, GOOD)
    file = tmp_path / "assignment.toml"
    file.write_text(ASSIGNMENT.replace('["mine.py"]', '["mine.py", "mine.py"]'), encoding="utf-8")
    assert list(load(where).own_entries) == ["mine"]


def test_a_helper_that_has_changed_is_read_anew(tmp_path: Path) -> None:
    helper = tmp_path / "helper.py"
    helper.write_text("def twice(x): return 2 * x\n", encoding="utf-8")
    text = GOOD.replace("import numpy", "from .helper import twice\nimport numpy", 1)
    where = folder(tmp_path, text.replace("return 2 * x", "return twice(x)"))
    assert load(where).own_entries["mine"].formula(3.0) == 6.0
    helper.write_text("def twice(x): return x + x + 1\n", encoding="utf-8")
    assert load(where).own_entries["mine"].formula(3.0) == 7.0
