"""`batch_norm` where the columns are standardized by another rule."""

import numpy as np

from reference.formula import mistake
from reference.formulas.batch_norm import batch_norm, centre


@mistake(
    batch_norm,
    headline="min-max scaling",
    sentence="Every column is brought to the range from 0 to 1.",
    why="the smallest entry is subtracted, and the columns are divided by their range. Neither"
    " mean nor variance is used.",
    hints=(
        "What is the mean of each column of the output? Which number of the call should it be?",
    ),
    constants=(1.0, 0.0),
)
def scaled_to_the_range(X, gamma, beta, eps, constant):
    low, high = X.min(axis=0), X.max(axis=0)
    return gamma * (X - low) / (high - low + eps * constant) + beta


@mistake(
    batch_norm,
    headline="divided by the range",
    sentence="Every column is divided by its range, not by its standard deviation.",
    why="the columns are centred and then divided by largest minus smallest entry.",
    right="The mean, gamma and beta.",
    hints=("What is the variance of each column before gamma? What should it be?",),
    constants=(1.0, 0.0),
)
def centred_and_divided_by_the_range(X, gamma, beta, eps, constant):
    span = X.max(axis=0) - X.min(axis=0)
    return gamma * centre(X) / (span + eps * constant) + beta


@mistake(
    batch_norm,
    headline="divided by the length",
    sentence="Every column is divided by its length as a vector.",
    why="the root of the sum of squares is taken, without the mean over the samples. The output"
    " shrinks with their number.",
    right="The mean, gamma and beta.",
    hints=("Put every sample into the batch twice. Should the output change? Does it?",),
    constants=(1.0, 0.0),
)
def divided_by_the_length(X, gamma, beta, eps, constant):
    length = np.sqrt((centre(X) ** 2).sum(axis=0))
    return gamma * centre(X) / (length + eps * constant) + beta


@mistake(
    batch_norm,
    headline="mean subtracted twice",
    sentence="Every column is off by one number of its own.",
    why="the mean of the column is subtracted from an input that is centred already.",
    right="The variance, eps, gamma and beta.",
    hints=(
        "What is the mean of each column of the output? Which number of the call should it be?",
    ),
)
def mean_subtracted_twice(X, gamma, beta, eps):
    mean = X.mean(axis=0)
    return gamma * (X - 2 * mean) / np.sqrt(X.var(axis=0) + eps) + beta


@mistake(
    batch_norm,
    headline="the mean is added",
    sentence="Every column is off by one number of its own.",
    why="the mean of the column is added to X where it should vanish.",
    right="The variance, eps, gamma and beta.",
    hints=(
        "What is the mean of each column of the output? Which number of the call should it be?",
    ),
)
def mean_added(X, gamma, beta, eps):
    return gamma * (X + X.mean(axis=0)) / np.sqrt(X.var(axis=0) + eps) + beta


@mistake(
    batch_norm,
    headline="times the deviation",
    sentence="Every column is multiplied with its standard deviation, not divided.",
    why="the wider a column is spread, the wider it comes out.",
    right="The mean, the variance, and the place of gamma and beta.",
    hints=(
        "Multiply all of X by 10. What should happen to the output, apart from eps, and what does?",
    ),
)
def times_the_deviation(X, gamma, beta, eps):
    return gamma * centre(X) * np.sqrt(X.var(axis=0) + eps) + beta


@mistake(
    batch_norm,
    headline="variance, no root, no eps",
    sentence="Every column is divided by its variance alone.",
    why="neither the root nor eps is there. In a column of equal entries 0 is divided by 0.",
    right="The mean, the variance, and the place of gamma and beta.",
    hints=(
        "Multiply all of X by 10. What should happen to the output, apart from eps, and what does?",
    ),
)
def root_and_eps_missing(X, gamma, beta, eps):
    return gamma * centre(X) / X.var(axis=0) + beta


@mistake(
    batch_norm,
    headline="the variance is squared",
    sentence="The spread of the columns comes out different from column to column.",
    why="the variance is squared once more, as if it were a standard deviation.",
    right="The mean, gamma and beta.",
    hints=(
        "Multiply all of X by 10. What should happen to the output, apart from eps, and what does?",
    ),
    constants=(0.0, 1.0),
)
def variance_squared(X, gamma, beta, eps, which):
    variance = X.var(axis=0)
    divisor = (np.sqrt(variance**2 + eps), (variance + eps) ** 2)[int(which)]
    return gamma * centre(X) / divisor + beta


@mistake(
    batch_norm,
    headline="not divided by deviations",
    sentence="The columns keep the spread that X has, times gamma.",
    why="gamma and beta are applied, but nothing is divided by a standard deviation.",
    right="The place of gamma and beta.",
    hints=(
        "Multiply all of X by 10. What should happen to the output, apart from eps, and what does?",
    ),
    constants=(0.0, 1.0),
)
def not_normalized(X, gamma, beta, eps, which):
    centred = (X, centre(X))[int(which)]
    return gamma * centred + beta


@mistake(
    batch_norm,
    headline="mean 0 and variance 1",
    sentence="The batch does not decide about mean and variance.",
    why="the mean is taken for 0 and the variance for 1, as in running statistics before the first"
    " update.",
    right="The place of gamma and beta.",
    hints=("Add 10 to a whole column of X. Should the output change? Does it?",),
)
def fixed_statistics(X, gamma, beta, eps):
    return gamma * X / np.sqrt(1 + eps) + beta


@mistake(
    batch_norm,
    headline="the mean appears nowhere",
    sentence="Every column is divided by the root of its mean square; nothing is centred.",
    why="the mean is neither subtracted from X nor used in the variance.",
    right="The place of eps, gamma and beta.",
    hints=("Add 10 to a whole column of X. Should the output change? Does it?",),
)
def root_mean_square(X, gamma, beta, eps):
    return gamma * X / np.sqrt((X**2).mean(axis=0) + eps) + beta
