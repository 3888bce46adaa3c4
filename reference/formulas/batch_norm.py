"""Batch normalization of a batch, feature by feature.

    mean_j = (1/N) Σ_i X_ij          var_j = (1/N) Σ_i (X_ij − mean_j)²
    Y_ij = gamma_j (X_ij − mean_j) / √(var_j + eps) + beta_j

X (N, D); gamma, beta (D,); → Y (N, D). The variance is that of the population, eps stands inside
the root. Source: notes 001 Algorithm 1, 003 eq. (27) to (30).
"""

import numpy as np

from reference.domain import Array, Positive
from reference.formula import Line, claim, formula, law, terms
from reference.formulas.linear import linear

# Far from 0 compared with its spread, as far as an answer that centres X first stays accurate.
FAR_FROM_ZERO = [[1000001.0, 2.0], [1000002.0, 0.0], [1000004.0, 1.0]]


CONSTANT_COLUMN = [[3.0, 0.0], [3.0, 2.0], [3.0, -1.0]]


@formula(
    X=Array("N D"),
    gamma=Array("D", low=0.5, high=3),
    beta=Array("D"),
    eps=Positive(1e-8, 1e-1),
    example={
        "X": [[1.0, 2.0], [2.0, 0.0], [4.0, 1.0]],
        "gamma": [2.0, 0.5],
        "beta": [1.0, -1.0],
        "eps": 0.01,
    },
    extremes=(
        {"X": FAR_FROM_ZERO, "gamma": [2.0, 0.5], "beta": [1.0, -1.0], "eps": 1e-8},
        {"X": CONSTANT_COLUMN, "gamma": [2.0, 0.5], "beta": [1.0, -1.0], "eps": 1e-8},
    ),
)
def batch_norm(X, gamma, beta, eps):
    """gamma (X − mean) / √(var + eps) + beta: (N, D), (D,), (D,), a number → (N, D)."""
    centred = centre(X)
    return gamma * centred / np.sqrt((centred**2).mean(axis=0) + eps) + beta


def centre(X):
    """X minus the mean of each column."""
    centred = X - X.mean(axis=0)
    # Nothing on paper; removes the rounding of a mean that is large compared with the spread.
    return centred - centred.mean(axis=0)


@law(batch_norm, says="The mean of every column of the output is beta.")
def the_mean_of_a_column_is_beta(Y, X, gamma, beta, eps):
    return Y.mean(axis=0), beta


@law(
    batch_norm,
    says="Adding a number to a whole column of X does not change the output.",
    twin=lambda X, **_: {"X": X + np.arange(1, X.shape[1] + 1)},
)
def shifting_a_column_changes_nothing(Y, Y_twin, X, gamma, beta, eps):
    return Y_twin, Y


@terms(
    batch_norm,
    names=("the input", "its mean", "the shift"),
    says="Multiplied out, the output is a sum of three terms:",
)
def multiplied_out(X, gamma, beta, eps):
    factor = gamma / np.sqrt((centre(X) ** 2).mean(axis=0) + eps)
    return factor * X, -factor * X.mean(axis=0), beta


@claim(
    batch_norm,
    says="With gamma = sqrt(var + eps) and beta = mean, it returns its inputs.",
    source="notes 003",
    X=Array("N D"),
    eps=Positive(1e-8, 1e-1),
)
def undone_by_its_own_statistics(X, eps):
    return batch_norm(X, np.sqrt(X.var(axis=0) + eps), X.mean(axis=0), eps), X


@claim(
    batch_norm,
    says="A bias of the layer before it changes nothing.",
    source="notes 003",
    X=Array("N D"),
    W=Array("D K"),
    b=Array("K"),
    gamma=Array("K", low=0.5, high=3),
    beta=Array("K"),
    eps=Positive(1e-8, 1e-1),
)
def a_bias_before_changes_nothing(X, W, b, gamma, beta, eps):
    return batch_norm(linear(X, W, b), gamma, beta, eps), batch_norm(X @ W, gamma, beta, eps)


@claim(
    batch_norm,
    says="So the gradient of any loss by that bias is 0.",
    source="notes 003",
    derivative_of=lambda X, W, b, gamma, beta, eps, **_: batch_norm(
        linear(X, W, b), gamma, beta, eps
    ),
    wrt="b",
    cotangent="dY",
    X=Array("N D"),
    W=Array("D K"),
    b=Array("K"),
    gamma=Array("K", low=0.5, high=3),
    beta=Array("K"),
    eps=Positive(1e-8, 1e-1),
    dY=Array("N K"),
)
def the_gradient_by_a_bias_before_is_zero(X, W, b, gamma, beta, eps, dY):
    return 0 * b


@claim(
    batch_norm,
    says="The variance of a column of the output is gamma² var / (var + eps).",
    source="notes 003",
)
def the_variance_of_a_column(X, gamma, beta, eps):
    var = X.var(axis=0)
    return batch_norm(X, gamma, beta, eps).var(axis=0), gamma**2 * var / (var + eps)


TEXTBOOK = (
    Line(
        batch_norm,
        "Y_ij = γ_j*x̂_ij + β_j",
        where={
            "mu_j": "(1/N)*sum_i(X_ij)",
            "v_j": "(1/N)*sum_i((X_ij - μ_j)²)",
            "x̂_ij": "(X_ij - μ_j)/√(v_j + ε)",
        },
    ),
)
