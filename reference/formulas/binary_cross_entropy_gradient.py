"""The gradient of the binary cross-entropy of a sigmoid neuron.

    ∂C/∂w_j = (1/N) Σ_i X_ij (a_i − y_i)          ∂C/∂b = (1/N) Σ_i (a_i − y_i)

a = σ(X w + b). w (D,), b a number, X (N, D), y (N,) → dw (D,), db a number. Source: notes 000 §5.
"""

import numpy as np

from reference.domain import Number
from reference.formula import Line, claim, formula, law
from reference.formulas.binary_cross_entropy import (
    BIAS,
    EXAMPLE,
    EXTREMES,
    INPUTS,
    LABELS,
    WEIGHTS,
    binary_cross_entropy,
)
from reference.formulas.sigmoid import sigmoid


@formula(
    w=WEIGHTS,
    b=BIAS,
    X=INPUTS,
    y=LABELS,
    parts={"dw": 2, "db": 1},
    example=EXAMPLE,
    extremes=EXTREMES,
    gradient_of=binary_cross_entropy,
    wrt=("w", "b"),
)
def binary_cross_entropy_gradient(w, b, X, y):
    """(dw, db): (D,), (), (N, D), (N,) → (D,), a number."""
    error = sigmoid(X @ w + b) - y
    return X.T @ error / len(y), error.sum() / len(y)


@law(
    binary_cross_entropy_gradient,
    says="With 1 added to all of X and the sum of w taken off b, each entry of dw grows by db.",
    twin=lambda w, b, X, **_: {"X": X + 1, "b": b - w.sum()},
)
def shifted_inputs_add_db(dw, db, dw_twin, db_twin, w, b, X, y):
    return dw_twin, dw + db


@law(
    binary_cross_entropy_gradient,
    says="With opposite w and b and the labels exchanged, the gradient is the opposite one.",
    twin=lambda w, b, y, **_: {"w": -w, "b": -b, "y": 1 - y},
)
def exchanged_classes_have_opposite_gradients(dw, db, dw_twin, db_twin, w, b, X, y):
    return dw_twin, -dw


@law(
    binary_cross_entropy_gradient,
    says="With all labels exchanged, db changes by the mean of 2y - 1.",
    twin=lambda y, **_: {"y": 1 - y},
)
def exchanging_labels_moves_the_gradient(dw, db, dw_twin, db_twin, w, b, X, y):
    return db_twin - db, (2 * y - 1).mean()


@claim(
    binary_cross_entropy_gradient,
    says="By the score of a sample, the derivative is a - y: that of the sigmoid cancels.",
    source="notes 000 §5",
    derivative_of=lambda z, y: y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z),
    wrt="z",
    z=Number(-8, 8),
    y=Number(0, 1),
)
def by_the_score(z, y):
    return sigmoid(z) - y


DEFINITIONS = {"z_l": "sum_j(w_j*X_lj) + b", "a_l": "σ(z_l)"}

TEXTBOOK = (
    Line(
        binary_cross_entropy_gradient,
        "dw_j = (1/N)*sum_l(X_lj*(a_l - y_l))",
        part="dw",
        where=DEFINITIONS,
    ),
    Line(
        binary_cross_entropy_gradient, "db = (1/N)*sum_l(a_l - y_l)", part="db", where=DEFINITIONS
    ),
)
