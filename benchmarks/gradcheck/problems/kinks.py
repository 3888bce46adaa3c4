"""Kinks exactly at x: the gradient is one of several, and callable, so that one may step aside."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from ..making import by_hand, make
from ..problem import Problem


def relu_at_zero(rng: Generator) -> Problem:
    """Some units are exactly 0; the claim says 0, 1/2 or 1 there."""
    n = int(rng.integers(6, 20))
    x, w, at_zero = rng.normal(size=n), rng.normal(size=n), rng.choice([0.0, 0.5, 1.0])
    x[rng.permutation(n)[: n // 3]] = 0

    def body(np, x, leak=0.0):
        return np.sum(w * np.maximum(x, leak * x)) + 0.1 * np.sum(x**2)

    def gradient(x, scale=0.2):
        return w * np.where(x == 0, at_zero, x > 0) + scale * x

    wrong = {"dropped term": by_hand(lambda x: gradient(x, 0.0))}
    return make(
        rng, x, body, vjp=by_hand(gradient), wrong_vjp=wrong, kinked=True, notes="kink at x"
    )


def zero_bias_dead_input(rng: Generator) -> Problem:
    """A sample of zeros meets biases of 0: a whole row of a ReLU layer sits on its kink."""
    N, D, H = int(rng.integers(4, 9)), 4, int(rng.integers(3, 6))
    X, v = rng.normal(size=(N, D)), rng.normal(size=H)
    X[0] = 0
    x = {"W": rng.normal(size=(D, H)), "b": np.zeros(H)}

    def body(np, x, slope=0.0):
        z = X @ x["W"] + x["b"]
        return np.mean((np.maximum(z, slope * z) @ v - 1) ** 2)

    wrong = {"leaky derivative": lambda np, x: body(np, x, 0.05)}
    return make(rng, x, body, wrong=wrong, batch=N, kinked=True)


def l1_with_zeros(rng: Generator) -> Problem:
    n = int(rng.integers(8, 30))
    X, y, w = rng.normal(size=(2 * n, n)), rng.normal(size=2 * n), rng.normal(size=n)
    w[rng.random(n) < 0.4] = 0

    def body(np, w, reg=0.1):
        return np.mean((X @ w - y) ** 2) + reg * np.sum(np.abs(w))

    wrong = {"missing regulariser": lambda np, w: body(np, w, 0.0)}
    return make(rng, w, body, wrong=wrong, batch=2 * n, kinked=True)


def max_tie(rng: Generator) -> Problem:
    n = int(rng.integers(5, 15))
    x = rng.normal(size=n)
    x[rng.permutation(n)[:2]] = np.max(x) + 0.5

    def body(np, x):
        return np.max(x) ** 2 + np.sum(np.sin(x))

    def gradient(x, share=1.0):
        g = np.cos(x)
        g[np.argmax(x)] += share * 2 * np.max(x)
        return g

    wrong = {"max without its 2": by_hand(lambda x: gradient(x, 0.5))}
    return make(rng, x, body, vjp=by_hand(gradient), wrong_vjp=wrong, kinked=True)


def clip_at_limit(rng: Generator) -> Problem:
    n = int(rng.integers(6, 20))
    x, w = rng.normal(size=n), rng.normal(size=n)
    x[: n // 3] = rng.choice([-1.0, 1.0], n // 3)

    def body(np, x):
        return np.sum(w * np.minimum(np.maximum(x, -1.0), 1.0) ** 3) + np.sum(w * x)

    def through(np, x):
        return np.sum(w * np.where(np.abs(x) <= 1, x**3, 3 * x)) + np.sum(w * x)

    return make(rng, x, body, wrong={"straight through": through}, kinked=True)


def hinge_on_margin(rng: Generator) -> Problem:
    """Two samples sit exactly on the margin."""
    n, N = int(rng.integers(4, 8)), 12
    X = rng.integers(-3, 4, (N, n)).astype(float)
    w = rng.integers(-2, 3, n).astype(float)
    w[0], X[:2, 0] = 1.0, 0.0
    X[:2, 0] = 1.0 - X[:2] @ w
    sign = np.where(np.arange(N) < 2, 1, rng.choice([-1, 1], N))

    def body(np, w, margin=1.0):
        return np.sum(np.maximum(0, margin - sign * (X @ w))) / N + 0.05 * np.sum(w**2)

    wrong = {"margin 0 in the gradient": lambda np, w: body(np, w, 0.0)}
    return make(rng, w, body, wrong=wrong, batch=N, kinked=True)


def max_pool_of_equal_cells(rng: Generator) -> Problem:
    """An image of few grey levels: ties in most windows; the first one takes the gradient."""
    n = 2 * int(rng.integers(2, 5))
    x = rng.integers(0, 4, (n, n)).astype(float)
    c = rng.normal(size=(n // 2, n // 2))

    def windows(x):
        return x.reshape(n // 2, 2, n // 2, 2).transpose(0, 2, 1, 3).reshape(-1, 4)

    def body(np, x):
        return np.sum(c * np.max(np.max(np.reshape(x, (n // 2, 2, n // 2, 2)), 3), 1) ** 2)

    def gradient(x, argbest=np.argmax):
        w, cells = windows(x), np.zeros((n * n // 4, 4))
        rows, best = np.arange(len(w)), argbest(w, axis=1)
        cells[rows, best] = 2 * c.ravel() * w[rows, best]
        return cells.reshape(n // 2, n // 2, 2, 2).transpose(0, 2, 1, 3).reshape(n, n)

    wrong = {"min for max": by_hand(lambda x: gradient(x, np.argmin))}
    return make(rng, x, body, vjp=by_hand(gradient), wrong_vjp=wrong, kinked=True)


def norm_at_zero_row(rng: Generator) -> Problem:
    """Group lasso: a row of zeros has no gradient; 0 is claimed."""
    g, d = int(rng.integers(3, 7)), int(rng.integers(2, 5))
    x = rng.normal(size=(g, d))
    x[rng.integers(g)] = 0

    def body(np, x):
        return np.sum(np.sqrt(np.sum(x**2, axis=1))) + np.sum(np.cos(x))

    def gradient(x, share=1.0):
        norm = np.sqrt(np.sum(x**2, axis=1, keepdims=True))
        return x / np.where(norm == 0, 1.0, norm) - share * np.sin(x)

    wrong = {"dropped term": by_hand(lambda x: gradient(x, 0.0))}
    return make(rng, x, body, vjp=by_hand(gradient), wrong_vjp=wrong, kinked=True)
