"""What students write in the place of `xavier_uniform`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.xavier_uniform import xavier_uniform


def even(limit, n_in, n_out, rng):
    """Even draws between ±limit, in the shape (n_in, n_out)."""
    return rng.uniform(-limit, limit, (n_in, n_out))


def xavier_limit(n_in, n_out):
    """√(6 / (n_in + n_out))."""
    return np.sqrt(6 / (n_in + n_out))


@mistake(
    xavier_uniform,
    headline="the limit without its root",
    sentence="The fraction stands where its root belongs.",
    why="the limit is the fraction itself: the root is not taken, or the limit is squared.",
    right="Uniform draws around 0.",
    hints=(
        "With n_in = 10 and n_out = 14, what is the limit: on paper, and in the code?",
        "Is the variance of the weights meant to shrink like 1 / n, or like 1 / n squared?",
    ),
)
def limit_without_its_root(n_in, n_out, rng):
    return even(6 / (n_in + n_out), n_in, n_out, rng)


@mistake(
    xavier_uniform,
    headline="the root of one part only",
    sentence="The root does not reach over the whole fraction.",
    why="the root is taken of one side of the fraction, or the fraction ends before the sum."
    " Without brackets, a division comes before a sum.",
    hints=(
        "With n_in = 10 and n_out = 14, what is the limit: on paper, and in the code?",
        "How does Python read 6 / 2 + 1, and how is 6 / (2 + 1) read?",
    ),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def brackets_elsewhere(n_in, n_out, rng, form):
    limits = (
        np.sqrt(6) / (n_in + n_out),
        6 / np.sqrt(n_in + n_out),
        np.sqrt(6 / n_in + n_out),
        np.sqrt(6) / np.sqrt(n_in) + np.sqrt(n_out),
    )
    return even(limits[int(form)], n_in, n_out, rng)


@mistake(
    xavier_uniform,
    headline="only the inputs count",
    sentence="The number of outputs does not enter, or counts as that of the inputs.",
    why="the limit is made of n_in alone. He's initialization, PyTorch's default and an early"
    " form of Xavier's do that; this one keeps a balance between both directions.",
    right="Even draws around 0.",
    hints=(
        "Which numbers does the limit in the statement depend on? And the one in the code?",
        "Keep n_in and let n_out grow. What should become of the largest weight?",
    ),
    constants=(6.0, 3.0, 1.0, 2.0, 12.0),
)
def only_the_inputs(n_in, n_out, rng, number):
    return even(np.sqrt(number / n_in), n_in, n_out, rng)


@mistake(
    xavier_uniform,
    headline="only the outputs count",
    sentence="The number of inputs does not enter, or counts as that of the outputs.",
    why="the limit is made of n_out alone.",
    right="Even draws around 0.",
    hints="Keep n_out and let n_in grow. What should become of the largest weight?",
    constants=(6.0, 3.0, 1.0, 2.0, 12.0),
)
def only_the_outputs(n_in, n_out, rng, number):
    return even(np.sqrt(number / n_out), n_in, n_out, rng)


@mistake(
    xavier_uniform,
    headline="the product of the sizes",
    sentence="The two sizes are multiplied where they should be added.",
    why="the number of weights, n_in times n_out, stands below the fraction line.",
    right="Even draws around 0.",
    hints="With n_in = 10 and n_out = 14, what stands below the fraction line: on paper, and in the"
    " code?",
    constants=(1.0, 0.0),
)
def product_of_the_sizes(n_in, n_out, rng, root):
    fraction = 6 / (n_in * n_out)
    return even(np.sqrt(fraction) if root else fraction, n_in, n_out, rng)


@mistake(
    xavier_uniform,
    headline="a number other than 6",
    sentence="The limit has the right form, with another number below the root.",
    why="the root has 2, 3 or another number where the 6 belongs. With 2 it is the standard"
    " deviation of the weights, which is less than the limit.",
    right="Uniform draws around 0, and how the limit depends on the sizes.",
    hints=(
        "With n_in = 10 and n_out = 14, what is the limit: on paper, and in the code?",
        "What is the variance of a uniform draw between -1 and 1?",
    ),
    constants=(2.0, 3.0, 1.0, 4.0, 12.0, 8.0),
)
def another_number(n_in, n_out, rng, number):
    return even(np.sqrt(number / (n_in + n_out)), n_in, n_out, rng)


@mistake(
    xavier_uniform,
    headline="the variance as the limit",
    sentence="The entries lie between plus and minus the variance they should have.",
    why="2 / (n_in + n_out), the variance of a weight, is taken for the limit.",
    right="Even draws around 0.",
    hints="With n_in = 10 and n_out = 14, what is the limit: on paper, and in the code?",
)
def variance_as_limit(n_in, n_out, rng):
    return even(2 / (n_in + n_out), n_in, n_out, rng)


@mistake(
    xavier_uniform,
    headline="from 0 to the limit",
    sentence="All entries have one sign.",
    why="the interval ends at 0: it is the half of what the statement asks for.",
    right="The largest size of an entry.",
    hints=(
        "Print the mean of a large layer. What should it be close to?",
        "Between which two numbers does the function that is called draw?",
    ),
    constants=(1.0, -1.0),
)
def from_zero_to_the_limit(n_in, n_out, rng, sign):
    return sign * rng.uniform(0, xavier_limit(n_in, n_out), (n_in, n_out))


@mistake(
    xavier_uniform,
    headline="interval of another width",
    sentence="The entries are uniform around 0, in an interval half or twice as wide.",
    why="the limit is taken for the width of the whole interval, or it is doubled. A number from 0"
    " to 1 minus 1/2 goes from -1/2 to 1/2.",
    right="How the interval depends on the sizes.",
    hints="Print the smallest and the largest entry of a large layer. Which should they be close"
    " to?",
    constants=(0.5, 2.0),
)
def another_width(n_in, n_out, rng, factor):
    return even(factor * xavier_limit(n_in, n_out), n_in, n_out, rng)


@mistake(
    xavier_uniform,
    headline="an interval off its center",
    sentence="The interval does not have 0 in its middle.",
    why="random numbers from 0 to 1 are shifted or stretched in the wrong order, so that one end of"
    " the interval is off.",
    hints="What are the smallest and the largest number that the line with the draw can give?",
    constants=(0.0, 1.0, 2.0),
)
def off_center(n_in, n_out, rng, form):
    limit, drawn = xavier_limit(n_in, n_out), rng.random((n_in, n_out))
    return (2 * limit * drawn - 1, limit * drawn - 1, drawn - limit)[int(form)]


@mistake(
    xavier_uniform,
    headline="normal draws",
    sentence="The entries are drawn from a normal distribution, which has no limit.",
    why="the draws are normal: most are small and a few are beyond the limit. Xavier's method has"
    " a normal form as well; the statement asks for the uniform one.",
    right="The mean.",
    hints=(
        "Draw a large layer and plot how often each size comes. Which picture should it be?",
        "Which distribution does the function that is called draw from?",
    ),
    constants=(0.0, 1.0, 2.0, 3.0, 4.0, 5.0),
)
def normal_draws(n_in, n_out, rng, form):
    both = n_in + n_out
    squares = (2 / both, 1 / n_in, 2 / n_in, 1 / both, (2 / both) ** 2, 3 / both)
    return np.sqrt(squares[int(form)]) * rng.standard_normal((n_in, n_out))


@mistake(
    xavier_uniform,
    headline="the limit as a deviation",
    sentence="The entries are normal draws, with the limit as their standard deviation.",
    why="the limit is passed to a function that draws from a normal distribution. A third of its"
    " draws are beyond.",
    right="The mean.",
    hints="Print the largest entry of a large layer beside the limit. What should hold?",
)
def limit_as_deviation(n_in, n_out, rng):
    return xavier_limit(n_in, n_out) * rng.standard_normal((n_in, n_out))


@mistake(
    xavier_uniform,
    headline="the limit does not enter",
    sentence="The entries do not depend on the sizes of the layer.",
    why="what is drawn is a standard distribution, from 0 to 1, from -1 to 1 or normal, with no"
    " limit of the layer's own.",
    hints="Draw a layer of 2 inputs and one of 2000. In which one should the weights be smaller?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def limit_left_out(n_in, n_out, rng, form):
    if form == 3:
        return rng.standard_normal((n_in, n_out))
    drawn = rng.random((n_in, n_out))
    return (drawn, 2 * drawn - 1, drawn - 0.5)[int(form)]


@mistake(
    xavier_uniform,
    headline="transposed",
    sentence="The result has a row for each output.",
    why="the shape is (n_out, n_in), as PyTorch keeps its weights. The statement has x W, with one"
    " row for each input.",
    hints="With n_in = 3 and n_out = 2, which shape should come back, and which does?",
)
def outputs_first(n_in, n_out, rng):
    return xavier_uniform(n_out, n_in, rng)


@mistake(
    xavier_uniform,
    headline="one draw for many entries",
    sentence="Several entries share one draw.",
    why="one number, one row or one column is drawn and repeated. Neurons that start alike stay"
    " alike.",
    hints=(
        "Print a layer with 2 inputs and 3 outputs. Which entries are equal?",
        "How many numbers does the line with the draw return?",
    ),
    constants=(0.0, 1.0, 2.0),
)
def one_draw_for_many(n_in, n_out, rng, form):
    limit, rows, columns = xavier_limit(n_in, n_out), (1, n_out), (n_in, 1)
    shape = ((1, 1), rows, columns)[int(form)]
    return rng.uniform(-limit, limit, shape) * np.ones((n_in, n_out))


@mistake(
    xavier_uniform,
    headline="only the two limits",
    sentence="Every entry is one of the two ends of the interval.",
    why="a sign is drawn for each entry and multiplied by the limit. Nothing between is drawn.",
    hints="How many different numbers are in a large layer?",
)
def only_the_limits(n_in, n_out, rng):
    return xavier_limit(n_in, n_out) * rng.choice([-1.0, 1.0], (n_in, n_out))
