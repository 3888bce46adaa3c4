"""jax.test_util.check_grads, first order, reverse mode, in float64; f is a pure_callback."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

os.environ.setdefault("JAX_PLATFORMS", "cpu")

import jax
import numpy as np
from jax.test_util import check_grads

from ..outcome import Answer
from ..problem import Parameters, Problem, Pullback, flat, like

jax.config.update("jax_enable_x64", val=True)

NAME = "jax check_grads"
DEAR = False


def check(problem: Problem, f: Callable[[Parameters], Any], vjp: Pullback) -> Answer:
    """eps 1e-4, tolerances 1e-5."""
    x = flat(problem.x).copy()
    outputs = jax.ShapeDtypeStruct(problem.output, np.float64)
    inputs = jax.ShapeDtypeStruct(x.shape, np.float64)

    def f_flat(v):
        return np.array(f(like(problem.x, np.array(v))), dtype=float)

    def vjp_flat(v, c):
        c = np.asarray(c)
        return np.array(flat(vjp(like(problem.x, np.array(v)), c if c.shape else float(c))))

    @jax.custom_vjp
    def wrapped(v):
        return jax.pure_callback(f_flat, outputs, v)

    def forward(v):
        return wrapped(v), v

    def backward(v, c):
        return (jax.pure_callback(vjp_flat, inputs, v, c),)

    wrapped.defvjp(forward, backward)
    try:
        check_grads(wrapped, (x,), order=1, modes=("rev",))
    except AssertionError:
        return Answer("fail")
    return Answer("pass")
