"""What students write in the place of `linear`."""

import numpy as np

from reference.formula import mistake, terms
from reference.formulas.linear import linear
from reference.formulas.sigmoid import sigmoid
from reference.formulas.softmax import softmax


@terms(
    linear,
    names=("the product of X and W", "the bias"),
    says="Every output is a sum of two terms:",
    hints="With X = 0, what is left of the output? And with b = 0?",
)
def product_and_bias(X, W, b):
    return X @ W, b


@mistake(
    linear,
    headline="an activation is applied",
    sentence="The outputs went through another function: ReLU, sigmoid, tanh or softmax.",
    why="the result is not the linear layer alone; an activation follows it.",
    right="The outputs, before the activation.",
    hints=(
        "Double X and b. Should the output double? Does it?",
        "Which values can the output have on paper, and which ones does it have in the code?",
    ),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def activation_applied(X, W, b, which):
    Y = linear(X, W, b)
    activations = (lambda Z: np.maximum(Z, 0), sigmoid, np.tanh, softmax)
    return activations[int(which)](Y)


@mistake(
    linear,
    headline="b added to the weights",
    sentence="The bias goes through the product with X.",
    why="b is added to W before the product, so that each output gets b times the sum of its"
    " inputs.",
    hints=(
        "With X = 0, what should the output be, and what is it?",
        "In which order are the product and the sum taken, on paper and in the code?",
    ),
)
def bias_in_the_weights(X, W, b):
    return X @ (W + b)


@mistake(
    linear,
    headline="b as a factor",
    sentence="The product is multiplied by the bias.",
    why="the bias is a factor of the output and not a term of it.",
    hints=("With b = 0, what should the output be, and what is it?",),
)
def bias_as_a_factor(X, W, b):
    return X @ W * b


@mistake(
    linear,
    headline="one bias for all outputs",
    sentence="All outputs are shifted by the same number.",
    why="the sum of the biases, their mean, or the first or the last of them, is added to every"
    " output.",
    right="The product of X and W.",
    hints=("How many biases does a layer with three outputs have, and how many does it need?",),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def one_bias_for_all(X, W, b, which):
    return X @ W + (b[0], b.sum(), b.mean(), b[-1])[int(which)]


@mistake(
    linear,
    headline="one feature left out",
    sentence="One of the features, the last or the first one, has no effect.",
    why="the sum over the features has one term too few.",
    right="The bias, and the other terms of the sum.",
    hints=("Change the last column of X, then the first one. Does the output change each time?",),
    constants=(0.0, 1.0),
)
def one_feature_left_out(X, W, b, first):
    return X[:, 1:] @ W[1:] + b if first else X[:, :-1] @ W[:-1] + b


@mistake(
    linear,
    headline="one feature only",
    sentence="The sum has one term: that of the last feature, or of the first one.",
    why="in a loop over the features, the output is overwritten at each of them, or returned after"
    " the first one.",
    right="The bias.",
    hints=("Change every column of X but one. Does the output change?",),
    constants=(0.0, 1.0),
)
def one_feature_only(X, W, b, first):
    return X[:, :1] @ W[:1] + b if first else X[:, -1:] @ W[-1:] + b


@mistake(
    linear,
    headline="one sample left at 0",
    sentence="The last row of the output, or the first one, is 0.",
    why="a loop over the samples ends one too early, or begins one too late.",
    right="All other rows.",
    hints=("What values does the index take in the loop over three samples? Print them.",),
    constants=(0.0, 1.0),
)
def one_sample_left_at_zero(X, W, b, first):
    Y = linear(X, W, b)
    Y[0 if first else -1] = 0
    return Y


@mistake(
    linear,
    headline="digits after the point cut",
    sentence="Every output is a whole number.",
    why="the inputs or the outputs are turned into integers, or the outputs rounded. What stands"
    " after the point is lost.",
    hints=("What dtype do X, W and the array that takes the output have?",),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def whole_numbers(X, W, b, which):
    if which == 3:
        return np.trunc(X) @ np.trunc(W) + np.trunc(b)
    return (np.trunc, np.round, np.floor)[int(which)](linear(X, W, b))


@mistake(
    linear,
    headline="the biases are reversed",
    sentence="Each output gets the bias of another one, in the opposite order.",
    why="the order of the biases is reversed before they are added.",
    right="The product of X and W.",
    hints=("With X = 0, what should the output be, and what is it?",),
)
def biases_reversed(X, W, b):
    return X @ W + b[::-1]


@mistake(
    linear,
    headline="the inputs change places",
    sentence="The weights meet inputs that are not their own.",
    why="the inputs are reshaped on the way to the product, and their entries come to stand at"
    " other places than before.",
    right="The bias.",
    hints=(
        "Print the inputs of two samples before the reshaping and after it. Does each row still"
        " hold one sample, in the same order?",
        "In which order does reshape read the entries of an array, and which axis should it leave"
        " as it is?",
    ),
    constants=(0.0, 1.0),
)
def inputs_at_other_places(X, W, b, by_columns):
    n, features = X.shape
    if not by_columns:
        return X.reshape(features, n).T @ W + b
    # What reading in Fortran order gives where the features of a sample stand in two rows.
    rows = X.reshape(n, 2 - features % 2, -1)
    return rows.transpose(0, 2, 1).reshape(n, features) @ W + b


@mistake(
    linear,
    headline="minus b, and an activation",
    sentence="The bias has the opposite sign, and another function follows the layer.",
    why="two things come together: the bias is subtracted, and the result goes through ReLU,"
    " sigmoid or tanh.",
    right="The product of X and W.",
    hints=(
        "With X = 0, what should the output be, and what is it?",
        "Which values can the output have on paper, and which ones does it have in the code?",
    ),
    constants=(0.0, 1.0, 2.0),
)
def bias_subtracted_before_an_activation(X, W, b, which):
    return activation_applied.forms[int(which)](X, W, -b)
