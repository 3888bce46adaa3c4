"""`batch_norm_backward` with means over other entries, or not divided by the deviation."""

import numpy as np

from reference.formula import mistake
from reference.formulas.batch_norm_backward import batch_norm_backward, normalized
from reference.mistakes.batch_norm_backward import compact


@mistake(
    batch_norm_backward,
    headline="no division by deviation",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="the three paths are right up to one factor: dX is not divided by the standard deviation.",
    right="dgamma, dbeta, and the proportions within each column of dX.",
    hints=(
        "Multiply all of X by 10. The output stays almost the same. What should dX become: larger"
        " or smaller?",
    ),
    constants=(1.0, 0.0),
)
def not_divided_by_the_deviation(dY, X, gamma, eps, power):
    deviation, _ = normalized(X, eps)
    dX = batch_norm_backward(dY, X, gamma**power, eps)[0] * deviation
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="sums over all entries",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="in dX, the two sums run over the whole array, over samples and features alike.",
    right="dgamma, dbeta, and the direct path of dX.",
    hints=("Change dY in the first column only. Should the second column of dX change? Does it?",),
    constants=(0.0, 1.0),
)
def means_over_the_whole_array(dY, X, gamma, eps, which):
    deviation, xhat = normalized(X, eps)
    count = (X.size, len(X))[int(which)]
    dX = gamma / deviation * (dY - (dY.sum() + xhat * (dY * xhat).sum()) / count)
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="rows in place of columns",
    sentence="Every sample is normalized by itself.",
    why="mean and variance are taken along the features of one sample. This is the backward pass"
    " of layer normalization.",
    hints=(
        "Print the shape of the mean in each line that uses one. To what does each of its numbers"
        " belong: to a sample, or to a feature?",
    ),
)
def gradient_of_every_sample_alone(dY, X, gamma, eps):
    centred = X - X.mean(axis=1, keepdims=True)
    deviation = np.sqrt((centred**2).mean(axis=1, keepdims=True) + eps)
    xhat, dxhat = centred / deviation, gamma * dY
    rows = dxhat.mean(axis=1, keepdims=True) + xhat * (dxhat * xhat).mean(axis=1, keepdims=True)
    return (dxhat - rows) / deviation, (dY * xhat).sum(axis=0), dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="one mean for all columns",
    sentence="One mean and one variance are used for all columns.",
    why="mean and variance are taken over the whole array. Every feature has its own on paper.",
    hints=(
        "Add 100 to the first column of X. What should change for the second one: dX, dgamma, or"
        " neither? What does?",
    ),
)
def one_mean_and_variance_for_all(dY, X, gamma, eps):
    deviation = np.sqrt(X.var() + eps)
    return compact(dY, gamma, deviation, (X - X.mean()) / deviation)
