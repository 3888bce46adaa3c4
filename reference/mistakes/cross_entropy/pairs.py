"""Two mistakes at once in the place of `cross_entropy`."""

import numpy as np

from reference.formula import both
from reference.formulas.log_softmax import log_softmax
from reference.formulas.softmax import softmax
from reference.mistakes.cross_entropy import (
    largest_label_only,
    logarithm_to_base_two,
    mean_over_all_entries,
    softmax_applied_twice,
    softmax_over_the_whole_batch,
    sum_over_samples,
)
from reference.mistakes.cross_entropy.extremes import softmax_along_the_first_axis
from reference.mistakes.softmax import one_sum_for_the_whole_array


@both(logarithm_to_base_two, sum_over_samples)
def bits_of_all_samples(logits, Y):
    return -(Y * log_softmax(logits)).sum() / np.log(2)


@both(logarithm_to_base_two, mean_over_all_entries)
def bits_over_all_entries(logits, Y):
    return -(Y * log_softmax(logits)).mean() / np.log(2)


@both(softmax_along_the_first_axis, mean_over_all_entries)
def first_axis_and_all_entries(logits, Y):
    return -(Y * log_softmax(logits.T).T).mean()


@both(softmax_applied_twice, mean_over_all_entries)
def softmax_twice_and_all_entries(logits, Y):
    return -(Y * log_softmax(softmax(logits))).mean()


@both(largest_label_only, logarithm_to_base_two)
def bits_of_hard_labels(logits, Y):
    return largest_label_only(logits, Y) / np.log(2)


@both(softmax_along_the_first_axis, largest_label_only)
def first_axis_and_hard_labels(logits, Y):
    return _of_hard_labels(log_softmax(logits.T).T, Y)


@both(softmax_along_the_first_axis, logarithm_to_base_two)
def bits_along_the_first_axis(logits, Y):
    return -(Y * log_softmax(logits.T).T).sum() / len(Y) / np.log(2)


@both(softmax_over_the_whole_batch, largest_label_only)
def one_softmax_and_hard_labels(logits, Y):
    return _of_hard_labels(np.log(one_sum_for_the_whole_array(logits)), Y)


@both(softmax_over_the_whole_batch, logarithm_to_base_two)
def bits_of_one_softmax(logits, Y):
    return -(Y * np.log(one_sum_for_the_whole_array(logits))).sum() / len(Y) / np.log(2)


def _of_hard_labels(log_p, Y):
    """The mean loss of the class with the largest label."""
    return -log_p[np.arange(len(Y)), Y.argmax(axis=1)].mean()
