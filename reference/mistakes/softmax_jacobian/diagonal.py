"""`softmax_jacobian` with the wrong entries on the diagonal, or with one side of it alone."""

import numpy as np

from reference.formula import mistake
from reference.formulas.softmax import softmax
from reference.formulas.softmax_jacobian import softmax_jacobian


def _with_diagonal(x, diagonal):
    """The Jacobian with other entries on the diagonal: (n,), (n,) → (n, n)."""
    s = softmax(x)
    jacobian = -np.outer(s, s)
    np.fill_diagonal(jacobian, diagonal)
    return jacobian


@mistake(
    softmax_jacobian,
    headline="sign wrong on the diagonal",
    sentence="The entries on the diagonal have the right size and the opposite sign.",
    why="no entry of this matrix is positive: raising one input lowers every output, its own as"
    " well. The outputs add up to 1, so they cannot all fall.",
    right="The shape, every entry off the diagonal, and the size of those on it.",
    hints=(
        "Call your softmax on [0, 1] and on [0, 2]. Does S[1] grow or shrink, and what is the sign"
        " of the entry [1, 1]?",
        "The outputs add up to 1 whatever x is. What should a column of the Jacobian add up to?",
    ),
)
def minus_on_the_diagonal(x):
    s = softmax(x)
    return _with_diagonal(x, s * (s - 1))


@mistake(
    softmax_jacobian,
    headline="factor lost on the diagonal",
    sentence="The entries off the diagonal are right; those on it have one factor of two.",
    why="1 less the output stands alone on the diagonal. The factor before the bracket is missing"
    " there.",
    right="The shape and every entry off the diagonal.",
    hints=(
        "Let all of the probability be on S[0]. What should the whole Jacobian be, and what is its"
        " diagonal?",
        "Derive the diagonal for n = 2 with the quotient rule. Which factor do both terms share?",
    ),
)
def one_factor_on_the_diagonal(x):
    return _with_diagonal(x, 1 - softmax(x))


@mistake(
    softmax_jacobian,
    headline="plus on the diagonal",
    sentence="The entries off the diagonal are right; those on it are too large.",
    why="on the diagonal the square of the output is added. The derivation has a minus there, as"
    " everywhere.",
    right="The shape and every entry off the diagonal.",
    hints=(
        "Let all of the probability be on S[0]. What should the whole Jacobian be, and what is its"
        " diagonal?",
        "The outputs add up to 1 whatever x is. What should a column of the Jacobian add up to?",
    ),
)
def plus_on_the_diagonal(x):
    s = softmax(x)
    return _with_diagonal(x, s * (1 + s))


@mistake(
    softmax_jacobian,
    headline="zero on the diagonal",
    sentence="The entries off the diagonal are right; those on it come out as 0.",
    why="nothing is left on the diagonal, as if no output depended on its own input.",
    right="The shape and every entry off the diagonal.",
    hints=(
        "Call your softmax on [0, 1] and on [0, 2]. Only x[1] changed. Did S[1] change? Which entry"
        " says so?",
    ),
)
def nothing_on_the_diagonal(x):
    return _with_diagonal(x, 0.0)


@mistake(
    softmax_jacobian,
    headline="one term on the diagonal",
    sentence="The entries off the diagonal are right; those on it have one term of two.",
    why="on the diagonal stands the output alone, or its square alone. The derivation has a"
    " difference there.",
    right="The shape and every entry off the diagonal.",
    hints=(
        "Let all of the probability be on S[0]. What should the whole Jacobian be, and what is its"
        " diagonal?",
        "The outputs add up to 1 whatever x is. What should a column of the Jacobian add up to?",
    ),
    constants=(2.0, 1.0),
)
def one_term_on_the_diagonal(x, power):
    return _with_diagonal(x, softmax(x) ** power)


@mistake(
    softmax_jacobian,
    headline="one side is 0",
    sentence="On one side of the diagonal all entries come out as 0.",
    why="one side of the diagonal is filled, and the diagonal itself. The other side holds zeros.",
    right="The shape, the diagonal, and the entries on one side of it.",
    hints=(
        "Print the result for x = [0, 1, 2]. Which pairs of i and j does the code fill in, and"
        " which does it not?",
        "Which entry says how S[0] answers to x[1], and which one how S[1] answers to x[0]?",
    ),
    constants=(0.0, 1.0),
)
def one_side_of_the_diagonal(x, lower):
    jacobian = softmax_jacobian(x)
    return np.tril(jacobian) if lower else np.triu(jacobian)
