"""`batch_norm_backward` where the mean is not removed."""

from reference.formula import mistake
from reference.formulas.batch_norm_backward import batch_norm_backward, normalized
from reference.mistakes.batch_norm_backward import compact


@mistake(
    batch_norm_backward,
    headline="X itself in one path",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="in the path through the variance, X stands as it came in, not normalized.",
    right="dgamma, dbeta, and two of the three paths of dX.",
    hints=("Add 100 to a column of X. Does the output change? Should dX change, and does it?",),
    constants=(0.0, 1.0),
)
def raw_input_in_the_variance_path(dY, X, gamma, eps, which):
    deviation, xhat = normalized(X, eps)
    sums = ((dY * X).mean(axis=0), (dY * xhat).mean(axis=0))[int(which)]
    dX = gamma / deviation * (dY - dY.mean(axis=0) - X * sums)
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="a mean left in one path",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="in the path through the variance, the mean is not subtracted from one of the two inputs.",
    right="dgamma, dbeta, and two of the three paths of dX.",
    hints=("Add 100 to a column of X. Does the output change? Should dX change, and does it?",),
    constants=(0.0, 1.0),
)
def input_not_centred_in_one_factor(dY, X, gamma, eps, which):
    deviation, xhat = normalized(X, eps)
    one, other = ((X / deviation, xhat), (xhat, X / deviation))[int(which)]
    dX = gamma / deviation * (dY - dY.mean(axis=0) - one * (dY * other).mean(axis=0))
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="the mean is not removed",
    sentence="X is divided by its deviation without being centred. At mean 0 nothing is wrong.",
    why="X is divided by the standard deviation, but its mean is not subtracted before.",
    hints=(
        "Add 100 to a column of X. The output stays as it is. Should dX and dgamma change, and do"
        " they?",
    ),
)
def input_never_centred(dY, X, gamma, eps):
    deviation, _ = normalized(X, eps)
    return compact(dY, gamma, deviation, X / deviation)
