"""The pages for instructors: their files are laid out as shown, and their commands print that."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.cli import run

DOCS = Path(__file__).parents[2] / "docs"
# A file's name on a line of its own, then what it holds.
FILE = re.compile(r"^`([\w./-]+)`:\n\n(`{3,4})\w+\n(.*?)^\2$", re.MULTILINE | re.DOTALL)
CONSOLE = re.compile(r"^```text\n(\$ .*?)^```$", re.MULTILINE | re.DOTALL)


def commands(console: str) -> list[tuple[list[str], str]]:
    """Each command with what it prints."""
    pieces = re.split(r"^\$ grader (.*)\n", console, flags=re.MULTILINE)
    assert pieces[0] == ""
    return [(line.split(), out) for line, out in zip(pieces[1::2], pieces[2::2], strict=True)]


@pytest.mark.parametrize("page", ["bind-your-course.md", "write-an-assignment.md"])
def test_what_is_shown_is_what_happens(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    for name, _, content in FILE.findall(text):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    shown = [command for console in CONSOLE.findall(text) for command in commands(console)]
    assert len(shown) > 2
    for words, printed in shown:
        run(words)
        assert capsys.readouterr().out == printed
