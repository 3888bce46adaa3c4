"""Properties of every text report, on reports drawn at random."""

import re
import shlex

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.records import (
    Blame,
    CheckResult,
    Counterexample,
    Diagnosis,
    FailedCell,
    Report,
    Task,
    Where,
)
from grader.report.characters import ACCENTED
from grader.report.text import render

slow = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])

HOSTILE = "ab z0_()[]{}<>=+-*/%$'\"\\,;:.!?\t\n\r\x00\x07\x1b\x7f\x85\u202e\u200b\ud800éãα×😀"
words = st.text(HOSTILE, max_size=30) | st.text("abc .,=[(", max_size=200) | st.just("")
names = st.text("abcdefgh_", min_size=1, max_size=12) | st.text("abc_XW", min_size=1, max_size=70)
special = st.sampled_from(["nan", "inf", "-inf", 0.0, -0.0, 1.0, 1e-300, 1e300, 12345.678])
numbers = special | st.floats(allow_nan=False, allow_infinity=False) | st.integers(-9, 9)
sizes = st.lists(st.integers(0, 9), max_size=3)


def arrays(shape, entries):
    if not shape:
        return entries
    return st.lists(arrays(shape[1:], entries), min_size=shape[0], max_size=shape[0])


values = sizes.flatmap(lambda shape: arrays(shape, numbers))
inputs = st.dictionaries(names, values | words, max_size=4)
letters = st.dictionaries(st.sampled_from("NDK"), st.integers(1, 9))


@st.composite
def counterexamples(draw):
    shape = draw(sizes)
    of_shape = arrays(shape, numbers)
    differs = arrays(shape, st.booleans()) | st.none()
    return Counterexample(
        inputs=draw(inputs),
        expected=draw(of_shape | st.none() | values | st.just({"shape": shape})),
        got=draw(of_shape | st.none() | words | st.just({"shape": [3, 3]})),
        kind=draw(st.sampled_from(["call", "input"])),
        part=draw(names | st.just("")),
        against=draw(st.just("") | names),
        differs=draw(differs),
        relation=draw(words),
        sizes=draw(letters),
    )


@st.composite
def steps(draw):
    count = draw(st.integers(1, 5))
    shape = draw(st.sampled_from([[], [2], [2, 2]]))
    parts = draw(st.lists(names, min_size=1, max_size=3, unique=True))
    column = {part: arrays([count, *shape], numbers) for part in parts}
    marks = {part: arrays([count, *shape], st.booleans()) for part in parts}
    return Counterexample(
        inputs=draw(st.fixed_dictionaries({part: arrays(shape, numbers) for part in parts}))
        | draw(st.sampled_from([{}, {"g": 0.5}, {"g": [1.0] * count, "lr": 0.1}])),
        expected=draw(st.fixed_dictionaries(column)),
        got=draw(st.fixed_dictionaries(column)),
        kind="steps",
        differs=draw(st.fixed_dictionaries(marks)),
    )


checks = st.builds(
    CheckResult,
    st.just("value"),
    st.sampled_from(["passed", "failed", "skipped"]),
    words,
    st.lists(counterexamples() | steps(), max_size=1).map(tuple),
)
places = st.builds(
    Where,
    st.none() | st.integers(1, 99),
    st.integers(1, 9999),
    words,
    st.none() | st.integers(0, 300),
    words,
    st.lists(words, max_size=2).map(tuple),
)
tasks = st.builds(
    Task,
    names,
    names,
    st.sampled_from(["passed", "failed", "missing", "error", "timeout", "skipped"]),
    st.floats(0, 1),
    st.floats(1, 12),
    st.none(),
    st.lists(checks, max_size=2).map(tuple),
    st.lists(st.builds(Diagnosis, names, words), max_size=2).map(tuple),
    headline=st.text("abc de", max_size=40),
    right=words,
    hints=st.lists(words, max_size=3).map(tuple),
    where=st.none() | places,
    blame=st.none() | st.builds(Blame, words, words, names, words, st.booleans(), st.booleans()),
    remarks=st.lists(words, max_size=1).map(tuple),
    printed=words,
    same_cause=st.just("") | names,
)
reports = st.builds(
    Report,
    names,
    words,
    st.integers(0, 9),
    st.sampled_from(["isolated (seccomp)", "plain process, not isolated"]),
    st.floats(0, 20),
    st.floats(1, 20),
    st.lists(tasks, max_size=4, unique_by=lambda task: task.function).map(tuple),
    lang=st.sampled_from(["en", "pt"]),
    inputs=st.integers(0, 60),
    failed_cells=st.lists(
        st.builds(FailedCell, st.none() | st.integers(1, 9), st.integers(1, 9), words, words),
        max_size=4,
    ).map(tuple),
    summary=st.lists(words, max_size=2).map(tuple),
    action=words,
    command=st.just("")
    | st.lists(st.text("ab 'é", min_size=1, max_size=120), min_size=1, max_size=3).map(shlex.join),
)


