"""What students write in the place of `standardize`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.batch_norm import centre
from reference.formulas.standardize import standardize
from reference.mistakes.min_max import GUARDED, over
from reference.mistakes.softmax import DECIMALS, SMALL


def _sample_deviation(X):
    """The root of the variance with N − 1, of each column."""
    return np.sqrt((centre(X) ** 2).sum(axis=0) / (len(X) - 1))


@mistake(
    standardize,
    headline="nan in constant columns",
    sentence="Right where the entries of a column differ; nan where they are all equal.",
    why="the standard deviation of a constant column is 0, and so is the numerator: 0 / 0 is nan."
    " The formula of the notes leaves that case open (notes 002, Def. 4.2).",
    right="All columns whose entries differ.",
    hints=(
        "What is the standard deviation of the column (3, 3, 3), and what is divided by it?",
        "Which value does the statement give to a constant column?",
    ),
)
def deviation_as_it_comes(X):
    return (X - X.mean(axis=0)) / X.std(axis=0)


@mistake(
    standardize,
    headline="constant columns differ",
    sentence="Right where the entries of a column differ; constant ones get another value.",
    why="a constant column becomes 1, or stays as it was. The statement gives it another value.",
    right="All columns whose entries differ.",
    hints=(
        "What is returned for the column (3, 3, 3)? Which value does the statement give to it?",
    ),
    constants=(1.0, np.inf),
)
def another_value_for_a_constant(X, value):
    differ = X.max(axis=0) > X.min(axis=0)
    return np.where(differ, standardize(X), X if np.isinf(value) else value)


@mistake(
    standardize,
    headline="the sample variance",
    sentence="The columns are a little too narrow, the more so the fewer samples there are.",
    why="the squares are divided by N - 1, which gives the sample variance. This assignment asks"
    " for that of the population (notes 002, Def. 4.2). Both are in use.",
    right="The mean.",
    hints=(
        "What is the variance of (1, 3): once with N, once with N - 1? Which one is written in the"
        " statement?",
        "What happens to a single sample when the squares are divided by N - 1?",
    ),
    constants=GUARDED,
)
def sample_variance(X, guarded):
    return over(centre(X), _sample_deviation(X), guarded)


@mistake(
    standardize,
    headline="constant in the denominator",
    sentence="The standard deviation of a column becomes a little less than 1.",
    why="a small constant is added to the standard deviation, or to the variance under the root.",
    right="The mean, and constant columns.",
    hints=(
        "What is the standard deviation of a column of the result, with 17 digits?",
        "In which columns is the constant needed, and in which ones does it only do harm?",
    ),
    constants=(*SMALL, *(-c for c in SMALL), 1.0),
)
def constant_in_the_denominator(X, constant):
    spread = X.std(axis=0)
    return centre(X) / (spread + constant if constant > 0 else np.sqrt(spread**2 - constant))


@mistake(
    standardize,
    headline="the root is missing",
    sentence="Every column is divided by its variance, not by its standard deviation.",
    why="the variance itself stands below the fraction line.",
    right="The mean and the variance.",
    hints=(
        "Multiply all of X by 10. What should happen to the result, and what does?",
        "If X is in metres, what is the unit of its variance, and which unit has the result?",
    ),
    constants=GUARDED,
)
def root_missing(X, guarded):
    return over(centre(X), X.var(axis=0), guarded)


@mistake(
    standardize,
    headline="one mean for all columns",
    sentence="All columns are shifted by the same number.",
    why="the mean, or mean and standard deviation, are taken over the whole array. A feature with"
    " large values decides about all the others.",
    hints=(
        "How many means does an array of shape (3, 2) need? Print the shape of the mean.",
        "Multiply the first column by 100. Should the second column of the result change?",
    ),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def statistics_of_the_whole_array(X, form):
    return over(X - X.mean(), X.std(axis=0) if form >= 2 else X.std(), form % 2)


@mistake(
    standardize,
    headline="one deviation for all",
    sentence="The mean is that of each column; the standard deviation is that of all of X.",
    why="the standard deviation is taken over the whole array. A feature with large values decides"
    " the scale of all the others.",
    right="The mean.",
    hints=(
        "How many standard deviations does an array of shape (3, 2) need? Print the shape of the"
        " one in the code.",
        "Multiply the first column by 100. Should the second column of the result change?",
    ),
    constants=GUARDED,
)
def one_deviation_for_all(X, guarded):
    return over(centre(X), X.std(), guarded)


@mistake(
    standardize,
    headline="rows in place of columns",
    sentence="Mean, standard deviation or both are those of a sample, not those of a feature.",
    why="the mean, the standard deviation, or both are taken along the features of one sample.",
    hints=(
        "How many means and how many standard deviations does an array of shape (3, 2) need? Print"
        " their shapes.",
        "In X of shape (3, 2), which axis counts the samples? Which one should disappear in mean"
        " and standard deviation?",
    ),
    constants=(0.0, 1.0, 2.0, 3.0, 4.0, 5.0),
)
def statistics_of_every_sample(X, form):
    mean = X.mean(axis=0) if form >= 4 else X.mean(axis=1, keepdims=True)
    spread = X.std(axis=0) if 2 <= form < 4 else X.std(axis=1, keepdims=True)
    return over(X - mean, spread, form % 2)


@mistake(
    standardize,
    headline="one of two steps is missing",
    sentence="The columns are centred and not divided, or divided and not centred.",
    why="the mean is not subtracted, or nothing is divided by the standard deviation.",
    hints=(
        "What are the mean and the standard deviation of each column of the result?",
        "Add 10 to a whole column, then multiply it by 10. Should the result change? Does it?",
    ),
    constants=(0.0, 1.0, 2.0),
)
def one_step_missing(X, form):
    return centre(X) if form == 2 else over(X, X.std(axis=0), form)


@mistake(
    standardize,
    headline="only the mean is divided",
    sentence="The mean is divided by the standard deviation, X is not.",
    why="the division reaches one of the two terms only: X minus a fraction.",
    hints=("In which order does Python read a - b / c? Where are the brackets on paper?",),
    constants=GUARDED,
)
def mean_divided_alone(X, guarded):
    return X - over(X.mean(axis=0), X.std(axis=0), guarded)


@mistake(
    standardize,
    headline="another measure of spread",
    sentence="The columns have mean 0; their standard deviation is not 1.",
    why="the columns are divided by something other than the standard deviation: a range, a"
    " length, a mean distance, or squares about 0.",
    right="The mean.",
    hints=(
        "Put every sample into X twice. Should the result change? Does it?",
        "What is the variance of (1, 1, 4) on paper? Which number does the code have for it?",
    ),
    constants=tuple(float(form) for form in range(14)),
)
def another_spread(X, form):
    centred = centre(X)
    spreads = (
        np.sqrt((centred**2).sum(axis=0)),
        X.max(axis=0) - X.min(axis=0),
        np.abs(centred).mean(axis=0),
        np.sqrt((X**2).mean(axis=0)),
        np.sqrt(X.std(axis=0)),
        np.sqrt((centred**2).sum(axis=0) / X.shape[1]),
        (centred**2).sum(axis=0),
    )
    return over(centred, spreads[int(form) // 2], form % 2)


@mistake(
    standardize,
    headline="another middle",
    sentence="The columns have standard deviation 1; their mean is not 0.",
    why="something other than the mean is subtracted: the median, the sum, the smallest entry, or"
    " the opposite of the mean.",
    right="The standard deviation.",
    hints=("What is the mean of each column of the result? Which number should it be?",),
    constants=tuple(float(form) for form in range(8)),
)
def another_middle(X, form):
    middles = (np.median(X, axis=0), X.sum(axis=0), X.min(axis=0), -X.mean(axis=0))
    return over(X - middles[int(form) // 2], X.std(axis=0), form % 2)


@mistake(
    standardize,
    headline="times the deviation",
    sentence="Every column is multiplied with its standard deviation, not divided.",
    why="the wider a column is spread, the wider it comes out.",
    right="The mean and the standard deviation.",
    hints=("Multiply all of X by 10. What should happen to the result, and what does?",),
)
def times_the_deviation(X):
    return centre(X) * X.std(axis=0)


@mistake(
    standardize,
    headline="min-max scaling",
    sentence="Every column is brought to the range from 0 to 1.",
    why="the smallest entry is subtracted, and the columns are divided by their range. Neither"
    " mean nor variance is used.",
    hints=("What is the mean of each column of the result? Which number should it be?",),
    constants=GUARDED,
)
def scaled_to_the_range(X, guarded):
    return over(X - X.min(axis=0), X.max(axis=0) - X.min(axis=0), guarded)


@mistake(
    standardize,
    headline="digits lost far from 0",
    sentence="Right for ordinary inputs; wrong for a column that lies far from 0.",
    why="the variance is computed as the mean of the squares minus the square of the mean. Far from"
    " 0 the two are almost equal, and the difference has few digits left.",
    hints=(
        "For the column (1000001, 1000002, 1000004): how many digits do the squares have, and how"
        " many does a float64 hold?",
        "The variance does not change when a number is added to the column. How can that keep the"
        " squares small?",
    ),
    only_extreme=True,
)
def variance_as_a_difference(X):
    mean = X.mean(axis=0)
    variance = (X**2).mean(axis=0) - mean**2
    return (X - mean) / np.where(variance > 1e-12, np.sqrt(np.abs(variance)), np.inf)


@mistake(
    standardize,
    headline="only the first column",
    sentence="The first column is right; the others come back as 0, or as they were.",
    why="the function comes back from its loop over the columns in the first round.",
    right="The first column.",
    hints="Print the columns of the result one by one. Which of them have been computed, and in"
    " which round of the loop?",
    constants=(0.0, 1.0),
)
def first_column_alone(X, kept):
    return np.where(np.arange(X.shape[1]) == 0, standardize(X), kept * X)


@mistake(
    standardize,
    headline="the result is rounded",
    sentence="Every entry is rounded to a few decimals.",
    why="the result is rounded before it is returned. Whatever is computed from it inherits the"
    " error.",
    right="The first decimals of every entry.",
    hints="Print an entry with 17 digits. After how many decimals does it end, and which line does"
    " that?",
    constants=DECIMALS,
)
def rounded(X, decimals):
    return np.round(standardize(X), int(decimals))


# --- two at once ---------------------------------------------------------------------------------


@both(statistics_of_every_sample, root_missing)
def variance_of_every_sample(X):
    return over(X - X.mean(axis=1, keepdims=True), X.var(axis=1, keepdims=True), 1)


@both(one_step_missing, root_missing)
def not_centred_over_the_variance(X):
    return over(X, X.var(axis=0), 1)
