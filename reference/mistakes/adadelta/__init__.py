"""What students write in the place of `adadelta`: other forms in use, and eps."""

import numpy as np

from reference.formula import mistake
from reference.formulas.adadelta import adadelta


def after_the_step(w, v, q, step, gamma):
    """(w, v, q) after a step, with the average of squares v."""
    return w - step, v, gamma * q + (1 - gamma) * step**2


def moving_average(v, g, gamma):
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
    v = moving_average(v, g, gamma)
    return after_the_step(w, v, q, (np.sqrt(q) + eps) / (np.sqrt(v) + eps) * g, gamma)


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
    v = moving_average(v, g, gamma)
    inside, outside = np.sqrt(np.array([q, v]) + eps), np.sqrt([q, v]) + eps
    above, under = (inside[0], outside[1]) if below else (outside[0], inside[1])
    return after_the_step(w, v, q, above / under * g, gamma)


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
    v = moving_average(v, g, gamma)
    return after_the_step(w, v, q, np.sqrt(q) / np.sqrt(v + (0 if nor_below else eps)) * g, gamma)


@mistake(
    adadelta,
    headline="no eps below the line",
    sentence="v is right. Where all gradients were 0, the step is 0 / 0.",
    why="below the fraction line stands the root of v without eps.",
    right="v at every step.",
    hints="Start with v = q = 0 and take a step with g = 0. What comes back, and where from?",
)
def no_eps_below(w, v, q, g, gamma, eps):
    v = moving_average(v, g, gamma)
    return after_the_step(w, v, q, np.sqrt(q + eps) / np.sqrt(v) * g, gamma)


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
    v = moving_average(v, g, gamma)
    return after_the_step(w, v, q, np.sqrt(v + eps) / np.sqrt(q + eps) * g, gamma)
