"""What students write in the place of `sigmoid_mse`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.sigmoid import sigmoid
from reference.formulas.sigmoid_mse import sigmoid_mse
from reference.mistakes.sigmoid import exponential_in_the_numerator


@mistake(
    sigmoid_mse,
    kind="convention",
    convention={"factor": "one"},
    headline="twice the right one",
    sentence="The loss is 2 times the one that is asked for.",
    why="the whole mean of the squared errors is taken. This assignment asks for half of it. Both"
    " are in use.",
    converse="half the mean of the squared errors is taken. This assignment asks for the whole of"
    " it. Both are in use.",
    carry=lambda form, w, b, X, y: 2 * form(w, b, X, y),
    instead_of=("half", "twice"),
    hints=(
        "With one sample and an error of 1, what is the loss according to the statement, and what"
        " is it in the code?",
    ),
    action="bring sigmoid_mse to the convention of the statement, carry the same change through"
    " the gradient, and run",
)
def the_whole_mean(w, b, X, y):
    return np.mean((sigmoid(X @ w + b) - y) ** 2)


def _of(error):
    """The loss from what stands in the place of the errors a − y, (N,)."""
    return np.mean(error**2) / 2


@mistake(
    sigmoid_mse,
    headline="the sigmoid is missing",
    sentence="The scores are compared with the labels, not the outputs.",
    why="the sigmoid is not applied. The result is the loss of a linear regression.",
    hints=("Print a for some samples. Is it between 0 and 1?",),
    constants=(1.0, 2.0),
)
def sigmoid_missing(w, b, X, y, factor):
    return factor * _of(X @ w + b - y)


@mistake(
    sigmoid_mse,
    headline="the sigmoid taken twice",
    sentence="The outputs all lie between 0.5 and 0.73.",
    why="the sigmoid is applied to its own output.",
    hints=("How many times is the sigmoid applied on the way from z to the error?",),
)
def sigmoid_of_the_sigmoid(w, b, X, y):
    return _of(sigmoid(sigmoid(X @ w + b)) - y)


@mistake(
    sigmoid_mse,
    headline="errors are not squared",
    sentence="The errors are averaged as they are, or without their sign.",
    why="no square is taken; errors of opposite sign cancel, or a large error counts as little as"
    " several small ones.",
    hints=("What is the loss of two samples with the errors 0.5 and -0.5?",),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def errors_not_squared(w, b, X, y, form):
    error = sigmoid(X @ w + b) - y
    return np.mean(np.abs(error) if form >= 2 else error) / (1 + form % 2)


@mistake(
    sigmoid_mse,
    headline="the square of a mean",
    sentence="The errors are averaged first and squared afterwards; they cancel.",
    why="the square is taken of the mean, or of the sum, of the errors.",
    hints=("What is the loss of two samples with the errors 0.5 and -0.5?",),
    constants=(0.0, 1.0, 2.0),
)
def square_of_the_mean(w, b, X, y, form):
    error = sigmoid(X @ w + b) - y
    return (np.mean(error) ** 2 / 2, np.mean(error) ** 2, np.sum(error) ** 2 / 2 / len(y))[
        int(form)
    ]


@mistake(
    sigmoid_mse,
    headline="a sum of squares",
    sentence="The loss grows with the number of samples.",
    why="the squared errors are added up and not divided by N.",
    right="The error of every sample.",
    hints=("Put every sample into the batch twice. Should the loss change? Does it?",),
    constants=(2.0, 1.0),
)
def squares_not_averaged(w, b, X, y, factor):
    return factor * len(y) * sigmoid_mse(w, b, X, y)


@mistake(
    sigmoid_mse,
    headline="a root is taken",
    sentence="The result is a length: the root of a mean, or of a sum, of squares.",
    why="the root of the squared errors is returned.",
    hints=("If the errors double, by how much should the loss grow, and by how much does it?",),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def root_taken(w, b, X, y, form):
    squares = (sigmoid(X @ w + b) - y) ** 2
    roots = (np.sqrt(np.mean(squares)), np.sqrt(np.sum(squares)))
    return roots[int(form) // 2] / (1 + form % 2)


@mistake(
    sigmoid_mse,
    headline="the cross-entropy",
    sentence="The result is the binary cross-entropy.",
    why="logarithms of the outputs are averaged. That is the other loss of the notes (notes 000,"
    " section 5).",
    hints=(
        "What is the largest loss that a single sample can have here, according to the formula?",
    ),
)
def cross_entropy_of_the_outputs(w, b, X, y):
    z = X @ w + b
    return np.mean(np.logaddexp(0, z) - y * z)


@mistake(
    sigmoid_mse,
    headline="the classes exchanged",
    sentence="The loss is the one for opposite labels.",
    why="samples of class 1 are treated as samples of class 0, and the other way round.",
    hints=(
        "A sample of class 1 has the output 0.99. Should its loss be small or large? Which one is"
        " it?",
    ),
)
def classes_exchanged(w, b, X, y):
    return sigmoid_mse(w, b, X, 1 - y)


@mistake(
    sigmoid_mse,
    headline="outputs rounded to classes",
    sentence="The loss counts the samples on the wrong side.",
    why="the outputs are rounded to 0 or 1 before the labels are subtracted.",
    hints=("A sample of class 1 has the output 0.6. What is its loss, on paper and in the code?",),
    constants=(0.0, 1.0),
)
def outputs_rounded(w, b, X, y, at_the_jump):
    z = X @ w + b
    return _of(np.where(z == 0, at_the_jump, z > 0) - y)


@mistake(
    sigmoid_mse,
    headline="every a with every y",
    sentence="Each output is compared with the labels of all samples.",
    why="outputs of shape (N, 1) and labels of shape (N,) are subtracted; numpy makes N rows of N"
    " differences of them.",
    hints=("Which shapes have a, y, and a - y? Print all three.",),
    constants=(1.0, 2.0, 0.0),
)
def every_pair(w, b, X, y, factor):
    squares = (sigmoid(X @ w + b)[:, None] - y) ** 2
    return factor * np.mean(squares) / 2 if factor else np.sum(squares) / 2 / len(y)


@mistake(
    sigmoid_mse,
    headline="a difference of squares",
    sentence="The loss can be negative: the squares of labels are subtracted from others.",
    why="output and label are squared first, and then subtracted.",
    hints=("What is the loss of a sample with the output 0.5 and the label 1? Can it be below 0?",),
    constants=(1.0, 2.0, -1.0, -2.0),
)
def difference_of_squares(w, b, X, y, factor):
    return factor * np.mean(sigmoid(X @ w + b) ** 2 - y**2) / 2


@mistake(
    sigmoid_mse,
    headline="one sample only",
    sentence="The loss depends on one sample of the batch, the first or the last one.",
    why="in a loop over the samples, the result is returned after the first one, or is overwritten"
    " at each.",
    hints=("Change every row of X but one. Does the loss change?",),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def one_sample_only(w, b, X, y, form):
    rows = [-int(form % 2)]
    return sigmoid_mse(w, b, X[rows], y[rows]) / (len(y) if form > 1 else 1)


@mistake(
    sigmoid_mse,
    headline="nan for large scores",
    sentence="Right for ordinary scores; nan once one is above 709.",
    why="exp of the score stands above and below the fraction line. exp(800) is beyond the largest"
    " float64 and becomes inf; inf / inf is nan.",
    hints=(
        "The loss is made of y and outputs of the sigmoid. At which of them does the first nan"
        " appear?",
    ),
    only_extreme=True,
    inherits=exponential_in_the_numerator,
    inherited="The nan comes from sigmoid. The loss is made of its output alone.",
)
def overflowing_sigmoid(w, b, X, y):
    return _of(exponential_in_the_numerator(X @ w + b) - y)


@mistake(
    sigmoid_mse,
    headline="divided by another number",
    sentence="The squares are added up and divided by a number other than that of the samples.",
    why="where N belongs, the divisor has the number of features, that of all entries of X, N - 1"
    " or N squared.",
    right="The error of every sample.",
    hints="With w, b and all labels equal to 0, every error is 0.5. What is the mean of their"
    " squares, and what is it in the code?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def another_divisor(w, b, X, y, form):
    n, features = X.shape
    divisor = (features, n * features, np.float64(n - 1), n * n)[int(form)]
    return n * sigmoid_mse(w, b, X, y) / divisor


@mistake(
    sigmoid_mse,
    headline="multiplied by N",
    sentence="The sum of the squares is multiplied by the number of samples.",
    why="N stands above the fraction line. Python reads a fraction such as 1/2*N from left to"
    " right.",
    right="The error of every sample.",
    hints="What does Python give for 1 / 2 * 10? Where does the 10 stand on paper?",
    constants=(2.0, 1.0),
)
def multiplied_by_the_samples(w, b, X, y, factor):
    return factor * len(y) ** 2 * sigmoid_mse(w, b, X, y)


@mistake(
    sigmoid_mse,
    headline="output and label added",
    sentence="The loss is not 0 where all outputs are equal to their labels.",
    why="the sum of output and label is squared, not their difference.",
    hints=("What is the loss of a sample with the label 1 and an output close to 1?",),
    constants=(1.0, 2.0),
)
def output_and_label_added(w, b, X, y, factor):
    return factor * _of(sigmoid(X @ w + b) + y)
