"""What students write in the place of `min_max_symmetric`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.min_max import min_max
from reference.formulas.min_max_symmetric import min_max_symmetric
from reference.mistakes.min_max import (
    GUARDED,
    column_and_array_mixed,
    constant_in_the_denominator,
    divided_by_something_else,
    over,
    range_as_it_comes,
    range_of_every_sample,
    range_of_the_whole_array,
    standardized,
)
from reference.mistakes.softmax import DECIMALS, SMALL


def _unit(X, guarded):
    """The columns in the range from 0 to 1, constant ones guarded or as they come."""
    return min_max(X) if guarded else range_as_it_comes(X)


@mistake(
    min_max_symmetric,
    headline="nan in constant columns",
    sentence="Right where the entries of a column differ; nan where they are all equal.",
    why="the range of a constant column is 0, and so is the numerator: 0 / 0 is nan.",
    right="All columns whose entries differ.",
    hints=(
        "What is the range of the column (3, 3, 3), and what is divided by it?",
        "Which value does the statement give to a constant column?",
    ),
)
def nan_for_a_constant(X):
    return 2 * range_as_it_comes(X) - 1


@mistake(
    min_max_symmetric,
    headline="constant columns differ",
    sentence="Right where the entries of a column differ; constant ones get another value.",
    why="a constant column becomes 0 or 1, or stays as it was. The statement gives it another"
    " value.",
    right="All columns whose entries differ.",
    hints=(
        "What is returned for the column (3, 3, 3)? Which value does the statement give to it?",
    ),
    constants=(0.0, 1.0, np.inf),
)
def another_value_for_a_constant(X, value):
    differ = X.max(axis=0) > X.min(axis=0)
    return np.where(differ, min_max_symmetric(X), X if np.isinf(value) else value)


@mistake(
    min_max_symmetric,
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
def constant_beside_the_range(X, constant):
    return 2 * constant_in_the_denominator.function(X, constant) - 1


@mistake(
    min_max_symmetric,
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
def one_range_for_all(X, guarded):
    return 2 * range_of_the_whole_array.function(X, guarded) - 1


@mistake(
    min_max_symmetric,
    headline="column and array mixed",
    sentence="Some of the statistics are those of the column, some those of all of X.",
    why="minimum and maximum are taken down each column at one place, and over the whole array at"
    " another one.",
    hints=("Print the shape of every minimum and maximum. Should they be equal?",),
    constants=column_and_array_mixed.constants,
)
def statistics_mixed(X, form):
    return 2 * column_and_array_mixed.function(X, form) - 1


@mistake(
    min_max_symmetric,
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
def rows_for_columns(X, guarded):
    return 2 * range_of_every_sample.function(X, guarded) - 1


@mistake(
    min_max_symmetric,
    headline="to the range 0 to 1",
    sentence="The smallest entry of a column becomes 0.",
    why="the columns are brought to the range from 0 to 1.",
    hints=("Which range does the statement ask for, and which one do the columns have?",),
    constants=GUARDED,
)
def to_zero_and_one(X, guarded):
    return _unit(X, guarded)


@mistake(
    min_max_symmetric,
    headline="another range",
    sentence="The columns have a range, but not the one from -1 to 1.",
    why="one of the two steps after the scaling to 0 and 1 is missing, or has another number, or"
    " the two come in another order.",
    hints=(
        "What are the smallest and the largest entry of each column of the result?",
        "How long is the range from -1 to 1, and where does it begin?",
    ),
    constants=tuple(float(form) for form in range(12)),
)
def another_range(X, form):
    Y = _unit(X, form % 2 == 0)
    ranges = (2 * Y, Y - 1, 2 * (Y - 1), Y - 0.5, 2 * Y + 1, Y / 2 - 1)
    return ranges[int(form) // 2]


@mistake(
    min_max_symmetric,
    headline="not divided by the range",
    sentence="The smallest entry becomes -1; the largest one does not become 1.",
    why="the shifted column is divided by something other than its range: by its largest entry, by"
    " its sum, its standard deviation, or by nothing.",
    right="The smallest entries.",
    hints=("Which number should the largest entry of a column become, and which does it become?",),
    constants=divided_by_something_else.constants,
)
def not_divided_by_the_range(X, form):
    return 2 * divided_by_something_else.function(X, form) - 1


@mistake(
    min_max_symmetric,
    headline="the mean, not the middle",
    sentence="Every column has mean 0; its ends need not be at -1 and 1.",
    why="the mean of the column is subtracted, where the middle between its two ends belongs.",
    hints=("What are the smallest and the largest entry of each column of the result?",),
    constants=(1.0, 2.0, -1.0, -2.0),
)
def mean_for_the_middle(X, form):
    spread = X.max(axis=0) - X.min(axis=0)
    return abs(form) * over(X - X.mean(axis=0), spread, form > 0)


@mistake(
    min_max_symmetric,
    headline="divided by the largest size",
    sentence="Nothing is subtracted; one of the two ends is at -1 or 1, the other one is not.",
    why="each column is divided by its largest absolute value. That keeps 0 at 0, and does not use"
    " all of the range.",
    hints=("What are the smallest and the largest entry of each column of the result?",),
    constants=(0.0, 1.0),
)
def divided_by_the_largest_size(X, guarded):
    return over(X, np.abs(X).max(axis=0), guarded)


@mistake(
    min_max_symmetric,
    headline="standardized",
    sentence="The columns have mean 0 and standard deviation 1.",
    why="the columns are standardized; mean and standard deviation are used, not minimum and"
    " maximum.",
    hints=("What are the smallest and the largest entry of each column of the result?",),
    constants=GUARDED,
)
def standard_deviation_for_the_range(X, guarded):
    return standardized.function(X, guarded)


@mistake(
    min_max_symmetric,
    headline="a bracket is missing",
    sentence="The division reaches only one of the terms above the fraction line.",
    why="the product and the quotient come first, the differences afterwards: 2 X minus a fraction,"
    " or a fraction whose denominator ends too early.",
    hints=("In which order does Python read a - b / c? Where are the brackets on paper?",),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def bracket_missing(X, form):
    low, high = X.min(axis=0), X.max(axis=0)
    forms = (
        lambda: 2 * (X - low / (high - low)) - 1,
        lambda: 2 * X - low / (high - low) - 1,
        lambda: 2 * (X - low) / high - low - 1,
        lambda: (2 * X - low) / (high - low) - 1,
    )
    return forms[int(form)]()


@mistake(
    min_max_symmetric,
    headline="the order is reversed",
    sentence="The smallest entry of a column becomes 1, the largest one -1.",
    why="the two ends of the range have changed places; distances are measured from the largest"
    " entry.",
    hints=(
        "Which number should the smallest entry of a column become, and which one does it become?",
    ),
    constants=GUARDED,
)
def ends_exchanged(X, guarded):
    return 1 - 2 * _unit(X, guarded)


@mistake(
    min_max_symmetric,
    headline="only the first column",
    sentence="The first column is right; the others come back as 0, or as they were.",
    why="the function comes back from its loop over the columns in the first round.",
    right="The first column.",
    hints="Print the columns of the result one by one. Which of them have been computed, and in"
    " which round of the loop?",
    constants=(0.0, 1.0),
)
def first_column_alone(X, kept):
    return np.where(np.arange(X.shape[1]) == 0, min_max_symmetric(X), kept * X)


@mistake(
    min_max_symmetric,
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
    return np.round(min_max_symmetric(X), int(decimals))


# --- two at once ---------------------------------------------------------------------------------


@both(rows_for_columns, another_value_for_a_constant)
def rows_with_another_value_for_a_constant(X):
    differ = X.max(axis=1, keepdims=True) > X.min(axis=1, keepdims=True)
    return np.where(differ, rows_for_columns.function(X, 1), 0.0)
