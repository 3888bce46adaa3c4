"""`adadelta` where w moves by another fraction."""

import numpy as np

from reference.formula import mistake
from reference.formulas.adadelta import adadelta
from reference.mistakes.adadelta import after_the_step, moving_average


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
    v = moving_average(v, g, gamma)
    return after_the_step(w, v, q, (rate or np.sqrt(eps)) / np.sqrt(v + eps) * g, gamma)


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
    v = moving_average(v, g, gamma)
    above = q + eps if form < 2 else np.sqrt(q + eps)
    below = np.sqrt(v + eps) if form == 1 else v + eps
    return after_the_step(w, v, q, above / below * g, gamma)


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
    v = moving_average(v, g, gamma)
    above = np.sqrt(q + eps)
    steps = (above / np.sqrt(v) + eps * g, (above / np.sqrt(v) + eps) * g)
    step = steps[int(form)] if form < 2 else np.sqrt(q + eps / v + eps) * g
    return after_the_step(w, v, q, step, gamma)


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
    v = moving_average(v, g, gamma)
    return after_the_step(w, v, q, np.sqrt(q + eps) / np.sqrt(v + eps) * g**power, gamma)
