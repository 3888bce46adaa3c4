"""Likelihoods and robust losses of statistics."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from ..making import detach, make
from ..problem import Problem


def gaussian_mixture(rng: Generator) -> Problem:
    """Negative log-likelihood in logits, means and log deviations."""
    N, K = int(rng.integers(10, 30)), int(rng.integers(2, 4))
    data = rng.normal(size=(N, 1)) + 3 * rng.integers(0, K, (N, 1))
    x = {name: rng.normal(scale=s, size=K) for name, s in (("pi", 1), ("mu", 2), ("rho", 0.3))}

    def body(np, x, log_scale=1.0):
        log_pi = x["pi"] - np.log(np.sum(np.exp(x["pi"])))
        log_p = -0.5 * ((data - x["mu"]) / np.exp(x["rho"])) ** 2 - log_scale * x["rho"] + log_pi
        m = np.max(log_p, axis=1, keepdims=True)
        return -np.mean(np.log(np.sum(np.exp(log_p - m), axis=1)) + m[:, 0])

    wrong = {"normaliser forgotten": lambda np, x: body(np, x, 0.0)}
    return make(rng, x, body, wrong=wrong, batch=N)


def proportional_hazards(rng: Generator) -> Problem:
    """Cox's partial likelihood: every event is compared with those still at risk."""
    N, D = int(rng.integers(8, 20)), int(rng.integers(2, 6))
    X, w, event = rng.normal(size=(N, D)), rng.normal(size=D), rng.random(N) < 0.7
    at_risk = np.triu(np.ones((N, N)))

    def body(np, w, at_risk=at_risk):
        score = X @ w
        return -np.sum(event * (score - np.log(at_risk @ np.exp(score))))

    wrong = {
        "everyone at risk": lambda np, w: body(np, w, np.ones((N, N))),
        "risk set without the event itself": lambda np, w: body(
            np, w, at_risk - np.eye(N) * (np.arange(N) < N - 1)
        ),
    }
    return make(rng, w, body, wrong=wrong, batch=N)


def weibull(rng: Generator) -> Problem:
    N = int(rng.integers(10, 30))
    t, x = rng.weibull(1.5, N) * 2 + 0.01, np.log([1.5, 2.0]) + 0.2 * rng.normal(size=2)

    def body(np, x, jacobian=True):
        k, scale = np.exp(x[0]), np.exp(x[1])
        density = np.log(k / scale) + (k - 1 if jacobian else k) * np.log(t / scale)
        return -np.sum(density - (t / scale) ** k)

    return make(rng, x, body, wrong={"k for k - 1": lambda np, x: body(np, x, jacobian=False)})


def student_t_regression(rng: Generator) -> Problem:
    """Heavy tails: outliers of 1e3 deviations."""
    N, D = int(rng.integers(10, 30)), int(rng.integers(2, 6))
    X, w = rng.normal(size=(N, D)), rng.normal(size=D)
    y = X @ w + rng.standard_t(1, N) * 10

    def body(np, w, nu=2.0):
        return 0.5 * (nu + 1) * np.mean(np.log1p((X @ w - y) ** 2 / nu))

    return make(rng, w, body, wrong={"nu 2.1": lambda np, w: body(np, w, 2.1)}, batch=N)


def tukey_biweight(rng: Generator) -> Problem:
    """Once differentiable at its limit, flat beyond."""
    N, D = int(rng.integers(10, 30)), int(rng.integers(2, 6))
    X, w = rng.normal(size=(N, D)), rng.normal(size=D)
    y = X @ w + rng.standard_t(2, N) * 2

    def body(np, w, limit=4.685):
        u = np.minimum(np.abs(X @ w - y) / limit, 1.0)
        return limit**2 / 6 * np.mean(1 - (1 - u**2) ** 3)

    return make(rng, w, body, wrong={"limit 4.6": lambda np, w: body(np, w, 4.6)}, batch=N)


def variational_bound(rng: Generator) -> Problem:
    """Gaussian KL and a reparametrised reconstruction."""
    n = int(rng.integers(2, 7))
    x = (rng.normal(size=n), rng.normal(scale=0.5, size=n))
    draws, W, target = rng.normal(size=(16, n)), rng.normal(size=(n, 5)), rng.normal(size=5)

    def body(np, x, path=True, kl=1.0):
        mean, log_var = x
        scale = np.exp(0.5 * log_var)
        z = mean + (scale if path else detach(scale)) * draws
        divergence = 0.5 * np.sum(np.exp(log_var) + mean**2 - 1 - log_var)
        return np.mean(np.sum((np.tanh(z @ W) - target) ** 2, axis=1)) + kl * divergence

    wrong = {
        "scale detached": lambda np, x: body(np, x, path=False),
        "divergence without its 1/2": lambda np, x: body(np, x, kl=2.0),
    }
    return make(rng, x, body, wrong=wrong)


def ordinal(rng: Generator) -> Problem:
    """Cumulative logits with ordered cuts, log-gaps as parameters."""
    N, K = int(rng.integers(8, 20)), 4
    score, y, x = rng.normal(size=N), rng.integers(0, K, N), rng.normal(scale=0.5, size=K - 1)

    def body(np, x, cumulate=True):
        gaps = np.exp(x[1:])
        cuts = x[0] + (np.cumsum(gaps) if cumulate else gaps)
        cuts = np.concatenate([x[:1] - 1.0, cuts])
        below = 1 / (1 + np.exp(score[:, None] - cuts))
        edges = np.concatenate([np.zeros((N, 1)), below, np.ones((N, 1))], axis=1)
        p = edges[np.arange(N), y + 1] - edges[np.arange(N), y]
        return -np.sum(np.log(np.sqrt(p**2 + 1e-12)))

    wrong = {"cuts not cumulated": lambda np, x: body(np, x, cumulate=False)}
    return make(rng, x, body, wrong=wrong, batch=N)


def soft_dynamic_time_warping(rng: Generator) -> Problem:
    n, m, softness = int(rng.integers(3, 6)), int(rng.integers(3, 6)), 10.0 ** rng.uniform(-2, 0)
    x, other = rng.normal(size=n), rng.normal(size=m)

    def body(np, x, diagonal=True):
        far, row = 1e6, [0.0] + [1e6] * m
        for i in range(n):
            new = [far]
            for j in range(m):
                ways = np.stack([row[j] + 0.0 * x[0], row[j + 1] + 0.0 * x[0], new[j] + 0.0 * x[0]])
                ways = ways if diagonal else ways[1:]
                low = np.min(ways)
                soft = low - softness * np.log(np.sum(np.exp((low - ways) / softness)))
                new.append((x[i] - other[j]) ** 2 + soft)
            row = new
        return row[-1]

    return make(
        rng, x, body, wrong={"diagonal forbidden": lambda np, x: body(np, x, diagonal=False)}
    )
