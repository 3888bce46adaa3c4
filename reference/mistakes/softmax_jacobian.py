"""What students write in the place of `softmax_jacobian`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.softmax import softmax
from reference.formulas.softmax_jacobian import softmax_jacobian
from reference.mistakes.softmax import (
    DECIMALS,
    OF_THE_MAXIMUM,
    every_entry_by_itself,
    exponents_as_they_come,
    shifted,
)


@mistake(
    softmax_jacobian,
    headline="zero off the diagonal",
    sentence="The entries off the diagonal come out as 0.",
    why="each output is treated as if it depended on its own input only.",
    right="The shape and every entry on the diagonal.",
    hints=(
        "Call your softmax on [0, 1] and on [0, 2]. Only x[1] changed. Did S[0] change too? Where"
        " does x[1] enter the formula of S[0]?",
        "Hold x[0] and write S[0] as a function of x[1] alone. The numerator is constant; is the"
        " denominator?",
        "f_i = x_i/(x_0+x_1) at (1, 3): rows [0.1875 -0.0625], [-0.1875 0.0625]; each column sums"
        " to 0 because f sums to 1.",
    ),
    action="answer the hint on paper for n = 2, change softmax_jacobian, and run",
)
def only_the_diagonal(x):
    s = softmax(x)
    return np.diag(s * (1 - s))


@mistake(
    softmax_jacobian,
    headline="a vector, not a matrix",
    sentence="One number is returned for each output; there is one for each output and input.",
    why="only the derivative of each output with respect to its own input is returned, as a vector"
    " of n numbers.",
    right="The n numbers themselves: they are the diagonal.",
    hints=(
        "How many pairs of an output and an input are there for n = 2? Change x[1] alone: which"
        " outputs move?",
        "Hold x[0] and write S[0] as a function of x[1] alone. The numerator is constant; is the"
        " denominator?",
    ),
)
def the_diagonal_as_a_vector(x):
    s = softmax(x)
    return s * (1 - s)


@mistake(
    softmax_jacobian,
    headline="sign wrong off the diagonal",
    sentence="The entries off the diagonal have the right size and the opposite sign.",
    why="raising one input raises every output in this matrix. The outputs add up to 1, so they"
    " cannot all rise.",
    right="The shape, the diagonal, and the size of every other entry.",
    hints=(
        "Call your softmax on [0, 1] and on [0, 2]. Does S[0] grow or shrink? What sign does that"
        " give the entry [0, 1]?",
        "x[1] stands in the denominator of S[0]. What happens to a fraction when its denominator"
        " grows?",
    ),
)
def plus_off_the_diagonal(x):
    s = softmax(x)
    return np.outer(s, s) + np.diag(s * (1 - 2 * s))


@mistake(
    softmax_jacobian,
    headline="wrong on the diagonal",
    sentence="The entries off the diagonal are right; those on it have a term missing.",
    why="every entry is the product of two outputs, on the diagonal as well. The numerator of an"
    " output contains its own input; that path is missing.",
    right="The shape and every entry off the diagonal.",
    hints=(
        "Call your softmax on [0, 1] and on [0, 2]. Does S[1] grow or shrink, and what is the sign"
        " of the entry [1, 1]?",
        "x[1] enters S[1] at two places. Which one of them does S[0] not have?",
    ),
)
def products_everywhere(x):
    s = softmax(x)
    return -np.outer(s, s)


@mistake(
    softmax_jacobian,
    headline="inputs among the outputs",
    sentence="The result contains the inputs x themselves, and is not symmetric.",
    why="in the product of two factors, one is an output of softmax and the other one is an input.",
    hints=(
        "Add 3 to every x. Softmax stays the same: does its derivative? Does the matrix that is"
        " returned?",
        "Write the quotient rule for S[0] and x[1]. Is there an x left outside an exp?",
    ),
)
def inputs_in_place_of_outputs(x):
    s = softmax(x)
    return np.diag(s) - np.outer(s, x)


@mistake(
    softmax_jacobian,
    headline="the outer factor is missing",
    sentence="The rows are right up to a factor of their own, the output of that row.",
    why="the difference of the Kronecker delta and an output is returned as it is. The output that"
    " stands before it in the derivation is missing.",
    hints=(
        "Divide the matrix on the right by the one returned, row by row. Where have the quotients"
        " of a row been seen before?",
        "When S[i] is taken out of both terms of the quotient rule, where does it go?",
    ),
)
def delta_without_the_output(x):
    return np.eye(len(x)) - softmax(x)[None, :]


@mistake(
    softmax_jacobian,
    headline="one index in both factors",
    sentence="The diagonal is right; off it, every column holds one and the same number.",
    why="both factors carry the index of the column. A vector multiplied with a matrix is laid"
    " along its rows, so entry j of the vector meets column j.",
    right="The shape and every entry on the diagonal.",
    hints=(
        "For x = [0, 1, 2], print s and the matrix. Which entries of s stand in row 0 of the"
        " result, and which should?",
        "What shape must a vector have for its entry i to meet the whole of row i?",
    ),
)
def column_index_twice(x):
    s = softmax(x)
    return s * (np.eye(len(x)) - s)


@mistake(
    softmax_jacobian,
    headline="nan for large inputs",
    sentence="Right for ordinary inputs; nan once an input is above 709.",
    why="exp is taken of the inputs as they come. exp(1000) is beyond the largest float64 (1.8e308)"
    " and becomes inf; inf / inf is nan.",
    hints=(
        "The Jacobian is made of outputs of softmax alone. For which x does softmax keep every"
        " exponent small?",
    ),
    only_extreme=True,
    inherits=exponents_as_they_come,
    inherited="The nan comes from softmax. The Jacobian is made of its outputs alone.",
)
def jacobian_of_overflowing_exponents(x):
    s = exponents_as_they_come(x)
    return np.diag(s) - np.outer(s, s)


@mistake(
    softmax_jacobian,
    headline="1 in place of an output",
    sentence="The entries off the diagonal are right; those on it start from 1.",
    why="the identity matrix stands where the outputs belong, so the diagonal holds 1 less a square"
    " in place of an output less its square.",
    right="The shape and every entry off the diagonal.",
    hints=(
        "Let all of the probability be on S[0]. What should the whole Jacobian be, and what is its"
        " diagonal?",
        "Derive the diagonal for n = 2 with the quotient rule. Which factor do both terms share?",
    ),
)
def identity_on_the_diagonal(x):
    s = softmax(x)
    return np.eye(len(s)) - np.outer(s, s)


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


@mistake(
    softmax_jacobian,
    headline="softmax applied twice",
    sentence="The result is the Jacobian at the outputs of softmax.",
    why="softmax is applied to x, and once more to what comes out, before the products are taken.",
    hints=(
        "Print the vector s inside the function and compare it with your softmax for x = [0, 1]."
        " Do they agree?",
    ),
)
def softmax_of_softmax(x):
    s = softmax(softmax(x))
    return np.diag(s) - np.outer(s, s)


@mistake(
    softmax_jacobian,
    headline="exponentials not divided",
    sentence="Exponentials stand where probabilities belong.",
    why="the terms are made of the exponentials. They are not divided by their sum.",
    hints=(
        "Add up the vector that enters the products, for x = [0, 1]. What should its entries add"
        " up to?",
        "Add 3 to every x. Softmax stays the same: does the matrix that is returned?",
    ),
    constants=OF_THE_MAXIMUM,
)
def exponentials_in_place_of_outputs(x, share):
    e = np.exp(shifted(x, share))
    return np.diag(e) - np.outer(e, e)


@mistake(
    softmax_jacobian,
    headline="the square is missing",
    sentence="The quotient rule is there; its denominator is not squared.",
    why="numerator and denominator are differentiated and combined, and the difference is divided"
    " by the denominator once.",
    right="The signs, and the proportions between the entries.",
    hints=(
        "Differentiate 1/u with respect to u. Which power of u does the result have?",
        "Add 3 to every x. Softmax stays the same: does the matrix that is returned?",
    ),
    constants=OF_THE_MAXIMUM,
)
def denominator_not_squared(x, share):
    e = np.exp(shifted(x, share))
    return np.diag(e) - np.outer(e, e) / e.sum()


@mistake(
    softmax_jacobian,
    headline="the square is missing",
    sentence="The first term is right; the second one has too low a power in its denominator.",
    why="both terms are divided by the sum of the exponentials once, also the one that is a product"
    " of two exponentials.",
    hints=(
        "Differentiate 1/u with respect to u. Which power of u does the result have?",
        "Add 3 to every x. Softmax stays the same: does the matrix that is returned?",
    ),
    constants=OF_THE_MAXIMUM,
)
def second_denominator_not_squared(x, share):
    e = np.exp(shifted(x, share))
    return np.diag(e / e.sum()) - np.outer(e, e) / e.sum()


@mistake(
    softmax_jacobian,
    headline="of the logistic function",
    sentence="The result is the derivative of the logistic function.",
    why="every output is taken to be the logistic function of its own input. There the matrix is"
    " zero off the diagonal.",
    hints=(
        "Call your softmax on [0, 1] and on [0, 2]. Only x[1] changed. Did S[0] change too?",
        "Print the vector s inside the function for x = [0, 1]. What do its entries add up to?",
    ),
)
def derivative_of_the_logistic_function(x):
    s = every_entry_by_itself(x)
    return np.diag(s * (1 - s))


@mistake(
    softmax_jacobian,
    headline="two cases exchanged",
    sentence="The diagonal has the expression of the other entries, and they have that of the"
    " diagonal.",
    why="the two branches are exchanged: the case i = j holds the product of two outputs, the other"
    " case the term with 1.",
    hints=(
        "Call your softmax on [0, 1] and on [0, 2]. Does S[1] grow or shrink, and what is the sign"
        " of the entry [1, 1]?",
        "For which pairs of i and j is the Kronecker delta 1?",
    ),
)
def cases_exchanged(x):
    s = softmax(x)
    others = 1.0 - np.eye(len(x))
    return s[:, None] * (others - s[None, :])


@mistake(
    softmax_jacobian,
    headline="last row and column are 0",
    sentence="The last row and the last column hold nothing but 0.",
    why="both loops end one step early: the last output and the last input are never reached.",
    right="Every entry outside the last row and the last column.",
    hints="Which values do i and j take for n = 2? Print them.",
)
def last_row_and_column_empty(x):
    jacobian = np.array(softmax_jacobian(x))
    jacobian[-1, :] = jacobian[:, -1] = 0
    return jacobian


@mistake(
    softmax_jacobian,
    headline="a one-sided quotient",
    sentence="Right to a few digits; the error is proportional to the step.",
    why="each column is a difference quotient to one side, with a step that can be seen in the"
    " result.",
    right="The shape, and the leading digits of every entry.",
    hints=(
        "Make the step ten times smaller. What happens to the error, and from which step on does it"
        " grow again?",
        "What does the formula of softmax give when it is differentiated on paper?",
    ),
    constants=(1e-3, 1e-4, 1e-2, 1e-1, 1.0),
)
def one_sided_quotient(x, step):
    moved = [softmax(x + row) for row in step * np.eye(len(x))]
    return (np.stack(moved, axis=1) - softmax(x)[:, None]) / step


@mistake(
    softmax_jacobian,
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
    return np.round(softmax_jacobian(x), int(decimals))


@mistake(
    softmax_jacobian,
    headline="logistic outputs",
    sentence="The terms are there; they are made of other numbers than the outputs of softmax.",
    why="the logistic function of every input stands where an output of softmax belongs. These"
    " numbers do not add up to 1.",
    hints=(
        "Print the vector s inside the function for x = [0, 1]. What do its entries add up to?",
        "Call your softmax on [0, 1] and on [0, 2]. Only x[1] changed. Did S[0] change too?",
    ),
)
def products_of_logistic_functions(x):
    s = every_entry_by_itself(x)
    return np.diag(s) - np.outer(s, s)


# --- two at once ---------------------------------------------------------------------------------


@both(softmax_of_softmax, only_the_diagonal)
def diagonal_of_softmax_of_softmax(x):
    s = softmax(softmax(x))
    return np.diag(s * (1 - s))


@both(softmax_of_softmax, plus_off_the_diagonal)
def softmax_of_softmax_and_a_plus(x):
    return plus_off_the_diagonal(softmax(x))


@both(inputs_alone, only_the_diagonal)
def diagonal_of_inputs(x):
    return np.diag(x * (1 - x))


@both(inputs_alone, plus_off_the_diagonal)
def inputs_and_a_plus(x):
    return np.diag(x * (1 - x) - x * x) + np.outer(x, x)


@both(inputs_alone, the_diagonal_as_a_vector)
def vector_of_inputs(x):
    return x * (1 - x)


@both(softmax_of_softmax, column_index_twice)
def softmax_of_softmax_with_one_index(x):
    return column_index_twice(softmax(x))
