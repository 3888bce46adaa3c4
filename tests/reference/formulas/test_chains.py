"""The derivatives of deep chains, by complex steps through the chain itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.examples import bank
from reference.catalogue import catalogue
from reference.formulas.chain_jacobian import chain_jacobian
from reference.formulas.gradient_norms import gradient_norms

STEP = 1e-30


def chain(W: Any, h: Any, steps: int) -> Any:
    """The state after so many steps of h ↦ tanh(W h)."""
    for _ in range(steps):
        h = np.tanh(W @ h)
    return h


def measured_jacobian(W: Any, h: Any, steps: int) -> Any:
    """∂(state after the steps)_i/∂h_j, exact to rounding."""
    n = len(h)
    moved = [chain(W, h + 1j * STEP * unit, steps).imag / STEP for unit in np.eye(n)]
    return np.array(moved).T


@pytest.mark.parametrize("seed", range(3))
def test_the_jacobian_is_the_derivative_of_the_chain(seed: int) -> None:
    for example in bank(catalogue()["chain_jacobian"], seed):
        W, h0, T = example.arguments
        right = measured_jacobian(W, h0, T)
        np.testing.assert_allclose(chain_jacobian(W, h0, T), right, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("seed", range(3))
def test_the_norms_are_those_of_all_jacobians_from_the_last_state_back(seed: int) -> None:
    for example in bank(catalogue()["gradient_norms"], seed):
        W, h0, T = example.arguments
        right = [
            np.linalg.norm(measured_jacobian(W, chain(W, h0, t), T - t)) for t in range(T, -1, -1)
        ]
        np.testing.assert_allclose(gradient_norms(W, h0, T), right, rtol=1e-12, atol=1e-14)


def test_gradients_vanish_and_explode() -> None:
    h0 = np.full(3, 1e-3)
    rotation = np.linalg.qr(np.random.default_rng(0).normal(size=(3, 3)))[0]
    kept = gradient_norms(rotation, h0, 20)
    vanishing = gradient_norms(0.5 * rotation, h0, 20)
    exploding = gradient_norms(1.2 * rotation, h0, 20)
    np.testing.assert_allclose(kept, np.sqrt(3), rtol=1e-3)
    np.testing.assert_allclose(vanishing, np.sqrt(3) * 0.5 ** np.arange(21), rtol=1e-3)
    np.testing.assert_allclose(exploding, np.sqrt(3) * 1.2 ** np.arange(21), rtol=1e-2)
