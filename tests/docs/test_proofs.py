"""The page on proofs: its commands run, and print what it shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.cli import run
from grader.prove import run as proving
from grader.prove.table import STYLES
from reference.symbolic.prover import Proof
from reference.symbolic.statements import Statement

PAGE = (Path(__file__).parents[2] / "docs" / "proofs.md").read_text(encoding="utf-8")
BLOCKS = re.findall(
    r"^```sh\n(.*?)^```$(?:\n+^```text\n(.*?)^```$)?", PAGE, re.MULTILINE | re.DOTALL
)
COMMANDS = [
    (command, shown) for block, shown in BLOCKS for command in block.splitlines() if command
]
OF_EVERYTHING = ("grader prove", "grader prove --notes")


@pytest.mark.parametrize(("command", "shown"), COMMANDS)
def test_every_command_runs_and_prints_what_is_shown(
    command: str,
    shown: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if command in OF_EVERYTHING:
        # Whether everything is proved is asked by the tests of the catalogue, and takes a while.
        monkeypatch.setattr(proving, "prove", _taken_for_granted)
    program, *arguments = command.split()
    assert program == "grader"
    assert run(arguments) == 0
    out, err = capsys.readouterr()
    assert out
    assert err == ""
    if shown:
        assert out == shown


def _taken_for_granted(statement: Statement) -> Proof:
    return Proof(statement, "proved", "all n", ("normal form", "sympy"))


def test_the_page_explains_every_verdict() -> None:
    assert re.findall(r"^\| (\w+) \|", PAGE, re.MULTILINE)[1:] == list(STYLES)
