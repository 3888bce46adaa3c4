"""`log_softmax` where the probability or the result is cut off, rounded or replaced."""

import numpy as np

from reference.formula import mistake
from reference.formulas.log_softmax import log_softmax
from reference.formulas.softmax import softmax
from reference.mistakes.log_softmax import TINY
from reference.mistakes.softmax import DECIMALS


@mistake(
    log_softmax,
    headline="probabilities cut off",
    sentence="Close to the right values; a tiny probability is replaced by a bound.",
    why="probabilities below a small bound are replaced by it before the logarithm is taken."
    " Nothing below the log of the bound is ever returned.",
    right="The shape, and the entries where no probability is tiny.",
    hints=(
        "What is the lowest value that comes back for [0, 100], [0, 200], [0, 300]? What is exp of"
        " it?",
        "The logarithm of a fraction is a difference of two logarithms. Can either of them be of"
        " 0?",
    ),
    constants=TINY,
)
def log_of_a_cut_off_probability(x, bound):
    return np.log(np.maximum(softmax(x), bound))


@mistake(
    log_softmax,
    headline="probabilities cut off",
    sentence="Close to the right values; a tiny probability is replaced by a bound.",
    why="probabilities are kept between a small bound and 1 less that bound before the logarithm is"
    " taken. Nothing below the log of the bound is ever returned.",
    right="The shape, and the leading digits where no probability is tiny.",
    hints=(
        "What is the lowest value that comes back for [0, 100], [0, 200], [0, 300]? What is exp of"
        " it?",
        "The logarithm of a fraction is a difference of two logarithms. Can either of them be of"
        " 0?",
    ),
    constants=TINY,
)
def log_of_a_probability_within_bounds(x, bound):
    return np.log(np.clip(softmax(x), bound, 1 - bound))


@mistake(
    log_softmax,
    headline="the result is rounded",
    sentence="Every entry is rounded to a few decimals.",
    why="the result is rounded before it is returned. Whatever is computed from it inherits the"
    " error.",
    right="The first decimals of every entry.",
    hints="Print an entry with 17 digits. After how many decimals does it end, and which line does"
    " that?",
    constants=DECIMALS,
)
def rounded(x, decimals):
    return np.round(log_softmax(x), int(decimals))


@mistake(
    log_softmax,
    headline="no exponentials",
    sentence="The logarithm is taken of each input divided by the sum of the inputs.",
    why="exp does not occur: the quotients are shares of x itself. Where such a share is negative,"
    " its logarithm is nan.",
    hints=(
        "Call log_softmax on [-1, 2]. Which step of the formula of softmax makes every entry"
        " positive?",
    ),
)
def logarithm_of_shares_of_the_inputs(x):
    return np.log(x / x.sum(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="0 for large gaps",
    sentence="Right for ordinary inputs; 0 where an entry is 745 or more below the largest one.",
    why="a probability is rounded to 0, and 0 is returned in place of its logarithm. The log is 0"
    " where the probability is 1.",
    hints=(
        "What is exp of the result for [0, 1000]? Which of the two entries should be near 1?",
        "Write log S_0 for n = 2 on paper, with the exponentials in place of S_0. Which logarithm"
        " and which exp cancel?",
    ),
    only_extreme=True,
)
def zero_for_the_log_of_zero(x):
    s = softmax(x)
    return np.where(s > 0, np.log(s), 0.0)
