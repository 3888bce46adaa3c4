"""Softmax cross-entropy, the mean over the samples, and its gradient with respect to the logits.

    C = −(1/N) Σ_i Σ_k Y_ik log S_ik          ∂C/∂logits_ik = (S_ik − Y_ik) / N

logits (N, K), S their softmax along the last axis; labels Y (N, K), one-hot or soft, rows that sum
to one. Source: notes 000 §5, 002 Def. 5.2 and Thm 5.1, which have the sum over the samples.
"""

import numpy as np

from reference.formula import Array, Distribution, formula, law, mistake
from reference.formulas.log_softmax import log_softmax
from reference.formulas.softmax import (
    SMALL,
    every_entry_by_itself,
    exponents_as_they_come,
    one_maximum_for_the_whole_array,
    one_sum_for_the_whole_array,
    softmax,
    sum_along_the_first_axis,
)

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
    says="The order of the samples does not change the loss.",
    twin=lambda logits, Y: {"logits": logits[::-1], "Y": Y[::-1]},
)
def the_order_of_samples_leaves_the_loss(C, C_twin, logits, Y):
    return C_twin, C


@mistake(
    cross_entropy,
    kind="convention",
    convention={"reduction": "sum"},
    headline="N times the right one",
    sentence="The loss is N times the one that is asked for.",
    why="the terms of the samples are added up. This assignment asks for their mean. Both are in"
    " use; notes 002, Def. 5.2, have the sum.",
    converse="the mean over the samples is taken. This assignment asks for their sum. Both are in"
    " use; notes 002, Def. 5.2, have the sum.",
    hints=(
        "Which of the two keeps its size when the batch doubles? Read the sentence on the loss in"
        " the statement once more.",
    ),
    action="bring cross_entropy to the convention of the statement, carry the same change through"
    " the gradient, and run",
)
def sum_over_samples(logits, Y):
    return -(Y * log_softmax(logits)).sum()


@mistake(
    cross_entropy,
    headline="mean over N x K entries",
    sentence="The loss is the right one divided by K.",
    why="the mean runs over all N x K entries. A sample has K of them, and for one-hot labels K - 1"
    " are 0.",
    right="The terms of every sample, and their sum.",
    hints=(
        "Take one sample with the probability 1/2 for its label. What is its loss for K = 2, and"
        " what with a third class of probability 0?",
    ),
)
def mean_over_all_entries(logits, Y):
    return -(Y * log_softmax(logits)).mean()


@mistake(
    cross_entropy,
    headline="log to the base 2",
    sentence="The loss is 1.4427 times the right one.",
    why="the logarithm is the one to the base 2, that of the entropy in bits. The loss has the"
    " natural one.",
    right="Everything but the base of the logarithm.",
    hints=(
        "For which base is the derivative of log p equal to 1/p? What stands there for another"
        " base?",
    ),
)
def logarithm_to_base_two(logits, Y):
    return np.log2(np.e) * cross_entropy(logits, Y)


@mistake(
    cross_entropy,
    headline="the logarithm is missing",
    sentence="The probabilities of the labels are averaged, not their logarithms.",
    why="the probability of the right class itself is averaged, with a minus sign. The result is"
    " never below -1 and never positive.",
    hints=(
        "What should the loss be when every label has probability 1? What is returned then?",
        "Two samples are independent. How does their joint probability become a sum?",
    ),
)
def logarithm_missing(logits, Y):
    return -(Y * softmax(logits)).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="log of a sum over classes",
    sentence="Right for one-hot labels; too small for soft ones.",
    why="labels and probabilities are multiplied and added up first; the logarithm is taken of that"
    " sum. With one-hot labels there is one term, so it makes no difference.",
    right="Every input with one-hot labels.",
    hints=(
        "Take Y = [0.5, 0.5] and two probabilities p, q. What comes out if the logarithm is taken"
        " first, and what if last?",
    ),
)
def logarithm_of_the_sum(logits, Y):
    return -np.log((Y * softmax(logits)).sum(axis=1)).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="soft labels made hard",
    sentence="Right for one-hot labels; wrong for soft ones.",
    why="only the largest label of a sample is used, with weight 1. The other classes do not enter"
    " the loss.",
    right="Every input with one-hot labels.",
    hints=(
        "Change Y from [0.6, 0.4] to [0.9, 0.1]. Should the loss change? Does the returned one?",
    ),
)
def largest_label_only(logits, Y):
    return -log_softmax(logits)[np.arange(len(Y)), Y.argmax(axis=1)].sum() / len(Y)


