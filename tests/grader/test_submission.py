"""Submissions as students have them are read; what cannot be read is said in one sentence."""

from __future__ import annotations

import json
import os
import warnings
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import submission
from grader.language import language
from grader.records import Where
from grader.report.outside import where
from grader.submission import SubmissionError, read


def notebook(*sources: Any, **more: Any) -> str:
    cells = [
        {"cell_type": "code", "source": s, "metadata": {}, "outputs": [], "execution_count": None}
        for s in sources
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells} | more)


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_file_is_one_cell_without_a_number(tmp_path: Path) -> None:
    found = read(written(tmp_path, "hw.py", "# gradproof: assignment=softmax\r\nx = 1\r\n"))
    assert (found.name, found.is_notebook, found.assignment) == ("hw.py", False, "softmax")
    (cell,) = found.cells
    assert (cell.number, cell.source) == (None, "# gradproof: assignment=softmax\nx = 1\n")


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b"\xef\xbb\xbfx = '\xc3\xa9'\n", "x = 'é'\n"),
        (b"# coding: latin-1\nx = '\xe9'\n", "# coding: latin-1\nx = 'é'\n"),
        (b"x = 1\ry = 2\r", "x = 1\ny = 2\n"),
    ],
)
def test_encodings_and_line_ends(tmp_path: Path, content: bytes, value: str) -> None:
    assert read(written(tmp_path, "a.py", content)).cells[0].source == value


def test_a_file_that_python_cannot_read_is_an_unreadable_cell(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a.py", "x = 1\ndef f(x)\n    return x\n"))
    assert found.cells == ()
    (cell,) = found.unreadable
    assert (cell.number, cell.line, cell.column) == (None, 2, len("def f(x)"))
    assert (cell.text, cell.complaint) == ("def f(x)", "expected ':'")


def test_cells_are_numbered_by_code_cells_alone(tmp_path: Path) -> None:
    content = json.loads(notebook("a = 1", ["b = 2\n", "c = 3"], "%%bash\nls", "x = (", "d = 4"))
    content["cells"].insert(1, {"cell_type": "markdown", "source": "# text", "metadata": {}})
    content["metadata"]["gradproof"] = {"assignment": "batch-norm"}
    found = read(written(tmp_path, "hw.IPYNB", json.dumps(content)))
    assert [(c.number, c.source) for c in found.cells] == [
        (1, "a = 1"),
        (2, "b = 2\nc = 3"),
        (5, "d = 4"),
    ]
    assert found.skipped == (3,)
    assert [(c.number, c.complaint) for c in found.unreadable] == [
        (4, "this bracket is never closed")
    ]
    assert found.assignment == "batch-norm"
    assert found.is_notebook


def test_older_notebooks_and_numbers_that_are_not_json(tmp_path: Path) -> None:
    v3 = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [
            {
                "metadata": {},
                "cells": [
                    {"cell_type": "code", "language": "python", "input": ["x = 1\n", "y = 2"]}
                    | {"outputs": [], "collapsed": False, "metadata": {}}
                ],
            }
        ],
    }
    assert read(written(tmp_path, "v3.ipynb", json.dumps(v3))).cells[0].source == "x = 1\ny = 2"
    with_nan = notebook("x = 1").replace('"outputs": []', '"outputs": [{"data": NaN}]')
    assert read(written(tmp_path, "nan.ipynb", with_nan)).cells[0].source == "x = 1"
    half = notebook("x = '?'").replace("?", "\\ud800")
    assert read(written(tmp_path, "half.ipynb", half)).cells[0].source == "x = '?'"


def test_reading_is_silent(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    # Python code that warns; no cell ids, invalid by its own schema, numbers that are not JSON.
    odd = notebook("x = '\\d'\n1 is 1", nbformat_minor=99, more=1)
    read(written(tmp_path, "a.ipynb", odd))
    read(written(tmp_path, "b.ipynb", odd.replace('"more": 1', '"more": NaN')))
    assert capfd.readouterr() == ("", "")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])) | st.lists(st.text("ab\n%\r"))))
