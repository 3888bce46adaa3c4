"""`softmax` where an exponential is missing."""

import numpy as np

from reference.formula import mistake
from reference.formulas.softmax import softmax
from reference.mistakes.softmax import OF_THE_MAXIMUM, shifted


@mistake(
    softmax,
    headline="no exponentials",
    sentence="The inputs are divided by their sum.",
    why="exp does not occur: each entry is the share of x itself. Such a share can be negative, and"
    " the sum can be 0.",
    hints=(
        "Call softmax on [-1, 2]. Can a probability be negative? Which step of the formula makes"
        " every entry positive?",
    ),
    constants=OF_THE_MAXIMUM,
)
def shares_of_the_inputs(x, share):
    x = shifted(x, share)
    return x / x.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="no exp in the denominator",
    sentence="The exponentials are divided by the sum of the inputs.",
    why="exp is taken in the numerator only. The denominator adds up the inputs.",
    hints="What should the denominator be for x = [0, 0], and what is it?",
    constants=OF_THE_MAXIMUM,
)
def inputs_added_up(x, share):
    x = shifted(x, share)
    return np.exp(x) / x.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="no exp in the numerator",
    sentence="The inputs are divided by the sum of the exponentials.",
    why="exp is taken in the denominator only. The numerator is the input.",
    hints="What should the numerators be for x = [0, 1], and what are they?",
    constants=OF_THE_MAXIMUM,
)
def inputs_over_exponentials(x, share):
    x = shifted(x, share)
    return x / np.exp(x).sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="x to the power of e",
    sentence="The powers have x as the base and e as the exponent.",
    why="base and exponent have changed places. A negative x has no such power, and the result is"
    " nan.",
    hints="Which numbers are the third power of 2 and the second power of 3? Which of the two kinds"
    " is exp, for a growing x?",
)
def powers_of_the_inputs(x):
    powers = x**np.e
    return powers / powers.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="the squares add up to 1",
    sentence="The squares of the entries add up to 1; the entries add up to more.",
    why="the exponentials are divided by their Euclidean norm, the root of the sum of squares.",
    right="The proportions between the entries of a row.",
    hints="Add up the entries of softmax([0, 0]), then their squares. Which of the two sums should"
    " be 1?",
)
def divided_by_the_norm(x):
    e = np.exp(shifted(x, 1.0))
    return e / np.linalg.norm(e, axis=-1, keepdims=True)
