"""What students write in the place of `sigmoid_derivative`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.sigmoid import sigmoid
from reference.formulas.sigmoid_derivative import sigmoid_derivative
from reference.mistakes.sigmoid import exponential_in_the_numerator
from reference.mistakes.softmax import DECIMALS


@mistake(
    sigmoid_derivative,
    headline="z taken for the output",
    sentence="The slope is computed as if z were already the output of the sigmoid.",
    why="z itself is put into the formula for the slope. Many programs pass the output here; this"
    " function gets the score.",
    hints=(
        "Can a slope of a growing function be negative? What is returned for z = 3?",
        "Which quantity belongs in the formula for the slope, and is z that quantity?",
    ),
)
def score_taken_for_the_output(z):
    return z * (1 - z)


@mistake(
    sigmoid_derivative,
    headline="z in one of the factors",
    sentence="One factor is computed from the output, the other one from z itself.",
    why="one of the two factors holds z where the output of the sigmoid belongs.",
    hints=("Can a slope of a growing function be negative? What is returned for z = 3?",),
    constants=(0.0, 1.0),
)
def score_in_one_factor(z, which):
    s = sigmoid(z)
    return (s * (1 - z), z * (1 - s))[int(which)]


@mistake(
    sigmoid_derivative,
    headline="the sigmoid itself",
    sentence="The result is the sigmoid, or 1 minus the sigmoid, and not its slope.",
    why="only one of the two factors of the slope is there.",
    hints=(
        "How steep is the sigmoid at z = 10, and how steep at z = -10? What is returned?",
        "The derivative of 1 / u has a power of u below the line. Which one?",
    ),
    constants=(1.0, -1.0),
)
def one_factor_alone(z, sign):
    return sigmoid(sign * z)


@mistake(
    sigmoid_derivative,
    headline="plus in the bracket",
    sentence="The result keeps growing with z, where the sigmoid gets flat.",
    why="the two terms of the slope are added. On paper, one is subtracted from the other.",
    hints=("How steep is the sigmoid at z = 10? What is returned there?",),
)
def plus_in_the_bracket(z):
    s = sigmoid(z)
    return s * (1 + s)


@mistake(
    sigmoid_derivative,
    headline="the slope of tanh",
    sentence="The slope is that of the hyperbolic tangent, taken at the output or at z.",
    why="1 minus a square is returned. That is the derivative of tanh, not of the sigmoid.",
    hints=(
        "What is the slope of the sigmoid at z = 0, measured with a small step? What is returned?",
    ),
    constants=(0.0, 1.0),
)
def slope_of_tanh(z, which):
    return 1 - (sigmoid(z), np.tanh(z))[int(which)] ** 2


@mistake(
    sigmoid_derivative,
    headline="one power too many",
    sentence="One of the two factors of the slope is there twice.",
    why="the square of the output, or of 1 minus the output, stands where the factor itself"
    " belongs.",
    hints=(
        "What is the slope of the sigmoid at z = 0, measured with a small step? What is returned?",
        "The slopes at 2 and at -2 are equal. Which of the two results is off?",
    ),
    constants=(1.0, -1.0),
)
def a_factor_twice(z, sign):
    return sigmoid(sign * z) * sigmoid_derivative(z)


@mistake(
    sigmoid_derivative,
    headline="the square of one factor",
    sentence="The result grows with z, or falls with it; the slope does neither.",
    why="the square of the output, or of 1 minus the output, is returned.",
    hints=(
        "The slopes at 2 and at -2 are equal. Are the two results?",
        "The derivative of 1 / u has two factors: what becomes of the inner derivative?",
    ),
    constants=(1.0, -1.0),
)
def inner_derivative_missing(z, sign):
    return sigmoid(sign * z) ** 2


@mistake(
    sigmoid_derivative,
    headline="the sigmoid taken twice",
    sentence="The slope is taken at the output of the sigmoid, not at z.",
    why="the sigmoid is applied to a value that is already its output. All results lie close to"
    " each other, around 0.22.",
    hints=(
        "How many times is the sigmoid applied on the way from z to the result, on paper and in"
        " the code?",
    ),
)
def sigmoid_of_the_sigmoid(z):
    return sigmoid_derivative(sigmoid(z))


@mistake(
    sigmoid_derivative,
    headline="the second derivative",
    sentence="The result is 0 at z = 0, where the sigmoid is steepest.",
    why="the slope is differentiated once more; the result says how fast the slope changes.",
    hints=("Where is the sigmoid steepest, and what is returned there?",),
)
def second_derivative(z):
    return sigmoid_derivative(z) * (1 - 2 * sigmoid(z))


@mistake(
    sigmoid_derivative,
    headline="nan for large z",
    sentence="Right for ordinary z; nan for a large one.",
    why="an exponential stands above and below the fraction line. Far from 0 both of them are"
    " beyond the largest float64 and become inf; inf / inf is nan.",
    hints=(
        "What is exp(800) in float64, and what is inf / inf?",
        "The slope can be written with outputs of the sigmoid alone. Do those ever overflow?",
    ),
    constants=(1.0, -1.0),
    only_extreme=True,
    inherits=exponential_in_the_numerator,
    inherited="The nan comes from sigmoid. The slope is made of its output alone.",
)
def exponentials_as_they_come(z, sign):
    e = np.exp(sign * z)
    return e / (1 + e) ** 2


@mistake(
    sigmoid_derivative,
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
    return np.round(sigmoid_derivative(z), int(decimals))


@mistake(
    sigmoid_derivative,
    headline="the square is missing",
    sentence="The result is the smaller one of the sigmoid and 1 minus the sigmoid.",
    why="the exponential of -|z| is divided by 1 plus itself once. The slope has a square below the"
    " line.",
    right="The symmetry: the results for z and for -z are equal.",
    hints=(
        "What is the slope of the sigmoid at z = 0, measured with a small step? What is returned?",
    ),
)
def square_missing_below(z):
    return sigmoid(-np.abs(z))


@mistake(
    sigmoid_derivative,
    headline="minus in the denominator",
    sentence="The result is infinite at z = 0.",
    why="below the line, the exponential is subtracted from 1. At z = 0 that is 0.",
    right="The symmetry: the results for z and for -z are equal.",
    hints=("What is the denominator for z = 0, on paper and in the code?",),
)
def exponential_subtracted_below(z):
    e = np.exp(-np.abs(z))
    return e / (1 - e) ** 2


@mistake(
    sigmoid_derivative,
    headline="a one-sided quotient",
    sentence="Right to a few digits; the error is proportional to the step.",
    why="the slope is a difference quotient to one side, with a step that can be seen in the"
    " result.",
    right="The leading digits of every entry.",
    hints=(
        "Make the step ten times smaller. What happens to the error, and from which step on does it"
        " grow again?",
        "What does the formula of the sigmoid give when it is differentiated on paper?",
    ),
    constants=(1e-3, 1e-4, 1e-2, 1e-1, 1.0),
)
def one_sided_quotient(z, step):
    return (sigmoid(z + step) - sigmoid(z)) / step
