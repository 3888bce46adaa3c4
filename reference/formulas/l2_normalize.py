"""L2 normalization of the inputs: every sample with length 1, its direction kept.

    Y_ij = X_ij / ‖X_i‖          ‖X_i‖ = √(Σ_j X_ij²)

X (N, D) → (N, D), row by row. A row of zeros, where this is 0/0, stays 0. Source: notes 002
Obs. 4.1, which names it and gives no formula.
"""

import numpy as np

from reference.domain import Array
from reference.formula import Line, claim, formula, law
from reference.formulas.min_max import divisor


@formula(
    X=Array("N D"),
    example={"X": [[3.0, 4.0], [0.0, 2.0], [-1.0, 0.0]]},
    extremes=({"X": [[0.0, 0.0], [3.0, 4.0]]}, {"X": [[0.0]]}),
)
def l2_normalize(X):
    """X_i / ‖X_i‖ of each row, 0 where it is 0: (N, D) → (N, D)."""
    return X / divisor(np.sqrt((X**2).sum(axis=1, keepdims=True)))


@law(l2_normalize, says="Multiplying every row by the length that it had gives X back.")
def lengths_give_the_inputs_back(Y, X):
    return Y * np.sqrt((X**2).sum(axis=1, keepdims=True)), X


@law(
    l2_normalize,
    says="Multiplying each row by a positive number of its own changes nothing.",
    twin=lambda X: {"X": X * np.exp(X.mean(axis=1, keepdims=True))},
)
def longer_rows_change_nothing(Y, Y_twin, X):
    return Y_twin, Y


@claim(
    l2_normalize,
    says="The Jacobian for a sample is (delta_jk - y_j y_k) / length.",
    source="notes 002 Obs. 4.1",
    derivative_of=lambda x: l2_normalize(x[None, :])[0],
    wrt="x",
    x=Array("D"),
)
def the_jacobian_of_a_sample(x):
    (y,) = l2_normalize(x[None, :])
    return (np.eye(len(x)) - np.outer(y, y)) / np.sqrt((x**2).sum())


@claim(
    l2_normalize,
    says="Its vector-Jacobian product is (G - Y * (Y·G)) / length, row by row.",
    source="notes 002 Obs. 4.1",
    derivative_of=lambda X, **_: l2_normalize(X),
    wrt="X",
    cotangent="G",
    X=Array("N D"),
    G=Array("N D"),
)
def the_vector_jacobian_product(X, G):
    Y = l2_normalize(X)
    inner = (Y * G).sum(axis=1, keepdims=True)
    return (G - Y * inner) / np.sqrt((X**2).sum(axis=1, keepdims=True))


TEXTBOOK = (
    Line(
        l2_normalize,
        "Y_lj = X_lj/n_l",
        where={"length_l": "√(sum_k(X_lk²))", "n_l": "[length_l > 0]*length_l + [length_l <= 0]"},
    ),
)
