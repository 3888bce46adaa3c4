"""What students write in the place of `binary_cross_entropy_gradient`: the usual mistakes."""

import numpy as np

from reference.formula import mistake, terms
from reference.formulas.binary_cross_entropy_gradient import binary_cross_entropy_gradient
from reference.formulas.sigmoid import sigmoid
from reference.formulas.sigmoid_derivative import sigmoid_derivative


def parts_of(error, X):
    """(dw, db) from what stands in the place of the errors a − y, (N,)."""
    return X.T @ error / len(X), error.mean()


@terms(
    binary_cross_entropy_gradient,
    part="dw",
    names=("the outputs times X", "the labels times X"),
    besides=("the weights",),
    says="Expanded, dw is a sum of two terms:",
    hints="With all labels 0, which of the two terms is left in dw?",
)
def terms_of_dw(w, b, X, y):
    return parts_of(sigmoid(X @ w + b), X)[0], parts_of(-y, X)[0], w


@terms(
    binary_cross_entropy_gradient,
    part="db",
    names=("the outputs", "the labels"),
    says="db is a sum of two terms:",
    hints="With all labels 0, which of the two terms is left in db?",
)
def terms_of_db(w, b, X, y):
    return sigmoid(X @ w + b).mean(), -y.mean()


@mistake(
    binary_cross_entropy_gradient,
    headline="sigmoid's slope left in",
    sentence="Every sample counts with one factor too many, the slope of the sigmoid.",
    why="each error is multiplied by the slope of the sigmoid. That is the gradient of the mean"
    " squared error; with this loss the slope cancels (notes 000, section 5).",
    right="The errors, the mean over the samples, and the place of X.",
    hints=(
        "The derivative of the loss with respect to a has a (1 - a) below the line. What does it"
        " meet in the chain rule?",
        "A sample of class 1 has the output 0.001. Should its part of the gradient be large or"
        " small?",
    ),
)
def slope_left_in(w, b, X, y):
    z = X @ w + b
    return parts_of((sigmoid(z) - y) * sigmoid_derivative(z), X)


@mistake(
    binary_cross_entropy_gradient,
    headline="the chain stops at a",
    sentence="One factor of the chain rule is missing: the slope of the sigmoid.",
    why="the derivative of the loss with respect to the outputs is multiplied by X directly."
    " Between the outputs and the weights there is still the sigmoid.",
    hints=(
        "Through which quantities does w reach the loss, one after the other? Which derivative"
        " belongs to each step?",
    ),
)
def chain_stops_at_the_output(w, b, X, y):
    z = X @ w + b
    return parts_of((1 - y) / sigmoid(-z) - y / sigmoid(z), X)


@mistake(
    binary_cross_entropy_gradient,
    headline="the sigmoid is missing",
    sentence="The scores are compared with the labels, not the outputs.",
    why="the sigmoid is not applied. The result is the gradient of a linear regression.",
    hints=(
        "With a score of 5 and a label of 1, in which direction should the weights move, and how"
        " far?",
        "Print a for some samples. Is it between 0 and 1?",
    ),
)
def scores_for_outputs(w, b, X, y):
    return parts_of(X @ w + b - y, X)


@mistake(
    binary_cross_entropy_gradient,
    headline="the sigmoid taken twice",
    sentence="The outputs all lie between 0.5 and 0.73.",
    why="the sigmoid is applied to its own output.",
    hints=("How many times is the sigmoid applied on the way from z to the error?",),
)
def sigmoid_of_the_sigmoid(w, b, X, y):
    return parts_of(sigmoid(sigmoid(X @ w + b)) - y, X)


@mistake(
    binary_cross_entropy_gradient,
    headline="outputs rounded to classes",
    sentence="Only samples on the wrong side count, each of them in full.",
    why="the outputs are rounded to 0 or 1 before the labels are subtracted. That is the rule of"
    " the perceptron.",
    hints=(
        "A sample of class 1 has the output 0.6. Does it still pull at the weights, on paper and in"
        " the code?",
    ),
    constants=(0.0, 1.0),
)
def outputs_rounded(w, b, X, y, at_the_jump):
    z = X @ w + b
    return parts_of(np.where(z == 0, at_the_jump, z > 0) - y, X)


@mistake(
    binary_cross_entropy_gradient,
    headline="errors without sign",
    sentence="Samples of both classes pull in the same direction.",
    why="the errors are squared, or taken without their sign, before X is multiplied.",
    hints=("What sign does the error of a sample of class 1 have, and what sign that of class 0?",),
    constants=(0.0, 1.0),
)
def errors_without_sign(w, b, X, y, squared):
    error = sigmoid(X @ w + b) - y
    return parts_of(error**2 if squared else np.abs(error), X)


@mistake(
    binary_cross_entropy_gradient,
    headline="the classes exchanged",
    sentence="The result is the gradient for opposite labels, or for opposite scores.",
    why="samples of class 1 are treated as samples of class 0, and the other way round.",
    hints=(
        "A sample of class 1 has the output 0.99. Should its part of the gradient be large or"
        " small?",
    ),
    constants=(1.0, -1.0),
)
def classes_exchanged(w, b, X, y, sign):
    return parts_of(sign * (sigmoid(X @ w + b) - 1 + y), X)
