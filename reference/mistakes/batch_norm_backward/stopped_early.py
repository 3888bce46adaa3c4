"""`batch_norm_backward` where dX stops early, or goes some of the paths only."""

import numpy as np

from reference.formula import mistake
from reference.formulas.batch_norm import centre
from reference.formulas.batch_norm_backward import batch_norm_backward, normalized
from reference.mistakes.batch_norm_backward import mean_and_variance_held_constant


@mistake(
    batch_norm_backward,
    headline="stops before the division",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="dX is gamma times dY: the gradient of the normalized input, handed on as that of X.",
    right="dgamma and dbeta.",
    hints=(
        "Which operations of the forward pass lie between X and the normalized input? Which of"
        " them are in dX?",
    ),
)
def stops_at_the_normalized_input(dY, X, gamma, eps):
    dX = gamma * dY
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="dX times xhat",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="dY is multiplied with what the forward pass returns before the shift, not with its"
    " derivative.",
    right="dgamma and dbeta.",
    hints=("What is the derivative of 3x by x: 3x or 3? Which of the two kinds stands in dX?",),
)
def times_the_normalized_input(dY, X, gamma, eps):
    _, xhat = normalized(X, eps)
    dX = gamma * xhat * dY
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="a sum is missing in dX",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="in one of the paths each sample receives its own term alone, where the sum over all"
    " samples belongs.",
    right="dgamma, dbeta, and two of the three paths of dX.",
    hints=(
        "Change one entry of dY. Which entries of dX should change along each path, and which do?",
    ),
    constants=(0.0, 1.0),
)
def own_sample_alone_in_one_path(dY, X, gamma, eps, which):
    deviation, xhat = normalized(X, eps)
    through_mean, through_variance = dY.mean(axis=0), xhat * (dY * xhat).mean(axis=0)
    if which:
        through_mean = dY / len(X)
    else:
        through_variance = xhat**2 * dY / len(X)
    dX = gamma / deviation * (dY - through_mean - through_variance)
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="a factor lost in one path",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="the path through the variance contains the normalized input once. It belongs there twice.",
    right="dgamma, dbeta, and two of the three paths of dX.",
    hints=(
        "The variance is a sum of squares. By what does dY reach it, and by what does it come back"
        " to X?",
    ),
    constants=(0.0, 1.0),
)
def sum_of_dY_in_the_variance_path(dY, X, gamma, eps, which):
    deviation, xhat = normalized(X, eps)
    through_variance = (xhat * dY.mean(axis=0), (dY * xhat).mean(axis=0))[int(which)]
    dX = gamma / deviation * (dY - dY.mean(axis=0) - through_variance)
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="one path, eps misplaced",
    sentence="dbeta is right. dX has one path of three, and eps is not under the root.",
    why="mean and variance are treated as constants, and the standard deviation is taken without"
    " eps under the root.",
    right="dbeta, and the direct path of dX.",
    hints=(
        "If one X[i] grows, what happens to the mean of its column? Which entries of the output"
        " move because of that?",
    ),
    constants=(1.0, 0.0),
)
def only_the_direct_path_with_eps_outside(dY, X, gamma, eps, constant):
    centred = centre(X)
    deviation = np.sqrt((centred**2).mean(axis=0)) + eps * constant
    return gamma / deviation * dY, (dY * centred / deviation).sum(axis=0), dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="one path, raw X in dgamma",
    sentence="dbeta is right. dX has one path of three; dgamma uses an input that is not"
    " normalized.",
    why="mean and variance are treated as constants in dX, and dgamma is added up without the"
    " division by the standard deviation.",
    right="dbeta, and the direct path of dX.",
    hints=(
        "If one X[i] grows, what happens to the mean of its column? Which entries of the output"
        " move because of that?",
    ),
    constants=(0.0, 1.0),
)
def only_the_direct_path_and_no_normalizing(dY, X, gamma, eps, which):
    dX = mean_and_variance_held_constant(dY, X, gamma, eps)[0]
    return dX, (dY * (X, centre(X))[int(which)]).sum(axis=0), dY.sum(axis=0)
