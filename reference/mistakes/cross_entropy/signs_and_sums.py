"""`cross_entropy` without its minus, and with another divisor: one factor made of two mistakes."""

from reference.formula import mistake
from reference.formulas.cross_entropy import cross_entropy


@mistake(
    cross_entropy,
    headline="a sum, and the wrong sign",
    sentence="The result is negative, and grows in size with the number of samples.",
    why="two things come together: the minus before the logarithms is missing, and the samples are"
    " added up where their mean is asked for.",
    right="The size of the loss of every sample.",
    hints=(
        "Which sign does the logarithm of a probability have, and which one should a loss have?",
        "Put every sample into the batch twice. Should the loss change? Does it?",
    ),
)
def minus_missing_before_a_sum(logits, Y):
    return -len(Y) * cross_entropy(logits, Y)


@mistake(
    cross_entropy,
    headline="mean over all, wrong sign",
    sentence="The result is negative, and too small by the number of classes.",
    why="two things come together: the minus before the logarithms is missing, and the mean runs"
    " over all N x K entries.",
    right="The terms of every sample, but for their sign.",
    hints=(
        "Which sign does the logarithm of a probability have, and which one should a loss have?",
        "Take one sample with the probability 1/2 for its label. What is its loss for K = 2, and"
        " what with a third class of probability 0?",
    ),
)
def minus_missing_before_a_mean_over_all(logits, Y):
    return -cross_entropy(logits, Y) / Y.shape[1]
