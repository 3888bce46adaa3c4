"""`batch_norm` with means and variances over other entries than the column."""

import numpy as np

from reference.formula import mistake
from reference.formulas.batch_norm import batch_norm, centre
from reference.mistakes.batch_norm import PLACES_OF_EPS, rooted, sample_deviation


@mistake(
    batch_norm,
    headline="D in the variance",
    sentence="The mean is right; the variance is divided by the number of features.",
    why="the squares of a column are divided by D. A column has N entries.",
    right="The mean, eps, gamma and beta.",
    hints=("Over how many numbers does the variance of a column run?",),
)
def variance_divided_by_the_features(X, gamma, beta, eps):
    centred = centre(X)
    return gamma * centred / np.sqrt((centred**2).sum(axis=0) / X.shape[1] + eps) + beta


@mistake(
    batch_norm,
    headline="D in place of N",
    sentence="Sums of columns are divided by the number of features.",
    why="mean and variance of a column are divided by D. A column has N entries.",
    hints=("Over how many numbers does the mean of a column run?",),
)
def mean_divided_by_the_features(X, gamma, beta, eps):
    centred = X - X.sum(axis=0) / X.shape[1]
    return gamma * centred / np.sqrt((centred**2).sum(axis=0) / X.shape[1] + eps) + beta


@mistake(
    batch_norm,
    headline="a sum for the mean",
    sentence="The sum of each column is subtracted, not its mean.",
    why="the sum of a column is not divided by N before it is subtracted.",
    hints=("Put every sample into the batch twice. Should the output change? Does it?",),
    constants=(0.0, 1.0),
)
def sum_for_the_mean(X, gamma, beta, eps, which):
    centred = X - X.sum(axis=0)
    variance = (X.var(axis=0), (centred**2).mean(axis=0))[int(which)]
    return gamma * centred / np.sqrt(variance + eps) + beta


@mistake(
    batch_norm,
    headline="one variance for all",
    sentence="The columns are centred, but all divided by the same number.",
    why="the mean is taken down each column, the variance over the whole array.",
    right="The mean, gamma and beta.",
    hints=(
        "Print the shape of the mean and that of the variance. What does each of their numbers"
        " belong to?",
    ),
    constants=PLACES_OF_EPS,
)
def one_variance_for_all_columns(X, gamma, beta, eps, place):
    return gamma * (X - X.mean(axis=0)) / rooted(X.var(), eps, place) + beta


@mistake(
    batch_norm,
    headline="one variance for all",
    sentence="The columns are centred, but all divided by the same number.",
    why="the squares of the centred columns are averaged over the whole array.",
    right="The mean, gamma and beta.",
    hints=(
        "Print the shape of the mean and that of the variance. What does each of their numbers"
        " belong to?",
    ),
)
def one_variance_of_the_centred_columns(X, gamma, beta, eps):
    centred = centre(X)
    return gamma * centred / np.sqrt((centred**2).mean() + eps) + beta


@mistake(
    batch_norm,
    headline="one mean for the batch",
    sentence="Every column is divided by a number of its own, but all are shifted alike.",
    why="the mean is taken over the whole array, the variance down each column.",
    hints=("Add 100 to the first column only. Should the second column of the output change?",),
    constants=(0.0, 1.0),
)
def one_mean_with_a_variance_for_each_column(X, gamma, beta, eps, which):
    centred = X - X.mean()
    variance = (X.var(axis=0), (centred**2).mean(axis=0))[int(which)]
    return gamma * centred / np.sqrt(variance + eps) + beta


@mistake(
    batch_norm,
    headline="mean along the rows",
    sentence="The mean is taken along the rows, the variance down the columns.",
    why="from each entry the mean of its sample is subtracted, not that of its feature.",
    hints=(
        "Print the shape of the mean and that of the variance. What does each of their numbers"
        " belong to?",
    ),
    constants=PLACES_OF_EPS,
)
def mean_of_rows_with_a_variance_of_columns(X, gamma, beta, eps, place):
    return gamma * (X - X.mean(axis=1, keepdims=True)) / rooted(X.var(axis=0), eps, place) + beta


@mistake(
    batch_norm,
    headline="variance along the rows",
    sentence="The mean is taken down the columns, the variance along the rows.",
    why="each entry is divided by the deviation of its sample, not by that of its feature.",
    hints=(
        "Print the shape of the mean and that of the variance. What does each of their numbers"
        " belong to?",
    ),
    constants=PLACES_OF_EPS,
)
def variance_of_rows_with_a_mean_of_columns(X, gamma, beta, eps, place):
    return gamma * (X - X.mean(axis=0)) / rooted(X.var(axis=1, keepdims=True), eps, place) + beta


@mistake(
    batch_norm,
    headline="sample variance, eps off",
    sentence="Two things differ: the squares are divided by N - 1, and eps is not under the root.",
    why="the sample deviation is taken, as numpy does with ddof=1; the root comes before eps.",
    hints=(
        "What happens to a batch of one sample when the squares are divided by N - 1?",
        "Take a column with variance 0 and eps = 0.01. By what is it divided on paper, and by what"
        " in the code?",
    ),
    constants=(1.0, 0.0),
)
def sample_deviation_plus_eps(X, gamma, beta, eps, constant):
    return gamma * centre(X) / (sample_deviation(X) + eps * constant) + beta


@mistake(
    batch_norm,
    headline="rows, sample variance",
    sentence="Every sample is normalized by itself, and with the sample variance.",
    why="two things come together: mean and variance are taken along the features of one sample,"
    " and the squares are divided by D - 1.",
    hints=(
        "Change the second sample. Should the output of the first one change? Does it?",
        "What is the variance of (1, 3): once divided by 2, once by 1? Which one is written in the"
        " statement?",
    ),
)
def sample_variance_of_every_sample(X, gamma, beta, eps):
    centred = X - X.mean(axis=1, keepdims=True)
    variance = (centred**2).sum(axis=1, keepdims=True) / np.float64(X.shape[1] - 1)
    return gamma * centred / np.sqrt(variance + eps) + beta
