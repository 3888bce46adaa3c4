"""`softmax` with another exponent, or one that overflows."""

import numpy as np

from reference.formula import mistake
from reference.formulas.softmax import softmax
from reference.mistakes.softmax import INPUT_BOUNDS, exponents_as_they_come


@mistake(
    softmax,
    headline="the order is reversed",
    sentence="The largest x gets the smallest probability.",
    why="the exponents have the opposite sign: exp(-x) is taken of every entry.",
    right="The entries add up to 1.",
    hints=(
        "Which entry of softmax([0, 1, 5]) should be the largest, and which one is?",
        "Is exp(-x) a growing function of x?",
    ),
)
def exponents_with_a_minus(x):
    return softmax(-x)


@mistake(
    softmax,
    headline="the sum is missing",
    sentence="The largest entry is 1; the entries do not add up to 1.",
    why="the exponentials of the shifted inputs are returned without being divided by their sum, so"
    " the largest entry is always 1.",
    right="The proportions between the entries of a row.",
    hints=("What do the entries of softmax([0, 0]) add up to? What would make them add up to 1?",),
)
def shifted_exponentials_alone(x):
    return np.exp(x - x.max(axis=-1, keepdims=True))


@mistake(
    softmax,
    headline="nan for large gaps",
    sentence="Right for ordinary inputs; nan where an entry lies far above the other ones.",
    why="the number that is subtracted from a row lies below its largest entry, as the mean or the"
    " smallest entry does. An entry 710 above that number overflows.",
    hints=(
        "For x = [0, 0, 3000], what is subtracted, and what is the largest exponent after it?",
        "Which exponent should the largest entry of a row have, whatever the other ones are?",
    ),
    only_extreme=True,
)
def mean_subtracted(x):
    e = np.exp(x - x.mean(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="nan for large gaps",
    sentence="Right for ordinary inputs; nan where an entry lies far above the other ones.",
    why="the number that is subtracted from a row lies below its largest entry, as the mean or the"
    " smallest entry does. An entry 710 above that number overflows.",
    hints=(
        "For x = [0, 0, 3000], what is subtracted, and what is the largest exponent after it?",
        "Which exponent should the largest entry of a row have, whatever the other ones are?",
    ),
    only_extreme=True,
)
def minimum_subtracted(x):
    e = np.exp(x - x.min(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="nan: largest size taken off",
    sentence="Right for ordinary inputs; nan where the entry of the largest size is negative.",
    why="the largest absolute value of a row is subtracted from it. Where a negative entry has it,"
    " all exponentials are rounded to 0, and 0 / 0 is nan.",
    hints=(
        "What does the code subtract from [-1000, -1000], and what are the exponents after it?",
        "Which exponent should the largest entry of a row have, whatever its sign?",
    ),
    only_extreme=True,
)
def largest_size_subtracted(x):
    e = np.exp(x - np.abs(x).max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="large inputs cut off",
    sentence="Right for ordinary inputs; large ones are replaced by a bound.",
    why="the inputs are cut off at a bound before exp is taken. Beyond the bound two different"
    " inputs count as equal.",
    hints=(
        "Call softmax on [0, 1] and on [1000, 1001]. Should the two results differ?",
        "Adding one and the same number to every x does not change softmax. How can that keep every"
        " exponent small?",
    ),
    constants=INPUT_BOUNDS,
    only_extreme=True,
)
def inputs_cut_off(x, bound):
    e = np.exp(np.clip(x, -bound, bound))
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="0 for large inputs",
    sentence="Right for ordinary inputs; 0 where the largest probability belongs.",
    why="exp of a large input overflows to inf, inf / inf is nan, and the nan is then replaced by"
    " 0. The entries of the row add up to 0.",
    hints=(
        "What do the entries of softmax([0, 1000]) add up to? At which step does the first inf"
        " appear?",
        "Adding one and the same number to every x does not change softmax. How can that keep every"
        " exponent small?",
    ),
    only_extreme=True,
)
def nan_replaced(x):
    return np.nan_to_num(exponents_as_they_come(x))
