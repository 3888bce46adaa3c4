"""`momentum` where the gradient enters the step of w once more."""

from reference.formula import mistake
from reference.formulas.momentum import momentum


@mistake(
    momentum,
    headline="Nesterov's step, of a sum",
    why="the velocity is a sum of gradients, and w moves by beta times that sum and by the gradient"
    " once more. That is Nesterov's form of momentum, another method.",
    hints=(
        "Start with v = 0 and take one step. How often is the gradient weighed in the step of w?",
    ),
)
def gradient_added_once_more(w, v, g, lr, beta):
    v = beta * v + g
    return w - lr * (beta * v + g), v


@mistake(
    momentum,
    headline="Nesterov's displacement",
    why="w moves by 1 + beta times the new velocity, less beta times the old one. That is"
    " Nesterov's form of momentum, another method.",
    hints=(
        "Start with v = 0 and take one step. How often is the gradient weighed in the step of w?",
    ),
)
def displacement_of_the_step_to_come(w, v, g, lr, beta):
    old, v = v, beta * v - lr * g
    return w - beta * old + (1 + beta) * v, v


@mistake(
    momentum,
    headline="whole g once more",
    sentence="v is right. w moves by beta times the velocity, and by the whole gradient besides.",
    why="the gradient enters the step of w without its share, although the velocity contains it"
    " already. It is Nesterov's step for a velocity that is a sum.",
    right="v at every step.",
    hints=(
        "Start with v = 0 and take one step. How often is the gradient weighed in the step of w?",
    ),
)
def whole_gradient_once_more(w, v, g, lr, beta):
    v = momentum(w, v, g, lr, beta)[1]
    return w - lr * (beta * v + g), v


@mistake(
    momentum,
    headline="gradient on top of v",
    sentence="v is right. w moves by the velocity and by the gradient on top of it.",
    why="the step of w is the sum of the velocity and the gradient. The gradient of this step is in"
    " the velocity already.",
    right="v at every step.",
    hints=(
        "Start with v = 0 and take one step. How often is the gradient weighed in the step of w?",
    ),
)
def gradient_on_top_of_the_velocity(w, v, g, lr, beta):
    v = momentum(w, v, g, lr, beta)[1]
    return w - lr * (v + g), v
