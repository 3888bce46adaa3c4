"""What students write in the place of `exponential_decay`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.exponential_decay import exponential_decay
from reference.mistakes.sigmoid import BASES


@mistake(
    exponential_decay,
    headline="the rate grows",
    sentence="The learning rate grows with t; the exponent has the opposite sign.",
    why="the exponent is k times t without its minus, or lr0 is divided by the exponential.",
    hints="Should the learning rate at t = 10 be above lr0, or below it? Which one is returned?",
)
def growth(lr0, t, k):
    return lr0 * np.exp(k * t)


@mistake(
    exponential_decay,
    headline="k as the base",
    sentence="The rate is multiplied by k at every step, not by exp(-k).",
    why="k is raised to the power t. Where k is 0.1, nine tenths are gone after one step. Some"
    " libraries name their exponential decay so, with a base near 1.",
    hints="With k = 0.1, how much of lr0 should be left at t = 1? How much is?",
)
def power_of_k(lr0, t, k):
    return lr0 * k**t


@mistake(
    exponential_decay,
    headline="the share k at each step",
    sentence="Nearly right for small k: the rate loses the share k at every step.",
    why="the rate is multiplied by 1 - k, or divided by 1 + k, at every step. exp(-k) lies between"
    " the two.",
    hints="With k = 0.1, what is the quotient of the learning rates at t = 1 and at t = 0: on"
    " paper, and in the code?",
    constants=(0.0, 1.0),
)
def share_at_every_step(lr0, t, k, divided):
    return lr0 / (1 + k) ** t if divided else lr0 * (1 - k) ** t


@mistake(
    exponential_decay,
    headline="inverse time decay",
    sentence="The rate falls as 1 / (1 + k t), which is slower.",
    why="lr0 is divided by 1 + k t. That is another schedule: the quotient of two successive rates"
    " is not the same everywhere.",
    hints="What is the quotient of the learning rates at t = 2 and at t = 1, and at t = 1 and at t"
    " = 0?",
)
def inverse_time(lr0, t, k):
    return lr0 / (1 + k * t)


@mistake(
    exponential_decay,
    headline="a linear decay",
    sentence="The rate falls by the same amount at every step.",
    why="k times t is subtracted, from 1 or from lr0. There is no exponential.",
    hints="What is the learning rate at t = 1000 with k = 0.1? Can an exponential become that?",
    constants=(0.0, 1.0, 2.0),
)
def linear_decay(lr0, t, k, form):
    return (lr0 * (1 - k * t), lr0 * max(1 - k * t, 0), lr0 - k * t)[int(form)]


@mistake(
    exponential_decay,
    headline="t is not in the exponent",
    sentence="The exponential holds k alone; t is missing in it, or stands outside.",
    why="lr0 is multiplied by exp(-k) once, or by t besides. The exponential itself does not depend"
    " on t.",
    hints="Which learning rates should come out at t = 0 and at t = 1? Which ones do?",
    constants=(0.0, 1.0),
)
def time_not_in_the_exponent(lr0, t, k, times):
    return lr0 * np.exp(-k) * (t if times else 1)


@mistake(
    exponential_decay,
    headline="t divided by k",
    sentence="The larger k, the slower the decay; it should be faster.",
    why="t is divided by k in the exponent, as if k were a time and not a rate.",
    hints="With k = 0.1, what is the exponent at t = 1: on paper, and in the code?",
)
def time_over_k(lr0, t, k):
    return lr0 * np.exp(-t / k)


@mistake(
    exponential_decay,
    headline="a sum in the exponent",
    sentence="k and t are added in the exponent; their product is asked for.",
    why="the exponent is t - k, or the opposite of t + k.",
    hints="Which learning rate should come out at t = 0, whatever k is? Which one does?",
    constants=(-1.0, 1.0),
)
def sum_in_the_exponent(lr0, t, k, sign):
    return lr0 * np.exp(-(k + sign * t))


@mistake(
    exponential_decay,
    headline="lr0 in the exponent",
    sentence="The first rate stands in the exponent, not before the exponential.",
    why="lr0 is added to the exponent, or multiplied by it. At t = 0 the result is not lr0.",
    hints="Which learning rate should come out at t = 0? Which one does?",
    constants=(0.0, 1.0),
)
def first_rate_in_the_exponent(lr0, t, k, added):
    return np.exp(lr0 - k * t) if added else np.exp(-k * t * lr0)


@mistake(
    exponential_decay,
    headline="another base",
    sentence="The decay has the right form; its base is a number other than e.",
    why="another number is raised to the power of the exponent: 2, 10, 1/2, or e to a few digits.",
    hints="With k t = 1, which share of lr0 should be left, and which one is?",
    constants=(*BASES, 0.5),
)
def another_base(lr0, t, k, base):
    return lr0 * base ** ((-1 if base > 1 else 1) * k * t)


@mistake(
    exponential_decay,
    headline="one step off",
    sentence="From t = 1 on, every rate is that of the step before or of the step after.",
    why="t is counted from 1 where it starts at 0, or the other way round. A loop may have a round"
    " too few.",
    hints="Which learning rate should come out at t = 1? Which one does?",
    constants=(1.0, -1.0, 0.0),
)
def one_off(lr0, t, k, ahead):
    return exponential_decay(lr0, t + ahead if ahead else max(t - 1, 0), k)


@mistake(
    exponential_decay,
    headline="t enters as a power",
    sentence="Right at t = 0 and t = 1 at most; the exponent is not proportional to t.",
    why="the exponent holds a power or a root of t, or t as a power.",
    hints="By how much should the exponent grow from t = 2 to t = 4? By how much does it?",
    constants=(0.0, 1.0, 2.0, 3.0, 4.0),
)
def power_of_t(lr0, t, k, form):
    exponents = (k * t**2, (k * t) ** 2, k * np.sqrt(t), t**k, k**t)
    return lr0 * np.exp(-exponents[int(form)])


@mistake(
    exponential_decay,
    headline="what is gone, not left",
    sentence="The rate starts at 0 and rises.",
    why="1 minus the exponential, or the opposite of that, stands before lr0: the share that has"
    " gone.",
    hints="Which learning rate should come out at t = 0? Which one does?",
    constants=(1.0, -1.0),
)
def share_that_is_gone(lr0, t, k, sign):
    return sign * lr0 * (1 - np.exp(-k * t))


@mistake(
    exponential_decay,
    headline="lr0 is no factor",
    sentence="The exponential is added to lr0, or subtracted from it.",
    why="lr0 and the exponential stand in a sum. A product is asked for.",
    hints="Which learning rate should come out at t = 0? Which one does?",
    constants=(1.0, -1.0),
)
def first_rate_added(lr0, t, k, sign):
    return lr0 + sign * np.exp(-k * t)


@mistake(
    exponential_decay,
    headline="the exponent is rounded",
    sentence="The rate falls in steps.",
    why="k times t is rounded to an integer before the exponential is taken.",
    hints="With k = 0.1, which learning rates should come out at t = 4 and t = 5? Which ones do?",
)
def exponent_rounded(lr0, t, k):
    return lr0 * np.exp(-np.floor(k * t))


@mistake(
    exponential_decay,
    headline="the decayed rate decays",
    sentence="Right at t = 0 and t = 1; after that the rate falls faster and faster.",
    why="the rate of the last step is multiplied by exp(-k t) again. That factor belongs to lr0.",
    hints="What is the quotient of the learning rates at t = 2 and at t = 1? What should it be?",
)
def decayed_again_and_again(lr0, t, k):
    return lr0 * np.exp(-k * t * (t + 1) / 2)


# --- two at once ---------------------------------------------------------------------------------


@both(growth, time_over_k)
def growth_over_k(lr0, t, k):
    with np.errstate(all="ignore"):
        return lr0 * np.exp(t / k)


@both(growth, another_base)
def growth_of_another_base(lr0, t, k):
    return lr0 * 2.0 ** (k * t)
