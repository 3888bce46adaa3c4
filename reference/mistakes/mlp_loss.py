"""What students write in the place of `mlp_loss`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.cross_entropy import cross_entropy
from reference.formulas.mlp_forward import mlp_forward
from reference.formulas.mlp_loss import mlp_loss
from reference.formulas.sigmoid import sigmoid
from reference.formulas.softmax import softmax
from reference.mistakes import mlp_forward as forward
from reference.mistakes.cross_entropy.extremes import (
    exponents_of_logits_as_they_come,
    log_of_overflowing_sums,
    log_of_rounded_probabilities,
)
from reference.mistakes.softmax import SMALL

# The ways in which the network before the loss may be another one.
NETWORKS = tuple(
    form
    for wrong in (
        forward.another_activation,
        forward.relu_before_the_normalization,
        forward.relu_missing,
        forward.half_of_the_normalization,
        forward.statistics_of_something_else,
        forward.sample_variance,
        forward.eps_in_another_place,
        forward.root_missing,
        forward.scale_or_shift_left_out,
        forward.last_bias_missing,
        forward.relu_on_the_logits,
        forward.last_relu_missing,
        forward.logits_normalized,
    )
    for form in wrong.forms
)


@mistake(
    mlp_loss,
    headline="the sum over the samples",
    sentence="The losses of the samples are added up; their mean is asked for.",
    why="the result is N times the mean. Notes 002, Def. 5.2, print the sum; this assignment"
    " follows"
    " Def. 2.2, the mean.",
    hints="Pass every sample twice. Should the loss change? Does it?",
)
def sum_over_the_samples(params, X, Y, eps):
    return len(X) * mlp_loss(params, X, Y, eps)


@mistake(
    mlp_loss,
    headline="a mean over all entries",
    sentence="The loss is divided by the number of classes, too.",
    why="the mean runs over samples and classes. Over the classes of a sample there is a sum.",
    hints="With all logits 0 and K = 2, what is the loss of one sample: on paper, and in the code?",
)
def mean_over_all_entries(params, X, Y, eps):
    return mlp_loss(params, X, Y, eps) / Y.shape[1]


@mistake(
    mlp_loss,
    headline="softmax applied twice",
    sentence="The loss is that of softmax of softmax.",
    why="the probabilities are handed to a loss that takes logits, and applies softmax once more.",
    hints="With logits [[100, 0]] and Y = [[1, 0]], what is the loss: on paper, and in the code?",
)
def softmax_twice(params, X, Y, eps):
    return cross_entropy(softmax(mlp_forward(params, X, eps)), Y)


@mistake(
    mlp_loss,
    headline="softmax along the samples",
    sentence="The probabilities of a class add up to 1 over the batch, not those of a sample.",
    why="softmax runs along axis 0. It belongs to the classes of each sample.",
    hints="What do the probabilities of one sample add up to, on paper and in the code?",
)
def softmax_along_the_samples(params, X, Y, eps):
    shares = softmax(mlp_forward(params, X, eps).T).T
    return -np.sum(Y * np.log(shares)) / len(X)


@mistake(
    mlp_loss,
    headline="the logarithm is missing",
    sentence="The probabilities of the labels are averaged, not their logarithms.",
    why="no logarithm is taken, of 1 minus the probability, or of the probability itself.",
    hints="How large can the loss of one sample become, on paper and in the code?",
    constants=(0.0, 1.0),
)
def logarithm_missing(params, X, Y, eps, from_one):
    return from_one - np.sum(Y * softmax(mlp_forward(params, X, eps))) / len(X)


@mistake(
    mlp_loss,
    headline="squared errors",
    sentence="The loss is a mean of squares, not a cross-entropy.",
    why="the squares of probabilities minus labels, or of logits minus labels, are averaged.",
    hints="How large can the loss of one sample become, on paper and in the code?",
    constants=(3.0, 4.0, 5.0, 0.0, 1.0, 2.0),
)
def squared_errors(params, X, Y, eps, form):
    logits = mlp_forward(params, X, eps)
    squares = ((logits if form > 2 else softmax(logits)) - Y) ** 2
    return (squares.sum() / len(X), squares.mean(), squares.sum() / (2 * len(X)))[int(form) % 3]


@mistake(
    mlp_loss,
    headline="the other classes, too",
    sentence="Besides the cross-entropy, the other classes enter by log(1 - p).",
    why="the loss is that of K separate yes-or-no questions. With softmax, the label alone counts.",
    hints="With K = 2 and all logits 0, what is the loss of one sample: on paper, and in the code?",
)
def other_classes_too(params, X, Y, eps):
    shares = softmax(mlp_forward(params, X, eps))
    return -np.sum(Y * np.log(shares) + (1 - Y) * np.log(1 - shares)) / len(X)


@mistake(
    mlp_loss,
    headline="only the largest label",
    sentence="Right for one-hot labels; of soft ones a single class counts.",
    why="the class with the largest label is taken, as if the labels were one-hot.",
    right="The loss for one-hot labels.",
    hints="With Y = [[0.5, 0.5]], which logarithms enter the loss on paper, and which in the code?",
)
def largest_label_only(params, X, Y, eps):
    return cross_entropy(mlp_forward(params, X, eps), np.eye(Y.shape[1])[Y.argmax(axis=1)])


@mistake(
    mlp_loss,
    headline="a small number in the log",
    sentence="Right to a few digits; a small number is added to each probability.",
    why="the logarithm is that of p plus a small number, not of p.",
    right="The leading digits.",
    hints="With a probability of 1, what is the loss of a sample: on paper, and in the code?",
    constants=SMALL,
)
def small_number_in_the_logarithm(params, X, Y, eps, small):
    return -np.sum(Y * np.log(softmax(mlp_forward(params, X, eps)) + small)) / len(X)


@mistake(
    mlp_loss,
    headline="eps in the logarithm",
    sentence="eps is used twice: for the normalization, and in the logarithm.",
    why="eps is added to the probabilities. In the statement it belongs to batch normalization.",
    hints="With a probability of 1, what is the loss of a sample: on paper, and in the code?",
)
def eps_in_the_logarithm(params, X, Y, eps):
    return -np.sum(Y * np.log(softmax(mlp_forward(params, X, eps)) + eps)) / len(X)


@mistake(
    mlp_loss,
    headline="logits of another network",
    sentence="The loss is right for its logits; those are not the ones of the statement.",
    why="on the way to the logits something is missing or different: ReLU, the normalization, eps,"
    " gamma, beta or b.",
    hints="Compare the logits inside with those of your mlp_forward on the example. At which layer"
    " do they part?",
    constants=tuple(float(form) for form in range(len(NETWORKS))),
)
def of_another_network(params, X, Y, eps, form):
    return cross_entropy(NETWORKS[int(form)](params, X, eps), Y)


@mistake(
    mlp_loss,
    headline="no normalization",
    sentence="The hidden layers are not normalized.",
    why="the outputs of the linear layers go on as they are, with gamma and beta or without.",
    hints="Print mean and standard deviation of a column of a hidden layer before gamma and beta."
    " What should they be?",
    constants=(0.0, 1.0, 2.0),
)
def normalization_missing(params, X, Y, eps, form):
    logits = forward.normalization_missing.forms[int(form)](params, X, eps)
    return cross_entropy(logits, Y)


@mistake(
    mlp_loss,
    headline="no softmax of the classes",
    sentence="The probabilities are not those of softmax.",
    why="the logistic function is taken of each logit by itself, or the logits enter the loss as"
    " they are.",
    hints="What do the probabilities of one sample add up to, on paper and in the code?",
    constants=(0.0, 1.0, 2.0),
)
def no_softmax(params, X, Y, eps, form):
    logits = mlp_forward(params, X, eps)
    if form == 2:
        return -np.sum(Y * logits) / len(X)
    p = sigmoid(logits)
    others = (1 - Y) * np.log(1 - p) if form == 1 else 0
    return -np.sum(Y * np.log(p) + others) / len(X)


@mistake(
    mlp_loss,
    headline="the weights are penalized",
    sentence="The loss contains the squares of the weights, too.",
    why="a multiple of the squared weights is added to the cross-entropy. The statement has no such"
    " penalty.",
    hints="Multiply gamma1 and beta1 by 2 and divide W2 by 2. Should the loss change? Does it?",
    constants=(0.5, 1.0, 0.1, 0.05, 0.01, 0.005, 1e-3, 5e-4, 1e-4, 5e-5),
)
def weights_penalized(params, X, Y, eps, strength):
    squares = sum(np.sum(W**2) for W in params.values() if W.ndim == 2)
    return mlp_loss(params, X, Y, eps) + strength * squares


@mistake(
    mlp_loss,
    headline="nan or inf for large logits",
    sentence="Right for ordinary logits; nan or infinite for large ones.",
    why="exp is taken of logits as they come and overflows above 709, or a probability is rounded"
    " to 0 before its logarithm is taken.",
    hints=(
        "For the logits [0, 800] and the label [1, 0] the loss is 800. At which step of the code"
        " does it get lost?",
        "Adding a number to all logits of a sample does not change its loss. Which number keeps"
        " every exponent small?",
    ),
    constants=(0.0, 1.0, 2.0),
    only_extreme=True,
)
def not_finite_for_large_logits(params, X, Y, eps, form):
    forms = (
        exponents_of_logits_as_they_come,
        log_of_overflowing_sums,
        log_of_rounded_probabilities,
    )
    return forms[int(form)](mlp_forward(params, X, eps), Y)


@mistake(
    mlp_loss,
    headline="divided by another number",
    sentence="The sum over the samples is divided by a number other than N.",
    why="the divisor is K, the number of classes, or 2N, as for squared errors, or N squared, or"
    " N - 1.",
    hints="With all logits 0 and K = 2, every sample has the loss log 2. What is their mean, and"
    " what comes back?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def another_divisor(params, X, Y, eps, form):
    n, classes = Y.shape
    divisor = (classes, 2 * n, n * n, np.float64(n - 1))[int(form)]
    return n * mlp_loss(params, X, Y, eps) / divisor


@mistake(
    mlp_loss,
    headline="the largest not added back",
    sentence="Of every sample, the largest logit is missing in the loss.",
    why="the largest logit is subtracted inside the exponentials, and neither from the logit of the"
    " label, nor is it added back after the logarithm.",
    hints="Add 1 to all logits of a sample. Should its loss change? Does it?",
)
def largest_not_added_back(params, X, Y, eps):
    largest = mlp_forward(params, X, eps).max(axis=1)
    return mlp_loss(params, X, Y, eps) - np.mean(largest * Y.sum(axis=1))
