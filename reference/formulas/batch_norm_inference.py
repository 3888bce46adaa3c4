"""Batch normalization at inference: with the running statistics instead of those of a batch.

    Y_ij = gamma_j (X_ij − mean_j) / √(var_j + eps) + beta_j

X (N, D); gamma, beta, mean, var (D,); → Y (N, D). Nothing of it depends on the other samples.
Source: the transform of notes 001 Algorithm 1, 003 eq. (27) to (30), with given statistics.
"""

import numpy as np

from reference.domain import Array, Positive
from reference.formula import Line, claim, formula, law


@formula(
    X=Array("N D"),
    gamma=Array("D", low=0.5, high=3),
    beta=Array("D"),
    mean=Array("D"),
    var=Array("D", low=0, high=4),
    eps=Positive(1e-8, 1e-1),
    example={
        "X": [[1.0, 2.0], [2.0, 0.0], [4.0, 1.0]],
        "gamma": [2.0, 0.5],
        "beta": [1.0, -1.0],
        "mean": [2.0, 1.0],
        "var": [4.0, 0.25],
        "eps": 0.01,
    },
    extremes=(
        {
            "X": [[1000001.0, 2.0], [1000004.0, 1.0]],
            "gamma": [2.0, 0.5],
            "beta": [1.0, -1.0],
            "mean": [1000002.0, 1.0],
            "var": [2.0, 0.0],
            "eps": 1e-8,
        },
    ),
)
def batch_norm_inference(X, gamma, beta, mean, var, eps):
    """gamma (X − mean) / √(var + eps) + beta: (N, D), four of (D,), a number → (N, D)."""
    return gamma * (X - mean) / np.sqrt(var + eps) + beta


@law(
    batch_norm_inference,
    says="Where a row of X is the mean, the output is beta.",
    twin=lambda X, mean, **_: {"X": 0 * X + mean},
)
def the_mean_goes_to_beta(Y, Y_twin, X, gamma, beta, mean, var, eps):
    return Y_twin, beta + 0 * X


@law(
    batch_norm_inference,
    says="Where X lies twice as far from mean, the output lies twice as far from beta.",
    twin=lambda X, mean, **_: {"X": 2 * X - mean},
)
def twice_as_far_from_the_mean(Y, Y_twin, X, gamma, beta, mean, var, eps):
    return Y_twin - beta, 2 * (Y - beta)


@law(
    batch_norm_inference,
    says="Where X is above the mean by the root of var + eps, the output is gamma + beta.",
    twin=lambda X, mean, var, eps, **_: {"X": 0 * X + mean + np.sqrt(var + eps)},
)
def one_deviation_above_the_mean(Y, Y_twin, X, gamma, beta, mean, var, eps):
    return Y_twin, gamma + beta + 0 * X


@claim(
    batch_norm_inference,
    says="It is an affine map of each feature: X times gamma / sqrt(var + eps), plus a constant.",
    source="notes 001 Algorithm 1",
)
def an_affine_map(X, gamma, beta, mean, var, eps):
    factor = gamma / np.sqrt(var + eps)
    return batch_norm_inference(X, gamma, beta, mean, var, eps), X * factor + (beta - mean * factor)


TEXTBOOK = (Line(batch_norm_inference, "Y_ij = γ_j*(X_ij - mean_j)/√(var_j + ε) + β_j"),)
