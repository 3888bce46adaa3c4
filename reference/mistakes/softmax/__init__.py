"""What students write in the place of `softmax`: the usual mistakes."""

import numpy as np

from reference.formula import mistake
from reference.formulas.softmax import softmax

SMALL = tuple(10.0**-exponent for exponent in range(3, 21))


# How much of the maximum of a row is taken off before a mistake is made: nothing, or all of it.
OF_THE_MAXIMUM = (0.0, 1.0)


INPUT_BOUNDS = (500.0, 700.0, 709.0, 600.0, 300.0, 250.0, 200.0, 100.0, 50.0, 30.0, 20.0, 10.0)


DECIMALS = tuple(float(decimals) for decimals in (4, 3, 2, 5, 6, 1, 7, 8, 9, 10, 0))


def shifted(x, share):
    """x less that share of the maximum along the last axis: (…, n) → (…, n)."""
    return x - share * x.max(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="nan for large inputs",
    sentence="Right for ordinary inputs; nan once an input is above 709.",
    why="exp is taken of the inputs as they come. exp(1000) is beyond the largest float64 (1.8e308)"
    " and becomes inf; inf / inf is nan.",
    hints=(
        "Adding one and the same number to every x does not change softmax. How can that keep every"
        " exponent small?",
        "Adding c multiplies numerator and denominator by exp(c). Which c makes the largest"
        " exponent 0?",
        "The logistic function at z = -1000: 1/(1+exp(-z)) overflows, exp(z)/(1+exp(z)) does not;"
        " same function.",
    ),
    action="answer the hint for softmax, change it, and run",
    only_extreme=True,
)
def exponents_as_they_come(x):
    e = np.exp(x)
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="nan for uneven rows",
    sentence="Right for one row; nan when a row lies far below the largest entry of another one.",
    why="one maximum is taken over the whole array and subtracted from every row. In a row far"
    " below it all exponentials are rounded to 0, and 0 / 0 is nan.",
    hints=(
        "Two rows: [0, 1] and [-1000, -1001]. What is subtracted from the second one, and what is"
        " its exponential?",
        "Take each of the two rows out and call softmax on it alone. Why does the answer depend"
        " on the company?",
    ),
    only_extreme=True,
)
def one_maximum_for_the_whole_array(x):
    e = np.exp(x - x.max())
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="nan for very negative rows",
    sentence="Right for ordinary inputs; nan when all entries of a row are far below 0.",
    why="a row is shifted only when its maximum is above 0. Where every entry is far below 0, all"
    " exponentials are rounded to 0, and 0 / 0 is nan.",
    hints=(
        "What is the largest entry of [-1000, -1000], and what does the code subtract from that"
        " row?",
        "Which exponent should the largest entry of a row have, whatever its sign?",
    ),
    only_extreme=True,
)
def maximum_never_below_zero(x):
    e = np.exp(x - np.maximum(x.max(axis=-1, keepdims=True), 0.0))
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="nan: exponents doubled",
    sentence="Right for ordinary inputs; nan once the largest entry of a row is above 355.",
    why="the maximum of a row is added to it. Softmax does not change by that, but the largest"
    " exponent becomes twice as large and overflows earlier.",
    hints=(
        "What is the largest exponent for x = [0, 400, 390]: before the shift, and after it?",
        "Softmax allows any shift. Which one is of use to exp, one that makes the exponents"
        " larger or smaller?",
    ),
    only_extreme=True,
)
def maximum_added(x):
    e = np.exp(x + x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="one sum for all rows",
    sentence="Right for a single row; with several rows every entry is too small.",
    why="the exponentials of all rows are added up into one sum. The whole array adds up to 1, not"
    " each row.",
    hints=(
        "Call softmax on two equal rows [0, 1]. What should each row add up to, and what does it"
        " add up to?",
        "How many sums does an array of shape (3, 4) need, and along which axis do they run?",
    ),
)
def one_sum_for_the_whole_array(x):
    e = np.exp(x - x.max())
    return e / e.sum()


@mistake(
    softmax,
    headline="columns add up to 1",
    sentence="Right for a single vector; in a matrix the columns add up to 1, not the rows.",
    why="the exponentials are added up along the first axis. The entries of different samples are"
    " weighed against each other.",
    hints=(
        "Call softmax on [[0, 1], [0, 1], [0, 1]] and add up the rows, then the columns. Which of"
        " the two sums should be 1?",
        "In an array of shape (3, 4), which axis counts the samples, and which the classes?",
    ),
)
def sum_along_the_first_axis(x):
    e = np.exp(x - x.max(axis=0, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)


@mistake(
    softmax,
    headline="entries do not add up to 1",
    sentence="The exponentials are returned without being divided by their sum.",
    why="the result holds exp(x) alone. Its entries are positive and in the right order, but they"
    " do not add up to 1.",
    right="The shape, and the proportions between the entries of a row.",
    hints=(
        "What do the entries of softmax([0, 1]) add up to? What would make three numbers such as"
        " 1, 2, 5 add up to 1?",
    ),
)
def exponentials_alone(x):
    return np.exp(x)


@mistake(
    softmax,
    headline="the logistic function",
    sentence="Every entry is computed from its own x alone.",
    why="the logistic function is applied to every entry by itself. The entries do not add up to"
    " 1, and changing one x leaves the others as they are.",
    hints=(
        "Call softmax on [0, 1] and on [0, 2]. Only x[1] changed. Should S[0] change too?",
        "For two classes there is a relation between the two functions. In which difference of"
        " the inputs is it written?",
    ),
    constants=OF_THE_MAXIMUM,
)
def every_entry_by_itself(x, share):
    return 1 / (1 + np.exp(-shifted(x, share)))


@mistake(
    softmax,
    headline="constant in the denominator",
    sentence="The entries add up to a little less than 1.",
    why="a small constant is added to the sum of the exponentials, so every entry is a little too"
    " small.",
    right="The proportions between the entries.",
    hints=(
        "Can the sum of the exponentials be 0 once the largest exponent is 0? What is the smallest"
        " value that it can have?",
        "Add the entries up for x = (0, 0). What is missing to 1?",
    ),
    constants=SMALL,
)
def constant_in_the_denominator(x, constant):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / (e.sum(axis=-1, keepdims=True) + constant)
