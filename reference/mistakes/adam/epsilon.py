"""`adam` where eps stands in another place."""

import numpy as np

from reference.formula import mistake
from reference.formulas.adam import adam, filled, moments
from reference.mistakes.adam import corrected_step, moved_by


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
    w, m, v = moved_by(w, *moments(m, v, g, beta1, beta2), t, lr, beta1, beta2, 0.0)
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
    return corrected_step(w, m / filled(beta1, t), v / filled(beta2, t) + eps, lr, eps), m, v


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
    return moved_by(w, m, v, t, lr, beta1, beta2, np.sqrt(eps))


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
    return corrected_step(w, m / filled(beta1, t), (v + eps) / filled(beta2, t), lr, 0.0), m, v


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
    return moved_by(w, m, v, t, lr, beta1, beta2, -eps)
