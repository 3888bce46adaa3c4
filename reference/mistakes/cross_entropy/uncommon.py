"""`cross_entropy` with a penalty, a margin, or numbers that are cut off."""

import numpy as np

from reference.formula import mistake
from reference.formulas.cross_entropy import cross_entropy
from reference.formulas.softmax import softmax
from reference.mistakes.cross_entropy import (
    FLOORS,
    LIMITS,
    PENALTIES,
    POWERS_OF_N,
    largest_label_only,
)


@mistake(
    cross_entropy,
    headline="a penalty is added",
    sentence="The squares of the logits are added to the loss.",
    why="a multiple of the squares of all logits is added, as in weight decay. The loss of the"
    " statement has no such term.",
    right="The loss, without the added term.",
    hints=("Add 3 to all logits of a sample. Should the loss change? Does it?",),
    constants=PENALTIES,
)
def penalty_on_the_logits(logits, Y, constant):
    return cross_entropy(logits, Y) + constant * (logits**2).sum()


@mistake(
    cross_entropy,
    headline="large logits are cut off",
    sentence="Right for ordinary logits; wrong once a logit is beyond a limit.",
    why="every logit is clipped before exp is taken. Two logits beyond the limit become equal, and"
    " the loss stops growing.",
    hints=(
        "What do the logits [1000, 1001] become after the clipping? Are their probabilities equal"
        " on paper?",
    ),
    constants=LIMITS,
    only_extreme=True,
)
def logits_cut_off(logits, Y, limit):
    return cross_entropy(np.clip(logits, -limit, limit), Y)


@mistake(
    cross_entropy,
    headline="terms of p = 0 left out",
    sentence="Right for ordinary logits; the most unlikely labels cost nothing.",
    why="a term whose probability was rounded to 0 counts as 0. Those are the terms that should be"
    " the largest.",
    hints=(
        "For the logits [0, 800] and the label [1, 0] the loss is 800. What is returned, and which"
        " term is missing?",
    ),
    only_extreme=True,
)
def terms_of_zero_probability_left_out(logits, Y):
    p = softmax(logits)
    return -(Y * np.log(np.where(p > 0, p, 1))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="inf for an unlikely label",
    sentence="Right for ordinary logits; inf once a label is 745 below the largest logit.",
    why="the probability is computed first and its logarithm afterwards, for the labels alone. A"
    " probability below 4.9e-324 is rounded to 0, and log 0 is -inf.",
    hints=(
        "For the logits [0, 800] and the label [1, 0] the loss is 800. At which step of the code"
        " does it get lost?",
    ),
    only_extreme=True,
)
def terms_of_zero_labels_left_out(logits, Y):
    terms = np.where(Y > 0, Y * np.log(softmax(logits)), 0)
    return -terms.sum() / len(Y)


@mistake(
    cross_entropy,
    headline="inf for uneven samples",
    sentence="Right for one sample; infinite when a sample lies far below the largest logit of"
    " another.",
    why="one maximum is taken over the whole batch. In a sample far below it all exponentials are"
    " rounded to 0, and log 0 is -inf.",
    hints=(
        "Two samples: [0, 1] and [-1000, -1001]. What is subtracted from the second one, and what"
        " is its exponential?",
    ),
    only_extreme=True,
)
def one_maximum_in_the_log_of_the_sum(logits, Y):
    largest = logits.max()
    sums = np.exp(logits - largest).sum(axis=1, keepdims=True)
    return -(Y * (logits - largest - np.log(sums))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="a hinge loss",
    sentence="Margins between logits are added up; no probability is computed.",
    why="each class contributes what its logit lacks to a distance of 1 from that of the label."
    " This is the loss of a support vector machine.",
    hints=(
        "Take a sample whose label leads by 5. What loss does the formula of the statement give,"
        " and what is returned?",
    ),
    constants=POWERS_OF_N,
)
def hinge_loss(logits, Y, power):
    label = logits[np.arange(len(Y)), Y.argmax(axis=1)][:, None]
    margins = np.maximum(0, logits - label + 1).sum() - len(Y)
    return margins / len(Y) ** power


@mistake(
    cross_entropy,
    headline="log of the logits",
    sentence="The logarithm is taken of the logits; softmax is not applied.",
    why="the logits are treated as if they were probabilities. Negative ones are replaced by a"
    " small constant.",
    hints=(
        "Which values may a logit have, and which a probability? What does the function receive?",
    ),
    constants=FLOORS,
)
def logits_kept_from_zero(logits, Y, constant):
    return -(Y * np.log(np.maximum(logits, constant))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="two different axes",
    sentence="The maximum is that of a sample, the sum that of a class.",
    why="the maximum is taken along the classes, the sum of the exponentials along the samples.",
    hints=("Print the sum of the probabilities of each sample. What should it be?",),
)
def maximum_and_sum_along_different_axes(logits, Y):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return -(Y * np.log(e / e.sum(axis=0))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="hard labels, and a sum",
    sentence="Two things differ: soft labels are made hard, and the samples are added up.",
    why="only the largest label of a sample is used, with weight 1, and the terms of the samples"
    " are not averaged.",
    hints=(
        "Put every sample into the batch twice. Should the loss change? Does it?",
        "Change Y from [0.6, 0.4] to [0.9, 0.1]. Should the loss change? Does the returned one?",
    ),
)
def largest_label_only_and_a_sum(logits, Y):
    return largest_label_only(logits, Y) * len(Y)
