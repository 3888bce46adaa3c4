"""`log_softmax` where the logarithm is another one, or is taken of something else."""

import numpy as np

from reference.formula import mistake
from reference.formulas.log_softmax import log_softmax
from reference.formulas.softmax import softmax
from reference.mistakes.softmax import OF_THE_MAXIMUM, every_entry_by_itself, shifted


@mistake(
    log_softmax,
    headline="another log in the sum",
    sentence="Every row is off by one number; the two terms have logarithms to different bases.",
    why="the logarithm of the sum is to the base 10 or 2. In the other term exp and the natural"
    " logarithm have cancelled.",
    right="The differences between the entries of a row.",
    hints="Which logarithm undoes exp: what are log(exp(3)), log10(exp(3)) and log2(exp(3))?",
    constants=(10.0, 2.0),
)
def another_base_in_the_sum(x, base):
    return x - np.log(np.exp(x).sum(axis=-1, keepdims=True)) / np.log(base)


@mistake(
    log_softmax,
    headline="another log in the sum",
    sentence="Every row is off by one number; the two terms have logarithms to different bases.",
    why="the logarithm of the sum is to the base 10 or 2. In the other term exp and the natural"
    " logarithm have cancelled.",
    right="The differences between the entries of a row.",
    hints="Which logarithm undoes exp: what are log(exp(3)), log10(exp(3)) and log2(exp(3))?",
    constants=(10.0, 2.0),
)
def another_base_after_the_shift(x, base):
    z = shifted(x, 1.0)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True)) / np.log(base)


@mistake(
    log_softmax,
    headline="the log inside the sum",
    sentence="The sum is a sum of logarithms.",
    why="the logarithm is taken of every exponential before they are added up. Log and exp cancel,"
    " and the sum of the inputs is left.",
    right="The differences between the entries of a row.",
    hints=(
        "Is log(2 + 3) the same number as log(2) + log(3)?",
        "Which of the two comes first in the denominator of softmax, the sum or the log?",
    ),
    constants=OF_THE_MAXIMUM,
)
def sum_of_logarithms(x, share):
    x = shifted(x, share)
    return x - x.sum(axis=-1, keepdims=True)


@mistake(
    log_softmax,
    headline="the log of a mean",
    sentence="Every entry is too large by one number, the log of n.",
    why="the logarithm is taken of the mean of the exponentials.",
    right="The differences between the entries of a row.",
    hints="Take exp of the result for x = [0, 0] and for [0, 0, 0]. What do the entries add up to?",
)
def logarithm_of_the_mean(x):
    return log_softmax(x) + np.log(x.shape[-1])


@mistake(
    log_softmax,
    headline="a quotient of two logs",
    sentence="One logarithm is divided by the other one.",
    why="each input is divided by the logarithm of the sum of exponentials.",
    hints="Compare log(8/2) with log(8)/log(2) and with log(8) - log(2). Which two agree?",
    constants=OF_THE_MAXIMUM,
)
def quotient_of_logarithms(x, share):
    x = shifted(x, share)
    return x / np.log(np.exp(x).sum(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="1 inside the log",
    sentence="Every row is too small by one number.",
    why="1 is added to the sum of the exponentials before its logarithm is taken, as log1p does.",
    right="The differences between the entries of a row.",
    hints=(
        "Take exp of the result for x = [0, 0]. What do the entries add up to?",
        "Which number does log1p(2) belong to, 2 or 3?",
    ),
    constants=OF_THE_MAXIMUM,
)
def one_more_inside_the_log(x, share):
    x = shifted(x, share)
    return x - np.log1p(np.exp(x).sum(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="1 inside the log",
    sentence="Every entry is positive: the log of a number above 1.",
    why="1 is added to every probability before its logarithm is taken, as log1p does.",
    hints="Which sign does the log of a number between 0 and 1 have, and which sign do the returned"
    " entries have?",
)
def one_added_to_the_probability(x):
    return np.log1p(softmax(x))


@mistake(
    log_softmax,
    headline="exp is missing in the sum",
    sentence="The logarithm is taken of the sum of the inputs.",
    why="the inputs are added up as they are. Such a sum can be negative, and its logarithm is then"
    " nan.",
    hints=(
        "What should the argument of the logarithm be for x = [0, 0], and what is it?",
        "Which function of x is always positive? Where does it stand in softmax?",
    ),
    constants=OF_THE_MAXIMUM,
)
def logarithm_of_the_sum_of_inputs(x, share):
    x = shifted(x, share)
    return x - np.log(x.sum(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="log of the input",
    sentence="The first term is the logarithm of the input itself.",
    why="the logarithm is taken of x itself in the numerator. Where x is negative, that is nan.",
    hints="What is the numerator of softmax, and what is the logarithm of it?",
)
def logarithm_of_the_input(x):
    return np.log(x) - np.log(np.exp(x).sum(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="the exponential is left in",
    sentence="The first term is the exponential of the input, without a logarithm.",
    why="the logarithm of the denominator is taken, that of the numerator is not.",
    hints=(
        "For x = [0, 0] both probabilities are 1/2. What is the log of 1/2, and what is returned?",
        "log(a/b) is a difference of two terms. Which function stands in both of them?",
    ),
    constants=OF_THE_MAXIMUM,
)
def exponential_without_its_logarithm(x, share):
    e = np.exp(shifted(x, share))
    return e - np.log(e.sum(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="of the logistic function",
    sentence="Every entry is computed from its own x alone.",
    why="the result is the logarithm of the logistic function. Changing one x leaves the other"
    " entries as they are.",
    hints=(
        "Call log_softmax on [0, 1] and on [0, 2]. Only x[1] changed. Should L[0] change too?",
        "Take exp of the result and add up a row. What should come out?",
    ),
)
def logarithm_of_the_logistic_function(x):
    return np.log(every_entry_by_itself(x))


@mistake(
    log_softmax,
    headline="log not to base e",
    sentence="Every entry is the right one times the same number.",
    why="the logarithm is that to base 2 or 10. The exponentials of a row no longer add up to 1.",
    right="Everything but the base of the logarithm.",
    hints="For x = [0, 0], what should exp of the result be, and what is it?",
    constants=(10.0, 2.0),
)
def logarithm_to_another_base(x, base):
    return log_softmax(x) / np.log(base)
