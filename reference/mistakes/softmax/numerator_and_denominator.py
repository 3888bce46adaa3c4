"""`softmax` where numerator and denominator do not belong together."""

import numpy as np

from reference.formula import mistake
from reference.formulas.softmax import softmax
from reference.mistakes.softmax import OF_THE_MAXIMUM, SMALL, shifted


@mistake(
    softmax,
    headline="denominator not shifted",
    sentence="All entries of a row are off by one factor, the exponential of its maximum.",
    why="the maximum is subtracted in the numerator. The denominator adds up exponentials of x as"
    " it comes.",
    right="The proportions between the entries of a row.",
    hints=(
        "Add 3 to every x. By which factor does the numerator of the code change, and by which its"
        " denominator?",
    ),
)
def shift_in_the_numerator(x):
    return np.exp(shifted(x, 1.0)) / np.exp(x).sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="numerator not shifted",
    sentence="All entries of a row are off by one factor, the exponential of its maximum.",
    why="the maximum is subtracted in the denominator. The numerator holds the exponential of x as"
    " it comes.",
    right="The proportions between the entries of a row.",
    hints=(
        "Add 3 to every x. By which factor does the numerator of the code change, and by which its"
        " denominator?",
    ),
)
def shift_in_the_denominator(x):
    return np.exp(x) / np.exp(shifted(x, 1.0)).sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="maximum outside exp",
    sentence="The maximum is subtracted after exp has been taken, where it does not cancel.",
    why="the exponentials are taken of x as it comes, and the maximum is subtracted from them.",
    hints=(
        "Subtract 1 above and below in 4/8. Is 3/7 the same fraction? Which operation does leave a"
        " fraction as it is?",
    ),
)
def maximum_subtracted_from_the_exponentials(x):
    e = np.exp(x) - x.max(axis=-1, keepdims=True)
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="1 in the denominator",
    sentence="The entries add up to less than 1.",
    why="1 is added to the sum of the exponentials. It takes a share like one more class, which is"
    " not returned.",
    right="The proportions between the entries of a row.",
    hints=(
        "Add the entries up for x = (0, 0). What is missing to 1?",
        "The logistic function has a 1 in its denominator. Which of two classes does it stand for?",
    ),
    constants=OF_THE_MAXIMUM,
)
def one_more_in_the_denominator(x, share):
    e = np.exp(shifted(x, share))
    return e / (1 + e.sum(axis=-1, keepdims=True))


@mistake(
    softmax,
    headline="constant in the denominator",
    sentence="The entries add up to less than 1.",
    why="a small constant is added to the sum of the exponentials. The smaller the exponentials"
    " are, the more it counts.",
    right="The proportions between the entries.",
    hints=(
        "Call softmax on [0, 0] and on [-20, -20]. What do the entries of each add up to? Should"
        " the two results differ?",
    ),
    constants=SMALL,
)
def constant_beside_exponents_as_they_come(x, constant):
    e = np.exp(x)
    return e / (e.sum(axis=-1, keepdims=True) + constant)


@mistake(
    softmax,
    headline="one entry not in the sum",
    sentence="The entries add up to more than 1: the denominator has a term too few.",
    why="the sum of the exponentials leaves out one entry of the row, at its end or at its"
    " beginning.",
    right="The proportions between the entries of a row.",
    hints=(
        "Call softmax on [0, 0, 0]. By which number is every exponential divided? Which terms make"
        " up that number?",
    ),
    constants=(-1.0, 0.0),
)
def one_entry_left_out(x, index):
    e = np.exp(shifted(x, 1.0))
    return e / np.delete(e, int(index), axis=-1).sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="own entry not in the sum",
    sentence="Each exponential is divided by the sum of the other ones.",
    why="the denominator of an entry leaves out its own exponential. The quotient can be larger"
    " than 1.",
    hints=(
        "Call softmax on [0, 0]. Which share does each of two equal entries have, and what is"
        " returned?",
    ),
)
def own_entry_left_out(x):
    e = np.exp(shifted(x, 1.0))
    return e / (e.sum(axis=-1, keepdims=True) - e)


@mistake(
    softmax,
    headline="the sum is not complete",
    sentence="Each entry is divided by the sum as far as it goes at that entry.",
    why="the division is made while the sum is still being added up. Only the last entry meets the"
    " whole sum.",
    right="The last entry of every row.",
    hints="Print the denominator for each entry of [0, 0, 0]. Should it change from entry to"
    " entry?",
)
def running_sum(x):
    e = np.exp(shifted(x, 1.0))
    return e / np.cumsum(e, axis=-1)


@mistake(
    softmax,
    headline="the sum changes meanwhile",
    sentence="Only the first entry is divided by the sum of the exponentials.",
    why="each entry is written over by its share before the next sum is taken. From the second"
    " entry on, the sum adds up shares and exponentials.",
    right="The first entry of every row.",
    hints="Print the denominator for each entry of [0, 0, 0]. Should it change from entry to"
    " entry?",
    constants=OF_THE_MAXIMUM,
)
def entries_written_over(x, share):
    e = np.exp(shifted(x, share))
    for i in range(x.shape[-1]):
        e[..., i] /= e.sum(axis=-1)
    return e


@mistake(
    softmax,
    headline="a mean in the denominator",
    sentence="The entries of a row add up to n, not to 1.",
    why="the exponentials are divided by their mean.",
    right="The exponentials, and the proportions between the entries.",
    hints="For x = [0, 0], what should the two entries be, and what are they?",
)
def mean_in_the_denominator(x):
    return x.shape[-1] * softmax(x)
