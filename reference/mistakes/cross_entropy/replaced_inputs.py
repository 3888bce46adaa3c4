"""`cross_entropy` of other numbers than the logits and labels that are given."""

import numpy as np

from reference.formula import mistake
from reference.formulas.cross_entropy import cross_entropy
from reference.formulas.log_softmax import log_softmax
from reference.mistakes.cross_entropy import FLOORS


@mistake(
    cross_entropy,
    headline="log of the logits",
    sentence="The logarithm is taken of the logits themselves; nan where one is negative.",
    why="the logits are treated as if they were probabilities. Softmax is never applied.",
    hints=(
        "Which values may a logit have, and which a probability? What does the function receive?",
    ),
    constants=(0.0, *FLOORS),
)
def logits_taken_for_probabilities(logits, Y, constant):
    return -(Y * np.log(logits + constant)).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="logits are clipped to 0..1",
    sentence="The logits are cut to the range of a probability; softmax is not applied.",
    why="the logits are treated as if they were probabilities. Whatever lies above 1 or below 0 is"
    " cut off.",
    hints=("Compare the loss for the logits [2, 3] and [3, 2]. Should it be the same? Is it?",),
    constants=FLOORS,
)
def logits_clipped_to_probabilities(logits, Y, constant):
    return -(Y * np.log(np.clip(logits, constant, 1 - constant))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="no exponential is taken",
    sentence="The logits are divided by their sum; no exponential is taken.",
    why="the share of each logit in the sum of its sample is taken for its probability. With"
    " logits of both signs it can be negative.",
    hints=("What are the two shares for the logits [1, -3]? Can they be probabilities?",),
)
def shares_without_exponentials(logits, Y):
    return -(Y * np.log(logits / logits.sum(axis=1, keepdims=True))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="labels are smoothed",
    sentence="A part of every label is spread over all classes.",
    why="the labels are mixed with equal shares of all classes before the loss is taken. This is"
    " label smoothing.",
    right="The loss itself, for the changed labels.",
    hints=("Print the labels that enter the loss. Are they those that were passed in?",),
    constants=(0.1, 0.05, 0.2, 0.01),
)
def smoothed_labels(logits, Y, constant):
    smooth = (1 - constant) * Y + constant / Y.shape[1]
    return cross_entropy(logits, smooth)


@mistake(
    cross_entropy,
    headline="the result is rounded",
    sentence="The loss has a few decimals only.",
    why="the result is rounded before it is returned. A loss that moves in small jumps has no"
    " gradient.",
    right="The loss, before the last step.",
    hints=("Raise one logit by 1e-9. Should the loss change? Does it?",),
    constants=tuple(float(digits) for digits in range(8)),
)
def result_rounded(logits, Y, digits):
    return np.round(cross_entropy(logits, Y), int(digits))


@mistake(
    cross_entropy,
    headline="all pairs of samples",
    sentence="Every sample is compared with the labels of all samples.",
    why="a product of matrices joins each label with the probabilities of every sample. Only the N"
    " products on its diagonal belong to the loss.",
    hints=("Print the shape of the array that is added up. How many terms should N samples have?",),
    constants=(1.0, 2.0, 0.0),
)
def every_label_with_every_sample(logits, Y, power):
    return -(Y @ log_softmax(logits).T).sum() / len(Y) ** power


@mistake(
    cross_entropy,
    headline="a column for each label",
    sentence="For every label the whole column of its class is added up.",
    why="the labels choose columns, and in each column all samples are taken. An entry belongs to"
    " the loss only where row and label go together.",
    hints=(
        "Print the shape of what the labels choose. How many entries should they choose for N"
        " samples?",
    ),
    constants=(2.0, 1.0, 0.0),
)
def columns_of_all_labels(logits, Y, power):
    return -log_softmax(logits)[:, Y.argmax(axis=1)].sum() / len(Y) ** power


@mistake(
    cross_entropy,
    headline="maximum of each column",
    sentence="From each class another number is subtracted, so the probabilities change.",
    why="the maximum is taken along the samples, so each class has its own. Softmax stays the same"
    " only when a sample loses one number.",
    hints=(
        "Print the shape of the maximum. How many numbers should be subtracted from one sample?",
    ),
)
def maximum_of_every_class(logits, Y):
    return cross_entropy(logits - logits.max(axis=0), Y)


@mistake(
    cross_entropy,
    headline="exp of the negative logits",
    sentence="The largest logit gets the smallest probability.",
    why="the exponents have the opposite sign: exp(-x) is taken of every logit.",
    hints=("Raise the logit of the label. Should the loss grow or fall, and what does it do?",),
)
def exponents_of_the_other_sign(logits, Y):
    return cross_entropy(-logits, Y)
