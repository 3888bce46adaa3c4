"""What students write in the place of `binary_cross_entropy_gradient`."""

import numpy as np

from reference.formula import both, mistake, terms
from reference.formulas.binary_cross_entropy_gradient import binary_cross_entropy_gradient
from reference.formulas.sigmoid import sigmoid
from reference.formulas.sigmoid_derivative import sigmoid_derivative
from reference.mistakes.sigmoid import exponential_in_the_numerator


def _of(error, X):
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
    return _of(sigmoid(X @ w + b), X)[0], _of(-y, X)[0], w


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
    return _of((sigmoid(z) - y) * sigmoid_derivative(z), X)


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
    return _of((1 - y) / sigmoid(-z) - y / sigmoid(z), X)


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
    return _of(X @ w + b - y, X)


@mistake(
    binary_cross_entropy_gradient,
    headline="the sigmoid taken twice",
    sentence="The outputs all lie between 0.5 and 0.73.",
    why="the sigmoid is applied to its own output.",
    hints=("How many times is the sigmoid applied on the way from z to the error?",),
)
def sigmoid_of_the_sigmoid(w, b, X, y):
    return _of(sigmoid(sigmoid(X @ w + b)) - y, X)


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
    return _of(np.where(z == 0, at_the_jump, z > 0) - y, X)


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
    return _of(error**2 if squared else np.abs(error), X)


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
    return _of(sign * (sigmoid(X @ w + b) - 1 + y), X)


@mistake(
    binary_cross_entropy_gradient,
    headline="a product of means",
    sentence="The mean of X and the mean of the errors are multiplied.",
    why="the means over the samples are taken before the product. Which sample has which error is"
    " lost.",
    right="All of db.",
    hints=(
        "Two samples with opposite errors: what is the mean of the errors, and what should dw be?",
        "Is the mean of a product the product of the means?",
    ),
)
def product_of_the_means(w, b, X, y):
    _, db = binary_cross_entropy_gradient(w, b, X, y)
    return X.mean(axis=0) * db, db


@mistake(
    binary_cross_entropy_gradient,
    headline="X is missing",
    sentence="All entries of dw are equal.",
    why="the inputs do not enter dw; every weight gets the sum or the mean of the errors.",
    right="The errors.",
    hints=("How does the score of a sample change when w[0] grows by 1? And when w[1] does?",),
    constants=(0.0, 1.0),
)
def inputs_missing(w, b, X, y, summed):
    _, db = binary_cross_entropy_gradient(w, b, X, y)
    return (len(y) if summed else 1) * db + 0 * w, db


@mistake(
    binary_cross_entropy_gradient,
    headline="X in db",
    sentence="db is made of the entries of dw.",
    why="db is the sum or the mean of dw. The bias belongs to an input that is always 1.",
    right="All of dw.",
    hints=("How does the score of a sample change when b grows by 1? Does X matter for that?",),
    constants=(0.0, 1.0),
)
def bias_from_the_weights(w, b, X, y, summed):
    dw, _ = binary_cross_entropy_gradient(w, b, X, y)
    return dw, dw.sum() if summed else dw.mean()


