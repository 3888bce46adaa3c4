"""What students write in the place of `softmax_jacobian`: the usual mistakes."""

import numpy as np

from reference.formula import mistake
from reference.formulas.softmax import softmax
from reference.formulas.softmax_jacobian import softmax_jacobian
from reference.mistakes.softmax import exponents_as_they_come


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
    why="raising one input raises every other output in this matrix. The outputs share a total of"
    " 1, so what one of them wins the others lose.",
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
    why="the identity matrix stands where the outputs belong, so that the diagonal starts from 1,"
    " and not from an output.",
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
