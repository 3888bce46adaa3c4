"""Batch normalization of a batch, feature by feature.

    mean_j = (1/N) Σ_i X_ij          var_j = (1/N) Σ_i (X_ij − mean_j)²
    Y_ij = gamma_j (X_ij − mean_j) / √(var_j + eps) + beta_j

X (N, D); gamma, beta (D,); → Y (N, D). The variance is that of the population, eps stands inside
the root. Source: notes 001 Algorithm 1, 003 eq. (27) to (30).
"""

import numpy as np

from reference.formula import Array, Positive, formula, law, mistake

# Far from 0 compared with its spread, as far as an answer that centres X first stays accurate.
FAR_FROM_ZERO = [[1000001.0, 2.0], [1000002.0, 0.0], [1000004.0, 1.0]]
CONSTANT_COLUMN = [[3.0, 0.0], [3.0, 2.0], [3.0, -1.0]]


@formula(
    X=Array("N D"),
    gamma=Array("D", low=0.5, high=3),
    beta=Array("D"),
    eps=Positive(1e-8, 1e-1),
    example={
        "X": [[1.0, 2.0], [2.0, 0.0], [4.0, 1.0]],
        "gamma": [2.0, 0.5],
        "beta": [1.0, -1.0],
        "eps": 0.01,
    },
    extremes=(
        {"X": FAR_FROM_ZERO, "gamma": [2.0, 0.5], "beta": [1.0, -1.0], "eps": 1e-8},
        {"X": CONSTANT_COLUMN, "gamma": [2.0, 0.5], "beta": [1.0, -1.0], "eps": 1e-8},
    ),
)
def batch_norm(X, gamma, beta, eps):
    """gamma (X − mean) / √(var + eps) + beta: (N, D), (D,), (D,), a number → (N, D)."""
    centred = centre(X)
    return gamma * centred / np.sqrt((centred**2).mean(axis=0) + eps) + beta


def centre(X):
    """X minus the mean of each column."""
    centred = X - X.mean(axis=0)
    # Nothing on paper; removes the rounding of a mean that is large compared with the spread.
    return centred - centred.mean(axis=0)


@law(batch_norm, says="The mean of every column of the output is beta.")
def the_mean_of_a_column_is_beta(Y, X, gamma, beta, eps):
    return Y.mean(axis=0), beta


@law(
    batch_norm,
    says="Adding a number to a whole column of X does not change the output.",
    twin=lambda X, **_: {"X": X + np.arange(1, X.shape[1] + 1)},
)
def shifting_a_column_changes_nothing(Y, Y_twin, X, gamma, beta, eps):
    return Y_twin, Y


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
)
def statistics_of_the_whole_array(X, gamma, beta, eps):
    return gamma * (X - X.mean()) / np.sqrt(X.var() + eps) + beta


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
)
def statistics_of_every_sample(X, gamma, beta, eps):
    centred = X - X.mean(axis=1, keepdims=True)
    return gamma * centred / np.sqrt(X.var(axis=1, keepdims=True) + eps) + beta


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
