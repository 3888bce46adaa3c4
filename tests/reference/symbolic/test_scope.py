"""What names and index letters mean: ranges, definitions, and the graph of a line."""

from __future__ import annotations

import math
import operator
import statistics
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.symbolic.evaluation import evaluate
from reference.symbolic.graph import Elementwise, Input, nodes
from reference.symbolic.graph import Reduction as Summed
from reference.symbolic.language.expression import (
    Application,
    Delta,
    Expression,
    Indicator,
    Negation,
    Number,
    Operation,
    Reduction,
    Symbol,
)
from reference.symbolic.language.parser import parse, parse_equalities
from reference.symbolic.language.problem import LanguageError
from reference.symbolic.language.scope import Scope, free_letters
from reference.symbolic.language.textbook import read, to_graph


def array(name: str, *sizes: str) -> Input:
    return Input(tuple((size,) for size in sizes), "real", name)


INPUTS = (
    array("x", "N", "D"),
    array("A", "D", "D"),
    array("w", "D"),
    array("y", "N"),
    array("b"),
    array("n_in"),
    array("w_prev", "D"),
)
SCOPE = Scope({argument.name: argument for argument in INPUTS})

# A line, the letters of its axes, the key of its problem, and the column.
REFUSED = (
    ("q_i", "i", "unknown-name", 1),
    ("2*wprev_i", "i", "unknown-name-nearest", 3),
    ("w1 + b", "", "fixed-entry", 1),
    ("sum_j(w)", "", "indices-missing", 7),
    ("x_i", "i", "wrong-number-of-indices", 1),
    ("b_i", "i", "wrong-number-of-indices", 1),
    ("N_i", "i", "wrong-number-of-indices", 1),
    ("x_lj*y_j", "lj", "index-conflict", 6),
    ("sum_l(x_lj)*w_l", "lj", "index-conflict", 13),
    ("x_lj*delta_lj", "lj", "delta-conflict", 6),
    ("delta_lj*x_lj", "lj", "delta-conflict", 1),
    ("w_j*delta_ik", "ijk", "range-unknown", 5),
    ("sum_k(1)", "", "range-unknown", 1),
    ("w_j + y_l", "j", "free-index", 7),
    ("sum_l(y_l) + y_l", "", "free-index", 14),
    ("w_j", "ij", "missing-index", 0),
    ("w_D", "", "unknown-name", 1),
    ("w_a*w_c*w_e*w_f*w_g*w_h*w_i", "acefghi", "too-many-indices", 24),
    ("b + d(w_j, w_k)", "jk", "derivative", 5),
    ("d(w_j, S_k)", "jk", "unknown-name", 8),
    ("d(w_j, N)", "j", "not-a-variable", 8),
)


@pytest.mark.parametrize(("line", "indices", "key", "column"), REFUSED)
def test_what_makes_no_sense_is_refused(line: str, indices: str, key: str, column: int) -> None:
    with pytest.raises(LanguageError) as caught:
        to_graph(parse(line), SCOPE, indices)
    problem = caught.value.problem
    assert (problem.key, problem.column) == (key, column)
    assert "{" not in problem.message


def test_a_size_is_no_index() -> None:
    scope = Scope({"x": array("x", "n")})
    with pytest.raises(LanguageError) as caught:
        to_graph(parse("x_n"), scope, "n")
    assert caught.value.problem.key == "index-is-a-size"


def test_ranges_follow_from_arrays_and_deltas() -> None:
    line = parse("delta_ki*delta_ij*w_j + sum_l(y_l)")
    found = SCOPE.ranges(line, "ijk")
    assert found == {"i": "D", "j": "D", "k": "D", "l": "N"}


def test_a_range_may_be_given() -> None:
    graph = to_graph(parse("w_j"), SCOPE, "lj", {"l": "N"})
    assert graph.axes == (("N",), ("D",))
    with pytest.raises(LanguageError):
        to_graph(parse("w_j"), SCOPE, "j", {"j": "N"})


def test_the_axes_are_in_the_order_asked_for() -> None:
    assert to_graph(parse("x_lj"), SCOPE, "lj") is INPUTS[0]
    assert to_graph(parse("x_lj"), SCOPE, "jl").axes == (("D",), ("N",))


def test_free_letters_in_order() -> None:
    assert free_letters(parse("sum_l(x_lj*y_l)*w_i*n_in + b"), SCOPE) == "ji"


def test_an_underscore_may_belong_to_a_number() -> None:
    (found,) = evaluate([to_graph(parse("2*n_in"), SCOPE, "")], {"n_in": 3.0}, {})
    assert found == 6.0


def test_definitions_are_shared_and_renamed() -> None:
    scope = Scope({"x": array("x", "n")}).define("S_i", "exp(x_i)/sum_k(exp(x_k))")
    graph = to_graph(parse("S_i*(delta_ij - S_j)"), scope, "ij")
    exponentials = [n for n in nodes(graph) if isinstance(n, Elementwise) and n.function == "exp"]
    assert len([n for n in nodes(graph) if isinstance(n, Summed)]) == 1
    assert len(exponentials) == 2
    x = np.array([0.3, -1.0, 2.0])
    s = np.exp(x) / np.exp(x).sum()
    (found,) = evaluate([graph], {"x": x}, {"n": 3})
    np.testing.assert_allclose(found, np.diag(s) - np.outer(s, s), atol=1e-15)


