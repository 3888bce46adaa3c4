"""What students write in the place of `sigmoid`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.sigmoid import sigmoid
from reference.mistakes.softmax import DECIMALS, SMALL

# In place of e: numbers that are nearly e, and the other bases in use.
BASES = (2.718, 2.7, 2.71, 2.72, 2.7183, 2.71828, 2.718281828, 10.0, 2.0, 3.0)

# What keeps a probability away from 0 and from 1; none shows for scores of ordinary size.
MARGINS = (1e-5, 1e-7, 1e-4, 1e-6, 1e-8, 1e-9, 1e-10, 1e-12)


@mistake(
    sigmoid,
    headline="falls where it should grow",
    sentence="The result is the one for -z.",
    why="the exponential has the opposite sign; the larger z, the smaller the result.",
    right="Every value, at the opposite z.",
    hints=(
        "What should the result be for z = 10: close to 0, or close to 1? What is returned?",
        "Which of exp(z) and exp(-z) is small for a large z?",
    ),
)
def of_the_opposite_score(z):
    return sigmoid(-z)


@mistake(
    sigmoid,
    headline="nan for large z",
    sentence="Right for ordinary z; nan once z is above 709.",
    why="the exponential of z stands above and below the fraction line. exp(800) is beyond the"
    " largest float64 (1.8e308) and becomes inf; inf / inf is nan.",
    hints=(
        "What is exp(800) in float64, and what is inf / inf?",
        "Dividing numerator and denominator by one number changes nothing. Which form has no inf"
        " above the line?",
    ),
    only_extreme=True,
)
def exponential_in_the_numerator(z):
    e = np.exp(z)
    return e / (1 + e)


@mistake(
    sigmoid,
    headline="kept away from 0 and 1",
    sentence="Right for ordinary z; the result stops short of 0 and of 1.",
    why="the result is kept away from 0 and from 1. Beyond that limit two different z give the"
    " same number.",
    hints=(
        "Compare the results for z = 50 and for z = 1000. How far from 1 is each of them?",
        "Whoever takes a logarithm later needs to avoid 0. Is that the job of this function?",
    ),
    constants=MARGINS,
    only_extreme=True,
)
def result_clipped(z, margin):
    return np.clip(sigmoid(z), margin, 1 - margin)


@mistake(
    sigmoid,
    headline="a bracket is missing",
    sentence="The result is above 1 everywhere, and grows without bound.",
    why="1 is divided by 1, and the exponential is added afterwards.",
    hints=(
        "In which order does Python read 1 / a + b? Where does the fraction line end on paper?",
        "What should the result be for z = 0, and what is returned?",
    ),
    constants=(-1.0, 1.0),
)
def exponential_outside_the_fraction(z, sign):
    return 1 + np.exp(sign * z)


@mistake(
    sigmoid,
    headline="minus in the denominator",
    sentence="The result is not between 0 and 1, and infinite at z = 0.",
    why="the exponential is subtracted from 1 in the denominator. At z = 0 that is 0.",
    hints=("What is the denominator for z = 0, on paper and in the code?",),
    constants=(-1.0, 1.0),
)
def exponential_subtracted(z, sign):
    return 1 / (1 - np.exp(sign * z))


@mistake(
    sigmoid,
    headline="the hyperbolic tangent",
    sentence="The result lies between -1 and 1.",
    why="a hyperbolic tangent is returned. It has the same form, but another range; it is 0 at z ="
    " 0.",
    hints=(
        "What should the result be for z = 0, and what is returned?",
        "Which range should a probability have, and which range has this result?",
    ),
    constants=(1.0, 0.5),
)
def hyperbolic_tangent(z, slope):
    return np.tanh(slope * z)


@mistake(
    sigmoid,
    headline="another slope",
    sentence="Right at z = 0; elsewhere it is the result for a multiple of z.",
    why="z is multiplied by a number before the exponential is taken, so the curve is too steep or"
    " too flat.",
    hints=(
        "What are the odds s / (1 - s) for z = 1? By which factor should they differ from those at"
        " z = 0?",
    ),
    constants=(2.0, 0.5),
)
def another_slope(z, slope):
    return sigmoid(slope * z)


@mistake(
    sigmoid,
    headline="not to base e",
    sentence="Right at z = 0; elsewhere the exponential has another base.",
    why="a power of another number is taken in place of the exponential, such as a rounded e.",
    hints=(
        "With how many digits is e written in the code? How many does a float64 hold?",
        "What are the odds s / (1 - s) for z = 1, with 17 digits? Which number should they be?",
    ),
    constants=BASES,
)
def power_of_another_base(z, base):
    return 1 / (1 + base**-z)


@mistake(
    sigmoid,
    headline="softmax, not sigmoid",
    sentence="The entries depend on each other: they add up to 1.",
    why="the exponentials are divided by their sum, along a row or over the whole array. The"
    " sigmoid takes every entry by itself.",
    hints=(
        "Call it on [0, 1] and on [0, 2]. Only the second entry changed. Should the first result"
        " change?",
        "What should the result be for a single score of 0, and what is returned?",
    ),
    constants=(0.0, 1.0, 2.0),
)
def divided_by_the_sum(z, which):
    e = np.exp(z - z.max())
    total = (e.sum(), e.sum(axis=-1, keepdims=True), e.sum(axis=0, keepdims=True))
    return e / total[int(which)]


@mistake(
    sigmoid,
    headline="shifted as for softmax",
    sentence="No result is above one half; the largest z always gives one half.",
    why="the largest entry is subtracted from z first. Softmax allows that shift, because it"
    " cancels there; here it does not.",
    hints=(
        "Call it on [5] and on [5, 0]. Should the first result depend on whether there is a second"
        " entry?",
        "The shift multiplies the exponentials by one number. Does the 1 in the denominator change"
        " as well?",
    ),
    constants=(0.0, 1.0),
)
def shifted_by_the_maximum(z, which):
    largest = (z.max(), z.max(axis=-1, keepdims=True))
    return sigmoid(z - largest[int(which)])


@mistake(
    sigmoid,
    headline="the size of z only",
    sentence="Right on one side of 0; on the other side the result is that for -z.",
    why="the absolute value of z is taken, and both signs go through the same branch.",
    hints=(
        "Compare the results for z = 3 and for z = -3. What should they add up to?",
        "An exponential of -|z| never overflows. Which fraction belongs to a negative z, and which"
        " one to a positive z?",
    ),
    constants=(1.0, -1.0),
)
def of_the_absolute_value(z, sign):
    return sigmoid(sign * np.abs(z))


@mistake(
    sigmoid,
    headline="its derivative",
    sentence="The result is largest at z = 0 and falls off on both sides.",
    why="the slope of the sigmoid is returned, s (1 - s), and not the sigmoid itself.",
    hints=(
        "What should the result be for z = 10: close to 0, or close to 1? What is returned?",
        "Which of the two functions is asked for here, and which name does it have in the code?",
    ),
)
def slope_of_the_sigmoid(z):
    return sigmoid(z) * sigmoid(-z)


@mistake(
    sigmoid,
    headline="a class, not a probability",
    sentence="The result is 0 or 1, and jumps at z = 0.",
    why="the result is compared with one half, or rounded. What is left is a decision.",
    hints=("Raise z from 1 to 1.5. Should the result change? Does it?",),
    constants=(0.0, 1.0),
)
def a_decision(z, at_the_jump):
    return np.where(z == 0, at_the_jump, (z > 0) * 1.0)


@mistake(
    sigmoid,
    headline="large z cut off",
    sentence="Right for ordinary z; a large z is replaced by a bound.",
    why="z is cut off at a bound before the exponential is taken. Beyond it two different z give"
    " the same number.",
    hints=(
        "Compare the results for z = 40 and for z = -40 with those for 1000 and -1000. How far"
        " from 0 or 1 is each of them?",
    ),
    constants=(10.0, 20.0, 15.0, 30.0, 25.0, 12.0),
    only_extreme=True,
)
def score_cut_off(z, bound):
    return sigmoid(np.clip(z, -bound, bound))


@mistake(
    sigmoid,
    headline="another function",
    sentence="The result is not between 0 and 1.",
    why="another function of z is returned: a ReLU, a softplus or the like, or an exponential or a"
    " logarithm alone.",
    hints=("Which range should a probability have, and which range has this result?",),
    constants=(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0),
)
def another_function(z, which):
    softplus = np.logaddexp(0, z)
    positive = np.maximum(0, z)
    others = (positive, softplus, softplus - z, z * sigmoid(z), z / (1 + np.abs(z)))
    return (*others, np.exp(z), np.exp(-z), z - softplus)[int(which)]


@mistake(
    sigmoid,
    headline="constant in the denominator",
    sentence="Every result is a little too small.",
    why="a small constant is added in the denominator.",
    hints=("Can the denominator be 0? What is the smallest value that it can have?",),
    constants=SMALL,
)
def constant_in_the_denominator(z, constant):
    return 1 / (1 + np.exp(-z) + constant)


@mistake(
    sigmoid,
    headline="the result is rounded",
    sentence="Every entry is rounded to a few decimals.",
    why="the result is rounded before it is returned. Whatever is computed from it inherits the"
    " error.",
    right="The first decimals of every entry.",
    hints="Print an entry with 17 digits. After how many decimals does it end, and which line does"
    " that?",
    constants=DECIMALS,
)
def rounded(z, decimals):
    return np.round(sigmoid(z), int(decimals))


@mistake(
    sigmoid,
    headline="0 for a negative z",
    sentence="Right for a positive z; the result is 0 for a negative one.",
    why="only a positive z goes through the formula. For a negative one there is a 0 in the"
    " result.",
    right="Every value for a positive z.",
    hints=(
        "What should the results for 3 and for -3 add up to? What do they add up to?",
        "Which entries does the condition choose, and which line fills in the others?",
    ),
    constants=(0.0, 1.0),
)
def negative_scores_left_out(z, above):
    return np.where(z > 0 if above else z >= 0, sigmoid(z), 0.0)


@mistake(
    sigmoid,
    headline="no fraction for negative z",
    sentence="Right for a positive z; for a negative one the exponential stands alone.",
    why="the branch for negative z returns the numerator. What stands below the line is missing in"
    " it.",
    right="Every value for a positive z.",
    hints=(
        "What should the results for 3 and for -3 add up to? What do they add up to?",
        "Write the fraction for -3 once with exp(3) and once with exp(-3). What stands below the"
        " line each time?",
    ),
)
def numerator_alone_for_negative_scores(z):
    return np.where(z >= 0, sigmoid(z), np.exp(np.minimum(z, 0)))


@mistake(
    sigmoid,
    headline="another S-shaped curve",
    sentence="The result grows from 0 to 1 with z, but along another curve.",
    why="another function of the same shape is returned, such as a straight line between bounds,"
    " an arctangent or a quotient with |z|. It is not made of an exponential.",
    right="The value at z = 0, and the range.",
    hints=(
        "What are the odds s / (1 - s) for z = 1? By which factor should they differ from those at"
        " z = 0?",
    ),
    constants=tuple(float(which) for which in range(7)),
)
def another_curve(z, which):
    lines = tuple(np.clip(slope * z + 0.5, 0, 1) for slope in (0.2, 1 / 6, 0.25))
    angles = tuple(0.5 + np.arctan(slope * z) / np.pi for slope in (1, np.pi / 2))
    quotients = (z / (1 + np.abs(z)), z / np.sqrt(1 + z**2))
    return (*lines, *angles, *((1 + quotient) / 2 for quotient in quotients))[int(which)]
