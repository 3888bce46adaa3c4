"""The student's pages, in both languages: what they show is what the grader prints."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from grader import starter
from grader.assignment import load
from grader.grade import grade
from grader.language import CODES, language
from grader.report import render
from grader.student.answers import Limits
from grader.submission import read

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"en": DOCS / "student.md", "pt": DOCS / "student.pt.md"}
STUB = re.compile(r"def (\w+)\(.*\):\n    \.\.\.")


def blocks(lang: str, kind: str) -> list[str]:
    page = PAGES[lang].read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```$", page, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("lang", CODES)
def test_the_report_on_the_page_is_the_one_that_is_printed(
    lang: str, tmp_path: Path, submissions: Path
) -> None:
    (jacobian,) = blocks(lang, "python")
    right = (submissions / "softmax" / "textbook.py").read_text(encoding="utf-8")
    filled_in = {"softmax": right, "softmax_jacobian": jacobian}
    assignment, say = load("softmax"), language(lang)
    book = json.loads(starter.notebook(assignment, "softmax.ipynb", say))
    for cell in book["cells"]:
        if stub := STUB.fullmatch("".join(cell["source"])):
            cell["source"] = filled_in.get(stub[1], "")
    file = tmp_path / "softmax.ipynb"
    file.write_text(json.dumps(book), encoding="utf-8")

    report = grade(read(file), assignment, say)

    whole, second_hint = blocks(lang, "text")
    assert render(report, "text", 1) == whole
    assert second_hint in render(report, "text", 2)


def test_both_pages_have_the_same_parts() -> None:
    english, portuguese = (PAGES[lang].read_text(encoding="utf-8") for lang in CODES)
    for part in (r"^## ", r"^- ", r"^- \*\*", r"^\| ", r"^```", r"\n\n"):
        found = [len(re.findall(part, page, re.MULTILINE)) for page in (english, portuguese)]
        assert found[0] == found[1], part
    assert blocks("en", "python") == blocks("pt", "python")


@pytest.mark.parametrize("lang", CODES)
def test_the_page_names_the_limits_that_hold(lang: str) -> None:
    text = PAGES[lang].read_text(encoding="utf-8")
    limits, assignment = Limits(), load("softmax")
    seconds = (assignment.time_limit, assignment.load_limit, limits.load, assignment.total_limit)
    for limit in (*seconds, limits.answers >> 20):
        assert re.search(rf"\b{limit:g}\b", text)
    assert f"{assignment.memory_limit >> 10} GiB" in text
