"""Adam: two moving averages, of the gradient and of its square, corrected for their start at 0.

    m ← beta1 m + (1 − beta1) g          mhat = m / (1 − beta1ᵗ)
    v ← beta2 v + (1 − beta2) g²         vhat = v / (1 − beta2ᵗ)
    w ← w − lr mhat / (√vhat + eps)

w, m, v, g of one shape, any; t = 1, 2, …; m and v are 0 before t = 1. eps stands outside the root.
Source: notes 000 §2.6; 003 eq. (9) to (14), which print the correction without the power t.
"""

import numpy as np

from reference.formula import (
    Fraction,
    Gradient,
    Parameter,
    Positive,
    State,
    StepCount,
    formula,
    law,
    mistake,
)


@formula(
    w=Parameter("..."),
    m=State("..."),
    v=State("...", low=0, high=4),
    t=StepCount(),
    g=Gradient("..."),
    lr=Positive(1e-3, 1.0),
    beta1=Fraction(0.5, 0.999),
    beta2=Fraction(0.5, 0.999),
    eps=Positive(1e-8, 1e-1),
    parts={"w": 2, "m": 1, "v": 1},
    example={
        "w": 1.0,
        "m": 0.0,
        "v": 0.0,
        "t": 1,
        "g": 0.5,
        "lr": 0.1,
        "beta1": 0.9,
        "beta2": 0.999,
        "eps": 1e-8,
    },
    convention={"eps": "outside"},
)
def adam(w, m, v, t, g, lr, beta1, beta2, eps):
    """One step: (w, m, v) after it, of the shape of w."""
    m, v = _moments(m, v, g, beta1, beta2)
    mhat = m / _filled(beta1, t)
    vhat = v / _filled(beta2, t)
    return w - lr * mhat / (np.sqrt(vhat) + eps), m, v


def _moments(m, v, g, beta1, beta2):
    return beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2


def _filled(beta, t):
    """1 − betaᵗ: the share of a moving average that t gradients make up."""
    return -np.expm1(t * np.log(beta))  # no digit is lost for beta close to 1


@law(
    adam,
    says="With the opposite gradient and first moment, w takes the opposite step.",
    twin=lambda m, g, **_: {"m": -m, "g": -g},
)
def opposite_gradients_take_opposite_steps(
    w_new, m_new, v_new, w_twin, m_twin, v_twin, w, m, v, t, g, lr, beta1, beta2, eps
):
    return np.stack([w_twin - w, m_twin, v_twin]), np.stack([w - w_new, -m_new, v_new])


@law(
    adam,
    says="With a gradient of 0, the share beta1 is left of m and the share beta2 of v.",
    twin=lambda g, **_: {"g": 0 * g},
)
def without_a_gradient_the_moments_decay(
    w_new, m_new, v_new, w_twin, m_twin, v_twin, w, m, v, t, g, lr, beta1, beta2, eps
):
    return np.stack([m_twin, v_twin]), np.stack([beta1 * m, beta2 * v])


@mistake(
    adam,
    kind="convention",
    convention={"eps": "inside"},
    headline="eps inside the root",
    sentence="m and v are right. eps stands inside the root.",
    why="eps is added to the second moment, under the root. This assignment asks for it outside."
    " Both are in use; notes 003, eq. (13), have it inside.",
    converse="eps is added after the root has been taken. This assignment asks for it inside. Both"
    " are in use; notes 000, section 2.6, have it outside.",
    right="m and v at every step, and the bias correction.",
    hints=(
        "For a gradient of 0, what is the denominator with eps = 0.01: on paper, and in the code?",
        "Compare the line on w with the statement. Which bracket closes before eps comes?",
    ),
    action="compare the denominator with the statement, bring it to that convention, and run",
)
def eps_inside_the_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = _moments(m, v, g, beta1, beta2)
    vhat = v / _filled(beta2, t)
    return w - lr * m / _filled(beta1, t) / np.sqrt(vhat + eps), m, v


