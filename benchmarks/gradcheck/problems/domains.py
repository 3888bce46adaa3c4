"""x close to the edge of where f is defined: NaN or an exception a small step away."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from ..making import by_hand, make
from ..problem import Problem


def logarithm(rng: Generator) -> Problem:
    n = int(rng.integers(3, 12))
    x, w = 10.0 ** rng.uniform(-8, 0, n), rng.uniform(0.5, 2, n)

    def body(np, x, w=w):
        return -np.sum(w * np.log(x)) + np.sum(x)

    def without_weights(np, x):
        return body(np, x, 1.0)

    return make(rng, x, body, wrong={"weights forgotten": without_weights})


def entropy(rng: Generator) -> Problem:
    """Probabilities down to 1e-6."""
    n = int(rng.integers(4, 12))
    p = 10.0 ** rng.uniform(-6, 0, n)
    p /= p.sum()

    def gradient(p, one=1.0):
        return -np.log(p) - one

    def body(np, p):
        return -np.sum(p * np.log(p))

    wrong = {"1 forgotten": by_hand(lambda p: gradient(p, 0.0))}
    return make(rng, p, body, vjp=by_hand(gradient), wrong_vjp=wrong)


def square_root(rng: Generator) -> Problem:
    n = int(rng.integers(3, 10))
    x = 10.0 ** rng.uniform(-10, 0, n)

    def body(np, x, mix=1.0):
        return np.sqrt(x) + mix * np.sum(x**1.5)

    return make(rng, x, body, wrong={"sum left out": lambda np, x: body(np, x, 0.0)})


def arc_cosine(rng: Generator) -> Problem:
    """Angles between nearly parallel directions, cosines up to 1 − 1e-8."""
    n = int(rng.integers(3, 10))
    x, w = 1 - 10.0 ** rng.uniform(-8, -0.3, n), rng.uniform(0.5, 2, n)
    x *= rng.choice([-1, 1], n)

    def body(np, x):
        return np.sum(w * np.arccos(x))

    wrong = {
        "1 - x for 1 - x²": by_hand(lambda x: -w / np.sqrt(1 - np.abs(x))),
        "root forgotten": by_hand(lambda x: -w / (1 - x**2)),
    }
    vjp = by_hand(lambda x: -w / np.sqrt((1 - x) * (1 + x)))
    return make(rng, x, body, vjp=vjp, wrong_vjp=wrong)


def arc_tanh(rng: Generator) -> Problem:
    n = int(rng.integers(3, 10))
    x = rng.choice([-1, 1], n) * (1 - 10.0 ** rng.uniform(-6, 0, n))

    def body(np, x, power=2):
        return np.sum(np.abs(np.arctanh(x)) ** power)

    return make(rng, x, body, wrong={"power 1.9": lambda np, x: body(np, x, 1.9)})


def barrier(rng: Generator) -> Problem:
    """Interior point: slacks down to 1e-7."""
    n, m = int(rng.integers(3, 8)), int(rng.integers(8, 20))
    A, x, cost = rng.normal(size=(m, n)), rng.normal(size=n), rng.normal(size=n)
    b = A @ x + 10.0 ** rng.uniform(-7, 0, m)

    def body(np, x, sign=1.0):
        return sign * (cost @ x) - 1e-2 * np.sum(np.log(b - A @ x))

    def wrong_sign(x, c):
        return c * (cost - 1e-2 * A.T @ (1 / (b - A @ x)))

    wrong_vjp = {"sign inside": wrong_sign}
    return make(rng, x, body, wrong_vjp=wrong_vjp)


def log_determinant(rng: Generator) -> Problem:
    """Cholesky fails a step of the smallest eigenvalue away, 1e-5."""
    n = int(rng.integers(3, 6))
    Q = np.linalg.qr(rng.normal(size=(n, n)))[0]
    A = Q * np.append(rng.uniform(0.5, 2, n - 1), 10.0 ** rng.uniform(-5, -2)) @ Q.T

    def body(np, A):
        return np.linalg.slogdet(0.5 * (A + A.T))[1]

    def f(A):
        return 2 * np.sum(np.log(np.diag(np.linalg.cholesky(0.5 * (A + A.T)))))

    def vjp(A, c, share=1.0):
        inverse = np.linalg.inv(0.5 * (A + A.T))
        return c * (share * inverse + (1 - share) * np.diag(np.diag(inverse)))

    wrong = {
        "half off the diagonal": lambda A, c: vjp(A, c, 0.5),
        "diagonal only": lambda A, c: vjp(A, c, 0.0),
    }
    return make(rng, A, body, f=f, vjp=vjp, wrong_vjp=wrong)


def beta_likelihood(rng: Generator) -> Problem:
    """Probabilities near 0 and 1 in a binomial likelihood."""
    n = int(rng.integers(4, 10))
    p = 1 / (1 + np.exp(-rng.uniform(-14, 14, n)))
    k = rng.integers(1, 20, n)

    def body(np, p, failures=True):
        return -np.sum(k * np.log(p) + (20 - k) * np.log1p(-p) * (1.0 if failures else 0.9))

    return make(
        rng, p, body, wrong={"failures 10 % off": lambda np, p: body(np, p, failures=False)}
    )


def distance_of_close_points(rng: Generator) -> Problem:
    """A Coulomb energy; one pair is 1e-4 apart."""
    n = int(rng.integers(3, 6))
    x = rng.normal(size=(n, 2))
    x[1] = x[0] + 10.0 ** rng.uniform(-5, -2) * rng.normal(size=2)
    i, j = np.triu_indices(n, 1)

    def body(np, x, power=1):
        d = np.sqrt(np.sum((x[i] - x[j]) ** 2, axis=1))
        return np.sum(d**-power)

    return make(rng, x, body, wrong={"power 1.01": lambda np, x: body(np, x, 1.01)})


def one_sided(rng: Generator) -> Problem:
    """x ** 1.5 with a coordinate 1e-12 from the edge: NaN on one side of it, gradient near 0."""
    n = int(rng.integers(4, 10))
    x = rng.uniform(0.1, 2, n)
    x[rng.integers(n)] = 1e-12

    def body(np, x, power=1.5):
        return np.sum(x**power) + np.sum(np.sin(x))

    return make(rng, x, body, wrong={"power 1.4": lambda np, x: body(np, x, 1.4)})
