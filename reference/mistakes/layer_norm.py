"""What students write in the place of `layer_norm`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.layer_norm import layer_norm


@mistake(
    layer_norm,
    headline="statistics of the batch",
    sentence="Every column is normalized, where every row is asked for.",
    why="mean and variance are taken over the samples, feature by feature. That is batch"
    " normalization: a sample then depends on the others of its batch.",
    hints=("Call it with one sample alone. Which mean should be taken off, and which one is?",),
)
def statistics_of_the_batch(X, gamma, beta, eps):
    return gamma * (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) + eps) + beta


@mistake(
    layer_norm,
    headline="one mean for all samples",
    sentence="All samples are normalized by the same two numbers.",
    why="mean and variance are those of the whole array.",
    hints=("Of how many numbers is each mean the mean, for X of shape (3, 4)?",),
)
def statistics_of_all_samples(X, gamma, beta, eps):
    return gamma * (X - X.mean()) / np.sqrt(X.var() + eps) + beta


@mistake(
    layer_norm,
    headline="eps outside the root",
    sentence="The output is close to the right one; eps stands at another place.",
    why="eps is added to the standard deviation, after the root. It is added to the variance in the"
    " formula that is asked for.",
    right="The mean, the variance, gamma and beta.",
    hints=(
        "With a variance of 0 and eps = 0.01, by what is divided on paper, and by what in the"
        " code?",
    ),
)
def eps_after_the_root_of_a_row(X, gamma, beta, eps):
    return gamma * (X - X.mean(axis=1, keepdims=True)) / (X.std(axis=1, keepdims=True) + eps) + beta


@mistake(
    layer_norm,
    headline="the sample variance",
    sentence="The output shrinks as if the variance were larger by a factor D/(D - 1).",
    why="the squares of a row are divided by D - 1, which gives the sample variance. Layer"
    " normalization takes the population variance.",
    right="The mean, eps, gamma and beta.",
    hints=("What is the variance of the row (1, 3) with D, and with D - 1?",),
)
def sample_variance_of_a_row(X, gamma, beta, eps):
    centred = X - X.mean(axis=1, keepdims=True)
    variance = (centred**2).sum(axis=1, keepdims=True) / (X.shape[1] - 1)
    return gamma * centred / np.sqrt(variance + eps) + beta


@mistake(
    layer_norm,
    headline="RMS normalization",
    sentence="The rows are not centred; each is divided by the root of its mean square.",
    why="no mean is subtracted, neither from the row nor in its spread. That is RMS normalization,"
    " which newer language models use. The statement asks for layer normalization.",
    right="The place of eps and gamma.",
    hints=("Add 100 to a row of X. Should its output change? Does it?",),
    constants=(1.0, 0.0),
)
def root_mean_square(X, gamma, beta, eps, shifted):
    size = np.sqrt((X**2).mean(axis=1, keepdims=True) + eps)
    return gamma * X / size + (beta if shifted else 0)


@mistake(
    layer_norm,
    headline="divided by the variance",
    sentence="The rows are divided by their variance, without a root.",
    why="the root is missing: the spread of a row that comes out depends on the one that went in.",
    right="The mean, gamma and beta.",
    hints=("Multiply X by 10, with eps close to 0. Should the output change? Does it?",),
)
def no_root_of_the_variance_of_a_row(X, gamma, beta, eps):
    centred = X - X.mean(axis=1, keepdims=True)
    return gamma * centred / (X.var(axis=1, keepdims=True) + eps) + beta


@mistake(
    layer_norm,
    headline="gamma scales the shift too",
    sentence="The shift comes out gamma times as large.",
    why="beta is added before gamma is multiplied.",
    right="The normalized input.",
    hints=("With all entries of a row equal, what should come out? What does?",),
)
def shift_of_a_row_before_the_scale(X, gamma, beta, eps):
    centred = X - X.mean(axis=1, keepdims=True)
    return gamma * (centred / np.sqrt(X.var(axis=1, keepdims=True) + eps) + beta)


@mistake(
    layer_norm,
    headline="squares about 0",
    sentence="The numerator is right; the variance is taken about 0, not about the mean.",
    why="the squares of X itself are averaged, without the mean being subtracted. The result is"
    " right only for rows of mean 0.",
    right="The mean, eps, gamma and beta.",
    hints=(
        "Add 100 to a row. Does its variance change on paper? Does the denominator of the code?",
    ),
)
def squares_of_a_row_about_zero(X, gamma, beta, eps):
    centred = X - X.mean(axis=1, keepdims=True)
    return gamma * centred / np.sqrt((X**2).mean(axis=1, keepdims=True) + eps) + beta


@mistake(
    layer_norm,
    headline="one of the two by columns",
    sentence="Mean and variance are not taken over the same entries.",
    why="one of the two runs along the row, as it should, the other one down the column. A sample"
    " then depends on the others of its batch.",
    hints=(
        "Print the shape of the mean and that of the variance. What does each of their numbers"
        " belong to?",
    ),
    constants=(0.0, 1.0),
)
def one_statistic_of_the_columns(X, gamma, beta, eps, variance):
    mean, spread = X.mean(axis=0), X.var(axis=1, keepdims=True)
    if variance:
        mean, spread = X.mean(axis=1, keepdims=True), X.var(axis=0)
    return gamma * (X - mean) / np.sqrt(spread + eps) + beta


@mistake(
    layer_norm,
    headline="another number than eps",
    sentence="The output is close to the right one; eps has another size.",
    why="under the root stands twice eps, or its square, in the place of eps.",
    right="The mean, the variance, gamma and beta.",
    hints=(
        "With a variance of 0 and eps = 0.01, by what is divided on paper, and by what in the"
        " code?",
    ),
    constants=(2.0, 0.0),
)
def another_size_of_eps(X, gamma, beta, eps, times):
    centred = X - X.mean(axis=1, keepdims=True)
    added = times * eps if times else eps**2
    return gamma * centred / np.sqrt(X.var(axis=1, keepdims=True) + added) + beta


@both(statistics_of_the_batch, eps_after_the_root_of_a_row)
def statistics_of_the_batch_and_eps_outside(X, gamma, beta, eps):
    return gamma * (X - X.mean(axis=0)) / (X.std(axis=0) + eps) + beta
