"""The Jacobian of a deep chain of equal tanh layers: the last state by the first one.

    h_t = tanh(W h_{t-1})          ∂h_T/∂h_0 = D_T W D_{T-1} W … D_1 W          D_t = diag(1 − h_t²)

W (n, n); h0 (n,); T ≥ 1 steps → (n, n), [i, j] = ∂(h_T)_i/∂(h_0)_j. A product of many factors
vanishes or explodes with T. Source: notes 000 §3, which describes the effect without a formula.
"""

import numpy as np

from reference.domain import Array, Count
from reference.formula import Line, Recursion, claim, formula, law

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


def last_state(W, h0, T):
    """h_T, from h_0."""
    h = h0
    for _ in range(T):
        h = np.tanh(W @ h)
    return h


@claim(
    chain_jacobian,
    says="The product of the Jacobians of all steps is that of the last state by the first.",
    source="notes 000 §3",
    derivative_of=last_state,
    wrt="h0",
)
def the_product_over_the_steps(W, h0, T):
    return chain_jacobian(W, h0, T)


@law(
    chain_jacobian,
    says="For T = 1, the Jacobian is W with row i times 1 minus the square of entry i of the"
    " state.",
    twin=lambda **_: {"T": 1},
)
def one_step_has_one_factor(J, J_twin, W, h0, T):
    return J_twin, (1 - np.tanh(W @ h0) ** 2)[:, None] * W


@law(
    chain_jacobian,
    says="For T = 2, the Jacobian is that of the second step times that of the first.",
    twin=lambda **_: {"T": 2},
)
def two_steps_have_two_factors(J, J_twin, W, h0, T):
    h1, first = step(W, h0)
    _, second = step(W, h1)
    return J_twin, second @ first


TEXTBOOK = (
    Line(
        chain_jacobian,
        "J_ij",
        indices="i j",
        recursion=Recursion(
            steps="T",
            begin={"h_i": "h0_i", "J_ij": "δ_ij"},
            each={"h_i": "tanh(sum_j(W_ij*h_j))", "J_ij": "(1 - h_i²)*sum_k(W_ik*J_kj)"},
            sizes={"i": "n", "j": "n"},
        ),
    ),
)
