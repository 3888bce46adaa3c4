"""The same submission gives the same report, whatever its exceptions tell of the moment."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.assignment import load
from grader.grade import grade
from grader.language import language
from grader.report import render
from grader.steady import shared
from grader.submission import read

RIGHT = Path(__file__).parent.parent / "submissions" / "softmax" / "textbook.py"

# What differs from run to run, and what is shown of a message that tells it.
PASSING = {
    "a clock": ("time.perf_counter()", "RuntimeError: stopped at ... of {9} steps"),
    "a date": ("time.strftime('%Y-%m-%d %H:%M:%S')", "RuntimeError: stopped at ... of {9} steps"),
    "seconds": ("int(time.time())", "RuntimeError: stopped at ... of {9} steps"),
    "a process": ("os.getpid()", "RuntimeError: stopped at ... of {9} steps"),
    "a temporary name": ("tempfile.mktemp()", "RuntimeError: stopped at ... of {9} steps"),
    "randomness": ("os.urandom(4)", "RuntimeError: stopped at ... of {9} steps"),
    "an object": ("object()", "RuntimeError: stopped at <object object at 0x...> of {9} steps"),
    "nothing": ("'step 7'", "RuntimeError: stopped at step 7 of {9} steps"),
}


def report(tmp_path: Path, source: str) -> str:
    file = tmp_path / "hw.py"
    file.write_text(source, encoding="utf-8")
    return render(grade(read(file), load("softmax"), language("en")), "json")


def raising(what: str) -> str:
    return f'raise RuntimeError(f"stopped at {{{what}}} of {{{{9}}}} steps")'


@pytest.mark.parametrize("case", PASSING)
def test_what_a_function_raises_is_told_alike_in_every_run(case: str, tmp_path: Path) -> None:
    what, said = PASSING[case]
    source = "import os, tempfile, time\n" + RIGHT.read_text(encoding="utf-8")
    source += f"\n\ndef log_softmax(x):\n    {raising(what)}\n"
    first = report(tmp_path, source)
    assert first == report(tmp_path, source)
    assert said in first
    assert '"score": 18.0,' in first


@pytest.mark.parametrize("case", PASSING)
def test_what_a_statement_raises_is_told_alike_in_every_run(case: str, tmp_path: Path) -> None:
    what, said = PASSING[case]
    source = f"import os, tempfile, time\n{raising(what)}\n" + RIGHT.read_text(encoding="utf-8")
    first = report(tmp_path, source)
    assert first == report(tmp_path, source)
    assert said in first
    assert '"score": 20.0,' in first


def test_a_function_that_raises_only_once_is_told_without_its_words(tmp_path: Path) -> None:
    source = RIGHT.read_text(encoding="utf-8")
    source += (
        "\n\ncalls = 0\n\ndef log_softmax(x):\n    global calls\n    calls += 1\n"
        "    if calls == 3:\n        raise RuntimeError('call 3')\n"
        "    return np.log(softmax(x))\n"
    )
    first = report(tmp_path, source)
    assert first == report(tmp_path, source)
    assert '"RuntimeError."' in first


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        ("a b c", "a b c", "a b c"),
        ("a b c", "a x c", "a ... c"),
        ("a b c", "c", "... c"),
        ("a b c d", "a x y z d", "a ... d"),
        ("a b", "c d", ""),
        ("a", "", ""),
        ("at 12:03:44.5 in x[1:10]", "at 12:03:45 in x[1:10]", "at ... in x[1:10]"),
        ("on 2026-11-21T12:03:44, 10000 left", "on 2026-11-22, 10000 left", "on ..., 10000 left"),
        ("two  blanks", "two  blanks", "two  blanks"),
    ],
)
def test_what_two_texts_share(one: str, other: str, says: str) -> None:
    assert shared(one, other) == says
