"""What students write in the place of `adadelta`."""

import numpy as np

from reference.formula import both, mistake
from reference.formulas.adadelta import adadelta, second_moment_and_step


def _after(w, v, q, step, gamma):
    """(w, v, q) after a step, with the average of squares v."""
    return w - step, v, gamma * q + (1 - gamma) * step**2


def _average(v, g, gamma):
    return gamma * v + (1 - gamma) * g**2


@mistake(
    adadelta,
    kind="convention",
    convention={"eps": "outside"},
    headline="eps outside the roots",
    sentence="v is right. eps stands outside both roots.",
    why="eps is added after the roots have been taken. This assignment asks for it inside. Both are"
    " in use; notes 000, section 2.5, have it inside.",
    converse="eps is added under the roots. This assignment asks for it outside. Both are in use;"
    " notes 000, section 2.5, have it inside.",
    right="v at every step.",
    hints=(
        "For v = q = 0 and eps = 0.01, what are the two numbers of the fraction: on paper, and in"
        " the code?",
        "Compare the line on the step with the statement. Which bracket closes before eps comes?",
    ),
    action="compare both roots with the statement, bring them to that convention, and run",
)
def eps_outside_the_roots(w, v, q, g, gamma, eps):
    v = _average(v, g, gamma)
    return _after(w, v, q, (np.sqrt(q) + eps) / (np.sqrt(v) + eps) * g, gamma)


@mistake(
    adadelta,
    headline="eps outside one root",
    sentence="v is right. eps stands outside one of the two roots.",
    why="in one of the two roots eps is added inside, in the other one after the root has been"
    " taken.",
    right="v at every step.",
    hints="For v = q = 0 and g near 0, both roots are made of eps alone. Do they agree?",
    constants=(0.0, 1.0),
)
def eps_outside_one_root(w, v, q, g, gamma, eps, below):
    v = _average(v, g, gamma)
    inside, outside = np.sqrt(np.array([q, v]) + eps), np.sqrt([q, v]) + eps
    above, under = (inside[0], outside[1]) if below else (outside[0], inside[1])
    return _after(w, v, q, above / under * g, gamma)


@mistake(
    adadelta,
    headline="w never moves at first",
    sentence="v is right. With q = 0 there is no step, so q stays 0.",
    why="above the fraction line stands the root of q without eps. Whoever starts with q = 0 stays"
    " there.",
    right="v at every step.",
    hints="Start with v = q = 0 and take one step with g = 1. Where is w, and what is the new q?",
    constants=(0.0, 1.0),
)
def no_eps_above(w, v, q, g, gamma, eps, nor_below):
    v = _average(v, g, gamma)
    return _after(w, v, q, np.sqrt(q) / np.sqrt(v + (0 if nor_below else eps)) * g, gamma)


@mistake(
    adadelta,
    headline="no eps below the line",
    sentence="v is right. Where all gradients were 0, the step is 0 / 0.",
    why="below the fraction line stands the root of v without eps.",
    right="v at every step.",
    hints="Start with v = q = 0 and take a step with g = 0. What comes back, and where from?",
)
def no_eps_below(w, v, q, g, gamma, eps):
    v = _average(v, g, gamma)
    return _after(w, v, q, np.sqrt(q + eps) / np.sqrt(v) * g, gamma)


@mistake(
    adadelta,
    headline="the fraction upside down",
    sentence="v is right. The two roots stand in each other's place.",
    why="the gradient is multiplied by the root of v and divided by that of q. The larger the"
    " gradients, the larger the steps, over and over.",
    right="v at every step.",
    hints="Multiply g by 10 at every step. Should the first step, from v = q = 0, grow much?",
)
def fraction_upside_down(w, v, q, g, gamma, eps):
    v = _average(v, g, gamma)
    return _after(w, v, q, np.sqrt(v + eps) / np.sqrt(q + eps) * g, gamma)


@mistake(
    adadelta,
    headline="the old v in the step",
    sentence="v is right; the step divides by the one from before.",
    why="the step is computed before v is updated, so that this gradient does not count in it.",
    right="v at every step.",
    hints="At the first step v is 0. By what is the gradient divided there?",
)
def old_average_in_the_step(w, v, q, g, gamma, eps):
    step = np.sqrt(q + eps) / np.sqrt(v + eps) * g
    return _after(w, _average(v, g, gamma), q, step, gamma)


@mistake(
    adadelta,
    headline="q is updated too early",
    sentence="v and q are right. w moves by a step that is made with the new q.",
    why="q is updated before w moves, and the step is computed once more from it.",
    right="v and q at every step.",
    hints=(
        "Which q does the statement put above the fraction line: the one from before this step, or"
        " the one from after it?",
        "By how much does w move at the first step, from v = q = 0? Which q follows from that?",
    ),
)
def new_q_in_the_step(w, v, q, g, gamma, eps):
    _, v, q = adadelta(w, v, q, g, gamma, eps)
    return w - np.sqrt(q + eps) / np.sqrt(v + eps) * g, v, q


