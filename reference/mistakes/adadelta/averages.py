"""`adadelta` where v or q enters the step too early or too late, or q averages something else."""

import numpy as np

from reference.formula import mistake
from reference.formulas.adadelta import adadelta, second_moment_and_step
from reference.mistakes.adadelta import after_the_step, moving_average


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
    return after_the_step(w, moving_average(v, g, gamma), q, step, gamma)


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
    q_new = moving_average(q, g, gamma)
    v, step = second_moment_and_step(v, q_new if before_the_step else q, g, gamma, eps)
    return w - step, v, q_new
