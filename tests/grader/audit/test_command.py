"""`grader audit` from the command line: what it prints, as text and as JSON, and how it exits."""

from __future__ import annotations

import io
import json

import pytest

from grader.audit.pool import Done
from grader.audit.records import Audited, Change, Form, as_json
from grader.audit.run import Asked, audit
from grader.audit.table import overview
from grader.cli import run
from grader.prove import screen

REJECTED = Change("lost-minus", "f", 3, "-a\n+b", "rejected", check="value")
EQUAL = Change("swapped-operands", "f", 3, "-a\n+b", "equal", judges=("normal form",))
NEAR = Change("saturated", "f", 4, "-a\n+b", "indistinguishable", inputs=3000, largest=0.5)
SURVIVED = Change("off-by-one", "f", 5, "-1\n+2", "survived", inputs=7, largest=90.0, why="no.")
CRASHED = Change("off-by-one", "f", 5, "-1\n+0", "crashed", why="ValueError: ours")
RIGHT = Form("f", "reference", full_marks=True)
NAMED = Form("sign", "mistake", full_marks=False, check="value", said="sign")
SMALL = Form("eps", "mistake", full_marks=True, constant=1e-16, is_plainest=False, largest=3.0)


def audited(*mutants: Change, forms: tuple[Form, ...] = (RIGHT, NAMED, SMALL)) -> Audited:
    return Audited("f", {"eps": "inside"}, forms, mutants)


def printed(*found: Audited) -> str:
    stream = io.StringIO()
    screen.write(overview(found), stream)
    return stream.getvalue()


def test_a_grader_that_holds() -> None:
    found = audited(REJECTED, EQUAL, NEAR)
    assert found.holds
    text = printed(found)
    assert "3 of 3 3 1 1 1 0 0" in " ".join(text.split())
    assert "3 mutants: 1 rejected, 1 proved equal, 1 indistinguishable." in text
    assert "Indistinguishable on at least 3000 inputs each, and never more than 0.5 units" in text
    assert "Besides, 1 form too near to what is right to be seen." in text


@pytest.mark.parametrize(
    ("mutant", "said"),
    [
        (SURVIVED, "full marks, and told apart after 7 inputs, 90 units away."),
        (CRASHED, "the grader raised ValueError: ours"),
    ],
)
def test_a_mutant_that_survives_is_shown_with_its_change(mutant: Change, said: str) -> None:
    found = audited(REJECTED, mutant)
    assert not found.holds
    assert f"f (eps inside): {said}" in printed(found)
    assert all(f"    {line}" in printed(found) for line in mutant.diff.splitlines())


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (Form("f", "reference", full_marks=False, check="laws"), "not have full marks (laws)"),
        (Form("f", "accepted", full_marks=False), "not have full marks (no check fails)"),
        (Form("sign", "mistake", full_marks=True), "mistake sign has full marks"),
        (Form("sign", "mistake", full_marks=False, said="unnamed"), "is taken for unnamed"),
        (Form("sign", "mistake", full_marks=False, said="x", is_known=True), "is taken for x"),
        (Form("sign", "convention", full_marks=False), "is taken for nothing known"),
        (
            Form(
                "eps", "mistake", full_marks=True, constant=1e-3, is_plainest=False, largest=5001.0
            ),
            "mistake eps with 0.001 has full marks",
        ),
        (Form("f", "reference", full_marks=True, why="ValueError: x"), "raised ValueError: x"),
        (Form("a+b", "pair", full_marks=False, said="c", either=("a", "b")), "is taken for c"),
        (Form("a+b", "pair", full_marks=True, either=("a", "b")), "pair a+b has full marks"),
        (Form("sign", "mistake", full_marks=False, said="x", forgiven="purity"), "is taken for x"),
    ],
)
def test_a_form_that_is_not_as_it_should_be_is_named(form: Form, said: str) -> None:
    found = audited(forms=(RIGHT, form))
    assert found.faults == (form,)
    assert not found.holds
    assert said in " ".join(printed(found).split())


def test_another_constant_may_go_by_another_name_of_the_catalogue() -> None:
    other = Form(
        "sign",
        "mistake",
        full_marks=False,
        constant=2.0,
        is_plainest=False,
        said="x",
        is_known=True,
    )
    assert other.is_as_it_should_be


def test_pairs_and_what_is_forgiven_are_counted_apart() -> None:
    pair = Form("a+b", "pair", full_marks=False, check="value", said="b", either=("a", "b"))
    forgiven = Form("unstable", "mistake", full_marks=True, forgiven="stability")
    found = audited(forms=(RIGHT, NAMED, pair, forgiven))
    assert found.holds
    text = printed(found)
    assert "Mistakes and other conventions rejected and named: 1 of 1." in text
    assert "Pairs of mistakes rejected, one or both named: 1 of 1." in text
    assert "Besides, 1 form on which the assignment only remarks." in text


def test_the_json_counts_what_was_rejected_and_lists_the_rest() -> None:
    document = json.loads(as_json([audited(REJECTED, REJECTED, EQUAL, SURVIVED)], 3))
    assert document["schema"] == "gradproof/audit/1"
    assert (document["seed"], document["holds"]) == (3, False)
    (task,) = document["tasks"]
    assert document["mutants"] == task["mutants"]
    assert task["mutants"] == {
        "total": 4,
        "rejected": 2,
        "equal": 1,
        "survived": 1,
        "rejected_by": {"value": 2},
    }
    assert [one["fate"] for one in task["not_rejected"]] == ["equal", "survived"]
    assert [form["holds"] for form in task["forms"]] == [True, True, True]


def test_a_formula_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", "--only", "iterations_per_epoch", "--format", "json", "--jobs", "1"]) == 0
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert err == ""
    assert document["holds"]
    assert [task["formula"] for task in document["tasks"]] == ["iterations_per_epoch"]
    assert sum(document["mutants"]["rejected_by"].values()) == document["mutants"]["rejected"] > 5


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no-such-assignment"], "There is no assignment 'no-such-assignment'"),
        (["softmax", "--only", "adam"], "There is no function adam to audit."),
    ],
)
def test_what_is_not_there_is_refused(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["audit", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_the_code_of_a_mutant_that_ends_its_process_is_rejected(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[object] = []

    def lost(_: object, pieces: list, **__: object) -> list[Done]:
        given.extend(pieces)
        return [Done(piece, None, "died") for piece in pieces]

    monkeypatch.setattr("grader.audit.run.done", lost)
    (found,) = audit(Asked(None, 0), only=["gradient_descent"])
    assert len(given) == 2 * len(set(given))  # each is tried a second time
    assert {(one.fate, one.check) for one in found.mutants} == {("rejected", "runs")}
    assert {form.why for form in found.forms} == {"the process died"}
    assert not found.holds
