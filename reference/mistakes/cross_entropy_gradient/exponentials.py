"""`cross_entropy_gradient` with other numbers in the place of the probabilities."""

import numpy as np

from reference.formula import mistake
from reference.formulas.cross_entropy_gradient import cross_entropy_gradient
from reference.formulas.softmax import softmax
from reference.mistakes.cross_entropy import POWERS_OF_N


@mistake(
    cross_entropy_gradient,
    headline="logs, not probabilities",
    sentence="The labels are subtracted from the logarithms of the probabilities.",
    why="the logarithm of softmax stands where softmax belongs. No entry is positive.",
    hints=("What do the entries of one sample add up to? What should they add up to?",),
    constants=POWERS_OF_N,
)
def logarithms_for_probabilities(logits, Y, power):
    log_p = np.log(softmax(logits))
    return (log_p - Y) / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="softmax applied twice",
    sentence="Softmax is applied to numbers that have been through softmax.",
    why="the probabilities go through softmax once more. All of them move towards 1/K.",
    hints=(
        "Take logits = [[100, 0]]. What should the probabilities be close to, and which does the"
        " code use?",
    ),
    constants=POWERS_OF_N,
)
def gradient_with_softmax_applied_twice(logits, Y, power):
    return (softmax(softmax(logits)) - Y) / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="the sum is missing",
    sentence="The exponentials are not divided by their sum.",
    why="the labels are subtracted from exp of the logits. These do not add up to 1.",
    hints=("What do the entries of one sample add up to? What should they add up to?",),
    constants=POWERS_OF_N,
)
def exponentials_not_divided(logits, Y, power):
    return (np.exp(logits) - Y) / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="the sum is missing",
    sentence="The exponentials are not divided by their sum.",
    why="the labels are subtracted from exp of the shifted logits. The largest of these is 1,"
    " whatever the others are.",
    hints=("What do the entries of one sample add up to? What should they add up to?",),
    constants=POWERS_OF_N,
)
def shifted_exponentials_not_divided(logits, Y, power):
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    return (p - Y) / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="only one part is shifted",
    sentence="The probabilities of a sample do not add up to 1.",
    why="the maximum is subtracted from the logits above the line or below it, not in both places,"
    " so that it does not cancel.",
    hints=(
        "Add 3 to all logits of a sample. Should the gradient change? Does it?",
        "What do the entries of one sample add up to? What should they add up to?",
    ),
    constants=(1.0, 0.0, 3.0, 2.0),
)
def shift_on_one_side_of_the_line(logits, Y, form):
    shift = np.exp(logits.max(axis=1, keepdims=True))
    p = softmax(logits) * (shift if form in (0, 2) else 1 / shift)
    return (p - Y) / (len(Y) if form < 2 else 1)
