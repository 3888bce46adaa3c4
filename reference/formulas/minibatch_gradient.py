"""The gradient of a mini-batch: the mean of the gradients of its samples.

    ∂J/∂w = (1/N) Σ_i ∂J_i/∂w

per_sample_gradients (N, …), one gradient of any shape for each of the N samples of the mini-batch,
→ (…). Source: notes 000 §1.1, 002 Def. 2.2 and 2.4.
"""

import numpy as np

from reference.formula import Array, Line, formula, law


@formula(
    per_sample_gradients=Array("N ..."),
    example={"per_sample_gradients": [[1.0, 2.0], [3.0, 0.0], [2.0, 1.0]]},
)
def minibatch_gradient(per_sample_gradients):
    """(1/N) Σ_i ∂J_i/∂w: (N, …) → (…)."""
    return np.mean(per_sample_gradients, axis=0)


@law(
    minibatch_gradient,
    says="The order of the samples does not change the gradient.",
    twin=lambda per_sample_gradients: {"per_sample_gradients": per_sample_gradients[::-1]},
)
def the_order_of_samples_does_not_matter(d, d_twin, per_sample_gradients):
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


TEXTBOOK = (Line(minibatch_gradient, "mean_l(per_sample_gradients_l)"),)
