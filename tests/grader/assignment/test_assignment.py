"""An instructor's fault is one sentence that names file, key, value and the nearest valid name."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from grader.assignment import (
    Assignment,
    AssignmentError,
    available,
    every_fault,
    infer,
    load,
    loading,
)
from grader.language import language
from reference.catalogue import Entry, entries_of
from reference.domain import Array
from reference.formula import Mistake, formula, mistake

GOOD = """
title = { en = "One", pt = "Um" }
[[task]]
formula = "softmax"
points = 2
"""


def folder(tmp_path: Path, text: str | bytes) -> Path:
    data = text.encode() if isinstance(text, str) else text
    (tmp_path / "assignment.toml").write_bytes(data)
    return tmp_path


@pytest.mark.parametrize("name", available())
def test_what_ships_is_valid(name: str) -> None:
    assignment = load(name)
    assert assignment.id == name
    assert assignment.max_score > 0
    assert infer(assignment.functions.keys()) == assignment


def test_a_folder_of_ones_own(tmp_path: Path) -> None:
    assignment = load(str(folder(tmp_path, GOOD)))
    assert assignment.id == tmp_path.name
    assert [task.name for task in assignment.task] == ["softmax"]


def test_one_title_is_the_title_in_every_language(tmp_path: Path) -> None:
    text = GOOD.replace('{ en = "One", pt = "Um" }', '"Softmax"')
    assert load(str(folder(tmp_path, text))).title == {"en": "Softmax", "pt": "Softmax"}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("points = 2", "pionts = 2", "points"),
        ("points = 2", "", "points"),
        ("points = 2", "", "the key task 1: points is missing"),
        ("points = 2", 'points = "two"', "task 1: points = 'two' is not a number."),
        ("points = 2", "points = true", "task 1: points = True is not a number."),
        ("points = 2", "points = 2\nhints = { a = 1 }", "task 1: hints: a = 1 is not a text or"),
        ("points = 2", "points = 2\ncheks = {}", "there is no key task 1: cheks. (checks?)"),
        ("points = 2", "points = 2\nname = 3", "task 1: name = 3 is not a text."),
        ("[[task]]", "[task]", "is not a list"),
        ("title = ", "memory_limit = 300.5\ntitle = ", "memory_limit = 300.5 is not a whole"),
        ("title = ", 'id = "x"\ntitle = ', "there is no key id."),
        ("title = ", 'folder = "/"\ntitle = ', "there is no key folder."),
        ('{ en = "One", pt = "Um" }', "3", "title = 3 is not a text or a table."),
        ('"Um"', '""', "title = '' is not a line of text"),
        ('"Um"', '"U\\nm"', "is not a line of text"),
        ('"softmax"', '"softmax"\nfunction = "np"', "function = 'np' cannot be"),
        ('"softmax"', '"softmax"\nfunction = "\ufb01t"', "cannot be the name of a function"),
        ("points = 2", "points = 0", "points = 0.0"),
        ("points = 2", "points = nan", "points = nan"),
        ("points = 2", "points = 0.333", "points = 0.333"),
        ('"softmax"', '"sofmax"', "softmax?"),
        ('"softmax"', '"softmax"\nfunction = "soft max"', "soft max"),
        ('"softmax"', '"softmax"\nconvention = { eps = "inside" }', "eps"),
        ('"softmax"', '"softmax"\nfollow_through = 2', "follow_through"),
        ("title = ", "time_limit = inf\ntitle = ", "time_limit"),
        ("title = ", "memory_limit = 0\ntitle = ", "memory_limit"),
        ("title = ", "total_limit = 0.5\ntitle = ", "total_limit"),
        ("title = ", 'feedback = "hint"\ntitle = ', "full, hints, score. (hints?)"),
        ("title = ", "feedback = 1\ntitle = ", "feedback"),
        ("title = ", "max_hint = 4\ntitle = ", "max_hint = 4"),
        ("title = ", "max_hint = 0\ntitle = ", "max_hint = 0"),
        ("title = ", "max_hints = 2\ntitle = ", "max_hint?"),
        (', pt = "Um"', "", "pt"),
        ("[[task]]", "[[task]]\nformula = ", "TOML"),
        (GOOD, "", "title"),
        (GOOD, "title = { en = 'a', pt = 'b' }\ntask = []", "task"),
        (GOOD, GOOD + GOOD.partition("[[task]]")[1] + GOOD.partition("[[task]]")[2], "twice"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, says: str, tmp_path: Path) -> None:
    assert old in GOOD
    where = folder(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(AssignmentError) as caught:
        load(str(where))
    assert says in str(caught.value)
    assert "assignment.toml" in str(caught.value)
    assert language("pt")(caught.value.message)


def two_conventions() -> Entry:
    """An entry with two conventions of two values each, of whose four forms three are written."""

    @formula(
        x=Array("n"), example={"x": [1.0, 2.0]}, convention={"reduction": "mean", "eps": "inside"}
    )
    def root(x: Any) -> Any:
        return np.sqrt(x).mean()

    def form(reduction: str, eps: str) -> Mistake:
        declare = mistake(
            root,
            kind="convention",
            convention={"reduction": reduction, "eps": eps},
            headline="another",
            why="another",
            hints="?",
        )
        return declare(lambda x: np.sqrt(x).sum())

    module = ModuleType(__name__)
    vars(module).update(root=root, one=form("sum", "inside"), other=form("mean", "outside"))
    return entries_of(module)["root"]


@pytest.mark.parametrize(
    ("convention", "is_valid"),
    [
        ("{}", True),
        ('{ reduction = "sum" }', True),
        ('{ eps = "outside" }', True),
        ('{ reduction = "mean", eps = "inside" }', True),
        ('{ reduction = "sum", eps = "outside" }', False),
    ],
)
def test_a_combination_that_nobody_has_written_is_named(
    convention: str, is_valid: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.assignment.records.entry", {"root": two_conventions()}.get)
    text = GOOD.replace('"softmax"', f'"root"\nconvention = {convention}')
    where = str(folder(tmp_path, text))
    if is_valid:
        assert load(where).task[0].formula == "root"
        return
    with pytest.raises(AssignmentError) as caught:
        load(where)
    said = str(caught.value)
    assert "assignment.toml: task 1: convention = " in said
    assert '{ reduction = "sum", eps = "outside" }' in said
    assert said.endswith('The nearest is { reduction = "sum", eps = "inside" }.')


@pytest.mark.parametrize("text", ["\ufeff" + GOOD, GOOD.replace("\n", "\r\n")], ids=["bom", "crlf"])
def test_a_file_from_another_editor_is_read(text: str, tmp_path: Path) -> None:
    assert load(str(folder(tmp_path, text))).max_score == 2


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(AssignmentError, match="not valid TOML"):
        load(str(folder(tmp_path, b"\xff\xfe")))


@pytest.mark.parametrize("name", ["sofmax", "", "x" * 300, "no/such/folder", "\0"])
def test_no_such_assignment(name: str) -> None:
    with pytest.raises(AssignmentError, match="There is no assignment"):
        load(name)


def test_a_statement_that_lacks_a_function_is_named(tmp_path: Path) -> None:
    where = folder(tmp_path, GOOD)
    (where / "statement.en.md").write_text("About it.\n\n## something_else\n\nText.\n")
    with pytest.raises(AssignmentError, match="## softmax"):
        load(str(where)).statement("en")
    with pytest.raises(AssignmentError, match="cannot be read"):
        load(str(where)).statement("pt")
    (where / "statement.pt.md").write_text("## softmax\n\nA.\n\n## softmax\n\nB.\n")
    with pytest.raises(AssignmentError, match="## softmax stands there twice"):
        load(str(where)).statement("pt")


def test_a_heading_whose_text_a_starter_would_lose_is_named(tmp_path: Path) -> None:
    where = folder(tmp_path, GOOD)
    for lang in ("en", "pt"):
        (where / f"statement.{lang}.md").write_text("\ufeffIt.\n\n## softmax\n\nText.\n")
    assert every_fault(str(where)) == []
    assert load(str(where)).statement("en")[""] == "It."
    with (where / "statement.pt.md").open("a") as file:
        file.write("\n## softmx\n\nLost.\n")
    (fault,) = every_fault(str(where))
    assert "statement.pt.md: the heading ## softmx is not a function of this" in str(fault)
    assert "(softmax?)" in str(fault)


def test_only_the_assignment_that_fits_is_read_with_its_formulas(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def loaded(name: str) -> Assignment:
        asked.append(name)
        return load(name)

    monkeypatch.setattr(loading, "load", loaded)
    assert infer({"adam", "momentum", "of_ones_own"}) == load("update-rules")
    assert infer({"of_ones_own"}) is None
    assert asked == ["update-rules"]
