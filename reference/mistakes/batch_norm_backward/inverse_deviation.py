"""`batch_norm_backward` with another power of the variance, or another place of eps."""

import numpy as np

from reference.formula import mistake
from reference.formulas.batch_norm import centre
from reference.formulas.batch_norm_backward import batch_norm_backward, normalized
from reference.mistakes.batch_norm_backward import compact


@mistake(
    batch_norm_backward,
    headline="eps outside the root",
    sentence="The result is close to the right one; eps stands at another place.",
    why="eps is added to the standard deviation, after the root, before the code divides by it.",
    right="dbeta, and the three paths by which X reaches the output.",
    hints=(
        "Take a column with variance 0 and eps = 0.01. By what is it divided on paper, and by what"
        " in the code?",
    ),
)
def deviation_plus_eps(dY, X, gamma, eps):
    centred = centre(X)
    deviation = np.sqrt((centred**2).mean(axis=0))
    return compact(dY, gamma, deviation + eps, centred / (deviation + eps))


@mistake(
    batch_norm_backward,
    headline="eps outside the root",
    sentence="This is the backward pass of another forward pass.",
    why="this is the gradient of a forward pass that adds eps to the standard deviation, after the"
    " root.",
    right="dbeta, and the three paths by which X reaches the output.",
    hints=(
        "Take a column with variance 0 and eps = 0.01. By what is it divided on paper, and by what"
        " in the code?",
    ),
)
def gradient_with_eps_after_the_root(dY, X, gamma, eps):
    centred, dxhat = centre(X), gamma * dY
    deviation = np.sqrt((centred**2).mean(axis=0))
    xhat = centred / (deviation + eps)
    dX = (dxhat - dxhat.mean(axis=0) - centred / deviation * (dxhat * xhat).mean(axis=0)) / (
        deviation + eps
    )
    return dX, (dY * xhat).sum(axis=0), dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="eps is missing in dX",
    sentence="dgamma and dbeta are right. dX is close to the right one for a small eps.",
    why="dX is computed with the standard deviation alone, without eps.",
    right="dgamma, dbeta, and the three paths by which X reaches the output.",
    hints=("Call it with eps = 0.1 and with eps = 0.001. Should dX change? Does it?",),
)
def eps_missing_in_dX(dY, X, gamma, eps):
    _, dgamma, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return batch_norm_backward(dY, X, gamma, 0.0)[0], dgamma, dbeta


@mistake(
    batch_norm_backward,
    headline="eps missing in front",
    sentence="dgamma and dbeta are right. dX is close to the right one for a small eps.",
    why="the normalized input has eps under the root; the standard deviation by which dX is"
    " divided does not.",
    hints=(
        "Compare dX with the right one for eps = 0.1 and for eps = 1e-8. What does the difference"
        " follow?",
    ),
)
def eps_missing_in_front(dY, X, gamma, eps):
    _, xhat = normalized(X, eps)
    dX = compact(dY, gamma, np.sqrt((centre(X) ** 2).mean(axis=0)), xhat)[0]
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="eps outside, in front",
    sentence="dgamma and dbeta are right. dX is close to the right one for a small eps.",
    why="the normalized input has eps inside the root; the divisor of dX has it outside.",
    hints=(
        "Compare dX with the right one for eps = 0.1 and for eps = 1e-8. What does the difference"
        " follow?",
    ),
)
def eps_after_the_root_in_front(dY, X, gamma, eps):
    _, xhat = normalized(X, eps)
    dX = compact(dY, gamma, np.sqrt((centre(X) ** 2).mean(axis=0)) + eps, xhat)[0]
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="variance, not deviation",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="dX is divided by the variance plus eps, so by the standard deviation once too often.",
    right="dgamma, dbeta, and the proportions within each column of dX.",
    hints=(
        "Multiply all of X by 10. The output stays almost the same. What should dX become: larger"
        " or smaller?",
    ),
)
def divided_by_the_variance(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    dX = compact(dY, gamma, deviation**2, xhat)[0]
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="the root is missing",
    sentence="The code divides by the variance, not by the standard deviation.",
    why="the variance plus eps stands where its root belongs.",
    right="dbeta.",
    hints=(
        "If X is in metres, which unit has the normalized input on paper, and which in the code?",
    ),
)
def root_missing_everywhere(dY, X, gamma, eps):
    variance = normalized(X, eps)[0] ** 2
    return compact(dY, gamma, variance, centre(X) / variance)


@mistake(
    batch_norm_backward,
    headline="the sample variance",
    sentence="The sample variance is used.",
    why="the variance is divided by N - 1, and so is its path. The forward pass of the statement"
    " divides by N.",
    right="dbeta, and the three paths by which X reaches the output.",
    hints=(
        "By how much do the variances with N and with N - 1 differ for N = 2, and for N = 100?",
    ),
)
def gradient_of_the_sample_variance(dY, X, gamma, eps):
    centred = centre(X)
    deviation = np.sqrt((centred**2).sum(axis=0) / (len(X) - 1) + eps)
    xhat = centred / deviation
    dgamma = (dY * xhat).sum(axis=0)
    dX = gamma / deviation * (dY - dY.mean(axis=0) - xhat * dgamma / (len(X) - 1))
    return dX, dgamma, dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="power of the variance",
    sentence="dgamma and dbeta are right. In dX, the path through the variance has another size.",
    why="in the path through the variance, the variance stands with another exponent than its"
    " derivative has.",
    right="dgamma, dbeta, and two of the three paths of dX.",
    hints=(
        "The output contains the power -1/2 of the variance. What happens to an exponent when you"
        " differentiate?",
    ),
    constants=(-0.5, -2.0, -2.5, -3.0, 0.0, 0.5, 1.0, 1.5),
)
def another_power_of_the_variance(dY, X, gamma, eps, power):
    deviation, _ = normalized(X, eps)
    centred, dxhat = centre(X), gamma * dY
    through_variance = centred * (dxhat * centred).mean(axis=0) * deviation ** (2 * power)
    dX = (dxhat - dxhat.mean(axis=0)) / deviation - through_variance
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]
