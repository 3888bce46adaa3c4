"""What students write in the place of `batch_norm_inference`."""

import numpy as np

from reference.formula import mistake, terms
from reference.formulas.batch_norm_inference import batch_norm_inference


@terms(
    batch_norm_inference,
    names=("normalized X times gamma", "the shift beta"),
    says="Every output is a sum of two terms:",
    hints="Where X is equal to mean, which of the two terms is left?",
)
def scale_and_shift(X, gamma, beta, mean, var, eps):
    return batch_norm_inference(X, gamma, 0 * beta, mean, var, eps), beta


@mistake(
    batch_norm_inference,
    headline="statistics of the batch",
    sentence="The batch is normalized with its own mean and variance, as in training.",
    why="mean and variance are computed from X. The output of a sample then depends on the other"
    " samples, and the running statistics do not enter.",
    right="gamma, beta and eps.",
    hints=(
        "Call it with one sample alone, then with two. Should the output of the first one change?",
        "What were the running statistics collected for during training?",
    ),
)
def statistics_of_the_batch(X, gamma, beta, mean, var, eps):
    return batch_norm_inference(X, gamma, beta, X.mean(axis=0), X.var(axis=0), eps)


@mistake(
    batch_norm_inference,
    headline="variance of the batch",
    sentence="The running mean is taken off, but the division is by the deviation of the batch.",
    why="the variance is computed from X, and var does not enter. The output of a sample then"
    " depends on the other samples.",
    right="The mean that is taken off, gamma, beta and eps.",
    hints=(
        "Call it with one sample alone, then with two. Should the output of the first one change?",
        "Multiply var by 4. Should the output change? Does it?",
    ),
)
def variance_of_the_batch(X, gamma, beta, mean, var, eps):
    return batch_norm_inference(X, gamma, beta, mean, X.var(axis=0), eps)


@mistake(
    batch_norm_inference,
    headline="mean of the batch",
    sentence="The mean of the batch is taken off; the division is by the running deviation.",
    why="the mean is computed from X, and the argument mean does not enter. The output of a sample"
    " then depends on the other samples.",
    right="The variance that is divided by, gamma, beta and eps.",
    hints=(
        "Call it with one sample alone, then with two. Should the output of the first one change?",
        "Add 1 to the argument mean. Should the output change? Does it?",
    ),
)
def mean_of_the_batch(X, gamma, beta, mean, var, eps):
    return batch_norm_inference(X, gamma, beta, X.mean(axis=0), var, eps)


@mistake(
    batch_norm_inference,
    headline="running statistics updated",
    sentence="The batch has a share in the mean and in the variance.",
    why="the running statistics are updated with this batch before they are used. That belongs to"
    " training.",
    right="gamma, beta and eps.",
    hints=(
        "Call it with one sample alone, then with two. Should the output of the first one change?",
    ),
    constants=(0.9, 0.1, 0.99, 0.01, 0.5, 0.999),
)
def statistics_updated(X, gamma, beta, mean, var, eps, share):
    mean = share * mean + (1 - share) * X.mean(axis=0)
    var = share * var + (1 - share) * X.var(axis=0)
    return batch_norm_inference(X, gamma, beta, mean, var, eps)


