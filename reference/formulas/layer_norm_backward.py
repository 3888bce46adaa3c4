"""The backward pass of layer normalization: its vector-Jacobian product.

    dbeta_j = Σ_i dY_ij          dgamma_j = Σ_i dY_ij xhat_ij          G_ij = gamma_j dY_ij
    dX_ij = 1 / √(var_i + eps) · (G_ij − (1/D) Σ_k G_ik − xhat_ij (1/D) Σ_k G_ik xhat_ik)

xhat = (X − mean) / √(var + eps), row by row. dY, X (N, D); gamma (D,) → dX (N, D), dgamma,
dbeta (D,). Source: the forward pass of Ba, Kiros and Hinton 2016, differentiated.
"""

import numpy as np

from reference.domain import Array, Positive
from reference.formula import Line, formula, law, terms
from reference.formulas.layer_norm import CONSTANT_ROW, FAR_FROM_ZERO, centre_rows, layer_norm

UPSTREAM = [[1.0, 0.0, 2.0], [0.0, 2.0, 1.0]]


@formula(
    dY=Array("N D"),
    X=Array("N D"),
    gamma=Array("D", low=0.5, high=3),
    eps=Positive(1e-8, 1e-1),
    parts={"dX": 2, "dgamma": 1, "dbeta": 1},
    example={
        "dY": UPSTREAM,
        "X": [[1.0, 2.0, 4.0], [2.0, 0.0, 1.0]],
        "gamma": [2.0, 0.5, 1.0],
        "eps": 0.01,
    },
    extremes=(
        {"dY": UPSTREAM, "X": FAR_FROM_ZERO, "gamma": [2.0, 0.5, 1.0], "eps": 1e-8},
        {"dY": UPSTREAM, "X": CONSTANT_ROW, "gamma": [2.0, 0.5, 1.0], "eps": 1e-8},
    ),
    vjp_of=layer_norm,
    wrt=("X", "gamma", "beta"),
    cotangent="dY",
)
def layer_norm_backward(dY, X, gamma, eps):
    """(dX, dgamma, dbeta): (N, D), (N, D), (D,), a number → (N, D), (D,), (D,)."""
    deviation, xhat = normalized_rows(X, eps)
    # xhat has mean 0, so centring the product first changes nothing but its rounding.
    centred = centre_rows(gamma * dY)
    along = (centred * xhat).mean(axis=1, keepdims=True)
    rest = centre_rows(centred - xhat * along)
    # On paper this takes 0 away: the product of rest and xhat has the mean eps / (var + eps) along.
    # It removes the rounding of the line before, which is all that is left of nearly equal entries.
    left = (rest * xhat).mean(axis=1, keepdims=True) - eps / deviation**2 * along
    rest = rest - xhat * left
    return rest / deviation, (dY * xhat).sum(axis=0), dY.astype(float).sum(axis=0)


def normalized_rows(X, eps):
    """√(var + eps) of each row, (N, 1), and the normalized input."""
    centred = centre_rows(X)
    deviation = np.sqrt((centred**2).mean(axis=1, keepdims=True) + eps)
    return deviation, centred / deviation


@law(layer_norm_backward, says="Every row of dX adds up to 0.")
def the_rows_of_dX_add_up_to_zero(dX, dgamma, dbeta, dY, X, gamma, eps):
    return dX.sum(axis=1), 0.0


@law(layer_norm_backward, says="dbeta holds the sums of the columns of dY.")
def dbeta_is_the_sum_over_samples(dX, dgamma, dbeta, dY, X, gamma, eps):
    return dbeta, dY.sum(axis=0)


@law(
    layer_norm_backward,
    says="Adding a number to a whole row of X changes nothing.",
    twin=lambda X, **_: {"X": X + X.mean(axis=1, keepdims=True)},
)
def shifting_a_row_leaves_the_gradients(
    dX, dgamma, dbeta, dX_twin, dgamma_twin, dbeta_twin, dY, X, gamma, eps
):
    return (dX_twin, dgamma_twin), (dX, dgamma)


@terms(
    layer_norm_backward,
    part="dX",
    names=("directly", "through the mean", "through the variance"),
    says="X reaches the output along three paths, and dX is the sum of the three:",
    hints="In the row X = (1, 2, 4): by how much do mean and variance change when the 4 becomes"
    " 4.1?",
)
def three_paths_in_a_row(dY, X, gamma, eps):
    deviation, xhat = normalized_rows(X, eps)
    G = gamma * dY
    mean = G.mean(axis=1, keepdims=True) * np.ones_like(X)
    through_the_variance = xhat * (G * xhat).mean(axis=1, keepdims=True)
    return G / deviation, -mean / deviation, -through_the_variance / deviation


DEFINITIONS = {
    "mu_i": "(1/D)*sum_j(X_ij)",
    "v_i": "(1/D)*sum_j((X_ij - μ_i)²)",
    "x̂_ij": "(X_ij - μ_i)/√(v_i + ε)",
}

TEXTBOOK = (
    Line(
        layer_norm_backward,
        "dX_ij = 1/√(v_i + ε)*(γ_j*dY_ij - mean_k(γ_k*dY_ik) - x̂_ij*mean_k(γ_k*dY_ik*x̂_ik))",
        part="dX",
        where=DEFINITIONS,
    ),
    Line(layer_norm_backward, "dgamma_j = sum_i(dY_ij*x̂_ij)", part="dgamma", where=DEFINITIONS),
    Line(layer_norm_backward, "dbeta_j = sum_i(dY_ij)", part="dbeta"),
)
