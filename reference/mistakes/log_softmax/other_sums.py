"""`log_softmax` where the sum is another one."""

import numpy as np

from reference.formula import mistake
from reference.formulas.log_softmax import log_softmax
from reference.formulas.softmax import softmax
from reference.mistakes.softmax import shifted
from reference.mistakes.softmax.numerator_and_denominator import own_entry_left_out, running_sum


@mistake(
    log_softmax,
    headline="one entry not in the sum",
    sentence="Every row is too large by one number: the sum has a term too few.",
    why="the sum of the exponentials leaves out one entry of the row, at its end or at its"
    " beginning.",
    right="The differences between the entries of a row.",
    hints="Take exp of the result for x = [0, 0, 0]. By which number is 1 divided? Which terms make"
    " up that number?",
    constants=(-1.0, 0.0),
)
def one_entry_left_out(x, index):
    z = shifted(x, 1.0)
    return z - np.log(np.delete(np.exp(z), int(index), axis=-1).sum(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="own entry not in the sum",
    sentence="The sum runs over the other entries only.",
    why="the sum of the exponentials leaves out the own one. The result can be positive.",
    hints=(
        "For x = [0, 0] both probabilities are 1/2. What is the log of 1/2, and what is returned?",
    ),
)
def own_entry_not_in_the_sum(x):
    return np.log(own_entry_left_out(x))


@mistake(
    log_softmax,
    headline="the sum is not complete",
    sentence="From each entry the log of the sum as far as it goes there is subtracted.",
    why="the logarithm is taken while the sum is still being added up. Only the last entry meets"
    " the whole sum.",
    right="The last entry of every row.",
    hints="Print the sum for each entry of [0, 0, 0]. Should it change from entry to entry?",
)
def logarithm_of_a_running_sum(x):
    return np.log(running_sum(x))


@mistake(
    log_softmax,
    headline="softmax applied twice",
    sentence="The logarithm of softmax is taken at the probabilities.",
    why="softmax is applied to x, and once more to what comes out, before the logarithm is taken.",
    hints=(
        "Take exp of the result for x = [0, 1] and compare it with your softmax. Do they agree?",
        "Does the logarithm of softmax expect inputs or probabilities as its argument?",
    ),
)
def softmax_of_softmax(x):
    return log_softmax(softmax(x))


@mistake(
    log_softmax,
    headline="an entropy term",
    sentence="Each logarithm is multiplied with its probability.",
    why="the result is the probability times its logarithm, a term of the entropy.",
    hints=(
        "For x = [0, 0] both probabilities are 1/2. What is the log of 1/2, and what is returned?",
    ),
)
def weighed_with_the_probability(x):
    return softmax(x) * log_softmax(x)
