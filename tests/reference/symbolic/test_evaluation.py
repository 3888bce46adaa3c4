"""Graphs on numbers, node by node, against numpy."""

from __future__ import annotations

import numpy as np
import pytest
from graphs import Array, absolute, apply, argument, array, eye, size, where
from hypothesis import given, settings
from hypothesis import strategies as st
from test_lowered_loops import left, loop, row

from reference.symbolic import graph as g
from reference.symbolic.evaluation import evaluate

SIZES = {"N": 3, "K": 2}
X = np.array([[1.0, -2.0], [0.5, 4.0], [-3.0, 2.5]])
M, v = argument("X", "N K"), argument("v", "N")
VALUES = {"X": X, "v": np.array([2.0, -1.0, 0.5]), "labels": np.array([1, 0, 1])}
labels = argument("labels", "N", kind="index", along="K")
rows = Array(g.positions("N"))


def value(of: Array, **values):
    (found,) = evaluate([of.node], VALUES | values, SIZES)
    return found


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (M.T, X.T),
        (M.sum(0), X.sum(axis=0)),
        (M.max((0, 1)), X.max()),
        (M.min(1), X.min(axis=1)),
        (M * v[:, None], X * VALUES["v"][:, None]),
        (M.T @ M, X.T @ X),
        (eye("N"), np.eye(3)),
        (size("K", "N"), 6.0),
        (array(1) / 3, 1 / 3),
        (apply("floordiv", M, 2), X // 2),
        (apply("sign", M), np.sign(X)),
        (apply("maximum", M, 0), np.maximum(X, 0)),
        (apply("minimum", M, v[:, None]), np.minimum(X, VALUES["v"][:, None])),
        (where(M > 0, M, -1.0), np.where(X > 0, X, -1)),
        (apply("not", M > 0), ~(X > 0)),
        (absolute(M) ** 0.5, np.abs(X) ** 0.5),
        (Array(g.regrouping(M.node, (("N", "K"),))), X.reshape(-1)),
        (Array(g.broadcast(v.node, (("K",), ("N",)))), np.tile(VALUES["v"], (2, 1))),
        (Array(g.selection(M.node, [rows.node, labels.node])), X[[0, 1, 2], [1, 0, 1]]),
        (Array(g.selection(M.node, [g.endpoint("N", is_last=True), None])), X[-1]),
        (Array(g.positions("N", 2)), [2, 3, 4]),
        (left(lambda i, c: [c + row(v, i)], array(0.0)), 1.5),
    ],
)
def test_a_node(of, expected):
    np.testing.assert_allclose(value(of), expected)


def test_what_is_written_leaves_the_rest():
    written = g.replacement(M.node, v.node, [rows.node, labels.node])
    expected = X.copy()
    expected[[0, 1, 2], [1, 0, 1]] = VALUES["v"]
    np.testing.assert_array_equal(value(Array(written)), expected)
    np.testing.assert_array_equal(VALUES["X"], X)


def test_a_system():
    matrix, right = argument("A", "N N"), argument("b", "N")
    found = value(Array(g.solution(matrix.node, right.node)), A=2 * np.eye(3), b=np.ones(3))
    np.testing.assert_allclose(found, 0.5)


def test_the_steps_of_a_loop():
    made, at, (total,) = loop(lambda i, c: [c + row(v, i)], array(1.0))
    every = Array(g.scan(made, (total * row(v, at)).node))
    np.testing.assert_allclose(value(every), [2, -3, 1])
    assert value(Array(g.last(made, total.node))) == 2


def test_what_nothing_was_written_to_is_nan():
    assert np.isnan(value(Array(g.Undefined((("N",),), "real")))).all()


def test_what_is_missing():
    with pytest.raises(KeyError):
        evaluate([M.node], {}, SIZES)
    with pytest.raises(KeyError):
        evaluate([size("L").node], VALUES, SIZES)


@settings(max_examples=50, deadline=None)
@given(st.floats(-3, 3).filter(lambda at: abs(at) > 1e-3))
def test_complex_inputs_carry_the_derivative(at):
    s = argument("s")
    step = 1e-30
    for of, slope in [
        (absolute(s), np.sign(at)),
        (apply("maximum", s, 0.0), float(at > 0)),
        (apply("minimum", s, 0.0), float(at < 0)),
        (where(s > 0, s * s, 3 * s), 2 * at if at > 0 else 3.0),
        (apply("sign", s), 0.0),
    ]:
        found = np.imag(value(of, s=at + 1j * step)) / step
        assert found == pytest.approx(slope)


def test_the_largest_entry_carries_its_derivative():
    step = 1e-30
    moved = X + 1j * step * np.arange(6).reshape(3, 2)
    found = value(M.max(0), X=moved)
    np.testing.assert_allclose(found.imag / step, [0, 3])
    np.testing.assert_allclose(found.real, X.max(axis=0))
