"""What students write in the place of `min_max`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.min_max import divisor, min_max
from reference.mistakes.softmax import DECIMALS, SMALL

# Whether a constant column is divided by its range as it is, 0, or by 1 in its place.
GUARDED = (0.0, 1.0)


def over(numerator, spread, guarded):
    """The quotient, with the spread as it comes or with 1 where it is 0."""
    return numerator / (divisor(spread) if guarded else spread)


def _ends(X):
    return X.min(axis=0), X.max(axis=0)


@mistake(
    min_max,
    headline="nan in constant columns",
    sentence="Right where the entries of a column differ; nan where they are all equal.",
    why="the range of a constant column is 0, and so is the numerator: 0 / 0 is nan.",
    right="All columns whose entries differ.",
    hints=(
        "What is the range of the column (3, 3, 3), and what is divided by it?",
        "Which value does the statement give to a constant column?",
    ),
)
def range_as_it_comes(X):
    low, high = _ends(X)
    return (X - low) / (high - low)


@mistake(
    min_max,
    headline="constant columns differ",
    sentence="Right where the entries of a column differ; constant ones get another value.",
    why="a constant column becomes 1 or 0.5, or stays as it was. The statement gives it another"
    " value.",
    right="All columns whose entries differ.",
    hints=(
        "What is returned for the column (3, 3, 3)? Which value does the statement give to it?",
    ),
    constants=(0.5, 1.0, np.inf),
)
def another_value_for_a_constant(X, value):
    low, high = _ends(X)
    return np.where(high > low, min_max(X), X if np.isinf(value) else value)


@mistake(
    min_max,
    headline="constant in the denominator",
    sentence="The largest entry of a column becomes a little less than 1.",
    why="a small constant is added to the range, so that every entry is a little too small.",
    right="The smallest entries, and constant columns.",
    hints=(
        "What does the largest entry of a column become, with 17 digits?",
        "In which columns is the constant needed, and in which ones does it only do harm?",
    ),
    constants=(*SMALL, 1.0),
)
def constant_in_the_denominator(X, constant):
    low, high = _ends(X)
    return (X - low) / (high - low + constant)


@mistake(
    min_max,
    headline="one range for all columns",
    sentence="All columns are shifted and scaled by the same two numbers.",
    why="the smallest and the largest entry are taken over the whole array. A feature with large"
    " values decides the scale of all the others.",
    hints=(
        "How many minima does an array of shape (3, 2) need? Print the shape of the minimum.",
        "Multiply the first column by 100. Should the second column of the result change?",
    ),
    constants=GUARDED,
)
def range_of_the_whole_array(X, guarded):
    return over(X - X.min(), X.max() - X.min(), guarded)


@mistake(
    min_max,
    headline="rows in place of columns",
    sentence="Every sample is scaled by itself; the other samples have no influence.",
    why="the smallest and the largest entry are taken along the features of one sample.",
    hints=(
        "Change the second sample. Should the result of the first one change? Does it?",
        "In X of shape (3, 2), which axis counts the samples? Which one should disappear in the"
        " minimum?",
    ),
    constants=GUARDED,
)
def range_of_every_sample(X, guarded):
    low, high = X.min(axis=1, keepdims=True), X.max(axis=1, keepdims=True)
    return over(X - low, high - low, guarded)


@mistake(
    min_max,
    headline="column and array mixed",
    sentence="Some of the statistics are those of the column, some those of all of X.",
    why="minimum and maximum are taken down each column at one place, and over the whole array at"
    " another one.",
    hints=("Print the shape of every minimum and maximum. Should they be equal?",),
    constants=tuple(float(form) for form in (1, 0, *range(2, 10))),
)
def column_and_array_mixed(X, form):
    low, high = _ends(X)
    pairs = (
        (low, X.max() - low),
        (X.min(), high - X.min()),
        (low, high - X.min()),
        (low, X.max() - X.min()),
        (X.min(), high - low),
    )
    subtracted, spread = pairs[int(form) // 2]
    return over(X - subtracted, spread, form % 2)


@mistake(
    min_max,
    headline="nothing is subtracted",
    sentence="X itself is divided; the smallest entry of a column does not become 0.",
    why="the smallest entry is not subtracted; each column is divided as it is, by its largest"
    " entry, its range or its sum.",
    hints=(
        "Which number should the smallest entry of a column become, and which one does it become?",
        "Add 10 to a whole column. Should the result change? Does it?",
    ),
    constants=tuple(float(form) for form in range(10)),
)
def nothing_subtracted(X, form):
    low, high = _ends(X)
    spreads = (high, np.abs(X).max(axis=0), high - low, X.sum(axis=0), X.max())
    spread = spreads[int(form) // 2]
    return X / (np.where(spread != 0, spread, 1.0) if form % 2 else spread)


@mistake(
    min_max,
    headline="not divided by the range",
    sentence="The smallest entry becomes 0; the largest one does not become 1.",
    why="the shifted column is divided by something other than its range: by its largest entry, by"
    " its sum, its standard deviation, or by nothing.",
    right="The smallest entries.",
    hints=("Which number should the largest entry of a column become, and which does it become?",),
    constants=(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0),
)
def divided_by_something_else(X, form):
    low, high = _ends(X)
    if form > 4:
        below = high if form == 6 else high + low
        return (X - low) / np.where(below == 0, 1.0, below)
    divisors = (high, 1.0, high + low, (X - low).sum(axis=0), X.std(axis=0))
    return (X - low) / divisors[int(form)]


@mistake(
    min_max,
    headline="only the minimum is divided",
    sentence="The smallest entry is divided by the range; X is not.",
    why="the division reaches one of the two terms only: X minus a fraction.",
    hints=("In which order does Python read a - b / c? Where are the brackets on paper?",),
    constants=(0.0, 1.0, 2.0),
)
def minimum_divided_alone(X, form):
    low, high = _ends(X)
    if form == 2:
        return (X - low) / high - low
    return X - over(low, high - low, form)


@mistake(
    min_max,
    headline="the mean, not the minimum",
    sentence="Every column has mean 0; no entry of it need become 0.",
    why="the mean of the column is subtracted where its smallest entry belongs.",
    right="The range by which it is divided.",
    hints=(
        "Which number should the smallest entry of a column become, and which one does it become?",
    ),
    constants=GUARDED,
)
def mean_for_the_minimum(X, guarded):
    low, high = _ends(X)
    return over(X - X.mean(axis=0), high - low, guarded)


@mistake(
    min_max,
    headline="standardized",
    sentence="The columns have mean 0 and standard deviation 1.",
    why="the columns are standardized; mean and standard deviation are used, not minimum and"
    " maximum.",
    hints=("What are the smallest and the largest entry of each column of the result?",),
    constants=GUARDED,
)
def standardized(X, guarded):
    return over(X - X.mean(axis=0), X.std(axis=0), guarded)


@mistake(
    min_max,
    headline="measured from the largest",
    sentence="The largest entry of a column becomes 0, the smallest one 1 or -1.",
    why="distances are measured from the largest entry of a column, not from the smallest one.",
    hints=(
        "Which number should the smallest entry of a column become, and which one does it become?",
    ),
    constants=(1.0, -1.0, 3.0, -3.0),
)
def measured_from_the_largest(X, form):
    low, high = _ends(X)
    return over(np.sign(form) * (high - X), high - low, abs(form) == 1)


@mistake(
    min_max,
    headline="to the range -1 to 1",
    sentence="The smallest entry of a column becomes -1.",
    why="the columns are brought to the range from -1 to 1.",
    hints=("Which range does the statement ask for, and which one do the columns have?",),
    constants=GUARDED,
)
def to_minus_one_and_one(X, guarded):
    low, high = _ends(X)
    return 2 * over(X - low, high - low, guarded) - 1


@mistake(
    min_max,
    headline="the fraction is lost",
    sentence="Only zeros and ones come back.",
    why="the quotient is rounded down, as // does. All but the largest entry of a column become 0.",
    right="The smallest and the largest entries.",
    hints="What is 3 / 4 in Python, and what is 3 // 4?",
)
def quotient_rounded_down(X):
    return np.floor(min_max(X))


@mistake(
    min_max,
    headline="cut, not scaled",
    sentence="Entries below 0 become 0, those above 1 become 1; the others stay.",
    why="the entries are clipped to the range from 0 to 1. Nothing is computed from the columns.",
    hints="Multiply all of X by 10. Should the result change? Does it?",
)
def clipped(X):
    return np.clip(X, 0, 1)


@mistake(
    min_max,
    headline="the first and last row",
    sentence="Right where the samples stand in order, from the smallest to the largest.",
    why="the first and the last row are taken for the smallest and the largest entries.",
    hints="Put the samples in another order. Should the row of a sample change? Does it?",
    constants=(1.0, 0.0),
)
def first_and_last_row(X, guarded):
    spread = X[-1] - X[0]
    return (X - X[0]) / (np.where(spread == 0, 1.0, spread) if guarded else spread)


@mistake(
    min_max,
    headline="only the first column",
    sentence="The first column is right; the others come back as 0, or as they were.",
    why="the function comes back from its loop over the columns in the first round.",
    right="The first column.",
    hints="Print the columns of the result one by one. Which of them have been computed, and in"
    " which round of the loop?",
    constants=(0.0, 1.0),
)
def first_column_alone(X, kept):
    return np.where(np.arange(X.shape[1]) == 0, min_max(X), kept * X)


@mistake(
    min_max,
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
    return np.round(min_max(X), int(decimals))


# --- two at once ---------------------------------------------------------------------------------


@both(range_of_the_whole_array, divided_by_something_else)
def whole_array_over_its_largest(X):
    return (X - X.min()) / X.max()


@both(mean_for_the_minimum, column_and_array_mixed)
def mean_over_the_range_of_all(X):
    return over(X - X.mean(axis=0), X.max() - X.min(), 1)
