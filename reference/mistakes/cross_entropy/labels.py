"""`cross_entropy` where the labels enter in another way: squared or binary losses, a divergence."""

import numpy as np

from reference.formula import mistake
from reference.formulas.cross_entropy import cross_entropy
from reference.formulas.softmax import softmax
from reference.mistakes.cross_entropy import FLOORS
from reference.mistakes.softmax import every_entry_by_itself


@mistake(
    cross_entropy,
    headline="a squared error",
    sentence="The squared distance of probabilities and labels is taken, and no logarithm.",
    why="the loss is the squared error of the probabilities. A sample never costs more than 2,"
    " however wrong its probabilities are.",
    hints=(
        "Let the probability of the label go to 0. What happens to the loss in the statement, and"
        " what to the one returned?",
        "Which of the two functions in the statement's formula is missing in the code?",
    ),
    constants=(0.0, 1.0, 2.0, 3.0, 4.0),
)
def squared_error(logits, Y, which):
    divisors = len(Y), Y.size, 2 * len(Y), 1, 2
    return ((softmax(logits) - Y) ** 2).sum() / divisors[int(which)]


@mistake(
    cross_entropy,
    headline="binary loss, mean over all",
    sentence="Every class contributes a second term, and the mean runs over all entries.",
    why="the binary cross-entropy is taken for each class, then averaged over all N x K entries."
    " For K = 2 that comes out right.",
    hints=(
        "Compare K = 2 with K = 3. Which terms of the result belong to classes that are not the"
        " label?",
    ),
    constants=(0.0, *FLOORS),
)
def binary_loss_averaged_over_entries(logits, Y, constant):
    p = softmax(logits)
    return -(Y * np.log(p + constant) + (1 - Y) * np.log(1 - p + constant)).mean()


@mistake(
    cross_entropy,
    headline="logistic and binary",
    sentence="This is the loss of K separate yes-or-no questions.",
    why="each logit goes through the logistic function and then through the binary cross-entropy."
    " The classes do not compete with each other.",
    hints=("Print the probabilities that the code uses for one sample. What do they add up to?",),
    constants=(0.0, 1.0),
)
def binary_loss_with_logistic_probabilities(logits, Y, power):
    p = every_entry_by_itself(logits)
    terms = -(Y * np.log(p) + (1 - Y) * np.log(1 - p))
    return terms.sum() / len(Y) / Y.shape[1] ** power


@mistake(
    cross_entropy,
    headline="label inside the logarithm",
    sentence="The logarithm is taken of label times probability, entry by entry.",
    why="the label is multiplied with the probability before the logarithm. Where the label is 0,"
    " that is the logarithm of 0 or of a tiny constant.",
    hints=("For a class whose label is 0: what should its term be, and what is it in the code?",),
    constants=(0.0, *FLOORS),
)
def labels_inside_the_logarithm(logits, Y, constant):
    return -np.log(Y * softmax(logits) + constant).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="logarithm of the labels",
    sentence="The logarithm is taken of the labels, not of the probabilities.",
    why="labels and probabilities stand in each other's place. A one-hot label holds zeros, whose"
    " logarithm is -inf.",
    hints=(
        "Which of the two arrays is never 0 on paper? Which one stands inside the logarithm of the"
        " code?",
    ),
    constants=(0.0, *FLOORS),
)
def labels_and_probabilities_exchanged(logits, Y, constant):
    return -(softmax(logits) * np.log(Y + constant)).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="a divergence, not the loss",
    sentence="Right for one-hot labels; too small for soft ones.",
    why="this is the Kullback-Leibler divergence: the entropy of the labels is taken off. It is 0"
    " for one-hot labels.",
    right="Every input with one-hot labels.",
    hints=(
        "Take probabilities equal to the labels, both [0.5, 0.5]. What does the formula of the"
        " statement give?",
    ),
)
def entropy_of_the_labels_subtracted(logits, Y):
    entropy = -(Y * np.log(np.where(Y > 0, Y, 1))).sum()
    return cross_entropy(logits, Y) - entropy / len(Y)


@mistake(
    cross_entropy,
    headline="0 times the log of 0",
    sentence="nan for every label that holds a 0.",
    why="the labels stand inside the logarithm, too, as in the Kullback-Leibler divergence. Where"
    " a label is 0, 0 times -inf is nan.",
    hints=(
        "In which line does the first nan appear for the label [1, 0]? Does the formula of the"
        " statement have that term?",
    ),
)
def logarithm_of_the_labels_as_well(logits, Y):
    return (Y * np.log(Y / softmax(logits))).sum() / len(Y)
