"""`adam` where the share that m and v are divided by is another one."""

from reference.formula import mistake
from reference.formulas.adam import adam, filled, moments
from reference.mistakes.adam import corrected_step


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
    return corrected_step(w, m / (1 - beta1 * t), v / (1 - beta2 * t), lr, eps), m, v


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
    return corrected_step(w, m / (1 - beta1) ** t, v / (1 - beta2) ** t, lr, eps), m, v


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
    return corrected_step(w, m / (1 - beta1), v / filled(beta2, t), lr, eps), m, v


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
    return corrected_step(w, m / filled(beta1, t), v / (1 - beta2), lr, eps), m, v


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
    return corrected_step(w, m / (1 + beta1**t), v / (1 + beta2**t), lr, eps), m, v


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
    return corrected_step(w, m / 1 - beta1**t, v / 1 - beta2**t, lr, eps), m, v


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
    return corrected_step(w, m / 1 - beta1**t, v / filled(beta2, t), lr, eps), m, v


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
    return corrected_step(w, m / filled(beta1, t), v / 1 - beta2**t, lr, eps), m, v


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
    return corrected_step(w, m * filled(beta1, t), v / filled(beta2, t), lr, eps), m, v


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
    return corrected_step(w, m / filled(beta1, t), v * filled(beta2, t), lr, eps), m, v


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
    return corrected_step(w, m / filled(beta1, t), v / filled(beta1, t), lr, eps), m, v


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
    return corrected_step(w, m / filled(beta2, t), v / filled(beta2, t), lr, eps), m, v


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
    return corrected_step(w, m / filled(beta2, t), v / filled(beta1, t), lr, eps), m, v


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
    return corrected_step(w, m / beta1**t, v / beta2**t, lr, eps), m, v
