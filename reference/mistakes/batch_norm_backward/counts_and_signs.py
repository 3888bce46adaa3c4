"""`batch_norm_backward` with another count, another sign, or sums over other entries."""

import numpy as np

from reference.formula import mistake
from reference.formulas.batch_norm import centre
from reference.formulas.batch_norm_backward import batch_norm_backward, normalized


@mistake(
    batch_norm_backward,
    headline="one sum returned twice",
    sentence="dgamma and dbeta are the same.",
    why="one of the two sums is returned in both places, and the other one is not.",
    right="dX, and one of the two sums.",
    hints=(
        "Which names stand in the line that returns the results, and what does each of them hold?",
    ),
    constants=(0.0, 1.0),
)
def one_sum_in_both_places(dY, X, gamma, eps, which):
    dX, dgamma, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return (dX, dgamma, dgamma) if which else (dX, dbeta, dbeta)


@mistake(
    batch_norm_backward,
    headline="dgamma and dbeta exchanged",
    sentence="All three results are right; the last two come in the opposite order.",
    why="dbeta is returned in the place of dgamma, and dgamma in that of dbeta.",
    right="The values of dX, dgamma and dbeta.",
    hints=("In which order does the statement name the results, and in which are they returned?",),
)
def dgamma_and_dbeta_exchanged(dY, X, gamma, eps):
    dX, dgamma, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return dX, dbeta, dgamma


@mistake(
    batch_norm_backward,
    headline="one number for each sum",
    sentence="dX is right. In dgamma, dbeta or both there is one number for all features.",
    why="a sum over the samples runs over the whole array, over samples and features alike.",
    right="dX.",
    hints=(
        "Which shape has gamma, and which shape should its gradient have? Print both.",
        "Which axis of dY counts the samples? Which one should be left after the sum?",
    ),
)
def sums_over_the_whole_array(dY, X, gamma, eps):
    dX, dgamma, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return dX, dgamma.sum(), dbeta.sum()


@mistake(
    batch_norm_backward,
    headline="the sample variance",
    sentence="The sample variance is used.",
    why="the variance is divided by N - 1. The forward pass of the statement divides by N.",
    right="dbeta, and the three paths by which X reaches the output.",
    hints=(
        "By how much do the variances with N and with N - 1 differ for N = 2, and for N = 100?",
        "Compute the variance of (1, 3) by hand, then print the one that the code uses.",
    ),
)
def divided_by_one_less(dY, X, gamma, eps):
    centred = centre(X)
    deviation = np.sqrt((centred**2).sum(axis=0) / (len(X) - 1) + eps)
    xhat = centred / deviation
    dX = gamma / deviation * (dY - dY.mean(axis=0) - xhat * (dY * xhat).mean(axis=0))
    return dX, (dY * xhat).sum(axis=0), dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="sign of the variance path",
    sentence="dgamma and dbeta are right. In dX one path has the opposite sign.",
    why="X reaches the output along three paths. dX adds them up, one with the wrong sign:\n"
    "  directly                 present\n"
    "  through the mean         present\n"
    "  through the variance     opposite sign",
    right="dgamma, dbeta, and two of the three paths.",
    hints=(
        "When the variance of a column grows, does the output of its largest entry grow or shrink?",
        "The variance stands under the fraction. What sign has the derivative of 1/x?",
    ),
)
def variance_path_with_a_plus(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    dX = gamma / deviation * (dY - dY.mean(axis=0) + xhat * (dY * xhat).mean(axis=0))
    return dX, (dY * xhat).sum(axis=0), dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="own sample alone",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="only the diagonal of the Jacobian is used: dX[i] depends on dY[i] and on no other sample"
    " of the column.",
    right="dgamma and dbeta.",
    hints=(
        "Change one entry of dY. Which entries of dX should change, and which do?",
        "Write the derivative of output 0 by input 1 on paper. Is it 0?",
    ),
)
def only_the_own_sample(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    dX = gamma / deviation * dY * (1 - (1 + xhat**2) / len(X))
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]
