"""What students write in the place of `log_softmax`: the usual mistakes."""

import numpy as np

from reference.formula import mistake
from reference.formulas.log_softmax import log_softmax
from reference.formulas.softmax import softmax
from reference.mistakes.softmax import OF_THE_MAXIMUM, SMALL, exponents_as_they_come, shifted

# Bounds and constants that keep a probability from being 0.
TINY = (*SMALL, 1e-30, 1e-37, 1e-38, 1e-50, 1e-100, 1e-300, 1e-308, 2.0**-52, 2.0**-1022)


@mistake(
    log_softmax,
    headline="nan and -inf, same inputs",
    sentence="Right for ordinary inputs; nan or -inf for large ones.",
    why="exp is taken of the inputs as they come, and overflows. Where it does not, a small"
    " probability is rounded to 0 before its logarithm is taken.",
    hints=(
        "Write log S_0 for n = 2 on paper, with the exponentials in place of S_0. Which logarithm"
        " and which exp cancel?",
        "Adding one and the same number to every x changes no entry. Which number makes the largest"
        " exponent 0?",
    ),
    only_extreme=True,
    inherits=exponents_as_they_come,
    inherited="The nan comes from softmax. The -inf is the log of a probability that was rounded"
    " to 0; it will still be there when softmax is right.",
)
def log_of_overflowing_exponents(x):
    return np.log(exponents_as_they_come(x))


@mistake(
    log_softmax,
    headline="-inf for large gaps",
    sentence="Right for ordinary inputs; -inf where an entry is 745 or more below the largest one.",
    why="the probability is computed first and its logarithm is taken afterwards. A probability"
    " below 4.9e-324 is rounded to 0, and the log of 0 is -inf.",
    hints=(
        "The right value for [0, 1000] is an ordinary number, near -1000. At which step of the code"
        " does it get lost?",
        "Write log S_0 for n = 2 on paper, with the exponentials in place of S_0. Which logarithm"
        " and which exp cancel?",
        "log(3^-900) is -inf for the computer, for 3^-900 is rounded to 0. -900 log 3 is -988.75;"
        " same number.",
    ),
    only_extreme=True,
)
def log_of_a_rounded_probability(x):
    return np.log(softmax(x))


@mistake(
    log_softmax,
    headline="infinite for large inputs",
    sentence="Right for ordinary inputs; infinite for large ones.",
    why="the logarithm of the sum is taken of exponentials as they come. They overflow to inf above"
    " 709; far below 0 they are rounded to 0.",
    hints=(
        "What is the largest exponential for [0, 1000], and what for [-1000, -1000]? What is the"
        " logarithm of their sum?",
        "Adding one and the same number to every x changes no entry. Which number makes the largest"
        " exponent 0?",
    ),
    only_extreme=True,
)
def sum_of_exponents_as_they_come(x):
    return x - np.log(np.exp(x).sum(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="inf for uneven rows",
    sentence="Right for one row; inf when a row lies far below the largest entry of another one.",
    why="one maximum is taken over the whole array and subtracted from every row. In a row far"
    " below it all exponentials are rounded to 0, and the log of 0 is -inf.",
    hints=(
        "Two rows: [0, 1] and [-1000, -1001]. What is subtracted from the second one, and what is"
        " its exponential?",
    ),
    only_extreme=True,
)
def one_maximum_over_all_rows(x):
    shifted = x - x.max()
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="one sum for all rows",
    sentence="Right for a single row; with several rows every entry is too small.",
    why="the exponentials of all rows are added up into one sum. The probabilities of the whole"
    " array add up to 1, not those of each row.",
    hints=(
        "Take exp of the result for two equal rows [0, 1]. What does each row add up to?",
        "How many sums does an array of shape (3, 4) need, and along which axis do they run?",
    ),
)
def one_sum_over_all_rows(x):
    shifted = x - x.max()
    return shifted - np.log(np.exp(shifted).sum())


@mistake(
    log_softmax,
    headline="the maximum gets lost",
    sentence="Every row is off by one number, the maximum of that row.",
    why="the maximum is subtracted inside the exponentials and nowhere else. The shift of the sum"
    " is not made up for.",
    right="The differences between the entries of a row.",
    hints=(
        "Add 3 to every x. Does the returned row change? By how much?",
        "log(8) is log(8/4) and what else? Which of the two terms is missing here?",
    ),
)
def maximum_in_the_sum_only(x):
    shifted = x - x.max(axis=-1, keepdims=True)
    return x - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="distance to the maximum",
    sentence="The largest entry of every row comes out as 0.",
    why="the maximum of the row stands where the logarithm of the sum of exponentials belongs. The"
    " two are close only when one entry is far above the others.",
    right="The differences between the entries of a row.",
    hints=(
        "For x = [0, 0] both probabilities are 1/2. What is the log of 1/2, and what is returned?",
    ),
)
def maximum_for_the_sum(x):
    return x - x.max(axis=-1, keepdims=True)


@mistake(
    log_softmax,
    headline="the sum without its log",
    sentence="The sum of the exponentials is subtracted, not its logarithm.",
    why="the logarithm of the numerator is taken, that of the denominator is not.",
    right="The differences between the entries of a row.",
    hints=(
        "For x = [0, 0] both probabilities are 1/2. What is the log of 1/2, and what is returned?",
        "log(a/b) is a difference of two terms. Which function stands in both of them?",
    ),
    constants=OF_THE_MAXIMUM,
)
def sum_without_its_logarithm(x, share):
    x = shifted(x, share)
    return x - np.exp(x).sum(axis=-1, keepdims=True)


@mistake(
    log_softmax,
    headline="log to the base 2",
    sentence="Every entry is 1.4427 times the right one.",
    why="the logarithm is the one to the base 2, that of information theory. log_softmax has the"
    " natural one.",
    right="The shape, and the proportions between the entries.",
    hints=(
        "What is 2 to the power of the result, and what is e to the power of it? Which of the two"
        " adds up to 1?",
    ),
)
def logarithm_to_the_base_two(x):
    return np.log2(np.e) * log_softmax(x)


@mistake(
    log_softmax,
    headline="softmax without the log",
    sentence="The probabilities are returned, not their logarithms.",
    why="the result is softmax itself: all entries are positive and add up to 1. The log of a"
    " probability is never positive.",
    hints=(
        "Which sign does the log of a number between 0 and 1 have, and which sign do the returned"
        " entries have?",
    ),
)
def probabilities_returned(x):
    return softmax(x)


@mistake(
    log_softmax,
    headline="constant inside the log",
    sentence="Close to the right values; too large where a probability is tiny.",
    why="a small constant is added to every probability before its logarithm is taken. Where the"
    " probability is smaller than the constant, only the constant is left.",
    right="The shape, and the leading digits where no probability is tiny.",
    hints=(
        "What is log(p + c) when p is much smaller than c? What should it be?",
        "The logarithm of a fraction is a difference of two logarithms. Which of the two needs the"
        " constant?",
    ),
    constants=TINY,
)
def log_of_a_probability_and_a_constant(x, constant):
    return np.log(softmax(x) + constant)
