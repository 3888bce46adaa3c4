"""`grader prove` from end to end: what is meant, what is printed, and with which exit status."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.table import Table

from grader import cli
from grader.assignment import load
from grader.prove import run as proving
from grader.prove import selection, table
from grader.prove.explanation import explanation
from grader.prove.records import Claim
from grader.prove.selection import selected
from reference.catalogue import Entry, entries
from reference.domain import Array
from reference.formula import formula
from reference.notes import Notes
from reference.notes import load as load_notes
from reference.symbolic.statements import statements

Prove = Callable[..., tuple[int, str, str]]


@pytest.fixture
def prove(capsys: pytest.CaptureFixture[str]) -> Prove:
    """Exit status, standard output and standard error of `grader prove` in this process."""

    def run(*arguments: str) -> tuple[int, str, str]:
        status = cli.run(["prove", *arguments])
        out, err = capsys.readouterr()
        return status, out, err

    return run


@pytest.fixture
def wrong(monkeypatch: pytest.MonkeyPatch) -> str:
    """A catalogue in which the gradient of `squares` has lost its factor."""
    changed = {"squares_gradient": Entry(squares_gradient, (), (), ())}
    monkeypatch.setattr(selection, "entries", lambda: changed)
    return "squares_gradient"


@formula(x=Array("n"), example={"x": [1.0]})
def squares(x):
    return np.sum(x**2)


@formula(x=Array("n"), example={"x": [1.0]}, gradient_of=squares)
def squares_gradient(x):
    """∂C/∂x_j = 2 x_j, were it right."""
    return 1 * x


# --- the table -----------------------------------------------------------------------------------


def test_a_formula_is_proved_claim_by_claim(prove: Prove) -> None:
    status, out, err = prove("softmax_vjp", "linear")
    assert (status, err) == (0, "")
    names = [one.name for name in ("softmax_vjp", "linear") for one in statements(entries()[name])]
    rows = [line.split() for line in out.splitlines()]
    assert [row[0] for row in rows if row[1:2] == ["proved"]] == names
    assert out.splitlines()[-1].startswith(f"{len(names)} of {len(names)} claims proved")
    assert max(map(len, out.splitlines())) <= 80
    assert "\x1b" not in out


def test_what_one_judge_alone_proves_is_named_below() -> None:
    both = _claim("both", judges=2, by=("normal form", "sympy"))
    alone = _claim("alone", judges=1, by=("sympy",), reasons=("the normal forms differ",))
    parts = list(table.overview([both, alone]))
    said = "\n".join(str(getattr(part, "renderable", part)) for part in parts[1:])
    assert isinstance(parts[0], Table)
    assert "One judge alone proved:\nf/alone, sympy\nit stopped at: the normal forms differ" in said
    assert said.endswith("2 of 2 claims proved (1 by both judges, 1 by one).")
    assert "f/both" not in said


def test_totals_count_each_verdict_apart() -> None:
    verdicts = ("proved", "checked", "refuted", "undecided", "undecided")
    claims = [_claim(str(n), verdict=verdict) for n, verdict in enumerate(verdicts)]
    assert table.totals(claims) == "1 of 5 claims proved, 1 checked, 1 refuted, 2 undecided."
    assert table.totals(claims[:1]) == "1 of 1 claim proved."


def _claim(name: str, **values: Any) -> Claim:
    return Claim(
        **{
            "formula": "f",
            "claim": name,
            "statement": "It holds.",
            "scope": "all n",
            "verdict": "proved",
            "judges": 2,
            "by": ("normal form", "sympy"),
            **values,
        }
    )


def test_a_refuted_claim_shows_sizes_and_numbers(prove: Prove, wrong: str) -> None:
    status, out, err = prove(wrong)
    assert (status, err) == (1, "")
    assert "  is-the-derivative  refuted" in out
    assert "Refuted:\n  squares_gradient/is-the-derivative\n    n = " in out
    assert out.endswith("0 of 1 claim proved, 1 refuted.\n")
    (claim,) = json.loads(prove(wrong, "--format", "json")[1])["claims"]
    found = claim["counterexample"]
    x = np.array(found["inputs"]["x"])
    assert x.shape == (found["sizes"]["n"],)
    (at,) = found["index"]
    np.testing.assert_allclose((found["left"], found["right"]), (2 * x[at], x[at]), rtol=1e-9)


def test_what_cannot_be_read_is_undecided_with_its_reason(
    prove: Prove, monkeypatch: pytest.MonkeyPatch
) -> None:
    unread = dataclasses.replace(squares_gradient, function=_unread, derivative=None)
    line = dataclasses.replace(entries()["softmax"].lines[0], formula=unread, text="x_i", where={})
    monkeypatch.setattr(
        selection, "entries", lambda: {"_unread": Entry(unread, (), (), (), lines=(line,))}
    )
    status, out, _ = prove("_unread")
    assert status == 1
    assert "  _unread/textbook, undecided\n    it stopped at: line " in out
    status, out, _ = prove("--explain", "_unread")
    assert status == 1
    assert "code\n  no LaTeX: line " in out


def _unread(x):
    return np.fft.fft(x)


# --- JSON ----------------------------------------------------------------------------------------


def test_json_is_one_document_in_the_form_of_the_contract(prove: Prove) -> None:
    status, out, err = prove("step_decay", "softmax/textbook", "--format", "json")
    assert (status, err) == (0, "")
    document = json.loads(out, parse_constant=pytest.fail)
    assert list(document) == ["schema", "claims"]
    assert document["schema"] == "gradproof/proofs/1"
    required = ["formula", "claim", "statement", "scope", "verdict", "judges"]
    for claim in document["claims"]:
        assert list(claim)[:6] == required
        assert claim["verdict"] == "proved"
        assert claim["judges"] == len(claim["by"])
        assert claim["scope"].startswith("all ")
    assert document["claims"][-1]["claim"] == "textbook"
    assert document["claims"][-1]["formula"] == "softmax"


def test_json_is_the_same_in_every_process() -> None:
    found = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        arguments = ["prove", "batch_norm", "step_decay", "--format", "json"]
        run = subprocess.run(
            [sys.executable, "-m", "grader", *arguments],
            capture_output=True,
            env=environment,
            check=False,
        )
        assert run.stderr == b""
        found.add(run.stdout)
    assert len(found) == 1


# --- names ---------------------------------------------------------------------------------------


def test_an_assignment_means_its_formulas_and_a_name_twice_means_once(tmp_path: Path) -> None:
    wanted = [task.formula for task in load("cross-entropy").task]
    found = selected(["cross-entropy"])
    assert list(dict.fromkeys(one.formula.name for one in found)) == wanted
    again = selected(["cross-entropy", *wanted, f"{wanted[0]}/textbook"])
    assert list(map(selection.key, again)) == list(map(selection.key, found))

    (tmp_path / "assignment.toml").write_text(
        'title = "Mine"\n[[task]]\nformula = "linear"\npoints = 1\n', encoding="utf-8"
    )
    assert {one.formula.name for one in selected([str(tmp_path)])} == {"linear"}


def test_without_a_name_everything_is_meant() -> None:
    assert {one.formula.name for one in selected([])} == {
        name for name, entry in entries().items() if list(statements(entry))
    }


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("sofmax",), "'sofmax' is not the name of a formula, a claim or an assignment. The"),
        (("batchnorm",), "nearest is 'batch_norm'"),
        (("softmax/textbok",), "The nearest is 'softmax/textbook'."),
        (("linear", "zzzzzz"), "'zzzzzz'"),
        (("minibatches",), "drawn at random"),
        (("gradient_norms",), "T + 1 is no product of sizes"),
        (("--explain", ""), "is not the name of"),
        (("--explain", "sofmax"), "The nearest is 'softmax'."),
        (("--explain", "softmax/nothing"), "softmax/"),
        (
            ("--explain", "softmax", "linear"),
            "Give either names, or --explain with one name, or --notes.",
        ),
        (("--notes", "linear"), "Give either"),
        (("--format", "xml"), "xml"),
        (("--hint", "1"), "--hint"),
    ],
)
def test_a_request_that_cannot_be_met_is_refused_in_a_sentence(
    prove: Prove, arguments: tuple[str, ...], says: str
) -> None:
    status, out, err = prove(*arguments)
    assert (status, out) == (2, "")
    assert says in err
    assert "Traceback" not in err


def test_a_faulty_assignment_is_told_as_elsewhere(prove: Prove, tmp_path: Path) -> None:
    (tmp_path / "assignment.toml").write_text("title =", encoding="utf-8")
    status, out, err = prove(str(tmp_path))
    assert (status, out) == (2, "")
    assert "not valid TOML" in err


# --- explaining ----------------------------------------------------------------------------------


def test_an_explanation_holds_statement_inputs_equations_claims_and_limits(prove: Prove) -> None:
    status, out, err = prove("--explain", "softmax_jacobian")
    assert (status, err) == (0, "")
    assert out.startswith("softmax_jacobian(x)\n\n  The Jacobian of softmax.\n")
    assert "Source: notes 000 §4." in out
    assert "\n  x  (n,), any real\n" in out
    assert "  where S_i := exp(x_i)/Σ_k(exp(x_k))\n" in out
    assert r"  D_{ij} = \left(\delta_{ij} - S_{j}\right) S_{i}" in out
    assert r"  S_{i} = \frac{e^{x_{i}}}{\sum_{k=1}^{n} e^{x_{k}}}" in out
    code = out.partition("\ncode\n")[2].partition("\n\n")[0]
    assert code.count(" = ") == 2
    assert r"\max_{k} x_{k}" in code
    assert "  is-the-derivative: proved for all n, by normal form and sympy\n" in out
    assert "what a proof does not say\n  - It is about real numbers." in out


def test_an_explanation_names_the_conventions_as_an_assignment_does() -> None:
    out = explanation(entries()["adam"], [])
    assert "may ask for\n  eps = outside (as above), inside\n" in out


def test_an_explanation_of_a_claim_is_of_that_claim_alone(prove: Prove) -> None:
    status, out, _ = prove("--explain", "l2_normalize/textbook")
    assert status == 0
    claims = out.partition("\nclaims\n")[2].partition("\n\n")[0]
    assert [line for line in claims.splitlines() if line[2] != " "] == [
        "  textbook: proved for all D, N, by normal form and sympy"
    ]
    assert out.endswith("1 of 1 claim proved.\n")


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("adam", "\n  t      a number, 1, 2, 3 and so on\n"),
        ("adam", "\n  beta1  a number, between 0 and 1\n"),
        ("adam", "\n  w      (...), any real\n"),
        ("adam", "w \\leftarrow w - "),
        ("cross_entropy", "\n  Y       (N, K), rows of numbers >= 0 that add up to 1\n"),
        ("step_decay", "a whole number"),
        ("nesterov", "the gradient of any quadratic"),
    ],
)
def test_the_inputs_are_told_as_the_proofs_take_them(
    monkeypatch: pytest.MonkeyPatch, name: str, holds: str
) -> None:
    from grader.prove.explanation import explanation

    assert holds in explanation(entries()[name], [])


def test_a_claim_tells_the_inputs_that_its_formula_does_not_have(prove: Prove) -> None:
    out = prove("--explain", "l2_normalize/the-vector-jacobian-product")[1]
    assert "\n    with G (N, D), any real\n" in out
    # A state and the array of a claim are told alike, so they are not told twice.
    assert "\n    with " not in prove("--explain", "adam/the-first-step")[1]


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("mlp_loss", ("proofs take them (3 layers)\n", "\ncode (2 layers)\n")),
        ("clip_by_norm", ("\ncode (the axes ... as one, B)\n", r"\sum_{k=1}^{B} g_{k}^{2}")),
        ("softmax_vjp", ("proofs take them\n", "\ncode (without the axes ...)\n")),
        ("linear", ("proofs take them\n", "\ncode\n")),
    ],
)
def test_an_explanation_says_which_of_several_settings_it_writes_out(
    name: str, holds: tuple[str, str]
) -> None:
    from grader.prove.explanation import explanation

    text = explanation(entries()[name], [])
    assert all(one in text for one in holds)


def test_a_formula_without_a_claim_is_explained_all_the_same(prove: Prove) -> None:
    status, out, err = prove("--explain", "minibatches")
    assert (status, err) == (0, "")
    assert out.startswith("minibatches(n, batch_size, rng)\n")
    assert "\nclaims\n  - none: what it returns is drawn at random" in out
    assert "claims proved" not in out
    assert json.loads(prove("--explain", "minibatches", "--format", "json")[1])["claims"] == []


@pytest.mark.parametrize("name", ["adam", "batch_norm_backward"])
def test_what_is_said_of_a_claim_fits_on_a_page(prove: Prove, name: str) -> None:
    claims = prove("--explain", name)[1].partition("\nclaims\n")[2]
    assert max(map(len, claims.splitlines())) <= 80


@pytest.mark.parametrize("name", sorted(entries()))
def test_every_formula_can_be_explained(name: str) -> None:
    from grader.prove.explanation import explanation

    text = explanation(entries()[name], [])
    entry = entries()[name]
    assert f"{name}({', '.join(entry.formula.domain)})" in text
    for line in entry.lines:
        assert line.text in text
    assert "code" in text


def test_a_stream_that_holds_ascii_alone_gets_the_signs_spelled_out() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    run = subprocess.run(
        [sys.executable, "-m", "grader", "prove", "--explain", "softmax/textbook"],
        capture_output=True,
        encoding="ascii",
        env=environment,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert "S_i = exp(x_i) / sum_k exp(x_k)" in run.stdout


# --- the ledger ----------------------------------------------------------------------------------


def test_the_ledger_names_every_statement_and_every_erratum_once(
    prove: Prove, few_claims: Notes
) -> None:
    status, out, err = prove("--notes")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    for row in few_claims.statements.values():
        (line,) = (one for one in lines if one.startswith(f"{row.id} "))
        assert line.endswith(row.where)
        assert row.kind in line
    flat = " ".join(out.split())
    for erratum in few_claims.errata.values():
        assert f"erratum {erratum.id}" in flat
        assert flat.count(f"right: {' '.join(erratum.right.split())} because:") == 1
    assert f"{len(few_claims.statements)} statements: " in lines[-1]


def test_the_ledger_as_json_gives_each_row_its_verdict(prove: Prove, few_claims: Notes) -> None:
    status, out, _ = prove("--notes", "--format", "json")
    assert status == 0
    document = json.loads(out)
    assert document["schema"] == "gradproof/notes/1"
    assert [row["id"] for row in document["statements"]] == list(few_claims.statements)
    assert {row["verdict"] for row in document["statements"]} >= {"proved", "wrong", "empirical"}
    assert len(document["errata"]) == len(few_claims.errata)


def test_a_row_whose_claim_does_not_hold_is_not_proved(
    prove: Prove, few_claims: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        proving, "claim", lambda proof: _of(proof.statement, verdict="undecided", judges=0)
    )
    status, out, _ = prove("--notes")
    assert status == 1
    rows = [row for row in few_claims.statements.values() if row.kind == "proved"]
    assert rows
    said = [line.split()[:3] for line in out.splitlines() if not line.startswith(" ")]
    for row in rows:
        assert [row.id, "not", "proved"] in said


def _of(statement: Any, **values: Any) -> Claim:
    return _claim(statement.name, formula=statement.formula.name, scope="", **values)


@pytest.fixture
def few_claims(monkeypatch: pytest.MonkeyPatch) -> Notes:
    """The ledger, each of its statements as proved by one claim that is decided at once."""
    notes = load_notes()
    rows = {
        name: dataclasses.replace(row, claims=("softmax/textbook",)) if row.claims else row
        for name, row in notes.statements.items()
    }
    few = dataclasses.replace(notes, statements=rows)
    monkeypatch.setattr("grader.prove.command.load", lambda: few)
    return few


# --- how it ends ---------------------------------------------------------------------------------


def test_a_bar_is_shown_on_a_terminal_alone(prove: Prove, monkeypatch: pytest.MonkeyPatch) -> None:
    assert prove("sigmoid", "--format", "json")[2] == ""
    monkeypatch.setattr(proving, "wants_colour", lambda _: True)
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    status, out, err = prove("sigmoid", "--format", "json")
    assert status == 0
    json.loads(out)
    assert "sigmoid/textbook" in err


@pytest.mark.skipif(os.name != "posix", reason="signals of Unix")
def test_a_closed_standard_error_is_no_terminal(
    prove: Prove, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert prove("linear/textbook")[0] == 0


def test_an_interrupt_ends_it_cleanly(tmp_path: Path) -> None:
    told = tmp_path / "told"
    program = f"""
