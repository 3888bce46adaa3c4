"""Claims: each is a sentence with a source, and refuted where its code is broken.

That each is proved is asked in symbolic/test_catalogue_proofs.py, as of all that files state.
"""

from __future__ import annotations

import importlib.util
import inspect
import sys
from pathlib import Path

import pytest

from reference.catalogue import Entry, entries, entries_of
from reference.formula import Claim
from reference.symbolic.prover import prove
from reference.symbolic.statements import Statement, statements

CLAIMS = [(entry, claim) for entry in entries().values() for claim in entry.claims]

each_claim = pytest.mark.parametrize(
    ("entry", "claim"), CLAIMS, ids=[f"{entry.formula.name}/{c.name}" for entry, c in CLAIMS]
)


def statement(entry: Entry, name: str) -> Statement:
    (found,) = (one for one in statements(entry) if one.name == name)
    return found


@each_claim
def test_it_is_a_sentence_with_a_source(entry: Entry, claim: Claim) -> None:
    assert claim.says.endswith((".", ".)"))
    assert claim.source


@pytest.mark.parametrize(
    ("formula", "claim", "right", "wrong"),
    [
        ("softmax", "two-classes-are-a-sigmoid", "sigmoid(z1 - z2)", "sigmoid(z2 - z1)"),
        ("softmax", "one-logit-against-equal-others", "(K - 1) * np", "K * np"),
        ("log_softmax", "the-jacobian", "- softmax(x)", "- softmax(x)[:, None]"),
        ("cross_entropy_gradient", "the-gradient-of-the-sum", "len(Y) * cross", "cross"),
        ("sigmoid_mse_gradient", "without-the-half-dw-doubles", "2 * dw", "dw"),
        ("batch_norm", "undone-by-its-own-statistics", "X.mean(axis=0), eps), X", "0, eps), X"),
        (
            "batch_norm_backward",
            "the-jacobian-of-one-feature",
            "- np.outer(xhat, xhat) / len(x)",
            "- np.outer(xhat, xhat)",
        ),
        ("standardize", "the-jacobian-of-one-feature", "- 1 / len(x)", ""),
        ("l2_normalize", "the-jacobian-of-a-sample", "np.outer(y, y)", "np.outer(x, x)"),
        ("newton", "one-step-from-anywhere-to-the-minimum", "H @ (w - m)", "H @ (m - w)"),
        ("softmax_jacobian", "the-derivative-of-the-exponentials", "softmax(x), e)", "e, e)"),
        ("binary_cross_entropy", "the-derivative-of-a-logarithm", "return -1", "return 1"),
        ("clip_by_norm", "the-two-cases", "norm > limit", "norm < limit"),
        ("heavy_ball", "momentum-with-an-average", "lr * (1 - beta)", "lr"),
        ("nesterov", "the-form-of-pytorch", "(g + gamma * new)", "new"),
        ("nesterov", "the-form-of-keras", "p + gamma * new - lr * g", "p + new"),
        ("adam", "a-constant-gradient-is-recovered", "beta1, t - 1", "beta1, t"),
        ("adam", "the-first-step", "np.abs(g) + eps", "np.abs(g)"),
        ("momentum", "the-closed-form-of-the-average", "(T - np", "(T - 1 - np"),
    ],
)
def test_a_broken_claim_is_refuted(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    formula: str,
    claim: str,
    right: str,
    wrong: str,
) -> None:
    text = inspect.getsource(importlib.import_module(f"reference.formulas.{formula}"))
    before, found, _ = text.partition(f"def {claim.replace('-', '_')}(")
    assert found
    start = before.rindex("@claim(")
    broken = text[:start] + text[start:].replace(right, wrong, 1)
    assert broken != text
    name = f"broken_{formula}_{claim.replace('-', '_')}"
    file = tmp_path / f"{name}.py"
    file.write_text(broken, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    assert prove(statement(entries_of(module)[formula], claim)).verdict == "refuted"
