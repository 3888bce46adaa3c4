"""Recurrent cells and networks through time."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from ..making import detach, make
from ..problem import Problem


def _sigmoid(np, z):
    return 1 / (1 + np.exp(-z))


def lstm_step(rng: Generator) -> Problem:
    h, d = int(rng.integers(2, 5)), int(rng.integers(2, 5))
    x = {
        "W": rng.normal(scale=0.7, size=(4 * h, d)),
        "U": rng.normal(scale=0.7, size=(4 * h, h)),
        "b": rng.normal(scale=0.3, size=4 * h),
    }
    u, h0, c0 = rng.normal(size=d), rng.normal(size=h), rng.normal(size=h)

    def body(np, x, forget=True, inner="tanh"):
        z = x["W"] @ u + x["U"] @ h0 + x["b"]
        i, f, o = (_sigmoid(np, z[k * h : (k + 1) * h]) for k in range(3))
        f = f if forget else detach(f)
        g = np.tanh(z[3 * h :]) if inner == "tanh" else _sigmoid(np, z[3 * h :])
        c = f * c0 + i * g
        return np.concatenate([o * np.tanh(c), c])

    wrong = {
        "forget gate detached": lambda np, x: body(np, x, forget=False),
        "sigmoid for the candidate": lambda np, x: body(np, x, inner="sigmoid"),
    }
    return make(rng, x, body, wrong=wrong)


def gru_step(rng: Generator) -> Problem:
    h = int(rng.integers(2, 6))
    U = rng.normal(scale=0.7, size=(3, h, h))
    drive, target, h0 = rng.normal(size=(3, h)), rng.normal(size=h), rng.normal(size=h)

    def body(np, h0, reset=True, swap=False):
        r = _sigmoid(np, drive[0] + U[0] @ h0)
        z = _sigmoid(np, drive[1] + U[1] @ h0)
        n = np.tanh(drive[2] + U[2] @ ((r if reset else detach(r)) * h0))
        z = 1 - z if swap else z
        return np.sum(((1 - z) * n + z * h0 - target) ** 2)

    wrong = {
        "reset gate detached": lambda np, h0: body(np, h0, reset=False),
        "z and 1 - z exchanged": lambda np, h0: body(np, h0, swap=True),
    }
    return make(rng, h0, body, wrong=wrong)


def _unrolled(np, W, inputs, target, keep=0, leak=1.0):
    """tanh network through time; before `keep` from the end the state is taken as constant."""
    state, T = np.zeros(W.shape[0]), len(inputs)
    for t, u in enumerate(inputs):
        state = leak * np.tanh(W @ state + u) + (1 - leak) * state
        if t == T - 1 - keep and keep:
            state = detach(state)
    return 0.5 * np.sum((state - target) ** 2)


def through_time(rng: Generator) -> Problem:
    h, T = int(rng.integers(3, 7)), int(rng.integers(5, 12))
    W = rng.normal(scale=1.2 / np.sqrt(h), size=(h, h))
    inputs, target = rng.normal(size=(T, h)), rng.normal(size=h)

    def body(np, W, keep=0):
        return _unrolled(np, W, inputs, target, keep)

    wrong = {f"truncated to {k} steps": lambda np, W, k=k: body(np, W, k) for k in (2, T - 1)}
    return make(rng, W, body, wrong=wrong)


def vanishing_through_time(rng: Generator) -> Problem:
    """Contributions of early steps are tiny."""
    h, T = int(rng.integers(3, 6)), 25
    W = rng.normal(scale=0.3 / np.sqrt(h), size=(h, h))
    inputs, target = rng.normal(size=(T, h)), rng.normal(size=h)

    def body(np, W, keep=0):
        return _unrolled(np, W, inputs, target, keep)

    wrong = {f"truncated to {k} steps": lambda np, W, k=k: body(np, W, k) for k in (3, 6, 9)}
    return make(rng, W, body, wrong=wrong)


def exploding_through_time(rng: Generator) -> Problem:
    h, T = int(rng.integers(2, 5)), int(rng.integers(8, 15))
    W = rng.normal(scale=1.8 / np.sqrt(h), size=(h, h))
    start = rng.normal(size=h)

    def body(np, W, first=0):
        state = start
        for t in range(T):
            state = np.dot(detach(W) if t < first else W, state)
        return state

    return make(rng, W, body, wrong={"first step forgotten": lambda np, W: body(np, W, 1)})


def initial_state(rng: Generator) -> Problem:
    h, T = int(rng.integers(3, 6)), int(rng.integers(4, 9))
    W, x = rng.normal(scale=1 / np.sqrt(h), size=(h, h)), rng.normal(size=h)

    def body(np, x):
        for _ in range(T):
            x = np.tanh(W @ x)
        return x

    def vjp(x, c, derivative=lambda y: 1 - y**2, weights=W):
        states = []
        for _ in range(T):
            x = np.tanh(W @ x)
            states.append(x)
        for y in reversed(states):
            c = weights.T @ (derivative(y) * c)
        return c

    wrong = {
        "1 - y for 1 - y²": lambda x, c: vjp(x, c, lambda y: 1 - y),
        "W for its transpose": lambda x, c: vjp(x, c, weights=W.T),
    }
    return make(rng, x, body, vjp=vjp, wrong_vjp=wrong, form="vjp")
