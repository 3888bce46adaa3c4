"""Softmax.

    S_i = exp(x_i) / Σ_k exp(x_k)

x (…, n) → S (…, n), along the last axis. Source: notes 000 §4, 002 Def. 5.1.
"""

import numpy as np

from reference.domain import Array, Count, Number, Positive
from reference.formula import Line, claim, formula, law
from reference.formulas.sigmoid import sigmoid

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


@claim(
    softmax,
    says="Adding any number c to every x does not change softmax.",
    source="notes 000 §4",
    x=LOGITS,
    c=Number(-10, 10),
)
def any_shift_changes_nothing(x, c):
    return softmax(x + c), softmax(x)


@claim(
    softmax,
    says="Multiplying every exponential by a number C > 0 does not change softmax.",
    source="notes 000 §4",
    x=LOGITS,
    C=Positive(1e-3, 1e3),
)
def a_common_factor_cancels(x, C):
    e = C * np.exp(x)
    return softmax(x), e / e.sum(axis=-1, keepdims=True)


@claim(
    softmax,
    says="Where one of K logits is z and all others are u, its probability is 1 / (1 + (K - 1)"
    " exp(u - z)): for K = 2, sigmoid(z - u).",
    source="notes 002 Def. 5.1",
    z=Number(-8, 8),
    u=Number(-8, 8),
    K=Count(low=1, high=8),
)
def one_logit_against_equal_others(z, u, K):
    each_in_turn = np.eye(K)
    chosen = softmax(u + (z - u) * each_in_turn) * each_in_turn
    return chosen.sum(axis=1), 1 / (1 + (K - 1) * np.exp(u - z))


@claim(
    softmax,
    says="Of two classes, the quotient of exponentials is the sigmoid of the difference.",
    source="notes 002 Def. 5.1",
    z1=Number(-8, 8),
    z2=Number(-8, 8),
)
def two_classes_are_a_sigmoid(z1, z2):
    return np.exp(z1) / (np.exp(z1) + np.exp(z2)), sigmoid(z1 - z2)


TEXTBOOK = (Line(softmax, "S_i", where={"S_i": "exp(x_i)/Σ_k(exp(x_k))"}),)
