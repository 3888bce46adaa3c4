"""`batch_norm` where the mean is not removed, or the squares are not those about it."""

import numpy as np

from reference.formula import mistake
from reference.formulas.batch_norm import batch_norm, centre


@mistake(
    batch_norm,
    headline="squares about 0",
    sentence="The numerator is right; the variance is taken about 0, not about the mean.",
    why="the squares of X itself are averaged, without the mean being subtracted. The result is"
    " right only for columns of mean 0.",
    right="The mean, eps, gamma and beta.",
    hints=(
        "Add 100 to a column. Does its variance change on paper? Does the denominator of the code?",
    ),
)
def squares_about_zero(X, gamma, beta, eps):
    return gamma * (X - X.mean(axis=0)) / np.sqrt((X**2).mean(axis=0) + eps) + beta


@mistake(
    batch_norm,
    headline="digits lost far from 0",
    sentence="Right for ordinary inputs; wrong for a column that lies far from 0.",
    why="the variance is computed as the mean of the squares minus the square of the mean. Far from"
    " 0 the two are almost equal, and the difference has few digits left.",
    hints=(
        "For the column (1000001, 1000002, 1000004): how many digits do the squares have, and how"
        " many does a float64 hold?",
        "The variance does not change when a number is added to the column. How can that keep the"
        " squares small?",
        "At a = 100000001, b = 100000000: a^2 - b^2 comes out as 200000000, (a - b)(a + b) as"
        " 200000001; same number on paper.",
    ),
    only_extreme=True,
)
def variance_as_a_difference(X, gamma, beta, eps):
    mean = X.mean(axis=0)
    return gamma * (X - mean) / np.sqrt((X**2).mean(axis=0) - mean**2 + eps) + beta


@mistake(
    batch_norm,
    headline="the mean is not removed",
    sentence="The inputs are divided by their deviation and not centred before.",
    why="the mean of a column does not enter: X itself is divided by the standard deviation.",
    right="The variance, eps, gamma and beta.",
    hints=(
        "Add 10 to a whole column of X. Should the output change? Does it?",
        "Which two things does normalizing do to a column, in which order?",
    ),
)
def mean_not_removed(X, gamma, beta, eps):
    deviation = np.sqrt((centre(X) ** 2).mean(axis=0) + eps)
    return gamma * X / deviation + beta


@mistake(
    batch_norm,
    headline="squares not averaged",
    sentence="The output shrinks with the number of samples.",
    why="the squared distances from the mean are added up and not divided by N. That is N times the"
    " variance.",
    right="The mean, eps, gamma and beta.",
    hints=(
        "Put every sample into the batch twice. Should the output change? Does it?",
        "How does a variance differ from a sum of squares?",
    ),
)
def squares_not_averaged(X, gamma, beta, eps):
    centred = centre(X)
    return gamma * centred / np.sqrt((centred**2).sum(axis=0) + eps) + beta


@mistake(
    batch_norm,
    headline="only the mean is divided",
    sentence="The mean is divided by the standard deviation, X is not.",
    why="the division reaches one of the two terms only: X minus a fraction. The columns keep the"
    " spread of X, times gamma.",
    hints=("In which order does Python read a - b / c? Where are the brackets on paper?",),
    constants=(0.0, 1.0),
)
def mean_divided_alone(X, gamma, beta, eps, unscaled):
    divided = X.mean(axis=0) / np.sqrt(X.var(axis=0) + eps)
    return gamma * X - (divided if unscaled else gamma * divided) + beta
