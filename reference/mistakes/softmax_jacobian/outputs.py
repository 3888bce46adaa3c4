"""`softmax_jacobian` with other outputs, or computed by another rule."""

import numpy as np

from reference.formula import mistake
from reference.formulas.softmax import softmax
from reference.formulas.softmax_jacobian import softmax_jacobian
from reference.mistakes.softmax import DECIMALS, OF_THE_MAXIMUM, every_entry_by_itself, shifted


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
