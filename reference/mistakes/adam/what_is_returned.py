"""`adam` where something else is returned in the place of w, m or v."""

import numpy as np

from reference.formula import mistake
from reference.formulas.adam import adam, filled, moments


@mistake(
    adam,
    headline="an average is not kept",
    sentence="w is right after one step. An average comes back as it was passed in.",
    why="the new averages are used for w, and at least one of them is lost. Every step starts from"
    " its old value.",
    right="w after one step.",
    hints=(
        "Print m and v before and after the call. What has changed?",
        "Which names hold the new averages, and which ones are returned?",
    ),
)
def averages_not_kept(w, m, v, t, g, lr, beta1, beta2, eps):
    return adam(w, m, v, t, g, lr, beta1, beta2, eps)[0], m, v


@mistake(
    adam,
    headline="m, v return the gradient",
    sentence="w is right. The gradient and its square come back in the place of m and v.",
    why="the averages are computed and used, but g and its square are returned in their place. The"
    " next step has no memory.",
    right="w after one step.",
    hints=("Take two steps with g = 1 and then g = 0. Which m should come back each time?",),
)
def gradient_returned_as_moments(w, m, v, t, g, lr, beta1, beta2, eps):
    return adam(w, m, v, t, g, lr, beta1, beta2, eps)[0], g, g**2


@mistake(
    adam,
    headline="the root of v is kept",
    sentence="w and m are right. The root of v comes back in the place of v.",
    why="the root is taken of v itself and returned. The next step averages a root with a square.",
    right="w and m after one step.",
    hints=("Start with v = 0 and g = 3, with beta2 = 0.5. Which v should come back?",),
)
def root_of_v_kept(w, m, v, t, g, lr, beta1, beta2, eps):
    w, m, v = adam(w, m, v, t, g, lr, beta1, beta2, eps)
    return w, m, np.sqrt(v)


@mistake(
    adam,
    headline="the root of vhat is kept",
    sentence="w and m are right. The root of vhat comes back in the place of v.",
    why="the denominator of the step, or its root, is stored as v. The next step averages a root"
    " with a square.",
    right="w and m after one step.",
    hints=("Start with v = 0 and g = 3, with beta2 = 0.5. Which v should come back?",),
    constants=(0.0, 1.0),
)
def denominator_kept(w, m, v, t, g, lr, beta1, beta2, eps, besides):
    w, m, v = adam(w, m, v, t, g, lr, beta1, beta2, eps)
    return w, m, np.sqrt(v / filled(beta2, t)) + besides * eps


@mistake(
    adam,
    headline="m comes back twice",
    sentence="w and m are right. m comes back once more, in the place of v.",
    why="m is returned where v belongs. The next step starts from a second moment that has a sign.",
    right="w and m after one step.",
    hints=("What are the three names behind return, and what does each of them hold?",),
)
def first_moment_returned_twice(w, m, v, t, g, lr, beta1, beta2, eps):
    w, m, v = adam(w, m, v, t, g, lr, beta1, beta2, eps)
    return w, m, m


@mistake(
    adam,
    headline="w comes back unchanged",
    sentence="m and v are right. w comes back as it was passed in.",
    why="the averages are updated, and w does not move by them.",
    right="m and v at every step.",
    hints=("Print w before and after the call. What has changed?",),
)
def weights_not_moved(w, m, v, t, g, lr, beta1, beta2, eps):
    return w, *moments(m, v, g, beta1, beta2)


@mistake(
    adam,
    headline="the step in place of w",
    sentence="m and v are right. In the place of w the step comes back.",
    why="the step is returned where the new w belongs. Where w started does not enter.",
    right="m and v at every step.",
    hints=(
        "Take a step with w = 5, m = 0 and g = 0. Which w should come back, and which one does?",
    ),
    constants=(-1.0, 1.0),
)
def step_in_place_of_w(w, m, v, t, g, lr, beta1, beta2, eps, sign):
    moved, m, v = adam(w, m, v, t, g, lr, beta1, beta2, eps)
    return sign * (w - moved), m, v
