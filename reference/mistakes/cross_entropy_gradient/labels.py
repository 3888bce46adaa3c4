"""`cross_entropy_gradient` with other numbers where the labels are."""

import numpy as np

from reference.formula import mistake
from reference.formulas.cross_entropy_gradient import cross_entropy_gradient
from reference.formulas.softmax import softmax
from reference.mistakes.cross_entropy import POWERS_OF_N


@mistake(
    cross_entropy_gradient,
    headline="1 taken off whole columns",
    sentence="1 is subtracted from whole columns, not from one entry of each sample.",
    why="the labels choose columns, and in each of them all samples lose 1. A sample also loses 1"
    " at the labels of the others.",
    hints=("Print the array before and after that line. How many entries of a row should change?",),
    constants=POWERS_OF_N,
)
def one_taken_off_whole_columns(logits, Y, power):
    p = softmax(logits)
    p[:, Y.argmax(axis=1)] -= 1
    return p / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="0 at every label",
    sentence="The entries at the labels are 0 whatever the logits are.",
    why="at the label of each sample, the probability is overwritten with 0. No logit of a label"
    " is ever raised by such a gradient.",
    hints=("What do the entries of one sample add up to? What should they add up to?",),
    constants=POWERS_OF_N,
)
def zero_at_every_label(logits, Y, power):
    p = softmax(logits)
    p[np.arange(len(Y)), Y.argmax(axis=1)] = 0
    return p / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="sign at the labels",
    sentence="No entry is negative: at the labels the sign is the opposite one.",
    why="at the label of each sample the code has 1 - p, so descent lowers the logit of the label"
    " as well.",
    hints=("Which logit should descent raise, and what sign does its entry need for that?",),
    constants=POWERS_OF_N,
)
def opposite_sign_at_the_label(logits, Y, power):
    p = softmax(logits)
    labels = np.arange(len(Y)), Y.argmax(axis=1)
    p[labels] = 1 - p[labels]
    return p / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="only where the label is",
    sentence="Classes whose label is 0 get the gradient 0.",
    why="the difference of probabilities and labels is multiplied with the label, so it remains at"
    " the label alone.",
    hints=(
        "Raise a logit whose label is 0 and compute the loss again. Does it change? What does the"
        " gradient say?",
    ),
    constants=POWERS_OF_N,
)
def only_entries_with_a_label(logits, Y, power):
    return (softmax(logits) - Y) * Y / len(Y) ** power
