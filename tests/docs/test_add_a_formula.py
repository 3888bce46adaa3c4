"""The page on adding a formula: what it says is done, in a copy of the project, and it works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "add-a-formula.md").read_text(encoding="utf-8")
COPIED = ("reference", "grader", "assignments", "benchmarks", "tests", "pyproject.toml")

# A file's name on a line of its own, then what is to be added at its end.
ADDED = re.compile(r"^`([\w./-]+)`:\n\n(`{3,4})\w+\n(.*?)^\2$", re.MULTILINE | re.DOTALL)
ANSWER = re.compile(r"^```python answer.py\n(.*?)^```$", re.MULTILINE | re.DOTALL)
REPORT = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with everything added that the page shows."""
    copy = tmp_path_factory.mktemp("project")
    ignored = shutil.ignore_patterns("__pycache__")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, copy)
    for name, _, text in ADDED.findall(PAGE):
        with (copy / name).open("a", encoding="utf-8") as file:
            file.write(text)
    for po in copy.rglob("*.po"):
        with po.open("rb") as source, po.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source))
    return copy


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def test_one_file_is_new_and_the_others_are_texts() -> None:
    names = [name for name, _, _ in ADDED.findall(PAGE)]
    assert names[0] == "reference/formulas/log_cosh.py"
    assert [name for name in names if not (ROOT / name).exists()] == names[:1]
    assert all(name.endswith((".toml", ".md", ".po")) for name in names[1:])


def test_the_tests_that_are_there_cover_it(project: Path) -> None:
    done = run(
        project,
        *("pytest", "-q", "-p", "no:cacheprovider", "-k", "log_cosh"),
        *("tests/reference/formulas", "tests/reference/test_catalogue.py", "tests/assignments"),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed
    assert int(passed[1]) >= 15


def test_the_report_on_the_page_is_the_one_that_is_printed(project: Path) -> None:
    (answer,) = ANSWER.findall(PAGE)
    (project / "answer.py").write_text(answer, encoding="utf-8")
    command = re.search(r"^`grader (check answer\.py .*?)` prints$", PAGE, re.MULTILINE)
    assert command
    printed = run(project, "grader", *command[1].split())
    assert printed.stderr == ""
    assert REPORT.findall(PAGE) == [printed.stdout]


def test_its_texts_are_said_in_portuguese(project: Path) -> None:
    (project / "answer.py").write_text(ANSWER.findall(PAGE)[0], encoding="utf-8")
    command = ("check", "answer.py", "-a", "cross-entropy", "--lang", "pt")
    printed = run(project, "grader", *command, *("--only", "log_cosh")).stdout
    assert "inf com erros grandes" in printed
    assert "o cosh é calculado direto nos erros" in printed