@mistake(
    adadelta,
    headline="q averages gradients",
    sentence="v is right. q follows the gradient, not the steps.",
    why="q receives the squared gradient, as v does. The two roots become the same number, and the"
    " step the gradient itself.",
    right="v at every step.",
    hints=(
        "Start with v = q = 0 and take many steps with g = 1. Towards which number should q go, if"
        " the steps are small?",
        "What do the two averages measure: which one gradients, and which one steps of w?",
    ),
    constants=(0.0, 1.0),
)
def q_averages_gradients(w, v, q, g, gamma, eps, before_the_step):
    q_new = _average(q, g, gamma)
    v, step = second_moment_and_step(v, q_new if before_the_step else q, g, gamma, eps)
    return w - step, v, q_new


@mistake(
    adadelta,
    headline="no root of q in the step",
    sentence="v is right. The step is that of RMSProp; q does not enter.",
    why="the gradient is divided by the root of v, and q is left out, so the size of earlier steps"
    " does not count.",
    right="v at every step.",
    hints="By how much does w move at the first step, from v = q = 0 with eps = 0.01 and g = 1?"
    " Which part of the formula makes that so small?",
    constants=(1.0, 0.0, 0.1, 0.01, 0.001),
)
def q_left_out_of_the_step(w, v, q, g, gamma, eps, rate):
    v = _average(v, g, gamma)
    return _after(w, v, q, (rate or np.sqrt(eps)) / np.sqrt(v + eps) * g, gamma)


@mistake(
    adadelta,
    headline="a root is missing",
    sentence="v is right; in the step, an average of squares stands without its root.",
    why="the averages of squares are used as they are, in both places of the fraction or in one of"
    " them.",
    right="v at every step.",
    hints="If w is in metres, what units do q and the root of q have? Which unit should the step"
    " have?",
    constants=(0.0, 1.0, 2.0),
)
def root_missing(w, v, q, g, gamma, eps, form):
    v = _average(v, g, gamma)
    above = q + eps if form < 2 else np.sqrt(q + eps)
    below = np.sqrt(v + eps) if form == 1 else v + eps
    return _after(w, v, q, above / below * g, gamma)


@mistake(
    adadelta,
    headline="a bracket is missing",
    sentence="v is right. eps stands beside the fraction, not in it.",
    why="the division comes first; eps is added to the quotient.",
    right="v at every step.",
    hints="In which order does Python read a / b + c? Where are the brackets on paper?",
    constants=(0.0, 1.0, 2.0),
)
def eps_beside_the_fraction(w, v, q, g, gamma, eps, form):
    v = _average(v, g, gamma)
    above = np.sqrt(q + eps)
    steps = (above / np.sqrt(v) + eps * g, (above / np.sqrt(v) + eps) * g)
    step = steps[int(form)] if form < 2 else np.sqrt(q + eps / v + eps) * g
    return _after(w, v, q, step, gamma)


@mistake(
    adadelta,
    headline="a square is missing",
    sentence="An average holds the gradient or the step itself, not its square.",
    why="what is averaged is not squared, or stands there without its sign. Without the square, the"
    " average can be negative.",
    hints="Which signs can v and q have after a step with g = -1, on paper and in the code?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def square_missing(w, v, q, g, gamma, eps, form):
    size = (g, np.abs(g), g**2, g**2)[int(form)]
    v = gamma * v + (1 - gamma) * size
    step = np.sqrt(q + eps) / np.sqrt(v + eps) * g
    added = (step**2, step**2, step, np.abs(step))[int(form)]
    return w - step, v, gamma * q + (1 - gamma) * added


@mistake(
    adadelta,
    headline="no gradient in the step",
    sentence="v is right. The direction of the gradient does not enter the step as it should.",
    why="the fraction is not multiplied by the gradient, or by its square. Then w never moves up.",
    right="v at every step.",
    hints="In which direction should w move for g = -1, and in which one does it move?",
    constants=(0.0, 2.0),
)
def direction_lost(w, v, q, g, gamma, eps, power):
    v = _average(v, g, gamma)
    return _after(w, v, q, np.sqrt(q + eps) / np.sqrt(v + eps) * g**power, gamma)


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
    return _after(w, v, q, step, of_q)


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
    v = _average(v, g, gamma) + eps
    return _after(w, v, q, np.sqrt(q + eps) / np.sqrt(v) * g, gamma)


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
    return _after(w, v, q, np.sqrt(q + eps) / np.sqrt(v + eps) * g, gamma)


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
    v = _average(v, g, gamma)
    squares = np.array([q, v])
    roots = (
        np.sqrt(squares + eps**2),
        np.sqrt(squares) + np.sqrt(eps),
        np.sqrt(squares + eps) + eps,
    )
    above, below = roots[int(form)]
    return _after(w, v, q, above / below * g, gamma)


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
    return _after(w, v, q, np.sqrt(q + eps) / np.sqrt(v + eps) * g, gamma)


# --- two at once ---------------------------------------------------------------------------------


@both(old_average_in_the_step, q_averages_gradients)
def old_average_in_the_step_and_gradients_in_q(w, v, q, g, gamma, eps):
    step = np.sqrt(q + eps) / np.sqrt(v + eps) * g
    return w - step, _average(v, g, gamma), _average(q, g, gamma)


@both(root_missing, average_not_kept)
def no_roots_and_q_not_kept(w, v, q, g, gamma, eps):
    v = _average(v, g, gamma)
    return w - (q + eps) / (v + eps) * g, v, q


@both(shares_exchanged, no_eps_above)
def shares_exchanged_without_eps_above(w, v, q, g, gamma, eps):
    return no_eps_above(w, v, q, g, 1 - gamma, eps)
