"""Losses that are computed in the place of `cross_entropy`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.cross_entropy import cross_entropy
from reference.formulas.log_softmax import log_softmax
from reference.formulas.softmax import softmax
from reference.mistakes.cross_entropy import POWERS_OF_N


@mistake(
    cross_entropy,
    headline="squared error of logits",
    sentence="The squared distance of logits and labels is returned.",
    why="the logits pass through neither softmax nor a logarithm. That is the loss of a"
    " regression.",
    hints=("Add 3 to all logits of a sample. Should the loss change? Does it?",),
    constants=(1.0, 0.0),
)
def squared_error_of_the_logits(logits, Y, power):
    return ((logits - Y) ** 2).sum() / len(Y) / Y.shape[1] ** power


@mistake(
    cross_entropy,
    headline="an absolute error",
    sentence="The distance of probabilities and labels is averaged; no logarithm is taken.",
    why="the loss is the absolute error of the probabilities. It stays below 2, however wrong they"
    " are.",
    hints=(
        "Let the probability of the label go to 0. What happens to the loss in the statement, and"
        " what to the returned one?",
    ),
    constants=(0.0, 1.0),
)
def absolute_error(logits, Y, power):
    return np.abs(softmax(logits) - Y).sum() / len(Y) / Y.shape[1] ** power


@mistake(
    cross_entropy,
    headline="log of 1 - p at the label",
    sentence="The loss falls where the label becomes less probable.",
    why="at the label, the logarithm is taken of what the other classes have together.",
    hints=("Raise the logit of the label. Should the loss grow or fall, and what does it do?",),
)
def logarithm_of_the_other_classes(logits, Y):
    return -(Y * np.log(1 - softmax(logits))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="only the other classes",
    sentence="Only the classes that are not the label contribute.",
    why="each entry has the term of not being this class. The term of the label itself is missing.",
    hints=(
        "Which class of a sample has the label 1? Which term of the sum in the statement is left,"
        " and does the code have it?",
    ),
    constants=(0.0, 1.0),
)
def second_binary_term_alone(logits, Y, power):
    return -((1 - Y) * np.log(1 - softmax(logits))).sum() / len(Y) / Y.shape[1] ** power


@mistake(
    cross_entropy,
    headline="the labels do not enter",
    sentence="The logarithms of all classes are added up; the labels do not enter.",
    why="every class counts with the same weight, so the loss is the same whatever the labels are.",
    hints=("Exchange the labels of two samples. Should the loss change? Does it?",),
    constants=(0.0, 1.0),
)
def every_class_counted(logits, Y, power):
    return -log_softmax(logits).sum() / len(Y) / Y.shape[1] ** power


@mistake(
    cross_entropy,
    headline="entropy of the predictions",
    sentence="The probabilities stand in the place of the labels as well.",
    why="the logarithms are weighted with the probabilities themselves. That is the entropy of the"
    " prediction, whatever the labels are.",
    hints=("Exchange the labels of two samples. Should the loss change? Does it?",),
    constants=POWERS_OF_N,
)
def entropy_of_the_probabilities(logits, Y, power):
    return -(softmax(logits) * log_softmax(logits)).sum() / len(Y) ** power
