"""Feed-forward networks of two to four layers: one flat vector, or a dict of parameters."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import erf

import numpy as np
from numpy.random import Generator

from ..making import detach, make
from ..problem import Problem, flat


def _parameters(rng: Generator, widths: list[int]) -> dict[str, np.ndarray]:
    x = {}
    for l, (a, b) in enumerate(pairwise(widths), 1):
        x[f"W{l}"] = rng.normal(scale=a**-0.5, size=(a, b))
        x[f"b{l}"] = rng.normal(scale=0.1, size=b)
    return x


def _loss(np, x, X, Y, activation: Callable, reg=0.0):
    depth = len(x) // 2
    a = X
    for l in range(1, depth + 1):
        z = a @ x[f"W{l}"] + x[f"b{l}"]
        a = activation(np, z) if l < depth else z
    m = np.max(a, axis=1, keepdims=True)
    nll = np.log(np.sum(np.exp(a - m), axis=1)) + m[:, 0] - np.sum(Y * a, axis=1)
    penalty = sum(np.sum(x[f"W{l}"] ** 2) for l in range(1, depth + 1))
    return np.mean(nll) + 0.5 * reg * penalty


def _task(rng: Generator, depth: int):
    widths = [int(w) for w in rng.integers(3, 8, depth + 1)]
    N = int(rng.integers(6, 20))
    X, Y = rng.normal(size=(N, widths[0])), np.eye(widths[-1])[rng.integers(0, widths[-1], N)]
    return _parameters(rng, widths), X, Y


def _tanh(np, z):
    return np.tanh(z)


def _relu(np, z):
    return np.maximum(z, 0)


def _gelu(np, z):
    return 0.5 * z * (1 + np.tanh(0.7978845608028654 * (z + 0.044715 * z**3)))


def _first(d, axis):
    return np.take(d, 0, axis)


def _swish(np, z):
    return z / (1 + np.exp(-z))


def _network(rng: Generator, depth: int, activation, others: dict[str, Callable]) -> Problem:
    x, X, Y = _task(rng, depth)
    reg = 10.0 ** rng.uniform(-4, -1)

    def body(np, x, activation=activation, reg=reg):
        return _loss(np, x, X, Y, activation, reg)

    wrong = {name: lambda np, x, a=a: body(np, x, a) for name, a in others.items()}
    wrong["missing regulariser"] = lambda np, x: body(np, x, reg=0.0)
    return make(rng, x, body, wrong=wrong, batch=len(X))


def tanh_two_layers(rng: Generator) -> Problem:
    return _network(rng, 2, _tanh, {"derivative 1 - y": lambda np, z: z - np.log(np.cosh(z))})


def relu_three_layers(rng: Generator) -> Problem:
    return _network(rng, 3, _relu, {"leaky derivative": lambda np, z: np.maximum(z, 0.01 * z)})


def gelu_four_layers(rng: Generator) -> Problem:
    rough = {"swish's derivative": lambda np, z: _swish(np, 1.702 * z) / 1.702}
    return _network(rng, 4, _gelu, rough)


def swish_flat_vector(rng: Generator) -> Problem:
    """The parameters as one vector with named slices."""
    params, X, Y = _task(rng, 2)
    vector, ends = flat(params), np.cumsum([leaf.size for leaf in params.values()])
    blocks = {
        name: slice(int(end) - leaf.size, int(end))
        for (name, leaf), end in zip(params.items(), ends, strict=True)
    }

    def unpack(np, v):
        return {name: np.reshape(v[blocks[name]], leaf.shape) for name, leaf in params.items()}

    def body(np, v, unpack=unpack):
        return _loss(np, unpack(np, v), X, Y, _swish, 1e-2)

    def order_of_columns(np, v):
        swapped = unpack(np, v)
        swapped["W1"] = np.reshape(v[blocks["W1"]], params["W1"].shape[::-1]).T
        return _loss(np, swapped, X, Y, _swish, 1e-2)

    wrong = {"W1 read by columns": order_of_columns}
    return make(rng, vector, body, wrong=wrong, batch=len(X), blocks=blocks)


def exact_gelu_by_hand(rng: Generator) -> Problem:
    """erf is not numpy's: the gradient is code of its own, f goes coordinate by coordinate."""
    X, w, y = rng.normal(size=(9, 5)), rng.normal(size=5), rng.normal(size=9)
    normal = np.vectorize(lambda z: 0.5 * (1 + erf(z / 2**0.5)))

    def f(w):
        z = X @ w
        return np.mean((z * normal(z) - y) ** 2)

    def vjp(w, c, product=True):
        z = X @ w
        slope = normal(z) + (z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi) if product else 0)
        return c * 2 * X.T @ ((z * normal(z) - y) * slope) / 9

    def body(np, w):  # noqa: ARG001
        return f(w)

    wrong = {"product rule forgotten": lambda w, c: vjp(w, c, product=False)}
    return make(rng, w, body, vjp=vjp, wrong_vjp=wrong, batch=9, exact=False)


def residual_network(rng: Generator) -> Problem:
    n, L = int(rng.integers(3, 7)), int(rng.integers(3, 8))
    Ws, x = rng.normal(scale=n**-0.5, size=(L, n, n)), rng.normal(size=n)

    def body(np, x, skip=True):
        for W in Ws:
            x = (x if skip else detach(x)) + np.tanh(W @ x)
        return np.sum(x**2)

    return make(
        rng, x, body, wrong={"skip connection dropped": lambda np, x: body(np, x, skip=False)}
    )


def bias_not_summed(rng: Generator) -> Problem:
    """Broadcast bias: its gradient is a sum over the batch."""
    N, D, K = int(rng.integers(4, 12)), 4, int(rng.integers(2, 5))
    X, T, W = rng.normal(size=(N, D)), rng.normal(size=(N, K)), rng.normal(size=(D, K))
    b = rng.normal(size=K)

    def body(np, b):
        return 0.5 * np.sum((np.tanh(X @ W + b) - T) ** 2)

    def vjp(b, c, reduce=np.sum):
        y = np.tanh(X @ W + b)
        return c * reduce((y - T) * (1 - y**2), axis=0)

    wrong = {
        "mean for sum": lambda b, c: vjp(b, c, np.mean),
        "first sample only": lambda b, c: vjp(b, c, _first),
    }
    return make(rng, b, body, vjp=vjp, wrong_vjp=wrong, batch=N)


def tied_weights(rng: Generator) -> Problem:
    """Two layers share their weights: both uses count."""
    n = int(rng.integers(3, 6))
    x = {"W": rng.normal(scale=n**-0.5, size=(n, n)), "b": rng.normal(size=n)}
    u = rng.normal(size=n)

    def body(np, x, tied=True):
        inner = np.tanh(x["W"] @ u + x["b"])
        return (x["W"].T if tied else detach(x["W"].T)) @ inner

    return make(rng, x, body, wrong={"one use forgotten": lambda np, x: body(np, x, tied=False)})
