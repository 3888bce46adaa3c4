"""The binary cross-entropy of a sigmoid neuron, the mean over the samples.

    z_i = Σ_j X_ij w_j + b          a_i = σ(z_i)
    C = −(1/N) Σ_i [y_i log a_i + (1 − y_i) log(1 − a_i)]

weights w (D,), bias b a number, inputs X (N, D), labels y (N,), each 0 or 1; → a number.
Source: notes 000 §5.
"""

import numpy as np

from reference.domain import Array, BinaryLabels, Fraction, Number, Positive
from reference.formula import Line, claim, formula, law

# No score is beyond 8: the form in the outputs a, as it is printed, is then exact enough.
WEIGHTS = Array("D", low=-1, high=1)
BIAS = Number(-2, 2)
INPUTS = Array("N D", low=-1, high=1)
LABELS = BinaryLabels("N")
EXAMPLE = {"w": [1.0, -1.0], "b": 0.5, "X": [[1.0, -1.0], [-1.0, 0.5]], "y": [1.0, 0.0]}
# Scores as large as 2400, each with the label that it speaks against: the loss is not nearly 0.
EXTREMES = (
    {"w": [400.0, 0.0], "b": 0.0, "X": [[2.0, 1.0], [-2.0, 1.0]], "y": [0.0, 1.0]},
    {"w": [1.0, 1.0], "b": -2.0, "X": [[-900.0, 2.0], [0.0, -1000.0]], "y": [1.0, 1.0]},
    {"w": [900.0, 1.0], "b": 1.0, "X": [[1.0, 0.0], [2.0, -1.0]], "y": [0.0, 0.0]},
    {"w": [-800.0], "b": 1.0, "X": [[1.0], [-3.0], [0.0]], "y": [1.0, 0.0, 1.0]},
)


@formula(w=WEIGHTS, b=BIAS, X=INPUTS, y=LABELS, example=EXAMPLE, extremes=EXTREMES)
def binary_cross_entropy(w, b, X, y):
    """−(1/N) Σ_i [y_i log a_i + (1 − y_i) log(1 − a_i)]: (D,), (), (N, D), (N,) → a number."""
    z = X @ w + b
    # −log σ(z) and −log(1 − σ(z)) from z, never of a σ(z) that may have been rounded to 0 or 1.
    return np.mean(y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z))


@law(
    binary_cross_entropy,
    says="With opposite w and b and the labels exchanged, the loss is the same.",
    twin=lambda w, b, y, **_: {"w": -w, "b": -b, "y": 1 - y},
)
def the_classes_are_exchangeable(C, C_twin, w, b, X, y):
    return C_twin, C


@law(
    binary_cross_entropy,
    says="With w and b equal to 0 the loss is log 2.",
    twin=lambda w, b, **_: {"w": 0 * w, "b": 0 * b},
)
def knowing_nothing_costs_log_two(C, C_twin, w, b, X, y):
    return C_twin, np.log(2)


@law(
    binary_cross_entropy,
    says="With all labels exchanged, the loss changes by the mean of (2y - 1) z.",
    twin=lambda y, **_: {"y": 1 - y},
)
def exchanging_labels_adds_the_scores(C, C_twin, w, b, X, y):
    return C_twin - C, np.mean((2 * y - 1) * (X @ w + b))


def _of_one_sample(p):
    """The loss of a sample of class 1 to which the neuron gives the probability p."""
    score = np.log(p / (1 - p))
    return binary_cross_entropy(np.zeros(1), score, np.ones((1, 1)), np.ones(1))


@claim(
    binary_cross_entropy,
    says="With the logarithm to the base c, that is, divided by ln c, the loss of a sample of class"
    " 1 with the probability p has the derivative -1 / (p ln c), for c other than 1.",
    source="notes 000 §5",
    derivative_of=lambda p, c: _of_one_sample(p) / np.log(c),
    wrt="p",
    p=Fraction(0.01, 0.99),
    c=Positive(1.1, 10),
)
def the_derivative_of_a_logarithm(p, c):
    return -1 / (p * np.log(c))


TEXTBOOK = (
    Line(
        binary_cross_entropy,
        "-(1/N)*sum_l(y_l*ln(a_l) + (1 - y_l)*ln(1 - a_l))",
        where={"z_l": "sum_j(w_j*X_lj) + b", "a_l": "σ(z_l)"},
    ),
)
