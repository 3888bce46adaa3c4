"""float32 somewhere inside: f moves in steps of 6e-8 of what is cast."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from ..making import make
from ..problem import Problem


def _network(np, x, X, T, slope=1.0):
    W = np.reshape(x, (X.shape[1], T.shape[1]))
    return np.mean((np.tanh(slope * (X @ W)) - T) ** 2)


def _task(rng: Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    N, D, K = int(rng.integers(6, 15)), int(rng.integers(2, 6)), int(rng.integers(2, 4))
    return rng.normal(size=D * K), rng.normal(size=(N, D)), rng.normal(size=(N, K))


def everything(rng: Generator) -> Problem:
    """The input is cast, the output is float32."""
    x, X, T = _task(rng)

    def body(np, x, slope=1.0):
        return _network(np, x, X, T, slope)

    def f(x):
        single = np.float32
        return _network(np, x.astype(single), X.astype(single), T.astype(single))

    return make(rng, x, body, f=f, wrong={"slope 1.05": lambda np, x: body(np, x, 1.05)})


def output_only(rng: Generator) -> Problem:
    x, X, T = _task(rng)

    def body(np, x, slope=1.0):
        return _network(np, x, X, T, slope)

    def f(x):
        return np.float32(body(np, x))

    return make(rng, x, body, f=f, wrong={"slope 0.9": lambda np, x: body(np, x, 0.9)})


def weights_cast(rng: Generator) -> Problem:
    """float32 weights meet float64 data; the output is float64 and moves in steps."""
    x, X, T = _task(rng)

    def body(np, x, slope=1.0):
        return _network(np, x, X, T, slope)

    def f(x):
        return _network(np, x.astype(np.float32).astype(float), X, T)

    return make(rng, x, body, f=f, wrong={"slope 1.1": lambda np, x: body(np, x, 1.1)})


def hidden_layer(rng: Generator) -> Problem:
    """Activations stored in float32, as to save memory; what is returned is an array."""
    n, m = int(rng.integers(3, 7)), int(rng.integers(3, 7))
    x, A, B = rng.normal(size=n), rng.normal(size=(8, n)), rng.normal(size=(m, 8))

    def body(np, x, B=B):
        return B @ np.tanh(A @ x)

    def f(x):
        return B @ np.tanh(A @ x).astype(np.float32).astype(float)

    return make(
        rng,
        x,
        body,
        f=f,
        wrong={"last unit dropped": lambda np, x: body(np, x, B * (np.arange(8) < 7))},
    )


def accumulated(rng: Generator) -> Problem:
    """A loop adds terms up in a float32 total."""
    n = int(rng.integers(10, 30))
    x, w = rng.normal(size=n), rng.uniform(0.5, 2, n)

    def body(np, x, power=2):
        return np.sum(w * np.cos(x) + np.abs(x) ** power)

    def f(x):
        total = np.float32(0)
        for term in w * np.cos(x) + x**2:
            total += np.float32(term)
        return float(total)

    return make(rng, x, body, f=f, wrong={"power 2.2": lambda np, x: body(np, x, 2.2)})


def log_likelihood(rng: Generator) -> Problem:
    """Class scores in float32, loss and gradient in float64, as in a mixed pipeline."""
    N, D, K = int(rng.integers(5, 12)), 3, 4
    X, W, y = rng.normal(size=(N, D)), rng.normal(size=(D, K)), rng.integers(0, K, N)

    def body(np, W, temperature=1.0):
        s = temperature * (X @ W)
        return np.mean(np.log(np.sum(np.exp(s), axis=1)) - s[np.arange(N), y])

    def f(W):
        s = (X.astype(np.float32) @ W.astype(np.float32)).astype(float)
        return np.mean(np.log(np.sum(np.exp(s), axis=1)) - s[np.arange(N), y])

    wrong = {"temperature 1.1": lambda np, W: body(np, W, 1.1)}
    return make(rng, W, body, f=f, wrong=wrong, batch=N)
