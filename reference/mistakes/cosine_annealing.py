"""What students write in the place of `cosine_annealing`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.cosine_annealing import cosine_annealing

# π to a few digits, the most usual ones first.
NEARLY_PI = (3.14, 3.1416, 3.14159, 3.141, 3.1415, 3.141592, 3.1415926, 22 / 7, 3.0)


@mistake(
    cosine_annealing,
    headline="negative from T/2 on",
    sentence="Right at t = 0 alone; the rate goes through 0 at T/2, where half is asked for.",
    why="lr0 is multiplied by the cosine itself. Notes 002, Obs. 9.1, are printed like this. The"
    " print is wrong: from T/2 on such a rate is negative, and w climbs. See the errata.",
    right="The learning rate at t = 0.",
    hints=(
        "Which learning rates should come out at t = 0, at T/2 and at T?",
        "Between which two numbers does a cosine lie, and between which two should the share of lr0"
        " lie?",
    ),
)
def cosine_as_printed(lr0, t, T):
    return lr0 * np.cos(np.pi * t / T)


@mistake(
    cosine_annealing,
    headline="the cosine kept above 0",
    sentence="Right at t = 0 alone; after that the rate falls too fast.",
    why="lr0 is multiplied by the cosine, cut off at 0 or without its sign. At T/2 nothing is left"
    " of the rate.",
    right="The learning rate at t = 0.",
    hints="Which learning rates should come out at t = 0, at T/2 and at T?",
    constants=(0.0, 1.0),
)
def cosine_made_positive(lr0, t, T, without_its_sign):
    cosine = np.cos(np.pi * t / T)
    return lr0 * (np.abs(cosine) if without_its_sign else np.maximum(cosine, 0))


@mistake(
    cosine_annealing,
    headline="pi is missing",
    sentence="Right at t = 0 alone; at t = T much is left of the rate.",
    why="the cosine is taken of t / T without pi. It goes from 1 down to 0.54 only.",
    right="The learning rate at t = 0.",
    hints="What is the argument of the cosine at t = T, and where is the cosine at its lowest?",
)
def pi_missing(lr0, t, T):
    return lr0 / 2 * (1 + np.cos(t / T))


@mistake(
    cosine_annealing,
    headline="another part of the period",
    sentence="At t = T the cosine is not at its lowest.",
    why="a whole period or a quarter of one goes by until T. The statement asks for half of one.",
    right="The learning rate at t = 0.",
    hints="What is the argument of the cosine at t = T, and where is the cosine at its lowest?",
    constants=(2.0, 0.5),
)
def another_part_of_the_period(lr0, t, T, halves):
    return lr0 / 2 * (1 + np.cos(halves * np.pi * t / T))


@mistake(
    cosine_annealing,
    headline="a quarter of a period",
    sentence="Right at t = 0 and at T; between them the rate is another one.",
    why="the rate follows a quarter of a period of a cosine, or of a sine. Half a period is asked"
    " for: slow at both ends, and symmetric.",
    right="The learning rates at t = 0 and at T.",
    hints="Which learning rate should come out at T/2? Which one does?",
    constants=(0.0, 1.0),
)
def quarter_of_a_period(lr0, t, T, sine):
    angle = np.pi * t / (2 * T)
    return lr0 * (1 - np.sin(angle) if sine else np.cos(angle))


@mistake(
    cosine_annealing,
    headline="a straight line",
    sentence="Right at t = 0, T/2 and T; between them the rate is another one.",
    why="the rate falls by the same amount at every step. There is no cosine in it.",
    right="The learning rates at t = 0, at T/2 and at T.",
    hints="By how much should the rate fall in the first tenth of the steps, and by how much in the"
    " middle one?",
)
def straight_line(lr0, t, T):
    return lr0 * (1 - t / T)


@mistake(
    cosine_annealing,
    headline="a sine",
    sentence="A sine stands in the place of the cosine.",
    why="the sine of the angle is taken. The rate rises first and comes back to half of lr0 at T.",
    hints="Which learning rates should come out at t = 0 and at T? Which ones do?",
)
def sine_for_cosine(lr0, t, T):
    return lr0 / 2 * (1 + np.sin(np.pi * t / T))


@mistake(
    cosine_annealing,
    headline="degrees, not radians",
    sentence="The angle is given in degrees, or converted from them.",
    why="the half turn is 180 and not pi, or the angle is multiplied by pi / 180 once more. np.cos"
    " takes radians.",
    hints="What does np.cos(180) return, and what np.cos(np.pi)?",
    constants=(0.0, 1.0),
)
def degrees(lr0, t, T, converted):
    angle = np.deg2rad(np.pi * t / T) if converted else 180 * t / T
    return lr0 / 2 * (1 + np.cos(angle))


@mistake(
    cosine_annealing,
    headline="pi to a few digits",
    sentence="Right to a few digits; at t = T the rate is not quite 0.",
    why="pi is written as a number with a few digits.",
    right="The leading digits of every rate.",
    hints="Which learning rate comes out at t = T? How many digits of pi does the code hold?",
    constants=NEARLY_PI,
)
def pi_to_a_few_digits(lr0, t, T, pi):
    return lr0 / 2 * (1 + np.cos(pi * t / T))


@mistake(
    cosine_annealing,
    headline="T in another place",
    sentence="The angle is not pi t / T: T stands in another place, or not at all.",
    why="T divides the cosine and not the angle, multiplies t, or is missing; or t / T is rounded"
    " down to an integer.",
    hints="What is the angle at t = T: on paper, and in the code?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def steps_in_another_place(lr0, t, T, form):
    shares = (
        1 + np.cos(np.pi * t) / T,
        1 + np.cos(np.pi * t * T),
        1 + np.cos(np.pi * t),
        1 + np.cos(np.pi * (t // T)),
    )
    return lr0 / 2 * shares[int(form)]


@mistake(
    cosine_annealing,
    headline="a bracket is missing",
    sentence="lr0 or the half does not multiply the whole of 1 + cos.",
    why="the bracket around 1 + cos is missing, so that a factor reaches one of its terms only.",
    hints="In which order does Python read a * b + c? Where are the brackets on paper?",
    constants=(0.0, 1.0, 2.0, 3.0, 4.0),
)
def bracket_missing(lr0, t, T, form):
    cosine = np.cos(np.pi * t / T)
    rates = (
        lr0 / 2 + cosine,
        lr0 + cosine / 2,
        lr0 + (1 + cosine) / 2,
        lr0 / 2 + lr0 * cosine,
        0.5 + lr0 * cosine,
    )
    return rates[int(form)]


@mistake(
    cosine_annealing,
    headline="one step off",
    sentence="The rate does not start at lr0 at t = 0, or does not end at 0 at t = T.",
    why="t or T is one too many or one too few: counted from 1 where the steps begin at 0, or the"
    " other way round.",
    hints="Which learning rates come out at t = 0 and at t = T? Which ones should?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def one_off(lr0, t, T, form):
    ahead, longer = ((1, 0), (-1, 0), (0, 1), (0, -1))[int(form)]
    with np.errstate(all="ignore"):
        angle = np.pi * (t + ahead) / np.float64(T + longer)
        return lr0 / 2 * (1 + np.cos(angle))


@mistake(
    cosine_annealing,
    headline="it does not end at 0",
    sentence="Near lr0 the rate is right; at t = T something is left of it.",
    why="the rate goes down to a smallest rate, written in the code. The statement has none.",
    hints="Which learning rate should come out at t = T? Which one does?",
    constants=(1e-3, 1e-4, 1e-5, 1e-6, 1e-2, 0.1, 1e-7),
)
def smallest_rate(lr0, t, T, smallest):
    return smallest + (lr0 - smallest) / lr0 * cosine_annealing(lr0, t, T)


@mistake(
    cosine_annealing,
    headline="the half is missing",
    sentence="The rate is 2 times the right one.",
    why="lr0 is multiplied by 1 plus the cosine, which is 2 at t = 0. The rate begins at 2 lr0.",
    right="The shape of the curve.",
    hints="Which learning rate should the first step have, and which one has it?",
)
def half_missing(lr0, t, T):
    return 2 * cosine_annealing(lr0, t, T)


@mistake(
    cosine_annealing,
    headline="it starts again at T",
    sentence="Right before t = T; there the rate is lr0 again.",
    why="the remainder of t by T enters the angle, as with restarts. At t = T that is 0.",
    right="The learning rate before t = T.",
    hints="Which learning rate should come out at t = T? Which one does?",
)
def restarted(lr0, t, T):
    return cosine_annealing(lr0, t % T, T)


@mistake(
    cosine_annealing,
    headline="squared once too often",
    sentence="Right at t = 0 and at T; between them the rate is too small.",
    why="the share of lr0, from 1 down to 0, is squared.",
    right="The learning rates at t = 0 and at T.",
    hints="Which learning rate should come out at T/2? Which one does?",
)
def share_squared(lr0, t, T):
    return lr0 * ((1 + np.cos(np.pi * t / T)) / 2) ** 2


@mistake(
    cosine_annealing,
    headline="T over t in the angle",
    sentence="Right at t = T; before, the rate jumps up and down.",
    why="T is divided by t, where t should be divided by T.",
    right="The learning rate at t = T.",
    hints="What is the argument of the cosine at t = 1 with T = 10: on paper, and in the code?",
    constants=(0.0, 1.0),
)
def fraction_upside_down(lr0, t, T, guarded):
    if t == 0 and guarded:
        return lr0
    with np.errstate(all="ignore"):
        return lr0 / 2 * (1 + np.cos(np.pi * T / np.float64(t)))
