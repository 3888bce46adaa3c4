"""f is the smooth function and a deterministic error of 1e-10 to 1e-6 of its size."""

from __future__ import annotations

import zlib

import numpy as np
from numpy.random import Generator

from ..making import make
from ..problem import Problem


def _hash(x: np.ndarray) -> float:
    """Between -1 and 1, the same for the same bits."""
    return zlib.crc32(np.ascontiguousarray(x).tobytes()) / 2**31 - 1


def multiplied(rng: Generator) -> Problem:
    n, level = int(rng.integers(4, 15)), 10.0 ** rng.uniform(-10, -6)
    x, A = rng.normal(size=n), rng.normal(size=(n, n)) / n

    def body(np, x, bend=1.0):
        return np.sum(np.cosh(A @ x)) + bend * np.sum(x**2)

    def f(x):
        return body(np, x) * (1 + level * _hash(x))

    wrong = {"regulariser 10 % off": lambda np, x: body(np, x, 1.1)}
    return make(rng, x, body, f=f, wrong=wrong, notes=f"noise {level:.1g}")


def outputs_multiplied(rng: Generator) -> Problem:
    n, level = int(rng.integers(3, 8)), 10.0 ** rng.uniform(-10, -7)
    x, A, m = rng.normal(size=n), rng.normal(size=(5, n)), np.arange(5.0)

    def body(np, x, gain=1.0):
        return np.tanh(gain * (A @ x)) + 0.3 * (A @ x)

    def f(x):
        return body(np, x) * (1 + level * np.sin(1e3 * m + 1e4 * _hash(x)))

    return make(rng, x, body, f=f, wrong={"gain 1.2": lambda np, x: body(np, x, 1.2)})


def rounded_output(rng: Generator) -> Problem:
    """f is read from a file with 8 decimals."""
    n = int(rng.integers(4, 12))
    x = rng.normal(size=n)

    def body(np, x, cross=1.0):
        return np.sum(np.exp(0.5 * x)) + cross * x[0] * x[-1]

    def f(x):
        return round(float(body(np, x)), 8)

    return make(rng, x, body, f=f, wrong={"cross term dropped": lambda np, x: body(np, x, 0.0)})


def conjugate_gradients(rng: Generator) -> Problem:
    """bᵀA(x)⁻¹b by a solver stopped at 1e-4: f jumps where it stops a step earlier or later.

    The right gradient is that of the steps taken at x, not of the exact solution.
    """
    n = int(rng.integers(5, 12))
    B, b, x = rng.normal(size=(n, n)), rng.normal(size=n), rng.uniform(1, 3, n)

    def solve(np, x, steps):
        A, u, r = B @ B.T / n + np.diag(x), 0.0, b
        p, taken = r, 0
        while r @ r > 1e-8 * (b @ b) if steps is None else taken < steps:
            step = (r @ r) / (p @ A @ p)
            u = u + step * p
            after = r - step * (A @ p)
            p = after + (after @ after) / (r @ r) * p
            r, taken = after, taken + 1
        return u, taken

    def f(x):
        return b @ solve(np, x, None)[0]

    at_x = solve(np, x, None)[1]

    def body(np, x, steps=at_x):
        return b @ solve(np, x, steps)[0]

    wrong = {"two steps only": lambda np, x: body(np, x, 2)}
    return make(rng, x, body, f=f, wrong=wrong)


def midpoint_quadrature(rng: Generator) -> Problem:
    """A rule of 50 nodes: the derivative of the sum itself is the right gradient."""
    n = int(rng.integers(3, 8))
    t, x = (np.arange(50) + 0.5) / 50, rng.normal(size=n)
    basis = np.cos(np.outer(t, np.arange(n)) * np.pi)

    def body(np, x, nodes=50):
        return np.sum(np.exp(np.sin(basis @ x))[:nodes]) / 50

    return make(rng, x, body, wrong={"last node left out": lambda np, x: body(np, x, 49)})


def monte_carlo_fixed_seed(rng: Generator) -> Problem:
    """Reparametrised expectation over 400 normal draws, drawn again by every call."""
    seed, n = int(rng.integers(1 << 30)), int(rng.integers(2, 6))
    x = (rng.normal(size=n), rng.normal(scale=0.3, size=n))

    def body(np, x, score=True):
        draws = _draws(seed, n)
        z = x[0] + (np.exp(x[1]) if score else 1 + x[1]) * draws
        return np.mean(np.log(1 + np.exp(np.sum(z, axis=1)))) - np.sum(x[1])

    wrong = {"exp left out": lambda np, x: body(np, x, score=False)}
    return make(rng, x, body, wrong=wrong)


def _draws(seed: int, n: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(400, n))


def cancelling_sum(rng: Generator) -> Problem:
    """Squares of 1e8 cancel: their rounding is a noise of about 1e-8."""
    n = int(rng.integers(5, 15))
    x, big = rng.normal(size=n), 1e4 * rng.normal(size=n)

    def body(np, x):
        z = x + big
        return np.sum(np.cos(x)) + np.sum(z**2 - 2 * big * z + big**2) / n

    def vjp(x, c, share=1.0):
        return c * (-np.sin(x) + share * 2 * x / n)

    wrong = {"square dropped": lambda x, c: vjp(x, c, 0.0)}
    return make(rng, x, body, vjp=vjp, wrong_vjp=wrong)


def one_pass_variance(rng: Generator) -> Problem:
    """E[x²] − E[x]² of data with mean 300."""
    n = int(rng.integers(6, 25))
    x = rng.normal(300, 2, n)

    def body(np, x, ddof=0):
        return (np.mean(x**2) - np.mean(x) ** 2) * n / (n - ddof)

    return make(rng, x, body, wrong={"ddof=1": lambda np, x: body(np, x, 1)}, batch=n)
