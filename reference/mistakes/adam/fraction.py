"""`adam` where w moves by another fraction of mhat and vhat."""

import numpy as np

from reference.formula import mistake
from reference.formulas.adam import adam, filled, moments
from reference.mistakes.adam import corrected_step, moved_by


@mistake(
    adam,
    headline="half of vhat, no root",
    sentence="m and v are right. In the denominator stands half of vhat.",
    why="vhat**1/2 is computed from the left: first the power 1, then the division by 2.",
    right="m and v at every step, and the bias correction.",
    hints=("What does Python print for 9**1/2? What would a root give?",),
)
def half_in_place_of_the_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * m / filled(beta1, t) / (v / filled(beta2, t) / 2 + eps), m, v


@mistake(
    adam,
    headline="a root too many",
    sentence="m and v are right. The root of vhat is taken twice.",
    why="the denominator has the fourth root of vhat.",
    right="m and v at every step, and the bias correction.",
    hints=(
        "Multiply all gradients by 10, with eps close to 0. Should the step of w change? Does it?",
    ),
)
def root_taken_twice(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return corrected_step(w, m / filled(beta1, t), np.sqrt(v / filled(beta2, t)), lr, eps), m, v


@mistake(
    adam,
    headline="squared in place of rooted",
    sentence="m and v are right. In the denominator stands the square of vhat.",
    why="vhat is squared where its root belongs.",
    right="m and v at every step, and the bias correction.",
    hints=(
        "Multiply all gradients by 10, with eps close to 0. Should the step of w change? Does it?",
    ),
)
def square_in_place_of_the_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * m / filled(beta1, t) / ((v / filled(beta2, t)) ** 2 + eps), m, v


@mistake(
    adam,
    headline="multiplied by the root",
    sentence="m and v are right. The step of w grows with the root of vhat.",
    why="mhat is multiplied with the root plus eps, where the statement divides.",
    right="m and v at every step, and the bias correction.",
    hints=(
        "Multiply all gradients by 10, with eps close to 0. Should the step of w change? Does it?",
    ),
)
def multiplied_by_the_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    root = np.sqrt(v / filled(beta2, t))
    return w - lr * m / filled(beta1, t) * (root + eps), m, v


@mistake(
    adam,
    headline="w moves by mhat alone",
    sentence="m and v are right. Nothing is divided by the root of vhat.",
    why="w moves by lr times mhat. v is computed, returned and not used: this is gradient descent"
    " with momentum.",
    right="m and v at every step, and the correction of m.",
    hints=(
        "Multiply all gradients by 10, with eps close to 0. Should the step of w change? Does it?",
    ),
)
def first_moment_alone_moves_w(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * m / filled(beta1, t), m, v


@mistake(
    adam,
    headline="RMSProp's step",
    sentence="m and v are right. w moves by the gradient over the root of v, uncorrected.",
    why="m and t do not enter the step. That is RMSProp, another method.",
    right="m and v at every step.",
    hints=("Give it gradients 1 and then 0. Should w still move in the second step?",),
)
def uncorrected_gradient_moves_w(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return corrected_step(w, g, v, lr, eps), m, v


@mistake(
    adam,
    headline="g corrected, not m",
    sentence="m and v are right. w moves by the corrected gradient, not by the average.",
    why="the gradient of this step stands where m belongs, and is divided by the share of m.",
    right="m and v at every step, and vhat.",
    hints=("Give it gradients 1 and then 0. Should w still move in the second step?",),
)
def gradient_corrected_in_place_of_m(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return moved_by(w, g, v, t, lr, beta1, beta2, eps)[0], m, v


@mistake(
    adam,
    headline="m under the root",
    sentence="m and v are right. The root is taken of mhat, and is nan where m is negative.",
    why="mhat stands above and below in the fraction; vhat is not used.",
    right="m and v at every step, and the correction of m.",
    hints=("Which of mhat and vhat cannot be negative? Which one stands under the root?",),
)
def first_moment_under_the_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    mhat = m / filled(beta1, t)
    return corrected_step(w, mhat, mhat, lr, eps), m, v


@mistake(
    adam,
    headline="vhat computed from m",
    sentence="m and v are right. In the step, vhat is m divided by the share of v.",
    why="m stands in the line on vhat. The root is nan where m is negative.",
    right="m and v at every step, and the correction of m.",
    hints=("Print vhat for g = -0.5 at t = 1. Which sign should it have?",),
)
def second_moment_corrected_from_m(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return moved_by(w, m, m, t, lr, beta1, beta2, eps)[0], m, v


@mistake(
    adam,
    headline="mhat computed from v",
    sentence="m and v are right. In the step, mhat is v divided by the share of m.",
    why="v stands in the line on mhat. It has no sign, so w moves one way only.",
    right="m and v at every step, and the correction of v.",
    hints=("Print mhat for g = -0.5 at t = 1. Which sign should it have?",),
)
def first_moment_corrected_from_v(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return moved_by(w, v, v, t, lr, beta1, beta2, eps)[0], m, v


@mistake(
    adam,
    headline="vhat over its own root",
    sentence="m and v are right. w moves by vhat over the root of vhat.",
    why="vhat stands above and below in the fraction. It has no sign, so w moves one way only.",
    right="m and v at every step, and the bias correction.",
    hints=("Take the first step with g = 0.5 and with g = -0.5. Should w move the same way?",),
)
def second_moment_moves_w(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    vhat = v / filled(beta2, t)
    return corrected_step(w, vhat, vhat, lr, eps), m, v


@mistake(
    adam,
    headline="vhat over the root of mhat",
    sentence="m and v are right. In the fraction, mhat and vhat are in each other's place.",
    why="w moves by vhat over the root of mhat, and the root is nan where m is negative.",
    right="m and v at every step, and the bias correction.",
    hints=("Which of mhat and vhat cannot be negative? Which one stands under the root?",),
)
def fraction_upside_down(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return corrected_step(w, v / filled(beta2, t), m / filled(beta1, t), lr, eps), m, v
