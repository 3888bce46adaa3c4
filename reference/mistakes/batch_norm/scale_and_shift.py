"""`batch_norm` where gamma and beta enter in another way."""

import numpy as np

from reference.formula import mistake
from reference.formulas.batch_norm import batch_norm, centre
from reference.mistakes.batch_norm import rooted


@mistake(
    batch_norm,
    headline="divided by gamma",
    sentence="Every column is divided by gamma, not multiplied.",
    why="gamma stands under the fraction. A larger gamma makes the output smaller.",
    hints=(
        "Call it with gamma = (1, 1) and with gamma = (2, 2). Should the output grow or shrink?",
    ),
)
def divided_by_gamma(X, gamma, beta, eps):
    return centre(X) / np.sqrt(X.var(axis=0) + eps) / gamma + beta


@mistake(
    batch_norm,
    headline="gamma enters twice",
    sentence="The spread of every column is too large by a factor gamma.",
    why="the columns are multiplied with gamma two times.",
    hints=(
        "Call it with gamma = (1, 1) and with gamma = (2, 2). By what factor should the spread"
        " grow, and by what does it?",
    ),
)
def gamma_twice_in_the_output(X, gamma, beta, eps):
    return gamma**2 * centre(X) / np.sqrt(X.var(axis=0) + eps) + beta


@mistake(
    batch_norm,
    headline="the scale is 1 + gamma",
    sentence="The normalized input is added once more to the output.",
    why="the scale is 1 + gamma, a form in which gamma starts at 0.",
    hints=("What should the output be for gamma = (0, 0), and what is it?",),
)
def one_plus_gamma(X, gamma, beta, eps):
    return (1 + gamma) * centre(X) / np.sqrt(X.var(axis=0) + eps) + beta


@mistake(
    batch_norm,
    headline="gamma is added",
    sentence="gamma shifts the columns and does not scale them.",
    why="gamma is added to the normalized input like a second beta.",
    hints=("What spread should a column have in the end, and which one has it?",),
)
def gamma_added(X, gamma, beta, eps):
    return centre(X) / np.sqrt(X.var(axis=0) + eps) + gamma + beta


@mistake(
    batch_norm,
    headline="gamma added, beta a factor",
    sentence="gamma is added first, and the sum is multiplied with beta.",
    why="shift and scale have changed their places, and their order as well.",
    hints=(
        "What mean and what spread should a column have in the end, according to the statement?",
    ),
)
def shift_and_scale_change_places(X, gamma, beta, eps):
    return beta * (centre(X) / np.sqrt(X.var(axis=0) + eps) + gamma)


@mistake(
    batch_norm,
    headline="exchanged, and eps is off",
    sentence="gamma and beta stand in each other's place, and eps is not under the root.",
    why="two things come together: beta is the factor and gamma the shift, and the root is taken"
    " before eps is added, or without it.",
    hints=(
        "Call it with gamma = (1, 1) and with gamma = (2, 2). What should double: the mean of each"
        " column, or its spread? What does?",
        "Take a column with variance 0 and eps = 0.01. By what is it divided on paper, and by what"
        " in the code?",
    ),
    constants=(1.0, 2.0),
)
def exchanged_and_eps_off(X, gamma, beta, eps, place):
    return beta * (X - X.mean(axis=0)) / rooted(X.var(axis=0), eps, place) + gamma
