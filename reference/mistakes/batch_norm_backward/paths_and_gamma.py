"""`batch_norm_backward` where gamma or the factor in front reaches only some of the paths."""

from reference.formula import mistake
from reference.formulas.batch_norm_backward import batch_norm_backward, normalized


@mistake(
    batch_norm_backward,
    headline="gamma in one path only",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="gamma multiplies the direct path; the other two are made from dY without it.",
    right="dgamma, dbeta, and the direct path of dX.",
    hints=(
        "Add up each column of dX. What should come out, if adding a number to a whole column of X"
        " changes nothing?",
    ),
)
def gamma_in_the_direct_path_alone(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    others = dY.mean(axis=0) + xhat * (dY * xhat).mean(axis=0)
    dX = (gamma * dY - others) / deviation
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="gamma missing in one path",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="the path through the variance is made from dY without gamma; the other two have it.",
    right="dgamma, dbeta, and two of the three paths of dX.",
    hints=(
        "Which of the three paths should grow with gamma? Follow gamma through the code of each.",
    ),
)
def gamma_missing_in_the_variance_path(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    dX = (gamma * (dY - dY.mean(axis=0)) - xhat * (dY * xhat).mean(axis=0)) / deviation
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="gamma missing in one path",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="the path through the mean is made from dY without gamma; the other two have it.",
    right="dgamma, dbeta, and two of the three paths of dX.",
    hints=(
        "Add up each column of dX. What should come out, if adding a number to a whole column of X"
        " changes nothing?",
    ),
)
def gamma_missing_in_the_mean_path(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    dX = (gamma * (dY - xhat * (dY * xhat).mean(axis=0)) - dY.mean(axis=0)) / deviation
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="gamma missing in one path",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="the direct path is made from dY without gamma; the other two have it.",
    right="dgamma, dbeta, and two of the three paths of dX.",
    hints=(
        "Add up each column of dX. What should come out, if adding a number to a whole column of X"
        " changes nothing?",
    ),
)
def gamma_missing_in_the_direct_path(dY, X, gamma, eps):
    deviation, xhat = normalized(X, eps)
    dX = (dY - gamma * (dY.mean(axis=0) + xhat * (dY * xhat).mean(axis=0))) / deviation
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="gamma twice in a path",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="gamma multiplies the sums over the samples and then everything once more.",
    right="dgamma, dbeta, and the direct path of dX.",
    hints=(
        "Call it with gamma = (1, 1) and with gamma = (2, 2). By what factor should dX grow, and"
        " by what does it?",
    ),
    constants=(1.0, 0.0),
)
def gamma_twice_in_the_sums(dY, X, gamma, eps, power):
    deviation, xhat = normalized(X, eps)
    through_mean = dY.mean(axis=0) * gamma**power
    dX = gamma / deviation * (dY - through_mean - gamma * xhat * (dY * xhat).mean(axis=0))
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]


@mistake(
    batch_norm_backward,
    headline="bracket after the factor",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="the division by the standard deviation reaches the direct path only, not the other two.",
    right="dgamma, dbeta, and the direct path of dX.",
    hints=("In which order does Python read a * b - c? Where are the brackets on paper?",),
    constants=(0.0, 1.0),
)
def factor_in_front_of_one_term(dY, X, gamma, eps, which):
    deviation, xhat = normalized(X, eps)
    others = dY.mean(axis=0) + xhat * (dY * xhat).mean(axis=0)
    dX = (gamma / deviation * dY - others, gamma * (dY / deviation - others))[int(which)]
    return dX, *batch_norm_backward(dY, X, gamma, eps)[1:]
