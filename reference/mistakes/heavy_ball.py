"""What students write in the place of `heavy_ball`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.heavy_ball import heavy_ball


@mistake(
    heavy_ball,
    headline="momentum as an average",
    sentence="The gradient enters with the share 1 - gamma; the whole of it is asked for.",
    why="gradient and last step are weighted by 1 - gamma and gamma, as in a moving average. Notes"
    " 003, eq. (1), are written like that; notes 000, section 2.1, are not.",
    right="The share of the step before.",
    hints=(
        "With w_prev = w, by how much should w move for g = 1 and lr = 0.1? By how much does it?",
        "Read the formula in the statement once more: which numbers stand before the gradient?",
    ),
)
def gradient_weighed_as_in_an_average(w, w_prev, g, lr, gamma):
    return w - lr * (1 - gamma) * g + gamma * (w - w_prev)


@mistake(
    heavy_ball,
    headline="1 - gamma for gamma",
    sentence="The step before enters with the share 1 - gamma.",
    why="1 - gamma stands where gamma belongs. For gamma = 0.9, hardly anything is left of the step"
    " before.",
    hints="With g = 0 and gamma = 0.9, w has moved by 1 in the step before. By how much should it"
    " move now?",
    constants=(0.0, 1.0, 2.0),
)
def rest_of_gamma(w, w_prev, g, lr, gamma, form):
    return w - lr * (1, gamma, 1 - gamma)[int(form)] * g + (1 - gamma) * (w - w_prev)


@mistake(
    heavy_ball,
    headline="the whole step before",
    sentence="The step before is repeated whole.",
    why="the difference of the last two weights is added without gamma in front of it. Nothing"
    " slows the ball down.",
    hints="With g = 0, w has moved by 1 in the step before. By how much should it move now, and how"
    " far has it come after ten steps?",
)
def whole_step_before(w, w_prev, g, lr, gamma):
    return w - lr * g + (w - w_prev)


@mistake(
    heavy_ball,
    headline="a bracket is missing",
    sentence="gamma multiplies w alone, not the difference of the weights.",
    why="gamma times w is added and w_prev is subtracted whole. In a flat place w does not stay"
    " where it is.",
    hints="Take a step with g = 0 from w = w_prev = 5. Should w move? Does it?",
)
def gamma_before_w_alone(w, w_prev, g, lr, gamma):
    return w - lr * g + gamma * w - w_prev


@mistake(
    heavy_ball,
    headline="weights, not their change",
    sentence="A share of the weights is added, where a share of their change belongs.",
    why="gamma multiplies the weights themselves, not the difference of the last two. The farther"
    " from 0 they are, the farther they move.",
    hints="Take a step with g = 0 from w = w_prev = 5. Should w move? Does it?",
    constants=(0.0, 1.0, 2.0),
)
def weights_in_place_of_their_change(w, w_prev, g, lr, gamma, form):
    return w - lr * g + gamma * (w, w_prev, w + w_prev)[int(form)]


@mistake(
    heavy_ball,
    headline="the step starts at w_prev",
    sentence="The step is right; it starts from the weights of one step earlier.",
    why="what should be added to w is added to w_prev. The last step is taken back each time.",
    right="How gradient and last step are weighted.",
    hints="Take a step with g = 0 and gamma near 0. Where should w be, and where is it?",
)
def from_the_weights_before(w, w_prev, g, lr, gamma):
    return w_prev - lr * g + gamma * (w - w_prev)


@mistake(
    heavy_ball,
    headline="the step in place of w",
    sentence="In the place of w the step comes back.",
    why="the sum of gradient and last step is returned where the new w belongs.",
    hints="Take a step with g = 0 from w = w_prev = 5. Which w should come back, and which one"
    " does?",
    constants=(1.0, -1.0),
)
def step_in_place_of_w(w, w_prev, g, lr, gamma, sign):
    return sign * (heavy_ball(w, w_prev, g, lr, gamma) - w)


@mistake(
    heavy_ball,
    headline="lr on both terms",
    sentence="The learning rate multiplies the step before, too.",
    why="gradient and last step share one bracket with lr before it. But the last step, made of"
    " weights, contains lr already.",
    hints="If w is in metres, what unit does w - w_prev have, and what unit does lr times g have?",
    constants=(1.0, -1.0),
)
def rate_before_both_terms(w, w_prev, g, lr, gamma, sign):
    return w - lr * (g - sign * gamma * (w - w_prev))


@mistake(
    heavy_ball,
    headline="the new w in the move",
    sentence="The difference from w_prev is taken after w has moved.",
    why="w is moved by the gradient first. The difference of the new w and w_prev then contains"
    " this step, so the gradient counts 1 + gamma times.",
    hints=(
        "Take a step from w = w_prev. By how much should w move for g = 1 and lr = 0.1? By how much"
        " does it?",
        "Which value does the name w hold at the line of the difference?",
    ),
)
def gradient_counted_in_the_movement(w, w_prev, g, lr, gamma):
    moved = w - lr * g
    return moved + gamma * (moved - w_prev)


@mistake(
    heavy_ball,
    headline="w_prev is overwritten",
    sentence="The share gamma of this gradient step is added, not of the step before.",
    why="when the difference is taken, w_prev holds the weights from before this gradient step. Of"
    " the last move nothing is left.",
    hints=(
        "Take a step with g = 0 from w = 1 and w_prev = 2. Should w move? Does it?",
        "Which line assigns to w_prev, and which one reads it first?",
    ),
)
def previous_weights_overwritten(w, w_prev, g, lr, gamma):
    moved = w - lr * g
    return moved + gamma * (moved - w)


@mistake(
    heavy_ball,
    headline="the move without its sign",
    sentence="Where w fell in the step before, it is now pushed up.",
    why="the difference of the weights enters squared, or without its sign.",
    hints="With g = 0, w has moved by -1 in the step before. Which way should it move now?",
    constants=(0.0, 1.0),
)
def move_without_its_sign(w, w_prev, g, lr, gamma, squared):
    move = (w - w_prev) ** 2 if squared else np.abs(w - w_prev)
    return w - lr * g + gamma * move


@mistake(
    heavy_ball,
    headline="the gradient is normalized",
    sentence="The gradient enters with its direction only, not with its size.",
    why="the gradient is divided by its norm before the step.",
    right="The share of the step before.",
    hints="With w_prev = w, multiply g by 10. How many times larger should the step be? Is it?",
    constants=(0.0, 1e-8, 1e-12, 1e-10, 1e-7, 1e-6),
)
def gradient_normalized(w, w_prev, g, lr, gamma, small):
    return heavy_ball(w, w_prev, g / (np.sqrt(np.sum(g**2)) + small), lr, gamma)


@mistake(
    heavy_ball,
    headline="w inside a bracket",
    sentence="The gradient multiplies w, too.",
    why="a bracket holds w and lr, and their difference is multiplied by the gradient. Where the"
    " gradient is 0, nothing is left of w.",
    hints=(
        "Take a step with g = 0 from w = w_prev = 5. Which w should come back, and which one does?",
        "In which order does Python read a - b * c? Which brackets are in the code?",
    ),
)
def gradient_times_a_bracket(w, w_prev, g, lr, gamma):
    return (w - lr) * g + gamma * (w - w_prev)


@mistake(
    heavy_ball,
    headline="lr does not enter",
    sentence="The gradient is subtracted as it is; another lr changes nothing.",
    why="the gradient is not multiplied by lr.",
    right="The share of the step before.",
    hints="With w_prev = w and g = 1, how far should w move for lr = 0.1, and how far for lr = 0.2?"
    " How far does it?",
)
def rate_left_out(w, w_prev, g, lr, gamma):
    return w - g + gamma * (w - w_prev)
