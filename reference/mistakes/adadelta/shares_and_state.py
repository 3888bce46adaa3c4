"""`adadelta` where the averages have other shares, or another state is returned."""

import numpy as np

from reference.formula import mistake
from reference.formulas.adadelta import adadelta, second_moment_and_step
from reference.mistakes.adadelta import after_the_step, moving_average


@mistake(
    adadelta,
    headline="the shares are exchanged",
    sentence="The past has the share 1 - gamma, and what is new has the share gamma.",
    why="the two weights of an average are exchanged, in v, in q or in both. For gamma = 0.9 it"
    " hardly remembers anything.",
    hints="With gamma = 0.9 and g = 0, how much of v and q should be left after a step? How much"
    " is?",
    constants=(0.0, 1.0, 2.0),
)
def shares_exchanged(w, v, q, g, gamma, eps, form):
    of_v, of_q = ((1 - gamma, 1 - gamma), (1 - gamma, gamma), (gamma, 1 - gamma))[int(form)]
    v, step = second_moment_and_step(v, q, g, of_v, eps)
    return after_the_step(w, v, q, step, of_q)


@mistake(
    adadelta,
    headline="sums, not averages",
    sentence="An average only grows, as in Adagrad.",
    why="the square is added whole, not as a share; the past stays whole as well, or loses its"
    " share only.",
    hints="With g = 1 at every step, which number should v tend to, and what becomes of it?",
    constants=(0.0, 1.0, 2.0, 3.0, 4.0, 5.0),
)
def sums_of_squares(w, v, q, g, gamma, eps, form):
    average, total, leaking = (gamma, 1 - gamma), (1, 1), (gamma, 1)
    (old_v, new_v), (old_q, new_q) = (
        (total, total),
        (total, average),
        (average, total),
        (leaking, leaking),
        (leaking, average),
        (average, leaking),
    )[int(form)]
    v = old_v * v + new_v * g**2
    step = np.sqrt(q + eps) / np.sqrt(v + eps) * g
    return w - step, v, old_q * q + new_q * step**2


@mistake(
    adadelta,
    headline="an average is not kept",
    sentence="The step is right. An average comes back as it was passed in.",
    why="the new v or the new q is used, or computed, and then lost. Every step starts from the"
    " same one.",
    right="w after one step.",
    hints="Print v and q before and after the call. Which of them has changed?",
    constants=(1.0, 0.0, 2.0),
)
def average_not_kept(w, v, q, g, gamma, eps, form):
    w, v_new, q_new = adadelta(w, v, q, g, gamma, eps)
    return w, v if form != 1 else v_new, q if form > 0 else q_new


@mistake(
    adadelta,
    headline="the step in place of q",
    sentence="w and v are right. In the place of q the last step comes back.",
    why="the step, or its square, is returned where its average belongs. Of the steps before"
    " nothing is left.",
    right="w after one step, and v.",
    hints="Take a step with g = 0. Which q should come back, and which one does?",
    constants=(0.0, 1.0),
)
def step_in_place_of_q(w, v, q, g, gamma, eps, plain):
    v, step = second_moment_and_step(v, q, g, gamma, eps)
    return w - step, v, step if plain else step**2


@mistake(
    adadelta,
    headline="another name in q",
    sentence="w and v are right after one step. q averages something other than the steps.",
    why="in the line on q another name stands: v in the place of q, or w in the place of the step.",
    right="w after one step, and v.",
    hints="Take a step with g = 0 from w = 5 and v = q = 1. Which q should come back?",
    constants=(0.0, 1.0),
)
def another_name_in_q(w, v, q, g, gamma, eps, weights):
    v, step = second_moment_and_step(v, q, g, gamma, eps)
    moved = w - step
    old, new = (q, moved) if weights else (v, step)
    return moved, v, gamma * old + (1 - gamma) * new**2


@mistake(
    adadelta,
    headline="eps stays in v",
    sentence="The step is right; the v that is returned contains eps.",
    why="eps is added to v itself. With every step there is one eps more in it.",
    hints="After a step with g = 0 from v = 0, what should v be, and what is it?",
)
def eps_kept(w, v, q, g, gamma, eps):
    v = moving_average(v, g, gamma) + eps
    return after_the_step(w, v, q, np.sqrt(q + eps) / np.sqrt(v) * g, gamma)


@mistake(
    adadelta,
    headline="v forgets too much",
    sentence="In v, the past is multiplied by the squared gradient.",
    why="a bracket in the line on v holds the past and the share 1 - gamma, and the squared"
    " gradient multiplies both.",
    hints="With g = 0, how much of v should be left after a step, and how much is?",
)
def past_times_the_square(w, v, q, g, gamma, eps):
    v = (gamma * v + (1 - gamma)) * g**2
    return after_the_step(w, v, q, np.sqrt(q + eps) / np.sqrt(v + eps) * g, gamma)


@mistake(
    adadelta,
    headline="eps elsewhere",
    sentence="v is right; the step is close to the right one.",
    why="eps is squared, under roots of its own, or added twice.",
    right="v at every step.",
    hints="For v = q = 0 and g near 0, which two numbers make the fraction with eps = 0.01, on"
    " paper?",
    constants=(0.0, 1.0, 2.0),
)
def eps_elsewhere(w, v, q, g, gamma, eps, form):
    v = moving_average(v, g, gamma)
    squares = np.array([q, v])
    roots = (
        np.sqrt(squares + eps**2),
        np.sqrt(squares) + np.sqrt(eps),
        np.sqrt(squares + eps) + eps,
    )
    above, below = roots[int(form)]
    return after_the_step(w, v, q, above / below * g, gamma)


@mistake(
    adadelta,
    headline="one average for all",
    sentence="All weights share one v.",
    why="the squares of all entries are averaged or added up to one number. Each weight has a v of"
    " its own.",
    hints="Change one entry of g. Should the step of another weight change? Does it?",
    constants=(0.0, 1.0),
)
def one_average_for_all(w, v, q, g, gamma, eps, total):
    square = np.sum(g**2) if total else np.mean(g**2)
    v = gamma * v + (1 - gamma) * square
    return after_the_step(w, v, q, np.sqrt(q + eps) / np.sqrt(v + eps) * g, gamma)
