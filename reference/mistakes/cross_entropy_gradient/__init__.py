"""What students write in the place of `cross_entropy_gradient`: the usual mistakes."""

import numpy as np

from reference.formula import mistake
from reference.formulas.cross_entropy_gradient import cross_entropy_gradient
from reference.formulas.softmax import softmax
from reference.mistakes.cross_entropy import POWERS_OF_N
from reference.mistakes.softmax import every_entry_by_itself, one_sum_for_the_whole_array


@mistake(
    cross_entropy_gradient,
    kind="convention",
    convention={"reduction": "sum"},
    headline="N times the right one",
    sentence="Every entry is N times the right gradient.",
    why="this is the gradient of the sum over the samples. This assignment asks for that of their"
    " mean. Both are in use; notes 002, Thm. 5.1, have the sum.",
    converse="this is the gradient of the mean over the samples. This assignment asks for that of"
    " their sum. Both are in use; notes 002, Thm. 5.1, have the sum.",
    carry=lambda form, logits, Y: len(Y) * form(logits, Y),
    instead_of=("mean", "averag", "N"),
    right="The shape, the signs, and the proportions between the entries.",
    hints=(
        "Follow one sample through cross_entropy: what happens to its term at the very end? Does"
        " its derivative go through the same operation?",
        "In the example N = 2. Write the loss as (l_0 + l_1)/2 and differentiate both sides.",
        "f(w) = (w_0^2 + w_1^2)/2 at (3, 4): gradient (3, 4), not (6, 8).",
    ),
    action="answer the hint, change cross_entropy_gradient only, and run",
)
def gradient_of_the_sum(logits, Y):
    return softmax(logits) - Y


@mistake(
    cross_entropy_gradient,
    headline="the labels are missing",
    sentence="The probabilities are returned; the labels do not enter.",
    why="the gradient is the same whatever the labels are, and all its entries are positive.",
    hints=(
        "Change the label of the first sample. Should its gradient change? Does the returned one?",
        "Which logit should descent raise, and what sign does its entry need for that?",
    ),
    constants=POWERS_OF_N,
)
def labels_left_out(logits, Y, power):
    return softmax(logits) / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="stops at the probabilities",
    sentence="This is the derivative with respect to the probabilities, not the logits.",
    why="the derivative of the logarithm is taken, and the chain rule ends there. The step from the"
    " probabilities to the logits is missing.",
    hints=(
        "Which variable is the loss differentiated by in the statement, and which one in the last"
        " line of the derivation?",
        "A logit reaches the loss through every probability of its sample. Which matrix holds those"
        " derivatives?",
        "f = log(x_0/(x_0+x_1)) at (1, 3): by the fraction 4, by x_0 0.75.",
    ),
    constants=POWERS_OF_N,
)
def derivative_by_the_probabilities(logits, Y, power):
    return -Y / softmax(logits) / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="only the own logit",
    sentence="Classes whose label is 0 get the gradient 0.",
    why="the chain rule passes through the diagonal of the Jacobian only: each probability is"
    " treated as if it depended on its own logit alone.",
    hints=(
        "Raise a logit whose label is 0 and compute the loss again. Does it change? What does the"
        " gradient say?",
        "The label stands at one class. Which logits enter the probability of that class?",
    ),
    constants=POWERS_OF_N,
)
def only_the_own_logit(logits, Y, power):
    return -Y * (1 - softmax(logits)) / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="-1 at every label",
    sentence="The entries at the labels are -1/N whatever the logits are; the others are right.",
    why="at the label of each sample, the probability is overwritten with -1. The gradient there"
    " no longer depends on the logits.",
    right="The entries away from the labels, for one-hot labels.",
    hints=(
        "What do the entries of one sample add up to? What should they add up to?",
        "Take a sample whose label has probability 1 already. What should its gradient be?",
    ),
)
def overwritten_at_the_label(logits, Y):
    p = softmax(logits)
    p[np.arange(len(Y)), Y.argmax(axis=1)] = -1
    return p / len(Y)


@mistake(
    cross_entropy_gradient,
    headline="soft labels made hard",
    sentence="Right for one-hot labels; wrong for soft ones.",
    why="only the largest label of a sample is used, with weight 1. The other classes of a soft"
    " label do not enter.",
    right="Every input with one-hot labels.",
    hints=(
        "Change Y from [0.6, 0.4] to [0.9, 0.1]. Should the gradient change? Does the returned"
        " one?",
    ),
)
def label_of_largest_weight(logits, Y):
    p = softmax(logits)
    p[np.arange(len(Y)), Y.argmax(axis=1)] -= 1
    return p / len(Y)


@mistake(
    cross_entropy_gradient,
    headline="one derivative too many",
    sentence="Every entry carries one more factor, a derivative that is already contained.",
    why="the difference of probabilities and labels is multiplied with p(1 - p). That factor"
    " belongs to a squared error; here it has already cancelled.",
    hints=(
        "Take a sample that is wrong with certainty: the label has probability 0. How large is the"
        " returned gradient, and how large should it be?",
        "The derivative of log p is 1/p. What becomes of it when the derivative of p follows?",
    ),
    constants=POWERS_OF_N,
)
def derivative_of_softmax_once_more(logits, Y, power):
    p = softmax(logits)
    return (p - Y) * p * (1 - p) / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="logits, not probabilities",
    sentence="The labels are subtracted from the logits themselves.",
    why="the logits do not pass through softmax before the labels are subtracted. That is the"
    " gradient of a squared error.",
    hints=(
        "Add 3 to all logits of a sample. The loss stays the same: does the returned gradient?",
        "What do the entries of one sample add up to? What should they add up to?",
    ),
    constants=POWERS_OF_N,
)
def labels_subtracted_from_logits(logits, Y, power):
    return (logits - Y) / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="logistic, not softmax",
    sentence="The probabilities of a sample do not add up to 1.",
    why="the logistic function is applied to every logit by itself. This is the gradient of K"
    " separate yes-or-no questions.",
    hints=(
        "Raise one logit of a sample. Which entries of its gradient should change, and which do?",
    ),
    constants=POWERS_OF_N,
)
def gradient_with_logistic_probabilities(logits, Y, power):
    return (every_entry_by_itself(logits) - Y) / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="one softmax for the batch",
    sentence="Right for a single sample; with several of them the probabilities are too small.",
    why="the exponentials of all samples are added up into one sum. The probabilities of the whole"
    " batch add up to 1, not those of a sample.",
    hints=(
        "Print the sum of the probabilities of each sample. What should it be?",
        "Change the logits of one sample. Should the gradient of the others change?",
    ),
    constants=POWERS_OF_N,
)
def gradient_with_one_softmax(logits, Y, power):
    return (one_sum_for_the_whole_array(logits) - Y) / len(Y) ** power
