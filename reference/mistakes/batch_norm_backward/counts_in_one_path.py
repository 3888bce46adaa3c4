"""`batch_norm_backward` where a path in dX counts too often, or too little."""

import numpy as np

from reference.formula import mistake
from reference.formulas.batch_norm_backward import batch_norm_backward, normalized


@mistake(
    batch_norm_backward,
    headline="one path counts twice",
    sentence="dgamma and dbeta are right. In dX, one path counts twice.",
    why="dX is the sum of three paths:\n"
    "  directly                 present\n"
    "  through the mean         present\n"
    "  through the variance     2 times the right one",
    right="dgamma, dbeta, and two of the three paths.",
    hints=(
        "In column X = (1, 2, 4): by how much does the deviation change when the 4 becomes 4.1?"
        " What does the code have for it?",
        "What is the derivative of the root of v with respect to v, at v = 4?",
    ),
)
def twice_the_path_through_the_variance(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    first, second = dY.mean(axis=0), xhat * (dY * xhat).mean(axis=0)
    dX = gamma / deviation * (dY - first - 2 * second)
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="mean path not divided by N",
    sentence="dgamma and dbeta are right. In dX, a sum over the samples is not divided by N.",
    why="dX is the sum of three paths:\n"
    "  directly                 present\n"
    "  through the mean         N times the right one\n"
    "  through the variance     present",
    right="dgamma, dbeta, and two of the three paths.",
    hints=(
        "Add up each column of dX. What should come out, if adding a number to a whole column of X"
        " changes nothing?",
        "In column X = (1, 2, 4): by how much does the mean change when the 4 becomes 4.1?",
    ),
)
def sum_in_the_path_through_the_mean(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    first, second = dY.mean(axis=0), xhat * (dY * xhat).mean(axis=0)
    dX = gamma / deviation * (dY - len(X) * first - second)
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="variance path without 1/N",
    sentence="dgamma and dbeta are right. In dX, a sum over the samples is not divided by N.",
    why="dX is the sum of three paths:\n"
    "  directly                 present\n"
    "  through the mean         present\n"
    "  through the variance     N times the right one",
    right="dgamma, dbeta, and two of the three paths.",
    hints=(
        "In column X = (1, 2, 4): by how much does the variance change when the 4 becomes 4.1? What"
        " does the code have for it?",
        "Put every sample into the batch twice, in X and in dY. Should the first half of dX change?"
        " Does it?",
    ),
)
def sum_in_the_path_through_the_variance(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    first, second = dY.mean(axis=0), xhat * (dY * xhat).mean(axis=0)
    dX = gamma / deviation * (dY - first - len(X) * second)
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="two paths without 1/N",
    sentence="dgamma and dbeta are right. In dX, sums over the samples are not divided by N.",
    why="dX is the sum of three paths:\n"
    "  directly                 present\n"
    "  through the mean         N times the right one\n"
    "  through the variance     N times the right one",
    right="dgamma, dbeta, and the direct path.",
    hints=(
        "Add up each column of dX. What should come out, if adding a number to a whole column of X"
        " changes nothing?",
        "Put every sample into the batch twice, in X and in dY. Should the first half of dX change?"
        " Does it?",
    ),
)
def sums_in_both_paths(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    first, second = dY.mean(axis=0), xhat * (dY * xhat).mean(axis=0)
    dX = gamma / deviation * (dY - len(X) * (first + second))
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="direct path divided by N",
    sentence="dgamma and dbeta are right. In dX, the first term is divided by N, too.",
    why="dX is the sum of three paths:\n"
    "  directly                 1/N times the right one\n"
    "  through the mean         present\n"
    "  through the variance     present",
    right="dgamma, dbeta, and two of the three paths.",
    hints=(
        "Add up each column of dX. What should come out, if adding a number to a whole column of X"
        " changes nothing?",
        "Write dX with means, then with sums and one 1/N in front. What stands before dY each"
        " time?",
    ),
)
def direct_path_divided_by_the_samples(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    first, second = dY.mean(axis=0), xhat * (dY * xhat).mean(axis=0)
    dX = gamma / deviation * (dY / len(X) - first - second)
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="one path divided by N - 1",
    sentence="dgamma and dbeta are right. In dX, one path is too large by N/(N - 1).",
    why="in the path through the variance, the sum is divided by N - 1, as for the sample variance."
    " The forward pass divides by N.",
    right="dgamma, dbeta, and two of the three paths of dX.",
    hints=(
        "By which number does the forward pass divide the squares, and by which one does this path"
        " of dX?",
    ),
)
def one_less_in_the_variance_path(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    along = (dY * xhat).sum(axis=0) / (len(X) - 1 or np.nan)
    dX = gamma / deviation * (dY - dY.mean(axis=0) - xhat * along)
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="a division lost in one path",
    sentence="dgamma and dbeta are right. In dX, one path has another size.",
    why="in the path through the variance, one division by the standard deviation is missing: that"
    " of the normalized input, or one in a derivative.",
    right="dgamma, dbeta, and two of the three paths of dX.",
    hints=(
        "Multiply all of X by 10. The output stays almost the same. By how much should each term of"
        " dX change, and by how much does it?",
    ),
)
def division_lost_in_the_variance_path(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    along = deviation * xhat * (dY * xhat).mean(axis=0)
    dX = gamma / deviation * (dY - dY.mean(axis=0) - along)
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]
