"""`adam` where m and v have other shares: beta1 and beta2 are exchanged, or a share is missing."""

from reference.formula import mistake
from reference.formulas.adam import adam, moments
from reference.mistakes.adam import moved_by


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
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


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
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


@mistake(
    adam,
    headline="averages exchange betas",
    sentence="m is averaged with beta2, and v with beta1; the corrections are right.",
    why="the two decay rates are exchanged in the lines on m and v, and not in the correction.",
    hints=("Take a step with g = 0 and m = v = 1. Which share of m is left, and which of v?",),
)
def betas_exchanged_in_the_averages(w, m, v, t, g, lr, beta1, beta2, eps):
    m, v = moments(m, v, g, beta2, beta1)
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


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
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


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
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


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
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


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
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


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
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


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
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


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
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


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
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)
