"""What students read of a graph and of a goal."""

from __future__ import annotations

import pytest
from graphs import Array, absolute, apply, argument, exp, eye, log, size, sqrt, tanh, where
from test_sympy_judge import derivative, equal
from test_sympy_judge_loops import TestSums, read

from reference.symbolic import graph as g
from reference.symbolic.sympy_judge.latex import latex, latex_of_goal

N = size("N")
x, w, X = argument("x", "N"), argument("w"), argument("X", "N D")
softmax = exp(x) / exp(x).sum()
ALL = slice(None)


@pytest.mark.parametrize(
    ("of", "text"),
    [
        (x, "x_{i}"),
        (w, "w"),
        (2 * x + 1, "2 x_{i} + 1"),
        (1 - x, "1 - x_{i}"),
        (-(1 - x), r"x_{i} - 1"),
        (-x, "-x_{i}"),
        (x / 3, r"\frac{x_{i}}{3}"),
        ((x + 1) * w, r"\left(x_{i} + 1\right) w"),
        (x ** (w + 1), "x_{i}^{w + 1}"),
        ((x + 1) ** 2, r"\left(x_{i} + 1\right)^{2}"),
        (softmax, r"\frac{e^{x_{i}}}{\sum_{k=1}^{N} e^{x_{k}}}"),
        (x.mean(), r"\frac{\sum_{k=1}^{N} x_{k}}{N}"),
        ((x + w).sum(), r"\sum_{k=1}^{N} \left(w + x_{k}\right)"),
        (sqrt(x + 1), r"\sqrt{x_{i} + 1}"),
        (log(x), r"\log \left(x_{i}\right)"),
        (tanh(x), r"\tanh \left(x_{i}\right)"),
        (absolute(x), r"\left|x_{i}\right|"),
        (apply("maximum", x, 0), r"\max\left(x_{i}, 0\right)"),
        (x.max(), r"\max_{k} x_{k}"),
        (where(x > 0, x, w), r"\begin{cases} x_{i} & x_{i} > 0 \\ w & \text{else} \end{cases}"),
        (apply("floordiv", w, 2), r"\left\lfloor \frac{w}{2} \right\rfloor"),
        (argument("beta1") + 0, r"\beta_{1}"),
        (argument("eps") + 0, r"\varepsilon"),
        (argument("limit") + 0, r"\mathrm{limit}"),
        (argument("w_prev", "N"), r"w_{\mathrm{prev},i}"),
        (argument("W1", "N N"), "W_{1,ij}"),
        (eye("N"), r"\delta_{ij}"),
    ],
)
def test_entries(of, text):
    count = len(of.axes)
    assert latex(of.node, ["i", "j"][:count]) == text


def test_names_of_indices_are_not_taken_twice():
    assert latex((X @ argument("v", "D")).node, ["k"]) == r"\sum_{m=1}^{D} v_{m} X_{km}"
    assert latex((x * argument("k")).sum().node, []) == r"\sum_{m=1}^{N} k x_{m}"


def test_nested_sums_have_indices_of_their_own():
    text = latex((X * X.sum(0)).sum().node, [])
    assert text == r"\sum_{k=1}^{N} \sum_{m=1}^{D} X_{km} \sum_{n=1}^{N} X_{nm}"


def test_a_derivative():
    S = {softmax.node: "S"}
    right = softmax[:, None] * (eye("N") - softmax[None, :])
    left, text = latex_of_goal(derivative(softmax, x, right), S)
    assert left == r"\frac{\partial S_{i}}{\partial x_{j}}"
    assert text == r"\left(\delta_{ij} - S_{j}\right) S_{i}"


def test_with_a_cotangent_and_with_a_tangent():
    upstream, S = argument("g", "N"), {softmax.node: "S"}
    right = softmax * (upstream - (upstream * softmax).sum())
    text = r"\left(g_{%s} - \sum_{k=1}^{N} S_{k} g_{k}\right) S_{%s}"
    assert latex_of_goal(derivative(softmax, x, right, cotangent=upstream), S) == (
        r"\sum_{i=1}^{N} g_{i} \frac{\partial S_{i}}{\partial x_{j}}",
        text % ("j", "j"),
    )
    assert latex_of_goal(derivative(softmax, x, right, tangent=upstream), S) == (
        r"\sum_{j=1}^{N} \frac{\partial S_{i}}{\partial x_{j}} g_{j}",
        text % ("i", "i"),
    )


def test_an_equality():
    assert latex_of_goal(equal(softmax.sum(), 1), {softmax.node: "S"}) == (
        r"\sum_{k=1}^{N} S_{k}",
        "1",
    )


def test_labels():
    labels = argument("y", "N", kind="index", along="D")
    picked = read(X, Array(g.positions("N")), labels)
    assert latex(picked.node, ["i"]) == "X_{i,y_{i}}"


def test_a_loop_is_shown_as_what_it_computes():
    text = latex(TestSums.naive()[0].node, [])
    assert text.startswith(r"\frac{\sum_{k=1}^{N} ")
    assert "W_{n,\\mathrm{labels}_{k}}" in text or "W_{m,\\mathrm{labels}_{k}}" in text
