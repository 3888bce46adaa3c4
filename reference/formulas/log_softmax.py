"""The logarithm of softmax.

    L_i = log S_i = x_i − log Σ_k exp(x_k)

x (…, n) → L (…, n), along the last axis; finite wherever x is, also where S_i is rounded to 0.
Source: notes 000 §4, 002 Def. 5.1.
"""

import numpy as np

from reference.domain import Array
from reference.formula import Line, claim, formula, law, terms
from reference.formulas.softmax import EXTREMES, LOGITS, softmax


@formula(x=LOGITS, example={"x": [0.0, 1.0]}, extremes=EXTREMES)
def log_softmax(x):
    """L_i = x_i − log Σ_k exp(x_k) along the last axis: (…, n) → (…, n)."""
    shifted = x - x.max(axis=-1, keepdims=True)  # the sum of exponentials is between 1 and n
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


@law(log_softmax, says="The exponentials of the entries along the last axis add up to 1.")
def the_exponentials_add_up_to_one(L, x):
    return np.exp(L).sum(axis=-1), 1.0


@law(log_softmax, says="Less the mean of its row, an entry is the input less the mean of its row.")
def distances_from_the_mean_stay(L, x):
    return L - L.mean(axis=-1, keepdims=True), x - x.mean(axis=-1, keepdims=True)


@terms(
    log_softmax,
    names=("the input", "the log of the sum"),
    besides=("the largest input",),
    says="The log of a quotient is a difference, so every entry is a sum of two terms:",
)
def logarithm_of_a_quotient(x):
    largest = x.max(axis=-1, keepdims=True)
    return x, -largest - np.log(np.exp(x - largest).sum(axis=-1, keepdims=True)), largest


@claim(log_softmax, says="It is the logarithm of softmax.", source="notes 000 §4")
def the_logarithm_of_softmax(x):
    return log_softmax(x), np.log(softmax(x))


@claim(
    log_softmax,
    says="The Jacobian of log-softmax is delta_ij - S_j.",
    source="notes 000 §4",
    derivative_of=log_softmax,
    wrt="x",
    x=Array("n", low=-8, high=8),
)
def the_jacobian(x):
    return np.eye(len(x)) - softmax(x)


@claim(
    log_softmax,
    says="Its vector-Jacobian product is g - S * sum(g), row by row.",
    source="notes 000 §4",
    derivative_of=lambda x, **_: log_softmax(x),
    wrt="x",
    cotangent="g",
    x=LOGITS,
    g=Array("... n"),
)
def the_vector_jacobian_product(x, g):
    return g - softmax(x) * g.sum(axis=-1, keepdims=True)


TEXTBOOK = (Line(log_softmax, "x_i - ln(sum_k(exp(x_k)))"),)