@slow
@given(reports, st.integers(1, 3))
def test_every_line_fits_and_holds_nothing_but_ascii_and_accents(report, hint):
    text = render(report, hint)
    for line in text.split("\n"):
        assert len(line) <= 80
        assert all((c.isascii() and c.isprintable()) or c in ACCENTED for c in line)


@slow
@given(reports)
def test_the_last_paragraph_says_what_to_do_next(report):
    text = render(report)
    start = {"en": "Next: ", "pt": "Próximo passo: "}[report.lang]
    assert text.endswith("\n")
    assert text.rstrip("\n").split("\n\n")[-1].startswith(start)


@slow
@given(reports)
def test_both_languages_have_the_same_numbers_in_the_same_order(report):
    # Words differ in length, and so does what is cut; a drawn example may lose other entries.
    def rendered(code):
        return render(msgspec.structs.replace(report, lang=code))

    report = msgspec.structs.replace(
        report, submission="hw.py", tasks=tuple(map(bare, report.tasks))
    )
    english, portuguese = rendered("en"), rendered("pt")
    if "..." not in english + portuguese:
        assert re.findall(r"\d+", english) == re.findall(r"\d+", portuguese)


def bare(task):
    """A task without what is drawn or cut to the width of a line."""
    checks = tuple(msgspec.structs.replace(check, counterexamples=()) for check in task.checks)
    return msgspec.structs.replace(task, checks=checks, where=None, printed="")


@slow
@given(st.lists(st.text("ab 'é\"$", min_size=1, max_size=200), min_size=1, max_size=4))
def test_a_command_pastes_back_whatever_its_length(parts):
    report = Report("a", "b", 0, "", 0, 1, (), command=shlex.join(["grader", *parts]))
    command = render(report).split("Nothing is left to change.\n")[1]
    assert shlex.split(command.replace("\\\n", "")) == ["grader", *parts]


# --- single decisions ----------------------------------------------------------------------------


def report(*tasks, **more):
    return Report("softmax", "hw.py", 0, "isolated (seccomp)", 1, 2, tasks, **more)


def task(name="softmax", status="failed", score=0.0, **more):
    more.setdefault("checks", ())
    return Task(name, name, status, score, 2.0, None, diagnosis=(), **more)


def test_a_row_for_every_function_when_nothing_is_wrong():
    text = render(report(task("a", "passed"), task("b", "passed", remarks=("Equal.",))))
    assert "  right    a " in text
    assert "  right    b " in text
    assert "  note     Equal. (b)\n" in text
    assert "Next: hand in hw.py. Nothing is left to change.\n" in text


@pytest.mark.parametrize(
    ("right", "row"), [(0, None), (1, "the other function"), (2, "the other 2 functions")]
)
def test_right_functions_are_one_row_when_another_is_wrong(right, row):
    others = [task(f"f{i}", "passed") for i in range(right)]
    text = render(report(task(), *others))
    assert (row in text) if row else ("the other" not in text)


def test_rows_stand_in_the_order_of_action():
    text = render(report(task("a"), task("b", "missing"), order=("b", "a")))
    assert text.index("missing  b") < text.index("wrong    a")


@pytest.mark.parametrize(
    ("status", "score", "word"),
    [
        ("failed", 0, "wrong  "),
        ("failed", 1, "partly "),
        ("error", 1, "error  "),
        ("timeout", 0, "timeout"),
        ("missing", 0, "missing"),
        ("skipped", 0, "not run"),
    ],
)
def test_the_status_in_a_word(status, score, word):
    assert f"  {word}  softmax " in render(report(task(status=status, score=score)))


def test_only_two_blocks_are_full():
    def failing(name):
        example = Counterexample({"x": 1.0}, got=1.0, expected=2.0)
        message = (CheckResult("value", "failed", f"Sentence of {name}.", (example,)),)
        return task(name, checks=message, right="Some.", hints=("Look.",))

    text = render(report(*map(failing, "abc")))
    assert "Sentence of a" in text
    assert "Sentence of b" in text
    assert "Sentence of c" not in text
    assert text.count("  hint     Look.") == text.count("  right    Some.") == 2
    assert text.count("returned 1      expected 2") == 3