@mistake(
    batch_norm_inference,
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
def eps_outside_the_root(X, gamma, beta, mean, var, eps):
    return gamma * (X - mean) / (np.sqrt(var) + eps) + beta


@mistake(
    batch_norm_inference,
    headline="eps has no effect",
    sentence="Close to the right output for a small eps; not finite where var is 0.",
    why="the result does not depend on eps. Where the running variance is 0, the division is one"
    " by 0.",
    right="The mean, the variance, gamma and beta.",
    hints=(
        "Call it with eps = 0.1 and with eps = 0.001. Should the output change? Does it?",
        "A feature had the same value throughout the training. What is its variance, and by what"
        " is it divided then?",
    ),
)
def eps_missing(X, gamma, beta, mean, var, eps):
    return gamma * (X - mean) / np.sqrt(var) + beta


@mistake(
    batch_norm_inference,
    headline="the root is missing",
    sentence="Every column is divided by its variance, not by its standard deviation.",
    why="the centred columns are divided by the variance plus eps itself, or by the variance"
    " alone.",
    right="The mean, and the place of gamma and beta.",
    hints=(
        "If X is in metres, what is the unit of its variance, and which unit has the output?",
        "Take a feature with a variance of 4. By which number should it be divided, and by which"
        " one is it?",
    ),
    constants=(1.0, 0.0),
)
def root_missing(X, gamma, beta, mean, var, eps, constant):
    return gamma * (X - mean) / (var + eps * constant) + beta


@mistake(
    batch_norm_inference,
    headline="var for a deviation",
    sentence="The variance is squared, or its root is taken twice.",
    why="the code treats var as if it were a standard deviation, or takes one root too many.",
    right="The mean, and the place of gamma and beta.",
    hints=(
        "Take a feature with a variance of 4. By which number should it be divided, and by which"
        " one is it?",
        "Which quantity does var hold according to the statement: a variance, or its root?",
    ),
    constants=(0.0, 1.0, 2.0),
)
def variance_for_a_deviation(X, gamma, beta, mean, var, eps, which):
    divisors = (np.sqrt(var**2 + eps), np.sqrt(np.sqrt(var + eps)), np.sqrt(np.sqrt(var) + eps))
    return gamma * (X - mean) / divisors[int(which)] + beta


@mistake(
    batch_norm_inference,
    headline="eps: another place or sign",
    sentence="The output is close to the right one, or shifted by a small number.",
    why="eps is subtracted, squared, under a root of its own, or added to something that is not"
    " the variance.",
    right="The mean, the variance, gamma and beta.",
    hints=(
        "Take a column with variance 0 and eps = 0.01. By what is it divided on paper, and by what"
        " in the code?",
        "Where X is equal to mean, what should the output be, and what is it?",
    ),
    constants=tuple(float(form) for form in range(8)),
)
def eps_elsewhere(X, gamma, beta, mean, var, eps, which):
    root, centred = np.sqrt(var), X - mean
    inside = np.sqrt(var + eps)
    forms = (
        lambda: gamma * centred / np.sqrt(var - eps) + beta,
        lambda: gamma * centred / np.sqrt(var + eps**2) + beta,
        lambda: gamma * centred / (root + np.sqrt(eps)) + beta,
        lambda: gamma * centred / (inside + eps) + beta,
        lambda: gamma * (centred / root + eps) + beta,
        lambda: gamma * centred / root + eps + beta,
        lambda: gamma * (centred + eps) / inside + beta,
        lambda: gamma * (centred + eps) / root + beta,
    )
    return forms[int(which)]()


@mistake(
    batch_norm_inference,
    headline="beta is scaled as well",
    sentence="Every column is off by one number of its own.",
    why="beta is added before gamma is multiplied, or before the division, so it is scaled, too.",
    right="The normalized input, and the spread of every column.",
    hints=("Where X is equal to mean, what should the output be, and what is it?",),
    constants=(0.0, 1.0),
)
def shift_scaled_as_well(X, gamma, beta, mean, var, eps, divided):
    root = np.sqrt(var + eps)
    return (gamma * (X - mean) + beta) / root if divided else gamma * ((X - mean) / root + beta)


@mistake(
    batch_norm_inference,
    headline="the mean is not removed",
    sentence="X is divided by the deviation and not centred before, or shifted the wrong way.",
    why="the running mean does not enter, or is added where it should vanish.",
    right="The variance, eps, gamma and beta.",
    hints=("Where X is equal to mean, what should the output be, and what is it?",),
    constants=(0.0, -1.0),
)
def mean_not_removed(X, gamma, beta, mean, var, eps, share):
    return batch_norm_inference(X, gamma, beta, share * mean, var, eps)


@mistake(
    batch_norm_inference,
    headline="gamma does not reach mean",
    sentence="Every column is off by one number of its own.",
    why="gamma multiplies X but not the mean that is subtracted from it.",
    right="The variance, eps, gamma and beta.",
    hints=(
        "Where X is equal to mean, what should the output be, and what is it?",
        "In which order does Python read a * b - c? Where are the brackets on paper?",
    ),
)
def mean_not_scaled(X, gamma, beta, mean, var, eps):
    return (gamma * X - mean) / np.sqrt(var + eps) + beta


@mistake(
    batch_norm_inference,
    headline="only the mean is divided",
    sentence="The mean is divided by the standard deviation, X is not.",
    why="the division reaches one of the two terms only: X minus a fraction.",
    right="gamma and beta.",
    hints=("In which order does Python read a - b / c? Where are the brackets on paper?",),
    constants=(0.0, 1.0),
)
def mean_divided_alone(X, gamma, beta, mean, var, eps, unscaled):
    divided = mean / np.sqrt(var + eps)
    return gamma * X - (divided if unscaled else gamma * divided) + beta


@mistake(
    batch_norm_inference,
    headline="times the deviation",
    sentence="Every column is multiplied with its standard deviation, not divided.",
    why="the larger the running variance, the wider the column comes out; it should be narrower.",
    right="The mean, the variance, and the place of gamma and beta.",
    hints=("If X is in metres, what is the unit of its variance, and which unit has the output?",),
)
def times_the_deviation(X, gamma, beta, mean, var, eps):
    return gamma * (X - mean) * np.sqrt(var + eps) + beta


@mistake(
    batch_norm_inference,
    headline="N/(N - 1) times var",
    sentence="The output is a little too narrow, the more so the smaller the batch.",
    why="the variance is multiplied by N/(N - 1). Where that correction is made, it belongs to the"
    " update of the running statistics.",
    right="The mean, gamma and beta.",
    hints=(
        "Call it with one sample alone, then with two. Should the output of the first one change?",
    ),
)
def variance_corrected(X, gamma, beta, mean, var, eps):
    n = len(X)
    return batch_norm_inference(X, gamma, beta, mean, var * n / max(n - 1, 1), eps)


@mistake(
    batch_norm_inference,
    headline="divided by gamma",
    sentence="Every column is divided by gamma, not multiplied.",
    why="gamma stands under the fraction. A larger gamma makes the output smaller.",
    hints=(
        "Call it with gamma = (1, 1) and with gamma = (2, 2). Should the output grow or shrink?",
    ),
)
def divided_by_gamma(X, gamma, beta, mean, var, eps):
    return batch_norm_inference(X, 1 / gamma, beta, mean, var, eps)


@mistake(
    batch_norm_inference,
    headline="mean and var exchanged",
    sentence="The variance is taken off, and the division is by the root of the mean.",
    why="mean stands in the place of var, and var in that of mean. A mean may be negative; its root"
    " is then nan, unless its sign is dropped.",
    right="gamma, beta and eps.",
    hints=("Where X is equal to mean, what should the output be, and what is it?",),
    constants=(0.0, 1.0),
)
def mean_and_variance_exchanged(X, gamma, beta, mean, var, eps, without_sign):
    return batch_norm_inference(X, gamma, beta, var, np.abs(mean) if without_sign else mean, eps)


@mistake(
    batch_norm_inference,
    headline="the mean is not divided",
    sentence="Every column is off by one number of its own.",
    why="X is divided by the standard deviation by itself, and the mean is subtracted afterwards:"
    " it is not divided by it.",
    right="The variance, eps, and the spread of every column.",
    hints=(
        "Where X is equal to mean, what should the output be, and what is it?",
        "Expand the bracket on paper: by which two factors is the mean multiplied?",
    ),
    constants=(0.0, 1.0),
)
def mean_not_divided(X, gamma, beta, mean, var, eps, scaled):
    return gamma * X / np.sqrt(var + eps) + beta - (gamma * mean if scaled else mean)
