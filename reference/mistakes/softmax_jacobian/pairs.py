"""Two mistakes at once in the place of `softmax_jacobian`."""

import numpy as np

from reference.formula import both
from reference.formulas.softmax import softmax
from reference.mistakes.softmax_jacobian import (
    column_index_twice,
    identity_on_the_diagonal,
    only_the_diagonal,
    plus_off_the_diagonal,
    products_everywhere,
    the_diagonal_as_a_vector,
)
from reference.mistakes.softmax_jacobian.diagonal import one_factor_on_the_diagonal
from reference.mistakes.softmax_jacobian.factors import inputs_alone, products_added
from reference.mistakes.softmax_jacobian.outputs import softmax_of_softmax


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


@both(one_factor_on_the_diagonal, plus_off_the_diagonal)
def one_factor_on_the_diagonal_and_a_plus_off_it(x):
    s = softmax(x)
    return np.outer(s, s) + np.diag(1 - s - s**2)


@both(identity_on_the_diagonal, products_added)
def identity_and_a_plus(x):
    s = softmax(x)
    return np.eye(len(s)) + np.outer(s, s)


@both(products_everywhere, plus_off_the_diagonal)
def products_with_a_plus_off_the_diagonal(x):
    s = softmax(x)
    return np.outer(s, s) - np.diag(2 * s**2)
