"""The gradient of half the mean squared error of a sigmoid neuron.

    ∂C/∂w_j = (1/N) Σ_i X_ij (a_i − y_i) σ'(z_i)          ∂C/∂b = (1/N) Σ_i (a_i − y_i) σ'(z_i)

z = X w + b, a = σ(z), σ' = a (1 − a). w (D,), b a number, X (N, D), y (N,) → dw (D,), db a number.
Source: notes 000 §5.
"""

import numpy as np

from reference.formula import Line, claim, formula, law
from reference.formulas.binary_cross_entropy import (
    BIAS,
    EXAMPLE,
    EXTREMES,
    INPUTS,
    LABELS,
    WEIGHTS,
)
from reference.formulas.sigmoid import sigmoid
from reference.formulas.sigmoid_derivative import sigmoid_derivative
from reference.formulas.sigmoid_mse import sigmoid_mse


@formula(
    w=WEIGHTS,
    b=BIAS,
    X=INPUTS,
    y=LABELS,
    parts={"dw": 2, "db": 1},
    example=EXAMPLE,
    extremes=EXTREMES,
    convention={"factor": "half"},
    gradient_of=sigmoid_mse,
    wrt=("w", "b"),
)
def sigmoid_mse_gradient(w, b, X, y):
    """(dw, db): (D,), (), (N, D), (N,) → (D,), a number."""
    z = X @ w + b
    slope = (sigmoid(z) - y) * sigmoid_derivative(z)
    return X.T @ slope / len(y), slope.sum() / len(y)


@law(
    sigmoid_mse_gradient,
    says="With 1 added to all of X and the sum of w taken off b, each entry of dw grows by db.",
    twin=lambda w, b, X, **_: {"X": X + 1, "b": b - w.sum()},
)
def shifted_inputs_add_db(dw, db, dw_twin, db_twin, w, b, X, y):
    return dw_twin, dw + db


@law(
    sigmoid_mse_gradient,
    says="With opposite w and b and the labels exchanged, the gradient is the opposite one.",
    twin=lambda w, b, y, **_: {"w": -w, "b": -b, "y": 1 - y},
)
def exchanged_classes_have_opposite_gradients(dw, db, dw_twin, db_twin, w, b, X, y):
    return dw_twin, -dw


@claim(
    sigmoid_mse_gradient,
    says="The gradient by w of the mean squared error without the half is twice as large.",
    source="notes 000 §5",
    derivative_of=lambda w, b, X, y: np.mean((sigmoid(X @ w + b) - y) ** 2),
    wrt="w",
)
def without_the_half_dw_doubles(w, b, X, y):
    dw, _ = sigmoid_mse_gradient(w, b, X, y)
    return 2 * dw


@claim(
    sigmoid_mse_gradient,
    says="The gradient by b of the mean squared error without the half is twice as large.",
    source="notes 000 §5",
    derivative_of=lambda w, b, X, y: np.mean((sigmoid(X @ w + b) - y) ** 2),
    wrt="b",
)
def without_the_half_db_doubles(w, b, X, y):
    _, db = sigmoid_mse_gradient(w, b, X, y)
    return 2 * db


DEFINITIONS = {"z_l": "sum_j(w_j*X_lj) + b", "a_l": "σ(z_l)"}

TEXTBOOK = (
    Line(
        sigmoid_mse_gradient,
        "dw_j = (1/N)*sum_l(X_lj*(a_l - y_l)*a_l*(1 - a_l))",
        part="dw",
        where=DEFINITIONS,
    ),
    Line(
        sigmoid_mse_gradient,
        "db = (1/N)*sum_l((a_l - y_l)*a_l*(1 - a_l))",
        part="db",
        where=DEFINITIONS,
    ),
)
