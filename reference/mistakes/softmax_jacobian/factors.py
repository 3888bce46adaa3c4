"""`softmax_jacobian` where an index, a sign or a factor is another one."""

import numpy as np

from reference.formula import mistake
from reference.formulas.softmax import softmax
from reference.formulas.softmax_jacobian import softmax_jacobian


@mistake(
    softmax_jacobian,
    headline="plus between the terms",
    sentence="Both terms are there; no entry of the result is negative.",
    why="the products of two outputs are added where the derivation has a minus, on the diagonal as"
    " well.",
    hints=(
        "Call your softmax on [0, 1] and on [0, 2]. Does S[0] grow or shrink? What sign does that"
        " give the entry [0, 1]?",
        "The outputs add up to 1 whatever x is. What should a column of the Jacobian add up to?",
    ),
)
def products_added(x):
    s = softmax(x)
    return np.diag(s) + np.outer(s, s)


@mistake(
    softmax_jacobian,
    headline="one number off the diagonal",
    sentence="All entries off the diagonal are the same number.",
    why="the product of the vector of outputs with itself is a single number, the sum of their"
    " squares. It is subtracted from every entry.",
    hints=(
        "Print the product that is subtracted, and its shape. How many numbers are there to"
        " subtract for n = 2?",
        "Which product of two vectors of n numbers has n x n entries?",
    ),
)
def one_number_subtracted(x):
    s = softmax(x)
    return np.diag(s) - s @ s


@mistake(
    softmax_jacobian,
    headline="one factor is missing",
    sentence="Off the diagonal stands a single output.",
    why="the outputs themselves are subtracted. numpy lays the vector along every row, so all"
    " entries of a column are equal off the diagonal.",
    hints=(
        "Print what is subtracted, and its shape. Is it a vector or a matrix?",
        "Call your softmax on [0, 1, 2] and raise x[2] a little. Do S[0] and S[1] fall by the same"
        " amount?",
    ),
)
def output_of_the_column_subtracted(x):
    s = softmax(x)
    return np.diag(s) - s[None, :]


@mistake(
    softmax_jacobian,
    headline="one factor is missing",
    sentence="Off the diagonal stands a single output.",
    why="the outputs themselves are subtracted, as a column, so all entries of a row are equal off"
    " the diagonal.",
    hints=(
        "Print what is subtracted, and its shape. Is it a vector or a matrix?",
        "Call your softmax on [0, 1, 2] and raise x[1], then x[2] by 0.001. Does S[0] fall by the"
        " same amount?",
    ),
)
def output_of_the_row_subtracted(x):
    s = softmax(x)
    return np.diag(s) - s[:, None]


@mistake(
    softmax_jacobian,
    headline="the outer factor is missing",
    sentence="The columns are right up to a factor of their own, the output of that column.",
    why="the difference of the Kronecker delta and an output is returned as it is. The output that"
    " stands before it in the derivation is missing.",
    hints=(
        "Divide the matrix on the right by the one returned, column by column. Where have the"
        " quotients of a column been seen before?",
        "When S[i] is taken out of both terms of the quotient rule, where does it go?",
    ),
)
def delta_less_the_output_of_the_row(x):
    return np.eye(len(x)) - softmax(x)[:, None]


@mistake(
    softmax_jacobian,
    headline="plus, and one index twice",
    sentence="Every column holds one and the same number off the diagonal, and none is negative.",
    why="both factors carry the index of the column, and the second term is added.",
    hints=(
        "Call your softmax on [0, 1] and on [0, 2]. Does S[0] grow or shrink? What sign does that"
        " give the entry [0, 1]?",
        "What shape must a vector have for its entry i to meet the whole of row i?",
    ),
)
def column_index_twice_and_a_plus(x):
    s = softmax(x)
    return s * (np.eye(len(x)) + s)


@mistake(
    softmax_jacobian,
    headline="the inputs as outputs",
    sentence="The result contains the inputs x where outputs of softmax belong.",
    why="softmax is not called: the formula is filled with the inputs as they come.",
    hints=(
        "Add 3 to every x. Softmax stays the same: does its derivative? Does the matrix that is"
        " returned?",
        "Does the argument of the function hold probabilities? What do its entries add up to?",
    ),
)
def inputs_alone(x):
    return np.diag(x) - np.outer(x, x)


@mistake(
    softmax_jacobian,
    headline="inputs in the product",
    sentence="The result contains the inputs x themselves.",
    why="the products that are subtracted are products of two inputs.",
    hints=(
        "Add 3 to every x. Softmax stays the same: does its derivative? Does the matrix that is"
        " returned?",
        "Write the quotient rule for S[0] and x[1]. Is there an x left outside an exp?",
    ),
)
def products_of_inputs(x):
    return np.diag(softmax(x)) - np.outer(x, x)


@mistake(
    softmax_jacobian,
    headline="inputs among the outputs",
    sentence="The result contains the inputs x themselves, and is not symmetric.",
    why="in the product of two factors, the one of the row is an input and the other one is an"
    " output of softmax.",
    hints=(
        "Add 3 to every x. Softmax stays the same: does its derivative? Does the matrix that is"
        " returned?",
        "Write the quotient rule for S[0] and x[1]. Is there an x left outside an exp?",
    ),
)
def input_of_the_row(x):
    s = softmax(x)
    return np.diag(s) - np.outer(x, s)
