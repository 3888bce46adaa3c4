"""Functions that change over far less than the size of x."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from ..making import make
from ..problem import Problem


def high_frequency(rng: Generator) -> Problem:
    n = int(rng.integers(3, 12))
    x, k = rng.normal(size=n), 10.0 ** rng.uniform(2, 4)

    def body(np, x, phase=0.0):
        return np.sum(np.sin(k * x + phase))

    return make(rng, x, body, wrong={"phase 0.01": lambda np, x: body(np, x, 0.01)})


def frequency_per_coordinate(rng: Generator) -> Problem:
    n = int(rng.integers(3, 10))
    x, k = rng.normal(size=n), 10.0 ** rng.uniform(-2, 4, n)

    def body(np, x, k=k):
        return np.sum(np.sin(k * x) / k) + np.prod(np.cos(x))

    return make(rng, x, body, wrong={"frequencies 0.1 % up": lambda np, x: body(np, x, 1.001 * k)})


def slow_and_fast(rng: Generator) -> Problem:
    """A small fast ripple on a smooth hill: its slope is as steep as the hill's."""
    n = int(rng.integers(3, 12))
    x, k = rng.normal(size=n), 10.0 ** rng.uniform(3, 5)

    def body(np, x, ripple=1.0):
        return np.sum(x**2) + ripple / k * np.sum(np.sin(k * x))

    return make(rng, x, body, wrong={"ripple not seen": lambda np, x: body(np, x, 0.0)})


def steep_exponential(rng: Generator) -> Problem:
    n = int(rng.integers(2, 8))
    x, w = rng.uniform(0, 0.5, n), rng.uniform(0.5, 2, n)

    def body(np, x, rate=200.0):
        return np.sum(w * np.exp(rate * x))

    return make(rng, x, body, wrong={"rate 201": lambda np, x: body(np, x, 201.0)})


def steep_exponential_log(rng: Generator) -> Problem:
    n = int(rng.integers(2, 8))
    x = rng.uniform(-1, 1, n)

    def body(np, x, rate=200.0):
        z = rate * x
        return np.log(np.sum(np.exp(z - np.max(z)))) + np.max(z) + np.sum(x**2)

    return make(rng, x, body, wrong={"rate 199": lambda np, x: body(np, x, 199.0)})


def reciprocal_near_zero(rng: Generator) -> Problem:
    n = int(rng.integers(3, 10))
    x = rng.choice([-1, 1], n) * 10.0 ** rng.uniform(-6, 0, n)

    def body(np, x, power=1):
        return np.sum(1 / np.abs(x) ** power) ** 0.5

    return make(rng, x, body, wrong={"power 1.01": lambda np, x: body(np, x, 1.01)})


def reciprocal_one_small(rng: Generator) -> Problem:
    """One denominator is 1e-5 beside others of size 1."""
    n = int(rng.integers(4, 12))
    x, w = rng.uniform(0.5, 2, n), rng.normal(size=n)
    x[rng.integers(n)] = 10.0 ** rng.uniform(-6, -3)

    def body(np, x, w=w):
        return np.sum(w * x) / np.prod(x)

    return make(rng, x, body, wrong={"weights 2 % up": lambda np, x: body(np, x, w * 1.02)})


def high_power(rng: Generator) -> Problem:
    n = int(rng.integers(3, 10))
    x = rng.uniform(0.8, 1.3, n)

    def body(np, x, power=50):
        return np.sum(x**power)

    return make(rng, x, body, wrong={"power 51": lambda np, x: body(np, x, 51)})


def narrow_bumps(rng: Generator) -> Problem:
    """Gaussians of width 1e-4 centred within a width of x."""
    n, width = int(rng.integers(3, 10)), 10.0 ** rng.uniform(-5, -2)
    x = rng.normal(size=n)
    centre = x + width * rng.uniform(-1.5, 1.5, n)

    def body(np, x, width=width):
        return np.sum(np.exp(-0.5 * ((x - centre) / width) ** 2))

    return make(rng, x, body, wrong={"width 1 % up": lambda np, x: body(np, x, 1.01 * width)})


def steep_switch(rng: Generator) -> Problem:
    """A soft step of slope 1e5, taken in the middle of it."""
    n, slope = int(rng.integers(3, 9)), 10.0 ** rng.uniform(3, 5.5)
    w, x = rng.normal(size=n), rng.normal(size=n)
    edge = w @ x + rng.uniform(-1, 1) / slope

    def body(np, x, soft=True):
        gate = 1 / (1 + np.exp(-slope * (w @ x - edge)))
        return gate * np.sum(x**2) if soft else 0.5 * np.sum(x**2)

    return make(
        rng, x, body, wrong={"gate's slope forgotten": lambda np, x: body(np, x, soft=False)}
    )


def tangent_near_pole(rng: Generator) -> Problem:
    n = int(rng.integers(3, 9))
    x = np.pi / 2 - 10.0 ** rng.uniform(-6, -1, n)

    def body(np, x, power=1):
        return np.sum(np.log(np.tan(x)) ** power)

    return make(rng, x, body, wrong={"power 1.02": lambda np, x: body(np, x, 1.02)})
