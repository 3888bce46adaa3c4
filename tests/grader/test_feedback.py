"""What a level of feedback hides is nowhere in the report, in no format."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from grader.assignment import load
from grader.grade import grade
from grader.language import CODES, language
from grader.records import Counterexample, Report
from grader.report import render
from grader.submission import read

GOLDEN = Path(__file__).parent.parent / "golden"
WRONG = {"b": "softmax", "c": "softmax", "d": "cross-entropy", "f": "batch-norm", "j": "softmax"}


@cache
def report(name: str, lang: str = "en", **chosen: Any) -> Report:
    (file,) = (GOLDEN / name).glob("hw*")
    submission = read(file)
    assert submission.assignment is not None
    assignment = msgspec.structs.replace(load(submission.assignment), **chosen)
    return grade(submission, assignment, language(lang))


def examples(found: Report) -> list[Counterexample]:
    return [e for task in found.tasks for check in task.checks for e in check.counterexamples]


def test_at_level_hints_the_reference_has_no_values() -> None:
    everything, limited = (report("c", feedback=level) for level in ("full", "hints"))
    assert [e.expected is None for e in examples(everything)] == [False] * len(examples(everything))
    assert all(e.expected is None and e.max_error is None for e in examples(limited))
    assert [e.got for e in examples(limited)] == [e.got for e in examples(everything)]
    text = render(limited, "text")
    assert f"returned  [0  nan*]{' ' * 18}* is not the expected value" in text
    assert "expected  [" not in text
    assert [task.right for task in limited.tasks] == [task.right for task in everything.tasks]
    assert limited.score == everything.score


@pytest.mark.parametrize("name", ["b", "d"])
def test_at_level_hints_the_students_own_function_still_answers(name: str) -> None:
    everything, limited = (report(name, feedback=level) for level in ("full", "hints"))
    for kept, given in zip(examples(limited), examples(everything), strict=True):
        assert kept == given if given.against else kept.expected is None
    assert any(e.against for e in examples(limited))


def test_of_an_update_rule_no_right_step_is_left() -> None:
    limited = report("g", feedback="hints")
    (steps,) = (e for e in examples(limited) if e.kind == "steps")
    assert steps.expected is None
    text = render(limited, "text")
    assert "w returned" in text
    assert "expected" not in text.replace("* is not the expected value", "")


@pytest.mark.parametrize("most", [1, 2, 3])
def test_hints_end_at_the_last_that_is_given(most: int) -> None:
    everything, limited = report("b"), report("b", max_hint=most)
    (whole,) = (task.hints for task in everything.tasks if task.hints)
    (given,) = (task.hints for task in limited.tasks if task.hints)
    assert (len(whole), given) == (3, whole[:most])
    assert ("(more:" in render(limited, "text", most)) is False
    assert ("(more:" in render(limited, "text", 1)) == (most > 1)


@pytest.mark.parametrize("lang", CODES)
def test_at_level_score_only_the_points_are_left(lang: str) -> None:
    found = report("b", lang, feedback="score")
    function = {"en": "look at softmax_jacobian again", "pt": "reveja a softmax_jacobian"}[lang]
    *_, last = render(found, "text").strip().split("\n\n")
    assert function in last.replace("\n", " ")
    assert "grader check" not in last
    written = json.loads(render(found, "json"))
    assert "command" not in written
    for task in written["tasks"]:
        assert set(task) == {
            *("function", "formula", "status", "score", "max_score", "proved"),
            *("checks", "diagnosis", "inputs"),
        }
        assert task["checks"] == task["diagnosis"] == []
    assert render(found, "text").count("\n\n") == 2


def test_at_level_score_what_the_submission_does_by_itself_is_told() -> None:
    (unread,) = (t for t in report("j", feedback="score").tasks if t.status == "skipped")
    assert unread.where is not None
    stopped = report("i", feedback="score")
    (late,) = (task for task in stopped.tasks if task.status == "timeout")
    assert late.where is not None
    assert [check.name for check in late.checks] == ["runs"]
    assert not examples(stopped)
    text = render(stopped, "text")
    assert "No answer within 2 seconds" in text
    assert "while n > 0:" in text
    assert "np.array" not in text


def test_at_level_score_the_end_of_all_time_is_told(tmp_path: Path) -> None:
    file = tmp_path / "hw.py"
    file.write_text("import time\ntime.sleep(60)\ndef softmax(x): return x\n", encoding="utf-8")
    short = msgspec.structs.replace(load("softmax"), total_limit=1.0, feedback="score")
    softmax, *_ = grade(read(file), short, language("en")).tasks
    assert softmax.status == "timeout"
    assert "may take 1 seconds" in softmax.checks[0].message


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("level", ["hints", "score"])
def test_every_level_is_graded_alike_and_ends_with_what_to_do(name: str, level: str) -> None:
    everything, limited = report(name), report(name, feedback=level)
    assert [(t.status, t.score) for t in limited.tasks] == [
        (t.status, t.score) for t in everything.tasks
    ]
    assert render(limited, "text").strip().split("\n\n")[-1].startswith("Next: ")
