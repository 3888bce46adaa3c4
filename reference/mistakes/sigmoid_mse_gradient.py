"""What students write in the place of `sigmoid_mse_gradient`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.sigmoid import sigmoid
from reference.formulas.sigmoid_derivative import sigmoid_derivative
from reference.formulas.sigmoid_mse_gradient import sigmoid_mse_gradient
from reference.mistakes.sigmoid import exponential_in_the_numerator


def _twice(pair):
    return tuple(2 * part for part in pair)


@mistake(
    sigmoid_mse_gradient,
    kind="convention",
    convention={"factor": "one"},
    headline="twice the right one",
    sentence="dw and db are 2 times the right ones.",
    why="this is the gradient of the whole mean of the squared errors. This assignment asks for"
    " that of half of it. Both are in use.",
    converse="this is the gradient of half the mean of the squared errors. This assignment asks"
    " for that of the whole of it. Both are in use.",
    carry=lambda form, w, b, X, y: _twice(form(w, b, X, y)),
    instead_of=("half", "twice"),
    right="The shapes, the signs, and the proportions between the entries.",
    hints=(
        "Which number stands before the sum in the loss of the statement? What becomes of it"
        " beside the 2 of the derivative of a square?",
    ),
    action="answer the hint, change sigmoid_mse_gradient only, and run",
)
def gradient_of_the_whole_mean(w, b, X, y):
    return _twice(sigmoid_mse_gradient(w, b, X, y))


def _of(per_sample, X):
    """(dw, db) from the derivatives by the scores, N times as large, (N,)."""
    return X.T @ per_sample / len(X), per_sample.mean()


def _error(w, b, X, y):
    return sigmoid(X @ w + b) - y


@mistake(
    sigmoid_mse_gradient,
    headline="sigmoid's slope missing",
    sentence="One factor of the chain rule is missing: the slope of the sigmoid.",
    why="the errors are multiplied by X directly. That is the gradient of the cross-entropy; with"
    " this loss the slope does not cancel (notes 000, section 5).",
    right="The errors, the mean over the samples, and the place of X.",
    hints=(
        "Through which quantities does w reach the loss, one after the other? Which derivative"
        " belongs to each step?",
        "A sample with the score 20 and the label 0: does its loss change much with w?",
    ),
    constants=(1.0, 2.0),
)
def slope_missing(w, b, X, y, factor):
    return _of(factor * _error(w, b, X, y), X)


@mistake(
    sigmoid_mse_gradient,
    headline="slope of another quantity",
    sentence="The slope of the sigmoid is taken at another place, or with another formula.",
    why="the scores are put into the formula for the slope, or the slope is taken at the outputs,"
    " or is that of tanh.",
    right="The errors, the mean over the samples, and the place of X.",
    hints=("Which quantity belongs in the formula for the slope: the score, or the output?",),
    constants=(0.0, 1.0, 2.0),
)
def slope_of_another_quantity(w, b, X, y, form):
    z = X @ w + b
    a = sigmoid(z)
    slopes = (z * (1 - z), sigmoid_derivative(a), 1 - a**2)
    return _of((a - y) * slopes[int(form)], X)


@mistake(
    sigmoid_mse_gradient,
    headline="one factor of the slope",
    sentence="The slope of the sigmoid is a product of two factors; one of them is missing.",
    why="each error is multiplied by the output alone, or by 1 minus the output alone.",
    right="The errors, the mean over the samples, and the place of X.",
    hints=(
        "How steep is the sigmoid at z = 10, and how steep at z = -10? By what are the errors"
        " multiplied there?",
    ),
    constants=(0.0, 1.0),
)
def one_factor_of_the_slope(w, b, X, y, opposite):
    a = sigmoid(X @ w + b)
    return _of((a - y) * (1 - a if opposite else a), X)


@mistake(
    sigmoid_mse_gradient,
    headline="plus in the slope",
    sentence="The slope of the sigmoid has one sign exchanged.",
    why="in the slope, the output is added to 1. On paper it is subtracted.",
    right="The errors, the mean over the samples, and the place of X.",
    hints=("How steep is the sigmoid at z = 10? By what is the error multiplied there?",),
)
def plus_in_the_slope(w, b, X, y):
    a = sigmoid(X @ w + b)
    return _of((a - y) * a * (1 + a), X)


@mistake(
    sigmoid_mse_gradient,
    headline="the slope enters twice",
    sentence="One factor too many: the slope of the sigmoid is there two times.",
    why="each error is multiplied by the square of the slope.",
    right="The errors, the mean over the samples, and the place of X.",
    hints=("How many times does the chain from w to the loss go through the sigmoid?",),
)
def slope_twice(w, b, X, y):
    return _of(_error(w, b, X, y) * sigmoid_derivative(X @ w + b) ** 2, X)


@mistake(
    sigmoid_mse_gradient,
    headline="errors without sign",
    sentence="Samples of both classes pull in the same direction.",
    why="the errors are squared, or taken without their sign, before X is multiplied.",
    hints=("What sign does the error of a sample of class 1 have, and what sign that of class 0?",),
    constants=(0.0, 1.0),
)
def errors_without_sign(w, b, X, y, squared):
    error = _error(w, b, X, y)
    size = error**2 if squared else np.abs(error)
    return _of(size * sigmoid_derivative(X @ w + b), X)


@mistake(
    sigmoid_mse_gradient,
    headline="the error is missing",
    sentence="The labels do not enter as they should: the slope or the output stands alone.",
    why="where the error belongs stands the output, or nothing at all.",
    hints=("Exchange all labels. Should the gradient change? Does it?",),
    constants=(0.0, 1.0),
)
def error_missing(w, b, X, y, output):
    z = X @ w + b
    return _of((sigmoid(z) if output else 1.0) * sigmoid_derivative(z), X)


@mistake(
    sigmoid_mse_gradient,
    headline="the sigmoid is missing",
    sentence="The scores are compared with the labels, not the outputs.",
    why="the sigmoid is not applied. The result is the gradient of a linear regression.",
    hints=("Print a for some samples. Is it between 0 and 1?",),
    constants=(0.0, 1.0),
)
def scores_for_outputs(w, b, X, y, with_the_slope):
    z = X @ w + b
    return _of((z - y) * (sigmoid_derivative(z) if with_the_slope else 1.0), X)


@mistake(
    sigmoid_mse_gradient,
    headline="a product of means",
    sentence="Means over the samples are multiplied, not averaged products.",
    why="the mean over the samples is taken before the product. Which sample has which error is"
    " lost.",
    hints=("Is the mean of a product the product of the means?",),
    constants=(0.0, 1.0),
)
def product_of_the_means(w, b, X, y, form):
    error, slope = _error(w, b, X, y), sigmoid_derivative(X @ w + b)
    if form:
        return X.T @ error / len(y) * slope.mean(), error.mean() * slope.mean()
    return X.mean(axis=0) * (error * slope).mean(), (error * slope).mean()


@mistake(
    sigmoid_mse_gradient,
    headline="X is missing",
    sentence="All entries of dw are equal.",
    why="the inputs do not enter dw; every weight gets the sum or the mean of the errors.",
    hints=("How does the score of a sample change when w[0] grows by 1? And when w[1] does?",),
    constants=(0.0, 1.0),
)
def inputs_missing(w, b, X, y, summed):
    _, db = sigmoid_mse_gradient(w, b, X, y)
    return (len(y) if summed else 1) * db + 0 * w, db


@mistake(
    sigmoid_mse_gradient,
    headline="no slope in db",
    sentence="dw is right; in db the slope of the sigmoid is missing.",
    why="db is the mean of the errors alone. Between the bias and the output there is the sigmoid,"
    " too.",
    right="All of dw.",
    hints=("Through which quantities does b reach the loss? Compare with w.",),
)
def no_slope_in_db(w, b, X, y):
    dw, _ = sigmoid_mse_gradient(w, b, X, y)
    return dw, _error(w, b, X, y).mean()


@mistake(
    sigmoid_mse_gradient,
    headline="one sample only",
    sentence="The gradient depends on one sample of the batch, the first or the last one.",
    why="in a loop over the samples, the result is returned after the first one, or is overwritten"
    " at each.",
    hints=("Change every row of X but one. Do dw and db both change?",),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def one_sample_only(w, b, X, y, form):
    rows = [-int(form % 2)]
    dw, db = sigmoid_mse_gradient(w, b, X[rows], y[rows])
    share = len(y) if form > 1 else 1
    return dw / share, db / share


@mistake(
    sigmoid_mse_gradient,
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
    dw, db = sigmoid_mse_gradient(w, b, X, 1 - y)
    return sign * dw, sign * db


@mistake(
    sigmoid_mse_gradient,
    headline="nan for large scores",
    sentence="Right for ordinary scores; nan once one is above 709.",
    why="exp of the score stands above and below the fraction line. exp(800) is beyond the largest"
    " float64 and becomes inf; inf / inf is nan.",
    hints=(
        "The gradient is made of X, y and outputs of the sigmoid. At which of them does the first"
        " nan appear?",
    ),
    only_extreme=True,
    inherits=exponential_in_the_numerator,
    inherited="The nan comes from sigmoid. The gradient is made of its output alone.",
)
def overflowing_sigmoid(w, b, X, y):
    a = exponential_in_the_numerator(X @ w + b)
    return _of((a - y) * a * (1 - a), X)


@mistake(
    sigmoid_mse_gradient,
    headline="the samples are added up",
    sentence="The terms of the samples are added up where their mean is asked for.",
    why="a sum over the samples is not divided by their number. It belongs to a loss that is a sum;"
    " here the loss is a mean.",
    right="The error of every sample.",
    hints=(
        "Put every sample into the batch twice. Should the gradient change? Does it?",
        "Follow one sample through the loss. What happens to its term at the very end?",
    ),
    constants=(1.0, 2.0),
)
def samples_added_up(w, b, X, y, factor):
    dw, db = sigmoid_mse_gradient(w, b, X, y)
    return factor * len(y) * dw, factor * len(y) * db


@mistake(
    sigmoid_mse_gradient,
    headline="divided by another number",
    sentence="Sums over the samples are divided by a number other than that of the samples.",
    why="the divisor is the number of features, that of all entries of X, N - 1 or N squared.",
    right="The error of every sample.",
    hints=(
        "With two samples of three features each, by which number should the sum over the samples"
        " be divided? By which one is it?",
    ),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def another_divisor(w, b, X, y, form):
    n, features = X.shape
    share = (n / features, 1 / features, n / np.float64(n - 1), 1 / n)[int(form)]
    dw, db = sigmoid_mse_gradient(w, b, X, y)
    return share * dw, share * db


@mistake(
    sigmoid_mse_gradient,
    headline="half of the right one",
    sentence="What is wrong is 1/2 times the right one.",
    why="a 1/2 stands before the sums, as it does in the loss. There it stands beside a square.",
    right="The shapes, the signs, and the proportions between the entries.",
    hints="What is the derivative of e^2 / 2 with respect to e?",
)
def half_left_in(w, b, X, y):
    dw, db = sigmoid_mse_gradient(w, b, X, y)
    return dw / 2, db / 2


@mistake(
    sigmoid_mse_gradient,
    headline="output and label added",
    sentence="The sum of output and label stands where their difference belongs.",
    why="the label is added to the output, so that the error of a sample is never negative.",
    right="The slope of the sigmoid.",
    hints=(
        "Take one sample with the label 1 and an output close to 1. What should its error be, and"
        " what is it?",
    ),
    constants=(1.0, 2.0),
)
def output_and_label_added(w, b, X, y, factor):
    a = sigmoid(X @ w + b)
    dw, db = _of((a + y) * a * (1 - a), X)
    return factor * dw, factor * db


@mistake(
    sigmoid_mse_gradient,
    headline="X in db",
    sentence="db is made of the entries of dw.",
    why="db is the sum or the mean of dw. The bias belongs to an input that is always 1.",
    right="All of dw.",
    hints=("How does the score of a sample change when b grows by 1? Does X matter for that?",),
    constants=(0.0, 1.0),
)
def bias_from_the_weights(w, b, X, y, summed):
    dw, _ = sigmoid_mse_gradient(w, b, X, y)
    return dw, dw.sum() if summed else dw.mean()


@mistake(
    sigmoid_mse_gradient,
    headline="a sum, and the wrong sign",
    sentence="A part of the result points the other way, and grows with the number of samples.",
    why="Two things come together. The difference of output and label is taken the wrong way round,"
    " and the samples are added up where their mean is asked for.",
    right="The size of the error of every sample.",
    hints=(
        "Take one sample with the label 1. Should a step of descent raise its score or lower it,"
        " and what does this gradient do?",
        "Put every sample into the batch twice. Should the gradient change? Does it?",
    ),
    constants=(1.0, 2.0),
)
def opposite_sign_and_a_sum(w, b, X, y, factor):
    dw, db = sigmoid_mse_gradient(w, b, X, y)
    return -factor * len(y) * dw, -factor * len(y) * db
