"""`adam` where the bias correction comes too late, too often, or in the step size."""

import numpy as np

from reference.formula import mistake
from reference.formulas.adam import adam, filled, moments
from reference.mistakes.adam import corrected_step, moved_by


@mistake(
    adam,
    headline="root of the correction",
    sentence="m and v are right. Both are divided by the root of their share.",
    why="a root is taken in the bias correction itself; m and v stay too small during the first"
    " steps.",
    right="m and v at every step, and the place of eps.",
    hints=("Start with m = v = 0 and g = 0.5. What should mhat be at t = 1, and what is it?",),
)
def root_of_the_correction(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    shares = np.sqrt(filled(beta1, t)), np.sqrt(filled(beta2, t))
    return corrected_step(w, m / shares[0], v / shares[1], lr, eps), m, v


@mistake(
    adam,
    headline="v is corrected too late",
    sentence="m and v are right. The root of v is divided by the share that belongs to v.",
    why="the root is taken first and the correction made afterwards, as if the root had not changed"
    " it.",
    right="m and v at every step, and the correction of m.",
    hints=("Start with v = 0 and g = 0.5. What should the root of vhat be at t = 1? What is it?",),
)
def corrected_after_the_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * m / filled(beta1, t) / (np.sqrt(v) / filled(beta2, t) + eps), m, v


@mistake(
    adam,
    headline="no root in the step size",
    sentence="m and v are right. In the corrected step size, a root is missing.",
    why="the step size contains the share that belongs to v as it is. The v that it corrects stands"
    " under a root.",
    right="m and v at every step.",
    hints=("Start with m = v = 0 and g = 0.5. By how much does w move at t = 1, in units of lr?",),
)
def root_missing_in_the_step_size(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    step = lr * filled(beta2, t) / filled(beta1, t)
    return w - step * m / (np.sqrt(v) + eps), m, v


@mistake(
    adam,
    headline="root of both shares",
    sentence="m and v are right. In the corrected step size, the root covers too much.",
    why="the root is taken of the quotient of the two shares. Only one of the two averages stands"
    " under a root.",
    right="m and v at every step.",
    hints=("Start with m = v = 0 and g = 0.5. By how much does w move at t = 1, in units of lr?",),
)
def root_of_both_in_the_step_size(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    step = lr * np.sqrt(filled(beta2, t) / filled(beta1, t))
    return w - step * m / (np.sqrt(v) + eps), m, v


@mistake(
    adam,
    headline="step size upside down",
    sentence="m and v are right. The corrected step size is upside down.",
    why="the step size is divided where it should be multiplied, and the other way round. During"
    " the first steps the averages are too small, and become smaller.",
    right="m and v at every step.",
    hints=("Start with m = v = 0 and g = 0.5. By how much does w move at t = 1, in units of lr?",),
)
def step_size_upside_down(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    step = lr * filled(beta1, t) / np.sqrt(filled(beta2, t))
    return w - step * m / (np.sqrt(v) + eps), m, v


@mistake(
    adam,
    headline="corrected twice",
    sentence="m and v are right. The bias correction is made twice.",
    why="mhat and vhat are corrected, and the step size contains both corrections once more.",
    right="m and v at every step.",
    hints=(
        "Start with m = v = 0 and g = 0.5. By how much does w move at t = 1, in units of lr?",
        "At how many places of the code does t stand, and how many does the statement have?",
    ),
)
def corrected_in_the_step_size_besides(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    step = lr * np.sqrt(filled(beta2, t)) / filled(beta1, t)
    return moved_by(w, m, v, t, step, beta1, beta2, eps)[0], m, v


@mistake(
    adam,
    headline="mhat of the old m",
    sentence="m and v are right. The step of w has the new v and the old m.",
    why="the m that was passed in is corrected and moves w, not the one that holds the latest"
    " gradient.",
    right="m and v at every step, and vhat.",
    hints=("Take the first step by hand, with m = 0 and v = 0. How far should w go?",),
)
def old_first_moment_moves_w(w, m, v, t, g, lr, beta1, beta2, eps):
    old, (m, v) = m, moments(m, v, g, beta1, beta2)
    return moved_by(w, old, v, t, lr, beta1, beta2, eps)[0], m, v


@mistake(
    adam,
    headline="vhat of the old v",
    sentence="m and v are right. The step of w has the new m and the old v.",
    why="the v that was passed in is corrected and stands under the root, not the one that holds"
    " the latest gradient.",
    right="m and v at every step, and mhat.",
    hints=("Take the first step by hand, with m = 0 and v = 0. How far should w go?",),
)
def old_second_moment_in_the_step(w, m, v, t, g, lr, beta1, beta2, eps):
    old, (m, v) = v, moments(m, v, g, beta1, beta2)
    return moved_by(w, m, old, t, lr, beta1, beta2, eps)[0], m, v


@mistake(
    adam,
    headline="all t steps at once",
    sentence="The results are those after t steps with one and the same gradient.",
    why="a loop inside the function runs over the steps from 1 to t. One call is one step, the one"
    " with the number t.",
    right="The whole of step 1.",
    hints=("Call it with t = 3 and print inside the loop. How often is m updated in one call?",),
)
def all_steps_in_one_call(w, m, v, t, g, lr, beta1, beta2, eps):
    for step in range(1, t + 1):
        w, m, v = adam(w, m, v, step, g, lr, beta1, beta2, eps)
    return w, m, v


@mistake(
    adam,
    headline="divided by t",
    sentence="m and v are right. Both are divided by the number of the step.",
    why="m and v are divided by t, as if they were sums of t terms. They are averages, whose shares"
    " fill up with the powers of beta1 and beta2.",
    right="m and v at every step, and the place of eps.",
    hints=("Start with m = v = 0 and g = 0.5. What should mhat be at t = 1, and what is it?",),
)
def divided_by_the_step_count(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return corrected_step(w, m / t, v / t, lr, eps), m, v


@mistake(
    adam,
    headline="mhat, vhat corrected twice",
    sentence="m and v are right. The bias correction is made twice.",
    why="the corrected averages are divided by their shares once more.",
    right="m and v at every step, and the place of eps.",
    hints=("Start with m = v = 0 and g = 0.5. What should mhat be at t = 1, and what is it?",),
)
def corrected_twice(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    mhat, vhat = m / filled(beta1, t), v / filled(beta2, t)
    return moved_by(w, mhat, vhat, t, lr, beta1, beta2, eps)[0], m, v
