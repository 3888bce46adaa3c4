"""Two mistakes at once in the place of `log_softmax`."""

import numpy as np

from reference.formula import both
from reference.mistakes.log_softmax import (
    logarithm_to_the_base_two,
    maximum_in_the_sum_only,
    one_sum_over_all_rows,
    probabilities_returned,
    sum_without_its_logarithm,
)


@both(maximum_in_the_sum_only, one_sum_over_all_rows)
def lost_maximum_and_one_sum(x):
    return x - np.log(np.exp(x - x.max(axis=-1, keepdims=True)).sum())


@both(maximum_in_the_sum_only, sum_without_its_logarithm)
def lost_maximum_and_no_logarithm(x):
    return x - np.exp(x - x.max(axis=-1, keepdims=True)).sum(axis=-1, keepdims=True)


@both(one_sum_over_all_rows, logarithm_to_the_base_two)
def bits_with_one_sum(x):
    return one_sum_over_all_rows(x) / np.log(2)


@both(one_sum_over_all_rows, probabilities_returned)
def shares_of_one_sum(x):
    return np.exp(one_sum_over_all_rows(x))
