"""`cross_entropy` where the logarithm, or the maximum and the sum inside it, go astray."""

import numpy as np

from reference.formula import mistake
from reference.formulas.cross_entropy import cross_entropy
from reference.formulas.log_softmax import log_softmax
from reference.formulas.softmax import softmax
from reference.mistakes.cross_entropy import POWERS_OF_N


@mistake(
    cross_entropy,
    headline="maximum lost on the way",
    sentence="The loss lacks the largest logit of each sample.",
    why="the largest logit is subtracted under the exponentials of the sum, but not at the label,"
    " nor added back after the logarithm.",
    hints=(
        "Add 5 to all logits of a sample. Should the loss change? By how much does it?",
        "log(exp(3) + exp(4)) = 4.31. What does log(exp(3 - 4) + exp(4 - 4)) give, and what is"
        " missing?",
    ),
)
def maximum_not_added_back(logits, Y):
    return cross_entropy(logits, Y) - logits.max(axis=1).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="maximum taken off twice",
    sentence="The loss is too large by the largest logit of each sample.",
    why="the largest logit is subtracted from the logits of the labels once more than the"
    " logarithm of the sum allows for.",
    hints=("Add 5 to all logits of a sample. Should the loss change? By how much does it?",),
)
def maximum_subtracted_once_too_often(logits, Y):
    return cross_entropy(logits, Y) + logits.max(axis=1).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="the sum of exp is missing",
    sentence="The largest logit stands where the logarithm of the sum belongs.",
    why="from the logit of the label only the largest logit is subtracted. The loss is 0 as soon"
    " as the label is the largest one.",
    hints=(
        "For the logits [1, 0] and the label [1, 0]: is the probability of the label 1? What loss"
        " comes out?",
    ),
    constants=POWERS_OF_N,
)
def largest_logit_for_the_log_of_the_sum(logits, Y, power):
    return (logits.max(axis=1, keepdims=True) * Y - Y * logits).sum() / len(Y) ** power


@mistake(
    cross_entropy,
    headline="no log of the sum",
    sentence="The sum of the exponentials enters without its logarithm.",
    why="the sum of the exponentials itself is subtracted from the logit of the label.",
    hints=("Write log(a/b) as two terms on paper. What happens to b?",),
)
def logarithm_of_the_denominator_missing(logits, Y):
    sums = np.exp(logits).sum(axis=1, keepdims=True)
    return -(Y * (logits - sums)).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="the class predicted counts",
    sentence="The loss of the most probable class is returned; the labels do not enter.",
    why="of each sample the largest probability is taken, whatever its label is. A wrong"
    " prediction made with certainty costs nothing.",
    hints=("Exchange the labels of two samples. Should the loss change? Does it?",),
    constants=POWERS_OF_N,
)
def most_probable_class(logits, Y, power):
    return -log_softmax(logits).max(axis=1).sum() / len(Y) ** power


@mistake(
    cross_entropy,
    headline="predictions are counted",
    sentence="A share of samples is returned, not a loss.",
    why="the largest logit of each sample is compared with its label, and the samples are counted."
    " How large a probability is does not enter.",
    hints=("Raise one logit by 0.001. Should the loss change? Does the returned number?",),
    constants=(1.0, 0.0),
)
def predictions_counted(logits, Y, constant):
    hits = logits.argmax(axis=1) == Y.argmax(axis=1)
    return abs(constant - hits.mean())


@mistake(
    cross_entropy,
    headline="exp of the loss",
    sentence="The exponential of the right loss is returned.",
    why="an exponential is taken in the end. That is the perplexity; it is never below 1.",
    right="The loss, before the last step.",
    hints=("What should the loss be when every label has probability 1? What is returned then?",),
)
def exponential_of_the_loss(logits, Y):
    return np.exp(cross_entropy(logits, Y))


@mistake(
    cross_entropy,
    headline="mean first, then the log",
    sentence="The probabilities of the labels are averaged; then one logarithm is taken.",
    why="the mean over the samples is taken inside the logarithm. One sample with probability 0"
    " then costs little.",
    hints=(
        "Two samples with the probabilities 1 and 0.01 for their labels: what is the mean of the"
        " logarithms, and the logarithm of the mean?",
    ),
)
def logarithm_of_the_mean_probability(logits, Y):
    return -np.log((Y * softmax(logits)).sum() / len(Y))


@mistake(
    cross_entropy,
    headline="one log for the whole batch",
    sentence="The probabilities of all samples are added up; then one logarithm is taken.",
    why="the sum over the samples is taken inside the logarithm. It may be larger than 1, and the"
    " loss negative.",
    hints=("How many logarithms does the formula have for N = 2? How many does the code take?",),
    constants=POWERS_OF_N,
)
def logarithm_of_one_total(logits, Y, power):
    return -np.log((Y * softmax(logits)).sum()) / len(Y) ** power


@mistake(
    cross_entropy,
    headline="1 minus the probability",
    sentence="What is missing to probability 1 is averaged; no logarithm is taken.",
    why="the mean of 1 - p is returned, p the probability of the label. It never exceeds 1,"
    " however wrong a prediction is.",
    hints=(
        "Let the probability of a label go to 0. What happens to the loss in the statement, and"
        " what to the returned one?",
    ),
)
def what_is_missing_to_one(logits, Y):
    return 1 - (Y * softmax(logits)).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="log to the base 10",
    sentence="The loss is 0.4343 times the right one.",
    why="the logarithm is the one to the base 10. The loss has the natural one, whose derivative is"
    " 1/p.",
    right="The probabilities, and the proportions between the terms of the samples.",
    hints="With all logits 0 and K = 10, what should the loss be: 1, or 2.3? What is it?",
)
def logarithm_to_the_base_ten(logits, Y):
    return cross_entropy(logits, Y) / np.log(10)
