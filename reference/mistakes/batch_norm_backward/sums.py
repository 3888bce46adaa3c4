"""`batch_norm_backward` with a sum that is too short, goes along the rows, or is not divided."""

import numpy as np

from reference.formula import mistake
from reference.formulas.batch_norm import centre
from reference.formulas.batch_norm_backward import batch_norm_backward, normalized
from reference.mistakes.batch_norm_backward import compact


@mistake(
    batch_norm_backward,
    headline="the last sample is left out",
    sentence="dX is right. In dgamma, dbeta or both the last sample is missing.",
    why="a sum over the samples stops one sample early.",
    right="dX.",
    hints=(
        "Change the last row of dY. Which of dgamma and dbeta change? Which values does the counter"
        " of the loop take?",
    ),
)
def last_sample_left_out_of_the_sums(dY, X, gamma, eps):
    dX = batch_norm_backward(dY, X, gamma, eps)[0]
    _, xhat = normalized(X, eps)
    return dX, (dY * xhat)[:-1].sum(axis=0), dY[:-1].sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="xhat of another divisor",
    sentence="The normalized input is not that of the statement.",
    why="the centred input is divided by something else than the root of variance plus eps, by"
    " which dX is divided.",
    hints=(
        "Print the standard deviation in every line that divides by it. Is it the same number each"
        " time?",
    ),
    constants=(0.0, 1.0, 2.0),
)
def another_deviation_in_the_normalized_input(dY, X, gamma, eps, which):
    deviation, _ = normalized(X, eps)
    variance = (centre(X) ** 2).mean(axis=0)
    divisors = np.sqrt(variance), np.sqrt(variance) + eps, variance + eps
    return compact(dY, gamma, deviation, centre(X) / divisors[int(which)])


@mistake(
    batch_norm_backward,
    headline="sums along the rows",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="in dX, a sum runs along the features of a sample, where it belongs to the samples of a"
    " feature.",
    right="dgamma and dbeta.",
    hints=("Change dY in the first column only. Should the second column of dX change? Does it?",),
    constants=(0.0, 1.0, 2.0, 3.0, 4.0, 5.0),
)
def means_along_the_rows(dY, X, gamma, eps, which):
    deviation, xhat = normalized(X, eps)
    axes = ((1, 1), (1, 0), (0, 1))[int(which) % 3]
    inside, in_front = (gamma, 1.0) if which >= 3 else (1.0, gamma)
    G = inside * dY
    sums = [s.mean(axis=axis, keepdims=True) for s, axis in zip((G, G * xhat), axes, strict=True)]
    dX = in_front / deviation * (G - sums[0] - xhat * sums[1])
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="mean path not divided",
    sentence="dgamma and dbeta are right. In dX, one path is too strong, or too weak.",
    why="the path through the mean lacks the division by the standard deviation. The two others"
    " have it.",
    right="dgamma, dbeta, and two of the three paths of dX.",
    hints=(
        "Add up each column of dX. What should come out, if adding a number to a whole column of X"
        " changes nothing?",
        "How does the normalized value depend on the mean? Which number stands below it?",
    ),
)
def mean_path_not_divided(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    others = dY - xhat * (dY * xhat).mean(axis=0)
    dX = gamma * (others / deviation - dY.mean(axis=0))
    return dX, (dY * xhat).sum(axis=0), dY.sum(axis=0)


@mistake(
    batch_norm_backward,
    headline="dgamma, dbeta along rows",
    sentence="dX is right. In dgamma, dbeta or both there is one number for each sample.",
    why="the sums in dgamma and dbeta, or in one of them, run along the features of a sample. gamma"
    " and beta have one number for each feature.",
    right="dX.",
    hints=(
        "Which shape has gamma, and which shape should its gradient have? Print both.",
        "Which axis of dY counts the samples? Which one should be left after the sum?",
    ),
    constants=(0.0, 1.0, 2.0),
)
def sums_of_every_sample(dY, X, gamma, eps, which):
    dX, dgamma, dbeta = batch_norm_backward(dY, X, gamma, eps)
    _, xhat = normalized(X, eps)
    along = (dY * xhat).sum(axis=1), dY.sum(axis=1)
    return dX, dgamma if which == 2 else along[0], dbeta if which == 1 else along[1]


@mistake(
    batch_norm_backward,
    headline="mean in place of a sum",
    sentence="For a parameter, a mean over the samples is taken where a sum belongs.",
    why="dgamma or dbeta is 1/N times the right one. If the loss is a mean, its 1/N is in dY.",
    hints=(
        "Put every sample into X and dY twice. Should dgamma and dbeta double? Do both of them?",
        "How many outputs does one entry of beta enter? What does the chain rule do with their"
        " parts?",
    ),
)
def means_for_the_parameters(dY, X, gamma, eps):
    dX, dgamma, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return dX, dgamma / len(X), dbeta / len(X)


@mistake(
    batch_norm_backward,
    headline="dX not divided by N",
    sentence="dgamma and dbeta are right. dX is N times the right one.",
    why="in the form with N before the first term, the division of the whole by N is missing.",
    right="dgamma, dbeta, and the proportions between the entries of dX.",
    hints=(
        "Write dX with means, then with sums. Which number stands before the bracket each time?",
    ),
)
def not_divided_by_the_samples(dY, X, gamma, eps):
    dX, *others = batch_norm_backward(dY, X, gamma, eps)
    return len(X) * dX, *others
