"""Half the mean squared error of a sigmoid neuron.

    a_i = σ(Σ_j X_ij w_j + b)          C = (1/2N) Σ_i (a_i − y_i)²

weights w (D,), bias b a number, inputs X (N, D), labels y (N,), each 0 or 1; → a number.
Source: notes 000 §5, whose gradient has no factor 2: so it is that of this loss, with the half.
"""

import numpy as np

from reference.formula import Line, formula, law
from reference.formulas.binary_cross_entropy import (
    BIAS,
    EXAMPLE,
    EXTREMES,
    INPUTS,
    LABELS,
    WEIGHTS,
)
from reference.formulas.sigmoid import sigmoid


@formula(
    w=WEIGHTS,
    b=BIAS,
    X=INPUTS,
    y=LABELS,
    example=EXAMPLE,
    extremes=EXTREMES,
    convention={"factor": "half"},
)
def sigmoid_mse(w, b, X, y):
    """(1/2N) Σ_i (a_i − y_i)²: (D,), (), (N, D), (N,) → a number."""
    return np.mean((sigmoid(X @ w + b) - y) ** 2) / 2


@law(
    sigmoid_mse,
    says="With opposite w and b and the labels exchanged, the loss is the same.",
    twin=lambda w, b, y, **_: {"w": -w, "b": -b, "y": 1 - y},
)
def the_classes_are_exchangeable(C, C_twin, w, b, X, y):
    return C_twin, C


@law(
    sigmoid_mse,
    says="With w, b and all labels equal to 0 every error is 1/2: the loss is 1/4, or half of it.",
    twin=lambda w, b, y, **_: {"w": 0 * w, "b": 0 * b, "y": 0 * y},
)
def knowing_nothing_has_errors_of_a_half(C, C_twin, w, b, X, y):
    return (C_twin - 0.125) * (C_twin - 0.25), 0.0


TEXTBOOK = (
    Line(
        sigmoid_mse,
        "1/(2*N)*sum_l((a_l - y_l)^2)",
        where={"z_l": "sum_j(w_j*X_lj) + b", "a_l": "σ(z_l)"},
    ),
)
