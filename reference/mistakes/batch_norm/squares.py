"""`batch_norm` where the variance is made of something else than squares."""

import numpy as np

from reference.formula import mistake
from reference.formulas.batch_norm import batch_norm, centre


@mistake(
    batch_norm,
    headline="squares are not taken",
    sentence="Every column is divided by the root of eps alone.",
    why="the distances from the mean are averaged without being squared. That average is 0 in"
    " every column.",
    right="The mean, eps, gamma and beta.",
    hints=("Print the variance that the code computes. Why is it (almost) 0 for every column?",),
)
def squares_not_taken(X, gamma, beta, eps):
    deviation = np.sqrt(centre(X).mean(axis=0) + eps)
    return gamma * centre(X) / deviation + beta


@mistake(
    batch_norm,
    headline="a mean absolute deviation",
    sentence="The spread of a column is measured without squares.",
    why="the absolute distances from the mean are averaged, not their squares.",
    right="The mean, eps, gamma and beta.",
    hints=("What is the variance of (1, 1, 4) on paper? Which number does the code have for it?",),
    constants=(0.0, 1.0),
)
def mean_absolute_deviation(X, gamma, beta, eps, which):
    spread = np.abs(centre(X)).mean(axis=0)
    deviation = (spread + eps, np.sqrt(spread + eps))[int(which)]
    return gamma * centre(X) / deviation + beta


@mistake(
    batch_norm,
    headline="the mean is not squared",
    sentence="The variance is wrong, and sometimes negative.",
    why="from the mean of the squares the mean itself is subtracted, not its square.",
    right="The mean, eps, gamma and beta.",
    hints=("If X is in metres, which units do the two terms of the variance have?",),
)
def mean_not_squared_in_the_variance(X, gamma, beta, eps):
    variance = (X**2).mean(axis=0) - X.mean(axis=0)
    return gamma * centre(X) / np.sqrt(variance + eps) + beta


@mistake(
    batch_norm,
    headline="a negative variance",
    sentence="nan in almost every column.",
    why="the mean of the squares is subtracted from the square of the mean. That difference is"
    " never positive.",
    right="The mean, eps, gamma and beta.",
    hints=("Print the variance of the column (1, 3). Which of the two terms is the larger one?",),
)
def variance_with_the_other_sign(X, gamma, beta, eps):
    variance = X.mean(axis=0) ** 2 - (X**2).mean(axis=0)
    return gamma * centre(X) / np.sqrt(variance + eps) + beta
