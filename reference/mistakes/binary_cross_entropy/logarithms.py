"""`binary_cross_entropy` where a logarithm is taken of something else, or once more."""

import numpy as np

from reference.formula import mistake
from reference.formulas.binary_cross_entropy import binary_cross_entropy
from reference.formulas.sigmoid import sigmoid
from reference.mistakes.binary_cross_entropy import costs_of
from reference.mistakes.cross_entropy import FLOORS


@mistake(
    binary_cross_entropy,
    headline="label and output exchanged",
    sentence="The loss is infinite, nan or very large for every input.",
    why="the logarithm is taken of the labels, and the outputs stand before it as factors. A label"
    " is 0 or 1, and the logarithm of 0 is -inf.",
    hints=(
        "Of which of the two can a logarithm be taken whatever its value: of a label, or of an"
        " output of the sigmoid?",
    ),
    constants=(0.0, *FLOORS),
)
def logarithm_of_the_labels(w, b, X, y, constant):
    a = sigmoid(X @ w + b)
    return -np.mean(a * np.log(y + constant) + (1 - a) * np.log(1 - y + constant))


@mistake(
    binary_cross_entropy,
    headline="1 - y without effect",
    sentence="Right for samples of class 0; those of class 1 get one term too many.",
    why="the factor before the second logarithm is missing, so that logarithm counts for every"
    " sample.",
    right="The first of the two terms.",
    hints=("With y = 1 for a sample, which of the two logarithms should be left?",),
)
def second_logarithm_for_every_sample(w, b, X, y):
    one, zero = costs_of(X @ w + b)
    return np.mean(y * one + zero)


@mistake(
    binary_cross_entropy,
    headline="a bracket is missing",
    sentence="The first term is right; the second one is 1 and a product.",
    why="the 1 stands alone; the label is multiplied by the second logarithm before it is"
    " subtracted from 1.",
    right="The first of the two terms.",
    hints=("In which order does Python read 1 - y * c? Where are the brackets on paper?",),
)
def one_outside_the_product(w, b, X, y):
    one, zero = costs_of(X @ w + b)
    return np.mean(y * one - 1 - y * zero)


@mistake(
    binary_cross_entropy,
    headline="1 - log a, not log(1 - a)",
    sentence="Right for samples of class 1; wrong for those of class 0.",
    why="the 1 stands outside the logarithm; 1 minus the logarithm of the output is taken.",
    right="The first of the two terms.",
    hints=(
        "For a sample of class 0 with an output of nearly 0, what should the loss be, and what is"
        " it?",
    ),
)
def one_outside_the_logarithm(w, b, X, y):
    one, _ = costs_of(X @ w + b)
    return np.mean(y * one - (1 - y) * (1 + one))


@mistake(
    binary_cross_entropy,
    headline="the sigmoid is missing",
    sentence="nan wherever a score is not between 0 and 1.",
    why="the logarithm is taken of the scores themselves. A score can be negative.",
    hints=(
        "What range can a score have, and what range does the logarithm allow?",
        "Print a before its logarithm is taken. Is it between 0 and 1?",
    ),
)
def logarithm_of_the_score(w, b, X, y):
    z = X @ w + b
    return -np.mean(y * np.log(z) + (1 - y) * np.log(1 - z))


@mistake(
    binary_cross_entropy,
    headline="the bias is subtracted",
    sentence="Right for b = 0; otherwise every score is off by 2b.",
    why="b is subtracted from X @ w. On paper it is added.",
    right="Everything after the scores.",
    hints=("With w = 0 and b = 3, what is the score of a sample, on paper and in the code?",),
)
def bias_subtracted(w, b, X, y):
    return binary_cross_entropy(w, -b, X, y)
