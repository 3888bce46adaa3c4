"""Losses of linear models and of scores, by hand where a student would."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from ..making import by_hand, detach, make
from ..problem import Problem


def _data(rng: Generator, classes: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Samples (N, D), labels (N,), weights (D,) or (D, classes)."""
    N, D = int(rng.integers(8, 40)), int(rng.integers(3, 20))
    X = rng.normal(size=(N, D))
    shape = (D,) if classes == 1 else (D, classes)
    return X, rng.integers(0, max(classes, 2), N), rng.normal(size=shape)


def logistic(rng: Generator) -> Problem:
    X, y, w = _data(rng)
    N, reg = len(X), 10.0 ** rng.uniform(-4, -1)

    def body(np, w, mean=True, penalty=True):
        z = X @ w
        loss = np.sum(np.logaddexp(0, z) - y * z) / (N if mean else 1)
        return loss + (0.5 * reg * np.sum(w**2) if penalty else 0)

    def gradient(w):
        return X.T @ (1 / (1 + np.exp(-X @ w)) - y) / N + reg * w

    wrong = {
        "missing regulariser": lambda np, w: body(np, w, penalty=False),
        "regulariser without 1/2": lambda np, w: body(np, w) + 0.5 * reg * np.sum(w**2),
        "forgot 1/N": lambda np, w: body(np, w, mean=False),
    }
    return make(rng, w, body, vjp=by_hand(gradient), wrong=wrong, batch=N)


def _softmax_cross_entropy(rng: Generator, mean: bool) -> Problem:
    K = int(rng.integers(3, 8))
    X, y, W = _data(rng, K)
    N, Y = len(X), np.eye(K)[y]
    share = N if mean else 1

    def body(np, W):
        z = X @ W
        m = np.max(z, axis=1, keepdims=True)
        return (
            np.sum(np.log(np.sum(np.exp(z - m), axis=1)) + m[:, 0] - np.sum(Y * z, axis=1)) / share
        )

    def probabilities(W, axis=1):
        e = np.exp(X @ W - np.max(X @ W, axis=1, keepdims=True))
        return e / e.sum(axis=axis, keepdims=True)

    def gradient(W):
        return X.T @ (probabilities(W) - Y) / share

    wrong = {
        "softmax over the wrong axis": by_hand(lambda W: X.T @ (probabilities(W, 0) - Y) / share),
        "labels not subtracted": by_hand(lambda W: X.T @ probabilities(W) / share),
        "diagonal of the Jacobian only": by_hand(
            lambda W: X.T @ (-Y * (1 - probabilities(W))) / share
        ),
    }
    return make(rng, W, body, vjp=by_hand(gradient), wrong_vjp=wrong, batch=N)


def softmax_cross_entropy_mean(rng: Generator) -> Problem:
    return _softmax_cross_entropy(rng, mean=True)


def softmax_cross_entropy_sum(rng: Generator) -> Problem:
    return _softmax_cross_entropy(rng, mean=False)


def hinge(rng: Generator) -> Problem:
    X, y, w = _data(rng)
    N, sign = len(X), 2 * y - 1

    def body(np, w):
        return np.mean(np.maximum(0, 1 - sign * (X @ w))) + 0.01 * np.sum(w**2)

    def gradient(w, margin=1.0):
        active = sign * (X @ w) < margin
        return -X.T @ (sign * active) / N + 0.02 * w

    wrong = {
        "margin 0 in the gradient": by_hand(lambda w: gradient(w, 0.0)),
        "every sample active": by_hand(lambda w: gradient(w, np.inf)),
    }
    return make(rng, w, body, vjp=by_hand(gradient), wrong_vjp=wrong, batch=N)


def squared_hinge_multiclass(rng: Generator) -> Problem:
    K = int(rng.integers(3, 8))
    X, y, W = _data(rng, K)
    rows, N = np.arange(len(X)), len(X)
    others = np.ones((N, K))
    others[rows, y] = 0

    def body(np, W, margin=1.0):
        s = X @ W
        m = np.maximum(0, s - s[rows, y][:, None] + margin) * others
        return np.sum(m**2) / N

    def forgets_the_right_class(W):
        s = X @ W
        m = np.maximum(0, s - s[rows, y][:, None] + 1) * others
        return 2 * X.T @ m / N

    wrong_vjp = {"the right class's column left out": by_hand(forgets_the_right_class)}
    wrong = {"margin 1.1": lambda np, W: body(np, W, 1.1)}
    return make(rng, W, body, wrong=wrong, wrong_vjp=wrong_vjp, batch=N)


def huber(rng: Generator) -> Problem:
    X, _, w = _data(rng)
    y, delta = X @ w + rng.standard_t(2, len(X)), rng.uniform(0.5, 2)

    def body(np, w, delta=delta):
        r = X @ w - y
        a = np.abs(r)
        return np.mean(np.where(a <= delta, 0.5 * r**2, delta * (a - 0.5 * delta)))

    def gradient(w, clip=delta, scale=1.0):
        r = X @ w - y
        return X.T @ np.where(abs(r) <= delta, r, scale * clip * np.sign(r)) / len(X)

    wrong = {
        "not clipped": by_hand(lambda w: X.T @ (X @ w - y) / len(X)),
        "clipped at 1.01 delta": by_hand(lambda w: gradient(w, 1.01 * delta)),
        "delta forgotten outside": by_hand(lambda w: gradient(w, 1.0)),
    }
    return make(rng, w, body, vjp=by_hand(gradient), wrong_vjp=wrong, batch=len(X))


def poisson(rng: Generator) -> Problem:
    X, _, w = _data(rng)
    w = 0.3 * w
    y = rng.poisson(np.exp(X @ w))

    def body(np, w, share=1.0):
        eta = X @ w
        return np.sum(np.exp(eta) - share * y * eta)

    wrong = {"counts clipped": lambda np, w: np.sum(np.exp(X @ w) - np.minimum(y, 2) * (X @ w))}
    return make(rng, w, body, wrong=wrong, batch=len(X))


def alignment_logsumexp(rng: Generator) -> Problem:
    """The forward pass of a CTC-like alignment: T frames over L labels, stay or step on."""
    T, L = int(rng.integers(6, 14)), int(rng.integers(3, 6))
    x = rng.normal(size=(T, L))

    def body(np, x, first=0):
        log_p = x - np.log(np.sum(np.exp(x), axis=1, keepdims=True))
        alpha = np.where(np.arange(L) == 0, log_p[0], -1e3)
        for t in range(1, T):
            stepped = np.concatenate([np.array([-1e3]), alpha[:-1]])
            alpha = np.logaddexp(alpha, stepped) + (log_p if t >= first else x)[t]
        return -alpha[-1]

    wrong = {"one frame not normalised": lambda np, x: body(np, x, first=2)}
    return make(rng, x, body, wrong=wrong)


def focal(rng: Generator) -> Problem:
    X, y, w = _data(rng)
    power = rng.uniform(1.5, 3)

    def body(np, w, detached=False):
        z = (2 * y - 1) * (X @ w)
        weight = (1 / (1 + np.exp(z))) ** power
        if detached:
            weight = detach(weight)
        return np.mean(weight * np.logaddexp(0, -z))

    return make(
        rng,
        w,
        body,
        wrong={"weight detached": lambda np, w: body(np, w, detached=True)},
        batch=len(X),
    )
