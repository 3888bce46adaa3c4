"""Code that a complex step cannot pass, or passes with a wrong result and no error."""

from __future__ import annotations

import math

import numpy as np
from numpy.random import Generator

from ..making import make
from ..problem import Problem


def absolute_values(rng: Generator) -> Problem:
    """|z| of a complex number is not analytic."""
    n = int(rng.integers(3, 12))
    x, A = rng.normal(size=n), rng.normal(size=(n, n))

    def body(np, x, power=3):
        return np.sum(np.abs(A @ x) ** power)

    return make(rng, x, body, wrong={"power 2.9": lambda np, x: body(np, x, 2.9)})


def numpy_variance(rng: Generator) -> Problem:
    """np.var takes |·|² of complex numbers."""
    n = int(rng.integers(4, 15))
    x = rng.normal(2, 1, n)

    def body(np, x, ddof=0):
        return np.sqrt(np.var(x, ddof=ddof) + 1e-3) + np.std(x**2)

    return make(rng, x, body, wrong={"ddof=1": lambda np, x: body(np, x, 1)}, batch=n)


def buffer_of_floats(rng: Generator) -> Problem:
    """Results are written into a float64 buffer: the imaginary part is dropped with a warning."""
    n = int(rng.integers(3, 10))
    x, w = rng.normal(size=n), rng.normal(size=n)

    def body(np, x, gain=1.0):
        return np.sum(w * np.tanh(gain * x) * np.roll(x, 1))

    def f(x):
        buffer = np.zeros(n)
        for i in range(n):
            buffer[i] = np.tanh(x[i]) * x[i - 1]
        return float(w @ buffer)

    return make(rng, x, body, f=f, wrong={"gain 1.1": lambda np, x: body(np, x, 1.1)})


def python_floats(rng: Generator) -> Problem:
    """math on single numbers."""
    n = int(rng.integers(2, 8))
    x = rng.uniform(0.5, 2, n)

    def body(np, x, root=0.5):
        return np.sum(np.log(x) * np.exp(-x) + x**root)

    def f(x):
        return sum(math.log(t) * math.exp(-t) + math.sqrt(t) for t in map(float, x))

    return make(rng, x, body, f=f, wrong={"root 0.51": lambda np, x: body(np, x, 0.51)})


def comparisons(rng: Generator) -> Problem:
    """A stable softplus by two branches."""
    n = int(rng.integers(4, 12))
    x = rng.normal(scale=3, size=n)

    def body(np, x, curve=1.0):
        return np.sum(np.logaddexp(0, curve * x) ** 2)

    def f(x):
        return sum((t if t > 0 else 0.0) * 1.0 + math.log1p(math.exp(-abs(t))) for t in x)

    def squared(x):
        return sum(f([t]) ** 2 for t in x)

    return make(rng, x, body, f=squared, wrong={"slope 1.02": lambda np, x: body(np, x, 1.02)})


def real_part(rng: Generator) -> Problem:
    """A spectrum: the code takes .real and |·|² itself."""
    n = 2 * int(rng.integers(3, 8))
    x, w = rng.normal(size=n), rng.random(n)
    k = np.outer(np.arange(n), np.arange(n)) * 2 * np.pi / n

    def body(np, x, w=w):
        return np.sum(w * ((np.cos(k) @ x) ** 2 + (np.sin(k) @ x) ** 2)) / n

    def f(x):
        return float(np.sum(w * np.abs(np.fft.fft(np.asarray(x).real)) ** 2) / n)

    wrong = {"window left out": lambda np, x: body(np, x, 1.0)}
    return make(rng, x, body, f=f, wrong=wrong, batch=n)


def conjugate_products(rng: Generator) -> Problem:
    """np.vdot conjugates its first argument."""
    n = int(rng.integers(3, 10))
    x, B = rng.normal(size=n), rng.normal(size=(n, n))
    A = B + 2 * B.T

    def body(np, x):
        return 0.5 * np.sum(x * (A @ x)) + np.sum(x**4)

    def f(x):
        return 0.5 * np.vdot(x, A @ x) + np.vdot(x**2, x**2)

    def vjp(x, c, both=True):
        return c * (0.5 * (A + A.T) @ x if both else A @ x) + c * 4 * x**3

    wrong = {"A taken for symmetric": lambda x, c: vjp(x, c, both=False)}
    return make(rng, x, body, f=f, vjp=vjp, wrong_vjp=wrong)


def reused_output(rng: Generator) -> Problem:
    """f returns the same array every time, overwritten by the next call."""
    n, m = int(rng.integers(3, 7)), int(rng.integers(3, 7))
    x, A, out = rng.normal(size=n), rng.normal(size=(m, n)), np.empty(m)

    def body(np, x, gain=1.0):
        return np.tanh(gain * (A @ x))

    def f(x):
        np.tanh(A @ x, out=out)
        return out

    return make(rng, x, body, f=f, wrong={"gain 1.1": lambda np, x: body(np, x, 1.1)})


def input_overwritten(rng: Generator) -> Problem:
    """f works in place on its argument: a careless caller's x changes under it."""
    n = int(rng.integers(3, 10))
    x = rng.normal(size=n)

    def body(np, x, shift=1.0):
        return np.sum(np.log(1 + (x - shift) ** 2))

    def f(x):
        x -= 1.0
        x *= x
        return np.sum(np.log(1 + x))

    return make(rng, x, body, f=f, wrong={"shift 1.1": lambda np, x: body(np, x, 1.1)})