import pathlib, sys, time
import grader.__main__, grader.prove.run

def slow(statement):
    pathlib.Path({str(told)!r}).touch()
    time.sleep(600)

grader.prove.run.prove = slow
sys.argv = ["grader", "prove", "softmax"]
grader.__main__.main()
"""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", program], encoding="utf-8", **pipes) as process:
        while not told.exists():
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.strip()) == (130, "", "interrupted")


def test_checking_a_submission_imports_no_sympy(tmp_path: Path, submissions: Path) -> None:
    file = submissions / "softmax" / "textbook.py"
    program = (
        "import sys; from grader.cli import run\n"
        f"status = run(['check', {str(file)!r}, '-a', 'softmax'])\n"
        "sys.exit(10 * ('sympy' in sys.modules) + status)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert run.returncode == 0


def test_what_a_textbook_repeats_is_told_step_by_step(prove: Prove) -> None:
    out = prove("--explain", "chain_jacobian/textbook")[1]
    assert "\n  before step 1 J_ij := δ_ij\n" in out
    assert "\n  in each of T steps h_i := tanh(sum_j(W_ij*h_j))\n" in out


def test_a_textbook_of_some_networks_says_of_which(prove: Prove) -> None:
    out = prove("--explain", "mlp_forward/textbook")[1]
    assert "\ntextbook (2 layers)\n" in out
    assert "; 2 layers, by" in " ".join(out.split())


def test_a_gradient_function_is_that_of_a_quadratic_and_this_is_said(prove: Prove) -> None:
    (claim,) = json.loads(prove("nesterov/textbook-w", "--format", "json")[1])["claims"]
    assert claim["scope"] == "all D; gradients of quadratics"
