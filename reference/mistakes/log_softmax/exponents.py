"""`log_softmax` that overflows, for another shift of the exponents or none."""

import numpy as np

from reference.formula import mistake
from reference.formulas.log_softmax import log_softmax
from reference.formulas.softmax import softmax
from reference.mistakes.log_softmax import sum_of_exponents_as_they_come
from reference.mistakes.softmax import INPUT_BOUNDS
from reference.mistakes.softmax.inputs_and_base import (
    sum_along_the_second_axis as softmax_along_the_second_axis,
)


@mistake(
    log_softmax,
    headline="nan and inf for large gaps",
    sentence="Right for ordinary inputs; infinite or nan where an entry lies far above the other"
    " ones.",
    why="the number that is subtracted from a row lies below its largest entry, as the mean or the"
    " smallest entry does. An entry 710 above that number overflows.",
    hints=(
        "For x = [0, 0, 3000], what is subtracted, and what is the largest exponent after it?",
        "Which exponent should the largest entry of a row have, whatever the other ones are?",
    ),
    only_extreme=True,
)
def mean_subtracted(x):
    return sum_of_exponents_as_they_come(x - x.mean(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="nan and inf for large gaps",
    sentence="Right for ordinary inputs; infinite or nan where an entry lies far above the other"
    " ones.",
    why="the number that is subtracted from a row lies below its largest entry, as the mean or the"
    " smallest entry does. An entry 710 above that number overflows.",
    hints=(
        "For x = [0, 0, 3000], what is subtracted, and what is the largest exponent after it?",
        "Which exponent should the largest entry of a row have, whatever the other ones are?",
    ),
    only_extreme=True,
)
def minimum_subtracted(x):
    return sum_of_exponents_as_they_come(x - x.min(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="inf: largest size taken off",
    sentence="Right for ordinary inputs; infinite where the entry of the largest size is negative.",
    why="the largest absolute value of a row is subtracted from it. Where a negative entry has it,"
    " all exponentials are rounded to 0, and the log of 0 is -inf.",
    hints=(
        "What does the code subtract from [-1000, -1000], and what are the exponents after it?",
        "Which exponent should the largest entry of a row have, whatever its sign?",
    ),
    only_extreme=True,
)
def largest_size_subtracted(x):
    return sum_of_exponents_as_they_come(x - np.abs(x).max(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="inf for very negative rows",
    sentence="Right for ordinary inputs; infinite when all entries of a row are far below 0.",
    why="a row is shifted only when its maximum is above 0. Where every entry is far below 0, all"
    " exponentials are rounded to 0, and the log of 0 is -inf.",
    hints=(
        "What is the largest entry of [-1000, -1000], and what does the code subtract from that"
        " row?",
        "Which exponent should the largest entry of a row have, whatever its sign?",
    ),
    only_extreme=True,
)
def maximum_never_below_zero(x):
    return sum_of_exponents_as_they_come(x - np.maximum(x.max(axis=-1, keepdims=True), 0.0))


@mistake(
    log_softmax,
    headline="inf: exponents doubled",
    sentence="Right for ordinary inputs; infinite once the largest entry of a row is above 355.",
    why="the maximum of a row is added to it. The result does not change by that on paper, but the"
    " largest exponent becomes twice as large and overflows earlier.",
    hints=(
        "What is the largest exponent for x = [0, 400, 390]: before the shift, and after it?",
        "Which shift is of use to exp, one that makes the exponents larger or smaller?",
    ),
    only_extreme=True,
)
def maximum_added(x):
    return sum_of_exponents_as_they_come(x + x.max(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="large inputs cut off",
    sentence="Right for ordinary inputs; large ones are replaced by a bound.",
    why="the inputs are cut off at a bound before exp is taken. Beyond the bound two different"
    " inputs count as equal.",
    hints=(
        "Call log_softmax on [0, 1] and on [1000, 1001]. Should the two results differ?",
        "Adding one and the same number to every x changes no entry. Which number makes the largest"
        " exponent 0?",
    ),
    constants=INPUT_BOUNDS,
    only_extreme=True,
)
def inputs_cut_off(x, bound):
    return sum_of_exponents_as_they_come(np.clip(x, -bound, bound))


@mistake(
    log_softmax,
    headline="-1.8e308 for large gaps",
    sentence="Right for ordinary inputs; nan and inf are replaced by other numbers.",
    why="a probability is rounded to 0, its logarithm is -inf, and that is replaced by the lowest"
    " float64. The right value is an ordinary number.",
    hints=(
        "Print the result for [0, 1000]. At which step does the first inf appear?",
        "Write log S_0 for n = 2 on paper, with the exponentials in place of S_0. Which logarithm"
        " and which exp cancel?",
    ),
    only_extreme=True,
)
def infinity_replaced(x):
    return np.nan_to_num(np.log(softmax(x)))


@mistake(
    log_softmax,
    headline="wrong with three axes",
    sentence="Right for a vector and for a matrix; with three axes exp of the result does not add"
    " up to 1.",
    why="the exponentials are added up along axis 1, counted from the front. With three axes that"
    " is the one in the middle.",
    hints=(
        "Take exp of the result for an array of shape (2, 3, 4) and add it up along each axis."
        " Along which one are the sums 1?",
        "Which axis is axis 1 in an array of shape (3, 4), and which in one of shape (2, 3, 4)?",
    ),
)
def sum_along_the_second_axis(x):
    return np.log(softmax_along_the_second_axis(x))
