"""Losses and layers of representation learning, graphs and images."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from ..making import detach, make
from ..problem import Problem


def contrastive(rng: Generator) -> Problem:
    """InfoNCE on normalised embeddings at temperature 0.05."""
    N, d = int(rng.integers(3, 8)), int(rng.integers(3, 6))
    x = (rng.normal(size=(N, d)), rng.normal(size=(N, d)))

    def body(np, x, both=True, unit=True):
        a, b = (z / np.sqrt(np.sum(z**2, axis=1, keepdims=True)) if unit else z for z in x)
        s = a @ (b if both else detach(b)).T / 0.05
        m = np.max(s, axis=1, keepdims=True)
        return np.mean(np.log(np.sum(np.exp(s - m), axis=1)) + m[:, 0] - np.sum(s * np.eye(N), 1))

    wrong = {
        "keys detached": lambda np, x: body(np, x, both=False),
        "not normalised": lambda np, x: body(np, x, unit=False),
    }
    return make(rng, x, body, wrong=wrong, batch=N)


def triplet(rng: Generator) -> Problem:
    N, d = int(rng.integers(4, 9)), int(rng.integers(2, 6))
    x, positive, negative = (rng.normal(size=(N, d)) for _ in range(3))

    def body(np, x, margin=1.0):
        near = np.sqrt(np.sum((x - positive) ** 2, axis=1))
        far = np.sqrt(np.sum((x - negative) ** 2, axis=1))
        return np.mean(np.maximum(0, near - far + margin))

    wrong = {"no margin": lambda np, x: body(np, x, 0.0)}
    return make(rng, x, body, wrong=wrong, batch=N)


def cosine_similarity(rng: Generator) -> Problem:
    n, target = int(rng.integers(3, 20)), rng.uniform(-1, 1)
    x, y = 10.0 ** rng.uniform(-4, 4) * rng.normal(size=n), rng.normal(size=n)

    def body(np, x, fixed=False):
        norm = np.sqrt(x @ x)
        return (x @ y / ((detach(norm) if fixed else norm) * np.sqrt(y @ y)) - target) ** 2

    return make(rng, x, body, wrong={"norm detached": lambda np, x: body(np, x, fixed=True)})


def dice(rng: Generator) -> Problem:
    """Overlap of a soft mask with a mask; few pixels are inside."""
    n = int(rng.integers(20, 80))
    z, y = rng.normal(-2, 2, n), (rng.random(n) < 0.15).astype(float)

    def body(np, z, smooth=1.0):
        p = 1 / (1 + np.exp(-z))
        return 1 - (2 * np.sum(p * y) + smooth) / (np.sum(p) + np.sum(y) + smooth)

    return make(rng, z, body, wrong={"smoothing left out": lambda np, z: body(np, z, 0.0)})


def weight_norm(rng: Generator) -> Problem:
    n, m = int(rng.integers(3, 7)), int(rng.integers(2, 5))
    x, u = {"v": rng.normal(size=(m, n)), "g": rng.uniform(0.5, 2, m)}, rng.normal(size=n)

    def body(np, x, fixed=False):
        norm = np.sqrt(np.sum(x["v"] ** 2, axis=1))
        return np.tanh(x["g"] * (x["v"] @ u) / (detach(norm) if fixed else norm))

    return make(rng, x, body, wrong={"norm detached": lambda np, x: body(np, x, fixed=True)})


def spectral_norm(rng: Generator) -> Problem:
    """W over its largest singular value by ten power iterations."""
    n = int(rng.integers(3, 6))
    W, start, u = rng.normal(size=(n, n)), rng.normal(size=n), rng.normal(size=n)

    def body(np, W, fixed=False):
        v = start
        for _ in range(10):
            v = W.T @ (W @ v)
            v = v / np.sqrt(v @ v)
        sigma = np.sqrt((W @ v) @ (W @ v))
        return np.sum(np.tanh(W @ u / (detach(sigma) if fixed else sigma)) ** 2)

    return make(rng, W, body, wrong={"sigma detached": lambda np, W: body(np, W, fixed=True)})


def graph_convolution(rng: Generator) -> Problem:
    N, d = int(rng.integers(5, 9)), int(rng.integers(2, 5))
    A = (rng.random((N, N)) < 0.4).astype(float) + np.eye(N)
    X, W = rng.normal(size=(N, d)), rng.normal(size=(d, 3))

    def body(np, W, A=A):
        hidden = np.tanh(A @ X @ W / np.sum(A, axis=1, keepdims=True))
        return A @ hidden

    return make(rng, W, body, wrong={"edges the other way": lambda np, W: body(np, W, A.T)})


def chain_random_field(rng: Generator) -> Problem:
    """Linear-chain CRF: path score against the partition function."""
    T, K = int(rng.integers(4, 9)), int(rng.integers(2, 5))
    x = {"emit": rng.normal(size=(T, K)), "move": rng.normal(size=(K, K))}
    path = rng.integers(0, K, T)

    def body(np, x, transposed=False):
        move = x["move"].T if transposed else x["move"]
        alpha = x["emit"][0]
        for t in range(1, T):
            alpha = x["emit"][t] + np.log(np.sum(np.exp(alpha[:, None] + move), axis=0))
        score = np.sum(x["emit"][np.arange(T), path]) + np.sum(move[path[:-1], path[1:]])
        return np.log(np.sum(np.exp(alpha))) - score

    wrong = {"transitions transposed": lambda np, x: body(np, x, transposed=True)}
    return make(rng, x, body, wrong=wrong)


def group_norm(rng: Generator) -> Problem:
    N, G = int(rng.integers(2, 4)), int(rng.integers(2, 4))
    x, w = rng.normal(1, 2, (N, 4 * G)), rng.normal(size=(N, 4 * G))

    def body(np, x, groups=G):
        z = np.reshape(x, (N, groups, -1))
        z = z - np.mean(z, axis=2, keepdims=True)
        z = z / np.sqrt(np.mean(z**2, axis=2, keepdims=True) + 1e-5)
        return np.sum(w * np.reshape(z, (N, -1)) ** 3)

    return make(rng, x, body, wrong={"one group": lambda np, x: body(np, x, 1)})


def bilinear_sampling(rng: Generator) -> Problem:
    """An image read at real coordinates: kinks at every integer, none at x."""
    n = int(rng.integers(3, 8))
    image, x = rng.normal(size=(9, 9)), rng.uniform(1, 7, (n, 2))

    def body(np, x, derivative=1.0):
        low = _floor(x)
        f = derivative * (x - low)
        i, j = low[:, 0], low[:, 1]
        top = image[i, j] * (1 - f[:, 1]) + image[i, j + 1] * f[:, 1]
        bottom = image[i + 1, j] * (1 - f[:, 1]) + image[i + 1, j + 1] * f[:, 1]
        return np.sum((top * (1 - f[:, 0]) + bottom * f[:, 0]) ** 2)

    wrong = {"fractions 2 % up": lambda np, x: body(np, x, 1.02)}
    return make(rng, x, body, wrong=wrong, kinked=True)


def _floor(x) -> np.ndarray:
    inside = np.clip(np.asarray(detach(x), float), 0, 7)
    return np.floor(inside).astype(int)
