"""Layer normalization: each sample by the statistics of its own features.

    mean_i = (1/D) Σ_j X_ij          var_i = (1/D) Σ_j (X_ij − mean_i)²
    Y_ij = gamma_j (X_ij − mean_i) / √(var_i + eps) + beta_j

X (N, D); gamma, beta (D,); → Y (N, D). The variance is that of the population, eps stands inside
the root. Source: Ba, Kiros and Hinton 2016, eq. (3) and (4); not in the notes.
"""

import numpy as np

from reference.domain import Array, Positive
from reference.formula import Line, claim, formula, law, terms

# Far from 0 compared with its spread, as far as an answer that centres X first stays accurate.
FAR_FROM_ZERO = [[1000001.0, 1000002.0, 1000004.0], [2.0, 0.0, 1.0]]
CONSTANT_ROW = [[3.0, 3.0, 3.0], [0.0, 2.0, -1.0]]


@formula(
    X=Array("N D"),
    gamma=Array("D", low=0.5, high=3),
    beta=Array("D"),
    eps=Positive(1e-8, 1e-1),
    example={
        "X": [[1.0, 2.0, 4.0], [2.0, 0.0, 1.0]],
        "gamma": [2.0, 0.5, 1.0],
        "beta": [1.0, -1.0, 0.0],
        "eps": 0.01,
    },
    extremes=(
        {"X": FAR_FROM_ZERO, "gamma": [2.0, 0.5, 1.0], "beta": [1.0, -1.0, 0.0], "eps": 1e-8},
        {"X": CONSTANT_ROW, "gamma": [2.0, 0.5, 1.0], "beta": [1.0, -1.0, 0.0], "eps": 1e-8},
    ),
)
def layer_norm(X, gamma, beta, eps):
    """gamma (X − mean) / √(var + eps) + beta: (N, D), (D,), (D,), a number → (N, D)."""
    centred = centre_rows(X)
    return gamma * centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + eps) + beta


def centre_rows(X):
    """X minus the mean of each row."""
    centred = X - X.mean(axis=1, keepdims=True)
    # Nothing on paper; removes the rounding of a mean that is large compared with the spread.
    return centred - centred.mean(axis=1, keepdims=True)


@law(layer_norm, says="With beta subtracted and gamma divided out, every row adds up to 0.")
def a_row_adds_up_to_zero(Y, X, gamma, beta, eps):
    return ((Y - beta) / gamma).sum(axis=1), 0.0


@law(
    layer_norm,
    says="Adding a number to a whole row of X does not change the output.",
    twin=lambda X, **_: {"X": X + X.mean(axis=1, keepdims=True)},
)
def shifting_a_row_changes_nothing(Y, Y_twin, X, gamma, beta, eps):
    return Y_twin, Y


@terms(
    layer_norm,
    names=("the input", "its mean", "the shift"),
    says="Multiplied out, the output is a sum of three terms:",
)
def rows_multiplied_out(X, gamma, beta, eps):
    factor = gamma / np.sqrt((centre_rows(X) ** 2).mean(axis=1, keepdims=True) + eps)
    shift = np.broadcast_to(beta, X.shape)
    return factor * X, -factor * X.mean(axis=1, keepdims=True), shift


@claim(
    layer_norm,
    says="The variance of a row, gamma and beta taken away, is var / (var + eps).",
    source="Ba, Kiros and Hinton 2016",
    X=Array("N D"),
    eps=Positive(1e-8, 1e-1),
)
def the_variance_of_a_row(X, eps):
    D = X.shape[1]
    var = X.var(axis=1)
    return layer_norm(X, np.ones(D), np.zeros(D), eps).var(axis=1), var / (var + eps)


TEXTBOOK = (
    Line(
        layer_norm,
        "Y_ij = γ_j*x̂_ij + β_j",
        where={
            "mu_i": "(1/D)*sum_j(X_ij)",
            "v_i": "(1/D)*sum_j((X_ij - μ_i)²)",
            "x̂_ij": "(X_ij - μ_i)/√(v_i + ε)",
        },
    ),
)
