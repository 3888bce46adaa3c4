"""Recursions: fixed points, differential equations, filters."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from ..making import detach, make
from ..problem import Problem


def fixed_point(rng: Generator) -> Problem:
    """z = tanh(Wz + x) iterated to the end; the gradient by the implicit function theorem."""
    n = int(rng.integers(3, 7))
    W = rng.normal(size=(n, n))
    W *= 0.7 / np.linalg.norm(W, 2)
    x, w = rng.normal(size=n), rng.normal(size=n)

    def solve(np, x):
        z = np.zeros(n)
        for _ in range(120):
            z = np.tanh(W @ z + x)
        return z

    def body(np, x):
        return w @ solve(np, x)

    def vjp(x, c, implicit=True):
        d = 1 - solve(np, x) ** 2
        u = np.linalg.solve(np.eye(n) - (d[:, None] * W).T, w) if implicit else w
        return c * d * u

    wrong = {"one step back only": lambda x, c: vjp(x, c, implicit=False)}
    return make(rng, x, body, vjp=vjp, wrong_vjp=wrong)


def newton_root(rng: Generator) -> Problem:
    """The root of z³ + az = b by Newton's method until it stands still."""
    n = int(rng.integers(2, 6))
    x = (rng.uniform(0.5, 2, n), rng.normal(scale=2, size=n))

    def body(np, x):
        a, b = x
        z = b / (1 + a)
        for _ in range(40):
            z = z - (z**3 + a * z - b) / (3 * z**2 + a)
        return np.sum(z**2)

    def vjp(x, c, sign=-1):
        a, b = x
        z = b / (1 + a)
        for _ in range(40):
            z = z - (z**3 + a * z - b) / (3 * z**2 + a)
        d = c * 2 * z / (3 * z**2 + a)
        return sign * d * z, d

    wrong = {"sign inside": lambda x, c: vjp(x, c, 1)}
    return make(rng, x, body, vjp=vjp, wrong_vjp=wrong)


def lotka_volterra(rng: Generator) -> Problem:
    """Runge-Kutta 4; gradient in the four rates and the start."""
    x = np.array([1.0, 0.5, 0.3, 0.8, 1.2, 0.7]) * rng.uniform(0.8, 1.2, 6)
    steps, h = int(rng.integers(8, 20)), 0.2

    def body(np, x, last=True):
        def rate(z):
            prey, hunter = z
            return np.stack([prey * (x[0] - x[1] * hunter), hunter * (x[2] * prey - x[3])])

        z = x[4:]
        for _ in range(steps):
            a = rate(z)
            b = rate(z + h / 2 * a)
            c = rate(z + h / 2 * b)
            d = rate(z + h * c)
            z = z + h / 6 * (a + 2 * b + 2 * c + (d if last else detach(d)))
        return z

    return make(rng, x, body, wrong={"last stage forgotten": lambda np, x: body(np, x, last=False)})


def chaotic_system(rng: Generator) -> Problem:
    """Lorenz by Euler steps, until derivatives have grown a hundredfold and more."""
    x = np.array([1.0, 1.0, 20.0]) + rng.normal(size=3)
    steps, h = int(rng.integers(300, 500)), 0.01

    def path(x):
        states = [x]
        for _ in range(steps):
            a, b, c = states[-1]
            rates = [10 * (b - a), a * (28 - c) - b, a * b - 8 / 3 * c]
            states.append(states[-1] + h * np.stack(rates))
        return states

    def body(np, x):
        return np.sum(path(x)[-1][:2])

    def vjp(x, cotangent, beta=8 / 3):
        p = cotangent * np.array([1.0, 1.0, 0.0])
        for a, b, c in reversed(path(x)[:-1]):
            J = np.array([[-10, 10, 0], [28 - c, -1, -a], [b, a, -beta]])
            p = p + h * J.T @ p
        return p

    wrong = {"beta 2.667": lambda x, c: vjp(x, c, 2.667)}
    return make(rng, x, body, vjp=vjp, wrong_vjp=wrong)


