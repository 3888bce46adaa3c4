"""What students write in the place of `step_decay`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.step_decay import step_decay


@mistake(
    step_decay,
    headline="no steps, a smooth decay",
    sentence="Right at the multiples of s; between them the rate keeps falling.",
    why="the exponent is t / s with its fraction, so that the rate falls at every t. It should stay"
    " the same for s of them.",
    right="The learning rate where t is a multiple of s.",
    hints="With s = 10, which learning rates should come out at t = 10, 11 and 12? Which ones do?",
)
def exponent_not_rounded(lr0, t, gamma, s):
    return lr0 * gamma ** (t / s)


@mistake(
    step_decay,
    headline="a drop at every t",
    sentence="The rate falls at every t; the length s of an interval does not enter.",
    why="gamma is raised to the power t. That is a drop at every step or epoch.",
    hints="With s = 10, how many times should the rate have been multiplied by gamma at t = 9?",
)
def interval_left_out(lr0, t, gamma, s):
    return lr0 * gamma**t


@mistake(
    step_decay,
    headline="rounded another way",
    sentence="The drops come too early: t / s is not rounded down.",
    why="t / s is rounded up, or to the nearest integer. An interval that has only begun counts as"
    " one that is over.",
    hints="With s = 10, at which t should the first drop come? At which one does it come?",
    constants=(0.0, 1.0),
)
def rounded_another_way(lr0, t, gamma, s, nearest):
    return lr0 * gamma ** (np.round(t / s) if nearest else np.ceil(t / s))


@mistake(
    step_decay,
    headline="drops off by one t",
    sentence="Every drop comes one t too early or too late.",
    why="t is counted from 1 where it starts at 0, or the other way round.",
    hints="With s = 10, at which t should the first drop come? At which one does it come?",
    constants=(1.0, -1.0, 0.0),
)
def one_off(lr0, t, gamma, s, ahead):
    return lr0 * gamma ** ((t + int(ahead)) // s if ahead else max(t - 1, 0) // s)


@mistake(
    step_decay,
    headline="one drop too many",
    sentence="The rate is gamma times the right one; it does not start at lr0.",
    why="a drop is counted before the first interval is over.",
    hints="Which learning rate should come out at t = 0? Which one does?",
)
def one_drop_too_many(lr0, t, gamma, s):
    return gamma * step_decay(lr0, t, gamma, s)


@mistake(
    step_decay,
    headline="gamma is not a power",
    sentence="The rate is a multiple of the number of drops; at t = 0 it is 0.",
    why="gamma is multiplied by the number of intervals, where it should be multiplied by itself as"
    " many times.",
    hints="Which learning rate should come out at t = 0? Which one does?",
)
def times_the_number_of_drops(lr0, t, gamma, s):
    return lr0 * gamma * (t // s)


@mistake(
    step_decay,
    headline="the remainder is counted",
    sentence="The rate falls within an interval and jumps back at its end.",
    why="the exponent is the remainder of t / s, not its quotient.",
    hints="With s = 10, which exponent belongs to t = 25? Which one does the code use?",
)
def remainder_for_quotient(lr0, t, gamma, s):
    return lr0 * gamma ** (t % s)


@mistake(
    step_decay,
    headline="a single drop",
    sentence="The rate is lr0 or gamma times lr0, however large t is.",
    why="the rate is multiplied by gamma once: from the first drop on, or only at the multiples"
    " of s.",
    hints="With s = 10, which learning rates should come out at t = 10, 15, 20 and 30?",
    constants=(0.0, 1.0, 2.0),
)
def one_drop_only(lr0, t, gamma, s, form):
    dropped = (t >= s, t % s == 0 and t > 0, t % s == 0)[int(form)]
    return lr0 * (gamma if dropped else 1)


@mistake(
    step_decay,
    headline="1 - gamma for gamma",
    sentence="gamma is taken for what is lost at a drop, not for what is left.",
    why="at every drop the rate loses the share gamma. In the statement gamma is the share that"
    " stays.",
    right="When the drops come.",
    hints="With gamma = 0.9, how much of lr0 should be left after the first drop? How much is?",
    constants=(0.0, 1.0),
)
def share_that_is_lost(lr0, t, gamma, s, of_the_first_rate):
    drops = t // s
    return lr0 * (1 - gamma * drops if of_the_first_rate else (1 - gamma) ** drops)


@mistake(
    step_decay,
    headline="the rate grows",
    sentence="At every drop the rate is divided by gamma, so it grows.",
    why="lr0 is divided by the power of gamma, or the exponent has the opposite sign.",
    hints="With gamma = 0.5, which learning rate should come out after the first drop? Which one"
    " does?",
)
def divided_by_gamma(lr0, t, gamma, s):
    return lr0 / gamma ** (t // s)


@mistake(
    step_decay,
    headline="lr0 under the power",
    sentence="Right after one drop only; lr0 is raised to a power, too.",
    why="a bracket holds lr0 and gamma, and the power is taken of both.",
    hints="Which learning rate should come out at t = 0? Which one does?",
)
def first_rate_under_the_power(lr0, t, gamma, s):
    return (lr0 * gamma) ** (t // s)


@mistake(
    step_decay,
    headline="another kind of decay",
    sentence="The drops come when they should; their size is another one.",
    why="another rule takes the place of the power of gamma: an exponential, a quotient or a"
    " difference.",
    right="When the drops come.",
    hints="What is the quotient of the learning rates after two drops and after one, on paper and"
    " in the code?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def another_rule(lr0, t, gamma, s, form):
    drops = t // s
    return (
        lr0 * np.exp(-gamma * drops),
        lr0 / (1 + gamma * drops),
        lr0 - gamma * drops,
        lr0 * gamma / (1 + drops),
    )[int(form)]


@mistake(
    step_decay,
    headline="s in another place",
    sentence="s does not divide t: it multiplies it, or divides the rate.",
    why="the exponent is t times s, or s divides the power in place of the exponent.",
    hints="In which order does Python read a ** b / c? Where does s stand on paper?",
    constants=(0.0, 1.0),
)
def interval_in_another_place(lr0, t, gamma, s, divides_the_power):
    return lr0 * gamma**t / s if divides_the_power else lr0 * gamma ** (t * s)


@mistake(
    step_decay,
    headline="the rate stays at lr0",
    sentence="The learning rate is lr0 at every t.",
    why="what comes back does not depend on t: the rate never drops.",
    hints="With s = 10, which learning rate should come out at t = 10? Which one does?",
)
def no_decay(lr0, t, gamma, s):
    return lr0


@mistake(
    step_decay,
    headline="the decayed rate decays",
    sentence="From the first drop on, the rate falls at every t, faster and faster.",
    why="the rate of the last t is multiplied by the whole power again. The power belongs to lr0.",
    hints="With s = 10, which learning rates should come out at t = 10, 11 and 12? Which ones do?",
)
def decayed_again_and_again(lr0, t, gamma, s):
    return lr0 * gamma ** sum(earlier // s for earlier in range(t + 1))


# --- two at once ---------------------------------------------------------------------------------


@both(divided_by_gamma, exponent_not_rounded)
def smooth_growth(lr0, t, gamma, s):
    return lr0 / gamma ** (t / s)
