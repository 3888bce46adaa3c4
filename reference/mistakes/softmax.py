"""What students write in the place of `softmax`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.softmax import softmax

SMALL = tuple(10.0**-exponent for exponent in range(3, 21))


# How much of the maximum of a row is taken off before a mistake is made: nothing, or all of it.
OF_THE_MAXIMUM = (0.0, 1.0)


INPUT_BOUNDS = (500.0, 700.0, 709.0, 600.0, 300.0, 250.0, 200.0, 100.0, 50.0, 30.0, 20.0, 10.0)


DECIMALS = tuple(float(decimals) for decimals in (4, 3, 2, 5, 6, 1, 7, 8, 9, 10, 0))


def shifted(x, share):
    """x less that share of the maximum along the last axis: (…, n) → (…, n)."""
    return x - share * x.max(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="nan for large inputs",
    sentence="Right for ordinary inputs; nan once an input is above 709.",
    why="exp is taken of the inputs as they come. exp(1000) is beyond the largest float64 (1.8e308)"
    " and becomes inf; inf / inf is nan.",
    hints=(
        "Adding one and the same number to every x does not change softmax. How can that keep every"
        " exponent small?",
        "Adding c multiplies numerator and denominator by exp(c). Which c makes the largest"
        " exponent 0?",
        "The logistic function at z = -1000: 1/(1+exp(-z)) overflows, exp(z)/(1+exp(z)) does not;"
        " same function.",
    ),
    action="answer the hint for softmax, change it, and run",
    only_extreme=True,
)
def exponents_as_they_come(x):
    e = np.exp(x)
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="nan for uneven rows",
    sentence="Right for one row; nan when a row lies far below the largest entry of another one.",
    why="one maximum is taken over the whole array and subtracted from every row. In a row far"
    " below it all exponentials are rounded to 0, and 0 / 0 is nan.",
    hints=(
        "Two rows: [0, 1] and [-1000, -1001]. What is subtracted from the second one, and what is"
        " its exponential?",
        "Take each of the two rows out and call softmax on it alone. Why does the answer depend"
        " on the company?",
    ),
    only_extreme=True,
)
def one_maximum_for_the_whole_array(x):
    e = np.exp(x - x.max())
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="nan for very negative rows",
    sentence="Right for ordinary inputs; nan when all entries of a row are far below 0.",
    why="a row is shifted only when its maximum is above 0. Where every entry is far below 0, all"
    " exponentials are rounded to 0, and 0 / 0 is nan.",
    hints=(
        "What is the largest entry of [-1000, -1000], and what does the code subtract from that"
        " row?",
        "Which exponent should the largest entry of a row have, whatever its sign?",
    ),
    only_extreme=True,
)
def maximum_never_below_zero(x):
    e = np.exp(x - np.maximum(x.max(axis=-1, keepdims=True), 0.0))
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="nan: exponents doubled",
    sentence="Right for ordinary inputs; nan once the largest entry of a row is above 355.",
    why="the maximum of a row is added to it. Softmax does not change by that, but the largest"
    " exponent becomes twice as large and overflows earlier.",
    hints=(
        "What is the largest exponent for x = [0, 400, 390]: before the shift, and after it?",
        "Softmax allows any shift. Which one is of use to exp, one that makes the exponents"
        " larger or smaller?",
    ),
    only_extreme=True,
)
def maximum_added(x):
    e = np.exp(x + x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="one sum for all rows",
    sentence="Right for a single row; with several rows every entry is too small.",
    why="the exponentials of all rows are added up into one sum. The whole array adds up to 1, not"
    " each row.",
    hints=(
        "Call softmax on two equal rows [0, 1]. What should each row add up to, and what does it"
        " add up to?",
        "How many sums does an array of shape (3, 4) need, and along which axis do they run?",
    ),
)
def one_sum_for_the_whole_array(x):
    e = np.exp(x - x.max())
    return e / e.sum()


@mistake(
    softmax,
    headline="columns add up to 1",
    sentence="Right for a single row; with several rows the columns add up to 1, not the rows.",
    why="the exponentials are added up along the first axis. The entries of different samples are"
    " weighed against each other.",
    hints=(
        "Call softmax on [[0, 1], [0, 1], [0, 1]] and add up the rows, then the columns. Which of"
        " the two sums should be 1?",
        "In an array of shape (3, 4), which axis counts the samples, and which the classes?",
    ),
)
def sum_along_the_first_axis(x):
    e = np.exp(x - x.max(axis=0, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)


@mistake(
    softmax,
    headline="entries do not add up to 1",
    sentence="The exponentials are returned without being divided by their sum.",
    why="the result holds exp(x) alone. Its entries are positive and in the right order, but they"
    " do not add up to 1.",
    right="The shape, and the proportions between the entries of a row.",
    hints=(
        "What do the entries of softmax([0, 1]) add up to? What would make three numbers such as"
        " 1, 2, 5 add up to 1?",
    ),
)
def exponentials_alone(x):
    return np.exp(x)


@mistake(
    softmax,
    headline="the logistic function",
    sentence="Every entry is computed from its own x alone.",
    why="the logistic function is applied to every entry by itself. The entries do not add up to"
    " 1, and changing one x leaves the others as they are.",
    hints=(
        "Call softmax on [0, 1] and on [0, 2]. Only x[1] changed. Should S[0] change too?",
        "For two classes there is a relation between the two functions. In which difference of"
        " the inputs is it written?",
    ),
    constants=OF_THE_MAXIMUM,
)
def every_entry_by_itself(x, share):
    return 1 / (1 + np.exp(-shifted(x, share)))


@mistake(
    softmax,
    headline="constant in the denominator",
    sentence="The entries add up to a little less than 1.",
    why="a small constant is added to the sum of the exponentials, so every entry is a little too"
    " small.",
    right="The proportions between the entries.",
    hints=(
        "Can the sum of the exponentials be 0 once the largest exponent is 0? What is the smallest"
        " value that it can have?",
        "Add the entries up for x = (0, 0). What is missing to 1?",
    ),
    constants=SMALL,
)
def constant_in_the_denominator(x, constant):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / (e.sum(axis=-1, keepdims=True) + constant)


@mistake(
    softmax,
    headline="the order is reversed",
    sentence="The largest x gets the smallest probability.",
    why="the exponents have the opposite sign: exp(-x) is taken of every entry.",
    right="The entries add up to 1.",
    hints=(
        "Which entry of softmax([0, 1, 5]) should be the largest, and which one is?",
        "Is exp(-x) a growing function of x?",
    ),
)
def exponents_with_a_minus(x):
    return softmax(-x)


@mistake(
    softmax,
    headline="the sum is missing",
    sentence="The largest entry is 1; the entries do not add up to 1.",
    why="the exponentials of the shifted inputs are returned without being divided by their sum, so"
    " the largest entry is always 1.",
    right="The proportions between the entries of a row.",
    hints=("What do the entries of softmax([0, 0]) add up to? What would make them add up to 1?",),
)
def shifted_exponentials_alone(x):
    return np.exp(x - x.max(axis=-1, keepdims=True))


@mistake(
    softmax,
    headline="nan for large gaps",
    sentence="Right for ordinary inputs; nan where an entry lies far above the other ones.",
    why="the number that is subtracted from a row lies below its largest entry, as the mean or the"
    " smallest entry does. An entry 710 above that number overflows.",
    hints=(
        "For x = [0, 0, 3000], what is subtracted, and what is the largest exponent after it?",
        "Which exponent should the largest entry of a row have, whatever the other ones are?",
    ),
    only_extreme=True,
)
def mean_subtracted(x):
    e = np.exp(x - x.mean(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="nan for large gaps",
    sentence="Right for ordinary inputs; nan where an entry lies far above the other ones.",
    why="the number that is subtracted from a row lies below its largest entry, as the mean or the"
    " smallest entry does. An entry 710 above that number overflows.",
    hints=(
        "For x = [0, 0, 3000], what is subtracted, and what is the largest exponent after it?",
        "Which exponent should the largest entry of a row have, whatever the other ones are?",
    ),
    only_extreme=True,
)
def minimum_subtracted(x):
    e = np.exp(x - x.min(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="nan: largest size taken off",
    sentence="Right for ordinary inputs; nan where the entry of the largest size is negative.",
    why="the largest absolute value of a row is subtracted from it. Where a negative entry has it,"
    " all exponentials are rounded to 0, and 0 / 0 is nan.",
    hints=(
        "What does the code subtract from [-1000, -1000], and what are the exponents after it?",
        "Which exponent should the largest entry of a row have, whatever its sign?",
    ),
    only_extreme=True,
)
def largest_size_subtracted(x):
    e = np.exp(x - np.abs(x).max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="large inputs cut off",
    sentence="Right for ordinary inputs; large ones are replaced by a bound.",
    why="the inputs are cut off at a bound before exp is taken. Beyond the bound two different"
    " inputs count as equal.",
    hints=(
        "Call softmax on [0, 1] and on [1000, 1001]. Should the two results differ?",
        "Adding one and the same number to every x does not change softmax. How can that keep every"
        " exponent small?",
    ),
    constants=INPUT_BOUNDS,
    only_extreme=True,
)
def inputs_cut_off(x, bound):
    e = np.exp(np.clip(x, -bound, bound))
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="0 for large inputs",
    sentence="Right for ordinary inputs; 0 where the largest probability belongs.",
    why="exp of a large input overflows to inf, inf / inf is nan, and the nan is then replaced by"
    " 0. The entries of the row add up to 0.",
    hints=(
        "What do the entries of softmax([0, 1000]) add up to? At which step does the first inf"
        " appear?",
        "Adding one and the same number to every x does not change softmax. How can that keep every"
        " exponent small?",
    ),
    only_extreme=True,
)
def nan_replaced(x):
    return np.nan_to_num(exponents_as_they_come(x))


@mistake(
    softmax,
    headline="wrong with three axes",
    sentence="Right for a vector and for a matrix; with three axes the last one does not add up"
    " to 1.",
    why="the exponentials are added up along axis 1, counted from the front. With three axes that"
    " is the one in the middle.",
    hints=(
        "Call softmax on an array of shape (2, 3, 4) and add the result up along each axis. Along"
        " which one are the sums 1?",
        "Which axis is axis 1 in an array of shape (3, 4), and which in one of shape (2, 3, 4)?",
    ),
)
def sum_along_the_second_axis(x):
    axis = min(1, x.ndim - 1)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@mistake(
    softmax,
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
    return np.round(softmax(x), int(decimals))


@mistake(
    softmax,
    headline="another base than e",
    sentence="The powers are not those of e.",
    why="x is the exponent of another base. The entries add up to 1, but their proportions belong"
    " to that base.",
    right="The entries add up to 1.",
    hints=(
        "Divide S[1] by S[0] for x = [0, 1]. Which number should come out, and which one does?",
    ),
    constants=(2.0, 10.0, 2.7, 2.71, 2.72, 2.718, 2.7183, 2.71828, 3.0),
)
def another_base(x, base):
    return softmax(np.log(base) * x)


@mistake(
    softmax,
    headline="x divided by its maximum",
    sentence="Rows that differ by a factor give the same result.",
    why="each row is divided by its largest entry before exp is taken. A shift of x cancels in"
    " softmax, a factor does not.",
    right="The entries add up to 1.",
    hints=(
        "Call softmax on [1, 2] and on [10, 20]. Should the two results differ?",
        "Which change of x multiplies numerator and denominator by one and the same number?",
    ),
)
def inputs_divided_by_the_maximum(x):
    return softmax(x / x.max(axis=-1, keepdims=True))


@mistake(
    softmax,
    headline="x standardized first",
    sentence="Rows that differ by a factor give the same result.",
    why="each row is brought to mean 0 and variance 1 before exp is taken. A shift of x cancels in"
    " softmax, a factor does not.",
    right="The entries add up to 1.",
    hints=(
        "Call softmax on [0, 1] and on [0, 10]. Should the two results differ?",
        "Which change of x multiplies numerator and denominator by one and the same number?",
    ),
)
def inputs_standardized(x):
    centred = x - x.mean(axis=-1, keepdims=True)
    return softmax(centred / x.std(axis=-1, keepdims=True))


@mistake(
    softmax,
    headline="exp of the sum",
    sentence="The denominator is a single exponential, and the entries do not add up to 1.",
    why="the inputs are added up first, and exp is taken of their sum.",
    hints=(
        "Is exp(1 + 2) the same number as exp(1) + exp(2)? Which of the two is in the code?",
        "What should the denominator be for x = [0, 0], and what is it?",
    ),
    constants=OF_THE_MAXIMUM,
)
def exponential_of_the_sum(x, share):
    x = shifted(x, share)
    return np.exp(x) / np.exp(x.sum(axis=-1, keepdims=True))


@mistake(
    softmax,
    headline="division before exp",
    sentence="The inputs add up to 1 before exp is taken; the results do not.",
    why="the inputs are divided by their sum, and exp is taken last.",
    hints=(
        "What do the entries of softmax([1, 1]) add up to? In which order do the formula and the"
        " code divide and take exp?",
    ),
)
def exponential_of_the_quotient(x):
    return np.exp(x / x.sum(axis=-1, keepdims=True))


@mistake(
    softmax,
    headline="only 0 and 1",
    sentence="The largest entry becomes 1, all others 0.",
    why="only the place of the largest x counts, not by how much it is larger.",
    right="The entries add up to 1, and the largest one is in its place.",
    hints=(
        "Call softmax on [0, 0.1] and on [0, 10]. Should the two results differ?",
        "Which share does each of two almost equal entries get?",
    ),
)
def place_of_the_largest(x):
    return (np.arange(x.shape[-1]) == x.argmax(axis=-1)[..., None]).astype(float)


@mistake(
    softmax,
    headline="denominator not shifted",
    sentence="All entries of a row are off by one factor, the exponential of its maximum.",
    why="the maximum is subtracted in the numerator. The denominator adds up exponentials of x as"
    " it comes.",
    right="The proportions between the entries of a row.",
    hints=(
        "Add 3 to every x. By which factor does the numerator of the code change, and by which its"
        " denominator?",
    ),
)
def shift_in_the_numerator(x):
    return np.exp(shifted(x, 1.0)) / np.exp(x).sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="numerator not shifted",
    sentence="All entries of a row are off by one factor, the exponential of its maximum.",
    why="the maximum is subtracted in the denominator. The numerator holds the exponential of x as"
    " it comes.",
    right="The proportions between the entries of a row.",
    hints=(
        "Add 3 to every x. By which factor does the numerator of the code change, and by which its"
        " denominator?",
    ),
)
def shift_in_the_denominator(x):
    return np.exp(x) / np.exp(shifted(x, 1.0)).sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="maximum outside exp",
    sentence="The maximum is subtracted after exp has been taken, where it does not cancel.",
    why="the exponentials are taken of x as it comes, and the maximum is subtracted from them.",
    hints=(
        "Subtract 1 above and below in 4/8. Is 3/7 the same fraction? Which operation does leave a"
        " fraction as it is?",
    ),
)
def maximum_subtracted_from_the_exponentials(x):
    e = np.exp(x) - x.max(axis=-1, keepdims=True)
    return e / e.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="1 in the denominator",
    sentence="The entries add up to less than 1.",
    why="1 is added to the sum of the exponentials. It takes a share like one more class, which is"
    " not returned.",
    right="The proportions between the entries of a row.",
    hints=(
        "Add the entries up for x = (0, 0). What is missing to 1?",
        "The logistic function has a 1 in its denominator. Which of two classes does it stand for?",
    ),
    constants=OF_THE_MAXIMUM,
)
def one_more_in_the_denominator(x, share):
    e = np.exp(shifted(x, share))
    return e / (1 + e.sum(axis=-1, keepdims=True))


@mistake(
    softmax,
    headline="constant in the denominator",
    sentence="The entries add up to less than 1.",
    why="a small constant is added to the sum of the exponentials. The smaller the exponentials"
    " are, the more it counts.",
    right="The proportions between the entries.",
    hints=(
        "Call softmax on [0, 0] and on [-20, -20]. What do the entries of each add up to? Should"
        " the two results differ?",
    ),
    constants=SMALL,
)
def constant_beside_exponents_as_they_come(x, constant):
    e = np.exp(x)
    return e / (e.sum(axis=-1, keepdims=True) + constant)


@mistake(
    softmax,
    headline="one entry not in the sum",
    sentence="The entries add up to more than 1: the denominator has a term too few.",
    why="the sum of the exponentials leaves out one entry of the row, at its end or at its"
    " beginning.",
    right="The proportions between the entries of a row.",
    hints=(
        "Call softmax on [0, 0, 0]. By which number is every exponential divided? Which terms make"
        " up that number?",
    ),
    constants=(-1.0, 0.0),
)
def one_entry_left_out(x, index):
    e = np.exp(shifted(x, 1.0))
    return e / np.delete(e, int(index), axis=-1).sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="own entry not in the sum",
    sentence="Each exponential is divided by the sum of the other ones.",
    why="the denominator of an entry leaves out its own exponential. The quotient can be larger"
    " than 1.",
    hints=(
        "Call softmax on [0, 0]. Which share does each of two equal entries have, and what is"
        " returned?",
    ),
)
def own_entry_left_out(x):
    e = np.exp(shifted(x, 1.0))
    return e / (e.sum(axis=-1, keepdims=True) - e)


@mistake(
    softmax,
    headline="the sum is not complete",
    sentence="Each entry is divided by the sum as far as it goes at that entry.",
    why="the division is made while the sum is still being added up. Only the last entry meets the"
    " whole sum.",
    right="The last entry of every row.",
    hints="Print the denominator for each entry of [0, 0, 0]. Should it change from entry to"
    " entry?",
)
def running_sum(x):
    e = np.exp(shifted(x, 1.0))
    return e / np.cumsum(e, axis=-1)


@mistake(
    softmax,
    headline="the sum changes meanwhile",
    sentence="Only the first entry is divided by the sum of the exponentials.",
    why="each entry is written over by its share before the next sum is taken. From the second"
    " entry on, the sum adds up shares and exponentials.",
    right="The first entry of every row.",
    hints="Print the denominator for each entry of [0, 0, 0]. Should it change from entry to"
    " entry?",
    constants=OF_THE_MAXIMUM,
)
def entries_written_over(x, share):
    e = np.exp(shifted(x, share))
    for i in range(x.shape[-1]):
        e[..., i] /= e.sum(axis=-1)
    return e


@mistake(
    softmax,
    headline="no exponentials",
    sentence="The inputs are divided by their sum.",
    why="exp does not occur: each entry is the share of x itself. Such a share can be negative, and"
    " the sum can be 0.",
    hints=(
        "Call softmax on [-1, 2]. Can a probability be negative? Which step of the formula makes"
        " every entry positive?",
    ),
    constants=OF_THE_MAXIMUM,
)
def shares_of_the_inputs(x, share):
    x = shifted(x, share)
    return x / x.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="no exp in the denominator",
    sentence="The exponentials are divided by the sum of the inputs.",
    why="exp is taken in the numerator only. The denominator adds up the inputs.",
    hints="What should the denominator be for x = [0, 0], and what is it?",
    constants=OF_THE_MAXIMUM,
)
def inputs_added_up(x, share):
    x = shifted(x, share)
    return np.exp(x) / x.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="no exp in the numerator",
    sentence="The inputs are divided by the sum of the exponentials.",
    why="exp is taken in the denominator only. The numerator is the input.",
    hints="What should the numerators be for x = [0, 1], and what are they?",
    constants=OF_THE_MAXIMUM,
)
def inputs_over_exponentials(x, share):
    x = shifted(x, share)
    return x / np.exp(x).sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="x to the power of e",
    sentence="The powers have x as the base and e as the exponent.",
    why="base and exponent have changed places. A negative x has no such power, and the result is"
    " nan.",
    hints="Which numbers are the third power of 2 and the second power of 3? Which of the two kinds"
    " is exp, for a growing x?",
)
def powers_of_the_inputs(x):
    powers = x**np.e
    return powers / powers.sum(axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="the squares add up to 1",
    sentence="The squares of the entries add up to 1; the entries add up to more.",
    why="the exponentials are divided by their Euclidean norm, the root of the sum of squares.",
    right="The proportions between the entries of a row.",
    hints="Add up the entries of softmax([0, 0]), then their squares. Which of the two sums should"
    " be 1?",
)
def divided_by_the_norm(x):
    e = np.exp(shifted(x, 1.0))
    return e / np.linalg.norm(e, axis=-1, keepdims=True)


@mistake(
    softmax,
    headline="the logarithm is returned",
    sentence="The logarithms of the probabilities are returned.",
    why="the result is the logarithm of softmax. No entry of it is positive.",
    hints="Which sign does a probability have, and which sign do the returned entries have?",
)
def logarithm_returned(x):
    z = shifted(x, 1.0)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


@mistake(
    softmax,
    headline="probabilities cut off",
    sentence="Close to the right values; a tiny probability is replaced by a bound.",
    why="the result is cut off at a small bound, and at 1 less that bound. The entries no longer"
    " add up to 1.",
    hints="Call softmax on [0, -100] and on [0, -200]. Should the two results differ?",
    constants=SMALL,
)
def cut_off_on_both_sides(x, bound):
    return np.clip(softmax(x), bound, 1 - bound)


@mistake(
    softmax,
    headline="probabilities cut off",
    sentence="Close to the right values; a tiny probability is replaced by a bound.",
    why="the result is cut off at a small bound. The entries add up to more than 1.",
    hints="Call softmax on [0, -100] and on [0, -200]. Should the two results differ?",
    constants=SMALL,
)
def cut_off_from_below(x, bound):
    return np.maximum(softmax(x), bound)


@mistake(
    softmax,
    headline="x multiplied by a constant",
    sentence="The order of the entries is right; their gaps are too wide or too narrow.",
    why="the inputs are multiplied by a constant before exp is taken, as with a temperature. A"
    " shift of x cancels in softmax, a factor does not.",
    right="The entries add up to 1.",
    hints=(
        "Divide S[1] by S[0] for x = [0, 1]. Which number should come out, and which one does?",
    ),
    constants=(2.0, 0.5, 0.1, 10.0, 0.01, 100.0, 5.0, 0.2),
)
def inputs_multiplied(x, constant):
    return softmax(constant * x)


@mistake(
    softmax,
    headline="x scaled to 0 and 1",
    sentence="Rows that differ by a factor give the same result.",
    why="each row is scaled so that its smallest entry is 0 and its largest one is 1. A shift of x"
    " cancels in softmax, a factor does not.",
    right="The entries add up to 1.",
    hints=(
        "Call softmax on [0, 1] and on [0, 10]. Should the two results differ?",
        "Which change of x multiplies numerator and denominator by one and the same number?",
    ),
)
def inputs_between_zero_and_one(x):
    low, high = x.min(axis=-1, keepdims=True), x.max(axis=-1, keepdims=True)
    return softmax((x - low) / (high - low))


@mistake(
    softmax,
    headline="large inputs cut off",
    sentence="Right for ordinary inputs; large ones are replaced by a bound.",
    why="the inputs are cut off at an upper bound before exp is taken. Above the bound two"
    " different inputs count as equal; far below 0 all exponentials are rounded to 0.",
    hints=(
        "Call softmax on [0, 1] and on [1000, 1001]. Should the two results differ?",
        "Adding one and the same number to every x does not change softmax. How can that keep every"
        " exponent small?",
    ),
    constants=INPUT_BOUNDS,
    only_extreme=True,
)
def inputs_cut_off_from_above(x, bound):
    return exponents_as_they_come(np.minimum(x, bound))


@mistake(
    softmax,
    headline="the derivative is returned",
    sentence="Every entry is the derivative of the right one.",
    why="the result is the derivative of each output with respect to its own input. No entry of it"
    " is above 1/4.",
    hints="Call softmax on [0, 100]. What should the larger entry be, and what is returned?",
)
def own_derivative_returned(x):
    s = softmax(x)
    return s * (1 - s)


@mistake(
    softmax,
    headline="only the shift",
    sentence="The inputs less their maximum are returned.",
    why="the maximum is subtracted and nothing follows: no exp, and no division.",
    hints="Which sign does a probability have, and which sign do the returned entries have?",
)
def shift_alone(x):
    return shifted(x, 1.0)


@mistake(
    softmax,
    headline="softmax applied twice",
    sentence="The entries add up to 1, but they lie too close together.",
    why="softmax is applied to x, and once more to what comes out.",
    right="The entries add up to 1.",
    hints="Call softmax on [0, 100]. What should the larger entry be, and what is returned?",
)
def softmax_of_softmax(x):
    return softmax(softmax(x))
