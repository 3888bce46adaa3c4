"""Functions of whole arrays in a line, and what is repeated step by step."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from reference.symbolic.evaluation import evaluate
from reference.symbolic.graph import Input, elementwise
from reference.symbolic.language.parser import parse
from reference.symbolic.language.problem import LanguageError
from reference.symbolic.language.recursion import repeated
from reference.symbolic.language.scope import Scope
from reference.symbolic.language.textbook import read, to_graph

RNG = np.random.default_rng(0)
SIZES = {"n": 3, "m": 2, "T": 4, "B": 5}
VALUES: dict[str, Any] = {
    "H": RNG.normal(size=(3, 3)) + 3 * np.eye(3),
    "X": RNG.normal(size=(3, 2)),
    "x": RNG.normal(size=3),
    "y": RNG.normal(size=2),
    "G": RNG.normal(size=(5, 3)),
    "b": np.float64(-2.0),
}
ARRAYS = {
    name: Input(axes, "real", name)
    for name, axes in {
        "H": (("n",), ("n",)),
        "X": (("n",), ("m",)),
        "x": (("n",),),
        "y": (("m",),),
        "G": (("B",), ("n",)),
        "b": (),
    }.items()
}
SCOPE = (
    Scope(
        ARRAYS,
        ("T",),
        implicit=("B",),
        lists={"gs": (ARRAYS["X"], ARRAYS["y"], ARRAYS["b"])},
        functions={"grad": lambda w: elementwise("mul", w, w)},
    )
    .define("z_i", "2*x_i")
    .define("Z_i", "G_i + x_i")
    .define("w_o_i", "1 + 0*x_i")
)


def value(line: str, scope: Scope = SCOPE) -> Any:
    (found,) = evaluate([read(line, scope).graph()], VALUES, SIZES)
    return found


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("‖H‖", np.linalg.norm(VALUES["H"])),
        ("norm(x)^2", VALUES["x"] @ VALUES["x"]),
        ("‖b‖", 2.0),
        ("‖z‖", 2 * np.linalg.norm(VALUES["x"])),
        ("‖G‖", np.linalg.norm(VALUES["G"])),
        ("‖Z‖", np.linalg.norm(VALUES["G"] + VALUES["x"])),
        ("‖gs‖", np.sqrt((VALUES["X"] ** 2).sum() + (VALUES["y"] ** 2).sum() + 4)),
        ("solve_i(H, x)", np.linalg.solve(VALUES["H"], VALUES["x"])),
        ("2^‖b‖*solve_i(H, z)", 8 * np.linalg.solve(VALUES["H"], VALUES["x"])),
        ("sum_i(H_ij*solve_i(H, x))", VALUES["H"].T @ np.linalg.solve(VALUES["H"], VALUES["x"])),
        ("grad_j(z) - x_j", 4 * VALUES["x"] ** 2 - VALUES["x"]),
        ("grad_k(w_o)", np.ones(3)),
    ],
)
def test_a_function_of_whole_arrays(line: str, expected: Any) -> None:
    np.testing.assert_allclose(value(line), expected)


@pytest.mark.parametrize(
    ("line", "key", "column"),
    [
        ("x_i*‖q‖", "unknown-name", 6),
        ("1 + q_i(x)", "unknown-function", 5),
        ("solve_i(H)", "wrong-number-of-arguments", 1),
        ("solve(H, x)", "wrong-number-of-indices", 1),
        ("solve_ii(H, x)", "wrong-number-of-indices", 1),
        ("norm_i(x)", "wrong-number-of-indices", 1),
        ("solve_i(H, y)", "whole-array", 1),
        ("solve_i(X, x)", "whole-array", 1),
        ("solve_i(H, H)", "whole-array", 1),
        ("grad_i(H)", "whole-array", 1),
        ("grad_i(b)", "whole-array", 1),
        ("x_i + grad_i(Z)", "whole-array", 7),
        ("x_i + grad_i(y)", "index-conflict", 7),
        ("‖x_i‖", "whole-array", 2),
        ("norm(x_i)", "whole-array", 6),
        ("‖n‖", "whole-array", 2),
        ("‖x_ij‖", "wrong-number-of-indices", 2),
    ],
)
def test_what_cannot_be_taken_whole(line: str, key: str, column: int) -> None:
    with pytest.raises(LanguageError) as caught:
        to_graph(parse(line), SCOPE, "i")
    problem = caught.value.problem
    assert (problem.key, problem.column) == (key, column)
    assert "{" not in problem.message


def test_a_name_of_a_function_stays_free() -> None:
    scope = Scope({"norm": Input((), "real", "norm")})
    (found,) = evaluate([to_graph(parse("2*norm"), scope, "")], {"norm": 3.0}, {})
    assert found == 6


def test_names_are_declared_once() -> None:
    with pytest.raises(LanguageError):
        SCOPE.define("grad", "b")


# --- recursion ---------------------------------------------------------------------------------

BEGIN = {"h_i": "x_i", "J_ij": "δ_ij"}
EACH = {"h_i": "tanh(sum_j(H_ij*h_j))", "J_kj": "(1 - h_k²)*sum_i(H_ki*J_ij)"}
RANGES = {"i": "n", "j": "n"}


def test_a_step_reads_what_the_line_before_has_made() -> None:
    scope = repeated(SCOPE, "T", BEGIN, EACH, RANGES)
    h, J = VALUES["x"], np.eye(3)
    for _ in range(SIZES["T"]):
        h = np.tanh(VALUES["H"] @ h)
        J = (1 - h**2)[:, None] * (VALUES["H"] @ J)
    np.testing.assert_allclose(value("h_j", scope), h)
    (found,) = evaluate([read("J_ij", scope, indices="j i").graph()], VALUES, SIZES)
    np.testing.assert_allclose(found, J.T)


@pytest.mark.parametrize(
    ("steps", "begin", "each", "key"),
    [
        ("n_in", BEGIN, EACH, "size-unknown"),
        ("T", BEGIN, {"h_i": EACH["h_i"]}, "recursion-expected"),
        ("T", BEGIN, dict(reversed(EACH.items())), "recursion-expected"),
        ("T", {"x_i": "x_i"}, {"x_i": "2*x_i"}, "name-taken"),
        ("T", {"h_i": "x_i"}, {"h_i": "y_i"}, "index-conflict"),
        ("T", {"h_i": "x_i"}, {"h_i": "x_j"}, "free-index"),
        ("T", {"h_i": "q_i"}, {"h_i": "h_i"}, "unknown-name"),
        ("T", {"h_i": "x_i"}, {"h_ij": "H_ij"}, "wrong-number-of-indices"),
        ("T", {"h_i": "x_i"}, {"h_i": "h_i + G_i"}, "recursion-expected"),
    ],
)
def test_a_recursion_that_makes_no_sense(steps: str, begin: Any, each: Any, key: str) -> None:
    with pytest.raises(LanguageError) as caught:
        repeated(SCOPE, steps, begin, each, RANGES)
    assert caught.value.problem.key == key
