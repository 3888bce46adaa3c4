"""Softmax, its Jacobian, its vector-Jacobian product and its logarithm.

    S_i = exp(x_i) / Σ_k exp(x_k)          ∂S_i/∂x_j = S_i (δ_ij − S_j)

x (…, n) → S (…, n), along the last axis. The Jacobian takes one vector: (n,) → (n, n),
[i, j] = ∂S_i/∂x_j. Source: notes 000 §4, 002 Def. 5.1.
"""

import numpy as np

from reference.formula import Array, formula, law, mistake

LOGITS = Array("... n", low=-8, high=8, extreme=1e4)
EXTREMES = (
    {"x": [0.0, 1000.0]},
    {"x": [-1000.0, -1000.0]},
    {"x": [0.0, 400.0, 390.0]},
    {"x": [[0.0, 1.0], [-1000.0, -1001.0]]},
)


@formula(x=LOGITS, example={"x": [0.0, 1.0]}, extremes=EXTREMES)
def softmax(x):
    """S_i = exp(x_i) / Σ_k exp(x_k) along the last axis: (…, n) → (…, n)."""
    e = np.exp(x - x.max(axis=-1, keepdims=True))  # the largest exponent is 0: nothing overflows
    return e / e.sum(axis=-1, keepdims=True)


@law(softmax, says="The entries of softmax along the last axis add up to 1.")
def the_entries_add_up_to_one(S, x):
    return S.sum(axis=-1), 1.0


@law(
    softmax,
    says="Adding one and the same number to every x does not change softmax.",
    twin=lambda x: {"x": x + 3},
)
def shifting_x_changes_nothing(S, S_twin, x):
    return S_twin, S


@mistake(
    softmax,
    headline="nan for large inputs",
    sentence="Right for ordinary inputs; nan once an input is above 709.",
    why="exp is taken of the inputs as they come. exp(1000) is beyond the largest float64 (1.8e308)"
    " and becomes inf; inf / inf is nan.",
    hints=(
        "Adding one and the same number to every x does not change softmax. How can that keep every"
        " exponent small?",
        "Adding c multiplies numerator and denominator by exp(c). Which c makes the largest"
        " exponent 0?",
        "The logistic function at z = -1000: 1/(1+exp(-z)) overflows, exp(z)/(1+exp(z)) does not;"
        " same function.",
    ),
    action="answer the hint for softmax, change it, and run",
    only_extreme=True,
)
def exponents_as_they_come(x):
    e = np.exp(x)
    return e / e.sum(axis=-1, keepdims=True)
