"""What students write in the place of `cross_entropy`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.cross_entropy import cross_entropy
from reference.formulas.log_softmax import log_softmax
from reference.formulas.softmax import softmax
from reference.mistakes.softmax import (
    SMALL,
    every_entry_by_itself,
    exponents_as_they_come,
    one_maximum_for_the_whole_array,
    one_sum_for_the_whole_array,
    sum_along_the_first_axis,
)

# What divides the terms of a wrong loss is N to one of these powers: a mean over the samples, and
# also a sum.
POWERS_OF_N = (1.0, 0.0)


# What keeps a probability away from 0 in the code of students.
FLOORS = (*SMALL, float(np.finfo(float).eps), 1e-30, 1e-50, 1e-100, 1e-200, 1e-300, 1e-308)


# Limits at which logits are clipped, and weights of a penalty.
LIMITS = (500.0, 700.0, 709.0, 600.0, 300.0, 250.0, 100.0, 88.0, 80.0, 50.0, 30.0, 20.0)


PENALTIES = tuple(factor * 10.0**-k for k in range(6) for factor in (1.0, 0.5, 2.0, 5.0))


@mistake(
    cross_entropy,
    kind="convention",
    convention={"reduction": "sum"},
    headline="N times the right one",
    sentence="The loss is N times the one that is asked for.",
    why="the terms of the samples are added up. This assignment asks for their mean. Both are in"
    " use; notes 002, Def. 5.2, have the sum.",
    converse="the mean over the samples is taken. This assignment asks for their sum. Both are in"
    " use; notes 002, Def. 5.2, have the sum.",
    carry=lambda form, logits, Y: len(Y) * form(logits, Y),
    instead_of=("mean", "averag", "N"),
    hints=(
        "Which of the two keeps its size when the batch doubles? Read the sentence on the loss in"
        " the statement once more.",
    ),
    action="bring cross_entropy to the convention of the statement, carry the same change through"
    " the gradient, and run",
)
def sum_over_samples(logits, Y):
    return -(Y * log_softmax(logits)).sum()


@mistake(
    cross_entropy,
    headline="mean over N x K entries",
    sentence="The loss is the right one divided by K.",
    why="the mean runs over all N x K entries. A sample has K of them, and for one-hot labels K - 1"
    " are 0.",
    right="The terms of every sample, and their sum.",
    hints=(
        "Take one sample with the probability 1/2 for its label. What is its loss for K = 2, and"
        " what with a third class of probability 0?",
    ),
)
def mean_over_all_entries(logits, Y):
    return -(Y * log_softmax(logits)).mean()


@mistake(
    cross_entropy,
    headline="log to the base 2",
    sentence="The loss is 1.4427 times the right one.",
    why="the logarithm is the one to the base 2, that of the entropy in bits. The loss has the"
    " natural one.",
    right="Everything but the base of the logarithm.",
    hints=(
        "For which base is the derivative of log p equal to 1/p? What stands there for another"
        " base?",
    ),
)
def logarithm_to_base_two(logits, Y):
    return np.log2(np.e) * cross_entropy(logits, Y)


@mistake(
    cross_entropy,
    headline="the logarithm is missing",
    sentence="The probabilities of the labels enter the loss, not their logarithms.",
    why="the probability of the right class itself is taken, with a minus sign. The result is never"
    " positive.",
    hints=(
        "What should the loss be when every label has probability 1? What is returned then?",
        "Two samples are independent. How does their joint probability become a sum?",
    ),
    constants=POWERS_OF_N,
)
def logarithm_missing(logits, Y, power):
    return -(Y * softmax(logits)).sum() / len(Y) ** power


@mistake(
    cross_entropy,
    headline="log of a sum over classes",
    sentence="Right for one-hot labels; too small for soft ones.",
    why="labels and probabilities are multiplied and added up first; the logarithm is taken of that"
    " sum. With one-hot labels there is one term, so it makes no difference.",
    right="Every input with one-hot labels.",
    hints=(
        "Take Y = [0.5, 0.5] and two probabilities p, q. What comes out if the logarithm is taken"
        " first, and what if last?",
    ),
)
def logarithm_of_the_sum(logits, Y):
    return -np.log((Y * softmax(logits)).sum(axis=1)).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="soft labels made hard",
    sentence="Right for one-hot labels; wrong for soft ones.",
    why="only the largest label of a sample is used, with weight 1. The other classes do not enter"
    " the loss.",
    right="Every input with one-hot labels.",
    hints=(
        "Change Y from [0.6, 0.4] to [0.9, 0.1]. Should the loss change? Does the returned one?",
    ),
)
def largest_label_only(logits, Y):
    return -log_softmax(logits)[np.arange(len(Y)), Y.argmax(axis=1)].sum() / len(Y)


@mistake(
    cross_entropy,
    headline="a binary loss per class",
    sentence="Every class contributes a second term, that of not being this class.",
    why="the binary cross-entropy is taken for each class and added up. The classes of softmax are"
    " not independent; what is given to one is missing in the others.",
    hints=(
        "For K = 2 and one-hot labels, compare the result with the right one. How often is the"
        " same term counted?",
        "A one-hot label has a single 1. How many terms of the loss does that leave for a sample?",
    ),
    constants=(0.0, *FLOORS),
)
def binary_loss_for_every_class(logits, Y, constant):
    p = softmax(logits)
    return -(Y * np.log(p + constant) + (1 - Y) * np.log(1 - p + constant)).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="logistic, not softmax",
    sentence="The probabilities of a sample do not add up to 1.",
    why="the logistic function is applied to every logit by itself. The logits of the other classes"
    " have no influence on the probability of the label.",
    hints=(
        "Raise the logit of a class that is not the label. Should the loss grow? Does the returned"
        " one?",
    ),
    constants=POWERS_OF_N,
)
def logistic_probabilities(logits, Y, power):
    return -(Y * np.log(every_entry_by_itself(logits))).sum() / len(Y) ** power


@mistake(
    cross_entropy,
    headline="softmax applied twice",
    sentence="Softmax is applied to numbers that have been through softmax.",
    why="the probabilities are taken for logits and put through softmax once more. All of them"
    " move towards 1/K, and the loss can no longer become small.",
    hints=(
        "Take logits = [[100, 0]] with the label [1, 0]. What should the loss be close to? What is"
        " returned?",
        "What kind of numbers does the statement pass in, and what kind does each line make of"
        " them?",
    ),
    constants=POWERS_OF_N,
)
def softmax_applied_twice(logits, Y, power):
    return cross_entropy(softmax(logits), Y) * len(Y) ** (1 - power)


@mistake(
    cross_entropy,
    headline="one softmax for the batch",
    sentence="Right for a single sample; with several of them the probabilities are too small.",
    why="the exponentials of all samples are added up into one sum. The probabilities of the whole"
    " batch add up to 1, not those of a sample.",
    hints=(
        "Print the sum of the probabilities of each sample. What should it be?",
        "Add a number to all logits of one sample. Should the terms of the others change?",
    ),
    constants=POWERS_OF_N,
)
def softmax_over_the_whole_batch(logits, Y, power):
    return -(Y * np.log(one_sum_for_the_whole_array(logits))).sum() / len(Y) ** power


@mistake(
    cross_entropy,
    headline="only the first sample",
    sentence="Only the first sample enters the loss.",
    why="the function returns after the term of the first sample. The other samples are never"
    " reached.",
    hints=(
        "Change the second sample of the example. Does the returned loss change?",
        "How often does the loop run before the function returns? Print its counter.",
    ),
    constants=POWERS_OF_N,
)
def only_the_first_sample(logits, Y, power):
    return -(Y[0] * log_softmax(logits[0])).sum() / len(Y) ** power


@mistake(
    cross_entropy,
    headline="nan for large logits",
    sentence="Right for ordinary logits; nan once a logit is above 709.",
    why="exp is taken of the logits as they come. exp(1000) is beyond the largest float64 (1.8e308)"
    " and becomes inf; inf / inf is nan.",
    hints=(
        "Adding a number to all logits of a sample does not change its loss. Which number keeps"
        " every exponent small?",
    ),
    only_extreme=True,
)
def exponents_of_logits_as_they_come(logits, Y):
    return -(Y * np.log(exponents_as_they_come(logits))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="inf or nan for large gaps",
    sentence="Right for ordinary logits; not finite once two logits of a sample are 745 apart.",
    why="the probability is computed first and its logarithm afterwards. A probability below"
    " 4.9e-324 is rounded to 0; log 0 is -inf, and 0 times -inf is nan.",
    hints=(
        "For the logits [0, 800] and the label [1, 0] the loss is 800. At which step of the code"
        " does it get lost?",
        "Write the log of a softmax output for K = 2 on paper. Which logarithm and which exp"
        " cancel?",
        "log(3^-900) is -inf for the computer, for 3^-900 is rounded to 0. -900 log 3 is -988.75;"
        " same number.",
    ),
    only_extreme=True,
)
def log_of_rounded_probabilities(logits, Y):
    return -(Y * np.log(softmax(logits))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="infinite for large logits",
    sentence="Right for ordinary logits; infinite for large ones.",
    why="the logarithm of the sum is taken of exponentials as they come. They overflow to inf above"
    " 709; far below 0 they are rounded to 0.",
    hints=(
        "What is the largest exponential for [1000, 1001]? What is the logarithm of the sum?",
        "Adding a number to all logits of a sample does not change its loss. Which number makes"
        " the largest exponent 0?",
    ),
    only_extreme=True,
)
def log_of_overflowing_sums(logits, Y):
    sums = np.exp(logits).sum(axis=1, keepdims=True)
    return -(Y * (logits - np.log(sums))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="nan for uneven samples",
    sentence="Right for one sample; nan when a sample lies far below the largest logit of another.",
    why="one maximum is taken over the whole batch and subtracted from every sample. In a sample"
    " far below it all exponentials are rounded to 0.",
    hints=(
        "Two samples: [0, 1] and [-1000, -1001]. What is subtracted from the second one, and what"
        " is its exponential?",
    ),
    only_extreme=True,
)
def one_maximum_for_the_batch(logits, Y):
    p = one_maximum_for_the_whole_array(logits)
    return -(Y * np.log(p)).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="constant inside the log",
    sentence="Close to the right loss; too small where the label is unlikely.",
    why="a small constant is added to every probability before its logarithm is taken. The loss is"
    " then that of another function, and its gradient is no longer S - Y.",
    right="The sum over the classes and the mean over the samples.",
    hints=(
        "What is log(p + c) when p is much smaller than c? What should the loss be there?",
        "The logarithm of a fraction is a difference of two logarithms. Which of the two needs the"
        " constant?",
    ),
    constants=FLOORS,
)
def log_of_a_probability_and_a_constant(logits, Y, constant):
    return -(Y * np.log(softmax(logits) + constant)).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="probabilities are clipped",
    sentence="The loss stops growing once the label is very unlikely.",
    why="every probability is kept away from 0 before its logarithm is taken. Below that limit the"
    " loss does not depend on the logits any more.",
    hints=(
        "By how much should the loss grow when the logit of the label falls from -800 to -801? By"
        " how much does it grow?",
        "The logarithm of a fraction is a difference of two logarithms. Is any of the two"
        " infinite?",
    ),
    constants=FLOORS,
)
def log_of_clipped_probabilities(logits, Y, constant):
    return -(Y * np.log(np.clip(softmax(logits), constant, 1 - constant))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="sums along the first axis",
    sentence="The probabilities of a class add up to 1 over the samples, not those of a sample.",
    why="the exponentials are divided by their sum along the first axis, so the samples of the"
    " batch compete with one another.",
    hints=(
        "Leave one sample out of the batch. Should the probabilities of the others change?",
        "Which axis of logits counts the classes?",
    ),
    constants=POWERS_OF_N,
)
def softmax_along_the_first_axis(logits, Y, power):
    return -(Y * np.log(sum_along_the_first_axis(logits))).sum() / len(Y) ** power


@mistake(
    cross_entropy,
    headline="probabilities cut off at 0",
    sentence="Right for ordinary logits; the loss stops growing once the label is very unlikely.",
    why="a probability below a small constant is replaced by that constant before its logarithm is"
    " taken. From there on the loss does not depend on the logits any more.",
    hints=(
        "By how much should the loss grow when the logit of the label falls from -800 to -801? By"
        " how much does it grow?",
        "The logarithm of a fraction is a difference of two logarithms. Is any of the two"
        " infinite?",
    ),
    constants=FLOORS,
)
def log_of_probabilities_kept_from_zero(logits, Y, constant):
    return -(Y * np.log(np.maximum(softmax(logits), constant))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="a squared error",
    sentence="The squared distance of probabilities and labels is taken, and no logarithm.",
    why="the loss is the squared error of the probabilities. A sample never costs more than 2,"
    " however wrong its probabilities are.",
    hints=(
        "Let the probability of the label go to 0. What happens to the loss in the statement, and"
        " what to the one returned?",
        "Which of the two functions in the statement's formula is missing in the code?",
    ),
    constants=(0.0, 1.0, 2.0, 3.0, 4.0),
)
def squared_error(logits, Y, which):
    divisors = len(Y), Y.size, 2 * len(Y), 1, 2
    return ((softmax(logits) - Y) ** 2).sum() / divisors[int(which)]


@mistake(
    cross_entropy,
    headline="binary loss, mean over all",
    sentence="Every class contributes a second term, and the mean runs over all entries.",
    why="the binary cross-entropy is taken for each class, then averaged over all N x K entries."
    " For K = 2 that comes out right.",
    hints=(
        "Compare K = 2 with K = 3. Which terms of the result belong to classes that are not the"
        " label?",
    ),
    constants=(0.0, *FLOORS),
)
def binary_loss_averaged_over_entries(logits, Y, constant):
    p = softmax(logits)
    return -(Y * np.log(p + constant) + (1 - Y) * np.log(1 - p + constant)).mean()


@mistake(
    cross_entropy,
    headline="logistic and binary",
    sentence="This is the loss of K separate yes-or-no questions.",
    why="each logit goes through the logistic function and then through the binary cross-entropy."
    " The classes do not compete with each other.",
    hints=("Print the probabilities that the code uses for one sample. What do they add up to?",),
    constants=(0.0, 1.0),
)
def binary_loss_with_logistic_probabilities(logits, Y, power):
    p = every_entry_by_itself(logits)
    terms = -(Y * np.log(p) + (1 - Y) * np.log(1 - p))
    return terms.sum() / len(Y) / Y.shape[1] ** power


@mistake(
    cross_entropy,
    headline="label inside the logarithm",
    sentence="The logarithm is taken of label times probability, entry by entry.",
    why="the label is multiplied with the probability before the logarithm. Where the label is 0,"
    " that is the logarithm of 0 or of a tiny constant.",
    hints=("For a class whose label is 0: what should its term be, and what is it in the code?",),
    constants=(0.0, *FLOORS),
)
def labels_inside_the_logarithm(logits, Y, constant):
    return -np.log(Y * softmax(logits) + constant).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="logarithm of the labels",
    sentence="The logarithm is taken of the labels, not of the probabilities.",
    why="labels and probabilities stand in each other's place. A one-hot label holds zeros, whose"
    " logarithm is -inf.",
    hints=(
        "Which of the two arrays is never 0 on paper? Which one stands inside the logarithm of the"
        " code?",
    ),
    constants=(0.0, *FLOORS),
)
def labels_and_probabilities_exchanged(logits, Y, constant):
    return -(softmax(logits) * np.log(Y + constant)).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="a divergence, not the loss",
    sentence="Right for one-hot labels; too small for soft ones.",
    why="this is the Kullback-Leibler divergence: the entropy of the labels is taken off. It is 0"
    " for one-hot labels.",
    right="Every input with one-hot labels.",
    hints=(
        "Take probabilities equal to the labels, both [0.5, 0.5]. What does the formula of the"
        " statement give?",
    ),
)
def entropy_of_the_labels_subtracted(logits, Y):
    entropy = -(Y * np.log(np.where(Y > 0, Y, 1))).sum()
    return cross_entropy(logits, Y) - entropy / len(Y)


@mistake(
    cross_entropy,
    headline="0 times the log of 0",
    sentence="nan for every label that holds a 0.",
    why="the labels stand inside the logarithm, too, as in the Kullback-Leibler divergence. Where"
    " a label is 0, 0 times -inf is nan.",
    hints=(
        "In which line does the first nan appear for the label [1, 0]? Does the formula of the"
        " statement have that term?",
    ),
)
def logarithm_of_the_labels_as_well(logits, Y):
    return (Y * np.log(Y / softmax(logits))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="maximum lost on the way",
    sentence="The loss lacks the largest logit of each sample.",
    why="the largest logit is subtracted under the exponentials of the sum, but not at the label,"
    " nor added back after the logarithm.",
    hints=(
        "Add 5 to all logits of a sample. Should the loss change? By how much does it?",
        "log(exp(3) + exp(4)) = 4.31. What does log(exp(3 - 4) + exp(4 - 4)) give, and what is"
        " missing?",
    ),
)
def maximum_not_added_back(logits, Y):
    return cross_entropy(logits, Y) - logits.max(axis=1).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="maximum taken off twice",
    sentence="The loss is too large by the largest logit of each sample.",
    why="the largest logit is subtracted from the logits of the labels once more than the"
    " logarithm of the sum allows for.",
    hints=("Add 5 to all logits of a sample. Should the loss change? By how much does it?",),
)
def maximum_subtracted_once_too_often(logits, Y):
    return cross_entropy(logits, Y) + logits.max(axis=1).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="the sum of exp is missing",
    sentence="The largest logit stands where the logarithm of the sum belongs.",
    why="from the logit of the label only the largest logit is subtracted. The loss is 0 as soon"
    " as the label is the largest one.",
    hints=(
        "For the logits [1, 0] and the label [1, 0]: is the probability of the label 1? What loss"
        " comes out?",
    ),
    constants=POWERS_OF_N,
)
def largest_logit_for_the_log_of_the_sum(logits, Y, power):
    return (logits.max(axis=1, keepdims=True) * Y - Y * logits).sum() / len(Y) ** power


@mistake(
    cross_entropy,
    headline="no log of the sum",
    sentence="The sum of the exponentials enters without its logarithm.",
    why="the sum of the exponentials itself is subtracted from the logit of the label.",
    hints=("Write log(a/b) as two terms on paper. What happens to b?",),
)
def logarithm_of_the_denominator_missing(logits, Y):
    sums = np.exp(logits).sum(axis=1, keepdims=True)
    return -(Y * (logits - sums)).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="the class predicted counts",
    sentence="The loss of the most probable class is returned; the labels do not enter.",
    why="of each sample the largest probability is taken, whatever its label is. A wrong"
    " prediction made with certainty costs nothing.",
    hints=("Exchange the labels of two samples. Should the loss change? Does it?",),
    constants=POWERS_OF_N,
)
def most_probable_class(logits, Y, power):
    return -log_softmax(logits).max(axis=1).sum() / len(Y) ** power


@mistake(
    cross_entropy,
    headline="predictions are counted",
    sentence="A share of samples is returned, not a loss.",
    why="the largest logit of each sample is compared with its label, and the samples are counted."
    " How large a probability is does not enter.",
    hints=("Raise one logit by 0.001. Should the loss change? Does the returned number?",),
    constants=(1.0, 0.0),
)
def predictions_counted(logits, Y, constant):
    hits = logits.argmax(axis=1) == Y.argmax(axis=1)
    return abs(constant - hits.mean())


@mistake(
    cross_entropy,
    headline="exp of the loss",
    sentence="The exponential of the right loss is returned.",
    why="an exponential is taken in the end. That is the perplexity; it is never below 1.",
    right="The loss, before the last step.",
    hints=("What should the loss be when every label has probability 1? What is returned then?",),
)
def exponential_of_the_loss(logits, Y):
    return np.exp(cross_entropy(logits, Y))


@mistake(
    cross_entropy,
    headline="mean first, then the log",
    sentence="The probabilities of the labels are averaged; then one logarithm is taken.",
    why="the mean over the samples is taken inside the logarithm. One sample with probability 0"
    " then costs little.",
    hints=(
        "Two samples with the probabilities 1 and 0.01 for their labels: what is the mean of the"
        " logarithms, and the logarithm of the mean?",
    ),
)
def logarithm_of_the_mean_probability(logits, Y):
    return -np.log((Y * softmax(logits)).sum() / len(Y))


@mistake(
    cross_entropy,
    headline="one log for the whole batch",
    sentence="The probabilities of all samples are added up; then one logarithm is taken.",
    why="the sum over the samples is taken inside the logarithm. It may be larger than 1, and the"
    " loss negative.",
    hints=("How many logarithms does the formula have for N = 2? How many does the code take?",),
    constants=POWERS_OF_N,
)
def logarithm_of_one_total(logits, Y, power):
    return -np.log((Y * softmax(logits)).sum()) / len(Y) ** power


@mistake(
    cross_entropy,
    headline="1 minus the probability",
    sentence="What is missing to probability 1 is averaged; no logarithm is taken.",
    why="the mean of 1 - p is returned, p the probability of the label. It never exceeds 1,"
    " however wrong a prediction is.",
    hints=(
        "Let the probability of a label go to 0. What happens to the loss in the statement, and"
        " what to the returned one?",
    ),
)
def what_is_missing_to_one(logits, Y):
    return 1 - (Y * softmax(logits)).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="squared error of logits",
    sentence="The squared distance of logits and labels is returned.",
    why="the logits pass through neither softmax nor a logarithm. That is the loss of a"
    " regression.",
    hints=("Add 3 to all logits of a sample. Should the loss change? Does it?",),
    constants=(1.0, 0.0),
)
def squared_error_of_the_logits(logits, Y, power):
    return ((logits - Y) ** 2).sum() / len(Y) / Y.shape[1] ** power


@mistake(
    cross_entropy,
    headline="an absolute error",
    sentence="The distance of probabilities and labels is averaged; no logarithm is taken.",
    why="the loss is the absolute error of the probabilities. It stays below 2, however wrong they"
    " are.",
    hints=(
        "Let the probability of the label go to 0. What happens to the loss in the statement, and"
        " what to the returned one?",
    ),
    constants=(0.0, 1.0),
)
def absolute_error(logits, Y, power):
    return np.abs(softmax(logits) - Y).sum() / len(Y) / Y.shape[1] ** power


@mistake(
    cross_entropy,
    headline="log of 1 - p at the label",
    sentence="The loss falls where the label becomes less probable.",
    why="at the label, the logarithm is taken of what the other classes have together.",
    hints=("Raise the logit of the label. Should the loss grow or fall, and what does it do?",),
)
def logarithm_of_the_other_classes(logits, Y):
    return -(Y * np.log(1 - softmax(logits))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="only the other classes",
    sentence="Only the classes that are not the label contribute.",
    why="each entry has the term of not being this class. The term of the label itself is missing.",
    hints=(
        "Which class of a sample has the label 1? Which term of the sum in the statement is left,"
        " and does the code have it?",
    ),
    constants=(0.0, 1.0),
)
def second_binary_term_alone(logits, Y, power):
    return -((1 - Y) * np.log(1 - softmax(logits))).sum() / len(Y) / Y.shape[1] ** power


@mistake(
    cross_entropy,
    headline="the labels do not enter",
    sentence="The logarithms of all classes are added up; the labels do not enter.",
    why="every class counts with the same weight, so the loss is the same whatever the labels are.",
    hints=("Exchange the labels of two samples. Should the loss change? Does it?",),
    constants=(0.0, 1.0),
)
def every_class_counted(logits, Y, power):
    return -log_softmax(logits).sum() / len(Y) / Y.shape[1] ** power


@mistake(
    cross_entropy,
    headline="entropy of the predictions",
    sentence="The probabilities stand in the place of the labels as well.",
    why="the logarithms are weighted with the probabilities themselves. That is the entropy of the"
    " prediction, whatever the labels are.",
    hints=("Exchange the labels of two samples. Should the loss change? Does it?",),
    constants=POWERS_OF_N,
)
def entropy_of_the_probabilities(logits, Y, power):
    return -(softmax(logits) * log_softmax(logits)).sum() / len(Y) ** power


@mistake(
    cross_entropy,
    headline="the last sample is left out",
    sentence="All samples but the last one enter the loss.",
    why="the sum stops one sample early. The division by N counts it all the same.",
    hints=(
        "Change the last row of logits. Does the loss change? Which values does the counter of the"
        " loop take?",
    ),
)
def last_sample_left_out(logits, Y):
    return -(Y * log_softmax(logits))[:-1].sum() / len(Y)


@mistake(
    cross_entropy,
    headline="the first sample is missing",
    sentence="All samples but the first one enter the loss.",
    why="the sum begins at the second sample. The division by N counts the first one all the same.",
    hints=(
        "Change the first row of logits. Does the loss change? At which value does the counter of"
        " the loop begin?",
    ),
)
def first_sample_left_out(logits, Y):
    return -(Y * log_softmax(logits))[1:].sum() / len(Y)


@mistake(
    cross_entropy,
    headline="the last class is left out",
    sentence="Samples whose label is the last class cost nothing.",
    why="the sum over the classes stops one class early.",
    hints=(
        "What is returned when every label is the last class? Which values does the counter of the"
        " classes take?",
    ),
)
def last_class_left_out(logits, Y):
    return -(Y * log_softmax(logits))[:, :-1].sum() / len(Y)


@mistake(
    cross_entropy,
    headline="the first class is missing",
    sentence="Samples whose label is the first class cost nothing.",
    why="the sum over the classes begins at the second class.",
    hints=(
        "What is returned when every label is the first class? At which value does the counter of"
        " the classes begin?",
    ),
)
def first_class_left_out(logits, Y):
    return -(Y * log_softmax(logits))[:, 1:].sum() / len(Y)


@mistake(
    cross_entropy,
    headline="only the last sample",
    sentence="Only the last sample enters the loss.",
    why="each sample replaces what the samples before it have contributed, so that the last one"
    " remains.",
    hints=(
        "Print the loss inside the loop, after every sample. Does it grow from sample to sample?",
    ),
    constants=POWERS_OF_N,
)
def only_the_last_sample(logits, Y, power):
    return -(Y[-1] * log_softmax(logits[-1])).sum() / len(Y) ** power


@mistake(
    cross_entropy,
    headline="log of the logits",
    sentence="The logarithm is taken of the logits themselves; nan where one is negative.",
    why="the logits are treated as if they were probabilities. Softmax is never applied.",
    hints=(
        "Which values may a logit have, and which a probability? What does the function receive?",
    ),
    constants=(0.0, *FLOORS),
)
def logits_taken_for_probabilities(logits, Y, constant):
    return -(Y * np.log(logits + constant)).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="logits are clipped to 0..1",
    sentence="The logits are cut to the range of a probability; softmax is not applied.",
    why="the logits are treated as if they were probabilities. Whatever lies above 1 or below 0 is"
    " cut off.",
    hints=("Compare the loss for the logits [2, 3] and [3, 2]. Should it be the same? Is it?",),
    constants=FLOORS,
)
def logits_clipped_to_probabilities(logits, Y, constant):
    return -(Y * np.log(np.clip(logits, constant, 1 - constant))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="no exponential is taken",
    sentence="The logits are divided by their sum; no exponential is taken.",
    why="the share of each logit in the sum of its sample is taken for its probability. With"
    " logits of both signs it can be negative.",
    hints=("What are the two shares for the logits [1, -3]? Can they be probabilities?",),
)
def shares_without_exponentials(logits, Y):
    return -(Y * np.log(logits / logits.sum(axis=1, keepdims=True))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="labels are smoothed",
    sentence="A part of every label is spread over all classes.",
    why="the labels are mixed with equal shares of all classes before the loss is taken. This is"
    " label smoothing.",
    right="The loss itself, for the changed labels.",
    hints=("Print the labels that enter the loss. Are they those that were passed in?",),
    constants=(0.1, 0.05, 0.2, 0.01),
)
def smoothed_labels(logits, Y, constant):
    smooth = (1 - constant) * Y + constant / Y.shape[1]
    return cross_entropy(logits, smooth)


@mistake(
    cross_entropy,
    headline="the result is rounded",
    sentence="The loss has a few decimals only.",
    why="the result is rounded before it is returned. A loss that moves in small jumps has no"
    " gradient.",
    right="The loss, before the last step.",
    hints=("Raise one logit by 1e-9. Should the loss change? Does it?",),
    constants=tuple(float(digits) for digits in range(8)),
)
def result_rounded(logits, Y, digits):
    return np.round(cross_entropy(logits, Y), int(digits))


@mistake(
    cross_entropy,
    headline="all pairs of samples",
    sentence="Every sample is compared with the labels of all samples.",
    why="a product of matrices joins each label with the probabilities of every sample. Only the N"
    " products on its diagonal belong to the loss.",
    hints=("Print the shape of the array that is added up. How many terms should N samples have?",),
    constants=(1.0, 2.0, 0.0),
)
def every_label_with_every_sample(logits, Y, power):
    return -(Y @ log_softmax(logits).T).sum() / len(Y) ** power


@mistake(
    cross_entropy,
    headline="a column for each label",
    sentence="For every label the whole column of its class is added up.",
    why="the labels choose columns, and in each column all samples are taken. An entry belongs to"
    " the loss only where row and label go together.",
    hints=(
        "Print the shape of what the labels choose. How many entries should they choose for N"
        " samples?",
    ),
    constants=(2.0, 1.0, 0.0),
)
def columns_of_all_labels(logits, Y, power):
    return -log_softmax(logits)[:, Y.argmax(axis=1)].sum() / len(Y) ** power


@mistake(
    cross_entropy,
    headline="maximum of each column",
    sentence="From each class another number is subtracted, so the probabilities change.",
    why="the maximum is taken along the samples, so each class has its own. Softmax stays the same"
    " only when a sample loses one number.",
    hints=(
        "Print the shape of the maximum. How many numbers should be subtracted from one sample?",
    ),
)
def maximum_of_every_class(logits, Y):
    return cross_entropy(logits - logits.max(axis=0), Y)


@mistake(
    cross_entropy,
    headline="exp of the negative logits",
    sentence="The largest logit gets the smallest probability.",
    why="the exponents have the opposite sign: exp(-x) is taken of every logit.",
    hints=("Raise the logit of the label. Should the loss grow or fall, and what does it do?",),
)
def exponents_of_the_other_sign(logits, Y):
    return cross_entropy(-logits, Y)


@mistake(
    cross_entropy,
    headline="a penalty is added",
    sentence="The squares of the logits are added to the loss.",
    why="a multiple of the squares of all logits is added, as in weight decay. The loss of the"
    " statement has no such term.",
    right="The loss, without the added term.",
    hints=("Add 3 to all logits of a sample. Should the loss change? Does it?",),
    constants=PENALTIES,
)
def penalty_on_the_logits(logits, Y, constant):
    return cross_entropy(logits, Y) + constant * (logits**2).sum()


@mistake(
    cross_entropy,
    headline="large logits are cut off",
    sentence="Right for ordinary logits; wrong once a logit is beyond a limit.",
    why="every logit is clipped before exp is taken. Two logits beyond the limit become equal, and"
    " the loss stops growing.",
    hints=(
        "What do the logits [1000, 1001] become after the clipping? Are their probabilities equal"
        " on paper?",
    ),
    constants=LIMITS,
    only_extreme=True,
)
def logits_cut_off(logits, Y, limit):
    return cross_entropy(np.clip(logits, -limit, limit), Y)


@mistake(
    cross_entropy,
    headline="terms of p = 0 left out",
    sentence="Right for ordinary logits; the most unlikely labels cost nothing.",
    why="a term whose probability was rounded to 0 counts as 0. Those are the terms that should be"
    " the largest.",
    hints=(
        "For the logits [0, 800] and the label [1, 0] the loss is 800. What is returned, and which"
        " term is missing?",
    ),
    only_extreme=True,
)
def terms_of_zero_probability_left_out(logits, Y):
    p = softmax(logits)
    return -(Y * np.log(np.where(p > 0, p, 1))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="inf for an unlikely label",
    sentence="Right for ordinary logits; inf once a label is 745 below the largest logit.",
    why="the probability is computed first and its logarithm afterwards, for the labels alone. A"
    " probability below 4.9e-324 is rounded to 0, and log 0 is -inf.",
    hints=(
        "For the logits [0, 800] and the label [1, 0] the loss is 800. At which step of the code"
        " does it get lost?",
    ),
    only_extreme=True,
)
def terms_of_zero_labels_left_out(logits, Y):
    terms = np.where(Y > 0, Y * np.log(softmax(logits)), 0)
    return -terms.sum() / len(Y)


@mistake(
    cross_entropy,
    headline="inf for uneven samples",
    sentence="Right for one sample; infinite when a sample lies far below the largest logit of"
    " another.",
    why="one maximum is taken over the whole batch. In a sample far below it all exponentials are"
    " rounded to 0, and log 0 is -inf.",
    hints=(
        "Two samples: [0, 1] and [-1000, -1001]. What is subtracted from the second one, and what"
        " is its exponential?",
    ),
    only_extreme=True,
)
def one_maximum_in_the_log_of_the_sum(logits, Y):
    largest = logits.max()
    sums = np.exp(logits - largest).sum(axis=1, keepdims=True)
    return -(Y * (logits - largest - np.log(sums))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="a hinge loss",
    sentence="Margins between logits are added up; no probability is computed.",
    why="each class contributes what its logit lacks to a distance of 1 from that of the label."
    " This is the loss of a support vector machine.",
    hints=(
        "Take a sample whose label leads by 5. What loss does the formula of the statement give,"
        " and what is returned?",
    ),
    constants=POWERS_OF_N,
)
def hinge_loss(logits, Y, power):
    label = logits[np.arange(len(Y)), Y.argmax(axis=1)][:, None]
    margins = np.maximum(0, logits - label + 1).sum() - len(Y)
    return margins / len(Y) ** power


@mistake(
    cross_entropy,
    headline="log of the logits",
    sentence="The logarithm is taken of the logits; softmax is not applied.",
    why="the logits are treated as if they were probabilities. Negative ones are replaced by a"
    " small constant.",
    hints=(
        "Which values may a logit have, and which a probability? What does the function receive?",
    ),
    constants=FLOORS,
)
def logits_kept_from_zero(logits, Y, constant):
    return -(Y * np.log(np.maximum(logits, constant))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="two different axes",
    sentence="The maximum is that of a sample, the sum that of a class.",
    why="the maximum is taken along the classes, the sum of the exponentials along the samples.",
    hints=("Print the sum of the probabilities of each sample. What should it be?",),
)
def maximum_and_sum_along_different_axes(logits, Y):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return -(Y * np.log(e / e.sum(axis=0))).sum() / len(Y)


@mistake(
    cross_entropy,
    headline="hard labels, and a sum",
    sentence="Two things differ: soft labels are made hard, and the samples are added up.",
    why="only the largest label of a sample is used, with weight 1, and the terms of the samples"
    " are not averaged.",
    hints=(
        "Put every sample into the batch twice. Should the loss change? Does it?",
        "Change Y from [0.6, 0.4] to [0.9, 0.1]. Should the loss change? Does the returned one?",
    ),
)
def largest_label_only_and_a_sum(logits, Y):
    return largest_label_only(logits, Y) * len(Y)


# --- two at once ---------------------------------------------------------------------------------


@both(logarithm_to_base_two, sum_over_samples)
def bits_of_all_samples(logits, Y):
    return -(Y * log_softmax(logits)).sum() / np.log(2)


@both(logarithm_to_base_two, mean_over_all_entries)
def bits_over_all_entries(logits, Y):
    return -(Y * log_softmax(logits)).mean() / np.log(2)


@both(softmax_along_the_first_axis, mean_over_all_entries)
def first_axis_and_all_entries(logits, Y):
    return -(Y * log_softmax(logits.T).T).mean()


@both(softmax_applied_twice, mean_over_all_entries)
def softmax_twice_and_all_entries(logits, Y):
    return -(Y * log_softmax(softmax(logits))).mean()


@both(largest_label_only, logarithm_to_base_two)
def bits_of_hard_labels(logits, Y):
    return largest_label_only(logits, Y) / np.log(2)


@both(softmax_along_the_first_axis, largest_label_only)
def first_axis_and_hard_labels(logits, Y):
    return _of_hard_labels(log_softmax(logits.T).T, Y)


@both(softmax_along_the_first_axis, logarithm_to_base_two)
def bits_along_the_first_axis(logits, Y):
    return -(Y * log_softmax(logits.T).T).sum() / len(Y) / np.log(2)


@both(softmax_over_the_whole_batch, largest_label_only)
def one_softmax_and_hard_labels(logits, Y):
    return _of_hard_labels(np.log(one_sum_for_the_whole_array(logits)), Y)


@both(softmax_over_the_whole_batch, logarithm_to_base_two)
def bits_of_one_softmax(logits, Y):
    return -(Y * np.log(one_sum_for_the_whole_array(logits))).sum() / len(Y) / np.log(2)


def _of_hard_labels(log_p, Y):
    """The mean loss of the class with the largest label."""
    return -log_p[np.arange(len(Y)), Y.argmax(axis=1)].mean()
