"""Whole reports, word by word: one folder of `tests/golden` for each kind of submission.

A folder holds a submission and its report in both languages. After a change that is meant, read
the new reports as a student would before they are stored.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.assignment import load
from grader.grade import grade
from grader.language import CODES, language
from grader.report import render
from grader.submission import read

FOLDERS = sorted((Path(__file__).parent.parent / "golden").iterdir())


@pytest.mark.parametrize("lang", CODES)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_report_is_the_one_that_was_read_and_agreed_on(folder: Path, lang: str) -> None:
    (file,) = folder.glob("hw*")
    submission = read(file)
    assert submission.assignment is not None
    report = grade(submission, load(submission.assignment), language(lang))
    assert render(report, "text") == (folder / f"{lang}.txt").read_text(encoding="utf-8")


def test_the_demo_claims_nothing_of_a_function_that_was_not_run() -> None:
    demo = Path(__file__).parents[2] / "grader" / "demo" / "carla.ipynb"
    report = grade(read(demo), load("batch-norm"), language("en"))
    forward, backward, *_ = report.tasks
    assert (forward.function, forward.status) == ("batch_norm", "skipped")
    assert backward.right == "dgamma, dbeta, and two of the three paths."