def test_a_short_block_keeps_a_sentence_that_nothing_else_tells():
    def failing(name, **more):
        missing = CheckResult("shape", "failed", f"No W1 in {name}.", (Counterexample({"x": 1.0}),))
        return task(name, checks=(missing,), **more)

    place = Where(None, 3, "return x @ y")
    text = render(report(*map(failing, "abc"), failing("d", where=place, status="error")))
    assert [f"No W1 in {name}." in text for name in "abcd"] == [True, True, True, False]


def test_a_short_block_says_which_promise_is_broken_although_a_line_is_shown():
    place = Where(None, 3, "v = config['v']")
    checks = (CheckResult("promises", "failed", "With v left out, f stops."),)
    tasks = [task(name, checks=checks, where=place) for name in "abcd"]
    assert render(report(*tasks)).count("  With v left out, f stops.\n") == len(tasks)


def test_what_the_course_calls_the_letters_stands_in_short_blocks_too():
    def failing(name):
        example = Counterexample({"x": 1.0}, got=1.0, expected=2.0)
        checks = (CheckResult("value", "failed", "Sentence.", (example,)),)
        return task(name, checks=checks, call=("return f(x)",), names=f"In {name}, x is called y.")

    text = render(report(*map(failing, "abc")))
    assert text.count("  call     return f(x)\n           In ") == 2
    assert "  call     In c, x is called y.\n" in text


def test_the_blame_table_is_left_out_where_it_says_nothing():
    same = Blame("twice", "twice", "batch_norm", "Sentence.", is_loss=False)
    assert "against" not in render(report(task(blame=same)))
    loss = render(report(task(blame=msgspec.structs.replace(same, is_loss=True))))
    assert "against your own batch_norm          twice" in loss
    assert "against the loss that is asked for   twice" in loss
    asked = render(report(task(blame=msgspec.structs.replace(same, own="right"))))
    assert "against the batch_norm that is asked for   twice" in asked


def test_without_a_function_of_ones_own_only_the_one_asked_for_is_compared():
    blame = Blame("", "twice", "loss", "There is no loss to compare with.")
    text = render(report(task(blame=blame)))
    assert "against your own" not in text
    assert "against the loss that is asked for   twice" in text


def test_a_line_of_the_student_cannot_write_to_the_terminal():
    place = Where(2, 1, "print('\x1b[31m\u202e')", column=7, complaint="expected ')'")
    text = render(report(task(status="skipped", where=place, printed="\x1b]0;x\x07\nb\nc\nd")))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "cell 2, line 1:   print('\\x1b[31m\\u202e')\n" in text
    assert " " * 36 + "^ expected ')'\n" in text
    assert "  printed  \\x1b]0;x\\x07\n           b\n           ...\n" in text


def test_the_caret_follows_the_line_when_it_is_cut():
    source = "x = " + "a + " * 40 + "b c"
    column = source.index(" c") + 1
    text = render(report(task(status="skipped", where=Where(None, 3, source, column=column))))
    line, caret = text[text.index("  where") :].split("\n")[:2]
    assert line[caret.index("^")] == "c"


def test_what_failed_outside_the_functions_is_told_before_the_summary():
    failed = FailedCell(3, 2, "  plt.plot(x)", "NameError: name 'x' is not defined")
    text = render(report(task("a", "passed"), failed_cells=(failed,), summary=("All right.",)))
    assert (
        "One line outside the functions stopped with an error. All others were run.\n"
        "  cell 3, line 2:   plt.plot(x)\n"
        "  NameError: name 'x' is not defined\n\nAll right.\n"
    ) in text
    assert "2 lines outside" in render(report(failed_cells=(failed, failed)))


def test_points_follow_the_language():
    half = task(score=0.5)
    assert "  partly   softmax" in render(report(half))
    assert "0.5 / 2\n" in render(report(half))
    assert "0,5 / 2\n" in render(report(half, lang="pt"))
    one = Report("a", "b", 0, "", 0, 1, ())
    assert "0 of 1 point\n" in render(one)


def test_a_headline_that_does_not_fit_moves_the_points_and_then_wraps():
    text = render(report(task(headline="a headline of twenty-seven.")), 1)
    assert "a headline of twenty-seven.\n" in text
    moved = render(report(task(headline="a headline of twenty-seven."), lang="pt"))
    assert "a headline of twenty-seven.\n" in moved
    long = render(report(task("f" * 30, headline="three words over and over again, and more")))
    assert "and more\n" in long
