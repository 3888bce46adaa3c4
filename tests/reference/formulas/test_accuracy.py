"""The values of the reference against the textbook, written naively and run with 50 digits."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import mpmath
import numpy as np
import pytest

from grader.examples import Example, bank
from reference.catalogue import catalogue
from reference.formula import Formula
from reference.values import leaves, mapped

EPSILON = float(np.finfo(float).eps)
DIGITS = 50
# Units in the last place. Over eight seeds the worst was 2.7; of a backward pass with nearly equal
# rows, where terms cancel that are far larger than their sum, 38.
UNITS = 6
UNITS_WHERE_TERMS_CANCEL = {"batch_norm_backward": 100}

exp, log, sqrt = (
    np.vectorize(function, otypes=[object]) for function in (mpmath.exp, mpmath.log, mpmath.sqrt)
)


def exact(value: Any) -> Any:
    """A float or an array of floats as mpmath numbers, digit by digit the same; of a list, a dict
    or a gradient function, all its numbers."""
    return mapped(_exact, value)


def _exact(value: Any) -> Any:
    if isinstance(value, int | np.random.Generator):
        return value
    numbers = np.vectorize(lambda v: mpmath.mpf(float(v)), otypes=[object])(value)
    return numbers if np.ndim(value) else numbers.item()


# --- the textbook ------------------------------------------------------------------------------


def softmax(x: Any) -> Any:
    return exp(x) / exp(x).sum(axis=-1, keepdims=True)


def softmax_jacobian(x: Any) -> Any:
    s, n = softmax(x), len(x)
    return np.array([[s[i] * ((i == j) - s[j]) for j in range(n)] for i in range(n)])


def softmax_vjp(x: Any, g: Any) -> Any:
    rows = zip(x.reshape(-1, x.shape[-1]), g.reshape(-1, x.shape[-1]), strict=True)
    return np.array([g_row @ softmax_jacobian(x_row) for x_row, g_row in rows]).reshape(x.shape)


def log_softmax(x: Any) -> Any:
    return log(softmax(x))


def cross_entropy(logits: Any, Y: Any) -> Any:
    return -(Y * log(softmax(logits))).sum() / len(Y)


def cross_entropy_gradient(logits: Any, Y: Any) -> Any:
    by_probabilities = -Y / softmax(logits) / len(Y)
    return softmax_vjp(logits, by_probabilities)


def batch_norm(X: Any, gamma: Any, beta: Any, eps: Any) -> Any:
    N = len(X)
    mean = X.sum(axis=0) / N
    variance = (X**2).sum(axis=0) / N - mean**2
    return gamma * (X - mean) / sqrt(variance + eps) + beta


def batch_norm_backward(dY: Any, X: Any, gamma: Any, eps: Any) -> Any:
    """Path by path: directly, through the mean, through the variance."""
    N = len(X)
    mean = X.sum(axis=0) / N
    deviation = sqrt((X**2).sum(axis=0) / N - mean**2 + eps)
    dxhat = dY * gamma
    dvariance = -(dxhat * (X - mean)).sum(axis=0) / (2 * deviation**3)
    dmean = -dxhat.sum(axis=0) / deviation
    dX = dxhat / deviation + 2 * dvariance * (X - mean) / N + dmean / N
    return dX, (dY * (X - mean)).sum(axis=0) / deviation, dY.sum(axis=0)


def momentum(w: Any, v: Any, g: Any, lr: Any, beta: Any) -> Any:
    v = beta * v + (1 - beta) * g
    return w - lr * v, v


def adam(w: Any, m: Any, v: Any, t: Any, g: Any, lr: Any, beta1: Any, beta2: Any, eps: Any) -> Any:
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    return w - lr * (m / (1 - beta1**t)) / (sqrt(v / (1 - beta2**t)) + eps), m, v


TEXTBOOK: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        softmax,
        softmax_jacobian,
        softmax_vjp,
        log_softmax,
        cross_entropy,
        cross_entropy_gradient,
        batch_norm,
        batch_norm_backward,
        momentum,
        adam,
    )
}

each_formula = pytest.mark.parametrize("name", TEXTBOOK)


@cache
def examples(name: str) -> tuple[Example, ...]:
    return bank(catalogue()[name])


@cache
def usual_sizes(name: str) -> tuple[float, ...]:
    """How large the largest entry of each part usually is."""
    formula = catalogue()[name]
    results = [parts(formula, formula(*example.arguments)) for example in examples(name)]
    return tuple(
        float(np.median([max(np.abs(leaf).max() for leaf in leaves(p)) for p in part]))
        for part in zip(*results, strict=True)
    )


def parts(formula: Formula, returned: Any) -> tuple[Any, ...]:
    return (returned,) if len(formula.parts) == 1 else tuple(returned)


def error_in_units(formula: Formula, example: Example) -> float:
    """The largest error of an entry, in units in the last place of the largest one; where the
    result is nearly 0, a difference of ordinary numbers, in those of a result of usual size."""
    with np.errstate(all="raise", under="ignore"):
        returned = parts(formula, formula(*example.arguments))
    worst = 0.0
    with mpmath.workdps(DIGITS):
        right = parts(formula, TEXTBOOK[formula.name](*map(exact, example.arguments)))
        for true, value, usual in zip(right, returned, usual_sizes(formula.name), strict=True):
            numbers, errors = [], []
            for exactly, found in zip(leaves(true), leaves(value), strict=True):
                assert np.shape(found) == np.shape(exactly)
                entries = np.ravel(np.array(exactly, dtype=object))
                numbers += list(entries)
                errors += [abs(n - float(v)) for n, v in zip(entries, np.ravel(found), strict=True)]
            size = max(usual, *map(abs, numbers))
            worst = max(worst, float(max(errors) / (EPSILON * size)))
    return worst


@each_formula
def test_the_reference_agrees_with_the_textbook(name: str) -> None:
    formula = catalogue()[name]
    worst = max(error_in_units(formula, example) for example in examples(name))
    assert worst < UNITS_WHERE_TERMS_CANCEL.get(name, UNITS)


@pytest.mark.parametrize("name", catalogue())
def test_the_reference_neither_warns_nor_changes_its_inputs(name: str) -> None:
    formula = catalogue()[name]
    for example in examples(name):
        before = [np.array(leaf) for leaf in leaves(example.inputs)]
        with np.errstate(all="raise", under="ignore"):
            returned = formula(*example.arguments)
        for leaf in leaves(returned):
            assert np.all(np.isfinite(leaf))
        for leaf, was in zip(leaves(example.inputs), before, strict=True):
            np.testing.assert_array_equal(leaf, was)
