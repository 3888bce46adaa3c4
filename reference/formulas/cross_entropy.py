"""Softmax cross-entropy, the mean over the samples, and its gradient with respect to the logits.

    C = −(1/N) Σ_i Σ_k Y_ik log S_ik          ∂C/∂logits_ik = (S_ik − Y_ik) / N

logits (N, K), S their softmax along the last axis; labels Y (N, K), one-hot or soft, rows that sum
to one. Source: notes 000 §5, 002 Def. 5.2 and Thm 5.1, which have the sum over the samples.
"""

import numpy as np

from reference.domain import Array, Distribution
from reference.formula import Line, claim, formula, law, terms
from reference.formulas.log_softmax import log_softmax

LOGITS = Array("N K", low=-8, high=8)


LABELS = Distribution("N K")


EXAMPLE = {
    "logits": [[0.0, 1.0, 2.0], [2.0, 0.0, 0.0]],
    "Y": [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]],
}


# Never a row whose label has almost all of the probability: 1 − S would cancel.
EXTREMES = (
    {"logits": [[0.0, 800.0]], "Y": [[1.0, 0.0]]},
    {"logits": [[1000.0, 1001.0]], "Y": [[0.25, 0.75]]},
    {"logits": [[0.0, 1.0], [-1000.0, -1001.0]], "Y": [[1.0, 0.0], [0.0, 1.0]]},
    {
        "logits": [[-800.0, -801.0, -803.0], [800.0, 801.0, 803.0]],
        "Y": [[0.5, 0.25, 0.25], [0.0, 0.0, 1.0]],
    },
    {
        "logits": [[1e4, -1e4, 0.0], [1.0, 2.0, 3.0], [-1000.0, 0.0, 1000.0], [-5e3, -5e3, -5e3]],
        "Y": [[0.0, 1.0, 0.0], [0.0, 1.0, 0.0], [0.5, 0.25, 0.25], [1.0, 0.0, 0.0]],
    },
)


def _different_for_each_sample(logits, Y):
    return {"logits": logits + np.arange(len(Y))[:, None]}


@formula(
    logits=LOGITS,
    Y=LABELS,
    example=EXAMPLE,
    extremes=EXTREMES,
    convention={"reduction": "mean"},
)
def cross_entropy(logits, Y):
    """−(1/N) Σ_i Σ_k Y_ik log S_ik: (N, K), (N, K) → a number."""
    # The logarithm of softmax, never of a probability that may have been rounded to 0.
    return -(Y * log_softmax(logits)).sum() / len(Y)


@law(
    cross_entropy,
    says="Adding a number to all logits of a sample does not change the loss.",
    twin=_different_for_each_sample,
)
def shifting_a_sample_leaves_the_loss(C, C_twin, logits, Y):
    return C_twin, C


@law(
    cross_entropy,
    says="With all logits 0 the loss of every sample is the logarithm of the number of classes.",
    twin=lambda logits, **_: {"logits": 0 * logits},
)
def knowing_nothing_costs_the_log_of_K(C, C_twin, logits, Y):
    of_a_sample = np.log(logits.shape[1])
    # The mean over the samples is one, the sum N of it: both conventions satisfy this.
    return (C_twin - of_a_sample) * (C_twin - len(Y) * of_a_sample), 0.0


@terms(
    cross_entropy,
    names=("the logits at the labels", "the logs of the sums"),
    says="The log of a quotient is a difference, so the loss is a sum of two terms:",
)
def logarithms_of_quotients(logits, Y):
    log_sums = (logits - log_softmax(logits))[:, 0]
    return -(Y * logits).sum() / len(Y), log_sums.sum() / len(Y)


@claim(
    cross_entropy,
    says="N times the mean over the samples is the sum over samples and classes.",
    source="notes 002 Def. 5.2",
)
def the_sum_is_N_times_the_mean(logits, Y):
    return len(Y) * cross_entropy(logits, Y), -(Y * log_softmax(logits)).sum()


TEXTBOOK = (
    Line(
        cross_entropy,
        "-(1/N)*sum_ik(Y_ik*log(p_ik))",
        where={"p_ik": "exp(logits_ik)/sum_j(exp(logits_ij))"},
    ),
)
