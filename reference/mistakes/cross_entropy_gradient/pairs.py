"""Two mistakes at once in the place of `cross_entropy_gradient`."""

import numpy as np

from reference.formula import both
from reference.formulas.softmax import softmax
from reference.mistakes.cross_entropy_gradient import (
    gradient_with_logistic_probabilities,
    gradient_with_one_softmax,
    label_of_largest_weight,
)
from reference.mistakes.cross_entropy_gradient.batch_and_axes import (
    gradient_with_softmax_along_the_first_axis,
    labels_divided_alone,
)
from reference.mistakes.cross_entropy_gradient.chain_rule import times_the_probability
from reference.mistakes.cross_entropy_gradient.exponentials import (
    gradient_with_softmax_applied_twice,
)
from reference.mistakes.softmax import every_entry_by_itself, one_sum_for_the_whole_array


@both(gradient_with_softmax_along_the_first_axis, labels_divided_alone)
def first_axis_and_labels_divided_alone(logits, Y):
    return softmax(logits.T).T - Y / len(Y)


@both(gradient_with_softmax_along_the_first_axis, label_of_largest_weight)
def first_axis_and_hard_labels(logits, Y):
    return (softmax(logits.T).T - _hard(Y)) / len(Y)


@both(gradient_with_one_softmax, labels_divided_alone)
def one_softmax_and_labels_divided_alone(logits, Y):
    return one_sum_for_the_whole_array(logits) - Y / len(Y)


@both(gradient_with_one_softmax, label_of_largest_weight)
def one_softmax_and_hard_labels(logits, Y):
    return (one_sum_for_the_whole_array(logits) - _hard(Y)) / len(Y)


@both(gradient_with_logistic_probabilities, labels_divided_alone)
def logistic_probabilities_and_labels_divided_alone(logits, Y):
    return every_entry_by_itself(logits) - Y / len(Y)


@both(gradient_with_logistic_probabilities, label_of_largest_weight)
def logistic_probabilities_and_hard_labels(logits, Y):
    return (every_entry_by_itself(logits) - _hard(Y)) / len(Y)


@both(gradient_with_softmax_applied_twice, labels_divided_alone)
def softmax_twice_and_labels_divided_alone(logits, Y):
    return softmax(softmax(logits)) - Y / len(Y)


@both(gradient_with_softmax_applied_twice, label_of_largest_weight)
def softmax_twice_and_hard_labels(logits, Y):
    return (softmax(softmax(logits)) - _hard(Y)) / len(Y)


@both(label_of_largest_weight, labels_divided_alone)
def hard_labels_divided_alone(logits, Y):
    return softmax(logits) - _hard(Y) / len(Y)


@both(label_of_largest_weight, times_the_probability)
def hard_labels_times_the_probability(logits, Y):
    p = softmax(logits)
    return (p - _hard(Y)) * p / len(Y)


def _hard(Y):
    """1 at the largest label of each sample, 0 elsewhere."""
    return np.eye(Y.shape[1])[Y.argmax(axis=1)]
