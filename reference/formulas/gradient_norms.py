"""How the gradient of the last state grows or fades on its way back through a deep chain.

    h_t = tanh(W h_{t-1})          ‖∂h_T/∂h_t‖ for t = T, T − 1, …, 0          ‖J‖ = √(Σ_ij J_ij²)

W (n, n); h0 (n,); T ≥ 1 steps → (T + 1,), in the order of backpropagation: the first entry belongs
to t = T, where the Jacobian is the identity, the last one to t = 0. The norm is that of Frobenius.
Source: notes 000 §3, which describes the effect without a formula.
"""

import numpy as np

from reference.formula import formula, law
from reference.formulas.chain_jacobian import EXAMPLE, START, STEPS, WEIGHTS, chain_jacobian, step


@formula(
    W=WEIGHTS,
    h0=START,
    T=STEPS,
    example=EXAMPLE,
    unproved="it returns T + 1 numbers, and T + 1 is no product of sizes",
)
def gradient_norms(W, h0, T):
    """‖∂h_T/∂h_t‖ for t = T … 0: (n, n), (n,), an integer → (T + 1,)."""
    h, of_the_steps = h0, []
    for _ in range(T):
        h, of_the_step = step(W, h)
        of_the_steps.append(of_the_step)
    jacobian = np.eye(len(h0))
    norms = [frobenius(jacobian)]
    for of_the_step in reversed(of_the_steps):
        jacobian = jacobian @ of_the_step
        norms.append(frobenius(jacobian))
    return np.array(norms)


def frobenius(J):
    """√(Σ_ij J_ij²)."""
    return np.sqrt((J**2).sum())


@law(gradient_norms, says="The first entry, the norm of the identity, is the root of n.")
def the_first_is_the_root_of_n(norms, W, h0, T):
    return norms[0] ** 2, len(h0)


@law(gradient_norms, says="The last entry is the norm of the Jacobian of the whole chain.")
def the_last_is_that_of_the_whole_chain(norms, W, h0, T):
    return norms[-1], frobenius(chain_jacobian(W, h0, T))


@law(
    gradient_norms,
    says="With h0 = 0, the second entry is the norm of W.",
    twin=lambda h0, **_: {"h0": 0 * h0},
)
def from_zero_the_second_is_that_of_W(norms, norms_twin, W, h0, T):
    return norms_twin[1], frobenius(W)
