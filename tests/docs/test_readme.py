"""The README shows the two commands, and a report that is really printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.assignment import load
from grader.cli import run
from grader.grade import grade
from grader.language import language
from grader.report import render
from grader.submission import read

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_two_commands_come_first() -> None:
    first = re.search(r"```sh\n(.*?)```", README, re.DOTALL)
    assert first is not None
    assert first[1].splitlines() == [
        "pip install . && grader demo",
        'pip install ".[test]" && pytest',
    ]


def test_the_report_is_a_real_one(tmp_path: Path) -> None:
    source = (ROOT / "tests" / "submissions" / "softmax" / "textbook.py").read_text("utf-8")
    file = tmp_path / "hw1.py"
    file.write_text(source.replace("np.diag(s) - np.outer(s, s)", "np.diag(s * (1 - s))"), "utf-8")
    report = render(grade(read(file), load("softmax"), language("en")), "text")
    shown = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    assert shown[1] == report


def test_the_proofs_are_real_ones(capsys: pytest.CaptureFixture[str]) -> None:
    shown = re.search(r"```text\n\$ grader (prove .*)\n([^`]*)```", README)
    assert shown is not None
    assert run(shown[1].split()) == 0
    assert capsys.readouterr().out == shown[2]


def test_every_page_that_is_linked_exists() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
