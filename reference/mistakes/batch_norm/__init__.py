"""What students write in the place of `batch_norm`: the usual mistakes."""

import numpy as np

from reference.formula import mistake
from reference.formulas.batch_norm import batch_norm, centre

# Where eps stands in the code: inside the root, after it, nowhere.
PLACES_OF_EPS = (0.0, 1.0, 2.0)


def rooted(variance, eps, place):
    """The standard deviation with eps at one of these places."""
    return (np.sqrt(variance + eps), np.sqrt(variance) + eps, np.sqrt(variance))[int(place)]


def sample_deviation(X):
    """The root of the variance with N − 1, of each column."""
    return np.sqrt((centre(X) ** 2).sum(axis=0) / (len(X) - 1))


@mistake(
    batch_norm,
    headline="eps outside the root",
    sentence="The output is close to the right one; eps stands at another place.",
    why="eps is added to the standard deviation, after the root. It is added to the variance in the"
    " formula that is asked for.",
    right="The mean, the variance, gamma and beta.",
    hints=(
        "Take a column with variance 0 and eps = 0.01. By what is it divided on paper, and by what"
        " in the code?",
    ),
)
def eps_outside_the_root(X, gamma, beta, eps):
    return gamma * (X - X.mean(axis=0)) / (X.std(axis=0) + eps) + beta


@mistake(
    batch_norm,
    headline="eps has no effect",
    sentence="Close to the right output for a small eps; nan when all entries of a column agree.",
    why="the result does not depend on eps. In a column of equal entries 0 is divided by 0.",
    right="The mean, the variance, gamma and beta.",
    hints=(
        "Call it with eps = 0.1 and with eps = 0.001. Should the output change? Does it?",
        "What is the variance of the column (3, 3, 3), and what is it divided by then?",
    ),
)
def eps_missing(X, gamma, beta, eps):
    return gamma * (X - X.mean(axis=0)) / X.std(axis=0) + beta


@mistake(
    batch_norm,
    headline="the sample variance",
    sentence="The output shrinks as if the variance were larger by a factor N/(N - 1).",
    why="the squares are divided by N - 1, which gives the sample variance. Batch normalization"
    " takes the population variance.",
    right="The mean, eps, gamma and beta.",
    hints=(
        "What is the variance of (1, 3): once with N, once with N - 1? Which one is written in the"
        " statement?",
        "What happens to a batch of one sample when the squares are divided by N - 1?",
    ),
)
def sample_variance(X, gamma, beta, eps):
    centred = X - X.mean(axis=0)
    return gamma * centred / np.sqrt((centred**2).sum(axis=0) / (len(X) - 1) + eps) + beta


@mistake(
    batch_norm,
    headline="the root is missing",
    sentence="Every column is divided by its variance, not by its standard deviation.",
    why="the centred columns are divided by the variance plus eps itself. Their spread comes out"
    " different from column to column.",
    right="The mean, the variance, and the place of gamma and beta.",
    hints=(
        "Multiply all of X by 10. What should happen to the output, apart from eps, and what does?",
        "If X is in metres, what is the unit of its variance, and which unit has the output?",
    ),
)
def root_missing(X, gamma, beta, eps):
    return gamma * (X - X.mean(axis=0)) / (X.var(axis=0) + eps) + beta


@mistake(
    batch_norm,
    headline="a root of a root",
    sentence="Every column is divided by the root of its standard deviation.",
    why="the root is taken twice: of the variance, and once more of the standard deviation plus"
    " eps.",
    right="The mean, and the place of gamma and beta.",
    hints=(
        "Take a column with variance 16 and a small eps. By what is it divided on paper, and by"
        " what in the code?",
        "If X is in metres, what unit does the number under the last root have?",
    ),
)
def root_taken_twice(X, gamma, beta, eps):
    return gamma * (X - X.mean(axis=0)) / np.sqrt(X.std(axis=0) + eps) + beta


@mistake(
    batch_norm,
    headline="one mean for all columns",
    sentence="All columns are shifted and scaled by the same two numbers.",
    why="mean and variance are taken over the whole array. A feature with large values decides"
    " about all the others.",
    hints=(
        "How many means does a batch of shape (3, 2) have? Print the shape of the mean.",
        "Add 100 to the first column only. Should the second column of the output change?",
    ),
    constants=PLACES_OF_EPS,
)
def statistics_of_the_whole_array(X, gamma, beta, eps, place):
    return gamma * (X - X.mean()) / rooted(X.var(), eps, place) + beta


@mistake(
    batch_norm,
    headline="rows in place of columns",
    sentence="Every sample is normalized by itself; the batch has no influence.",
    why="mean and variance are taken along the features of one sample. That is layer normalization."
    " Batch normalization takes them along the samples of one feature.",
    hints=(
        "Change the second sample. Should the output of the first one change? Does it?",
        "In X of shape (3, 2), which axis counts the samples? Which one should disappear in the"
        " mean?",
    ),
    constants=PLACES_OF_EPS,
)
def statistics_of_every_sample(X, gamma, beta, eps, place):
    centred = X - X.mean(axis=1, keepdims=True)
    return gamma * centred / rooted(X.var(axis=1, keepdims=True), eps, place) + beta


@mistake(
    batch_norm,
    headline="gamma, beta have no effect",
    sentence="The normalized input is returned; gamma and beta do not enter.",
    why="the result does not depend on gamma or beta. Every column has mean 0 and a spread of about"
    " 1.",
    right="The mean, the variance and eps.",
    hints=(
        "Call it with gamma = (1, 1) and with gamma = (2, 2). Should the output change? Does it?",
        "What mean and what spread should a column have in the end, according to the statement?",
    ),
)
def scale_and_shift_missing(X, gamma, beta, eps):
    return (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) + eps)


@mistake(
    batch_norm,
    headline="beta is scaled as well",
    sentence="Every column is off by one number of its own.",
    why="beta is added first and gamma is multiplied afterwards, so beta is scaled, too.",
    right="The normalized input, and the spread of every column.",
    hints=(
        "What is the mean of each column of the output? Which number of the call should it be?",
    ),
)
def shift_before_the_scale(X, gamma, beta, eps):
    return gamma * ((X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) + eps) + beta)
