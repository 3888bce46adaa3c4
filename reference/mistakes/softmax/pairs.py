"""Two mistakes at once in the place of `softmax`."""

import numpy as np

from reference.formula import both
from reference.mistakes.softmax import one_sum_for_the_whole_array, sum_along_the_first_axis
from reference.mistakes.softmax.exponents import exponents_with_a_minus
from reference.mistakes.softmax.inputs_and_base import another_base


@both(exponents_with_a_minus, one_sum_for_the_whole_array)
def a_minus_and_one_sum(x):
    return one_sum_for_the_whole_array(-x)


@both(another_base, sum_along_the_first_axis)
def powers_of_two_along_the_first_axis(x):
    return sum_along_the_first_axis(np.log(2) * x)
