"""`cross_entropy_gradient` with constants and bounds that keep numbers finite."""

import numpy as np

from reference.formula import mistake
from reference.formulas.cross_entropy_gradient import cross_entropy_gradient
from reference.formulas.softmax import softmax
from reference.mistakes.cross_entropy import FLOORS, LIMITS
from reference.mistakes.softmax import SMALL, constant_in_the_denominator


@mistake(
    cross_entropy_gradient,
    headline="constant in the division",
    sentence="Close to the right gradient; too small where the label is unlikely.",
    why="a small constant is added to the probability by which the label is divided. The Jacobian"
    " then no longer cancels it.",
    right="Both steps of the chain rule.",
    hints=(
        "Multiply the two steps of the chain rule on paper. Which factor cancels? Is there a"
        " division left?",
    ),
    constants=FLOORS,
)
def chain_with_a_constant(logits, Y, constant):
    p = softmax(logits)
    upstream = -Y / (p + constant)
    return p * (upstream - (p * upstream).sum(axis=1, keepdims=True)) / len(Y)


@mistake(
    cross_entropy_gradient,
    headline="probabilities cut off at 0",
    sentence="The gradient vanishes where the label is very unlikely.",
    why="a probability below a small constant is replaced by that constant in the division. The"
    " Jacobian then no longer cancels it.",
    right="Both steps of the chain rule.",
    hints=(
        "Multiply the two steps of the chain rule on paper. Which factor cancels? Is there a"
        " division left?",
    ),
    constants=FLOORS,
)
def chain_with_probabilities_kept_from_zero(logits, Y, constant):
    p = softmax(logits)
    upstream = -Y / np.maximum(p, constant)
    return p * (upstream - (p * upstream).sum(axis=1, keepdims=True)) / len(Y)


@mistake(
    cross_entropy_gradient,
    headline="nan for unlikely labels",
    sentence="Right for ordinary logits; nan once a probability is rounded to 0.",
    why="the label is divided by its probability and multiplied with it again. A probability below"
    " 4.9e-324 is rounded to 0, and 0 / 0 is nan.",
    hints=(
        "Multiply the two steps of the chain rule on paper. Which factor cancels? Is there a"
        " division left?",
    ),
    only_extreme=True,
)
def chain_through_rounded_probabilities(logits, Y):
    p = softmax(logits)
    upstream = -Y / p
    return p * (upstream - (p * upstream).sum(axis=1, keepdims=True)) / len(Y)


@mistake(
    cross_entropy_gradient,
    headline="large logits are cut off",
    sentence="Right for ordinary logits; wrong once a logit is beyond a limit.",
    why="every logit is clipped before exp is taken. Two logits beyond the limit become equal, and"
    " so do their probabilities.",
    hints=(
        "What do the logits [1000, 1001] become after the clipping? Are their probabilities equal"
        " on paper?",
    ),
    constants=LIMITS,
    only_extreme=True,
)
def gradient_with_logits_cut_off(logits, Y, limit):
    return cross_entropy_gradient(np.clip(logits, -limit, limit), Y)


@mistake(
    cross_entropy_gradient,
    headline="labels are smoothed",
    sentence="A part of every label is spread over all classes.",
    why="the labels are mixed with equal shares of all classes before they are subtracted. This is"
    " label smoothing.",
    hints=("Print the labels that are subtracted. Are they those that were passed in?",),
    constants=(0.1, 0.05, 0.2, 0.01),
)
def gradient_of_smoothed_labels(logits, Y, constant):
    smooth = (1 - constant) * Y + constant / Y.shape[1]
    return cross_entropy_gradient(logits, smooth)


@mistake(
    cross_entropy_gradient,
    headline="constant in the denominator",
    sentence="The gradient of a sample adds up to a little less than 0.",
    why="a small constant is added to the sum of the exponentials, so every probability is a"
    " little too small.",
    hints=(
        "Can the sum of the exponentials be 0 once the largest exponent is 0? What is the smallest"
        " value that it can have?",
    ),
    constants=SMALL,
)
def gradient_with_a_constant_in_the_denominator(logits, Y, constant):
    return (constant_in_the_denominator.function(logits, constant) - Y) / len(Y)
