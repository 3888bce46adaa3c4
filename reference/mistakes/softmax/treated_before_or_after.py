"""`softmax` where the input or the output is treated besides."""

import numpy as np

from reference.formula import mistake
from reference.formulas.softmax import softmax
from reference.mistakes.softmax import INPUT_BOUNDS, SMALL, exponents_as_they_come, shifted


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
