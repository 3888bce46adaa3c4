"""`batch_norm_backward` where gamma enters too often."""

from reference.formula import mistake
from reference.formulas.batch_norm_backward import batch_norm_backward


@mistake(
    batch_norm_backward,
    headline="gamma twice in dX",
    sentence="dgamma and dbeta are right. dX is wrong.",
    why="every column of dX is multiplied with the gamma of that column two times. Where gamma is"
    " 1 nothing is wrong.",
    right="dgamma, dbeta, and the three paths by which X reaches the output.",
    hints=(
        "Call it with gamma = (1, 1) and with gamma = (2, 2). By what factor should dX grow, and"
        " by what does it?",
    ),
)
def gamma_twice_in_dX(dY, X, gamma, eps):
    dX, dgamma, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return dX * gamma, dgamma, dbeta


@mistake(
    batch_norm_backward,
    headline="gamma in both sums",
    sentence="dX is right. dgamma and dbeta carry a factor gamma.",
    why="dgamma and dbeta are added up from the gradient of the normalized input, which contains"
    " gamma, not from dY.",
    right="dX.",
    hints=(
        "Through which operation do gamma and beta enter the output? What stands in their place"
        " when that is differentiated?",
    ),
)
def gamma_in_both_sums(dY, X, gamma, eps):
    dX, dgamma, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return dX, gamma * dgamma, gamma * dbeta


@mistake(
    batch_norm_backward,
    headline="gamma in dgamma",
    sentence="dX and dbeta are right. dgamma carries a factor gamma.",
    why="dY is multiplied with gamma, or with the scaled output, before it is added up for dgamma.",
    right="dX and dbeta.",
    hints=("By what is gamma multiplied in the forward pass? Differentiate that line by gamma.",),
)
def gamma_in_dgamma(dY, X, gamma, eps):
    dX, dgamma, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return dX, gamma * dgamma, dbeta


@mistake(
    batch_norm_backward,
    headline="gamma in dbeta",
    sentence="dX and dgamma are right. dbeta carries a factor gamma.",
    why="dY is multiplied with gamma before it is added up for dbeta.",
    right="dX and dgamma.",
    hints=(
        "Change gamma only. By how much does the output change when beta grows by 1, before and"
        " after?",
    ),
)
def gamma_in_dbeta(dY, X, gamma, eps):
    dX, dgamma, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return dX, dgamma, gamma * dbeta
