"""Saturated non-linearities: tiny derivatives beside large ones, exactly representable or not."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from ..making import make
from ..problem import Problem


def sigmoid_tails(rng: Generator) -> Problem:
    n = int(rng.integers(5, 15))
    x, w = rng.uniform(-30, 30, n), rng.normal(size=n)

    def body(np, x):
        return np.sum(w / (1 + np.exp(-x)))

    def shifted(np, x):
        return np.sum(w / (1 + np.exp(-1.01 * x)))

    return make(rng, x, body, wrong={"slope 1.01": shifted})


def sigmoid_tails_elementwise(rng: Generator) -> Problem:
    """Every output has its own scale, down to 1e-13."""
    n = int(rng.integers(4, 10))
    x = rng.uniform(-30, 5, n)

    def body(np, x):
        return 1 / (1 + np.exp(-x))

    def vjp(x, c, square=1):
        s = 1 / (1 + np.exp(-x))
        return c * s * (1 - s) ** square

    wrong = {"s for s(1-s)": lambda x, c: vjp(x, c, 0)}
    return make(rng, x, body, vjp=vjp, wrong_vjp=wrong)


def softmax_large_logits(rng: Generator) -> Problem:
    n = int(rng.integers(4, 9))
    x = rng.uniform(-50, 50, n)

    def body(np, x):
        e = np.exp(x - np.max(x))
        return e / np.sum(e)

    def vjp(x, c, all_terms=True):
        s = body(np, x)
        return s * (c - np.sum(s * c)) if all_terms else s * (1 - s) * c

    wrong = {"diagonal only": lambda x, c: vjp(x, c, all_terms=False)}
    return make(rng, x, body, vjp=vjp, wrong_vjp=wrong)


def softmax_moderate_logits(rng: Generator) -> Problem:
    n = int(rng.integers(4, 9))
    x, y = rng.uniform(-12, 12, n), int(rng.integers(0, n))

    def body(np, x):
        e = np.exp(x - np.max(x))
        return -np.log(e[y] / np.sum(e))

    def detached(np, x):
        return -(x[y] - np.max(x)) + np.log(np.sum(np.exp(0.999 * (x - np.max(x)))))

    return make(rng, x, body, wrong={"temperature 0.999": detached})


def tanh_tails(rng: Generator) -> Problem:
    n = int(rng.integers(5, 15))
    x, w = rng.uniform(-12, 12, n), rng.normal(size=n)

    def body(np, x):
        return w * np.tanh(x)

    def vjp(x, c, power=2):
        return c * w * (1 - np.abs(np.tanh(x)) ** power)

    def stable(x, c):
        return c * w / np.cosh(x) ** 2

    return make(rng, x, body, vjp=stable, wrong_vjp={"1 - |y|": lambda x, c: vjp(x, c, 1)})


def cross_entropy_saturated(rng: Generator) -> Problem:
    """Binary cross-entropy of logits up to ±25, most classified well: gradients down to 1e-11."""
    N, n = int(rng.integers(6, 15)), int(rng.integers(3, 6))
    X, w = rng.normal(size=(N, n)), 10 * rng.normal(size=n)
    y = ((X @ w > 0) ^ (rng.random(N) < 0.1)).astype(float)

    def body(np, w):
        z = X @ w
        return np.mean(np.logaddexp(0, z) - y * z)

    def labels_smoothed(np, w):
        z = X @ w
        return np.mean(np.logaddexp(0, z) - (0.98 * y + 0.01) * z)

    return make(rng, w, body, wrong={"labels smoothed": labels_smoothed}, batch=N)


def cross_entropy_logits(rng: Generator) -> Problem:
    """The same by the logits themselves: each coordinate alone has its scale."""
    n = int(rng.integers(5, 12))
    z, y = rng.uniform(-20, 20, n), rng.integers(0, 2, n).astype(float)

    def body(np, z):
        return np.sum(np.logaddexp(0, z) - y * z)

    def naive(np, z):
        return np.sum(np.logaddexp(0, z) - y * np.tanh(z / 40) * 40)

    return make(rng, z, body, wrong={"linear term bent": naive})


def log_softmax_wide(rng: Generator) -> Problem:
    N, K = int(rng.integers(2, 5)), int(rng.integers(3, 7))
    x = rng.normal(scale=15, size=(N, K))

    def body(np, x, axis=1):
        m = np.max(x, axis=axis, keepdims=True)
        return x - m - np.log(np.sum(np.exp(x - m), axis=axis, keepdims=True))

    return make(rng, x, body, wrong={"over the batch": lambda np, x: body(np, x, 0)})
