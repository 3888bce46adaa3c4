"""The lines by which a derivation declares what it speaks of."""

from __future__ import annotations

import pytest

from reference.symbolic.graph import inputs
from reference.symbolic.language.declarations import declare, is_declaration
from reference.symbolic.language.parser import parse
from reference.symbolic.language.problem import LanguageError
from reference.symbolic.language.scope import Scope
from reference.symbolic.language.textbook import to_graph


def declared(*lines: str) -> Scope:
    scope = Scope()
    for line in lines:
        assert is_declaration(line)
        scope = declare(line, scope)
    return scope


def test_a_derivation_declares_what_it_speaks_of() -> None:
    scope = declared(
        "size N",
        "size K",
        "array z[N, K]",
        "array y[N,K]",
        "scalar lr",
        "scalar β",
        "let p_ik := exp(z_ik)/sum_j(exp(z_ij))",
        "let C := -(1/N)*sum_ik(y_ik*log(p_ik))",
        "assume sum_k(y_ik) = 1",
        "assume lr > 0",
        "assume β > 0",
        "assume β < 1",
    )
    assert scope.inputs["y"].traits == {"sums to one"}
    assert scope.inputs["lr"].traits == {"positive"}
    assert scope.inputs["beta"].traits == {"positive", "below one"}
    assert scope.inputs["z"].axes == (("N",), ("K",))
    assert to_graph(parse("C*lr"), scope, "").axes == ()


def test_a_later_assumption_reaches_an_earlier_definition() -> None:
    scope = declared("size n", "array y[n]", "let s := 2*sum_k(y_k)", "assume sum_k(y_k) = 1")
    graph = to_graph(parse("s"), scope, "")
    assert inputs(graph) == (scope.inputs["y"],)


def test_a_step_count() -> None:
    assert declared("scalar t", "assume t >= 1").inputs["t"].traits == {"step count"}


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        (["size 2"], "name-expected"),
        (["size n", "size n"], "name-taken"),
        (["size n", "array x[m]"], "size-unknown"),
        (["size n", "array x_i[n]"], "name-expected"),
        (["size n", "array x"], "name-expected"),
        (["size n", "array x[]"], "size-unknown"),
        (["size n", "array exp[n]"], "name-reserved"),
        (["let S_i = 2"], "definition-expected"),
        (["scalar"], "name-expected"),
        (["scalar b", "assume b < 1"], "positive-first"),
        (["scalar b", "assume b > 2"], "hypothesis-unknown"),
        (["scalar b", "assume 0 < b"], "hypothesis-unknown"),
        (["scalar b", "assume b = 1"], "hypothesis-unknown"),
        (["size n", "array y[n]", "assume sum_k(y_k) = 2"], "hypothesis-unknown"),
        (["size n", "array y[n,n]", "assume sum_k(y_ki) = 1"], "hypothesis-unknown"),
        (["size n", "array y[n,n]", "assume sum_k(y_kk) = 1"], "hypothesis-unknown"),
        (["size n", "array y[n]", "assume sum_k(z_k) = 1"], "unknown-name"),
        (["scalar b", "let c := 2*b", "assume c > 0"], "hypothesis-unknown"),
    ],
)
def test_declarations_that_are_refused(lines: list[str], key: str) -> None:
    with pytest.raises(LanguageError) as caught:
        declared(*lines)
    assert caught.value.problem.key == key


def test_lines_of_mathematics_are_no_declarations() -> None:
    assert not is_declaration("= S_i")
    assert not is_declaration("sizes + 1")
    assert not is_declaration("")
