"""What students write in the place of `normal_init`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.normal_init import normal_init


@mistake(
    normal_init,
    headline="sigma as the variance",
    sentence="The entries have the variance sigma; sigma is to be their standard deviation.",
    why="the root of sigma multiplies the draws, as if sigma were the variance.",
    right="Normal draws with mean 0.",
    hints=(
        "Draw a large layer with sigma = 0.01. What should its standard deviation be close to?",
        "What is the variance of 2 z, where z has the variance 1?",
    ),
)
def sigma_as_the_variance(n_in, n_out, sigma, rng):
    return normal_init(n_in, n_out, np.sqrt(sigma), rng)


@mistake(
    normal_init,
    headline="the variance as deviation",
    sentence="The entries have the deviation sigma squared.",
    why="sigma is squared before it multiplies the draws. A function of numpy that draws takes the"
    " standard deviation.",
    right="Normal draws with the mean 0.",
    hints=(
        "Draw a large layer with sigma = 0.1. What should its standard deviation be close to?",
        "What does the second argument of rng.normal stand for?",
    ),
)
def variance_as_the_deviation(n_in, n_out, sigma, rng):
    return normal_init(n_in, n_out, sigma**2, rng)


@mistake(
    normal_init,
    headline="sigma does not enter",
    sentence="Whatever sigma is, the entries have the same size.",
    why="the draws are those of a standard normal distribution, or they are multiplied by a number"
    " that the code has and not the caller.",
    right="Normal draws with the mean 0.",
    hints=(
        "Draw a large layer with sigma = 0.1 and one with sigma = 2. What should differ?",
        "Which line of the code reads sigma?",
    ),
    constants=(1.0, 0.01, 0.1, 0.05, 0.02, 0.001),
)
def sigma_left_out(n_in, n_out, sigma, rng, deviation):
    return normal_init(n_in, n_out, deviation, rng)


@mistake(
    normal_init,
    headline="sigma as the mean",
    sentence="The entries lie around sigma and not around 0.",
    why="sigma stands where the mean belongs: as the first argument of a function whose first one"
    " is the mean, or added to the draws.",
    hints=(
        "Print the mean of a large layer with sigma = 2. What should it be close to?",
        "In which order does rng.normal take its arguments?",
    ),
    constants=(0.0, 1.0, 2.0, 3.0),
)
def sigma_as_the_mean(n_in, n_out, sigma, rng, form):
    deviation = (1.0, sigma, 0.0, sigma**2)[int(form)]
    return sigma + normal_init(n_in, n_out, deviation, rng)


@mistake(
    normal_init,
    headline="a mean of 1",
    sentence="The entries lie around 1 or around -1 and not around 0.",
    why="1 stands where the mean belongs, or is added to the draws.",
    hints="Print the mean of a large layer. What should it be close to?",
    constants=(1.0, -1.0),
)
def mean_of_one(n_in, n_out, sigma, rng, mean):
    return mean + normal_init(n_in, n_out, sigma, rng)


@mistake(
    normal_init,
    headline="uniform draws",
    sentence="The entries are drawn uniformly from an interval.",
    why="the function that is called draws uniformly: all sizes up to an end are as likely, and"
    " none is beyond.",
    hints=(
        "Draw a large layer and plot how often each size comes. Which picture should it be?",
        "Which distribution does the function that is called draw from?",
    ),
    constants=(0.0, 1.0, 2.0, 3.0, 4.0, 5.0),
)
def even_draws(n_in, n_out, sigma, rng, form):
    ends = ((-1, 1), (0, 1), (-np.sqrt(3), np.sqrt(3)), (-0.5, 0.5), (0, 2), (0, 0.5))
    return sigma * rng.uniform(*ends[int(form)], (n_in, n_out))


@mistake(
    normal_init,
    headline="divided by a root of n",
    sentence="The deviation depends on the sizes of the layer; sigma alone is asked for.",
    why="the draws are multiplied by a number made of n_in or n_out, as Xavier's or He's"
    " initialization does, in addition to sigma.",
    right="Normal draws with the mean 0.",
    hints="Draw a layer of 10 inputs and one of 1000, with one sigma. Which deviations should they"
    " have?",
    constants=tuple(map(float, range(9))),
)
def sizes_besides_sigma(n_in, n_out, sigma, rng, form):
    both = n_in + n_out
    squares = (1 / n_in, 2 / n_in, 2 / both, 1 / n_out, 2 / n_out, 1 / both, n_in, 6 / both)
    factors = (*np.sqrt(squares), 1 / n_in)
    return normal_init(n_in, n_out, sigma * factors[int(form)], rng)


@mistake(
    normal_init,
    headline="sizes in place of sigma",
    sentence="The deviation is made of the sizes of the layer; sigma does not enter.",
    why="the draws are multiplied as in Xavier's or He's initialization. Here the caller says which"
    " deviation the weights have.",
    right="Normal draws with the mean 0.",
    hints="Which line of the code reads sigma?",
    constants=tuple(map(float, range(5))),
)
def sizes_in_place_of_sigma(n_in, n_out, sigma, rng, form):
    both = n_in + n_out
    squares = (2 / n_in, 1 / n_in, 2 / both, 6 / both, 1 / both)
    return normal_init(n_in, n_out, np.sqrt(squares[int(form)]), rng)


@mistake(
    normal_init,
    headline="large draws cut off",
    sentence="No entry is beyond a few sigma; a normal draw may be.",
    why="draws beyond 1 or 2 sigma are drawn again or cut, as in the truncated normal distribution"
    " of some libraries. The statement asks for the whole one.",
    right="The mean.",
    hints="Of 4096 normal draws, how many are beyond 2 sigma? Count those of a large layer.",
    constants=(2.0, 1.0, -2.0, -1.0),
)
def large_draws_cut_off(n_in, n_out, sigma, rng, ends):
    drawn, end = rng.standard_normal((n_in, n_out)), abs(ends)
    if ends < 0:
        return sigma * np.clip(drawn, -end, end)
    while np.any(beyond := np.abs(drawn) > end):
        drawn[beyond] = rng.standard_normal(beyond.sum())
    return sigma * drawn


@mistake(
    normal_init,
    headline="one sign only",
    sentence="All entries have one sign.",
    why="the sizes of the draws are returned without their signs, or their squares are.",
    hints="How many entries of a large layer should be below 0? How many are?",
    constants=(0.0, 1.0, 2.0),
)
def one_sign_only(n_in, n_out, sigma, rng, form):
    drawn = rng.standard_normal((n_in, n_out))
    return sigma * (np.abs(drawn), -np.abs(drawn), drawn**2)[int(form)]


@mistake(
    normal_init,
    headline="a factor besides sigma",
    sentence="The entries are too large or too small, by one factor everywhere.",
    why="the draws are multiplied by another number besides sigma.",
    right="Normal draws with the mean 0.",
    hints="Draw a large layer. What is its standard deviation, divided by sigma?",
    constants=(0.01, 0.1, 2.0, 0.5, 0.001, float(np.sqrt(2)), float(np.sqrt(0.5))),
)
def factor_besides_sigma(n_in, n_out, sigma, rng, factor):
    return normal_init(n_in, n_out, factor * sigma, rng)


@mistake(
    normal_init,
    headline="transposed",
    sentence="The result has a row for each output.",
    why="the shape is (n_out, n_in), as PyTorch keeps its weights. The statement has x W, with one"
    " row for each input.",
    hints="With n_in = 3 and n_out = 2, which shape should come back, and which does?",
)
def outputs_first(n_in, n_out, sigma, rng):
    return normal_init(n_out, n_in, sigma, rng)


@mistake(
    normal_init,
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
def one_draw_for_many(n_in, n_out, sigma, rng, form):
    shape = ((1, 1), (1, n_out), (n_in, 1))[int(form)]
    return sigma * rng.standard_normal(shape) * np.ones((n_in, n_out))
