"""The Jacobian of a deep chain of equal tanh layers: the last state by the first one.

    h_t = tanh(W h_{t-1})          ∂h_T/∂h_0 = D_T W D_{T-1} W … D_1 W          D_t = diag(1 − h_t²)

W (n, n); h0 (n,); T ≥ 1 steps → (n, n), [i, j] = ∂(h_T)_i/∂(h_0)_j. A product of many factors
vanishes or explodes with T. Source: notes 000 §3, which describes the effect without a formula.
"""

import numpy as np

from reference.formula import Array, Count, formula, law

WEIGHTS = Array("n n", low=-0.8, high=0.8)
START = Array("n", low=-2, high=2)
STEPS = Count(low=1, high=8)
EXAMPLE = {"W": [[0.5, 1.0], [0.0, 0.5]], "h0": [1.0, 0.0], "T": 2}


@formula(W=WEIGHTS, h0=START, T=STEPS, example=EXAMPLE)
def chain_jacobian(W, h0, T):
    """[i, j] = ∂(h_T)_i/∂(h_0)_j: (n, n), (n,), an integer → (n, n)."""
    h, jacobian = h0, np.eye(len(h0))
    for _ in range(T):
        h, of_the_step = step(W, h)
        jacobian = of_the_step @ jacobian
    return jacobian


def step(W, h):
    """tanh(W h), and its Jacobian diag(1 − tanh²(W h)) W."""
    h = np.tanh(W @ h)
    return h, (1 - h**2)[:, None] * W


@law(
    chain_jacobian,
    says="One step and then T have the same Jacobian as T steps and then one.",
    twin=lambda W, h0, **_: {"h0": np.tanh(W @ h0)},
)
def a_step_before_or_after(J, J_twin, W, h0, T):
    last = h0
    for _ in range(T):
        last = np.tanh(W @ last)
    _, first_step = step(W, h0)
    _, last_step = step(W, last)
    return J_twin @ first_step, last_step @ J


@law(
    chain_jacobian,
    says="With h0 = 0 all states are 0, and the Jacobian is W multiplied T times.",
    twin=lambda h0, **_: {"h0": 0 * h0},
)
def from_zero_it_is_a_power_of_W(J, J_twin, W, h0, T):
    power = np.eye(len(h0))
    for _ in range(T):
        power = W @ power
    return J_twin, power


@law(
    chain_jacobian,
    says="With the opposite h0, the Jacobian is the same.",
    twin=lambda h0, **_: {"h0": -h0},
)
def the_opposite_start_changes_nothing(J, J_twin, W, h0, T):
    return J_twin, J
