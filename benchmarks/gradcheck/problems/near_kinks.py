"""Kinks at a distance of 1e-9 to 1e-3 of x: every fixed step either crosses them or drowns."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from ..making import by_hand, make
from ..problem import Problem


def _distances(rng: Generator, n: int, near: int) -> np.ndarray:
    """Distances to a kink: most of size 1, some tiny."""
    d = rng.choice([-1, 1], n) * rng.uniform(0.3, 2, n)
    d[rng.permutation(n)[:near]] *= 10.0 ** rng.uniform(-9, -3, near)
    return d


def relu_layer(rng: Generator) -> Problem:
    n, H = int(rng.integers(4, 9)), int(rng.integers(5, 12))
    W, v, x = rng.normal(size=(H, n)), rng.normal(size=H), rng.normal(size=n)
    b = _distances(rng, H, 2) - W @ x

    def body(np, x, slope=0.0):
        z = W @ x + b
        return np.sum(v * np.maximum(z, slope * z) ** 2 + v * np.maximum(z, slope * z))

    return make(rng, x, body, wrong={"leaky": lambda np, x: body(np, x, 0.01)}, kinked=True)


def relu_one_unit(rng: Generator) -> Problem:
    """One kink at one distance, that every seed draws anew."""
    n = int(rng.integers(3, 9))
    w, x = rng.normal(size=n), rng.normal(size=n)
    b = rng.choice([-1, 1]) * 10.0 ** rng.uniform(-9, -3) - w @ x

    def body(np, x, frequency=1.0):
        return np.maximum(w @ x + b, 0) + np.sum(np.cos(frequency * x))

    wrong = {"sign inside": lambda np, x: np.maximum(-(w @ x + b), 0) + np.sum(np.cos(x))}
    return make(rng, x, body, wrong=wrong, kinked=True)


def abs_residuals(rng: Generator) -> Problem:
    N, n = int(rng.integers(10, 25)), int(rng.integers(3, 8))
    X, w = rng.normal(size=(N, n)), rng.normal(size=n)
    y = X @ w + _distances(rng, N, 3)

    def gradient(w):
        return X.T @ np.sign(X @ w - y) / N

    def body(np, w):
        return np.mean(np.abs(X @ w - y))

    wrong = {"squared": by_hand(lambda w: X.T @ (X @ w - y) / N)}
    return make(rng, w, body, vjp=by_hand(gradient), wrong_vjp=wrong, batch=N, kinked=True)


def max_near_tie(rng: Generator) -> Problem:
    n = int(rng.integers(5, 15))
    x = rng.normal(size=n)
    first, second = rng.permutation(n)[:2]
    x[first] = np.max(x) + 0.5
    x[second] = x[first] - 10.0 ** rng.uniform(-9, -3)

    def body(np, x, weight=1.0):
        return weight * np.max(x) + np.sum(np.exp(-(x**2)))

    return make(
        rng, x, body, wrong={"max counted twice": lambda np, x: body(np, x, 2.0)}, kinked=True
    )


def sorted_weights(rng: Generator) -> Problem:
    """Weights by rank (spectral risk, Gini); some neighbours nearly tie."""
    n = int(rng.integers(6, 20))
    x, w = rng.normal(size=n), np.sort(rng.random(n))
    x[1] = x[0] + 10.0 ** rng.uniform(-9, -3)

    def body(np, x, w=w):
        return np.sum(w * np.sort(x) ** 2)

    def gradient(x, w=w):
        rank = np.argsort(np.argsort(x))
        return 2 * w[rank] * x

    wrong = {"sorted the other way": by_hand(lambda x: gradient(x, w[::-1]))}
    return make(rng, x, body, vjp=by_hand(gradient), wrong_vjp=wrong, kinked=True)


def max_pool_layer(rng: Generator) -> Problem:
    n = 3 * int(rng.integers(2, 6))
    x = rng.normal(size=n)
    x[1] = x[0] + rng.choice([-1, 1]) * 10.0 ** rng.uniform(-9, -3)

    def body(np, x):
        return np.tanh(np.max(np.reshape(x, (-1, 3)), axis=1))

    def mean_pool(np, x):
        return np.tanh(np.mean(np.reshape(x, (-1, 3)), axis=1))

    return make(rng, x, body, wrong={"mean pool": mean_pool}, kinked=True)


def quantile_loss(rng: Generator) -> Problem:
    N, n, tau = int(rng.integers(10, 25)), int(rng.integers(3, 8)), rng.uniform(0.1, 0.4)
    X, w = rng.normal(size=(N, n)), rng.normal(size=n)
    y = X @ w + _distances(rng, N, 2)

    def body(np, w, tau=tau):
        r = y - X @ w
        return np.mean(np.maximum(tau * r, (tau - 1) * r)) + 0.1 * np.sum(w**2)

    wrong = {"tau and 1 - tau exchanged": lambda np, w: body(np, w, 1 - tau)}
    return make(rng, w, body, wrong=wrong, batch=N, kinked=True)


def many_relus(rng: Generator) -> Problem:
    """A wide network: kinks everywhere on the way, at every distance down to 1e-5."""
    n, H = int(rng.integers(10, 30)), 2000
    W, b, v = rng.normal(size=(H, n)), rng.normal(size=H), rng.normal(size=H) / H
    x = rng.normal(size=n)

    def body(np, x, slope=0.0):
        z = W @ x + b
        return v @ np.maximum(z, slope * z) + 0.5 * np.sum(x**2) / n

    wrong = {"leaky": lambda np, x: body(np, x, 0.2)}
    return make(rng, x, body, wrong=wrong, kinked=True)
