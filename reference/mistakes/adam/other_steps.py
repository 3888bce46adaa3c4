"""`adam` where w moves as in another method, or by one number for all entries."""

import numpy as np

from reference.formula import mistake
from reference.formulas.adam import adam, filled, moments
from reference.mistakes.adam import corrected_step, moved_by


@mistake(
    adam,
    headline="one norm for all entries",
    sentence="m and v are right. All entries of w are divided by one and the same number.",
    why="the denominator is the norm of vhat, taken over all entries. Each entry of w has a second"
    " moment of its own.",
    right="m and v at every step, and the bias correction.",
    hints=("From m = v = 0, give it g = (1, 3). Should both entries of w move equally far?",),
)
def norm_of_the_second_moment(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * m / filled(beta1, t) / (np.linalg.norm(v / filled(beta2, t)) + eps), m, v


@mistake(
    adam,
    headline="one root for all entries",
    sentence="m and v are right. All entries of w are divided by one and the same number.",
    why="the root is taken of the sum of all entries of vhat. Each entry of w has a second moment"
    " of its own.",
    right="m and v at every step, and the bias correction.",
    hints=("From m = v = 0, give it g = (1, 3). Should both entries of w move equally far?",),
)
def root_of_the_sum(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return corrected_step(w, m / filled(beta1, t), np.sum(v / filled(beta2, t)), lr, eps), m, v


@mistake(
    adam,
    headline="one mean for all entries",
    sentence="m and v are right. All entries of w are divided by one and the same number.",
    why="the root is taken of the mean of all entries of vhat. Each entry of w has a second moment"
    " of its own.",
    right="m and v at every step, and the bias correction.",
    hints=("From m = v = 0, give it g = (1, 3). Should both entries of w move equally far?",),
)
def root_of_the_mean(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return corrected_step(w, m / filled(beta1, t), np.mean(v / filled(beta2, t)), lr, eps), m, v


@mistake(
    adam,
    headline="NAdam's step",
    sentence="m and v are right. The gradient enters the step of w once more.",
    why="w moves by an average of mhat and the corrected gradient. That is NAdam, Nesterov's form"
    " of Adam, another method.",
    right="m and v at every step, and vhat.",
    hints=("Start with m = 0 and take one step. How often is the gradient weighed in mhat?",),
)
def nesterov_step(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return moved_by(w, beta1 * m + (1 - beta1) * g, v, t, lr, beta1, beta2, eps)[0], m, v


@mistake(
    adam,
    headline="mhat averaged once more",
    sentence="m and v are right. The gradient enters the step of w once more.",
    why="w moves by an average of mhat and the gradient, close to NAdam. The statement asks for"
    " Adam.",
    right="m and v at every step, and vhat.",
    hints=("Start with m = 0 and take one step. How often is the gradient weighed in mhat?",),
)
def corrected_moment_averaged_once_more(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    mhat = beta1 * m / filled(beta1, t) + (1 - beta1) * g
    return corrected_step(w, mhat, v / filled(beta2, t), lr, eps), m, v


@mistake(
    adam,
    headline="lr over the root of t",
    sentence="m and v are right. The learning rate shrinks from step to step.",
    why="lr is divided by the root of t. Such a schedule is used with Adam, but it is no part of"
    " the statement.",
    right="m and v at every step, and the whole of step 1.",
    hints=("With g = 1 at every step, how far should w move at t = 1 and at t = 4?",),
)
def learning_rate_over_root_of_t(w, m, v, t, g, lr, beta1, beta2, eps):
    return adam(w, m, v, t, g, lr / np.sqrt(t), beta1, beta2, eps)


@mistake(
    adam,
    headline="fraction upside down",
    sentence="m and v are right. In the step, the denominator stands above and mhat below.",
    why="the root of vhat plus eps is divided by mhat. The step grows without bound where m is"
    " close to 0.",
    right="m and v at every step, and the bias correction.",
    hints=("Let m be close to 0 and v = 1. Should w move far, or hardly at all?",),
)
def divided_by_the_first_moment(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    root = np.sqrt(v / filled(beta2, t))
    return w - lr * (root + eps) / (m / filled(beta1, t)), m, v


@mistake(
    adam,
    headline="nothing above the root",
    sentence="m and v are right. w moves by lr over the root of vhat plus eps.",
    why="neither m nor the gradient enters the step. It has no sign, so w moves one way only.",
    right="m and v at every step, and the correction of v.",
    hints=("Take the first step with g = 0.5 and with g = -0.5. Should w move the same way?",),
)
def nothing_above_the_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return corrected_step(w, 1.0, v / filled(beta2, t), lr, eps), m, v


@mistake(
    adam,
    headline="the step of Nadam",
    sentence="m and v are right. w moves along m and the gradient once more.",
    why="the new m decays once more, and the gradient enters the step of w a second time, as in"
    " Nadam. That is Nesterov's form of Adam, another method.",
    right="m and v at every step, and the correction of v.",
    hints=("How many times does g enter the line on w, beside its share in m?",),
    constants=(1.0, 0.0),
)
def step_of_nadam(w, m, v, t, g, lr, beta1, beta2, eps, one_ahead):
    m, v = moments(m, v, g, beta1, beta2)
    ahead = beta1 * m / filled(beta1, t + one_ahead) + (1 - beta1) * g / filled(beta1, t)
    return corrected_step(w, ahead, v / filled(beta2, t), lr, eps), m, v
