"""The gradient of the mean softmax cross-entropy with respect to the logits.

    ∂C/∂logits_ik = (S_ik − Y_ik) / N          where Σ_k Y_ik = 1

logits, Y (N, K) → (N, K). Source: notes 002 Thm 5.1, which has the gradient of the sum.
"""

import numpy as np

from reference.formula import Line, claim, formula, law, terms
from reference.formulas.cross_entropy import EXAMPLE, EXTREMES, LABELS, LOGITS, cross_entropy
from reference.formulas.softmax import softmax


@formula(
    logits=LOGITS,
    Y=LABELS,
    example=EXAMPLE,
    extremes=EXTREMES,
    convention={"reduction": "mean"},
    gradient_of=cross_entropy,
)
def cross_entropy_gradient(logits, Y):
    """∂C/∂logits = (S − Y) / N for the mean over the samples: (N, K), (N, K) → (N, K)."""
    return (softmax(logits) - Y) / len(Y)


@law(cross_entropy_gradient, says="The gradient of every sample adds up to 0.")
def the_gradient_adds_up_to_zero(G, logits, Y):
    return G.sum(axis=1), 0.0


@law(
    cross_entropy_gradient,
    says="Adding a number to all logits of a sample does not change the gradient.",
    twin=lambda logits, Y: {"logits": logits + np.arange(len(Y))[:, None]},
)
def shifting_a_sample_leaves_the_gradient(G, G_twin, logits, Y):
    return G_twin, G


@terms(
    cross_entropy_gradient,
    names=("through the log of the sum", "through the label"),
    says="Each logit reaches the loss along two paths, and the gradient is the sum of the two:",
)
def both_places_of_a_logit(logits, Y):
    return softmax(logits) / len(Y), -Y / len(Y)


@claim(
    cross_entropy_gradient,
    says="The gradient of the sum over the samples is S - Y, without the 1/N.",
    source="notes 002 Thm 5.1",
    derivative_of=lambda logits, Y: len(Y) * cross_entropy(logits, Y),
    wrt="logits",
)
def the_gradient_of_the_sum(logits, Y):
    return softmax(logits) - Y


TEXTBOOK = (
    Line(
        cross_entropy_gradient,
        "G_ik = (p_ik - Y_ik)/N",
        where={"p_ik": "exp(logits_ik)/sum_j(exp(logits_ij))"},
    ),
)
