"""Functions of which an honest checker says that it cannot tell; counted apart."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.random import Generator

from ..making import make
from ..problem import Problem


def new_noise_each_call(rng: Generator) -> Problem:
    """Dropout with a mask of its own in every call."""
    n, draws = int(rng.integers(5, 15)), np.random.default_rng(rng.integers(1 << 30))
    x, w = rng.normal(size=n), rng.normal(size=n)

    def body(np, x):
        return np.sum(w * np.tanh(x))

    def f(x):
        return body(np, x * (draws.random(n) < 0.8) / 0.8)

    return make(rng, x, body, f=f, verdict="unsure")


def gradient_noise_each_call(rng: Generator) -> Problem:
    """A mini-batch drawn anew."""
    N, n, draws = 40, int(rng.integers(3, 8)), np.random.default_rng(rng.integers(1 << 30))
    X, y, w = rng.normal(size=(N, n)), rng.normal(size=N), rng.normal(size=n)

    def body(np, w):
        return np.mean((X @ w - y) ** 2)

    def f(w):
        some = draws.integers(0, N, 10)
        return np.mean((X[some] @ w - y[some]) ** 2)

    return make(rng, w, body, f=f, verdict="unsure")


def drifting(rng: Generator) -> Problem:
    """A state that moves with every call, as running statistics do."""
    n, calls = int(rng.integers(3, 8)), itertools.count()
    x = rng.normal(size=n)

    def body(np, x):
        return np.sum(x**2)

    def f(x):
        return body(np, x) * (1 + 1e-3 * next(calls))

    return make(rng, x, body, f=f, verdict="unsure")


def kink_with_an_array(rng: Generator) -> Problem:
    """ReLU at 0 and a gradient that cannot be asked elsewhere."""
    n = int(rng.integers(4, 12))
    x, w = rng.normal(size=n), rng.normal(size=n)
    x[: n // 2] = 0

    def body(np, x):
        return np.sum(w * np.maximum(x, 0)) + np.sum(np.sin(x))

    def vjp(x, c):
        return c * (w * (x > 0) + np.cos(x))

    return make(rng, x, body, vjp=vjp, verdict="unsure", form="array", kinked=True)


def tie_with_an_array(rng: Generator) -> Problem:
    n = int(rng.integers(4, 12))
    x = rng.normal(size=n)
    x[0] = x[1] = np.max(x) + 1

    def body(np, x):
        return np.max(x) ** 2

    def vjp(x, c):
        return c * 2 * np.max(x) * (np.arange(n) == np.argmax(x))

    return make(rng, x, body, vjp=vjp, verdict="unsure", form="array", kinked=True)


def not_a_number_at_x(rng: Generator) -> Problem:
    n = int(rng.integers(3, 8))
    x = rng.uniform(0.5, 2, n)
    x[rng.integers(n)] *= -1

    def body(np, x):
        return np.sum(np.log(x))

    def vjp(x, c):
        return c / x

    return make(rng, x, body, vjp=vjp, verdict="unsure", exact=False)


def infinite_at_x(rng: Generator) -> Problem:
    n = int(rng.integers(3, 8))
    x = rng.normal(scale=1e3, size=n)
    x[0] = 800.0

    def body(np, x):
        return np.sum(np.exp(x))

    def vjp(x, c):
        return c * np.exp(np.minimum(x, 709.0))

    return make(rng, x, body, vjp=vjp, verdict="unsure", exact=False)


def all_rounding(rng: Generator) -> Problem:
    """A signal of 1e-9 on an offset of 1e12: f does not move at all, or by its rounding."""
    n = int(rng.integers(3, 8))
    x = rng.normal(size=n)

    def body(np, x):
        return 1e12 + 1e-9 * np.sum(np.sin(x))

    return make(rng, x, body, verdict="unsure")
