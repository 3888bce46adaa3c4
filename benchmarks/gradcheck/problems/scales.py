"""x and f of sizes from 1e-12 to 1e12, alone and mixed in one array."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from ..making import detach, make
from ..problem import Problem


def _sizes(rng: Generator, n: int, decades: float = 12) -> np.ndarray:
    return 10.0 ** rng.uniform(-decades, decades, n)


def of_x(rng: Generator) -> Problem:
    """All of x has one size, and f varies over that size."""
    n, size = int(rng.integers(4, 15)), _sizes(rng, 1)[0]
    x, w = size * rng.normal(size=n), rng.normal(size=n)

    def body(np, x, frequency=1.0):
        return np.sum(w * np.sin(frequency * x / size)) + np.sum((x / size) ** 2)

    return make(rng, x, body, wrong={"frequency 1.02": lambda np, x: body(np, x, 1.02)})


def of_f(rng: Generator) -> Problem:
    n, size = int(rng.integers(4, 15)), _sizes(rng, 1)[0]
    x, A = rng.normal(size=n), rng.normal(size=(n, n))

    def body(np, x, A=A):
        return size * np.log(np.sum(np.exp(A @ x)))

    return make(rng, x, body, wrong={"transposed inside": lambda np, x: body(np, x, A.T)})


def of_both(rng: Generator) -> Problem:
    n, (size, height) = int(rng.integers(4, 15)), _sizes(rng, 2)
    x = size * rng.uniform(0.5, 2, n)

    def body(np, x, power=1.5):
        return height * np.sum((x / size) ** power * np.roll(x / size, 1))

    return make(rng, x, body, wrong={"power 1.6": lambda np, x: body(np, x, 1.6)})


def mixed_in_x(rng: Generator) -> Problem:
    """Each coordinate has a size of its own and matters alike."""
    n = int(rng.integers(4, 12))
    size = _sizes(rng, n)
    x = size * rng.uniform(0.5, 2, n) * rng.choice([-1, 1], n)

    def body(np, x, pairs=1.0):
        z = x / size
        return np.sum(np.log(1 + z**2)) + pairs * np.sum(z[1:] * z[:-1])

    return make(rng, x, body, wrong={"pairs left out": lambda np, x: body(np, x, 0.0)})


def mixed_in_outputs(rng: Generator) -> Problem:
    n, m = int(rng.integers(3, 7)), int(rng.integers(3, 7))
    x, A, size = rng.normal(size=n), rng.normal(size=(m, n)), _sizes(rng, m, 8)

    def body(np, x, bend=1.0):
        z = np.dot(A, x)
        return size * (z + bend * z**3)

    wrong = {"cubic term left out": lambda np, x: body(np, x, 0.0)}
    return make(rng, x, body, wrong=wrong, form="jacobian callable")


def physical_units(rng: Generator) -> Problem:
    """Metres, kelvin, pascal and moles in one vector: the van der Waals equation."""
    x = np.array([2e-3, 300.0, 0.1]) * rng.uniform(0.7, 1.3, 3)
    R, a, b = 8.314, 0.364, 4.27e-5

    def body(np, x, a=a):
        V, T, n = x[0], x[1], x[2]
        return n * R * T / (V - n * b) - a * np.square(n / V)

    return make(rng, x, body, wrong={"attraction left out": lambda np, x: body(np, x, 0.0)})


def tiny_gradients(rng: Generator) -> Problem:
    """Gradients of 1e-10 of an f of size 1: visible only through care."""
    n = int(rng.integers(4, 12))
    x = rng.normal(size=n)

    def body(np, x, share=1.0):
        return 1e-6 * np.sum(np.tanh(x)) + 1e-6 * share * np.prod(np.cos(x))

    return make(rng, x, body, wrong={"product detached": lambda np, x: body(np, x, 0.0)})


def tiny_inside_large(rng: Generator) -> Problem:
    """One block's gradient is 1e-6 of the other's."""
    x = {"large": rng.normal(size=5), "small": rng.normal(size=int(rng.integers(3, 9)))}
    ratio = 10.0 ** rng.uniform(-7, -4)

    def body(np, x, fixed=False):
        small = detach(x["small"]) if fixed else x["small"]
        return np.sum(np.exp(x["large"])) + ratio * np.sum(np.sin(small) * x["large"][0])

    return make(
        rng, x, body, wrong={"small block forgotten": lambda np, x: body(np, x, fixed=True)}
    )


def learning_rate_and_weights(rng: Generator) -> Problem:
    """A step size of 1e-5 beside weights of size 1 and a variance of 1e4."""
    x = (np.array(1e-5 * rng.uniform(0.5, 2)), rng.normal(size=4), 1e4 * rng.uniform(1, 2, 3))

    def body(np, x, root=True):
        rate, w, var = x
        scaled = np.sum(w**2) / (np.sqrt(var) if root else var)
        return np.sum(np.exp(-1e5 * rate * scaled)) + np.sum(np.log(var))

    return make(rng, x, body, wrong={"root forgotten": lambda np, x: body(np, x, root=False)})


def geometric_weights(rng: Generator) -> Problem:
    """Gradients fall by a constant factor from the first to the last coordinate: 1 … 1e-8."""
    n = int(rng.integers(8, 40))
    x, w = rng.normal(size=n), np.geomspace(1, 1e-8, n)

    def body(np, x, last=0):
        return np.sum((w * np.sin(x))[: n - last])

    return make(rng, x, body, wrong={"last third dropped": lambda np, x: body(np, x, n // 3)})
