"""`binary_cross_entropy` with samples left out, or another sum or mean over them."""

import numpy as np

from reference.formula import mistake
from reference.formulas.binary_cross_entropy import binary_cross_entropy
from reference.mistakes.binary_cross_entropy import costs_of
from reference.mistakes.cross_entropy import PENALTIES


@mistake(
    binary_cross_entropy,
    headline="one sample only",
    sentence="The loss depends on one sample of the batch, the first or the last one.",
    why="in a loop over the samples, the result is returned after the first one, or is overwritten"
    " at each.",
    hints=("Change every row of X but one. Does the loss change?",),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def one_sample_only(w, b, X, y, form):
    rows = [-int(form % 2)]
    return binary_cross_entropy(w, b, X[rows], y[rows]) / (len(y) if form > 1 else 1)


@mistake(
    binary_cross_entropy,
    headline="one sample left out",
    sentence="One sample of the batch, the last or the first one, does not enter.",
    why="the sum over the samples has one term too few.",
    hints=("Change the last row of X, then the first one. Does the loss change each time?",),
    constants=(0.0, 1.0),
)
def one_sample_left_out(w, b, X, y, form):
    one, zero = costs_of(X @ w + b)
    terms_of_samples = y * one + (1 - y) * zero
    return np.sum(terms_of_samples[1:] if form else terms_of_samples[:-1]) / len(y)


@mistake(
    binary_cross_entropy,
    headline="the samples are added up",
    sentence="The losses of the samples are added up; their mean is asked for.",
    why="the result is N times the right one: the loss grows with the number of samples.",
    right="The loss of every sample.",
    hints="Put every sample into the batch twice. Should the loss change? Does it?",
)
def losses_not_averaged(w, b, X, y):
    return len(y) * binary_cross_entropy(w, b, X, y)


@mistake(
    binary_cross_entropy,
    headline="divided by another number",
    sentence="The losses are added up and divided by a number other than that of the samples.",
    why="the sum is divided by the number of features, by that of all entries of X, by 2N, by N - 1"
    " or by N squared.",
    right="The loss of every sample.",
    hints="With w and b equal to 0, every sample has the loss log 2. What is their mean, and what"
    " comes back?",
    constants=(0.0, 1.0, 2.0, 3.0, 4.0),
)
def another_divisor(w, b, X, y, form):
    n, features = X.shape
    divisor = (features, n * features, 2 * n, np.float64(n - 1), n * n)[int(form)]
    return n * binary_cross_entropy(w, b, X, y) / divisor


@mistake(
    binary_cross_entropy,
    headline="a sum, and the wrong sign",
    sentence="The result is negative, and grows in size with the number of samples.",
    why="two things come together: the minus before the logarithms is missing, and the samples are"
    " added up where their mean is asked for.",
    right="The size of the loss of every sample.",
    hints=(
        "Which sign does the logarithm of a probability have, and which one should a loss have?",
        "Put every sample into the batch twice. Should the loss change? Does it?",
    ),
)
def minus_missing_before_a_sum(w, b, X, y):
    return -len(y) * binary_cross_entropy(w, b, X, y)


@mistake(
    binary_cross_entropy,
    headline="every z with every y",
    sentence="Each score is compared with the labels of all samples.",
    why="scores and labels of the shapes (N,) and (N, 1) meet in a product; numpy makes N rows of N"
    " numbers of them.",
    hints=("Which shapes have y, the score, and their product? Print all three.",),
    constants=(0.0, 1.0, 2.0),
)
def every_pair(w, b, X, y, power):
    z = X @ w + b
    return np.sum(np.logaddexp(0, z) - y[:, None] * z) / len(y) ** (2 - power)


@mistake(
    binary_cross_entropy,
    headline="a score for every feature",
    sentence="The products of weights and inputs are not added up.",
    why="X and w are multiplied entry by entry, so that each feature of a sample has a score, and a"
    " loss, of its own.",
    hints=(
        "Which shape has the score for a batch of 3 samples with 2 features? Print it.",
        "How many probabilities does one sample have?",
    ),
    constants=(0.0, 1.0, 2.0),
)
def a_score_for_every_feature(w, b, X, y, form):
    z = X * w + b
    losses = np.logaddexp(0, z) - y[:, None] * z
    return losses.sum() / (losses.size, len(y), 1)[int(form)]


@mistake(
    binary_cross_entropy,
    headline="a penalty is added",
    sentence="The loss has a multiple of the squared weights in it.",
    why="a multiple of the sum of the squares of w is added, as for weight decay. The loss of the"
    " statement has no such term.",
    right="The loss, without the added term.",
    hints=("With X = 0 and b = 0, should the loss depend on w? Does it?",),
    constants=PENALTIES,
)
def weights_penalized(w, b, X, y, share):
    return binary_cross_entropy(w, b, X, y) + share * np.sum(w**2)
