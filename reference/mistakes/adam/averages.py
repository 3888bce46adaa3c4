"""`adam` where m and v average something else: a bracket or a square is out of place."""

import numpy as np

from reference.formula import mistake
from reference.formulas.adam import adam, moments
from reference.mistakes.adam import moved_by


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
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


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
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


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
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


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
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


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
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


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
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


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
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


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
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


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
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


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
    return moved_by(w, m, beta2 * v + (1 - beta2) * m**2, t, lr, beta1, beta2, eps)


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
    return moved_by(w, m, beta2 * v + (1 - beta2) * (g - m) ** 2, t, lr, beta1, beta2, eps)


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
    return moved_by(w, m, beta2 * m + (1 - beta2) * g**2, t, lr, beta1, beta2, eps)


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
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)


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
    return moved_by(w, m, v, t, lr, beta1, beta2, eps)
