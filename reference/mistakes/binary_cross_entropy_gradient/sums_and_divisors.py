"""`binary_cross_entropy_gradient` with another factor in the sum, or another mean."""

import numpy as np

from reference.formula import mistake
from reference.formulas.binary_cross_entropy_gradient import binary_cross_entropy_gradient
from reference.formulas.sigmoid import sigmoid
from reference.mistakes.binary_cross_entropy_gradient import parts_of


@mistake(
    binary_cross_entropy_gradient,
    headline="w where X belongs",
    sentence="db is right; in dw the errors are multiplied by the weights.",
    why="dw is the mean, or the sum, of the errors times w. A weight changes the score of a sample"
    " by as much as its input, not by itself.",
    right="All of db.",
    hints=("With w = 0, should dw be 0? Is it?",),
    constants=(0.0, 1.0),
)
def weights_for_the_inputs(w, b, X, y, summed):
    _, db = binary_cross_entropy_gradient(w, b, X, y)
    return (len(y) if summed else 1) * db * w, db


@mistake(
    binary_cross_entropy_gradient,
    headline="db times b",
    sentence="dw is right; db has b as a factor.",
    why="the mean of the errors is multiplied by b. The bias is added to the score as it is.",
    right="All of dw.",
    hints=("With b = 0, should db be 0? Is it?",),
)
def bias_as_a_factor(w, b, X, y):
    dw, db = binary_cross_entropy_gradient(w, b, X, y)
    return dw, db * b


@mistake(
    binary_cross_entropy_gradient,
    headline="the samples are added up",
    sentence="The terms of the samples are added up where their mean is asked for.",
    why="a sum over the samples is not divided by their number. It belongs to a loss that is a sum;"
    " here the loss is a mean.",
    right="The error of every sample.",
    hints=(
        "Put every sample into the batch twice. Should the gradient change? Does it?",
        "Follow one sample through the loss. What happens to its term at the very end?",
    ),
)
def samples_added_up(w, b, X, y):
    dw, db = binary_cross_entropy_gradient(w, b, X, y)
    return len(y) * dw, len(y) * db


@mistake(
    binary_cross_entropy_gradient,
    headline="divided by another number",
    sentence="Sums over the samples are divided by a number other than that of the samples.",
    why="the divisor is the number of features, that of all entries of X, 2N, N - 1 or N squared.",
    right="The error of every sample.",
    hints=(
        "With two samples of three features each, by which number should the sum over the samples"
        " be divided? By which one is it?",
    ),
    constants=(0.0, 1.0, 2.0, 3.0, 4.0),
)
def another_divisor(w, b, X, y, form):
    n, features = X.shape
    share = (n / features, 1 / features, n / np.float64(n - 1), 1 / n, 0.5)[int(form)]
    dw, db = binary_cross_entropy_gradient(w, b, X, y)
    return share * dw, share * db


@mistake(
    binary_cross_entropy_gradient,
    headline="nan: divided by a (1 - a)",
    sentence="Right for ordinary scores; nan once an output is rounded to 1, or to 0.",
    why="the error of each sample is divided by a and 1 - a, then multiplied by both. From a"
    " score of 37 on the output is rounded to 1, and 0 / 0 is nan.",
    hints=(
        "Let a sample have y = 1 and the score 40. What is 1 - a in the code, and what is divided"
        " by it?",
        "Multiply the two factors of the chain rule on paper, before any number is put in. What is"
        " left?",
    ),
    only_extreme=True,
)
def slope_divided_out(w, b, X, y):
    a = sigmoid(X @ w + b)
    return parts_of(((1 - y) / (1 - a) - y / a) * a * (1 - a), X)


@mistake(
    binary_cross_entropy_gradient,
    headline="a sum, and the wrong sign",
    sentence="A part of the result points the other way, and grows with the number of samples.",
    why="Two things come together. The difference of output and label is taken the wrong way round,"
    " and the samples are added up where their mean is asked for.",
    right="The size of the error of every sample.",
    hints=(
        "Take one sample with the label 1. Should a step of descent raise its score or lower it,"
        " and what does this gradient do?",
        "Put every sample into the batch twice. Should the gradient change? Does it?",
    ),
)
def opposite_sign_and_a_sum(w, b, X, y):
    dw, db = binary_cross_entropy_gradient(w, b, X, y)
    return -len(y) * dw, -len(y) * db
