"""A small signal on a huge offset: of f, or of the data."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from ..making import detach, make
from ..problem import Problem


def constant_added(rng: Generator) -> Problem:
    n = int(rng.integers(4, 15))
    x, offset = rng.normal(size=n), rng.choice([-1, 1]) * 1e8

    def body(np, x, power=2):
        return offset + np.sum(np.cos(x) * x**power)

    return make(rng, x, body, wrong={"cubed": lambda np, x: body(np, x, 3)})


def constant_added_to_outputs(rng: Generator) -> Problem:
    n = int(rng.integers(3, 8))
    x, A, offset = rng.normal(size=n), rng.normal(size=(4, n)), 10.0 ** rng.uniform(4, 8, 4)

    def body(np, x, A=A):
        return np.sin(A @ x) + offset

    return make(
        rng, x, body, wrong={"phase off by 0.07": lambda np, x: np.cos(A @ x - 1.5) + offset}
    )


def variance_of_offset_data(rng: Generator) -> Problem:
    n = int(rng.integers(6, 20))
    x = rng.normal(1e6, 1, n)

    def body(np, x, fixed=False):
        mean = np.mean(x)
        return np.sum(np.abs(x - (detach(mean) if fixed else mean)) ** 3) / n

    return make(
        rng, x, body, wrong={"mean detached": lambda np, x: body(np, x, fixed=True)}, batch=n
    )


def standardize_offset_data(rng: Generator) -> Problem:
    N, D = int(rng.integers(5, 12)), int(rng.integers(2, 4))
    X = rng.normal(rng.uniform(1e5, 1e6, D), rng.uniform(0.5, 3, D), (N, D))

    def body(np, X, fixed=False, ddof=0):
        centred = X - np.mean(X, axis=0)
        std = np.sqrt(np.sum(centred**2, axis=0) / (N - ddof))
        return centred / (detach(std) if fixed else std)

    wrong = {
        "deviation detached": lambda np, X: body(np, X, fixed=True),
        "ddof=1": lambda np, X: body(np, X, ddof=1),
    }
    return make(rng, X, body, wrong=wrong, batch=N)


def regression_on_years(rng: Generator) -> Problem:
    """A column of years and one of 1e6: residuals are small differences of large numbers."""
    N = int(rng.integers(10, 30))
    year, money = rng.integers(1950, 2030, N), rng.normal(1e6, 1e5, N)
    X = np.stack([year, money, np.ones(N)], axis=1).astype(float)
    w = np.array([0.5, 1e-3, -900.0]) * rng.uniform(0.9, 1.1, 3)
    y = X @ (w * (1 + 1e-3 * rng.normal(size=3))) + rng.normal(size=N)

    def body(np, w):
        return np.mean((X @ w - y) ** 2)

    def intercept_fixed(np, w):
        return np.mean((X[:, :2] @ w[:2] + detach(w[2]) - y) ** 2)

    return make(rng, w, body, wrong={"intercept forgotten": intercept_fixed}, batch=N)


def far_minimum(rng: Generator) -> Problem:
    """Quadratic around 1e4: x is nearly the minimum, f nearly its floor."""
    n = int(rng.integers(3, 12))
    centre = rng.normal(1e4, 1e3, n)
    x, floor = centre + 1e-2 * rng.normal(size=n), 10.0 ** rng.uniform(-3, 3)

    def body(np, x, curve=1.0):
        return floor + np.sum(curve * (x - centre) ** 2 + 0.1 * (x - centre) ** 4)

    return make(rng, x, body, wrong={"curvature 1.05": lambda np, x: body(np, x, 1.05)})
