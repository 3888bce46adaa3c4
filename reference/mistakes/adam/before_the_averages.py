"""`adam` where the gradient is changed before it is averaged, or w decays besides."""

import numpy as np

from reference.formula import mistake
from reference.formulas.adam import adam


@mistake(
    adam,
    headline="the gradient is normalized",
    sentence="The gradient enters with its direction only, not with its size.",
    why="the gradient is divided by its norm before it is averaged.",
    hints=("From m = v = 0, multiply g by 10. By what should m grow? Does it?",),
    constants=(0.0, 1e-8, 1e-12, 1e-7, 1e-6),
)
def gradient_normalized(w, m, v, t, g, lr, beta1, beta2, eps, small):
    return adam(w, m, v, t, g / (np.linalg.norm(g) + small), lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="the gradient is clipped",
    sentence="Large entries of the gradient do not enter whole.",
    why="entries of the gradient beyond a bound are cut off there. That is clipping, which guards"
    " against exploding gradients and changes both averages.",
    right="m and v where the gradient is small.",
    hints=("From m = 0, double g until m no longer doubles. At which g is that?",),
    constants=(1.0, 2.0, 0.5, 0.1),
)
def gradient_clipped(w, m, v, t, g, lr, beta1, beta2, eps, bound):
    return adam(w, m, v, t, np.clip(g, -bound, bound), lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="w decays besides",
    why="a small share of w is added to the gradient. That is weight decay, another method.",
    hints=("Take a step with m = v = 0 and g = 0. Should w move? Does it?",),
    constants=(0.01, 0.1, 1e-3, 1e-4, 5e-4),
)
def weight_decay(w, m, v, t, g, lr, beta1, beta2, eps, share):
    return adam(w, m, v, t, g + share * w, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="w decays beside the step",
    sentence="m and v are right. w loses a small share of itself at every step.",
    why="lr times a small share of w is taken off w, beside the step. That is AdamW, another"
    " method.",
    right="m and v at every step, and the bias correction.",
    hints=("Take a step with m = v = 0 and g = 0. Should w move? Does it?",),
    constants=(0.01, 0.1, 1e-3, 1e-4, 5e-4),
)
def decoupled_weight_decay(w, m, v, t, g, lr, beta1, beta2, eps, share):
    moved, m, v = adam(w, m, v, t, g, lr, beta1, beta2, eps)
    return moved - lr * share * w, m, v


@mistake(
    adam,
    headline="one gradient for all",
    sentence="Every entry of m and v receives one and the same gradient.",
    why="the mean of all entries of the gradient goes into both averages. Each entry of w has a"
    " gradient of its own.",
    hints=("Give it m = 0 and g = (1, 3). Are the two entries of m on paper equal? In the code?",),
)
def mean_of_the_gradient(w, m, v, t, g, lr, beta1, beta2, eps):
    return adam(w, m, v, t, np.full_like(g, np.mean(g)), lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="divided by the rows",
    sentence="The gradient is divided by the number of its rows.",
    why="the gradient is treated as a sum over samples and divided by the length of its first axis."
    " That axis belongs to w and counts no samples.",
    hints=("Give it g = (1, 1) and then g = (1, 1, 1). Should an entry of m change? Does it?",),
)
def divided_by_the_rows(w, m, v, t, g, lr, beta1, beta2, eps):
    return adam(w, m, v, t, g / len(g), lr, beta1, beta2, eps)
