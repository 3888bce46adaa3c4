"""The backward pass of batch normalization: its vector-Jacobian product.

    dbeta_j = Σ_i dY_ij          dgamma_j = Σ_i dY_ij xhat_ij
    dX_ij = gamma_j / √(var_j + eps) · (dY_ij − dbeta_j / N − xhat_ij dgamma_j / N)

xhat = (X − mean) / √(var + eps). dY, X (N, D); gamma (D,) → dX (N, D), dgamma, dbeta (D,).
Source: the forward pass of notes 001 Algorithm 1, differentiated; the notes do not print it.
"""

import numpy as np

from reference.domain import Array, Number, Positive
from reference.formula import Line, claim, formula, law, terms
from reference.formulas.batch_norm import CONSTANT_COLUMN, FAR_FROM_ZERO, batch_norm, centre

UPSTREAM = [[1.0, 0.0], [0.0, 2.0], [0.0, 1.0]]


@formula(
    dY=Array("N D"),
    X=Array("N D"),
    gamma=Array("D", low=0.5, high=3),
    eps=Positive(1e-8, 1e-1),
    parts={"dX": 2, "dgamma": 1, "dbeta": 1},
    example={
        "dY": UPSTREAM,
        "X": [[1.0, 2.0], [2.0, 0.0], [4.0, 1.0]],
        "gamma": [2.0, 0.5],
        "eps": 0.01,
    },
    extremes=(
        {"dY": UPSTREAM, "X": FAR_FROM_ZERO, "gamma": [2.0, 0.5], "eps": 1e-8},
        {"dY": UPSTREAM, "X": CONSTANT_COLUMN, "gamma": [2.0, 0.5], "eps": 1e-8},
    ),
    vjp_of=batch_norm,
    wrt=("X", "gamma", "beta"),
    cotangent="dY",
)
def batch_norm_backward(dY, X, gamma, eps):
    """(dX, dgamma, dbeta): (N, D), (N, D), (D,), a number → (N, D), (D,), (D,)."""
    deviation, xhat = normalized(X, eps)
    # xhat has mean 0, so centring dY first changes nothing but the rounding of the product.
    centred = centre(dY)
    along = (centred * xhat).mean(axis=0)
    rest = centre(centred - xhat * along)
    # On paper this takes 0 away: the product of rest and xhat has the mean eps / (var + eps) along.
    # It removes the rounding of the line before, which is all that is left of nearly equal rows.
    rest = rest - xhat * ((rest * xhat).mean(axis=0) - eps / deviation**2 * along)
    return gamma / deviation * rest, (dY * xhat).sum(axis=0), dY.astype(float).sum(axis=0)


def normalized(X, eps):
    """√(var + eps) of each column, and the normalized input."""
    centred = centre(X)
    deviation = np.sqrt((centred**2).mean(axis=0) + eps)
    return deviation, centred / deviation


@law(batch_norm_backward, says="Every column of dX adds up to 0.")
def the_columns_of_dX_add_up_to_zero(dX, dgamma, dbeta, dY, X, gamma, eps):
    return dX.sum(axis=0), 0.0


@law(batch_norm_backward, says="dbeta holds the sums of the columns of dY.")
def dbeta_is_the_sum_of_dY(dX, dgamma, dbeta, dY, X, gamma, eps):
    return dbeta, dY.sum(axis=0)


@law(
    batch_norm_backward,
    says="Adding a number to a whole column of X changes nothing.",
    twin=lambda X, **_: {"X": X + np.arange(1, X.shape[1] + 1)},
)
def shifting_a_column_leaves_the_gradients(
    dX, dgamma, dbeta, dX_twin, dgamma_twin, dbeta_twin, dY, X, gamma, eps
):
    return (dX_twin, dgamma_twin), (dX, dgamma)


@terms(
    batch_norm_backward,
    part="dX",
    names=("directly", "through the mean", "through the variance"),
    says="X reaches the output along three paths, and dX is the sum of the three:",
    hints="In column X = (1, 2, 4): by how much do mean and variance change when the 4 becomes"
    " 4.1?",
)
def three_paths(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    slope = gamma / deviation
    return slope * dY, -slope * dY.mean(axis=0), -slope * xhat * (dY * xhat).mean(axis=0)


@terms(
    batch_norm_backward,
    part="dgamma",
    names=("the input", "its mean"),
    says="The normalized input is a difference, so dgamma is a sum of two terms:",
)
def normalized_input_multiplied_out(dY, X, gamma, eps):
    deviation, _ = normalized(X, eps)
    return (dY * X).sum(axis=0) / deviation, -dY.sum(axis=0) * X.mean(axis=0) / deviation


@claim(
    batch_norm_backward,
    says="The Jacobian of one feature is gamma / sqrt(var + eps) times delta_ik - 1/N - xhat_i"
    " xhat_k / N.",
    source="notes 001 Algorithm 1",
    derivative_of=lambda x, gamma, beta, eps: batch_norm(x[:, None], gamma, beta, eps)[:, 0],
    wrt="x",
    x=Array("N"),
    gamma=Number(0.5, 3),
    beta=Number(-3, 3),
    eps=Positive(1e-8, 1e-1),
)
def the_jacobian_of_one_feature(x, gamma, beta, eps):
    deviation = np.sqrt(x.var() + eps)
    xhat = (x - x.mean()) / deviation
    rest = np.eye(len(x)) - 1 / len(x) - np.outer(xhat, xhat) / len(x)
    return gamma / deviation * rest


@claim(
    batch_norm_backward,
    says="Where gamma and beta make it return its inputs, dX is dY less its mean and less xhat"
    " times the mean of dY * xhat: its Jacobian is not the identity.",
    source="notes 003",
    dY=Array("N D"),
    X=Array("N D"),
    eps=Positive(1e-8, 1e-1),
)
def not_the_identity_where_it_returns_its_inputs(dY, X, eps):
    deviation, xhat = normalized(X, eps)
    dX, _, _ = batch_norm_backward(dY, X, deviation, eps)
    return dX, dY - dY.mean(axis=0) - xhat * (dY * xhat).mean(axis=0)


@claim(
    batch_norm_backward,
    says="There, a dY of ones, which the identity would return, gives 0.",
    source="notes 003",
    X=Array("N D"),
    eps=Positive(1e-8, 1e-1),
)
def ones_give_zero_where_it_returns_its_inputs(X, eps):
    deviation, _ = normalized(X, eps)
    dX, _, _ = batch_norm_backward(np.ones_like(X), X, deviation, eps)
    return dX, 0 * X


DEFINITIONS = {
    "mu_j": "(1/N)*sum_i(X_ij)",
    "v_j": "(1/N)*sum_i((X_ij - μ_j)²)",
    "x̂_ij": "(X_ij - μ_j)/√(v_j + ε)",
}

TEXTBOOK = (
    Line(
        batch_norm_backward,
        "dX_ij = γ_j/√(v_j + ε)*(dY_ij - mean_k(dY_kj) - x̂_ij*mean_k(dY_kj*x̂_kj))",
        part="dX",
        where=DEFINITIONS,
    ),
    Line(batch_norm_backward, "dgamma_j = sum_i(dY_ij*x̂_ij)", part="dgamma", where=DEFINITIONS),
    Line(batch_norm_backward, "dbeta_j = sum_i(dY_ij)", part="dbeta"),
)
