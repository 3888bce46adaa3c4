"""`softmax_vjp` with other outputs, or a sum over other entries."""

import numpy as np

from reference.formula import mistake
from reference.formulas.softmax import softmax
from reference.formulas.softmax_vjp import softmax_vjp
from reference.mistakes.softmax import DECIMALS, OF_THE_MAXIMUM, every_entry_by_itself, shifted


@mistake(
    softmax_vjp,
    headline="own term not in the sum",
    sentence="The sum runs over the other outputs only.",
    why="for each entry, the sum leaves out the product of its own g and its own output.",
    hints=(
        "x[1] enters S[1] at two places. Which of them is the first term, and where is the other"
        " one?",
        "Choose g = [1, 1]. The outputs add up to 1 whatever x is. What should the derivative of"
        " their sum be?",
    ),
)
def own_term_left_out(x, g):
    s = softmax(x)
    return s * (g - ((s * g).sum(axis=-1, keepdims=True) - s * g))


@mistake(
    softmax_vjp,
    headline="one entry not in the sum",
    sentence="The first term is right; the sum has a term too few.",
    why="the sum leaves out one entry of the row, at its end or at its beginning.",
    hints=(
        "Choose g = [1, 1, 1]. The weights should add up to 1. What is the sum, and which terms"
        " make it up?",
    ),
    constants=(-1.0, 0.0),
)
def one_entry_left_out(x, g, index):
    s = softmax(x)
    return s * (g - np.delete(s * g, int(index), axis=-1).sum(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="outputs minus g",
    sentence="g is subtracted from the outputs, as if it held labels.",
    why="the difference of output and g is the gradient of another function, of the cross-entropy"
    " with labels g. Here g is any vector.",
    hints=(
        "Double g. By how much should the result change, and by how much does the returned one"
        " change?",
        "Choose g = [0, 0]. What should the result be?",
    ),
)
def outputs_minus_g(x, g):
    return softmax(x) - g


@mistake(
    softmax_vjp,
    headline="softmax applied twice",
    sentence="The result is the product at the outputs of softmax.",
    why="softmax is applied to x, and once more to what comes out, before the products are taken.",
    hints=(
        "Print the vector s inside the function and compare it with your softmax for x = [0, 1]."
        " Do they agree?",
    ),
)
def softmax_of_softmax(x, g):
    return softmax_vjp(softmax(x), g)


@mistake(
    softmax_vjp,
    headline="exponentials not divided",
    sentence="Exponentials stand where probabilities belong.",
    why="the terms are made of the exponentials. They are not divided by their sum.",
    hints=(
        "Add up the vector that enters the products, for x = [0, 1]. What should its entries add"
        " up to?",
        "Add 3 to every x. Softmax stays the same: does its derivative? Does the result?",
    ),
    constants=OF_THE_MAXIMUM,
)
def exponentials_in_place_of_outputs(x, g, share):
    e = np.exp(shifted(x, share))
    return e * (g - (e * g).sum(axis=-1, keepdims=True))


@mistake(
    softmax_vjp,
    headline="of the logistic function",
    sentence="Every entry is computed from its own x and g alone.",
    why="every output is taken to be the logistic function of its own input, and g is multiplied"
    " with its derivative.",
    hints=(
        "Call your softmax on [0, 1] and on [0, 2]. Only x[1] changed. Did S[0] change too?",
        "Print the vector s inside the function for x = [0, 1]. What do its entries add up to?",
    ),
)
def derivative_of_the_logistic_function(x, g):
    s = every_entry_by_itself(x)
    return s * (1 - s) * g


@mistake(
    softmax_vjp,
    headline="wrong with three axes",
    sentence="Right for a vector and for a matrix; with three axes the rows get mixed.",
    why="the products are added up along axis 1, counted from the front. With three axes that is"
    " the one in the middle.",
    hints=(
        "Call it on arrays of shape (2, 3, 4), then change g in one row only. Which rows of the"
        " result change?",
        "Which axis is axis 1 in an array of shape (3, 4), and which in one of shape (2, 3, 4)?",
    ),
)
def sum_along_the_second_axis(x, g):
    s = softmax(x)
    return s * (g - (s * g).sum(axis=min(1, x.ndim - 1), keepdims=True))


@mistake(
    softmax_vjp,
    headline="the result is rounded",
    sentence="Every entry is rounded to a few decimals.",
    why="the result is rounded before it is returned. Whatever is computed from it inherits the"
    " error.",
    right="The first decimals of every entry.",
    hints="Print an entry with 17 digits. After how many decimals does it end, and which line does"
    " that?",
    constants=DECIMALS,
)
def rounded(x, g, decimals):
    return np.round(softmax_vjp(x, g), int(decimals))


@mistake(
    softmax_vjp,
    headline="one mean for all rows",
    sentence="The first term is right; the mean in the second one is the same for all rows.",
    why="the plain mean of all entries of g is subtracted. It is not weighed, and rows get mixed.",
    hints=(
        "Call it on two rows, then change g in the second one only. Does the first row of the"
        " result change?",
        "By what is each entry of g multiplied before the entries are added up?",
    ),
)
def one_mean_of_all_rows(x, g):
    return softmax(x) * (g - g.mean())
