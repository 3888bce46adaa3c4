"""What students write in the place of `adam`."""

import numpy as np

from reference.formula import both, mistake
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


def _moved(w, m, v, t, lr, beta1, beta2, eps):
    """(w, m, v) where the step is right for these averages, whatever they hold."""
    return _step(w, m / filled(beta1, t), v / filled(beta2, t), lr, eps), m, v


def _step(w, mhat, vhat, lr, eps):
    return w - lr * mhat / (np.sqrt(vhat) + eps)


@mistake(
    adam,
    headline="the share is squared, too",
    sentence="m is right. In v the share of the present is squared.",
    why="the square is taken of the product of 1 - beta2 and the gradient. The shares of the past"
    " and of the present no longer add up to 1.",
    right="m at every step.",
    hints=(
        "With g = 1 at every step, which value should v approach? Which one does it approach?",
        "What stands inside the bracket that is squared?",
    ),
)
def share_squared(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)[0], beta2 * v + ((1 - beta2) * g) ** 2
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="a bracket missing in v",
    sentence="m is right. A term that does not depend on the gradient is in v.",
    why="beta2 multiplies the squared gradient, and 1 is added by itself. Without a bracket the"
    " product comes before the difference.",
    right="m at every step.",
    hints=(
        "Take a step with v = 0 and g = 0. Which v should come back, and which one does?",
        "Which operation does Python carry out first in a - b * c?",
    ),
)
def bracket_missing_in_v(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)[0], beta2 * v + 1 - beta2 * g**2
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="a bracket missing in m",
    sentence="v is right. A term that does not depend on the gradient is in m.",
    why="beta1 multiplies the gradient, and 1 is added by itself. Without a bracket the product"
    " comes before the difference.",
    right="v at every step.",
    hints=(
        "Take a step with m = 0 and g = 0. Which m should come back, and which one does?",
        "Which operation does Python carry out first in a - b * c?",
    ),
)
def bracket_missing_in_m(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = beta1 * m + 1 - beta1 * g, moments(m, v, g, beta1, beta2)[1]
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="brackets missing",
    sentence="Terms that do not depend on the gradient are in m and in v.",
    why="beta1 and beta2 multiply the gradient and its square, and 1 is added by itself. Without a"
    " bracket the product comes before the difference.",
    hints=(
        "Take a step with m = 0 and g = 0. Which m should come back, and which one does?",
        "Which operation does Python carry out first in a - b * c?",
    ),
)
def brackets_missing(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = beta1 * m + 1 - beta1 * g, beta2 * v + 1 - beta2 * g**2
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="squares are summed up",
    sentence="m is right. Every entry of v receives the same square.",
    why="the squares of all entries of the gradient are added up before they are averaged. Each"
    " entry of w has a second moment of its own.",
    right="m at every step.",
    hints=("Give it v = 0 and g = (1, 3). Are the two entries of v on paper equal? In the code?",),
)
def squares_summed_over_entries(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)[0], beta2 * v + (1 - beta2) * np.sum(g**2)
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="one mean square for all",
    sentence="m is right. Every entry of v receives the same square.",
    why="the squares of all entries of the gradient are replaced by their mean. Each entry of w has"
    " a second moment of its own.",
    right="m at every step.",
    hints=("Give it v = 0 and g = (1, 3). Are the two entries of v on paper equal? In the code?",),
)
def mean_square_of_all_entries(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)[0], beta2 * v + (1 - beta2) * np.mean(g**2)
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="norm in place of squares",
    sentence="m is right. Every entry of v receives the norm of the gradient.",
    why="v averages one number, the norm of the whole gradient. Each entry of w has a second moment"
    " of its own.",
    right="m at every step.",
    hints=("Give it v = 0 and g = (1, 3). Are the two entries of v on paper equal? In the code?",),
)
def norm_in_place_of_squares(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)[0], beta2 * v + (1 - beta2) * np.linalg.norm(g)
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="size in place of square",
    sentence="m is right. v averages the size of the gradient, not its square.",
    why="the absolute value of the gradient goes into v. Its sign is lost, as it should be, but it"
    " is not squared.",
    right="m at every step.",
    hints=("Give it v = 0 and then g = 1 and g = 3. How many times as large should v become?",),
)
def size_in_place_of_square(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)[0], beta2 * v + (1 - beta2) * np.abs(g)
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="doubled, not squared",
    sentence="m is right. v averages twice the gradient, not its square.",
    why="the gradient is multiplied with 2 where its square belongs. v becomes negative where the"
    " gradient is, and its root is nan.",
    right="m at every step.",
    hints=("What does Python compute for 3 * 2, and what for 3**2? Which one stands in v?",),
)
def doubled_not_squared(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)[0], beta2 * v + (1 - beta2) * 2 * g
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="v squares m",
    sentence="m is right. v averages the square of m, not of the gradient.",
    why="the first moment, not the gradient, is squared and goes into v. Gradients of changing sign"
    " cancel in m, and leave nothing for v.",
    right="m at every step.",
    hints=("Start with m = v = 0 and give it g = 1, then g = -1. Which v follows on paper?",),
)
def square_of_the_first_moment(w, m, v, t, g, lr, beta1, beta2, eps):
    m = moments(m, v, g, beta1, beta2)[0]
    return _moved(w, m, beta2 * v + (1 - beta2) * m**2, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="v squares g - m",
    sentence="m is right. v averages the square of the distance of g from m.",
    why="v holds a variance around the first moment. That is AdaBelief, another method.",
    right="m at every step.",
    hints=("With g = 1 at every step, which value should v approach? Which one does it approach?",),
)
def square_of_the_distance_from_m(w, m, v, t, g, lr, beta1, beta2, eps):
    m = moments(m, v, g, beta1, beta2)[0]
    return _moved(w, m, beta2 * v + (1 - beta2) * (g - m) ** 2, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="v continues m",
    sentence="m is right. The past of v is taken from m.",
    why="beta2 multiplies m, not v: v starts at every step from the first moment.",
    right="m at every step.",
    hints=("Take a step with m = 0, v = 1 and g = 0. Which share of v should be left?",),
)
def second_moment_continues_the_first(w, m, v, t, g, lr, beta1, beta2, eps):
    m = moments(m, v, g, beta1, beta2)[0]
    return _moved(w, m, beta2 * m + (1 - beta2) * g**2, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="m averages squares, too",
    sentence="v is right. m averages the square of the gradient.",
    why="the gradient is squared before m is computed, or in both lines. The sign of the gradient"
    " is lost, and w moves one way only.",
    right="v at every step.",
    hints=(
        "Take the first step with g = -0.5. Which sign should m have, and which one does it have?",
    ),
)
def first_moment_of_squares(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = beta1 * m + (1 - beta1) * g**2, moments(m, v, g, beta1, beta2)[1]
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="the square is in m, not v",
    sentence="m averages the square of the gradient, and v the gradient itself.",
    why="the squares stand in the other of the two lines. v becomes negative where the gradient is,"
    " and its root is nan.",
    hints=("Which sign can m have on paper, and which sign can v have? And in the code?",),
)
def square_in_the_other_line(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = beta1 * m + (1 - beta1) * g**2, beta2 * v + (1 - beta2) * g
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="v averaged with beta1",
    sentence="m is right. v is averaged with beta1, and corrected with beta2.",
    why="the decay rate of the line on m stands in the line on v as well.",
    right="m at every step.",
    hints=("Take a step with g = 0 and m = v = 1. Which share of m is left, and which of v?",),
)
def second_moment_with_beta1(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = beta1 * m + (1 - beta1) * g, beta1 * v + (1 - beta1) * g**2
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="m averaged with beta2",
    sentence="v is right. m is averaged with beta2, and corrected with beta1.",
    why="the decay rate of the line on v stands in the line on m as well.",
    right="v at every step.",
    hints=("Take a step with g = 0 and m = v = 1. Which share of m is left, and which of v?",),
)
def first_moment_with_beta2(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = beta2 * m + (1 - beta2) * g, beta2 * v + (1 - beta2) * g**2
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="averages exchange betas",
    sentence="m is averaged with beta2, and v with beta1; the corrections are right.",
    why="the two decay rates are exchanged in the lines on m and v, and not in the correction.",
    hints=("Take a step with g = 0 and m = v = 1. Which share of m is left, and which of v?",),
)
def betas_exchanged_in_the_averages(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta2, beta1)
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="v with 1 - beta1",
    sentence="m is right. In v, the share of the present is 1 - beta1.",
    why="the past of v has the share beta2 and the squared gradient the share 1 - beta1. The two do"
    " not add up to 1.",
    right="m at every step.",
    hints=("With g = 1 at every step, which value should v approach? Which one does it approach?",),
)
def share_of_m_in_v(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta1) * g**2
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="m with 1 - beta2",
    sentence="v is right. In m, the share of the present is 1 - beta2.",
    why="the past of m has the share beta1 and the gradient the share 1 - beta2. The two do not add"
    " up to 1.",
    right="v at every step.",
    hints=(
        "With the constant gradient 1, which value should m approach? Which one does it approach?",
    ),
)
def share_of_v_in_m(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = beta1 * m + (1 - beta2) * g, beta2 * v + (1 - beta2) * g**2
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="all shares exchanged",
    sentence="In m and v, the past has the share of the present, and the present that of the past.",
    why="beta1 and beta2 stand before the gradient and its square, 1 - beta1 and 1 - beta2 before m"
    " and v. Hardly anything is remembered.",
    hints=("Take a step with g = 0 and m = v = 1. Which share of m is left, and which of v?",),
)
def shares_exchanged(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = (1 - beta1) * m + beta1 * g, (1 - beta2) * v + beta2 * g**2
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="shares of m exchanged",
    sentence="v is right. In m, the past has the share of the present, and the other way round.",
    why="beta1 stands before the gradient, and 1 - beta1 before m. With the usual beta1 hardly"
    " anything is remembered.",
    right="v at every step.",
    hints=("Take a step with g = 0 and m = v = 1. Which share of m is left, and which of v?",),
)
def shares_of_m_exchanged(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = (1 - beta1) * m + beta1 * g, moments(m, v, g, beta1, beta2)[1]
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="shares of v exchanged",
    sentence="m is right. In v, the past has the share of the present, and the other way round.",
    why="beta2 stands before the squared gradient, and 1 - beta2 before v. With the usual beta2"
    " hardly anything is remembered.",
    right="m at every step.",
    hints=("Take a step with g = 0 and m = v = 1. Which share of m is left, and which of v?",),
)
def shares_of_v_exchanged(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)[0], (1 - beta2) * v + beta2 * g**2
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="m is a sum",
    sentence="v is right. m receives the whole gradient; its share is asked for.",
    why="the gradient enters m without the share 1 - beta1, so m is a sum, not an average.",
    right="v at every step.",
    hints=(
        "With the constant gradient 1, which value should m approach? Which one does it approach?",
    ),
)
def first_moment_as_a_sum(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = beta1 * m + g, moments(m, v, g, beta1, beta2)[1]
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="v is a sum",
    sentence="m is right. v receives the whole squared gradient; its share is asked for.",
    why="the squared gradient enters v without the share 1 - beta2, so v is a sum, not an average.",
    right="m at every step.",
    hints=("With g = 1 at every step, which value should v approach? Which one does it approach?",),
)
def second_moment_as_a_sum(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)[0], beta2 * v + g**2
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="beta before both terms",
    sentence="In m and v, the present carries one factor too many.",
    why="beta1 and beta2 multiply both terms of their average, the past and the present. The two"
    " shares no longer add up to 1.",
    hints=(
        "With the constant gradient 1, which value should m approach? Which one does it approach?",
        "Where does the bracket open that beta1 stands before, and where does it close?",
    ),
)
def betas_before_both_terms(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = beta1 * (m + (1 - beta1) * g), beta2 * (v + (1 - beta2) * g**2)
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


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
    return _moved(w, m, v, t, -sign * lr, beta1, beta2, eps)


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
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


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
    return _moved(w, m, v, t, 1.0, beta1, beta2, eps)


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
    return _moved(w, m, v + eps, t, lr, beta1, beta2, besides * eps)


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
    return _moved(w, m, np.maximum(v, new), t, lr, beta1, beta2, eps)


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
    return _moved(w, m, np.maximum(old, v), t, lr, beta1, beta2, eps)[0], m, v


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
    return _step(w, m / filled(beta1, t), vhat, lr, eps), m, v


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
    return _step(w, m / shares[0], v / shares[1], lr, eps), m, v


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
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


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
    return _moved(w, beta1 * m + (1 - beta1) * g, v, t, lr, beta1, beta2, eps)


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
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


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
    return _moved(w, m, v, t, lr, beta1, beta2, eps)


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


@mistake(
    adam,
    headline="t as a factor",
    sentence="m and v are right. In the bias correction, t is a factor and not an exponent.",
    why="m is divided by 1 - beta1 t and v by 1 - beta2 t. From some step on both are negative.",
    right="m and v at every step, the place of eps, and the whole of step 1.",
    hints=("What are 0.9 * 3 and 0.9**3? Which one is a share of something?",),
)
def step_count_as_a_factor(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return _step(w, m / (1 - beta1 * t), v / (1 - beta2 * t), lr, eps), m, v


@mistake(
    adam,
    headline="power of the whole bracket",
    sentence="m and v are right. In the bias correction, the power is taken of 1 - beta.",
    why="m is divided by (1 - beta1) to the power t, and v likewise. The divisor shrinks from step"
    " to step, and the step of w grows.",
    right="m and v at every step, the place of eps, and the whole of step 1.",
    hints=("Which share of g is in m after many steps: close to 0, or close to 1?",),
)
def power_of_the_bracket(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return _step(w, m / (1 - beta1) ** t, v / (1 - beta2) ** t, lr, eps), m, v


@mistake(
    adam,
    headline="no power for m",
    sentence="m and v are right. The correction of m is the same at every step.",
    why="m is divided by 1 - beta1 at every step, without the step count; v is corrected with it.",
    right="m and v at every step, the correction of v, and the whole of step 1.",
    hints=("Which of the two divisors should change between t = 1 and t = 2, and which one does?",),
)
def power_missing_for_m(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return _step(w, m / (1 - beta1), v / filled(beta2, t), lr, eps), m, v


@mistake(
    adam,
    headline="no power for v",
    sentence="m and v are right. The correction of v is the same at every step.",
    why="v is divided by 1 - beta2 at every step, without the step count; m is corrected with it.",
    right="m and v at every step, the correction of m, and the whole of step 1.",
    hints=("Which of the two divisors should change between t = 1 and t = 2, and which one does?",),
)
def power_missing_for_v(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return _step(w, m / filled(beta1, t), v / (1 - beta2), lr, eps), m, v


@mistake(
    adam,
    headline="plus in the correction",
    sentence="m and v are right. The bias correction makes them smaller, not larger.",
    why="m and v are divided by 1 plus the power of beta, which is more than 1.",
    right="m and v at every step, and the place of eps.",
    hints=("Start with m = 0 at t = 1. What share of g is in m, and by what is m divided?",),
)
def plus_in_the_correction(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return _step(w, m / (1 + beta1**t), v / (1 + beta2**t), lr, eps), m, v


@mistake(
    adam,
    headline="divided by 1, less a power",
    sentence="m and v are right. The power is taken off the averages; they are divided by 1.",
    why="the divisor has no bracket, so the division by 1 comes first and the power of beta is"
    " taken off what is left.",
    right="m and v at every step, and the place of eps.",
    hints=(
        "Which operation does Python carry out first in a / b - c?",
        "Start with m = v = 0 and g = 0 at t = 1. What is mhat on paper, and what in the code?",
    ),
)
def bracket_missing_in_the_correction(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return _step(w, m / 1 - beta1**t, v / 1 - beta2**t, lr, eps), m, v


@mistake(
    adam,
    headline="mhat: m/1, less a power",
    sentence="m and v are right. In the correction of m a bracket is missing.",
    why="the division by 1 comes first, and the power of beta1 is taken off what is left.",
    right="m and v at every step, and the correction of v.",
    hints=("Which operation does Python carry out first in a / b - c?",),
)
def bracket_missing_for_m(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return _step(w, m / 1 - beta1**t, v / filled(beta2, t), lr, eps), m, v


@mistake(
    adam,
    headline="vhat: v/1, less a power",
    sentence="m and v are right. In the correction of v a bracket is missing.",
    why="the division by 1 comes first, and the power of beta2 is taken off what is left.",
    right="m and v at every step, and the correction of m.",
    hints=("Which operation does Python carry out first in a / b - c?",),
)
def bracket_missing_for_v(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return _step(w, m / filled(beta1, t), v / 1 - beta2**t, lr, eps), m, v


@mistake(
    adam,
    headline="m multiplied, v divided",
    sentence="m and v are right. In the step of w, m becomes smaller by its correction.",
    why="m is multiplied with the share of the average that has been filled, and v is divided by"
    " it.",
    right="m and v at every step, and the correction of v.",
    hints=("Start with m = 0 and g = 0.5. Is m larger or smaller than g? And mhat?",),
)
def first_moment_multiplied(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return _step(w, m * filled(beta1, t), v / filled(beta2, t), lr, eps), m, v


@mistake(
    adam,
    headline="v multiplied, m divided",
    sentence="m and v are right. In the step of w, v becomes smaller by its correction.",
    why="v is multiplied with the share of the average that has been filled, and m is divided by"
    " it.",
    right="m and v at every step, and the correction of m.",
    hints=("Start with v = 0 and g = 0.5. Is v larger or smaller than 0.25? And vhat?",),
)
def second_moment_multiplied(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return _step(w, m / filled(beta1, t), v * filled(beta2, t), lr, eps), m, v


@mistake(
    adam,
    headline="v corrected with beta1",
    sentence="m and v are right. In the step of w, both are corrected with beta1.",
    why="v is divided by the share that belongs to m.",
    right="m and v at every step, and the correction of m.",
    hints=("Start with m = v = 0 and g = 0.5. What should vhat be at t = 1, and what is it?",),
)
def both_corrected_with_beta1(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return _step(w, m / filled(beta1, t), v / filled(beta1, t), lr, eps), m, v


@mistake(
    adam,
    headline="m corrected with beta2",
    sentence="m and v are right. In the step of w, both are corrected with beta2.",
    why="m is divided by the share that belongs to v.",
    right="m and v at every step, and the correction of v.",
    hints=("Start with m = v = 0 and g = 0.5. What should mhat be at t = 1, and what is it?",),
)
def both_corrected_with_beta2(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return _step(w, m / filled(beta2, t), v / filled(beta2, t), lr, eps), m, v


@mistake(
    adam,
    headline="corrections exchanged",
    sentence="m and v are right. m is corrected with beta2, and v with beta1.",
    why="each of the two averages is divided by the share that belongs to the other one.",
    right="m and v at every step, and the place of eps.",
    hints=("Start with m = v = 0 and g = 0.5. What should mhat be at t = 1, and what is it?",),
)
def corrections_exchanged(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return _step(w, m / filled(beta2, t), v / filled(beta1, t), lr, eps), m, v


@mistake(
    adam,
    headline="divided by the power",
    sentence="m and v are right. The bias correction divides by the power of beta alone.",
    why="m and v are divided by the share that is still missing from the average, not by the one"
    " that has been filled.",
    right="m and v at every step, and the place of eps.",
    hints=("What does 0.9**t tend to for large t, and what should the correction tend to?",),
)
def divided_by_the_power(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return _step(w, m / beta1**t, v / beta2**t, lr, eps), m, v


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
    return _step(w, m / shares[0], v / shares[1], lr, eps), m, v


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
    return _moved(w, m, v, t, step, beta1, beta2, eps)[0], m, v


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
    return _moved(w, old, v, t, lr, beta1, beta2, eps)[0], m, v


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
    return _moved(w, m, old, t, lr, beta1, beta2, eps)[0], m, v


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
    return _step(w, m / t, v / t, lr, eps), m, v


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
    return _moved(w, mhat, vhat, t, lr, beta1, beta2, eps)[0], m, v


@mistake(
    adam,
    headline="eps beside the fraction",
    sentence="m and v are right. w drifts by lr eps at every step.",
    why="eps is added to the fraction, inside the bracket that lr multiplies, not to the"
    " denominator.",
    right="m and v at every step, and the bias correction.",
    hints=(
        "Take a step with m = 0 and g = 0, eps = 0.01. Should w move? Does it?",
        "Which operation does Python carry out first in a / b + c?",
    ),
    constants=(1.0, -1.0),
)
def eps_beside_the_fraction(w, m, v, t, g, lr, beta1, beta2, eps, sign):
    w, m, v = _moved(w, *moments(m, v, g, beta1, beta2), t, lr, beta1, beta2, 0.0)
    return w - sign * lr * eps, m, v


@mistake(
    adam,
    headline="eps inside and outside",
    sentence="m and v are right. eps stands inside the root and outside of it.",
    why="eps is added to vhat under the root and once more to the root.",
    right="m and v at every step, and the bias correction.",
    hints=(
        "For a gradient of 0, what is the denominator with eps = 0.01: on paper, and in the code?",
    ),
)
def eps_inside_and_outside(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return _step(w, m / filled(beta1, t), v / filled(beta2, t) + eps, lr, eps), m, v


@mistake(
    adam,
    headline="the root of eps",
    sentence="m and v are right. The root of eps stands in the denominator.",
    why="a root is taken of eps itself and added to the root of vhat. A small eps becomes much"
    " larger.",
    right="m and v at every step, and the bias correction.",
    hints=(
        "For a gradient of 0, what is the denominator with eps = 0.01: on paper, and in the code?",
    ),
)
def root_of_eps(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return _moved(w, m, v, t, lr, beta1, beta2, np.sqrt(eps))


@mistake(
    adam,
    headline="eps added before the rest",
    sentence="m and v are right. eps is added to v before v is corrected.",
    why="eps stands inside the root and beside the uncorrected v, so the bias correction enlarges"
    " it as well.",
    right="m and v at every step, and the bias correction.",
    hints=(
        "For a gradient of 0, what is the denominator with eps = 0.01: on paper, and in the code?",
    ),
)
def eps_before_the_correction(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return _step(w, m / filled(beta1, t), (v + eps) / filled(beta2, t), lr, 0.0), m, v


@mistake(
    adam,
    headline="eps is a lower bound",
    sentence="m and v are right. The denominator is eps or the root, whichever is larger.",
    why="a maximum of the two is taken where the statement has their sum. Unless the root is tiny,"
    " eps has no effect.",
    right="m and v at every step, and the bias correction.",
    hints=(
        "Take a step with a large g, once with eps = 0.1 and once with 0.001. Should w differ?",
    ),
)
def eps_as_a_lower_bound(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    root = np.sqrt(v / filled(beta2, t))
    return w - lr * m / filled(beta1, t) / np.maximum(root, eps), m, v


@mistake(
    adam,
    headline="eps is taken off",
    sentence="m and v are right. eps makes the denominator smaller.",
    why="eps is subtracted from the root. Where vhat is small, the denominator may be 0 or"
    " negative.",
    right="m and v at every step, and the bias correction.",
    hints=(
        "For a gradient of 0, what is the denominator with eps = 0.01: on paper, and in the code?",
    ),
)
def eps_taken_off(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return _moved(w, m, v, t, lr, beta1, beta2, -eps)


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
    return _step(w, m / filled(beta1, t), np.sqrt(v / filled(beta2, t)), lr, eps), m, v


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
    return _step(w, g, v, lr, eps), m, v


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
    return _moved(w, g, v, t, lr, beta1, beta2, eps)[0], m, v


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
    return _step(w, mhat, mhat, lr, eps), m, v


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
    return _moved(w, m, m, t, lr, beta1, beta2, eps)[0], m, v


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
    return _moved(w, v, v, t, lr, beta1, beta2, eps)[0], m, v


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
    return _step(w, vhat, vhat, lr, eps), m, v


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
    return _step(w, v / filled(beta2, t), m / filled(beta1, t), lr, eps), m, v


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
    return _step(w, m / filled(beta1, t), np.sum(v / filled(beta2, t)), lr, eps), m, v


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
    return _step(w, m / filled(beta1, t), np.mean(v / filled(beta2, t)), lr, eps), m, v


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
    return _moved(w, beta1 * m + (1 - beta1) * g, v, t, lr, beta1, beta2, eps)[0], m, v


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
    return _step(w, mhat, v / filled(beta2, t), lr, eps), m, v


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
    return _step(w, 1.0, v / filled(beta2, t), lr, eps), m, v


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


# --- two at once ---------------------------------------------------------------------------------


@both(no_correction, eps_inside_the_root)
def averages_as_they_are_over_one_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * m / np.sqrt(v + eps), m, v


@both(no_correction, eps_outside_the_fraction)
def averages_as_they_are_and_eps_in_the_step(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - (lr * m / np.sqrt(v) + eps), m, v


@both(no_correction, root_missing)
def averages_as_they_are_without_a_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * m / (v + eps), m, v


@both(no_correction, old_averages_move_w)
def old_averages_as_they_are(w, m, v, t, g, lr, beta1, beta2, eps):
    return w - lr * m / (np.sqrt(v) + eps), *moments(m, v, g, beta1, beta2)


@both(correction_without_power, eps_inside_the_root)
def correction_without_power_over_one_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * m / (1 - beta1) / np.sqrt(v / (1 - beta2) + eps), m, v


@both(correction_without_power, root_missing)
def correction_without_power_or_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * m / (1 - beta1) / (v / (1 - beta2) + eps), m, v


@both(correction_without_power, eps_outside_the_fraction)
def correction_without_power_and_eps_in_the_step(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - (lr * m / (1 - beta1) / np.sqrt(v / (1 - beta2)) + eps), m, v


@both(only_m_corrected, eps_inside_the_root)
def only_m_corrected_over_one_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * m / filled(beta1, t) / np.sqrt(v + eps), m, v


@both(only_m_corrected, root_missing)
def only_m_corrected_without_a_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * m / filled(beta1, t) / (v + eps), m, v


@both(one_step_ahead, eps_inside_the_root)
def one_step_ahead_over_one_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    mhat, vhat = m / filled(beta1, t + 1), v / filled(beta2, t + 1)
    return w - lr * mhat / np.sqrt(vhat + eps), m, v


@both(one_step_behind, eps_inside_the_root)
def one_step_behind_over_one_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    m_hat, v_hat = m / (1 - beta1 ** (t - 1)), v / (1 - beta2 ** (t - 1))
    return w - lr * m_hat / np.sqrt(v_hat + eps), m, v


@both(multiplied_by_the_share, eps_inside_the_root)
def multiplied_by_the_share_over_one_root(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta1, beta2)
    return w - lr * m * filled(beta1, t) / np.sqrt(v * filled(beta2, t) + eps), m, v
