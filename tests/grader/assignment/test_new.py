"""A folder that is laid out works as it stands: it is valid, gives a starter, and grades."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.cli import run

SOLVED = {
    "def sigmoid(z):\n    ...": "def sigmoid(z):\n    return 0.5 * (1 + np.tanh(z / 2))",
    "def sigmoid_prime(z, cache):\n    ...": (
        'def sigmoid_prime(z, cache):\n    return cache["a"] * (1 - cache["a"])'
    ),
}


def test_it_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new-assignment", "lab-1"]) == 0
    assert run(["list", "--validate", "lab-1"]) == 0
    assert run(["start", "lab-1", "--format", "py", "--lang", "pt"]) == 0
    said = capsys.readouterr().out
    assert "grader list --validate lab-1" in said
    assert "grader check lab_1.py -a lab-1" in said
    starter = tmp_path / "lab_1.py"
    source = starter.read_text(encoding="utf-8")
    assert '"-a", "lab-1"]' in source
    for stub, written in SOLVED.items():
        assert stub in source
        source = source.replace(stub, written)
    starter.write_text(source, encoding="utf-8")
    assert run(["check", "lab_1.py", "-a", "lab-1"]) == 0
    assert "5 of 5 points" in capsys.readouterr().out


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert run(["new-assignment", str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_that_cannot_be_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a"
    file.write_text("")
    assert run(["new-assignment", str(file / "b")]) == 2
    assert "cannot be written" in capsys.readouterr().err
