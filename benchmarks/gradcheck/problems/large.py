"""Up to a million coordinates, each evaluation cheap."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from ..making import by_hand, make
from ..problem import Problem


def _separable(rng: Generator, n: int) -> Problem:
    x, w = rng.normal(size=n), rng.uniform(0.5, 2, n)

    def body(np, x):
        return np.sum(w * np.cos(x)) / n + np.sum(x[1:] * x[:-1]) / n

    def gradient(x, neighbours=True):
        g = -w * np.sin(x)
        g[1:] += x[:-1]
        if neighbours:
            g[:-1] += x[1:]
        return g / n

    wrong = {"one neighbour forgotten": by_hand(lambda x: gradient(x, neighbours=False))}
    return make(rng, x, body, vjp=by_hand(gradient), wrong_vjp=wrong, batch=n)


def thousand(rng: Generator) -> Problem:
    return _separable(rng, 1_000)


def hundred_thousand(rng: Generator) -> Problem:
    return _separable(rng, 100_000)


def million(rng: Generator) -> Problem:
    return _separable(rng, 1_000_000)


def logistic_wide(rng: Generator) -> Problem:
    """More weights than samples."""
    N, D = 20, int(rng.integers(5_000, 20_000))
    X, y, w = rng.normal(size=(N, D)), rng.integers(0, 2, N), rng.normal(size=D) / D**0.5

    def body(np, w):
        z = X @ w
        return np.mean(np.logaddexp(0, z) - y * z) + 0.5e-3 * np.sum(w**2)

    def gradient(w, reg=1e-3):
        return X.T @ (1 / (1 + np.exp(-X @ w)) - y) / N + reg * w

    wrong = {"missing regulariser": by_hand(lambda w: gradient(w, 0.0))}
    return make(rng, w, body, vjp=by_hand(gradient), wrong_vjp=wrong, batch=N)


def relu_network(rng: Generator) -> Problem:
    """13 000 weights, ReLU, a mini-batch."""
    N, D, H, K = 16, 60, 180, 10
    X, Y = rng.normal(size=(N, D)), np.eye(K)[rng.integers(0, K, N)]
    x = {
        "W1": rng.normal(scale=D**-0.5, size=(D, H)),
        "b1": rng.normal(scale=0.1, size=H),
        "W2": rng.normal(scale=H**-0.5, size=(H, K)),
        "b2": rng.normal(scale=0.1, size=K),
    }

    def body(np, x):
        s = np.maximum(X @ x["W1"] + x["b1"], 0) @ x["W2"] + x["b2"]
        return np.mean(np.log(np.sum(np.exp(s), axis=1)) - np.sum(Y * s, axis=1))

    def gradient(x, gate=True, share=N):
        z = X @ x["W1"] + x["b1"]
        a = np.maximum(z, 0)
        e = np.exp(a @ x["W2"] + x["b2"])
        d = (e / e.sum(axis=1, keepdims=True) - Y) / share
        back = d @ x["W2"].T * ((z > 0) if gate else 1)
        return {"W1": X.T @ back, "b1": back.sum(0), "W2": a.T @ d, "b2": d.sum(0)}

    wrong = {"ReLU's gate forgotten": by_hand(lambda x: gradient(x, gate=False))}
    return make(rng, x, body, vjp=by_hand(gradient), wrong_vjp=wrong, batch=N, kinked=True)


def image_smoothness(rng: Generator) -> Problem:
    """Total variation, smoothed, of an image of 300 by 200."""
    x = rng.random((300, 200))

    def body(np, x, eps=1e-2):
        right, down = x[:-1, 1:] - x[:-1, :-1], x[1:, :-1] - x[:-1, :-1]
        return np.sum(np.sqrt(right**2 + down**2 + eps))

    wrong = {"eps 0.02": lambda np, x: body(np, x, 2e-2)}
    return make(rng, x, body, wrong=wrong)


def elementwise_outputs(rng: Generator) -> Problem:
    """As many outputs as inputs."""
    n = 20_000
    x, w = rng.normal(size=n), rng.normal(size=n)

    def vjp(x, c, power=2):
        return c * w * (1 - np.tanh(x) ** power)

    def body(np, x):
        return w * np.tanh(x)

    wrong = {"cube for square": lambda x, c: vjp(x, c, 3)}
    return make(rng, x, body, vjp=vjp, wrong_vjp=wrong)


def sparse_gradient(rng: Generator) -> Problem:
    """Twenty of 50 000 coordinates matter."""
    n = 50_000
    x, some = rng.normal(size=n), rng.permutation(n)[:20]

    def gradient(x, all_but=0):
        g, kept = np.zeros(n), some[all_but:]
        g[kept] = np.exp(0.5 * x[kept]) * 0.5
        return g

    def body(np, x):
        return np.sum(np.exp(0.5 * x[some]))

    wrong = {"one left out": by_hand(lambda x: gradient(x, 1))}
    return make(rng, x, body, vjp=by_hand(gradient), wrong_vjp=wrong)
