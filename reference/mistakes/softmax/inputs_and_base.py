"""`softmax` of changed inputs, to another base, along another axis."""

import numpy as np

from reference.formula import mistake
from reference.formulas.softmax import softmax
from reference.mistakes.softmax import DECIMALS, OF_THE_MAXIMUM, shifted


@mistake(
    softmax,
    headline="wrong with three axes",
    sentence="Right for a vector and for a matrix; with three axes the last one does not add up"
    " to 1.",
    why="the exponentials are added up along axis 1, counted from the front. With three axes that"
    " is the one in the middle.",
    hints=(
        "Call softmax on an array of shape (2, 3, 4) and add the result up along each axis. Along"
        " which one are the sums 1?",
        "Which axis is axis 1 in an array of shape (3, 4), and which in one of shape (2, 3, 4)?",
    ),
)
def sum_along_the_second_axis(x):
    axis = min(1, x.ndim - 1)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@mistake(
    softmax,
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
    return np.round(softmax(x), int(decimals))


@mistake(
    softmax,
    headline="another base than e",
    sentence="The powers are not those of e.",
    why="x is the exponent of another base. The proportions between the entries are those of that"
    " base.",
    right="The entries add up to 1.",
    hints=(
        "Divide S[1] by S[0] for x = [0, 1]. Which number should come out, and which one does?",
    ),
    constants=(2.0, 10.0, 2.7, 2.71, 2.72, 2.718, 2.7183, 2.71828, 3.0),
)
def another_base(x, base):
    return softmax(np.log(base) * x)


@mistake(
    softmax,
    headline="x divided by its maximum",
    sentence="Rows that differ by a positive factor give the same result.",
    why="each row is divided by its largest entry, or by its largest size, before exp is taken. A"
    " shift of x cancels in softmax, a factor does not.",
    right="The entries add up to 1.",
    hints=(
        "Call softmax on [1, 2] and on [10, 20]. Should the two results differ?",
        "Which change of x multiplies numerator and denominator by one and the same number?",
    ),
    constants=(0.0, 1.0),
)
def inputs_divided_by_the_maximum(x, size):
    return softmax(x / (np.abs(x) if size else x).max(axis=-1, keepdims=True))


@mistake(
    softmax,
    headline="x standardized first",
    sentence="Rows that differ by a factor give the same result.",
    why="each row is brought to mean 0 and variance 1 before exp is taken. A shift of x cancels in"
    " softmax, a factor does not.",
    right="The entries add up to 1.",
    hints=(
        "Call softmax on [0, 1] and on [0, 10]. Should the two results differ?",
        "Which change of x multiplies numerator and denominator by one and the same number?",
    ),
)
def inputs_standardized(x):
    centred = x - x.mean(axis=-1, keepdims=True)
    return softmax(centred / x.std(axis=-1, keepdims=True))


@mistake(
    softmax,
    headline="exp of the sum",
    sentence="The denominator is a single exponential, and the entries do not add up to 1.",
    why="the inputs are added up first, and exp is taken of their sum.",
    hints=(
        "Is exp(1 + 2) the same number as exp(1) + exp(2)? Which of the two is in the code?",
        "What should the denominator be for x = [0, 0], and what is it?",
    ),
    constants=OF_THE_MAXIMUM,
)
def exponential_of_the_sum(x, share):
    x = shifted(x, share)
    return np.exp(x) / np.exp(x.sum(axis=-1, keepdims=True))


@mistake(
    softmax,
    headline="division before exp",
    sentence="The inputs add up to 1 before exp is taken; the results do not.",
    why="the inputs are divided by their sum, and exp is taken last.",
    hints=(
        "What do the entries of softmax([1, 1]) add up to? In which order do the formula and the"
        " code divide and take exp?",
    ),
)
def exponential_of_the_quotient(x):
    return np.exp(x / x.sum(axis=-1, keepdims=True))


@mistake(
    softmax,
    headline="only 0 and 1",
    sentence="The largest entry becomes 1, all others 0.",
    why="only the place of the largest x counts, not by how much it is larger.",
    right="The entries add up to 1, and the largest one is in its place.",
    hints=(
        "Call softmax on [0, 0.1] and on [0, 10]. Should the two results differ?",
        "Which share does each of two almost equal entries get?",
    ),
)
def place_of_the_largest(x):
    return (np.arange(x.shape[-1]) == x.argmax(axis=-1)[..., None]).astype(float)
