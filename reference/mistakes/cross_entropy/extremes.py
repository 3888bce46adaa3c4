"""`cross_entropy` that overflows, or keeps the logarithm of 0 away by a constant or a bound."""

import numpy as np

from reference.formula import mistake
from reference.formulas.cross_entropy import cross_entropy
from reference.formulas.softmax import softmax
from reference.mistakes.cross_entropy import FLOORS, POWERS_OF_N
from reference.mistakes.softmax import (
    exponents_as_they_come,
    one_maximum_for_the_whole_array,
    sum_along_the_first_axis,
)


@mistake(
    cross_entropy,
    headline="nan for large logits",
    sentence="Right for ordinary logits; nan once a logit is above 709.",
    why="exp is taken of the logits as they come. exp(1000) is beyond the largest float64 (1.8e308)"
    " and becomes inf; inf / inf is nan.",
    hints=(
        "Adding a number to all logits of a sample does not change its loss. Which number keeps"
        " every exponent small?",
    ),
    only_extreme=True,
)
def exponents_of_logits_as_they_come(logits, Y):
    return -(Y * np.log(exponents_as_they_come(logits))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="inf or nan for large gaps",
    sentence="Right for ordinary logits; not finite once two logits of a sample are 745 apart.",
    why="the probability is computed first and its logarithm afterwards. A probability below"
    " 4.9e-324 is rounded to 0; log 0 is -inf, and 0 times -inf is nan.",
    hints=(
        "For the logits [0, 800] and the label [1, 0] the loss is 800. At which step of the code"
        " does it get lost?",
        "Write the log of a softmax output for K = 2 on paper. Which logarithm and which exp"
        " cancel?",
        "log(3^-900) is -inf for the computer, for 3^-900 is rounded to 0. -900 log 3 is -988.75;"
        " same number.",
    ),
    only_extreme=True,
)
def log_of_rounded_probabilities(logits, Y):
    return -(Y * np.log(softmax(logits))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="infinite for large logits",
    sentence="Right for ordinary logits; infinite for large ones.",
    why="the logarithm of the sum is taken of exponentials as they come. They overflow to inf above"
    " 709; far below 0 they are rounded to 0.",
    hints=(
        "What is the largest exponential for [1000, 1001]? What is the logarithm of the sum?",
        "Adding a number to all logits of a sample does not change its loss. Which number makes"
        " the largest exponent 0?",
    ),
    only_extreme=True,
)
def log_of_overflowing_sums(logits, Y):
    sums = np.exp(logits).sum(axis=1, keepdims=True)
    return -(Y * (logits - np.log(sums))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="nan for uneven samples",
    sentence="Right for one sample; nan when a sample lies far below the largest logit of another.",
    why="one maximum is taken over the whole batch and subtracted from every sample. In a sample"
    " far below it all exponentials are rounded to 0.",
    hints=(
        "Two samples: [0, 1] and [-1000, -1001]. What is subtracted from the second one, and what"
        " is its exponential?",
    ),
    only_extreme=True,
)
def one_maximum_for_the_batch(logits, Y):
    p = one_maximum_for_the_whole_array(logits)
    return -(Y * np.log(p)).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="constant inside the log",
    sentence="Close to the right loss; too small where the label is unlikely.",
    why="a small constant is added to every probability before its logarithm is taken. The loss is"
    " then that of another function, and its gradient is no longer S - Y.",
    right="The sum over the classes and the mean over the samples.",
    hints=(
        "What is log(p + c) when p is much smaller than c? What should the loss be there?",
        "The logarithm of a fraction is a difference of two logarithms. Which of the two needs the"
        " constant?",
    ),
    constants=FLOORS,
)
def log_of_a_probability_and_a_constant(logits, Y, constant):
    return -(Y * np.log(softmax(logits) + constant)).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="probabilities are clipped",
    sentence="The loss stops growing once the label is very unlikely.",
    why="every probability is kept away from 0 before its logarithm is taken. Below that limit the"
    " loss does not depend on the logits any more.",
    hints=(
        "By how much should the loss grow when the logit of the label falls from -800 to -801? By"
        " how much does it grow?",
        "The logarithm of a fraction is a difference of two logarithms. Is any of the two"
        " infinite?",
    ),
    constants=FLOORS,
)
def log_of_clipped_probabilities(logits, Y, constant):
    return -(Y * np.log(np.clip(softmax(logits), constant, 1 - constant))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="sums along the first axis",
    sentence="The probabilities of a class add up to 1 over the samples, not those of a sample.",
    why="the exponentials are divided by their sum along the first axis, so the samples of the"
    " batch compete with one another.",
    hints=(
        "Leave one sample out of the batch. Should the probabilities of the others change?",
        "Which axis of logits counts the classes?",
    ),
    constants=POWERS_OF_N,
)
def softmax_along_the_first_axis(logits, Y, power):
    return -(Y * np.log(sum_along_the_first_axis(logits))).sum() / len(Y) ** power


@mistake(
    cross_entropy,
    headline="probabilities cut off at 0",
    sentence="Right for ordinary logits; the loss stops growing once the label is very unlikely.",
    why="a probability below a small constant is replaced by that constant before its logarithm is"
    " taken. From there on the loss does not depend on the logits any more.",
    hints=(
        "By how much should the loss grow when the logit of the label falls from -800 to -801? By"
        " how much does it grow?",
        "The logarithm of a fraction is a difference of two logarithms. Is any of the two"
        " infinite?",
    ),
    constants=FLOORS,
)
def log_of_probabilities_kept_from_zero(logits, Y, constant):
    return -(Y * np.log(np.maximum(softmax(logits), constant))).sum() / len(Y)