def test_a_definition_with_two_indices_is_used_in_any_order() -> None:
    scope = SCOPE.define("g_lj", "x_lj*w_j").define("h_jl", "2*g_lj")
    x, w = np.arange(6.0).reshape(2, 3), np.array([1.0, -1.0, 3.0])
    (found,) = evaluate([to_graph(parse("h_jl"), scope, "jl")], {"x": x, "w": w}, {"N": 2, "D": 3})
    np.testing.assert_array_equal(found, 2 * (x * w).T)


def test_a_sum_in_a_definition_captures_no_letter() -> None:
    scope = Scope({"x": array("x", "n")}).define("S_i", "x_i*sum_k(x_k)")
    x = np.array([1.0, 2.0, 4.0])
    (found,) = evaluate([to_graph(parse("sum_k(S_k)*S_k"), scope, "k")], {"x": x}, {"n": 3})
    np.testing.assert_array_equal(found, (x * 7).sum() * x * 7)


@pytest.mark.parametrize(
    ("left", "right", "key"),
    [
        ("S_i", "x_ij", "free-index"),
        ("S_i", "b", "missing-index"),
        ("S_i", "S_i + w_i", "unknown-name"),
        ("w_i", "2*w_i", "name-taken"),
        ("D", "b", "name-taken"),
        ("exp", "b", "name-reserved"),
        ("delta", "b", "name-reserved"),
        ("S_ii", "w_i", "repeated-index"),
        ("2*S_i", "w_i", "name-expected"),
    ],
)
def test_definitions_that_are_refused(left: str, right: str, key: str) -> None:
    with pytest.raises(LanguageError) as caught:
        SCOPE.define(left, right)
    assert caught.value.problem.key == key


def test_derivatives_are_found_behind_definitions() -> None:
    scope = SCOPE.define("C", "sum_j(w_j^2)").define("g_j", "d(C, w_j)").define("h_j", "2*g_j")
    assert scope.contains_derivative(parse("h_j + w_j"))
    assert scope.contains_derivative(parse("d(C, b)"))
    assert not scope.contains_derivative(parse("C*w_j"))
    assert scope.ranges(parse("h_k"), "k") == {"k": "D"}


def test_a_line_says_its_part_and_indices() -> None:
    statement = read("dw_j = sum_l(x_lj*y_l)", SCOPE)
    assert (statement.part, statement.indices) == ("dw", "j")
    assert statement.graph((("D",),)).axes == (("D",),)
    assert read("sum_l(x_lj*y_l)", SCOPE).indices == "j"
    assert read("x_lj", SCOPE, indices="l j").indices == "lj"
    assert read("N*K", SCOPE.declare_size("K")).graph().axes == ()
    for line in ("x_lj", "2*g_j = w_j", "g_j = h_j = w_j"):
        with pytest.raises(LanguageError):
            read(line, SCOPE)
    with pytest.raises(LanguageError):
        read("g_lj = x_lj", SCOPE, indices="jl")
    with pytest.raises(LanguageError):
        statement.graph((("D",), ("N",)))
    with pytest.raises(LanguageError):
        statement.graph((("N",),))


def test_a_line_speaks_of_each_entry_along_an_implicit_axis() -> None:
    inputs = [array("x", "B", "n"), array("G", "n", "B"), array("lr")]
    scope = Scope({argument.name: argument for argument in inputs}, implicit=("B",))
    where = {"S_i": "exp(x_i)/sum_k(exp(x_k))"}
    x = np.random.default_rng(0).normal(size=(2, 3))
    values = {"x": x, "G": x.T + 1, "lr": 0.5}

    def value(line: str, axes: tuple[tuple[str, ...], ...] = ()) -> Any:
        graph = read(line, scope, where=where).graph(axes)
        (found,) = evaluate([graph], values, {"B": 2, "n": 3})
        return found

    softmax = np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)
    np.testing.assert_allclose(value("S_i"), softmax)
    np.testing.assert_allclose(value("S_i", (("n",), ("B",))), softmax.T)
    np.testing.assert_allclose(value("sum_i(x_i*G_i)"), (x * (x + 1)).sum(axis=1))
    assert value("lr", (("B",),)).shape == (2,)
    with pytest.raises(LanguageError):
        value("B*lr")
    with pytest.raises(LanguageError):
        value("x_bi")


def test_sizes_of_an_input_must_be_plain() -> None:
    with pytest.raises(ValueError, match="one size"):
        Scope({"x": Input((("N", "D"),), "real", "x")})


# --- the graph against the sum written out ------------------------------------------------------