def leapfrog(rng: Generator) -> Problem:
    """Hamiltonian steps in a double well, as in Monte Carlo."""
    n, steps = int(rng.integers(2, 6)), int(rng.integers(5, 20))
    x = (rng.normal(size=n), rng.normal(size=n))

    def body(np, x, half=0.5):
        q, p = x
        for _ in range(steps):
            p = p - half * 0.1 * (q**3 - q)
            q = q + 0.1 * p
            p = p - 0.5 * 0.1 * (q**3 - q)
        return np.sum(0.5 * p**2) + np.sum(0.25 * q**4 - 0.5 * q**2)

    return make(rng, x, body, wrong={"full first kick": lambda np, x: body(np, x, 1.0)})


def kalman_filter(rng: Generator) -> Problem:
    """Negative log-likelihood of a local level model in its two log variances."""
    T = int(rng.integers(10, 30))
    y = np.cumsum(rng.normal(scale=0.5, size=T)) + rng.normal(size=T)
    x = np.log([0.25, 1.0]) + 0.3 * rng.normal(size=2)

    def body(np, x, gain=True):
        q, r = np.exp(x[0]), np.exp(x[1])
        m, P, total = 0.0, 10.0, 0.0
        for observed in y:
            P = P + q
            S = P + r
            total = total + 0.5 * (np.log(S) + (observed - m) ** 2 / S)
            K = P / S if gain else detach(P / S)
            m, P = m + K * (observed - m), (1 - K) * P
        return total

    return make(rng, x, body, wrong={"gain detached": lambda np, x: body(np, x, gain=False)})


def kalman_step(rng: Generator) -> Problem:
    n, m = int(rng.integers(2, 5)), 2
    H, B, z = rng.normal(size=(m, n)), rng.normal(size=(n, n)), rng.normal(size=m)
    x, R = B @ B.T + np.eye(n), 0.5 * np.eye(m)

    def body(np, P, joseph=True):
        S = H @ P @ H.T + R
        K = P @ H.T @ np.linalg.inv(S if joseph else detach(S))
        return np.concatenate([K @ z, np.ravel((np.eye(n) - K @ H) @ P)])

    return make(rng, x, body, wrong={"S detached": lambda np, P: body(np, P, joseph=False)})


def hidden_markov(rng: Generator) -> Problem:
    S, T = int(rng.integers(2, 5)), int(rng.integers(6, 20))
    A, emission = rng.normal(size=(S, S)), np.log(rng.random((T, S)))

    def body(np, A, axis=1):
        log_A = A - np.log(np.sum(np.exp(A), axis=axis, keepdims=True))
        alpha = emission[0]
        for t in range(1, T):
            joint = alpha[:, None] + log_A
            m = np.max(joint, axis=0)
            alpha = m + np.log(np.sum(np.exp(joint - m), axis=0)) + emission[t]
        return -np.log(np.sum(np.exp(alpha - np.max(alpha)))) - np.max(alpha)

    return make(rng, A, body, wrong={"columns normalised": lambda np, A: body(np, A, 0)})


def adam_unrolled(rng: Generator) -> Problem:
    """The loss after a few steps of Adam, in the log learning rate and the start."""
    n, T = int(rng.integers(2, 6)), int(rng.integers(3, 9))
    B, x = rng.normal(size=(n, n)), np.append(np.log(0.05), rng.normal(size=n))
    A = B @ B.T + np.eye(n)

    def body(np, x, correct=True):
        w, m, v = x[1:], 0.0, 0.0
        for t in range(1, T + 1):
            g = A @ w
            m, v = 0.9 * m + 0.1 * g, 0.99 * v + 0.01 * g**2
            share = 1 - 0.9**t if correct else 1 - 0.9
            w = w - np.exp(x[0]) * (m / share) / (np.sqrt(v / (1 - 0.99**t)) + 1e-8)
        return 0.5 * w @ A @ w

    return make(
        rng, x, body, wrong={"1 - beta, not 1 - beta**t": lambda np, x: body(np, x, correct=False)}
    )
