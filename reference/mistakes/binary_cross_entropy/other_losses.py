"""Losses that are computed in the place of `binary_cross_entropy`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.binary_cross_entropy import binary_cross_entropy
from reference.formulas.sigmoid import sigmoid
from reference.mistakes.binary_cross_entropy import costs_of


@mistake(
    binary_cross_entropy,
    headline="the sigmoid taken twice",
    sentence="The loss of a sample is never far from log 2.",
    why="the sigmoid is applied to its own output. The probabilities lie between 0.5 and 0.73.",
    hints=(
        "What is the loss for a sample of class 0 with a score of -10, and what should it be?",
        "How many times is the sigmoid applied on the way from z to the loss?",
    ),
)
def sigmoid_of_the_sigmoid(w, b, X, y):
    one, zero = costs_of(sigmoid(X @ w + b))
    return np.mean(y * one + (1 - y) * zero)


@mistake(
    binary_cross_entropy,
    headline="for labels -1 and 1",
    sentence="Right for samples of class 1; those of class 0 all cost log 2.",
    why="the loss is the form for the labels -1 and 1: a product of label and score. With a label"
    " of 0 the score drops out.",
    right="The terms of the samples of class 1.",
    hints=("Which labels does the statement have, and what is y * z for each of them?",),
)
def product_of_label_and_score(w, b, X, y):
    return np.mean(np.logaddexp(0, -y * (X @ w + b)))


@mistake(
    binary_cross_entropy,
    headline="|z| or max(z, 0) missing",
    sentence="Right for scores on one side of 0.",
    why="the loss is written in terms of the scores, in the stable form, but the absolute value or"
    " the maximum in it is missing.",
    hints=(
        "Compute the loss for z = 2 and for z = -2, with y = 1, on paper and in the code. Which of"
        " the two is off?",
    ),
    constants=(0.0, 1.0),
)
def stable_form_half_done(w, b, X, y, which):
    z = X @ w + b
    if which:
        return np.mean(np.log1p(np.exp(-np.abs(z))) - y * z)
    return np.mean(np.maximum(z, 0) - y * z + np.logaddexp(0, -z))


@mistake(
    binary_cross_entropy,
    headline="the mean squared error",
    sentence="No logarithm is taken; the errors are squared.",
    why="the mean of the squared errors of the outputs is returned, or half of it.",
    hints=("What is the loss for a sample of class 1 with an output of nearly 0?",),
    constants=(1.0, 0.5),
)
def squared_errors(w, b, X, y, factor):
    return factor * np.mean((sigmoid(X @ w + b) - y) ** 2)


@mistake(
    binary_cross_entropy,
    headline="a - y, no logarithm",
    sentence="No logarithm is taken; the distances of outputs and labels are averaged.",
    why="the logarithms are missing; the products of labels and outputs are added up as they are.",
    hints=("What is the loss for a sample of class 1 with an output of nearly 0?",),
    constants=(1.0, -1.0),
)
def logarithms_missing(w, b, X, y, which):
    away = np.mean(np.abs(sigmoid(X @ w + b) - y))
    return away if which > 0 else away - 1


@mistake(
    binary_cross_entropy,
    headline="log a for both classes",
    sentence="Right for samples of class 1; wrong for those of class 0.",
    why="the same logarithm stands in both terms. The labels cancel.",
    right="The first of the two terms.",
    hints=(
        "For a sample of class 0 with an output of nearly 0, what should the loss be, and what is"
        " it?",
    ),
)
def one_logarithm_for_both(w, b, X, y):
    one, _ = costs_of(X @ w + b)
    return np.mean(one)