SIZES = {"N": 2, "D": 3}
LETTERS = {"l": "N", "m": "N", "i": "D", "j": "D", "k": "D"}
LEAVES = [
    *("x_lj", "x_mi", "w_i", "w_j", "w_k", "y_l", "y_m", "A_ij", "A_ji", "A_kk", "b", "N", "D"),
    *("delta_ij", "delta_lm", "delta_jj", "2", "0.5", "pi"),
]
RELATIONS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "^": operator.pow}
FUNCTIONS = {
    "tanh": math.tanh,
    "sigma": lambda a: 0.5 + 0.5 * math.tanh(a / 2),
    "relu": lambda a: max(a, 0.0),
    "abs": abs,
    "sign": lambda a: float(np.sign(a)),
}
OVER = {"sum": math.fsum, "mean": statistics.fmean, "max": max, "min": min}


def _larger(part: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.one_of(
        st.builds(Negation, part),
        st.builds(Operation, st.sampled_from("+-*"), part, part),
        st.builds(Operation, st.just("^"), part, st.sampled_from(["1", "2"]).map(parse)),
        st.builds(Application, st.sampled_from(sorted(FUNCTIONS)), st.tuples(part)),
        st.builds(Application, st.sampled_from(["max", "min"]), st.tuples(part, part)),
        st.builds(Indicator, st.sampled_from(sorted(RELATIONS)), part, part),
        st.builds(Reduction, st.sampled_from(sorted(OVER)), st.sampled_from(sorted(LETTERS)), part),
    )


def value(e: Expression, at: Mapping[str, int], values: Mapping[str, Any]) -> float:
    """The value of an expression at one value of each index, term by term."""
    if isinstance(e, Reduction):
        extent = SIZES[LETTERS[e.index]]
        return OVER[e.function](
            [value(e.operand, {**at, e.index: n}, values) for n in range(extent)]
        )
    below = [value(part, at, values) for part in e.parts]
    match e:
        case Number(value=number):
            return float(number)
        case Symbol(name="pi"):
            return math.pi
        case Symbol(name=name, indices=letters):
            if name in SIZES:
                return float(SIZES[name])
            return float(values[name][tuple(at[letter] for letter in letters)])
        case Delta(first=first, second=second):
            return float(at[first] == at[second])
        case Negation():
            return -below[0]
        case Operation():
            return float(OPERATORS[e.operator](*below))
        case Indicator():
            return float(RELATIONS[e.relation](*below))
        case Application(function="max" | "min"):
            return max(below) if e.function == "max" else min(below)
        case Application():
            return FUNCTIONS[e.function](below[0])
    raise AssertionError(e)


@given(st.recursive(st.sampled_from(LEAVES).map(parse), _larger, max_leaves=8), st.integers(0, 99))
def test_the_graph_is_what_the_line_says(expression: Expression, seed: int) -> None:
    generator = np.random.default_rng(seed)
    values = {
        argument.name: generator.uniform(-1.5, 1.5, [SIZES[axis[0]] for axis in argument.axes])
        for argument in INPUTS
    }
    graph = to_graph(expression, SCOPE, "lmijk", LETTERS)
    with np.errstate(all="ignore"):
        (found,) = evaluate([graph], values, SIZES)
    for place in np.ndindex(found.shape):
        at = dict(zip("lmijk", place, strict=True))
        assert found[place] == pytest.approx(value(expression, at, values), rel=1e-9, abs=1e-9)


def test_the_longest_line_that_can_be_read_has_a_graph() -> None:
    line = parse("b" + "+b" * 199)
    (found,) = evaluate([to_graph(line, SCOPE, "")], {"b": 1.0}, {})
    assert found == 200
    nested = parse("(b + " * 38 + "b" + ")" * 38)
    (found,) = evaluate([to_graph(nested, SCOPE, "")], {"b": 1.0}, {})
    assert found == 39


def test_the_lines_of_a_derivation() -> None:
    scope = Scope({"x": array("x", "n")}).define("S_i", "exp(x_i)/sum_k(exp(x_k))")
    lines = [
        "d(S_i, x_j)",
        "= (delta_ij*exp(x_i)*sum_k(exp(x_k)) - exp(x_i)*exp(x_j)) / sum_k(exp(x_k))^2",
        "= S_i*delta_ij - S_i*S_j",
        "= S_i*(delta_ij - S_j)",
        "= S_i*(delta_ij - S_i)",
    ]
    start, *steps = (parse_equalities(line)[0] for line in lines)
    assert scope.contains_derivative(start)
    assert not any(scope.contains_derivative(step) for step in steps)
    graphs = [to_graph(step, scope, "ij") for step in steps]
    x = {"x": np.array([0.0, 1.0])}
    values = evaluate(graphs, x, {"n": 2})
    np.testing.assert_allclose(values[0], values[1], atol=1e-15)
    np.testing.assert_allclose(values[1], values[2], atol=1e-15)
    assert values[2][0, 1] == pytest.approx(-0.1966, abs=5e-5)
    assert values[3][0, 1] == pytest.approx(-0.0723, abs=5e-5)
