"""Two mistakes at once in the place of `softmax_vjp`."""

from reference.formula import both
from reference.formulas.softmax import softmax
from reference.mistakes.softmax_vjp import (
    inputs_alone,
    one_sum_of_all_rows,
    outer_factor_missing,
    sum_added,
    sum_missing,
)
from reference.mistakes.softmax_vjp.factors import squares_of_the_outputs
from reference.mistakes.softmax_vjp.outputs_and_sums import softmax_of_softmax


@both(softmax_of_softmax, sum_missing)
def softmax_of_softmax_without_the_sum(x, g):
    return softmax(softmax(x)) * g


@both(softmax_of_softmax, sum_added)
def softmax_of_softmax_and_a_plus(x, g):
    s = softmax(softmax(x))
    return s * (g + (s * g).sum(axis=-1, keepdims=True))


@both(inputs_alone, sum_missing)
def inputs_without_the_sum(x, g):
    return x * g


@both(inputs_alone, sum_added)
def inputs_and_a_plus(x, g):
    return x * (g + (x * g).sum(axis=-1, keepdims=True))


@both(one_sum_of_all_rows, sum_added)
def one_sum_of_all_rows_added(x, g):
    s = softmax(x)
    return s * (g + (s * g).sum())


@both(inputs_alone, one_sum_of_all_rows)
def inputs_and_one_sum(x, g):
    return x * (g - (x * g).sum())


@both(softmax_of_softmax, one_sum_of_all_rows)
def softmax_of_softmax_and_one_sum(x, g):
    return one_sum_of_all_rows(softmax(x), g)


@both(inputs_alone, outer_factor_missing)
def inputs_without_the_outer_factor(x, g):
    return g - (x * g).sum(axis=-1, keepdims=True)


@both(softmax_of_softmax, outer_factor_missing)
def softmax_of_softmax_without_the_outer_factor(x, g):
    return outer_factor_missing(softmax(x), g)


@both(one_sum_of_all_rows, outer_factor_missing)
def one_sum_without_the_outer_factor(x, g):
    return g - (softmax(x) * g).sum()


@both(squares_of_the_outputs, one_sum_of_all_rows)
def squares_of_all_rows(x, g):
    s = softmax(x)
    return s * (g - (s * s).sum())
