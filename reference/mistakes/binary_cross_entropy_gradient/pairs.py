"""Two mistakes at once in the place of `binary_cross_entropy_gradient`."""

import numpy as np

from reference.formula import both
from reference.formulas.sigmoid import sigmoid
from reference.mistakes.binary_cross_entropy_gradient import (
    classes_exchanged,
    sigmoid_of_the_sigmoid,
    slope_left_in,
)
from reference.mistakes.binary_cross_entropy_gradient.factors import inputs_missing


@both(classes_exchanged, slope_left_in)
def classes_exchanged_with_the_slope(w, b, X, y):
    a = sigmoid(X @ w + b)
    error = (a - (1 - y)) * a * (1 - a) / len(y)
    return X.T @ error, error.sum()


@both(sigmoid_of_the_sigmoid, slope_left_in)
def sigmoid_twice_with_the_slope(w, b, X, y):
    a = sigmoid(sigmoid(X @ w + b))
    error = (a - y) * a * (1 - a) / len(y)
    return X.T @ error, error.sum()


@both(slope_left_in, inputs_missing)
def slope_without_the_inputs(w, b, X, y):
    a = sigmoid(X @ w + b)
    error = ((a - y) * a * (1 - a)).mean()
    return np.full(len(w), error), error
