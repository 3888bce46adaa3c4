"""`cross_entropy_gradient` where parts are left out, or the result is changed afterwards."""

import numpy as np

from reference.formula import mistake
from reference.formulas.cross_entropy_gradient import cross_entropy_gradient
from reference.formulas.softmax import softmax
from reference.mistakes.cross_entropy import PENALTIES, POWERS_OF_N
from reference.mistakes.cross_entropy_gradient import label_of_largest_weight
from reference.mistakes.softmax import DECIMALS


@mistake(
    cross_entropy_gradient,
    headline="only the first sample",
    sentence="The first row is right; all other rows are 0.",
    why="the first sample gets its gradient. The rows of the others stay as they were created.",
    right="The gradient of the first sample.",
    hints=("How often does the loop run before the function returns? Print its counter.",),
)
def only_the_gradient_of_the_first_sample(logits, Y):
    G = cross_entropy_gradient(logits, Y)
    G[1:] = 0
    return G


@mistake(
    cross_entropy_gradient,
    headline="only the last sample",
    sentence="The last row is right; all other rows are 0.",
    why="the last sample gets its gradient. What the samples before it have written is gone.",
    right="The gradient of the last sample.",
    hints=(
        "Print the gradient inside the loop, after every sample. What happens to the rows filled"
        " before?",
    ),
)
def only_the_gradient_of_the_last_sample(logits, Y):
    G = cross_entropy_gradient(logits, Y)
    G[:-1] = 0
    return G


@mistake(
    cross_entropy_gradient,
    headline="the result is rounded",
    sentence="Every entry has a few decimals only.",
    why="the result is rounded before it is returned. Small entries become 0.",
    right="The gradient, before the last step.",
    hints=(
        "What becomes of an entry such as 1e-9? Does the statement ask for a number of decimals?",
    ),
    constants=DECIMALS[:-1],  # to a whole number, nearly every gradient is 0
)
def gradient_rounded(logits, Y, digits):
    return np.round(cross_entropy_gradient(logits, Y), int(digits))


@mistake(
    cross_entropy_gradient,
    headline="maximum of each column",
    sentence="From each class another number is subtracted, so the probabilities change.",
    why="the maximum is taken along the samples, so each class has its own. Softmax stays the same"
    " only when a sample loses one number.",
    hints=(
        "Print the shape of the maximum. How many numbers should be subtracted from one sample?",
    ),
)
def gradient_with_a_maximum_of_every_class(logits, Y):
    return cross_entropy_gradient(logits - logits.max(axis=0), Y)


@mistake(
    cross_entropy_gradient,
    headline="a step, not the gradient",
    sentence="The logits after a step of descent are returned.",
    why="the gradient is subtracted from the logits. The statement asks for the gradient alone.",
    right="The gradient, before the last step.",
    hints=("What do the entries of one sample add up to? What should they add up to?",),
    constants=(1.0, 0.1, 0.01, 0.001),
)
def logits_after_a_step(logits, Y, rate):
    return logits - rate * cross_entropy_gradient(logits, Y)


@mistake(
    cross_entropy_gradient,
    headline="a penalty is added",
    sentence="A multiple of the logits is added to the gradient.",
    why="the gradient has a second term, as from weight decay. The loss of the statement has no"
    " such term.",
    right="The gradient, without the added term.",
    hints=("What do the entries of one sample add up to? What should they add up to?",),
    constants=PENALTIES,
)
def gradient_of_a_penalty_as_well(logits, Y, constant):
    return cross_entropy_gradient(logits, Y) + constant * logits


@mistake(
    cross_entropy_gradient,
    headline="0 at every label",
    sentence="The entries at the labels are 0 whatever the logits are.",
    why="the probabilities are multiplied with 1 - Y, which takes the label out of its own"
    " gradient.",
    hints=("What do the entries of one sample add up to? What should they add up to?",),
    constants=POWERS_OF_N,
)
def probabilities_of_the_other_classes(logits, Y, power):
    return softmax(logits) * (1 - Y) / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="the labels are missing",
    sentence="The derivative of each probability is returned; the labels do not enter.",
    why="p(1 - p) is the diagonal of the Jacobian of softmax, the same whatever the labels are.",
    hints=(
        "Change the label of the first sample. Should its gradient change? Does the returned one?",
    ),
    constants=POWERS_OF_N,
)
def derivative_of_the_probabilities_alone(logits, Y, power):
    p = softmax(logits)
    return p * (1 - p) / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="hard labels, and a sum",
    sentence="Two things differ: soft labels are made hard, and the gradient is that of the sum.",
    why="only the largest label of a sample is used, with weight 1, and nothing is divided by N.",
    hints=(
        "Follow one sample through cross_entropy: what happens to its term at the very end? Does"
        " its derivative go through the same operation?",
        "Change Y from [0.6, 0.4] to [0.9, 0.1]. Should the gradient change? Does the returned"
        " one?",
    ),
)
def label_of_largest_weight_and_a_sum(logits, Y):
    return label_of_largest_weight(logits, Y) * len(Y)


@mistake(
    cross_entropy_gradient,
    headline="1 taken off everywhere",
    sentence="From every entry 1 is subtracted; the labels do not enter.",
    why="all classes are treated as if they were the label. No entry is positive.",
    hints=(
        "Change the label of the first sample. Should its gradient change? Does the returned one?",
    ),
    constants=POWERS_OF_N,
)
def one_subtracted_everywhere(logits, Y, power):
    return (softmax(logits) - 1) / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="labels times probabilities",
    sentence="Classes whose label is 0 get the gradient 0.",
    why="each label is multiplied with its probability. That product belongs to a loss without"
    " logarithm; it is not a derivative.",
    hints=(
        "Raise a logit whose label is 0 and compute the loss again. Does it change? What does the"
        " gradient say?",
    ),
    constants=POWERS_OF_N,
)
def probability_at_the_label(logits, Y, power):
    return -Y * softmax(logits) / len(Y) ** power
