"""Softmax.

    S_i = exp(x_i) / Σ_k exp(x_k)

x (…, n) → S (…, n), along the last axis. Source: notes 000 §4, 002 Def. 5.1.
"""

import numpy as np

from reference.formula import Array, Line, formula, law

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


TEXTBOOK = (Line(softmax, "S_i", where={"S_i": "exp(x_i)/Σ_k(exp(x_k))"}),)
