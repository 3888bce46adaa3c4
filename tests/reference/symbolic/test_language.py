"""Reading lines: what they mean, how they print, what is refused and where."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.symbolic.language.expression import (
    FUNCTIONS,
    REDUCTIONS,
    RELATIONS,
    Application,
    Delta,
    Derivative,
    Expression,
    Indicator,
    Negation,
    Number,
    Operation,
    Reduction,
    Symbol,
    Whole,
    walk,
)
from reference.symbolic.language.parser import Limits, parse, parse_equalities
from reference.symbolic.language.problem import LanguageError, Problem

# A line, and the same line in brackets and plain letters.
READ = {
    "a - b - c": "(a - b) - c",
    "a/b/c": "(a/b)/c",
    "a/b*c": "(a/b)*c",
    "a^b^c": "a^(b^c)",
    "-a^b": "-(a^b)",
    "-a*b": "(-a)*b",
    "a*-b": "a*(-b)",
    "a^-b*c": "(a^(-b))*c",
    "a**b": "a^b",
    "+a": "a",
    "--a": "-(-a)",
    "x²": "x^2",
    "x⁻¹": "x^(-1)",
    "2^x²": "2^(x^2)",
    "x²^3": "(x^2)^3",
    "x²³": "x^23",
    "-x²": "-(x^2)",
    "½·x": "0.5*x",
    "⅓": "1/3",
    "¾^2": "0.75^2",
    "x × y − z": "x*y - z",
    "α_i·β": "alpha_i*beta",
    "µ + μ": "mu + mu",  # the micro sign and the letter
    "ε + ϵ + epsilon": "eps + eps + eps",
    "ŷ_i": "yhat_i",
    "y\u0302_i": "yhat_i",
    "x\u0304 + x\u0303": "xbar + xtilde",
    "xᵢⱼ": "x_ij",
    "x_{ij} + x_{i, j}": "x_ij + x_ij",
    "β₁ + β_1": "beta1 + beta1",
    "W_1ij": "W1_ij",
    "w_prev_i": "w_prev_i",
    "𝑥_𝑖 + ｘ": "x_i + x",
    "Σ_k(x_k)": "sum_k(x_k)",
    "∑ᵢ(x_i)": "sum_i(x_i)",
    "sum_ik(y_ik)": "sum_i(sum_k(y_ik))",
    "δ_ij + delta(i, j)": "delta_ij + delta_ij",
    "σ(z)·σ": "sigma(z)*sigma",
    "sigmoid(z) + ln(x)": "sigma(z) + log(x)",
    "√(v + ε)": "sqrt(v + eps)",
    "|x_i|^2": "abs(x_i)^2",
    "‖g‖/2": "norm(g)/2",
    "2*‖g‖^‖g‖": "2*(norm(g)^norm(g))",
    "norm + solve": "(norm + solve)",
    "grad_i( w_prev )": "grad_i(w_prev)",
    "max(0, z) + max_k(z_k)": "max(0, z) + max_k(z_k)",
    "mean_j + mean_j(x_j)": "mean_j + (mean_j(x_j))",
    "[x_i ≥ 0]": "[x_i >= 0]",
    "∂S_i/∂x_j": "d(S_i, x_j)",
    "∂S_i/∂x_j*h": "d(S_i, x_j)*h",
    "∂(a + b)/∂x_j": "d(a + b, x_j)",
    "∂/∂x_j (a/b)": "d(a/b, x_j)",
    "∂(a, x_j)": "d(a, x_j)",
    "d*d(d, x)": "d*(d(d, x))",
    "1e-3 + .5": "0.001 + 0.5",
    "2\u00a0*\u200bx": "2*x",
}

# A line, the key of its problem, and the column.
REFUSED = {
    "": ("expression-expected-at-end", 1),
    "a +": ("expression-expected-at-end", 4),
    "a * / b": ("expression-expected", 5),
    "(a": ("expected-at-end", 3),
    "a)": ("expected", 2),
    "2x_i": ("operator-expected", 2),
    "x_i (1 - x_i)": ("unknown-function", 1),
    "a b": ("operator-expected", 3),
    "½x": ("operator-expected", 2),
    "0,5*x": ("decimal-comma", 2),
    "(0,5)": ("decimal-comma", 3),
    "a = b": ("expected", 3),
    "x_i.T": ("unknown-character", 4),
    "x'": ("unknown-character", 2),
    "x[0]": ("operator-expected", 2),
    "х_i": ("unknown-character", 1),  # a Cyrillic letter
    "a\u202eb": ("unknown-character", 2),
    "\u0302x": ("unknown-character", 1),
    "2\u0302": ("operator-expected", 2),
    "\\delta_{ij}": ("latex", 1),
    "x_": ("indices-expected", 2),
    "x_{}": ("indices-expected", 1),
    "x_{i+j}": ("indices-expected", 1),
    "f(x)": ("unknown-function", 1),
    "norm(2*x)": ("whole-arrays-expected", 1),
    "solve_i(H, )": ("whole-arrays-expected", 1),
    "solve_i(H x)": ("whole-arrays-expected", 1),
    "solve_i(H, x": ("whole-arrays-expected", 1),
    "‖2‖": ("expected", 2),
    "‖g + h‖": ("expected", 4),
    "a‖g‖": ("operator-expected", 2),
    "‖g‖‖g‖": ("operator-expected", 4),
    "exp_i(x)": ("unknown-function", 1),
    "exp(x, y)": ("wrong-number-of-arguments", 1),
    "max(x_k)": ("index-of-sum-expected", 1),
    "max(x, y, z)": ("wrong-number-of-arguments", 1),
    "exp + 1": ("expected", 5),
    "sum(x_k)": ("index-of-sum-expected", 1),
    "sum_k x_k": ("expected", 7),
    "sum_kk(x_k)": ("repeated-index", 1),
    "delta(i, 2)": ("two-letters-expected", 1),
    "d(S_i, 2)": ("variable-expected", 8),
    "d(S_i)": ("expected", 6),
    "∂S_i": ("expected-at-end", 5),
    "∂S_i/x_j": ("expected", 6),
    "[a]": ("expected", 3),
    "[0 < a < 1]": ("chained-comparison", 8),
    "x^65": ("exponent-too-large", 3),
    "9^9^9^9": ("exponent-too-large", 6),
    "x^(1/0)": ("exponent-too-large", 5),
    "2^(2*40)": ("exponent-too-large", 5),
    "1e999999999": ("number-too-long", 1),
    "1" * 51: ("number-too-long", 1),
    "(" * 50 + "x" + ")" * 50: ("nested-too-deeply", 42),
    "-" * 90 + "x": ("nested-too-deeply", 42),
    "x" + "^x" * 90: ("nested-too-deeply", 83),
    "x" + "+x" * 300: ("too-many-terms", 400),
    "x" * 1001: ("line-too-long", 0),
    "__import__('os').system('id')": ("unknown-character", 12),
    "(lambda: 1)()": ("unknown-character", 8),
    '"a"*10': ("unknown-character", 1),
    "x if 1 else 2": ("operator-expected", 3),
}


@pytest.mark.parametrize("line", READ)
def test_a_line_is_read_as_the_bracketed_one(line: str) -> None:
    assert parse(line) == parse(READ[line])


def test_brackets_matter() -> None:
    assert parse("a - (b - c)") != parse("a - b - c")
    assert parse("(a^b)^c") != parse("a^b^c")
    assert parse("(-a)^2") != parse("-a^2")


def test_the_tree_of_a_line() -> None:
    two = Number(Fraction(2))
    square = Operation("^", Symbol("x", "k"), two)
    assert parse("-sum_k(x_k²)") == Negation(Reduction("sum", "k", square))


def test_parts_know_their_column() -> None:
    columns = {str(part): part.column for part in walk(parse("a + exp(x_i)·δ_ij"))}
    assert columns["a"] == 1
    assert columns["exp(x_i)"] == 5
    assert columns["x_i"] == 9
    assert columns["delta_ij"] == 14


@pytest.mark.parametrize("line", REFUSED, ids=lambda line: line[:20] or "empty")
def test_what_cannot_be_read_is_refused_where_it_stands(line: str) -> None:
    with pytest.raises(LanguageError) as caught:
        parse(line)
    problem = caught.value.problem
    assert (problem.key, problem.column) == REFUSED[line]
    assert str(caught.value) == problem.message
    assert "{" not in problem.message.replace("_{", "")


def test_equalities() -> None:
    a, b, c = parse("a"), parse("b + 1"), parse("c")
    assert parse_equalities("a = b + 1 = c") == (a, b, c)
    assert parse_equalities("= a") == (a,)
    with pytest.raises(LanguageError):
        parse_equalities("a = = b")
    with pytest.raises(LanguageError):
        parse_equalities("a =")


def test_limits_are_the_callers() -> None:
    assert parse("x^200", Limits(exponent=200)) == parse("x^(200)", Limits(exponent=200))
    with pytest.raises(LanguageError):
        parse("a + b", Limits(terms=2))


# --- printing and reading again ----------------------------------------------------------------

LETTERS = st.sampled_from("ijkl")
NAMES = st.sampled_from(["x", "S", "w_prev", "beta1", "eps", "yhat", "N", "sigma"])
NUMBERS = st.builds(
    Number,
    st.builds(lambda n, places: Fraction(n, 10**places), st.integers(0, 10**6), st.integers(0, 9)),
)


def _symbol(name: str, indices: str) -> Symbol:
    # Without an index, w_prev is read as w with the indices p, r, e, v.
    return Symbol(name, indices if "_" not in name else indices or "i")


SYMBOLS = st.builds(_symbol, NAMES, st.text(LETTERS, max_size=3))
EXPONENTS = st.one_of(SYMBOLS, st.integers(0, 9).map(lambda n: Number(Fraction(n))))


def _applied(function: str, first: Expression, second: Expression) -> Expression:
    return Application(function, (first, second)[: FUNCTIONS[function]])


def _larger(part: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.one_of(
        st.builds(Negation, part),
        st.builds(Operation, st.sampled_from("+-*/"), part, part),
        st.builds(Operation, st.just("^"), part, st.one_of(EXPONENTS, EXPONENTS.map(Negation))),
        st.builds(_applied, st.sampled_from(sorted(FUNCTIONS)), part, part),
        st.builds(Reduction, st.sampled_from(sorted(REDUCTIONS)), LETTERS, part),
        st.builds(Indicator, st.sampled_from(sorted(RELATIONS)), part, part),
        st.builds(Derivative, part, SYMBOLS),
    )


ARRAYS = st.sampled_from(["x", "H", "beta1", "w_prev"]).map(parse)
WHOLES = st.one_of(
    st.builds(Whole, st.just("norm"), st.just(""), st.tuples(ARRAYS)),
    st.builds(
        Whole,
        st.sampled_from(["solve", "grad"]),
        LETTERS,
        st.lists(ARRAYS, min_size=1, max_size=2).map(tuple),
    ),
)
EXPRESSIONS = st.recursive(
    st.one_of(NUMBERS, SYMBOLS, WHOLES, st.builds(Delta, LETTERS, LETTERS)), _larger, max_leaves=15
)


@given(EXPRESSIONS)
def test_a_tree_printed_and_read_again_is_the_same(tree: Expression) -> None:
    assert parse(str(tree), Limits(characters=10**5, terms=10**4)) == tree


def outcome(text: str) -> Expression | Problem:
    try:
        return parse(text)
    except LanguageError as error:
        return error.problem


@given(
    st.one_of(
        st.text(alphabet="xSij_()[]+-*/^.,=<>|‖ 12eσδΣ∂½²ᵢ√\u0302{}\\", max_size=40),
        st.text(max_size=20),
    )
)
def test_any_text_is_read_or_refused(text: str) -> None:
    found = outcome(text)
    if isinstance(found, Problem):
        assert found.column <= len(text) + 1
        assert found.message
    else:
        assert parse(str(found)) == found
