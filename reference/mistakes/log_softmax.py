"""What students write in the place of `log_softmax`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.log_softmax import log_softmax
from reference.formulas.softmax import softmax
from reference.mistakes.softmax import (
    DECIMALS,
    INPUT_BOUNDS,
    OF_THE_MAXIMUM,
    SMALL,
    every_entry_by_itself,
    exponents_as_they_come,
    own_entry_left_out,
    running_sum,
    shifted,
)
from reference.mistakes.softmax import sum_along_the_second_axis as softmax_along_the_second_axis

# Bounds and constants that keep a probability from being 0.
TINY = (*SMALL, 1e-30, 1e-37, 1e-38, 1e-50, 1e-100, 1e-300, 1e-308, 2.0**-52, 2.0**-1022)


@mistake(
    log_softmax,
    headline="nan and -inf, same inputs",
    sentence="Right for ordinary inputs; nan or -inf for large ones.",
    why="exp is taken of the inputs as they come, and overflows. Where it does not, a small"
    " probability is rounded to 0 before its logarithm is taken.",
    hints=(
        "Write log S_0 for n = 2 on paper, with the exponentials in place of S_0. Which logarithm"
        " and which exp cancel?",
        "Adding one and the same number to every x changes no entry. Which number makes the largest"
        " exponent 0?",
    ),
    only_extreme=True,
    inherits=exponents_as_they_come,
    inherited="The nan comes from softmax. The -inf is the log of a probability that was rounded"
    " to 0; it will still be there when softmax is right.",
)
def log_of_overflowing_exponents(x):
    return np.log(exponents_as_they_come(x))


@mistake(
    log_softmax,
    headline="-inf for large gaps",
    sentence="Right for ordinary inputs; -inf where an entry is 745 or more below the largest one.",
    why="the probability is computed first and its logarithm is taken afterwards. A probability"
    " below 4.9e-324 is rounded to 0, and the log of 0 is -inf.",
    hints=(
        "The right value for [0, 1000] is an ordinary number, near -1000. At which step of the code"
        " does it get lost?",
        "Write log S_0 for n = 2 on paper, with the exponentials in place of S_0. Which logarithm"
        " and which exp cancel?",
        "log(3^-900) is -inf for the computer, for 3^-900 is rounded to 0. -900 log 3 is -988.75;"
        " same number.",
    ),
    only_extreme=True,
)
def log_of_a_rounded_probability(x):
    return np.log(softmax(x))


@mistake(
    log_softmax,
    headline="infinite for large inputs",
    sentence="Right for ordinary inputs; infinite for large ones.",
    why="the logarithm of the sum is taken of exponentials as they come. They overflow to inf above"
    " 709; far below 0 they are rounded to 0.",
    hints=(
        "What is the largest exponential for [0, 1000], and what for [-1000, -1000]? What is the"
        " logarithm of their sum?",
        "Adding one and the same number to every x changes no entry. Which number makes the largest"
        " exponent 0?",
    ),
    only_extreme=True,
)
def sum_of_exponents_as_they_come(x):
    return x - np.log(np.exp(x).sum(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="inf for uneven rows",
    sentence="Right for one row; inf when a row lies far below the largest entry of another one.",
    why="one maximum is taken over the whole array and subtracted from every row. In a row far"
    " below it all exponentials are rounded to 0, and the log of 0 is -inf.",
    hints=(
        "Two rows: [0, 1] and [-1000, -1001]. What is subtracted from the second one, and what is"
        " its exponential?",
    ),
    only_extreme=True,
)
def one_maximum_over_all_rows(x):
    shifted = x - x.max()
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="one sum for all rows",
    sentence="Right for a single row; with several rows every entry is too small.",
    why="the exponentials of all rows are added up into one sum. The probabilities of the whole"
    " array add up to 1, not those of each row.",
    hints=(
        "Take exp of the result for two equal rows [0, 1]. What does each row add up to?",
        "How many sums does an array of shape (3, 4) need, and along which axis do they run?",
    ),
)
def one_sum_over_all_rows(x):
    shifted = x - x.max()
    return shifted - np.log(np.exp(shifted).sum())


@mistake(
    log_softmax,
    headline="the maximum gets lost",
    sentence="Every row is off by one number, the maximum of that row.",
    why="the maximum is subtracted inside the exponentials and nowhere else. The shift of the sum"
    " is not made up for.",
    right="The differences between the entries of a row.",
    hints=(
        "Add 3 to every x. Does the returned row change? By how much?",
        "log(8) is log(8/4) and what else? Which of the two terms is missing here?",
    ),
)
def maximum_in_the_sum_only(x):
    shifted = x - x.max(axis=-1, keepdims=True)
    return x - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="distance to the maximum",
    sentence="The largest entry of every row comes out as 0.",
    why="the maximum of the row stands where the logarithm of the sum of exponentials belongs. The"
    " two are close only when one entry is far above the others.",
    right="The differences between the entries of a row.",
    hints=(
        "For x = [0, 0] both probabilities are 1/2. What is the log of 1/2, and what is returned?",
    ),
)
def maximum_for_the_sum(x):
    return x - x.max(axis=-1, keepdims=True)


@mistake(
    log_softmax,
    headline="the sum without its log",
    sentence="The sum of the exponentials is subtracted, not its logarithm.",
    why="the logarithm of the numerator is taken, that of the denominator is not.",
    right="The differences between the entries of a row.",
    hints=(
        "For x = [0, 0] both probabilities are 1/2. What is the log of 1/2, and what is returned?",
        "log(a/b) is a difference of two terms. Which function stands in both of them?",
    ),
    constants=OF_THE_MAXIMUM,
)
def sum_without_its_logarithm(x, share):
    x = shifted(x, share)
    return x - np.exp(x).sum(axis=-1, keepdims=True)


@mistake(
    log_softmax,
    headline="log to the base 2",
    sentence="Every entry is 1.4427 times the right one.",
    why="the logarithm is the one to the base 2, that of information theory. log_softmax has the"
    " natural one.",
    right="The shape, and the proportions between the entries.",
    hints=(
        "What is 2 to the power of the result, and what is e to the power of it? Which of the two"
        " adds up to 1?",
    ),
)
def logarithm_to_the_base_two(x):
    return np.log2(np.e) * log_softmax(x)


@mistake(
    log_softmax,
    headline="softmax without the log",
    sentence="The probabilities are returned, not their logarithms.",
    why="the result is softmax itself: all entries are positive and add up to 1. The log of a"
    " probability is never positive.",
    hints=(
        "Which sign does the log of a number between 0 and 1 have, and which sign do the returned"
        " entries have?",
    ),
)
def probabilities_returned(x):
    return softmax(x)


@mistake(
    log_softmax,
    headline="constant inside the log",
    sentence="Close to the right values; too large where a probability is tiny.",
    why="a small constant is added to every probability before its logarithm is taken. Where the"
    " probability is smaller than the constant, only the constant is left.",
    right="The shape, and the leading digits where no probability is tiny.",
    hints=(
        "What is log(p + c) when p is much smaller than c? What should it be?",
        "The logarithm of a fraction is a difference of two logarithms. Which of the two needs the"
        " constant?",
    ),
    constants=TINY,
)
def log_of_a_probability_and_a_constant(x, constant):
    return np.log(softmax(x) + constant)


@mistake(
    log_softmax,
    headline="nan and inf for large gaps",
    sentence="Right for ordinary inputs; infinite or nan where an entry lies far above the other"
    " ones.",
    why="the number that is subtracted from a row lies below its largest entry, as the mean or the"
    " smallest entry does. An entry 710 above that number overflows.",
    hints=(
        "For x = [0, 0, 3000], what is subtracted, and what is the largest exponent after it?",
        "Which exponent should the largest entry of a row have, whatever the other ones are?",
    ),
    only_extreme=True,
)
def mean_subtracted(x):
    return sum_of_exponents_as_they_come(x - x.mean(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="nan and inf for large gaps",
    sentence="Right for ordinary inputs; infinite or nan where an entry lies far above the other"
    " ones.",
    why="the number that is subtracted from a row lies below its largest entry, as the mean or the"
    " smallest entry does. An entry 710 above that number overflows.",
    hints=(
        "For x = [0, 0, 3000], what is subtracted, and what is the largest exponent after it?",
        "Which exponent should the largest entry of a row have, whatever the other ones are?",
    ),
    only_extreme=True,
)
def minimum_subtracted(x):
    return sum_of_exponents_as_they_come(x - x.min(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="inf: largest size taken off",
    sentence="Right for ordinary inputs; infinite where the entry of the largest size is negative.",
    why="the largest absolute value of a row is subtracted from it. Where a negative entry has it,"
    " all exponentials are rounded to 0, and the log of 0 is -inf.",
    hints=(
        "What does the code subtract from [-1000, -1000], and what are the exponents after it?",
        "Which exponent should the largest entry of a row have, whatever its sign?",
    ),
    only_extreme=True,
)
def largest_size_subtracted(x):
    return sum_of_exponents_as_they_come(x - np.abs(x).max(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="inf for very negative rows",
    sentence="Right for ordinary inputs; infinite when all entries of a row are far below 0.",
    why="a row is shifted only when its maximum is above 0. Where every entry is far below 0, all"
    " exponentials are rounded to 0, and the log of 0 is -inf.",
    hints=(
        "What is the largest entry of [-1000, -1000], and what does the code subtract from that"
        " row?",
        "Which exponent should the largest entry of a row have, whatever its sign?",
    ),
    only_extreme=True,
)
def maximum_never_below_zero(x):
    return sum_of_exponents_as_they_come(x - np.maximum(x.max(axis=-1, keepdims=True), 0.0))


@mistake(
    log_softmax,
    headline="inf: exponents doubled",
    sentence="Right for ordinary inputs; infinite once the largest entry of a row is above 355.",
    why="the maximum of a row is added to it. The result does not change by that on paper, but the"
    " largest exponent becomes twice as large and overflows earlier.",
    hints=(
        "What is the largest exponent for x = [0, 400, 390]: before the shift, and after it?",
        "Which shift is of use to exp, one that makes the exponents larger or smaller?",
    ),
    only_extreme=True,
)
def maximum_added(x):
    return sum_of_exponents_as_they_come(x + x.max(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="large inputs cut off",
    sentence="Right for ordinary inputs; large ones are replaced by a bound.",
    why="the inputs are cut off at a bound before exp is taken. Beyond the bound two different"
    " inputs count as equal.",
    hints=(
        "Call log_softmax on [0, 1] and on [1000, 1001]. Should the two results differ?",
        "Adding one and the same number to every x changes no entry. Which number makes the largest"
        " exponent 0?",
    ),
    constants=INPUT_BOUNDS,
    only_extreme=True,
)
def inputs_cut_off(x, bound):
    return sum_of_exponents_as_they_come(np.clip(x, -bound, bound))


@mistake(
    log_softmax,
    headline="-1.8e308 for large gaps",
    sentence="Right for ordinary inputs; nan and inf are replaced by other numbers.",
    why="a probability is rounded to 0, its logarithm is -inf, and that is replaced by the lowest"
    " float64. The right value is an ordinary number.",
    hints=(
        "Print the result for [0, 1000]. At which step does the first inf appear?",
        "Write log S_0 for n = 2 on paper, with the exponentials in place of S_0. Which logarithm"
        " and which exp cancel?",
    ),
    only_extreme=True,
)
def infinity_replaced(x):
    return np.nan_to_num(np.log(softmax(x)))


@mistake(
    log_softmax,
    headline="wrong with three axes",
    sentence="Right for a vector and for a matrix; with three axes exp of the result does not add"
    " up to 1.",
    why="the exponentials are added up along axis 1, counted from the front. With three axes that"
    " is the one in the middle.",
    hints=(
        "Take exp of the result for an array of shape (2, 3, 4) and add it up along each axis."
        " Along which one are the sums 1?",
        "Which axis is axis 1 in an array of shape (3, 4), and which in one of shape (2, 3, 4)?",
    ),
)
def sum_along_the_second_axis(x):
    return np.log(softmax_along_the_second_axis(x))


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
    headline="one entry not in the sum",
    sentence="Every row is too large by one number: the sum has a term too few.",
    why="the sum of the exponentials leaves out one entry of the row, at its end or at its"
    " beginning.",
    right="The differences between the entries of a row.",
    hints="Take exp of the result for x = [0, 0, 0]. By which number is 1 divided? Which terms make"
    " up that number?",
    constants=(-1.0, 0.0),
)
def one_entry_left_out(x, index):
    z = shifted(x, 1.0)
    return z - np.log(np.delete(np.exp(z), int(index), axis=-1).sum(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="own entry not in the sum",
    sentence="The sum runs over the other entries only.",
    why="the sum of the exponentials leaves out the own one. The result can be positive.",
    hints=(
        "For x = [0, 0] both probabilities are 1/2. What is the log of 1/2, and what is returned?",
    ),
)
def own_entry_not_in_the_sum(x):
    return np.log(own_entry_left_out(x))


@mistake(
    log_softmax,
    headline="the sum is not complete",
    sentence="From each entry the log of the sum as far as it goes there is subtracted.",
    why="the logarithm is taken while the sum is still being added up. Only the last entry meets"
    " the whole sum.",
    right="The last entry of every row.",
    hints="Print the sum for each entry of [0, 0, 0]. Should it change from entry to entry?",
)
def logarithm_of_a_running_sum(x):
    return np.log(running_sum(x))


@mistake(
    log_softmax,
    headline="softmax applied twice",
    sentence="The logarithm of softmax is taken at the probabilities.",
    why="softmax is applied to x, and once more to what comes out, before the logarithm is taken.",
    hints=(
        "Take exp of the result for x = [0, 1] and compare it with your softmax. Do they agree?",
        "Does the logarithm of softmax expect inputs or probabilities as its argument?",
    ),
)
def softmax_of_softmax(x):
    return log_softmax(softmax(x))


@mistake(
    log_softmax,
    headline="an entropy term",
    sentence="Each logarithm is multiplied with its probability.",
    why="the result is the probability times its logarithm, a term of the entropy.",
    hints=(
        "For x = [0, 0] both probabilities are 1/2. What is the log of 1/2, and what is returned?",
    ),
)
def weighed_with_the_probability(x):
    return softmax(x) * log_softmax(x)


@mistake(
    log_softmax,
    headline="probabilities cut off",
    sentence="Close to the right values; a tiny probability is replaced by a bound.",
    why="probabilities below a small bound are replaced by it before the logarithm is taken."
    " Nothing below the log of the bound is ever returned.",
    right="The shape, and the entries where no probability is tiny.",
    hints=(
        "What is the lowest value that comes back for [0, 100], [0, 200], [0, 300]? What is exp of"
        " it?",
        "The logarithm of a fraction is a difference of two logarithms. Can either of them be of"
        " 0?",
    ),
    constants=TINY,
)
def log_of_a_cut_off_probability(x, bound):
    return np.log(np.maximum(softmax(x), bound))


@mistake(
    log_softmax,
    headline="probabilities cut off",
    sentence="Close to the right values; a tiny probability is replaced by a bound.",
    why="probabilities are kept between a small bound and 1 less that bound before the logarithm is"
    " taken. Nothing below the log of the bound is ever returned.",
    right="The shape, and the leading digits where no probability is tiny.",
    hints=(
        "What is the lowest value that comes back for [0, 100], [0, 200], [0, 300]? What is exp of"
        " it?",
        "The logarithm of a fraction is a difference of two logarithms. Can either of them be of"
        " 0?",
    ),
    constants=TINY,
)
def log_of_a_probability_within_bounds(x, bound):
    return np.log(np.clip(softmax(x), bound, 1 - bound))


@mistake(
    log_softmax,
    headline="the result is rounded",
    sentence="Every entry is rounded to a few decimals.",
    why="the result is rounded before it is returned. Whatever is computed from it inherits the"
    " error.",
    right="The first decimals of every entry.",
    hints="Print an entry with 17 digits. After how many decimals does it end, and which line does"
    " that?",
    constants=DECIMALS,
)
def rounded(x, decimals):
    return np.round(log_softmax(x), int(decimals))


@mistake(
    log_softmax,
    headline="no exponentials",
    sentence="The logarithm is taken of each input divided by the sum of the inputs.",
    why="exp does not occur: the quotients are shares of x itself. Where such a share is negative,"
    " its logarithm is nan.",
    hints=(
        "Call log_softmax on [-1, 2]. Which step of the formula of softmax makes every entry"
        " positive?",
    ),
)
def logarithm_of_shares_of_the_inputs(x):
    return np.log(x / x.sum(axis=-1, keepdims=True))


@mistake(
    log_softmax,
    headline="0 for large gaps",
    sentence="Right for ordinary inputs; 0 where an entry is 745 or more below the largest one.",
    why="a probability is rounded to 0, and 0 is returned in place of its logarithm. The log is 0"
    " where the probability is 1.",
    hints=(
        "What is exp of the result for [0, 1000]? Which of the two entries should be near 1?",
        "Write log S_0 for n = 2 on paper, with the exponentials in place of S_0. Which logarithm"
        " and which exp cancel?",
    ),
    only_extreme=True,
)
def zero_for_the_log_of_zero(x):
    s = softmax(x)
    return np.where(s > 0, np.log(s), 0.0)


# --- two at once ---------------------------------------------------------------------------------


@both(maximum_in_the_sum_only, one_sum_over_all_rows)
def lost_maximum_and_one_sum(x):
    return x - np.log(np.exp(x - x.max(axis=-1, keepdims=True)).sum())


@both(maximum_in_the_sum_only, sum_without_its_logarithm)
def lost_maximum_and_no_logarithm(x):
    return x - np.exp(x - x.max(axis=-1, keepdims=True)).sum(axis=-1, keepdims=True)


@both(one_sum_over_all_rows, logarithm_to_the_base_two)
def bits_with_one_sum(x):
    return one_sum_over_all_rows(x) / np.log(2)


@both(one_sum_over_all_rows, probabilities_returned)
def shares_of_one_sum(x):
    return np.exp(one_sum_over_all_rows(x))
