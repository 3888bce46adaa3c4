"""What students write in the place of `cross_entropy_gradient`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.cross_entropy_gradient import cross_entropy_gradient
from reference.formulas.softmax import softmax
from reference.mistakes.cross_entropy import FLOORS, LIMITS, PENALTIES, POWERS_OF_N
from reference.mistakes.softmax import (
    DECIMALS,
    SMALL,
    constant_in_the_denominator,
    every_entry_by_itself,
    exponents_as_they_come,
    one_maximum_for_the_whole_array,
    one_sum_for_the_whole_array,
    sum_along_the_first_axis,
)


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
    headline="gradient of a binary loss",
    sentence="This is the derivative of the binary cross-entropy by its probability.",
    why="the difference of probabilities and labels is divided by p(1 - p). That belongs to a"
    " yes-or-no question, and it stops at the probability.",
    hints=(
        "Which variable is the loss differentiated by in the statement? By which one is it in the"
        " code?",
    ),
    constants=POWERS_OF_N,
)
def binary_gradient_by_the_probabilities(logits, Y, power):
    p = softmax(logits)
    return (p - Y) / (p * (1 - p)) / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="stops at the probabilities",
    sentence="This is the derivative with respect to the probabilities, with a constant in the"
    " denominator.",
    why="the derivative of the logarithm is taken, and the chain rule ends there. A small constant"
    " keeps the denominator from 0.",
    hints=(
        "Which variable is the loss differentiated by in the statement, and which one in the last"
        " line of the derivation?",
        "A logit reaches the loss through every probability of its sample. Which matrix holds"
        " those derivatives?",
    ),
    constants=FLOORS,
)
def derivative_by_the_probabilities_and_a_constant(logits, Y, constant):
    return -Y / (softmax(logits) + constant) / len(Y)


@mistake(
    cross_entropy_gradient,
    headline="times the probability",
    sentence="Every entry carries its probability as one factor too many.",
    why="the difference of probabilities and labels is multiplied with the probability. The"
    " entries of a sample no longer add up to 0.",
    hints=(
        "Take a sample whose label has almost probability 0. How large should the gradient at the"
        " label be, and how large is it?",
    ),
    constants=POWERS_OF_N,
)
def times_the_probability(logits, Y, power):
    p = softmax(logits)
    return (p - Y) * p / len(Y) ** power


@mistake(
    cross_entropy_gradient,
    headline="Jacobian applied once more",
    sentence="The difference of probabilities and labels goes through the Jacobian of softmax.",
    why="the Jacobian of softmax is applied to a gradient that contains it already. This is the"
    " gradient of a squared error.",
    hints=(
        "Differentiate the loss by a probability. Is that S - Y? What is it before the Jacobian is"
        " applied?",
    ),
    constants=(1.0, 2.0),
)
def gradient_of_a_squared_error(logits, Y, factor):
    p = softmax(logits)
    error = p - Y
    return factor * p * (error - (p * error).sum(axis=1, keepdims=True)) / len(Y)


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
    constants=DECIMALS,
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


# --- two at once ---------------------------------------------------------------------------------


@both(gradient_with_softmax_along_the_first_axis, labels_divided_alone)
def first_axis_and_labels_divided_alone(logits, Y):
    return softmax(logits.T).T - Y / len(Y)


@both(gradient_with_softmax_along_the_first_axis, label_of_largest_weight)
def first_axis_and_hard_labels(logits, Y):
    return (softmax(logits.T).T - _hard(Y)) / len(Y)


@both(gradient_with_one_softmax, labels_divided_alone)
def one_softmax_and_labels_divided_alone(logits, Y):
    return one_sum_for_the_whole_array(logits) - Y / len(Y)


@both(gradient_with_one_softmax, label_of_largest_weight)
def one_softmax_and_hard_labels(logits, Y):
    return (one_sum_for_the_whole_array(logits) - _hard(Y)) / len(Y)


@both(gradient_with_logistic_probabilities, labels_divided_alone)
def logistic_probabilities_and_labels_divided_alone(logits, Y):
    return every_entry_by_itself(logits) - Y / len(Y)


@both(gradient_with_logistic_probabilities, label_of_largest_weight)
def logistic_probabilities_and_hard_labels(logits, Y):
    return (every_entry_by_itself(logits) - _hard(Y)) / len(Y)


@both(gradient_with_softmax_applied_twice, labels_divided_alone)
def softmax_twice_and_labels_divided_alone(logits, Y):
    return softmax(softmax(logits)) - Y / len(Y)


@both(gradient_with_softmax_applied_twice, label_of_largest_weight)
def softmax_twice_and_hard_labels(logits, Y):
    return (softmax(softmax(logits)) - _hard(Y)) / len(Y)


@both(label_of_largest_weight, labels_divided_alone)
def hard_labels_divided_alone(logits, Y):
    return softmax(logits) - _hard(Y) / len(Y)


@both(label_of_largest_weight, times_the_probability)
def hard_labels_times_the_probability(logits, Y):
    p = softmax(logits)
    return (p - _hard(Y)) * p / len(Y)


def _hard(Y):
    """1 at the largest label of each sample, 0 elsewhere."""
    return np.eye(Y.shape[1])[Y.argmax(axis=1)]
