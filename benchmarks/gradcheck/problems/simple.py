"""Functions too simple to be safe: linear, constant, one coordinate, none of some coordinates."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from ..making import by_hand, make
from ..problem import Problem


def linear(rng: Generator) -> Problem:
    n = int(rng.integers(2, 30))
    x, w = rng.normal(size=n), rng.normal(size=n)
    wrong = {"weights sorted": by_hand(lambda _: np.sort(w))}
    vjp = by_hand(lambda _: w)
    return make(rng, x, lambda np, x: np.sum(w * x) + 3, vjp=vjp, wrong_vjp=wrong)


def linear_map(rng: Generator) -> Problem:
    n = int(rng.integers(3, 8))
    x, A = rng.normal(size=n), rng.normal(size=(n, n))
    wrong = {"A for its transpose": lambda _, c: A @ c}
    return make(
        rng,
        x,
        lambda np, x: np.dot(A, x),
        vjp=lambda _, c: A.T @ c,
        wrong_vjp=wrong,
        form="jacobian",
    )


def quadratic(rng: Generator) -> Problem:
    n = int(rng.integers(2, 20))
    x, B, b = rng.normal(size=n), rng.normal(size=(n, n)), rng.normal(size=n)

    def gradient(x, A=B + B.T, half=1.0):
        return half * A @ x - b

    wrong = {
        "A taken for symmetric": by_hand(lambda x: gradient(x, 2 * B)),
        "linear term's sign": by_hand(lambda x: (B + B.T) @ x + b),
    }
    vjp = by_hand(gradient)
    return make(
        rng, x, lambda np, x: np.sum(x * (B @ x)) - b @ x, vjp=vjp, wrong_vjp=wrong, form="array"
    )


def constant(rng: Generator) -> Problem:
    """The gradient is exactly 0; a wrong one is not."""
    n, value = int(rng.integers(1, 20)), rng.normal()
    x = rng.normal(size=n)
    wrong = {
        "ones": by_hand(np.ones_like),
        "x": by_hand(lambda x: x),
        "a thousandth": by_hand(lambda x: 1e-3 * np.ones_like(x)),
    }
    vjp = by_hand(np.zeros_like)
    return make(rng, x, lambda np, x: value + 0 * np.sum(x), vjp=vjp, wrong_vjp=wrong)


def independent_of_some(rng: Generator) -> Problem:
    """Masked coordinates: half of the gradient is exactly 0."""
    n = int(rng.integers(6, 40))
    x, mask = rng.normal(size=n), rng.random(n) < 0.5
    mask[:2] = True, False

    def body(np, x, mask=mask):
        return np.sum(np.sin(x * mask) ** 2 + x * mask)

    wrong = {"mask forgotten": lambda np, x: body(np, x, 1.0)}
    return make(rng, x, body, wrong=wrong, form="array")


def embedding(rng: Generator) -> Problem:
    """Rows looked up more than once: their gradients add up."""
    V, d, T = int(rng.integers(5, 9)), int(rng.integers(2, 4)), int(rng.integers(6, 10))
    E, ids, target = rng.normal(size=(V, d)), rng.integers(0, V, T), rng.normal(size=(T, d))

    def gradient(E, add=True):
        g, rows = np.zeros_like(E), E[ids] - target
        if add:
            np.add.at(g, ids, rows)
        else:
            g[ids] += rows
        return g

    def body(np, E):
        return 0.5 * np.sum((E[ids] - target) ** 2)

    wrong = {"the last occurrence only": by_hand(lambda E: gradient(E, add=False))}
    return make(rng, E, body, vjp=by_hand(gradient), wrong_vjp=wrong, batch=T)


def one_coordinate(rng: Generator) -> Problem:
    x = rng.normal(size=1)

    def body(np, x, power=3):
        return np.sum(np.exp(x) * np.abs(x) ** power)

    return make(rng, x, body, wrong={"power 3.1": lambda np, x: body(np, x, 3.1)})


def zero_dimensional(rng: Generator) -> Problem:
    x = np.array(rng.normal())

    def body(np, x, k=2.0):
        return np.sin(k * x) / (1 + x**2)

    return make(rng, x, body, wrong={"k 2.01": lambda np, x: body(np, x, 2.01)})


def curve(rng: Generator) -> Problem:
    """One number in, an array out."""
    x = np.array(rng.uniform(0.5, 3))
    t = np.linspace(0, 1, int(rng.integers(3, 9)))

    def body(np, x, power=1.0):
        return np.exp(-x * t) * np.cos(3 * x**power * t)

    return make(rng, x, body, wrong={"power 1.05": lambda np, x: body(np, x, 1.05)})


def some_zeros(rng: Generator) -> Problem:
    n = int(rng.integers(4, 20))
    x = rng.normal(size=n)
    x[rng.permutation(n)[: n // 2]] = 0

    def body(np, x, a=1.0):
        return np.sum(np.exp(a * x) * np.cos(np.roll(x, 1)))

    return make(rng, x, body, wrong={"exponent 1.1": lambda np, x: body(np, x, 1.1)})


def origin(rng: Generator) -> Problem:
    """x is all zeros: it has no size of its own."""
    n = int(rng.integers(2, 15))
    A, scale = rng.normal(size=(n, n)), 10.0 ** rng.uniform(-3, 3)

    def body(np, x, shift=0.5):
        return np.sum(np.tanh(scale * (A @ x) + shift) ** 2)

    return make(rng, np.zeros(n), body, wrong={"shift 0.6": lambda np, x: body(np, x, 0.6)})


def rosenbrock(rng: Generator) -> Problem:
    n = int(rng.integers(2, 40))
    x = rng.normal(size=n)

    def body(np, x, steep=100.0):
        return np.sum(steep * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)

    def ends_forgotten(x):
        g = np.zeros(n)
        g[1:] = 200 * (x[1:] - x[:-1] ** 2)
        g[:-1] += -400 * x[:-1] * (x[1:] - x[:-1] ** 2)
        return g

    wrong = {"second term dropped": by_hand(ends_forgotten)}
    return make(rng, x, body, wrong_vjp=wrong)


def minimum(rng: Generator) -> Problem:
    """At a minimum the gradient is rounding alone."""
    n = int(rng.integers(2, 12))
    x, B = rng.normal(size=n), rng.normal(size=(2 * n, n))
    y = B @ x

    def body(np, x, power=2):
        return 1 + np.sum(np.abs(B @ x - y) ** power)

    wrong = {"ones": by_hand(lambda x: 1e-2 * np.ones_like(x)), "x": by_hand(lambda x: x)}
    return make(rng, x, body, vjp=by_hand(lambda x: 2 * B.T @ (B @ x - y)), wrong_vjp=wrong)


def by_columns(rng: Generator) -> Problem:
    """x in Fortran's order and read-only."""
    n, m = int(rng.integers(3, 7)), int(rng.integers(2, 5))
    x, A = np.asfortranarray(rng.normal(size=(n, m))), rng.normal(size=(n, m))
    x.flags.writeable = False

    def body(np, x, A=A):
        return np.sum(np.sin(A * x) * np.cumsum(x, axis=0))

    wrong = {"weights by rows": lambda np, x: body(np, x, np.reshape(A.T, A.shape))}
    return make(rng, x, body, wrong=wrong)
