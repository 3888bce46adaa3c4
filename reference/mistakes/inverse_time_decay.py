"""What students write in the place of `inverse_time_decay`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.inverse_time_decay import inverse_time_decay


@mistake(
    inverse_time_decay,
    headline="a bracket is missing",
    sentence="lr0 is not divided by the whole of 1 + decay t.",
    why="the division comes first: lr0 is divided by 1, or by 1 + decay, and t is dealt with"
    " afterwards.",
    hints="In which order does Python read a / b + c, and a / b * c? Where are the brackets on"
    " paper?",
    constants=(0.0, 1.0),
)
def bracket_missing(lr0, t, decay, times):
    return lr0 / (1 + decay) * t if times else lr0 / 1 + decay * t


@mistake(
    inverse_time_decay,
    headline="t is missing",
    sentence="The rate is the same at every t.",
    why="lr0 is divided by 1 + decay; t does not enter.",
    hints="Which learning rate should come out at t = 0? Which one does?",
)
def time_missing(lr0, t, decay):
    return lr0 / (1 + decay)


@mistake(
    inverse_time_decay,
    headline="a power in place of t",
    sentence="Right at t = 1, and perhaps at t = 0; after that it is another decay.",
    why="1 + decay, or decay alone, is raised to the power t. In the statement decay is multiplied"
    " by t.",
    hints="What is lr0 divided by the rate, at t = 1, 2 and 3? By how much should it grow each"
    " time?",
    constants=(0.0, 1.0),
)
def power_in_place_of_t(lr0, t, decay, of_decay):
    return lr0 / (1 + decay**t) if of_decay else lr0 / (1 + decay) ** t


@mistake(
    inverse_time_decay,
    headline="exponential decay",
    sentence="The rate falls exponentially, much faster than 1 / (1 + decay t).",
    why="lr0 is multiplied by an exponential, or by a power of decay or of 1 - decay.",
    hints="What is lr0 divided by the rate, at t = 1, 2 and 3? By how much should it grow each"
    " time?",
    constants=(0.0, 1.0, 2.0),
)
def exponential(lr0, t, decay, form):
    return lr0 * (np.exp(-decay * t), (1 - decay) ** t, decay**t)[int(form)]


@mistake(
    inverse_time_decay,
    headline="a linear decay",
    sentence="The rate falls by the same amount at every step.",
    why="decay times t is subtracted, from 1 or from lr0. In the statement it stands below the"
    " fraction line.",
    hints="With decay = 0.1, what is the learning rate at t = 20? Can a quotient of positive"
    " numbers be that?",
    constants=(0.0, 1.0, 2.0),
)
def linear_decay(lr0, t, decay, form):
    return (lr0 * (1 - decay * t), lr0 * max(0, 1 - decay * t), lr0 - decay * t)[int(form)]


@mistake(
    inverse_time_decay,
    headline="the rate grows",
    sentence="The learning rate grows with t.",
    why="lr0 is multiplied by 1 + decay t, or divided by 1 - decay t.",
    hints="Should the learning rate at t = 10 be above lr0, or below it? Which one is returned?",
    constants=(0.0, 1.0),
)
def growth(lr0, t, decay, minus):
    with np.errstate(all="ignore"):
        return lr0 / np.float64(1 - decay * t) if minus else lr0 * (1 + decay * t)


@mistake(
    inverse_time_decay,
    headline="the 1 is missing",
    sentence="The rate is nearly right for large t, and much too large for small t.",
    why="below the fraction line stands decay times t without the 1, or with lr0 in its place.",
    hints="By what is lr0 divided at t = 0, and by what at t = 1: on paper, and in the code?",
    constants=(0.0, 1.0, 2.0),
)
def one_missing(lr0, t, decay, form):
    if form == 1 and t == 0:
        return lr0
    with np.errstate(all="ignore"):
        return lr0 / np.float64((lr0 if form == 2 else 0) + decay * t)


@mistake(
    inverse_time_decay,
    headline="lr0 below the line",
    sentence="The first rate stands below the fraction line, besides above it or in its place.",
    why="lr0 multiplies decay times t, or 1 is divided by a sum that holds lr0.",
    hints="Double lr0. By what should the learning rate at t = 10 be multiplied? By what is it?",
    constants=(0.0, 1.0),
)
def first_rate_below(lr0, t, decay, in_a_sum):
    return 1 / (lr0 + decay * t) if in_a_sum else lr0 / (1 + lr0 * decay * t)


@mistake(
    inverse_time_decay,
    headline="one step off",
    sentence="Every rate is that of the step before or of the step after.",
    why="t is counted from 1 where it starts at 0, or the other way round.",
    hints="Which learning rate should come out at t = 0? Which one does?",
    constants=(1.0, -1.0),
)
def one_off(lr0, t, decay, ahead):
    with np.errstate(all="ignore"):
        return inverse_time_decay(lr0, t + np.float64(ahead), decay)


@mistake(
    inverse_time_decay,
    headline="a root or a square",
    sentence="Right at t = 0; after that the rate falls too slowly or too fast.",
    why="a root or a square is taken, of t or of everything below the fraction line.",
    right="The learning rate at t = 0.",
    hints="What is lr0 divided by the rate, at t = 1, 2 and 3? By how much should it grow each"
    " time?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def another_power(lr0, t, decay, form):
    below = (
        np.sqrt(1 + decay * t),
        (1 + decay * t) ** 2,
        1 + decay * np.sqrt(t),
        1 + decay * t**2,
    )
    return lr0 / below[int(form)]


@mistake(
    inverse_time_decay,
    headline="rounded down",
    sentence="The rate stays the same until decay t reaches the next integer.",
    why="decay times t is rounded down before 1 is added. Brackets around t // s may be missing.",
    right="The learning rate where decay t is an integer.",
    hints="With decay = 0.1, at which t does the rate change for the first time? At which one"
    " should it?",
)
def rounded_down(lr0, t, decay):
    return lr0 / (1 + np.floor(decay * t))


@mistake(
    inverse_time_decay,
    headline="the decayed rate decays",
    sentence="Right at t = 0 and t = 1; after that the rate falls faster and faster.",
    why="the rate of the last step is divided by 1 + decay t again. It is lr0 that should be"
    " divided.",
    hints="What is lr0 divided by the rate, at t = 1, 2 and 3? By how much should it grow each"
    " time?",
)
def decayed_again_and_again(lr0, t, decay):
    return lr0 / np.prod(1 + decay * np.arange(t + 1))


@mistake(
    inverse_time_decay,
    headline="another sum below",
    sentence="Below the fraction line stands a sum other than 1 + decay t.",
    why="decay and t are added or divided where they should be multiplied, or decay is replaced by"
    " 1 - decay.",
    hints="With decay = 0.1, what is lr0 divided by at t = 10: on paper, and in the code?",
    constants=(0.0, 1.0, 2.0),
)
def another_sum(lr0, t, decay, form):
    return lr0 / (1 + (decay + t, t / decay, (1 - decay) * t)[int(form)])


@mistake(
    inverse_time_decay,
    headline="decay times the 1, too",
    sentence="The whole sum below the fraction line is multiplied by decay.",
    why="decay stands before a bracket that holds 1 + t. It should multiply t alone.",
    hints="By what is lr0 divided at t = 0: on paper, and in the code?",
)
def decay_before_the_bracket(lr0, t, decay):
    with np.errstate(all="ignore"):
        return lr0 / np.float64(decay * (1 + t))
