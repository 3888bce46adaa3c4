"""The Jacobian of softmax.

    ∂S_i/∂x_j = S_i (δ_ij − S_j)

It takes one vector: (n,) → (n, n), [i, j] = ∂S_i/∂x_j. Source: notes 000 §4.
"""

import numpy as np

from reference.domain import Array
from reference.formula import Line, claim, composition, formula, law, terms
from reference.formulas.softmax import softmax


@formula(
    x=Array("n", low=-8, high=8),
    example={"x": [0.0, 1.0]},
    # Where one entry is almost 1, S_i (1 − S_i) cancels: no digit of a textbook answer would be
    # left. So the gaps are small, or so large that every entry is exactly 0.
    extremes=(
        {"x": [0.0, 1000.0]},
        {"x": [1000.0, 1001.0, 1003.0]},
        {"x": [-1000.0, -1000.0]},
        {"x": [400.0, 398.0, 399.0]},
    ),
    jacobian_of=softmax,
)
def softmax_jacobian(x):
    """[i, j] = ∂S_i/∂x_j = S_i (δ_ij − S_j): (n,) → (n, n)."""
    s = softmax(x)
    others = 1.0 - np.eye(len(x))
    # 1 − S_i as the sum of the other entries: nothing cancels when S_i is close to 1.
    return np.diag(s * (others @ s)) - others * np.outer(s, s)


@composition(softmax_jacobian, of=softmax)
def of_the_outputs(S, x):
    return np.diag(S) - np.outer(S, S)


@law(softmax_jacobian, says="Every row of the Jacobian adds up to 0.")
def the_rows_add_up_to_zero(J, x):
    return J.sum(axis=1), 0.0


@law(softmax_jacobian, says="The Jacobian of softmax is symmetric.")
def the_jacobian_is_symmetric(J, x):
    return J, J.T


@terms(
    softmax_jacobian,
    names=("through the numerator", "through the denominator"),
    says="x[j] reaches S[i] along two paths, and each entry is the sum of the two:",
)
def by_the_quotient_rule(x):
    s = softmax(x)
    return np.diag(s), -np.outer(s, s)


@claim(
    softmax_jacobian,
    says="By the product rule, exp(x_i) = S_i s, where s is the sum of the exponentials, has the"
    " derivative J_ij s + S_i exp(x_j): it is exp(x_i) where i = j, and 0 elsewhere.",
    source="notes 000 §4",
)
def the_derivative_of_the_exponentials(x):
    e = np.exp(x)
    return softmax_jacobian(x) * np.sum(e) + np.outer(softmax(x), e), np.diag(e)


TEXTBOOK = (
    Line(softmax_jacobian, "D_ij = S_i*(δ_ij - S_j)", where={"S_i": "exp(x_i)/Σ_k(exp(x_k))"}),
)