@mistake(
    adam,
    kind="accepted",
    headline="corrected in the step size",
    why="Both bias corrections are in the learning rate, and eps is added to the root of the"
    " uncorrected v. Kingma and Ba give this form, too; it is equal as eps tends to 0.",
    hints=(
        "With which factor is eps multiplied when this form is rewritten as the one in the"
        " statement?",
    ),
)
def corrected_in_the_step_size(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = _moments(m, v, g, beta1, beta2)
    step = lr * np.sqrt(_filled(beta2, t)) / _filled(beta1, t)
    return w - step * m / (np.sqrt(v) + eps), m, v


@mistake(
    adam,
    headline="w is wrong from step 2 on",
    sentence="The first step is right. From step 2 on, w moves too far.",
    why="the bias correction is the same at every step. It divides m by 1 - beta1 and v by"
    " 1 - beta2. Equation (9) of notes 003 is printed like this. The print is wrong: see the"
    " errata, 003 eq. (9) to (12).",
    right="m and v at every step, the place of eps, and the whole of step 1.",
    hints=(
        "t is an argument of adam. What should change in the correction between t = 1 and t = 2,"
        " and why does t = 1 not show it?",
        "With g = 0.5 at every step, m is 0.0500, 0.0950, 0.1355. What must each be divided by to"
        " give 0.5?",
        "Average of a constant 8 started at 0 with beta = 0.5: 4, 6, 7. Shares 1/2, 3/4, 7/8.",
    ),
    action="work out by hand what share of g is in m at t = 1 and at t = 2, change the correction,"
    " and run",
)
def correction_without_power(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = _moments(m, v, g, beta1, beta2)
    return w - lr * m / (1 - beta1) / (np.sqrt(v / (1 - beta2)) + eps), m, v


@mistake(
    adam,
    headline="no bias correction",
    sentence="m and v are right. w moves by the uncorrected averages.",
    why="the moving averages go into the step as they are. They start at 0 and are too small during"
    " the first steps, m and v by different factors.",
    right="m and v at every step, and the place of eps.",
    hints=(
        "Start with m = v = 0 and g = 0.5. By how much does w move at t = 1, in units of lr?",
        "With g = 0.5 at every step, m is 0.0500, 0.0950, 0.1355. What must each be divided by to"
        " give 0.5?",
        "Average of a constant 8 started at 0 with beta = 0.5: 4, 6, 7. Shares 1/2, 3/4, 7/8.",
    ),
)
def no_correction(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = _moments(m, v, g, beta1, beta2)
    return w - lr * m / (np.sqrt(v) + eps), m, v


@mistake(
    adam,
    headline="v is not corrected",
    sentence="m and v are right. In the step of w only one of them is corrected.",
    why="m is corrected for its start at 0, v is not. Under the root stands a number that is too"
    " small during the first steps.",
    right="m and v at every step, and the correction of m.",
    hints=(
        "Start with m = v = 0 and g = 0.5. By how much does w move at t = 1, in units of lr?",
        "Which of the two averages starts at 0: one of them, or both?",
    ),
)
def only_m_corrected(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = _moments(m, v, g, beta1, beta2)
    return w - lr * m / _filled(beta1, t) / (np.sqrt(v) + eps), m, v


@mistake(
    adam,
    headline="t is one step ahead",
    sentence="m and v are right. w is corrected as if it were the next step.",
    why="the power in the bias correction is t + 1: t is raised once more before it is used. The"
    " first step has t = 1 already.",
    right="m and v at every step, and the place of eps.",
    hints=(
        "Start with m = v = 0 at t = 1. What share of g is in m, and by what is m divided?",
        "Print the power that is used when the function is called with t = 1.",
    ),
)
def one_step_ahead(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = _moments(m, v, g, beta1, beta2)
    mhat, vhat = m / _filled(beta1, t + 1), v / _filled(beta2, t + 1)
    return w - lr * mhat / (np.sqrt(vhat) + eps), m, v


@mistake(
    adam,
    headline="multiplied, not divided",
    sentence="m and v are right. The bias correction makes them smaller still.",
    why="m and v are multiplied with the share of the average that has been filled. Both are too"
    " small during the first steps, and become smaller.",
    right="m and v at every step, and the two shares themselves.",
    hints=(
        "Start with m = v = 0 and g = 0.5. Is m larger or smaller than g? Which way should the"
        " correction move it?",
        "Average of a constant 8 started at 0 with beta = 0.5: 4, 6, 7. Shares 1/2, 3/4, 7/8.",
    ),
)
def multiplied_by_the_share(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = _moments(m, v, g, beta1, beta2)
    mhat, vhat = m * _filled(beta1, t), v * _filled(beta2, t)
    return w - lr * mhat / (np.sqrt(vhat) + eps), m, v


@mistake(
    adam,
    headline="corrected m, v are kept",
    sentence="w is right after one step. m and v come back corrected.",
    why="the corrected averages are returned in the place of m and v. The next step averages and"
    " corrects them a second time.",
    right="w after one step.",
    hints=(
        "Start with m = 0 and g = 0.5 at t = 1. Which m does the first line of the statement give,"
        " and which one is returned?",
        "Which of the four numbers m, v, mhat, vhat does the next step start from?",
    ),
)
def corrected_moments_kept(w, m, v, t, g, lr, beta1, beta2, eps):
    w, m, v = adam(w, m, v, t, g, lr, beta1, beta2, eps)
    return w, m / _filled(beta1, t), v / _filled(beta2, t)


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
    mhat, vhat = m / _filled(beta1, t), v / _filled(beta2, t)
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
    m, v = _moments(m, v, g, beta1, beta2)
    return w - lr * m / _filled(beta1, t) / (v / _filled(beta2, t) + eps), m, v


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
    m, v = _moments(m, v, g, beta1, beta2)
    return w - (lr * m / _filled(beta1, t) / np.sqrt(v / _filled(beta2, t)) + eps), m, v


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
    step = lr * (m / _filled(beta1, t)) / (np.sqrt(v / _filled(beta2, t)) + eps)
    return w - step, *_moments(m, v, g, beta1, beta2)


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
    m, v = _moments(m, v, g, beta1, beta2)
    return w - lr * g / (np.sqrt(v / _filled(beta2, t)) + eps), m, v


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
    step = lr * (m / _filled(beta1, t)) / (np.sqrt(v / _filled(beta2, t)) + eps)
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
    step = lr * (m / _filled(beta1, t)) / (np.sqrt(v / _filled(beta2, t)) + eps)
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
    m, v = _moments(m, v, g, beta1, beta2)
    return w - lr * (m / _filled(beta1, t)) / np.sqrt(v / _filled(beta2, t)) + eps, m, v


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
    m, v = _moments(m, v, g, beta1, beta2)
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
    m, v = _moments(m, v, g, beta1, beta2)
    return w - lr * m / (np.sqrt(v / _filled(beta2, t)) + eps), m, v
