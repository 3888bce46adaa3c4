"""The page on the audit: it explains every fate, and its commands are such."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from grader.audit import command
from grader.audit.closeness import FURTHER, MOST_UNITS, SEEDS
from grader.audit.command import Outcome
from grader.audit.distribution import DRAWS, MOST
from grader.audit.records import SCHEMA, TOLERATED, Fate
from grader.cli import run

PAGE = (Path(__file__).parents[2] / "docs" / "audit.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines()]


def test_the_page_explains_every_fate() -> None:
    assert re.findall(r"^\| (\w+) \|", PAGE, re.MULTILINE)[1:] == list(get_args(Fate))


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_is_one(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []

    def taken_down(*given: object) -> Outcome:
        asked.append(given)
        return Outcome(lambda _: None, holds=True)

    monkeypatch.setattr(command, "run", taken_down)
    program, *arguments = line.split()
    assert program == "grader"
    assert run(arguments) == 0
    assert len(asked) == 1


def test_the_numbers_on_the_page_are_those_of_the_code() -> None:
    text = " ".join(PAGE.split())
    assert f"Up to {MOST_UNITS:g} units" in text
    assert f"more than {TOLERATED:g} units" in text
    assert f"over {DRAWS} draws for each of some inputs, up to {MOST:g}" in text
    assert (len(SEEDS), FURTHER) == (3, 1000)
    assert "three banks and a thousand further inputs for each of three seeds" in text
    assert SCHEMA in text