def test_nbformat_reads_the_same_source(sources: list[Any]) -> None:
    text = notebook(*sources)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        oracle = nbformat.reads(text, as_version=4)
    expected = [cell["source"] for cell in oracle["cells"]]
    found = submission._code("a.ipynb", text.encode())
    assert found.sources == [s.replace("\r\n", "\n").replace("\r", "\n") for s in expected]
    assert found == submission._older("a.ipynb", text)


# --- what cannot be read -----------------------------------------------------------------------

R = notebook("x <- 1", metadata={"language_info": {"name": "R"}})


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", "x = 1", "neither a .py file nor a notebook"),
        ("a.py", "", "holds no code"),
        ("a.py", "# only a comment\n\n", "holds no code"),
        ("a.py", "x = 1\0", "null bytes"),
        ("a.py", b"x = '\xe9'\n", "not UTF-8"),
        ("a.py", b"# coding: klingon\nx = 1\n", "not UTF-8"),
        ("a.py", b"# coding: hex\nx = 1\n", "not UTF-8"),
        ("a.py", "x = 1\n" * 400_000, "more than 2 MB of code"),
        ("a.ipynb", "", "holds no code"),
        ("a.ipynb", notebook(), "holds no code"),
        ("a.ipynb", notebook("", "  \n"), "holds no code"),
        ("a.ipynb", notebook("%%bash\nls"), "holds no code"),
        ("a.ipynb", notebook("x = 1")[:-20], "is cut off or is not a notebook"),
        ("a.ipynb", "x = 1", "is cut off or is not a notebook"),
        ("a.ipynb", "[1, 2]", "is not a notebook"),
        ("a.ipynb", '{"a": 1}', "is not a notebook"),
        ("a.ipynb", '{"nbformat": 4, "cells": 3}', "is not a notebook"),
        ("a.ipynb", '{"nbformat": 99, "cells": []}', "is not a notebook"),
        ("a.ipynb", "[" * 100_000, "not a notebook"),
        ("a.ipynb", b"\x80abc", "not UTF-8"),
        ("a.ipynb", notebook("x = 1").encode("utf-16"), "null bytes"),
        ("a.ipynb", R, "a notebook in R"),
        ("a.ipynb", notebook("x = 1\n" * 400_000), "more than 2 MB of code"),
    ],
)
def test_one_sentence_says_why(tmp_path: Path, name: str, content: str | bytes, says: str) -> None:
    with pytest.raises(SubmissionError, match=says) as caught:
        read(written(tmp_path, name, content))
    said = str(caught.value)
    assert said.startswith(name)
    assert said.endswith(".")
    assert "\n" not in said
    assert str(caught.value.message) == said


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match=r"There is no file gone\.py"):
        read(tmp_path / "gone.py")
    (tmp_path / "folder.py").mkdir()
    with pytest.raises(SubmissionError, match="is a folder"):
        read(tmp_path / "folder.py")
    os.mkfifo(tmp_path / "pipe.py")
    with pytest.raises(SubmissionError, match="not a regular file"):
        read(tmp_path / "pipe.py")
    with pytest.raises(SubmissionError):
        read(tmp_path / ("x" * 5000 + ".py"))
    with pytest.raises(SubmissionError):
        read("a\0.py")


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(SubmissionError, match="allowed to read"):
        read(written(tmp_path, "a.py", "x = 1"))


