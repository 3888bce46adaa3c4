"""`adam` where m and v follow another rule: a sign, a maximum, a power, lr or eps inside."""

import numpy as np

from reference.formula import mistake
from reference.formulas.adam import adam, filled, moments
from reference.mistakes.adam import corrected_step, moved_by


@mistake(
    adam,
    headline="a minus in m",
    sentence="v is right. m takes the gradient off, not in.",
    why="the gradient has a minus in m, as in a velocity that is a displacement. Whether w then"
    " adds m or takes it off: m is not the average that is asked for.",
    right="v at every step.",
    hints=("With g = 1 at every step, which sign has m on paper, and which one in the code?",),
    constants=(1.0, -1.0),
)
def minus_in_m(w, m, v, t, g, lr, beta1, beta2, eps, sign):
    m, v = beta1 * m - (1 - beta1) * g, moments(m, v, g, beta1, beta2)[1]
    return moved_by(w, m, v, t, -sign * lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="a minus in v",
    sentence="m is right. v takes the squares off, not in.",
    why="the squared gradient has a minus in v. From a fresh state v is negative, and its root is"
    " nan.",
    right="m at every step.",
    hints=("Which sign can v have on paper, and which sign does it have for g = -0.5?",),
)
def minus_in_v(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)[0], beta2 * v - (1 - beta2) * g**2
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="lr inside m",
    sentence="v is right. The learning rate is part of m.",
    why="the gradient is multiplied with lr before it is averaged, and the step of w has no lr. An"
    " m handed over in the form of the statement is read without lr.",
    right="v at every step.",
    hints=("Take the first step with lr = 1 and with lr = 0.1. Should m change? Does it?",),
)
def learning_rate_inside_m(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = beta1 * m + (1 - beta1) * lr * g, moments(m, v, g, beta1, beta2)[1]
    return moved_by(w, m, v, t, 1.0, beta1, beta2, eps)


@mistake(
    adam,
    headline="eps is kept in v",
    sentence="m is right. eps is added to v, and stays there.",
    why="eps is added in the line on v. From step to step more of it gathers in the second moment.",
    right="m at every step.",
    hints=("Take steps with g = 0 from v = 0, with eps = 0.01. What should v be, and what is it?",),
    constants=(0.0, 1.0),
)
def eps_kept_in_v(w, m, v, t, g, lr, beta1, beta2, eps, besides):
    m, v = moments(m, v, g, beta1, beta2)
    return moved_by(w, m, v + eps, t, lr, beta1, beta2, besides * eps)


@mistake(
    adam,
    headline="maximum in place of v",
    sentence="m is right. v never falls below its old value.",
    why="the larger of the old v and the new one is kept. That is AMSGrad, another method.",
    right="m at every step.",
    hints=("Take a step with g = 0 and v = 1. Which share of v should be left?",),
)
def largest_second_moment_kept(w, m, v, t, g, lr, beta1, beta2, eps):
    m, new = moments(m, v, g, beta1, beta2)
    return moved_by(w, m, np.maximum(v, new), t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="maximum in the step of w",
    sentence="m and v are right. The step of w takes the larger of the old v and the new one.",
    why="the denominator never shrinks from one step to the next. That is AMSGrad, another method.",
    right="m and v at every step, and the bias correction.",
    hints=("Take a step with g = 0 and v = 1. Which v belongs in the denominator on paper?",),
)
def larger_second_moment_in_the_step(w, m, v, t, g, lr, beta1, beta2, eps):
    old, (m, v) = v, moments(m, v, g, beta1, beta2)
    return moved_by(w, m, np.maximum(old, v), t, lr, beta1, beta2, eps)[0], m, v


@mistake(
    adam,
    headline="vhat is a maximum",
    sentence="m and v are right. The step of w takes the larger of the old v and vhat.",
    why="the denominator never shrinks below the old v. That is AMSGrad, another method.",
    right="m and v at every step, and the bias correction.",
    hints=("Take a step with g = 0 and v = 1. Which v belongs in the denominator on paper?",),
)
def larger_corrected_moment_in_the_step(w, m, v, t, g, lr, beta1, beta2, eps):
    old, (m, v) = v, moments(m, v, g, beta1, beta2)
    vhat = np.maximum(old, v / filled(beta2, t))
    return corrected_step(w, m / filled(beta1, t), vhat, lr, eps), m, v


@mistake(
    adam,
    headline="AdaMax's v",
    sentence="m is right. v is the larger of its old share and the size of the gradient.",
    why="v is a maximum, not an average of squares, and no root is taken of it. That is AdaMax,"
    " another method.",
    right="m at every step.",
    hints=(
        "With the gradients 3 and then 1, which v follows on paper, and which one in the code?",
    ),
    constants=(1.0, 0.0),
)
def adamax(w, m, v, t, g, lr, beta1, beta2, eps, with_eps):
    m, v = moments(m, v, g, beta1, beta2)[0], np.maximum(beta2 * v, np.abs(g))
    return w - lr * m / filled(beta1, t) / (v + with_eps * eps), m, v


@mistake(
    adam,
    headline="the powers in the averages",
    why="the decay rates of m and v are raised to the power t. With every step more of the past is"
    " lost; the power belongs to the correction alone.",
    hints=("Take a step with g = 0 and m = 1 at t = 10. Which share of m should be left?",),
    constants=(0.0, 1.0),
)
def powers_in_the_averages(w, m, v, t, g, lr, beta1, beta2, eps, corrected):
    m, v = moments(m, v, g, beta1**t, beta2**t)
    shares = (filled(beta1, t), filled(beta2, t)) if corrected else (1.0, 1.0)
    return corrected_step(w, m / shares[0], v / shares[1], lr, eps), m, v


@mistake(
    adam,
    headline="the pasts are exchanged",
    sentence="The past of m is taken from v, and the past of v from m.",
    why="beta1 multiplies v and beta2 multiplies m. Each average starts at every step from the"
    " other one.",
    hints=("Take a step with g = 0, m = 1 and v = 0. Which m should be left, and which v?",),
)
def pasts_exchanged(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = beta1 * v + (1 - beta1) * g, beta2 * m + (1 - beta2) * g**2
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="v squares g - old m",
    sentence="m is right. v averages the square of the distance of g from the old m.",
    why="v holds a variance around the first moment of the step before. That is close to AdaBelief,"
    " another method.",
    right="m at every step.",
    hints=("With g = 1 at every step, which value should v approach? Which one does it approach?",),
)
def square_of_the_distance_from_the_old_m(w, m, v, t, g, lr, beta1, beta2, eps):
    v = beta2 * v + (1 - beta2) * (g - m) ** 2
    return moved_by(w, beta1 * m + (1 - beta1) * g, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="g times both averages",
    sentence="The gradient multiplies the past of m, and its square the past of v.",
    why="the brackets close before the gradient and its square, so these multiply everything"
    " inside. With a gradient of 0 nothing is left of m and v.",
    hints=("Take a step with g = 0 and m = v = 1. Which share of m is left, and which of v?",),
)
def gradient_times_the_averages(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = (beta1 * m + (1 - beta1)) * g, (beta2 * v + (1 - beta2)) * g**2
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="m and v updated twice",
    sentence="m and v come back after two updates with the same gradient.",
    why="the lines on m and v are carried out twice in one step. The past fades twice, and the"
    " gradient enters twice.",
    hints=("Take a step with g = 0 and m = v = 1. Which share of m is left, and which of v?",),
)
def updated_twice(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(*moments(m, v, g, beta1, beta2), g, beta1, beta2)
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)
