"""What students write in the place of `adam`: other forms in use, and the bias correction."""

import numpy as np

from reference.formula import mistake
from reference.formulas.adam import adam, filled, moments


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
    m, v = moments(m, v, g, beta1, beta2)
    vhat = v / filled(beta2, t)
    return w - lr * m / filled(beta1, t) / np.sqrt(vhat + eps), m, v


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
    m, v = moments(m, v, g, beta1, beta2)
    step = lr * np.sqrt(filled(beta2, t)) / filled(beta1, t)
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
    m, v = moments(m, v, g, beta1, beta2)
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
    m, v = moments(m, v, g, beta1, beta2)
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
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * m / filled(beta1, t) / (np.sqrt(v) + eps), m, v


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
    m, v = moments(m, v, g, beta1, beta2)
    mhat, vhat = m / filled(beta1, t + 1), v / filled(beta2, t + 1)
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
    m, v = moments(m, v, g, beta1, beta2)
    mhat, vhat = m * filled(beta1, t), v * filled(beta2, t)
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
    return w, m / filled(beta1, t), v / filled(beta2, t)


def moved_by(w, m, v, t, lr, beta1, beta2, eps):
    """(w, m, v) where the step is right for these averages, whatever they hold."""
    return corrected_step(w, m / filled(beta1, t), v / filled(beta2, t), lr, eps), m, v


def corrected_step(w, mhat, vhat, lr, eps):
    return w - lr * mhat / (np.sqrt(vhat) + eps)
