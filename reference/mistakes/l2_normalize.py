"""What students write in the place of `l2_normalize`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.l2_normalize import l2_normalize
from reference.mistakes.min_max import GUARDED, over
from reference.mistakes.softmax import DECIMALS, SMALL


def _lengths(X):
    return np.sqrt((X**2).sum(axis=1, keepdims=True))


@mistake(
    l2_normalize,
    headline="nan for a row of zeros",
    sentence="Right for ordinary rows; nan for a row of zeros.",
    why="the length of a row of zeros is 0, and so is the numerator: 0 / 0 is nan.",
    right="All rows that are not zero.",
    hints=(
        "What is the length of the row (0, 0), and what is divided by it?",
        "Which value does the statement give to a row of zeros?",
    ),
    only_extreme=True,
)
def length_as_it_comes(X):
    return X / _lengths(X)


@mistake(
    l2_normalize,
    headline="constant in the denominator",
    sentence="Every row comes out a little shorter than 1.",
    why="a small constant is added to the length, or to the sum of squares under the root.",
    right="The directions, and rows of zeros.",
    hints=(
        "What is the length of a row of the result, with 17 digits?",
        "In which rows is the constant needed, and in which ones does it only do harm?",
    ),
    constants=(*SMALL, *(-c for c in SMALL), 1.0),
)
def constant_in_the_denominator(X, constant):
    lengths = _lengths(X)
    return X / (lengths + constant if constant > 0 else np.sqrt(lengths**2 - constant))


@mistake(
    l2_normalize,
    headline="columns in place of rows",
    sentence="Every feature has length 1, not every sample.",
    why="the squares are added up along the samples of one feature.",
    hints=(
        "Change the second sample. Should the result of the first one change? Does it?",
        "In X of shape (3, 2), which axis counts the features? Which one should disappear in the"
        " sum?",
    ),
    constants=GUARDED,
)
def lengths_of_the_columns(X, guarded):
    return over(X, np.sqrt((X**2).sum(axis=0)), guarded)


@mistake(
    l2_normalize,
    headline="one length for all rows",
    sentence="Right for a single row; with several rows all are divided by the same number.",
    why="one length is taken for the whole array, or the largest or the mean of the lengths.",
    hints=(
        "How many lengths does an array of shape (3, 2) need? Print the shape of the length.",
        "Make the second row 100 times as long. Should the first row of the result change?",
    ),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def one_length_for_all(X, form):
    lengths = _lengths(X)
    alternatives = (np.sqrt((X**2).sum()), lengths.max(), lengths.mean(), np.linalg.norm(X, 2))
    return over(X, alternatives[int(form)], 1)


@mistake(
    l2_normalize,
    headline="the root is missing",
    sentence="Every row is divided by the square of its length.",
    why="the sum of the squares stands below the fraction line, without its root.",
    right="The directions, and the sum of the squares.",
    hints=(
        "What is the length of (3, 4), and by which number is that row divided?",
        "Multiply a row by 10. What should happen to its result, and what does?",
    ),
    constants=GUARDED,
)
def root_missing(X, guarded):
    return over(X, (X**2).sum(axis=1, keepdims=True), guarded)


@mistake(
    l2_normalize,
    headline="the sum of the sizes",
    sentence="The absolute values of a row add up to 1; its length is less.",
    why="the absolute values are added up, without squares and root. That is the L1 norm.",
    right="The directions.",
    hints=("What is the length of (3, 4), and by which number is that row divided?",),
    constants=GUARDED,
)
def sum_of_the_sizes(X, guarded):
    return over(X, np.abs(X).sum(axis=1, keepdims=True), guarded)


@mistake(
    l2_normalize,
    headline="the largest size",
    sentence="The largest entry of a row becomes 1 or -1; its length is more.",
    why="each row is divided by its largest entry, or by its largest absolute value. That is the"
    " maximum norm.",
    hints=("What is the length of (3, 4), and by which number is that row divided?",),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def largest_size(X, form):
    largest = (X if form > 1 else np.abs(X)).max(axis=1, keepdims=True)
    return X / np.where((largest == 0) & (form % 2 == 1), 1.0, largest)


@mistake(
    l2_normalize,
    headline="squares are not taken",
    sentence="Positive and negative entries of a row cancel in the denominator.",
    why="the entries of a row are added up as they are, with their signs. The root, or the square"
    " of the sum, does not replace the sum of the squares.",
    hints=("What is the length of (3, -4), and what is the sum in the denominator?",),
    constants=(0.0, 1.0, 2.0, 3.0, 4.0, 5.0),
)
def squares_not_taken(X, form):
    total = X.sum(axis=1, keepdims=True)
    guarded = np.where(total == 0, 1.0, total)
    return X / (total, np.abs(total), np.sqrt(total), total**2, guarded, np.abs(guarded))[int(form)]


@mistake(
    l2_normalize,
    headline="a mean, not a sum",
    sentence="The rows are too long by the root of the number of features.",
    why="the squares are averaged, not added up; the denominator is a root mean square.",
    right="The directions.",
    hints=("What is the length of (3, 4), and by which number is that row divided?",),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def root_mean_square(X, form):
    count = X.shape[0 if form > 1 else 1]
    return over(X, _lengths(X) / np.sqrt(count), form % 2)


@mistake(
    l2_normalize,
    headline="a root of a root",
    sentence="Every row is divided by the root of its length, or of the sum of its sizes.",
    why="a root is taken of something that is not a sum of squares.",
    right="The directions.",
    hints=("Multiply a row by 100. What should happen to its result, and what does?",),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def root_of_a_root(X, form):
    under = _lengths(X) if form < 2 else np.abs(X).sum(axis=1, keepdims=True)
    return over(X, np.sqrt(under), form % 2)


@mistake(
    l2_normalize,
    headline="the squares divided",
    sentence="The entries of a row add up to 1, and none is negative.",
    why="the squares of the entries stand above the fraction line, not the entries themselves.",
    hints=("Where should (3, -4) point afterwards, and where does it point?",),
    constants=GUARDED,
)
def squares_divided(X, guarded):
    return over(X**2, (X**2).sum(axis=1, keepdims=True), guarded)


@mistake(
    l2_normalize,
    headline="signs are lost",
    sentence="No entry of the result is negative.",
    why="the absolute values of the entries stand above the fraction line.",
    right="The lengths.",
    hints=("Where should (3, -4) point afterwards, and where does it point?",),
)
def signs_lost(X):
    return np.abs(l2_normalize(X))


@mistake(
    l2_normalize,
    headline="the rows are centred",
    sentence="The direction of a row changes: its mean becomes 0.",
    why="the mean of each row is subtracted before it is divided by a length, or by a standard"
    " deviation.",
    hints=("Where should (3, 4) point afterwards, and where does it point?",),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def rows_centred(X, form):
    centred = X - X.mean(axis=1, keepdims=True)
    spread = X.std(axis=1, keepdims=True) if form > 1 else _lengths(centred)
    return over(centred, spread, form % 2)


@mistake(
    l2_normalize,
    headline="times the length",
    sentence="Every row is multiplied by its length, not divided.",
    why="the longer a row, the longer it comes out.",
    right="The directions, and the lengths.",
    hints=("What is the length of the result for the row (3, 4)? Which one should it be?",),
)
def times_the_length(X):
    return X * _lengths(X)


@mistake(
    l2_normalize,
    headline="short rows left alone",
    sentence="Right for rows longer than 1; shorter ones stay as they are.",
    why="the length is replaced by 1 where it is smaller, as in clipping. Normalizing makes short"
    " rows longer, too.",
    right="All rows that are longer than 1.",
    hints=("What should become of the row (0.3, 0.4), and what becomes of it?",),
)
def short_rows_left_alone(X):
    return X / np.maximum(_lengths(X), 1)


@mistake(
    l2_normalize,
    headline="rows of zeros change",
    sentence="Right for ordinary rows; a row of zeros gets another value.",
    why="a row of zeros becomes a row of ones, or one with the length 1.",
    right="All rows that are not zero.",
    hints="What is returned for the row (0, 0)? Which value does the statement give to it?",
    constants=(1.0, 0.0),
    only_extreme=True,
)
def another_value_for_zeros(X, ones):
    return np.where(_lengths(X) > 0, l2_normalize(X), 1.0 if ones else 1 / np.sqrt(X.shape[1]))


@mistake(
    l2_normalize,
    headline="only the first row",
    sentence="The first row is right; the others come back as 0, or as they were.",
    why="the function comes back from its loop over the rows in the first round.",
    right="The first row.",
    hints="Print the rows of the result one by one. Which of them have been computed, and in which"
    " round of the loop?",
    constants=(0.0, 1.0),
)
def first_row_alone(X, kept):
    return np.where(np.arange(len(X))[:, None] == 0, l2_normalize(X), kept * X)


@mistake(
    l2_normalize,
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
    return np.round(l2_normalize(X), int(decimals))


# --- two at once ---------------------------------------------------------------------------------


@both(lengths_of_the_columns, root_missing)
def squares_of_the_columns(X):
    return over(X, (X**2).sum(axis=0), 1)


@both(one_length_for_all, root_missing)
def one_square_for_all(X):
    return over(X, (X**2).sum(), 1)
