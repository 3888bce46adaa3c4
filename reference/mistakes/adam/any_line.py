"""The usual slips in any line of `adam`."""

import numpy as np

from reference.formula import mistake
from reference.formulas.adam import adam, filled, moments


@mistake(
    adam,
    headline="the gradient is not squared",
    sentence="m is right. v averages the gradient, not its square.",
    why="both averages are taken of the gradient itself. v becomes negative where the gradient is,"
    " and its root is nan.",
    right="m at every step.",
    hints=(
        "Which sign can v have on paper, and which sign does it have for g = -0.5?",
        "The root of v is compared with m. Which unit has each of them, if g is in metres?",
    ),
)
def gradient_not_squared(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g
    mhat, vhat = m / filled(beta1, t), v / filled(beta2, t)
    return w - lr * mhat / (np.sqrt(vhat) + eps), m, v


@mistake(
    adam,
    headline="beta1, beta2 exchanged",
    sentence="m is averaged with beta2, and v with beta1.",
    why="the two decay rates are exchanged everywhere. With the usual values m remembers a thousand"
    " steps, and v only ten.",
    right="Everything but the roles of beta1 and beta2.",
    hints=(
        "Take a step with g = 0. Which share of m is left, and which share of v? Compare with the"
        " statement.",
        "In which order does the statement name beta1 and beta2 among the arguments?",
    ),
)
def betas_exchanged(w, m, v, t, g, lr, beta1, beta2, eps):
    return adam(w, m, v, t, g, lr, beta2, beta1, eps)


@mistake(
    adam,
    headline="m and v exchanged",
    sentence="All three results are right; the last two come in the opposite order.",
    why="v is returned in the place of m, and m in that of v. The next step starts from the wrong"
    " averages.",
    right="The values of w, m and v.",
    hints=("In which order does the statement name the results, and in which are they returned?",),
)
def m_and_v_exchanged(w, m, v, t, g, lr, beta1, beta2, eps):
    w, m, v = adam(w, m, v, t, g, lr, beta1, beta2, eps)
    return w, v, m


@mistake(
    adam,
    headline="the root is missing",
    sentence="m and v are right. w is divided by vhat plus eps, without a root.",
    why="the step is divided by the second moment itself. For small gradients it becomes very large"
    " and for large ones very small.",
    right="m and v at every step, and the bias correction.",
    hints=(
        "Multiply all gradients by 10, with eps close to 0. Should the step of w change? Does it?",
        "If g is in metres, which unit has m, and which unit has v?",
    ),
)
def root_missing(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * m / filled(beta1, t) / (v / filled(beta2, t) + eps), m, v


@mistake(
    adam,
    headline="eps outside the fraction",
    sentence="m and v are right. w drifts by eps at every step.",
    why="eps is added to the fraction, not to its denominator. Without a bracket the division comes"
    " before the sum.",
    right="m and v at every step, and the bias correction.",
    hints=(
        "Take a step with m = 0 and g = 0, eps = 0.01. Should w move? Does it?",
        "Which operation does Python carry out first in a / b + c?",
    ),
)
def eps_outside_the_fraction(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - (lr * m / filled(beta1, t) / np.sqrt(v / filled(beta2, t)) + eps), m, v


@mistake(
    adam,
    headline="w moves by old averages",
    sentence="m and v are right. w moves by the averages of the step before.",
    why="w moves by the m and v that were passed in, not by those that hold the latest gradient. In"
    " the first step both are 0.",
    right="m and v at every step.",
    hints=(
        "In which order do the lines on m, v and w stand? Which m does the line on w read?",
        "Take the first step by hand, with m = 0 and v = 0. How far should w go?",
    ),
)
def old_averages_move_w(w, m, v, t, g, lr, beta1, beta2, eps):
    step = lr * (m / filled(beta1, t)) / (np.sqrt(v / filled(beta2, t)) + eps)
    return w - step, *moments(m, v, g, beta1, beta2)


@mistake(
    adam,
    headline="the gradient in place of m",
    sentence="m and v are right. w moves by the gradient itself, not by its average.",
    why="the numerator of the step is the gradient of this step alone; m is computed and not used."
    " From a fresh state the first step is the right one.",
    right="m and v at every step, and the first step.",
    hints=(
        "What is the numerator of the step in the statement, and what is it in the code?",
        "Give it gradients 1 and then 0. Should w still move in the second step?",
    ),
)
def gradient_moves_w(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * g / (np.sqrt(v / filled(beta2, t)) + eps), m, v


@mistake(
    adam,
    headline="sums, not averages",
    sentence="m and v receive the whole gradient; their shares are asked for.",
    why="the gradient enters m and v without the shares 1 - beta1 and 1 - beta2, so both are sums"
    " that grow, not averages.",
    hints=(
        "With the constant gradient 1, which value should m approach? Which one does it approach?",
        "The shares of the past and of the present add up to 1 in an average. Do they here?",
    ),
)
def averages_as_sums(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = beta1 * m + g, beta2 * v + g**2
    step = lr * (m / filled(beta1, t)) / (np.sqrt(v / filled(beta2, t)) + eps)
    return w - step, m, v


@mistake(
    adam,
    headline="squares added up",
    sentence="m is right. v adds up all squared gradients and forgets none.",
    why="v is a sum of squares, as in Adagrad: it only grows, and beta2 does not enter it.",
    right="m at every step.",
    hints=(
        "With the constant gradient 1, which value should v approach? Print it over ten steps.",
        "Which of beta1 and beta2 belongs to v, and where does it stand in the code?",
    ),
)
def squares_added_up(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = beta1 * m + (1 - beta1) * g, v + g**2
    step = lr * (m / filled(beta1, t)) / (np.sqrt(v / filled(beta2, t)) + eps)
    return w - step, m, v


@mistake(
    adam,
    headline="eps behind the fraction",
    sentence="m and v are right. eps is added to w itself, not to the denominator.",
    why="without a bracket around the denominator, eps is the last term of the line. w is shifted"
    " by eps at every step, whatever the gradient is.",
    right="m and v at every step, and the bias correction.",
    hints=(
        "Give it the gradient 0 from a fresh state. Should w move? Does it?",
        "In which order does Python read a - b / c + d? Where are the brackets of the statement?",
    ),
)
def eps_added_to_w(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * (m / filled(beta1, t)) / np.sqrt(v / filled(beta2, t)) + eps, m, v


@mistake(
    adam,
    headline="one step behind",
    sentence="m and v are right. The bias correction takes t - 1 for t.",
    why="the exponents of the bias correction are t - 1. At t = 1 both corrections divide by 0.",
    right="m and v at every step.",
    hints=(
        "What is 1 - beta**0? In which step does it stand in the denominator?",
        "Which value does t have in the first call, by the statement?",
    ),
)
def one_step_behind(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    m_hat, v_hat = m / (1 - beta1 ** (t - 1)), v / (1 - beta2 ** (t - 1))
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v


@mistake(
    adam,
    headline="only v corrected",
    sentence="m and v are right. Only one of the two is corrected for its start at 0.",
    why="the bias correction is made for v and not for m, so the first steps are much too short.",
    right="m and v at every step, and the place of eps.",
    hints=(
        "With the constant gradient g, which share of g is in m after the first step?",
        "Take one step by hand with m = 0 and v = 0. How long should it be?",
    ),
)
def only_v_corrected(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * m / (np.sqrt(v / filled(beta2, t)) + eps), m, v
