"""The ledger of the notes: complete, without unknown names, and each test in it exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from reference.catalogue import entries
from reference.notes import FILE, NotesError, claims, load
from reference.symbolic.prover import prove
from reference.symbolic.statements import statements

HERE = Path(__file__).parent
VALID = """
[[statement]]
id = "1"
where = "slide 1"
says = "Softmax adds up to 1."
kind = "proved"
formulas = ["softmax"]
claims = ["softmax/the-entries-add-up-to-one"]
errata = ["one"]

[[erratum]]
id = "one"
printed = "0.93"
right = "0.94"
because = "0.936"
"""


def functions(file: str) -> set[str]:
    tree = ast.parse((HERE / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_test_that_is_named_exists() -> None:
    named = {statement.test for statement in load().statements.values() if statement.test}
    assert named <= functions("test_statements.py")
    tests = {name for name in functions("test_statements.py") if name.startswith("test_")}
    assert tests <= named


def test_no_statement_stands_twice() -> None:
    statements = load().statements.values()
    assert len({statement.says for statement in statements}) == len(statements)


def test_a_valid_file(tmp_path: Path) -> None:
    file = tmp_path / "notes.toml"
    file.write_text(VALID, encoding="utf-8")
    notes = load(file)
    assert notes.statements["1"].claims == ("softmax/the-entries-add-up-to-one",)
    assert notes.errata["one"].right == "0.94"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind =", "king =", "notes.toml: statement 1: unknown key 'king'. The nearest is 'kind'."),
        ("where = ", "says_ = ", "unknown key 'says_'. The nearest is 'says'."),
        ('["softmax"]', '["sofmax"]', "formulas: 'sofmax' is not known. The nearest is 'softmax'."),
        ("add-up-to-one", "add-up-to-two", "The nearest is 'softmax/the-entries-add-up-to-one'."),
        ('"proved"', '"prooved"', "kind: 'prooved' is not known. The nearest is 'proved'."),
        (
            'errata = ["one"]',
            'errata = ["ones"]',
            "errata: 'ones' is not known. The nearest is 'one'",
        ),
        ('errata = ["one"]', "", "erratum one: no statement names it."),
        ('formulas = ["softmax"]', "", "kind = 'proved' needs formulas."),
        ('["softmax"]', '["adam"]', "claims: 'softmax/the-entries-add-up-to-one' is of none of"),
        ('"proved"', '"tested"', "kind = 'tested' needs test."),
        ('right = "0.94"\n', "", "erratum one: right is missing."),
        ('right = "0.94"', "right = 0.94", "erratum one: right = 0.94 is not a text."),
        ('["softmax"]', '"softmax"', "formulas = 'softmax' is not a list of texts."),
        ("[[erratum]]", "[[errata]]", "unknown key 'errata'. The nearest is 'erratum'."),
        ("[[erratum]]", "[erratum]", "erratum is not a list of tables."),
        ("[[erratum]]", VALID + "[[erratum]]", "statement 1: the id stands twice."),
        ("[[erratum]]", "[[erratum", "notes.toml: "),
    ],
)
def test_a_fault_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = tmp_path / "notes.toml"
    file.write_text(VALID.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(NotesError, match=re.escape(said)):
        load(file)


def test_claims_are_those_of_the_prover() -> None:
    assert "softmax_jacobian/is-the-derivative" in claims()
    assert "softmax/the-entries-add-up-to-one" in claims()
    assert "softmax/is-the-derivative" not in claims()


NAMED = sorted({claim for statement in load().statements.values() for claim in statement.claims})


@pytest.mark.parametrize("claim", NAMED)
def test_what_is_called_proved_is_proved(claim: str) -> None:
    formula, _, name = claim.partition("/")
    (statement,) = (one for one in statements(entries()[formula]) if one.name == name)
    assert prove(statement).verdict == "proved"


def test_the_file_ships_with_the_package() -> None:
    assert FILE.is_file()
