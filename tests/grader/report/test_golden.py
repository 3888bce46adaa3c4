"""The samples that specify the report: records in golden/*.json, what a student reads in *.txt."""

import re
from pathlib import Path

import msgspec
import pytest

from grader.records import Report
from grader.report import render

GOLDEN = Path(__file__).parent / "golden"
SAMPLES = sorted(path.stem for path in GOLDEN.glob("*.txt"))
PAIRS = sorted({sample.partition(".")[0] for sample in SAMPLES})


def report(sample: str) -> Report:
    return msgspec.json.decode((GOLDEN / f"{sample}.json").read_bytes(), type=Report)


def written(sample: str) -> str:
    return (GOLDEN / f"{sample}.txt").read_text(encoding="utf-8")


def test_every_sample_is_there_in_both_languages():
    assert {f"{name}.{code}" for name in PAIRS for code in ("en", "pt")} == set(SAMPLES)
    assert len(PAIRS) == 13


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_text_equals_the_sample(sample):
    assert render(report(sample), "text") == written(sample)


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_json_equals_the_record(sample):
    assert render(report(sample), "json") == (GOLDEN / f"{sample}.json").read_text("ascii")


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_fits_the_screen(sample):
    lines = written(sample).splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("hint", [1, 2, 3])
def test_both_languages_have_the_same_numbers_in_the_same_order(name, hint):
    english, portuguese = (
        re.findall(r"\d+(?:\.\d+)?", re.sub(r"(\d),(\d)", r"\1.\2", render(r, "text", hint)))
        for r in (report(f"{name}.en"), report(f"{name}.pt"))
    )
    assert english == portuguese


@pytest.mark.parametrize("code", ["en", "pt"])
def test_hints_are_given_one_by_one(code):
    sample = report(f"b.{code}")
    (task,) = (task for task in sample.tasks if task.hints)
    for hint in (1, 2, 3):
        text = " ".join(render(sample, "text", hint).split())
        for number, said in enumerate(task.hints, start=1):
            assert (said in text) == (number <= hint)
        assert (f"--hint {hint + 1})" in text) == (hint < 3)
        assert "--hint 4" not in text


def both_with_hints(**changes):
    """Sample e with two blocks that have two hints each."""
    wrong = (task for task in report("e.en").tasks if task.status == "failed")
    hints = ("Where?", "And how?")
    tasks = tuple(msgspec.structs.replace(task, hints=hints) for task in wrong)
    return msgspec.structs.replace(report("e.en"), tasks=tasks, **changes)


def test_further_hints_go_to_the_first_block_alone():
    text = render(both_with_hints(), "text", 2)
    assert text.count("And how?") == 1
    assert text.index("And how?") < text.index("cross_entropy_gradient ---")
    assert "(more: --hint 2 --only cross_entropy_gradient)" in text


def test_further_hints_go_to_every_function_that_is_asked_for_by_name():
    only = ("cross_entropy", "cross_entropy_gradient")
    text = render(both_with_hints(only=only), "text", 2)
    assert text.count("And how?") == 2
    assert "(more:" not in text
    assert render(both_with_hints(only=only), "text", 1).count("(more: --hint 2)") == 2


def test_a_function_that_is_asked_for_by_name_is_shown_in_full():
    first, second = (task for task in report("e.en").tasks if task.status == "failed")
    third = msgspec.structs.replace(first, function="third", hints=("Where?",))
    three = msgspec.structs.replace(
        report("e.en"), tasks=(first, second, third), order=("cross_entropy",)
    )
    assert "Where?" not in render(three, "text")
    named = msgspec.structs.replace(three, only=("third", *(t.function for t in three.tasks)))
    assert "Where?" in render(named, "text")


def test_three_blocks_in_full_keep_the_blank_line_below_the_sentence():
    first, second = (task for task in report("e.en").tasks if task.status == "failed")
    third = msgspec.structs.replace(first, function="third")
    three = msgspec.structs.replace(report("e.en"), tasks=(first, second, third))
    assert "  The loss is N times the one that is asked for.\n\n  example" in render(three, "text")
