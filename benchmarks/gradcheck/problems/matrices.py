"""Linear algebra: determinants, inverses, eigenvalues, Gaussian processes."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from ..making import detach, make
from ..problem import Problem


def _log_determinant(np, K):
    """By elimination, the sum of the logarithms of the pivots."""
    total = 0.0
    while len(K):
        total = total + np.log(K[0, 0])
        K = K[1:, 1:] - np.outer(K[1:, 0], K[0, 1:]) / K[0, 0]
    return total


def determinant(rng: Generator) -> Problem:
    n = int(rng.integers(2, 7))
    A = rng.normal(size=(n, n))

    def vjp(A, c, transposed=True):
        inverse = np.linalg.inv(A)
        return c * np.linalg.det(A) * (inverse.T if transposed else inverse)

    wrong = {"inverse not transposed": lambda A, c: vjp(A, c, transposed=False)}
    return make(rng, A, lambda np, A: np.linalg.det(A), vjp=vjp, wrong_vjp=wrong)


def inverse(rng: Generator) -> Problem:
    n = int(rng.integers(2, 5))
    A = rng.normal(size=(n, n)) + 2 * np.eye(n)

    def body(np, A):
        return np.linalg.inv(A)

    def vjp(A, c, sign=-1):
        B = np.linalg.inv(A)
        return sign * B.T @ c @ B.T

    wrong = {
        "not transposed": lambda A, c: -np.linalg.inv(A) @ c @ np.linalg.inv(A),
        "one factor": lambda A, c: -np.linalg.inv(A).T @ c,
    }
    return make(rng, A, body, vjp=vjp, wrong_vjp=wrong, form="jacobian callable")


def ill_conditioned_solve(rng: Generator) -> Problem:
    """Condition 1e5."""
    n = int(rng.integers(3, 7))
    U, V = (np.linalg.qr(rng.normal(size=(n, n)))[0] for _ in range(2))
    A, b, w = U * np.geomspace(1, 1e-5, n) @ V, rng.normal(size=n), rng.normal(size=n)

    def body(np, b, A=A):
        return np.sum(np.tanh(1e-3 * np.linalg.solve(A, b)) * w)

    return make(rng, b, body, wrong={"A transposed": lambda np, b: body(np, b, A.T)})


def symmetric_eigenvalue(rng: Generator) -> Problem:
    n = int(rng.integers(3, 7))
    A, k = rng.normal(size=(n, n)), int(rng.integers(0, n))

    def body(np, A):
        return np.linalg.eigvalsh(0.5 * (A + A.T))[k]

    def vjp(A, c, k=k):
        v = np.linalg.eigh(0.5 * (A + A.T))[1][:, k]
        return c * np.outer(v, v)

    wrong = {"the neighbour's vector": lambda A, c: vjp(A, c, k - 1)}
    return make(rng, A, body, vjp=vjp, wrong_vjp=wrong, exact=False)


def singular_values(rng: Generator) -> Problem:
    m, n = int(rng.integers(3, 6)), int(rng.integers(2, 4))
    A, w = rng.normal(size=(m, n)), np.sort(rng.uniform(0.5, 2, min(m, n)))

    def body(np, A):
        return np.sum(w * np.linalg.svd(A, compute_uv=False))

    def vjp(A, c, w=w):
        U, _, V = np.linalg.svd(A, full_matrices=False)
        return c * (U * w) @ V

    wrong = {"weights the other way": lambda A, c: vjp(A, c, w[::-1])}
    return make(rng, A, body, vjp=vjp, wrong_vjp=wrong, exact=False)


def gaussian_process(rng: Generator) -> Problem:
    """Negative log marginal likelihood in log length, log amplitude and log noise."""
    N = int(rng.integers(6, 15))
    t, x = np.sort(rng.uniform(0, 3, N)), np.log([0.7, 1.3, 0.2]) + 0.3 * rng.normal(size=3)
    y, far = np.sin(2 * t) + 0.2 * rng.normal(size=N), (t[:, None] - t) ** 2

    def body(np, x, trace=True, square=2):
        K = np.exp(square * x[1] - 0.5 * far / np.exp(2 * x[0])) + np.exp(2 * x[2]) * np.eye(N)
        half_log = 0.5 * _log_determinant(np, K)
        half_log = half_log if trace else detach(half_log)
        return 0.5 * y @ np.linalg.solve(K, y) + half_log

    wrong = {
        "log-determinant forgotten": lambda np, x: body(np, x, trace=False),
        "amplitude for its square": lambda np, x: body(np, x, square=1),
    }
    return make(rng, x, body, wrong=wrong)


def gaussian_process_smooth_kernel(rng: Generator) -> Problem:
    """Noise of 1e-5: the kernel's condition is 1e7 and more."""
    N = int(rng.integers(6, 10))
    t, x = np.linspace(0, 1, N), np.log([0.4, 1.0]) + 0.2 * rng.normal(size=2)
    y, far = np.sin(3 * t), (t[:, None] - t) ** 2

    def body(np, x, half=0.5):
        K = np.exp(2 * x[1] - half * far / np.exp(2 * x[0])) + 1e-5 * np.eye(N)
        return 0.5 * y @ np.linalg.solve(K, y) + 0.5 * _log_determinant(np, K)

    return make(rng, x, body, wrong={"1/2 is 0.51": lambda np, x: body(np, x, 0.51)})


def matrix_exponential(rng: Generator) -> Problem:
    """Taylor series with squaring."""
    n = int(rng.integers(2, 5))
    A, v = rng.normal(size=(n, n)), rng.normal(size=n)

    def body(np, A, terms=12):
        B, total, power = A / 16, np.eye(n), np.eye(n)
        for k in range(1, terms):
            power = power @ B / k
            total = total + power
        for _ in range(4):
            total = total @ total
        return total @ v

    wrong = {"first order": lambda np, A: body(np, A, 2)}
    return make(rng, A, body, wrong=wrong)


def quadratic_form_symmetric(rng: Generator) -> Problem:
    """Whitening by Cholesky: xᵀ(LLᵀ)⁻¹x in L's lower triangle; the upper has gradient 0."""
    n = int(rng.integers(3, 6))
    L, x = np.tril(rng.normal(size=(n, n))) + 2 * np.eye(n), rng.normal(size=n)
    lower = np.tril(np.ones((n, n)))

    def body(np, L, lower=lower):
        z = np.linalg.solve(L * lower, x)
        return z @ z + np.sum(np.log(np.diag(L) ** 2))

    wrong = {"not triangular": lambda np, L: body(np, L, 1.0)}
    return make(rng, L, body, wrong=wrong)


def low_rank_factorisation(rng: Generator) -> Problem:
    m, r = int(rng.integers(3, 6)), 2
    T, x = rng.normal(size=(m, m)), rng.normal(size=(m, r))

    def body(np, x):
        return np.sum((x @ x.T - T) ** 2)

    def vjp(x, c, both=True):
        D = x @ x.T - T
        return c * 2 * (D + D.T if both else 2 * D) @ x

    wrong = {"T taken for symmetric": lambda x, c: vjp(x, c, both=False)}
    return make(rng, x, body, vjp=vjp, wrong_vjp=wrong)
