"""Layers with an array as output, through their vector-Jacobian product."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from ..making import detach, make
from ..problem import Problem


def softmax_jacobian(rng: Generator) -> Problem:
    n = int(rng.integers(3, 12))
    x = rng.normal(scale=2, size=n)

    def softmax(np, x):
        e = np.exp(x - np.max(x))
        return e / np.sum(e)

    def vjp(x, c):
        s = softmax(np, x)
        return s * (c - np.sum(s * c))

    def diagonal(x, c):
        s = softmax(np, x)
        return s * (1 - s) * c

    def plus(x, c):
        s = softmax(np, x)
        return s * (c + np.sum(s * c))

    wrong = {"diagonal only": diagonal, "plus off the diagonal": plus}
    return make(rng, x, softmax, vjp=vjp, wrong_vjp=wrong, form="jacobian callable")


def _batch_norm(np, X, gamma, beta, eps, fixed=(), outside=False, ddof=0):
    mean = np.mean(X, axis=0)
    mean = detach(mean) if "mean" in fixed else mean
    var = np.sum((X - mean) ** 2, axis=0) / (len(X) - ddof)
    var = detach(var) if "var" in fixed else var
    root = np.sqrt(var) + eps if outside else np.sqrt(var + eps)
    return gamma * (X - mean) / root + beta


def batch_norm(rng: Generator) -> Problem:
    N, D = int(rng.integers(5, 20)), int(rng.integers(2, 6))
    X = rng.normal(rng.normal(size=D), rng.uniform(0.3, 3, D), (N, D))
    gamma, beta = rng.uniform(0.5, 1.5, D), rng.normal(size=D)
    eps = 10.0 ** rng.uniform(-5, -2)

    def body(np, X, **mistake):
        return _batch_norm(np, X, gamma, beta, eps, **mistake)

    wrong = {
        "mean detached": lambda np, X: body(np, X, fixed=("mean",)),
        "variance detached": lambda np, X: body(np, X, fixed=("var",)),
        "eps outside the root": lambda np, X: body(np, X, outside=True),
        "ddof=1": lambda np, X: body(np, X, ddof=1),
    }
    return make(rng, X, body, wrong=wrong, batch=N)


def batch_norm_parameters(rng: Generator) -> Problem:
    N, D = int(rng.integers(5, 20)), int(rng.integers(2, 6))
    X = rng.normal(size=(N, D))
    x = (rng.uniform(0.5, 1.5, D), rng.normal(size=D))
    normal = _batch_norm(np, X, 1, 0, 1e-5)

    def body(np, x):
        gamma, beta = x
        return np.sum(np.tanh(gamma * normal + beta) ** 2)

    def vjp(x, c, raw=False):
        gamma, beta = x
        y = np.tanh(gamma * normal + beta)
        d = 2 * y * (1 - y**2) * c
        return np.sum(d * (X if raw else normal), 0), np.sum(d, 0)

    wrong = {"gamma's gradient with X, not X hat": lambda x, c: vjp(x, c, raw=True)}
    return make(rng, x, body, vjp=vjp, wrong_vjp=wrong)


def layer_norm(rng: Generator) -> Problem:
    N, D = int(rng.integers(2, 6)), int(rng.integers(4, 12))
    x, gamma = rng.normal(1, 2, (N, D)), rng.uniform(0.5, 1.5, D)

    def body(np, x, axis=-1, eps=1e-5, fixed=False):
        mean = np.mean(x, axis=axis, keepdims=True)
        centred = x - (detach(mean) if fixed else mean)
        return gamma * centred / np.sqrt(np.mean(centred**2, axis=axis, keepdims=True) + eps)

    wrong = {
        "over the batch": lambda np, x: body(np, x, axis=0),
        "mean detached": lambda np, x: body(np, x, fixed=True),
        "eps 1e-3": lambda np, x: body(np, x, eps=1e-3),
    }
    return make(rng, x, body, wrong=wrong)


def convolution(rng: Generator) -> Problem:
    H, k = int(rng.integers(5, 8)), int(rng.integers(2, 4))
    image, kernel = rng.normal(size=(H, H)), rng.normal(size=(k, k))
    out = H - k + 1

    def body(np, kernel):
        shifts = [
            kernel[i, j] * image[i : i + out, j : j + out] for i in range(k) for j in range(k)
        ]
        return np.tanh(sum(shifts))

    def vjp(kernel, c, flip=1, skip=0):
        d = (1 - body(np, kernel) ** 2) * c
        g = [
            [np.sum(d * image[i : i + out, j : j + out]) for j in range(k - skip)]
            for i in range(k - skip)
        ]
        return np.pad(np.array(g), (0, skip))[::flip, ::flip]

    wrong = {
        "kernel flipped": lambda x, c: vjp(x, c, flip=-1),
        "last row and column not reached": lambda x, c: vjp(x, c, skip=1),
    }
    return make(rng, kernel, body, vjp=vjp, wrong_vjp=wrong)


def attention(rng: Generator) -> Problem:
    T, d = int(rng.integers(3, 7)), int(rng.integers(2, 5))
    x = {name: rng.normal(size=(T, d)) for name in "QKV"}
    mask = np.where(np.tril(np.ones((T, T))), 0.0, -1e9)

    def body(np, x, scale=d**-0.5, mask=mask, fixed=False):
        s = x["Q"] @ x["K"].T * scale + mask
        e = np.exp(s - np.max(s, axis=1, keepdims=True))
        total = np.sum(e, axis=1, keepdims=True)
        return (e / (detach(total) if fixed else total)) @ x["V"]

    wrong = {
        "no 1/sqrt(d)": lambda np, x: body(np, x, scale=1.0),
        "no mask": lambda np, x: body(np, x, mask=0.0),
        "normaliser detached": lambda np, x: body(np, x, fixed=True),
    }
    return make(rng, x, body, wrong=wrong)


def bilinear(rng: Generator) -> Problem:
    n = int(rng.integers(3, 7))
    a, b, W = rng.normal(size=(5, n)), rng.normal(size=(5, n)), rng.normal(size=(n, n))

    def body(np, W):
        return np.einsum("bi,ij,bj->b", a, W, b)

    def symmetric(np, W):
        return body(np, 0.5 * (W + W.T))

    return make(rng, W, body, wrong={"symmetrised": symmetric}, form="jacobian")


def einsum_factors(rng: Generator) -> Problem:
    i, j, r = int(rng.integers(3, 6)), int(rng.integers(3, 6)), 2
    X, T = (rng.normal(size=(i, r)), rng.normal(size=(j, r))), rng.normal(size=(i, j))

    def body(np, x, power=2):
        return np.sum(np.abs(np.einsum("ir,jr->ij", *x) - T) ** power)

    wrong = {"one factor detached": lambda np, x: body(np, (x[0], detach(x[1])))}
    return make(rng, X, body, wrong=wrong)


def l2_normalize(rng: Generator) -> Problem:
    x = rng.normal(size=(int(rng.integers(2, 5)), int(rng.integers(3, 7))))

    def body(np, x, fixed=False):
        norm = np.sqrt(np.sum(x**2, axis=1, keepdims=True))
        return x / (detach(norm) if fixed else norm)

    return make(rng, x, body, wrong={"norm detached": lambda np, x: body(np, x, fixed=True)})