@mistake(
    cross_entropy,
    headline="a binary loss per class",
    sentence="Every class contributes a second term, that of not being this class.",
    why="the binary cross-entropy is taken for each class and added up. The classes of softmax are"
    " not independent; what is given to one is missing in the others.",
    hints=(
        "For K = 2 and one-hot labels, compare the result with the right one. How often is the"
        " same term counted?",
        "A one-hot label has a single 1. How many terms of the loss does that leave for a sample?",
    ),
)
def binary_loss_for_every_class(logits, Y):
    p = softmax(logits)
    return -(Y * np.log(p) + (1 - Y) * np.log(1 - p)).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="logistic, not softmax",
    sentence="The probabilities of a sample do not add up to 1.",
    why="the logistic function is applied to every logit by itself. The logits of the other classes"
    " have no influence on the probability of the label.",
    hints=(
        "Raise the logit of a class that is not the label. Should the loss grow? Does the returned"
        " one?",
    ),
)
def logistic_probabilities(logits, Y):
    return -(Y * np.log(every_entry_by_itself(logits))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="softmax applied twice",
    sentence="Softmax is applied to numbers that have been through softmax.",
    why="the probabilities are taken for logits and put through softmax once more. All of them"
    " move towards 1/K, and the loss can no longer become small.",
    hints=(
        "Take logits = [[100, 0]] with the label [1, 0]. What should the loss be close to? What is"
        " returned?",
        "What kind of numbers does the statement pass in, and what kind does each line make of"
        " them?",
    ),
)
def softmax_applied_twice(logits, Y):
    return cross_entropy(softmax(logits), Y)


@mistake(
    cross_entropy,
    headline="one softmax for the batch",
    sentence="Right for a single sample; with several of them the probabilities are too small.",
    why="the exponentials of all samples are added up into one sum. The probabilities of the whole"
    " batch add up to 1, not those of a sample.",
    hints=(
        "Print the sum of the probabilities of each sample. What should it be?",
        "Add a number to all logits of one sample. Should the terms of the others change?",
    ),
)
def softmax_over_the_whole_batch(logits, Y):
    return -(Y * np.log(one_sum_for_the_whole_array(logits))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="only the first sample",
    sentence="Only the first sample enters the loss.",
    why="the term of the first sample is divided by N and returned. The other samples are never"
    " reached.",
    hints=(
        "Change the second sample of the example. Does the returned loss change?",
        "How often does the loop run before the function returns? Print its counter.",
    ),
)
def only_the_first_sample(logits, Y):
    return -(Y[0] * log_softmax(logits[0])).sum() / len(Y)


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
    constants=SMALL,
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
    constants=SMALL,
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
)
def softmax_along_the_first_axis(logits, Y):
    return -(Y * np.log(sum_along_the_first_axis(logits))).sum() / len(Y)


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
    constants=SMALL,
)
def log_of_probabilities_kept_from_zero(logits, Y, constant):
    return -(Y * np.log(np.maximum(softmax(logits), constant))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="a squared error",
    sentence="The squared distance of probabilities and labels is averaged; no logarithm is taken.",
    why="the loss is the squared error of the probabilities. It stays below 2, however wrong the"
    " probabilities are.",
    hints=(
        "Let the probability of the label go to 0. What happens to the loss in the statement, and"
        " what to the one returned?",
        "Which of the two functions in the statement's formula is missing in the code?",
    ),
)
def squared_error(logits, Y):
    return ((softmax(logits) - Y) ** 2).sum() / len(Y)
