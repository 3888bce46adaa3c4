"""What students write in the place of `batch_norm`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.batch_norm import batch_norm, centre

# Where eps stands in the code: inside the root, after it, nowhere.
PLACES_OF_EPS = (0.0, 1.0, 2.0)


def _root(variance, eps, place):
    """The standard deviation with eps at one of these places."""
    return (np.sqrt(variance + eps), np.sqrt(variance) + eps, np.sqrt(variance))[int(place)]


def _sample_deviation(X):
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
    return gamma * (X - X.mean()) / _root(X.var(), eps, place) + beta


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
    return gamma * centred / _root(X.var(axis=1, keepdims=True), eps, place) + beta


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


@mistake(
    batch_norm,
    headline="only the mean is divided",
    sentence="The mean is divided by the standard deviation, X is not.",
    why="the division reaches one of the two terms only: X minus a fraction. The columns keep the"
    " spread of X, times gamma.",
    hints=("In which order does Python read a - b / c? Where are the brackets on paper?",),
)
def mean_divided_alone(X, gamma, beta, eps):
    return gamma * (X - X.mean(axis=0) / np.sqrt(X.var(axis=0) + eps)) + beta


@mistake(
    batch_norm,
    headline="eps added to the quotient",
    sentence="Every column is shifted by gamma times eps.",
    why="the division comes first; eps is added to its result and not to what stands under the"
    " fraction.",
    hints=("In which order does Python read a / b + c? Where are the brackets on paper?",),
)
def eps_added_to_the_quotient(X, gamma, beta, eps):
    return gamma * ((X - X.mean(axis=0)) / X.std(axis=0) + eps) + beta


@mistake(
    batch_norm,
    headline="eps added to the output",
    sentence="Every column is shifted by eps.",
    why="the division comes first; eps is added to the output like a second beta.",
    hints=("In which order does Python read a / b + c? Where are the brackets on paper?",),
)
def eps_added_to_the_output(X, gamma, beta, eps):
    return gamma * (X - X.mean(axis=0)) / X.std(axis=0) + eps + beta


@mistake(
    batch_norm,
    headline="eps in the numerator",
    sentence="Every column is shifted a little.",
    why="eps is added to the centred input, above the fraction line.",
    hints=(
        "What is the mean of each column of the output? Which number of the call should it be?",
    ),
    constants=(0.0, 1.0),
)
def eps_added_to_the_numerator(X, gamma, beta, eps, constant):
    return gamma * (X - X.mean(axis=0) + eps) / np.sqrt(X.var(axis=0) + eps * constant) + beta


@mistake(
    batch_norm,
    headline="eps under its own root",
    sentence="The output is close to the right one; there are two roots.",
    why="a root is taken of the variance and one of eps, and the two are added. A root of a sum is"
    " not a sum of roots.",
    right="The mean, the variance, gamma and beta.",
    hints=(
        "Compare the root of 9 + 16 with the sum of the two roots. Which of the two is in the"
        " statement?",
    ),
)
def eps_under_a_root_of_its_own(X, gamma, beta, eps):
    return gamma * (X - X.mean(axis=0)) / (X.std(axis=0) + np.sqrt(eps)) + beta


@mistake(
    batch_norm,
    headline="eps is squared",
    sentence="The output is close to the right one; the square of eps is added.",
    why="the square of eps stands under the root.",
    right="The mean, the variance, gamma and beta.",
    hints=(
        "Take a column with variance 0 and eps = 0.01. By what is it divided on paper, and by what"
        " in the code?",
    ),
)
def eps_squared(X, gamma, beta, eps):
    return gamma * (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) + eps**2) + beta


@mistake(
    batch_norm,
    headline="eps is added twice",
    sentence="The output is a little too small.",
    why="eps is added under the root and once more after it.",
    right="The mean, the variance, gamma and beta.",
    hints=(
        "Take a column with variance 0 and eps = 0.01. By what is it divided on paper, and by what"
        " in the code?",
    ),
)
def eps_added_twice(X, gamma, beta, eps):
    return gamma * (X - X.mean(axis=0)) / (np.sqrt(X.var(axis=0) + eps) + eps) + beta


@mistake(
    batch_norm,
    headline="eps is subtracted",
    sentence="A little too large; nan when all entries of a column agree.",
    why="eps is taken off the variance. Where the variance is smaller than eps, the root is that"
    " of a negative number.",
    right="The mean, the variance, gamma and beta.",
    hints=(
        "Take a column with variance 0 and eps = 0.01. By what is it divided on paper, and by what"
        " in the code?",
    ),
)
def eps_subtracted(X, gamma, beta, eps):
    return gamma * (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) - eps) + beta


@mistake(
    batch_norm,
    headline="eps is a factor",
    sentence="The output is far too large for a small eps.",
    why="the variance is multiplied with eps under the root.",
    right="The mean, the variance, gamma and beta.",
    hints=("What should happen to the output when eps goes to 0, and what does?",),
)
def eps_multiplied(X, gamma, beta, eps):
    return gamma * (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) * eps) + beta


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
    return gamma * (X - X.mean(axis=0)) / _root(X.var(), eps, place) + beta


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
    return gamma * (X - X.mean(axis=1, keepdims=True)) / _root(X.var(axis=0), eps, place) + beta


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
    return gamma * (X - X.mean(axis=0)) / _root(X.var(axis=1, keepdims=True), eps, place) + beta


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
    return gamma * centre(X) / (_sample_deviation(X) + eps * constant) + beta


@mistake(
    batch_norm,
    headline="divided by gamma",
    sentence="Every column is divided by gamma, not multiplied.",
    why="gamma stands under the fraction. A larger gamma makes the output smaller.",
    hints=(
        "Call it with gamma = (1, 1) and with gamma = (2, 2). Should the output grow or shrink?",
    ),
)
def divided_by_gamma(X, gamma, beta, eps):
    return centre(X) / np.sqrt(X.var(axis=0) + eps) / gamma + beta


@mistake(
    batch_norm,
    headline="gamma enters twice",
    sentence="The spread of every column is too large by a factor gamma.",
    why="the columns are multiplied with gamma two times.",
    hints=(
        "Call it with gamma = (1, 1) and with gamma = (2, 2). By what factor should the spread"
        " grow, and by what does it?",
    ),
)
def gamma_twice_in_the_output(X, gamma, beta, eps):
    return gamma**2 * centre(X) / np.sqrt(X.var(axis=0) + eps) + beta


@mistake(
    batch_norm,
    headline="the scale is 1 + gamma",
    sentence="The normalized input is added once more to the output.",
    why="the scale is 1 + gamma, a form in which gamma starts at 0.",
    hints=("What should the output be for gamma = (0, 0), and what is it?",),
)
def one_plus_gamma(X, gamma, beta, eps):
    return (1 + gamma) * centre(X) / np.sqrt(X.var(axis=0) + eps) + beta


@mistake(
    batch_norm,
    headline="gamma is added",
    sentence="gamma shifts the columns and does not scale them.",
    why="gamma is added to the normalized input like a second beta.",
    hints=("What spread should a column have in the end, and which one has it?",),
)
def gamma_added(X, gamma, beta, eps):
    return centre(X) / np.sqrt(X.var(axis=0) + eps) + gamma + beta


@mistake(
    batch_norm,
    headline="gamma added, beta a factor",
    sentence="gamma is added first, and the sum is multiplied with beta.",
    why="shift and scale have changed their places, and their order as well.",
    hints=(
        "What mean and what spread should a column have in the end, according to the statement?",
    ),
)
def shift_and_scale_change_places(X, gamma, beta, eps):
    return beta * (centre(X) / np.sqrt(X.var(axis=0) + eps) + gamma)


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


@mistake(
    batch_norm,
    headline="beta is divided as well",
    sentence="Every column is off by one number of its own.",
    why="beta is added before the division, so it is divided by the standard deviation, too.",
    right="The normalized input, and the spread of every column.",
    hints=(
        "What is the mean of each column of the output? Which number of the call should it be?",
    ),
    constants=(0.0, 1.0),
)
def shift_divided_as_well(X, gamma, beta, eps, which):
    scaled = (gamma * centre(X) + beta, gamma * (centre(X) + beta))[int(which)]
    return scaled / np.sqrt(X.var(axis=0) + eps)


@mistake(
    batch_norm,
    headline="scaled before normalizing",
    sentence="gamma and beta have next to no influence.",
    why="scale and shift are applied to X, and the result is normalized. That takes both of them"
    " out again.",
    hints=(
        "What mean and what spread should a column have in the end, according to the statement?",
    ),
)
def scaled_before_it_is_normalized(X, gamma, beta, eps):
    scaled = gamma * X + beta
    return centre(scaled) / np.sqrt(scaled.var(axis=0) + eps)


@mistake(
    batch_norm,
    headline="gamma does not reach mean",
    sentence="Every column is off by one number of its own.",
    why="gamma multiplies X but not the mean that is subtracted from it.",
    right="The variance, eps, gamma and beta.",
    hints=("In which order does Python read a * b - c? Where are the brackets on paper?",),
)
def mean_not_scaled(X, gamma, beta, eps):
    return (gamma * X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) + eps) + beta


@mistake(
    batch_norm,
    headline="median, not mean",
    sentence="The median of each column is subtracted, not its mean.",
    why="the number in the middle of a column stands where its mean belongs.",
    right="The variance, eps, gamma and beta.",
    hints=(
        "What is the mean of each column of the output? Which number of the call should it be?",
    ),
)
def median_for_the_mean(X, gamma, beta, eps):
    return gamma * (X - np.median(X, axis=0)) / np.sqrt(X.var(axis=0) + eps) + beta


@mistake(
    batch_norm,
    headline="statistics without the last",
    sentence="The last sample has no influence on mean and variance.",
    why="mean and variance are those of all samples but the last one.",
    hints=("Change the last row of X. Should the first row of the output change? Does it?",),
)
def last_sample_left_out_of_the_statistics(X, gamma, beta, eps):
    head = X[: max(1, len(X) - 1)]
    return gamma * (X - head.mean(axis=0)) / np.sqrt(head.var(axis=0) + eps) + beta


@mistake(
    batch_norm,
    headline="normalized twice",
    sentence="Close to the right output for a small eps.",
    why="the normalized input goes through the normalization once more. A second time eps makes"
    " the columns a little narrower.",
    hints=(
        "What is the variance of a normalized column: exactly 1? What does normalizing do to it"
        " again?",
    ),
)
def normalized_twice(X, gamma, beta, eps):
    xhat = centre(X) / np.sqrt(X.var(axis=0) + eps)
    return batch_norm(xhat, gamma, beta, eps)


@mistake(
    batch_norm,
    headline="distances without signs",
    sentence="Entries below the mean come out above it.",
    why="the absolute distance from the mean is scaled and shifted.",
    hints=(
        "Where should an entry below the mean of its column lie in the output, and where does it?",
    ),
)
def distances_without_signs(X, gamma, beta, eps):
    return gamma * np.abs(centre(X)) / np.sqrt(X.var(axis=0) + eps) + beta


@mistake(
    batch_norm,
    headline="the result is rounded",
    sentence="Every entry has a few decimals only.",
    why="the result is rounded before it is returned.",
    right="The output, before the last step.",
    hints=("Raise one entry of X by 1e-9. Should the output change? Does it?",),
    constants=tuple(float(digits) for digits in range(8)),
)
def output_rounded(X, gamma, beta, eps, digits):
    return np.round(batch_norm(X, gamma, beta, eps), int(digits))


# --- two at once ---------------------------------------------------------------------------------


@both(eps_outside_the_root, scale_and_shift_missing)
def eps_behind_the_root_no_scale_and_no_shift(X, gamma, beta, eps):
    return centre(X) / (X.std(axis=0) + eps)


@both(eps_outside_the_root, shift_before_the_scale)
def eps_behind_the_root_and_a_scaled_shift(X, gamma, beta, eps):
    return gamma * (centre(X) / (X.std(axis=0) + eps) + beta)


@both(eps_missing, scale_and_shift_missing)
def no_eps_no_scale_and_no_shift(X, gamma, beta, eps):
    return centre(X) / X.std(axis=0)


@both(eps_missing, shift_before_the_scale)
def no_eps_and_a_scaled_shift(X, gamma, beta, eps):
    return gamma * (centre(X) / X.std(axis=0) + beta)


@both(sample_variance, scale_and_shift_missing)
def a_sample_variance_no_scale_and_no_shift(X, gamma, beta, eps):
    return centre(X) / np.sqrt(_sample_deviation(X) ** 2 + eps)


@both(sample_variance, shift_before_the_scale)
def a_sample_variance_and_a_scaled_shift(X, gamma, beta, eps):
    return gamma * (centre(X) / np.sqrt(_sample_deviation(X) ** 2 + eps) + beta)


@both(root_missing, scale_and_shift_missing)
def no_root_no_scale_and_no_shift(X, gamma, beta, eps):
    return centre(X) / (X.var(axis=0) + eps)


@both(root_missing, shift_before_the_scale)
def no_root_and_a_scaled_shift(X, gamma, beta, eps):
    return gamma * (centre(X) / (X.var(axis=0) + eps) + beta)


@both(squares_not_averaged, scale_and_shift_missing)
def a_sum_of_squares_no_scale_and_no_shift(X, gamma, beta, eps):
    return centre(X) / np.sqrt(len(X) * X.var(axis=0) + eps)


@both(squares_not_averaged, shift_before_the_scale)
def a_sum_of_squares_and_a_scaled_shift(X, gamma, beta, eps):
    return gamma * (centre(X) / np.sqrt(len(X) * X.var(axis=0) + eps) + beta)


@both(sample_variance, root_missing)
def sample_variance_without_a_root(X, gamma, beta, eps):
    return gamma * centre(X) / (_sample_deviation(X) ** 2 + eps) + beta
