"""Every output has its say, however small it is."""

from __future__ import annotations

import numpy as np

from grader import check_gradient
from grader.gradcheck.cotangents import cotangents
from grader.gradcheck.draws import Draws


def test_outputs_of_several_sizes_move_a_sum_alike() -> None:
    size = 10.0 ** -np.arange(3)
    weights = cotangents(size * (1 + 1e-6), size * (1 - 1e-6), Draws(0))
    moved = [np.abs(weight * size) for weight in weights]
    assert any(of.max() < 3 * of.min() for of in moved)


def test_outputs_that_are_next_to_nothing_leave_the_weights_finite() -> None:
    plus = np.array([1.0, 5e-324, 1e-300, 0.0])
    for weight in cotangents(plus, np.array([1.1, 0.0, 2e-300, 0.0]), Draws(0)):
        assert np.isfinite(weight).all()


def test_an_output_that_is_rounded_as_the_others_are_does_not_drown_them() -> None:
    """The largest logit's log-softmax is next to nothing, and no more precise than the others."""
    for seed in range(20):
        x = np.random.default_rng(seed).normal(scale=15, size=(4, 6))

        def log_softmax(x: np.ndarray) -> np.ndarray:
            z = x - x.max(axis=1, keepdims=True)
            return np.asarray(z - np.log(np.exp(z).sum(axis=1, keepdims=True)))

        def vjp(x: np.ndarray, c: np.ndarray) -> np.ndarray:
            return np.asarray(c - np.exp(log_softmax(x)) * c.sum(axis=1, keepdims=True))

        assert check_gradient(log_softmax, vjp=vjp, x=x).verdict == "pass"