@mistake(
    binary_cross_entropy_gradient,
    headline="one sample only",
    sentence="The gradient depends on one sample of the batch, the first or the last one.",
    why="in a loop over the samples, the result is returned after the first one, or is overwritten"
    " at each.",
    hints=("Change every row of X but one. Do dw and db both change?",),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def one_sample_only(w, b, X, y, form):
    rows = [-int(form % 2)]
    dw, db = binary_cross_entropy_gradient(w, b, X[rows], y[rows])
    share = len(y) if form > 1 else 1
    return dw / share, db / share


@mistake(
    binary_cross_entropy_gradient,
    headline="one sample left out",
    sentence="One sample of the batch, the last or the first one, does not enter.",
    why="the sum over the samples has one term too few.",
    hints=("Change the last row of X, then the first one. Do dw and db change each time?",),
    constants=(0.0, 1.0),
)
def one_sample_left_out(w, b, X, y, form):
    error = sigmoid(X @ w + b) - y
    error[0 if form else -1] = 0
    return _of(error, X)


@mistake(
    binary_cross_entropy_gradient,
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
    return _of(exponential_in_the_numerator(X @ w + b) - y, X)


@mistake(
    binary_cross_entropy_gradient,
    headline="db is always 0",
    sentence="dw is right; db is 0.",
    why="db comes back as 0. The bias would never learn anything.",
    right="All of dw.",
    hints=("Raise b by 0.01. Does the loss change? What does db say about it?",),
)
def no_gradient_of_the_bias(w, b, X, y):
    dw, db = binary_cross_entropy_gradient(w, b, X, y)
    return dw, 0 * db


@mistake(
    binary_cross_entropy_gradient,
    headline="samples of one class only",
    sentence="The samples of the other class do not enter.",
    why="the errors are multiplied by the labels, or by 1 minus the labels, or a class is picked"
    " out. What is left comes from one of the two terms of the loss.",
    right="The errors of one of the classes.",
    hints=("Change a row of X with y = 0, then one with y = 1. Do dw and db change each time?",),
    constants=(1.0, 0.0, 3.0, 2.0),
)
def one_class_only(w, b, X, y, form):
    counts = y if form % 2 else 1 - y
    dw, db = _of((sigmoid(X @ w + b) - y) * counts, X)
    share = np.mean(counts) or np.nan if form > 1 else 1.0
    return dw / share, db / share


@mistake(
    binary_cross_entropy_gradient,
    headline="w where X belongs",
    sentence="db is right; in dw the errors are multiplied by the weights.",
    why="dw is the mean, or the sum, of the errors times w. A weight changes the score of a sample"
    " by as much as its input, not by itself.",
    right="All of db.",
    hints=("With w = 0, should dw be 0? Is it?",),
    constants=(0.0, 1.0),
)
def weights_for_the_inputs(w, b, X, y, summed):
    _, db = binary_cross_entropy_gradient(w, b, X, y)
    return (len(y) if summed else 1) * db * w, db


@mistake(
    binary_cross_entropy_gradient,
    headline="db times b",
    sentence="dw is right; db has b as a factor.",
    why="the mean of the errors is multiplied by b. The bias is added to the score as it is.",
    right="All of dw.",
    hints=("With b = 0, should db be 0? Is it?",),
)
def bias_as_a_factor(w, b, X, y):
    dw, db = binary_cross_entropy_gradient(w, b, X, y)
    return dw, db * b


@mistake(
    binary_cross_entropy_gradient,
    headline="the samples are added up",
    sentence="Parts of the samples are added up where their mean is asked for.",
    why="a sum over the samples is not divided by their number. It belongs to a loss that is a sum;"
    " here the loss is a mean.",
    right="The error of every sample.",
    hints=(
        "Put every sample into the batch twice. Should the gradient change? Does it?",
        "Follow one sample through the loss. What happens to its term at the very end?",
    ),
)
def samples_added_up(w, b, X, y):
    dw, db = binary_cross_entropy_gradient(w, b, X, y)
    return len(y) * dw, len(y) * db


@mistake(
    binary_cross_entropy_gradient,
    headline="divided by another number",
    sentence="Sums over the samples are divided by a number other than that of the samples.",
    why="the divisor is the number of features, that of all entries of X, 2N, N - 1 or N squared.",
    right="The error of every sample.",
    hints=(
        "With two samples of three features each, by which number should the sum over the samples"
        " be divided? By which one is it?",
    ),
    constants=(0.0, 1.0, 2.0, 3.0, 4.0),
)
def another_divisor(w, b, X, y, form):
    n, features = X.shape
    share = (n / features, 1 / features, n / np.float64(n - 1), 1 / n, 0.5)[int(form)]
    dw, db = binary_cross_entropy_gradient(w, b, X, y)
    return share * dw, share * db


@mistake(
    binary_cross_entropy_gradient,
    headline="nan: divided by a (1 - a)",
    sentence="Right for ordinary scores; nan once an output is rounded to 1, or to 0.",
    why="each sample is divided by a and 1 - a, and multiplied by both again. From a score of 37 on"
    " the output is rounded to 1, and 0 / 0 is nan.",
    hints=(
        "Let a sample have y = 1 and the score 40. What is 1 - a in the code, and what is divided"
        " by it?",
        "Multiply the two factors of the chain rule on paper, before any number is put in. What is"
        " left?",
    ),
    only_extreme=True,
)
def slope_divided_out(w, b, X, y):
    a = sigmoid(X @ w + b)
    return _of(((1 - y) / (1 - a) - y / a) * a * (1 - a), X)


# --- two at once ---------------------------------------------------------------------------------


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


@mistake(
    binary_cross_entropy_gradient,
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
)
def opposite_sign_and_a_sum(w, b, X, y):
    dw, db = binary_cross_entropy_gradient(w, b, X, y)
    return -len(y) * dw, -len(y) * db
