"""`binary_cross_entropy_gradient` with samples or a class left out, or not finite."""

import numpy as np

from reference.formula import mistake
from reference.formulas.binary_cross_entropy_gradient import binary_cross_entropy_gradient
from reference.formulas.sigmoid import sigmoid
from reference.mistakes.binary_cross_entropy_gradient import parts_of
from reference.mistakes.sigmoid import exponential_in_the_numerator


@mistake(
    binary_cross_entropy_gradient,
    headline="one sample only",
    sentence="The gradient depends on one sample of the batch, the first or the last one.",
    why="in a loop over the samples, the result is returned after the first one, or is overwritten"
    " at each.",
    hints=("Change every row of X but one. Do dw and db both change?",),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def one_sample_only(w, b, X, y, form):
    rows = [-int(form % 2)]
    dw, db = binary_cross_entropy_gradient(w, b, X[rows], y[rows])
    share = len(y) if form > 1 else 1
    return dw / share, db / share


@mistake(
    binary_cross_entropy_gradient,
    headline="one sample left out",
    sentence="One sample of the batch, the last or the first one, does not enter.",
    why="the sum over the samples has one term too few.",
    hints=("Change the last row of X, then the first one. Do dw and db change each time?",),
    constants=(0.0, 1.0),
)
def one_sample_left_out(w, b, X, y, form):
    error = sigmoid(X @ w + b) - y
    error[0 if form else -1] = 0
    return parts_of(error, X)


@mistake(
    binary_cross_entropy_gradient,
    headline="nan for large scores",
    sentence="Right for ordinary scores; nan once one is above 709.",
    why="exp of the score stands above and below the fraction line. exp(800) is beyond the largest"
    " float64 and becomes inf; inf / inf is nan.",
    hints=(
        "The gradient is made of X, y and outputs of the sigmoid. At which of them does the first"
        " nan appear?",
    ),
    only_extreme=True,
    inherits=exponential_in_the_numerator,
    inherited="The nan comes from sigmoid. The gradient is made of its output alone.",
)
def overflowing_sigmoid(w, b, X, y):
    return parts_of(exponential_in_the_numerator(X @ w + b) - y, X)


@mistake(
    binary_cross_entropy_gradient,
    headline="db is always 0",
    sentence="dw is right; db is 0.",
    why="db comes back as 0. The bias would never learn anything.",
    right="All of dw.",
    hints=("Raise b by 0.01. Does the loss change? What does db say about it?",),
)
def no_gradient_of_the_bias(w, b, X, y):
    dw, db = binary_cross_entropy_gradient(w, b, X, y)
    return dw, 0 * db


@mistake(
    binary_cross_entropy_gradient,
    headline="samples of one class only",
    sentence="The samples of the other class do not enter.",
    why="the errors are multiplied by the labels, or by 1 minus the labels, or a class is picked"
    " out. What is left comes from one of the two terms of the loss.",
    right="The errors of one of the classes.",
    hints=("Change a row of X with y = 0, then one with y = 1. Do dw and db change each time?",),
    constants=(1.0, 0.0, 3.0, 2.0),
)
def one_class_only(w, b, X, y, form):
    counts = y if form % 2 else 1 - y
    dw, db = parts_of((sigmoid(X @ w + b) - y) * counts, X)
    share = np.mean(counts) or np.nan if form > 1 else 1.0
    return dw / share, db / share
