"""`cross_entropy_gradient` that mixes up samples and classes, or overflows."""

import numpy as np

from reference.formula import mistake
from reference.formulas.cross_entropy_gradient import cross_entropy_gradient
from reference.formulas.softmax import softmax
from reference.mistakes.cross_entropy import POWERS_OF_N
from reference.mistakes.softmax import (
    exponents_as_they_come,
    one_maximum_for_the_whole_array,
    sum_along_the_first_axis,
)


@mistake(
    cross_entropy_gradient,
    headline="nan for large logits",
    sentence="Right for ordinary logits; nan once a logit is above 709.",
    why="exp is taken of the logits as they come. exp(1000) is beyond the largest float64 (1.8e308)"
    " and becomes inf; inf / inf is nan.",
    hints=(
        "Adding a number to all logits of a sample does not change its gradient. Which number keeps"
        " every exponent small?",
    ),
    only_extreme=True,
)
def gradient_with_overflowing_exponents(logits, Y):
    return (exponents_as_they_come(logits) - Y) / len(Y)


@mistake(
    cross_entropy_gradient,
    headline="nan for uneven samples",
    sentence="Right for one sample; nan when a sample lies far below the largest logit of another.",
    why="one maximum is taken over the whole batch and subtracted from every sample. In a sample"
    " far below it all exponentials are rounded to 0, and 0 / 0 is nan.",
    hints=(
        "Two samples: [0, 1] and [-1000, -1001]. What is subtracted from the second one, and what"
        " is its exponential?",
    ),
    only_extreme=True,
)
def gradient_with_one_maximum(logits, Y):
    return (one_maximum_for_the_whole_array(logits) - Y) / len(Y)


@mistake(
    cross_entropy_gradient,
    headline="sums along the first axis",
    sentence="The probabilities of a class add up to 1 over the samples, not those of a sample.",
    why="the exponentials are divided by their sum along the first axis, so the samples of the"
    " batch compete with one another.",
    hints=(
        "Leave one sample out of the batch. Should the gradients of the others change direction?",
        "Which axis of logits counts the classes?",
    ),
    constants=POWERS_OF_N,
)
def gradient_with_softmax_along_the_first_axis(logits, Y, power):
    return (sum_along_the_first_axis(logits) - Y) / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="only the labels by N",
    sentence="The labels are divided by N, the probabilities are not.",
    why="the division by N reaches one of the two terms only, so the gradient does not add up to 0"
    " over the classes.",
    hints=(
        "What does the gradient of one sample add up to over the classes? What should it?",
        "In which order does Python read a - b / c? Where are the brackets on paper?",
    ),
)
def labels_divided_alone(logits, Y):
    return softmax(logits) - Y / len(Y)


@mistake(
    cross_entropy_gradient,
    headline="divided by another number",
    sentence="The differences are divided by a number other than N.",
    why="the divisor is K, the number of classes, or N x K, that of all entries, or N squared, or"
    " N - 1, or 2N.",
    right="The signs, and the proportions between the entries.",
    hints=(
        "In the loss, over what does the mean run: over samples, over classes, or over both?",
        "For N = 3 and K = 2, by which number should p - Y be divided? By which one is it?",
    ),
    constants=(0.0, 1.0, 2.0, 3.0, 4.0),
)
def another_divisor(logits, Y, form):
    n, classes = Y.shape
    divisor = (classes, n * classes, n * n, np.float64(n - 1), 2 * n)[int(form)]
    return n * cross_entropy_gradient(logits, Y) / divisor
