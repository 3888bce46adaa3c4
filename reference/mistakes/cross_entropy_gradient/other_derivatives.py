"""Derivatives that are computed in the place of `cross_entropy_gradient`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.cross_entropy_gradient import cross_entropy_gradient
from reference.formulas.softmax import softmax
from reference.mistakes.cross_entropy import POWERS_OF_N


@mistake(
    cross_entropy_gradient,
    headline="derivative of log missing",
    sentence="This is the gradient of the probabilities of the labels, with a minus sign.",
    why="the chain rule passes through softmax but not through the logarithm. Where the label is"
    " unlikely, the gradient vanishes.",
    hints=(
        "Take a sample whose label has almost probability 0. How large should its gradient be, and"
        " how large is it?",
    ),
    constants=POWERS_OF_N,
)
def gradient_of_the_probability(logits, Y, power):
    p = softmax(logits)
    return -p * (Y - (p * Y).sum(axis=1, keepdims=True)) / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="derivative of softmax alone",
    sentence="Classes whose label is 0 get the gradient 0, and the derivative of the logarithm is"
    " missing.",
    why="only the diagonal p(1 - p) of the Jacobian is used. Neither the other entries nor the"
    " derivative of the logarithm is there.",
    hints=(
        "Write the chain from logit to loss on paper. How many steps does it have, and which are"
        " in the code?",
    ),
    constants=POWERS_OF_N,
)
def only_the_own_logit_without_logarithm(logits, Y, power):
    p = softmax(logits)
    return -Y * p * (1 - p) / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="1 off the class predicted",
    sentence="1 is subtracted at the most probable class, not at the label.",
    why="the prediction itself is taken for the label. Descent makes it more certain, right or"
    " wrong.",
    hints=("Exchange the labels of two samples. Should the gradient change? Does it?",),
    constants=POWERS_OF_N,
)
def predicted_class_subtracted(logits, Y, power):
    p = softmax(logits)
    p[np.arange(len(Y)), p.argmax(axis=1)] -= 1
    return p / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="predictions made hard",
    sentence="The most probable class counts with probability 1, all others with 0.",
    why="a one-hot vector of the largest logit stands where the probabilities belong. A sample"
    " that is classified right has gradient 0.",
    hints=("Raise one logit by 0.001. Should the gradient change? Does it?",),
    constants=POWERS_OF_N,
)
def predictions_made_hard(logits, Y, power):
    hard = np.eye(Y.shape[1])[logits.argmax(axis=1)]
    return (hard - Y) / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="all signs are plus",
    sentence="Every entry has the right size; none is negative.",
    why="the absolute value of the difference of probabilities and labels is returned.",
    right="The size of every entry.",
    hints=("Which logit should descent raise, and what sign does its entry need for that?",),
    constants=POWERS_OF_N,
)
def sizes_without_signs(logits, Y, power):
    return np.abs(softmax(logits) - Y) / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="differences are squared",
    sentence="The differences of probabilities and labels are squared, so none is negative.",
    why="the terms of a squared error are returned. That is a loss, not a gradient.",
    hints=("Which logit should descent raise, and what sign does its entry need for that?",),
    constants=POWERS_OF_N,
)
def squares_of_the_differences(logits, Y, power):
    return (softmax(logits) - Y) ** 2 / len(Y) ** power