@pytest.mark.skipif(os.name != "posix", reason="permissions of Unix")
@pytest.mark.parametrize("locked", ["file", "folder"])
def test_a_file_out_of_reach_is_refused_in_a_sentence(tmp_path: Path, locked: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = written(folder, "a.py", "x = 1")
    (path if locked == "file" else folder).chmod(0)
    me = os.geteuid()
    if me == 0:  # for whom nothing is out of reach
        tmp_path.chmod(0o755)
        for above in tmp_path.parents[:2]:
            above.chmod(0o755)
        os.seteuid(65_534)
    try:
        with pytest.raises(SubmissionError, match=r"^a\.py cannot be opened: check that you"):
            read(path)
    finally:
        if me == 0:
            os.seteuid(0)
        folder.chmod(0o700)


MAGICS = (
    "!" + "x" * 1_000_000,
    "%run " + "a b=" * 250_000,
    "?" * 2 + "x" * 500_000,
    "files = !" + "ls " * 300_000,
    "pip install " + "numpy " * 500,
    "!ls " + "\\\n" * 100_000,
)


@pytest.mark.parametrize("magic", MAGICS, ids=range(len(MAGICS)))
def test_a_very_long_magic_is_a_magic(tmp_path: Path, magic: str) -> None:
    found = read(written(tmp_path, "a.ipynb", notebook(f"x = 1\n{magic}\ny = 2")))
    (cell,) = found.cells
    lines = cell.source.split("\n")
    assert (lines[0], lines[1], lines[-1]) == ("x = 1", "pass", "y = 2")
    assert len(lines) == magic.count("\n") + 3


LONG = (
    "a." * 500_000 + " b",
    "a, " * 300_000 + "b c",
    "[" * 400_000,
    "'" * 1_000_001,
    " " * 500_000 + "? x",
    "* " * 500_000,
    "x" * 1_000_000 + " =! ",
)


@pytest.mark.parametrize("line", LONG, ids=range(len(LONG)))
def test_a_very_long_line_that_is_neither_is_unreadable(tmp_path: Path, line: str) -> None:
    found = read(written(tmp_path, "a.ipynb", notebook("x = 1", f"y = 2\n{line}\nz = 3")))
    assert [cell.number for cell in found.cells] == [1]
    (cell,) = found.unreadable
    assert cell.number == 2
    # What is long stays in the record and is cut where it is shown.
    place = Where(cell.number, cell.line, cell.text, cell.column, cell.complaint)
    assert max(map(len, where(place, language("en")))) <= 80


def test_many_magics_are_given_up_in_time(tmp_path: Path) -> None:
    # Each of them takes one more reading of the whole cell.
    found = read(written(tmp_path, "a.ipynb", notebook("x = 1", "!ls\n" * 400_000)))
    assert [cell.number for cell in found.cells] == [1]
    assert [cell.number for cell in found.unreadable] == [2]


def test_the_size_is_looked_at_before_the_file_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.ipynb"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("was read"))
    with pytest.raises(SubmissionError, match="larger than 20 MB"):
        read(path)


def test_large_outputs_are_passed_over(tmp_path: Path) -> None:
    picture = [{"data": {"image/png": "A" * 15_000_000}}]
    content = json.loads(notebook("x = 1"))
    content["cells"][0]["outputs"] = picture
    assert read(written(tmp_path, "a.ipynb", json.dumps(content))).cells[0].source == "x = 1"


@pytest.mark.parametrize(
    "source",
    [
        "(" * 10_000,
        "-" * 100_000 + "1",
        "x = " + "9" * 10_000,
        "x = '\0'",
        "a" * 100_000 + " =",
        "\n".join(" " * n + "if x:" for n in range(500)),
    ],
)
def test_hostile_source_is_unreadable(tmp_path: Path, source: str) -> None:
    found = read(written(tmp_path, "a.ipynb", notebook("x = 1", source)))
    assert [cell.number for cell in found.cells] == [1]
    (cell,) = found.unreadable
    assert cell.number == 2
    assert 0 <= cell.column <= len(cell.text)


@given(st.text(st.sampled_from("def f(x):\n  return x+1%!?='\"\\[]{}# \t\u2028é"), max_size=60))
def test_any_cell_is_read_skipped_or_unreadable(source: str) -> None:
    text = notebook("x = 1", source).encode()
    found = submission._notebook("a.ipynb", text)
    seen = [c.number for c in found.cells] + [c.number for c in found.unreadable]
    assert sorted([*seen, *found.skipped]) == [1, 2]
    for cell in found.unreadable:
        lines = cell.source.split("\n")
        assert cell.text == lines[cell.line - 1].rstrip()
        assert 0 <= cell.column <= len(cell.text)
    for readable in found.cells:
        assert readable.source.count("\n") in {
            s.replace("\r", "\n").count("\n") for s in ("x = 1", source)
        }
