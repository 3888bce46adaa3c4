"""`batch_norm` where eps stands in another place."""

import numpy as np

from reference.formula import mistake
from reference.formulas.batch_norm import batch_norm


@mistake(
    batch_norm,
    headline="eps added to the quotient",
    sentence="Every column is shifted by gamma times eps.",
    why="the division comes first; eps is added to its result and not to what stands under the"
    " fraction.",
    hints=("In which order does Python read a / b + c? Where are the brackets on paper?",),
)
def eps_added_to_the_quotient(X, gamma, beta, eps):
    return gamma * ((X - X.mean(axis=0)) / X.std(axis=0) + eps) + beta


@mistake(
    batch_norm,
    headline="eps added to the output",
    sentence="Every column is shifted by eps.",
    why="the division comes first; eps is added to the output like a second beta.",
    hints=("In which order does Python read a / b + c? Where are the brackets on paper?",),
)
def eps_added_to_the_output(X, gamma, beta, eps):
    return gamma * (X - X.mean(axis=0)) / X.std(axis=0) + eps + beta


@mistake(
    batch_norm,
    headline="eps in the numerator",
    sentence="Every column is shifted a little.",
    why="eps is added to the centred input, above the fraction line.",
    hints=(
        "What is the mean of each column of the output? Which number of the call should it be?",
    ),
    constants=(0.0, 1.0),
)
def eps_added_to_the_numerator(X, gamma, beta, eps, constant):
    return gamma * (X - X.mean(axis=0) + eps) / np.sqrt(X.var(axis=0) + eps * constant) + beta


@mistake(
    batch_norm,
    headline="eps under its own root",
    sentence="The output is close to the right one; there are two roots.",
    why="a root is taken of the variance and one of eps, and the two are added. A root of a sum is"
    " not a sum of roots.",
    right="The mean, the variance, gamma and beta.",
    hints=(
        "Compare the root of 9 + 16 with the sum of the two roots. Which of the two is in the"
        " statement?",
    ),
)
def eps_under_a_root_of_its_own(X, gamma, beta, eps):
    return gamma * (X - X.mean(axis=0)) / (X.std(axis=0) + np.sqrt(eps)) + beta


@mistake(
    batch_norm,
    headline="eps is squared",
    sentence="The output is close to the right one; the square of eps is added.",
    why="the square of eps stands under the root.",
    right="The mean, the variance, gamma and beta.",
    hints=(
        "Take a column with variance 0 and eps = 0.01. By what is it divided on paper, and by what"
        " in the code?",
    ),
)
def eps_squared(X, gamma, beta, eps):
    return gamma * (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) + eps**2) + beta


@mistake(
    batch_norm,
    headline="eps is added twice",
    sentence="The output is a little too small.",
    why="eps is added under the root and once more after it.",
    right="The mean, the variance, gamma and beta.",
    hints=(
        "Take a column with variance 0 and eps = 0.01. By what is it divided on paper, and by what"
        " in the code?",
    ),
)
def eps_added_twice(X, gamma, beta, eps):
    return gamma * (X - X.mean(axis=0)) / (np.sqrt(X.var(axis=0) + eps) + eps) + beta


@mistake(
    batch_norm,
    headline="eps is subtracted",
    sentence="A little too large; nan when all entries of a column agree.",
    why="eps is taken off the variance. Where the variance is smaller than eps, the root is that"
    " of a negative number.",
    right="The mean, the variance, gamma and beta.",
    hints=(
        "Take a column with variance 0 and eps = 0.01. By what is it divided on paper, and by what"
        " in the code?",
    ),
)
def eps_subtracted(X, gamma, beta, eps):
    return gamma * (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) - eps) + beta


@mistake(
    batch_norm,
    headline="eps is a factor",
    sentence="The output is far too large for a small eps.",
    why="the variance is multiplied with eps under the root.",
    right="The mean, the variance, gamma and beta.",
    hints=("What should happen to the output when eps goes to 0, and what does?",),
)
def eps_multiplied(X, gamma, beta, eps):
    return gamma * (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) * eps) + beta
