"""The gradient of a mini-batch: the mean of the gradients of its samples.

    ∂J/∂w = (1/N) Σ_i ∂J_i/∂w

per_sample_gradients (N, …), one gradient of any shape for each of the N samples of the mini-batch,
→ (…). Source: notes 000 §1.1, 002 Def. 2.2 and 2.4.
"""

import numpy as np

from reference.domain import Array
from reference.formula import Line, claim, formula, law
from reference.formulas.binary_cross_entropy import BIAS, INPUTS, LABELS, WEIGHTS
from reference.formulas.binary_cross_entropy_gradient import binary_cross_entropy_gradient
from reference.formulas.sigmoid import sigmoid


@formula(
    per_sample_gradients=Array("N ..."),
    example={"per_sample_gradients": [[1.0, 2.0], [3.0, 0.0], [2.0, 1.0]]},
)
def minibatch_gradient(per_sample_gradients):
    """(1/N) Σ_i ∂J_i/∂w: (N, …) → (…)."""
    return np.mean(per_sample_gradients, axis=0)


@law(
    minibatch_gradient,
    says="Where every gradient lies twice as far from the mean of all, the result stays.",
    twin=lambda per_sample_gradients: {
        "per_sample_gradients": 2 * per_sample_gradients - per_sample_gradients.mean(axis=0)
    },
)
def distances_from_the_mean_do_not_matter(d, d_twin, per_sample_gradients):
    return d_twin, d


@law(
    minibatch_gradient,
    says="Where all samples have one and the same gradient, the mini-batch has it, too.",
    twin=lambda per_sample_gradients: {
        "per_sample_gradients": per_sample_gradients.sum(axis=0) + 0 * per_sample_gradients
    },
)
def equal_samples_have_their_own_gradient(d, d_twin, per_sample_gradients):
    return d_twin, per_sample_gradients.sum(axis=0)


@law(
    minibatch_gradient,
    says="The opposite gradients have the opposite mean.",
    twin=lambda per_sample_gradients: {"per_sample_gradients": -per_sample_gradients},
)
def opposite_gradients_have_the_opposite_mean(d, d_twin, per_sample_gradients):
    return d_twin, -d


@claim(
    minibatch_gradient,
    says="The mean of the gradients of the samples is the gradient of the mean of their losses,"
    " here of binary cross-entropy.",
    source="notes 002 Def. 2.2",
    w=WEIGHTS,
    b=BIAS,
    X=INPUTS,
    y=LABELS,
)
def the_gradient_of_the_mean(w, b, X, y):
    per_sample = X * (sigmoid(X @ w + b) - y)[:, None]
    dw, _ = binary_cross_entropy_gradient(w, b, X, y)
    return minibatch_gradient(per_sample), dw


TEXTBOOK = (Line(minibatch_gradient, "mean_l(per_sample_gradients_l)"),)
