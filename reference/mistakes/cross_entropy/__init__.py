"""What students write in the place of `cross_entropy`: the usual mistakes."""

import numpy as np

from reference.formula import mistake
from reference.formulas.cross_entropy import cross_entropy
from reference.formulas.log_softmax import log_softmax
from reference.formulas.softmax import softmax
from reference.mistakes.softmax import SMALL, every_entry_by_itself, one_sum_for_the_whole_array

# What divides the terms of a wrong loss is N to one of these powers: a mean over the samples, and
# also a sum.
POWERS_OF_N = (1.0, 0.0)


# What keeps a probability away from 0 in the code of students.
FLOORS = (*SMALL, float(np.finfo(float).eps), 1e-30, 1e-50, 1e-100, 1e-200, 1e-300, 1e-308)


# Limits at which logits are clipped, and weights of a penalty.
LIMITS = (500.0, 700.0, 709.0, 600.0, 300.0, 250.0, 100.0, 88.0, 80.0, 50.0, 30.0, 20.0)


PENALTIES = tuple(factor * 10.0**-k for k in range(6) for factor in (1.0, 0.5, 2.0, 5.0))


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
    carry=lambda form, logits, Y: len(Y) * form(logits, Y),
    instead_of=("mean", "averag", "N"),
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
    sentence="The probabilities of the labels enter the loss, not their logarithms.",
    why="the probability of the right class itself is taken, with a minus sign. The result is never"
    " positive.",
    hints=(
        "What should the loss be when every label has probability 1? What is returned then?",
        "Two samples are independent. How does their joint probability become a sum?",
    ),
    constants=POWERS_OF_N,
)
def logarithm_missing(logits, Y, power):
    return -(Y * softmax(logits)).sum() / len(Y) ** power


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
    constants=(0.0, *FLOORS),
)
def binary_loss_for_every_class(logits, Y, constant):
    p = softmax(logits)
    return -(Y * np.log(p + constant) + (1 - Y) * np.log(1 - p + constant)).sum() / len(Y)


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
    constants=POWERS_OF_N,
)
def logistic_probabilities(logits, Y, power):
    return -(Y * np.log(every_entry_by_itself(logits))).sum() / len(Y) ** power


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
    constants=POWERS_OF_N,
)
def softmax_applied_twice(logits, Y, power):
    return cross_entropy(softmax(logits), Y) * len(Y) ** (1 - power)


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
    constants=POWERS_OF_N,
)
def softmax_over_the_whole_batch(logits, Y, power):
    return -(Y * np.log(one_sum_for_the_whole_array(logits))).sum() / len(Y) ** power


@mistake(
    cross_entropy,
    headline="only the first sample",
    sentence="Only the first sample enters the loss.",
    why="the function returns after the term of the first sample. The other samples are never"
    " reached.",
    hints=(
        "Change the second sample of the example. Does the returned loss change?",
        "How often does the loop run before the function returns? Print its counter.",
    ),
    constants=POWERS_OF_N,
)
def only_the_first_sample(logits, Y, power):
    return -(Y[0] * log_softmax(logits[0])).sum() / len(Y) ** power
