"""`batch_norm_backward` where dgamma or dbeta is wrong."""

import numpy as np

from reference.formula import mistake
from reference.formulas.batch_norm import centre
from reference.formulas.batch_norm_backward import batch_norm_backward, normalized


@mistake(
    batch_norm_backward,
    headline="dgamma not divided",
    sentence="dX and dbeta are right. dgamma is wrong.",
    why="dgamma is computed with the centred input, before its division by the standard deviation.",
    right="dX and dbeta.",
    hints=("By what is gamma multiplied in the forward pass? Differentiate that line by gamma.",),
)
def centred_input_in_dgamma(dY, X, gamma, eps):
    dX, _, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return dX, (dY * centre(X)).sum(axis=0), dbeta


@mistake(
    batch_norm_backward,
    headline="variance in dgamma",
    sentence="dX and dbeta are right. dgamma is wrong.",
    why="dgamma is divided by the standard deviation once too often.",
    right="dX and dbeta.",
    hints=("By what is gamma multiplied in the forward pass? Differentiate that line by gamma.",),
)
def dgamma_divided_by_the_variance(dY, X, gamma, eps):
    dX, dgamma, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return dX, dgamma / normalized(X, eps)[0], dbeta


@mistake(
    batch_norm_backward,
    headline="eps is missing in dgamma",
    sentence="dX and dbeta are right. dgamma is close to the right one for a small eps.",
    why="in dgamma, the input is normalized without eps.",
    right="dX and dbeta.",
    hints=("Call it with eps = 0.1 and with eps = 0.001. Should dgamma change? Does it?",),
)
def eps_missing_in_dgamma(dY, X, gamma, eps):
    dX, _, dbeta = batch_norm_backward(dY, X, gamma, eps)
    return dX, (dY * centre(X) / np.sqrt((centre(X) ** 2).mean(axis=0))).sum(axis=0), dbeta


@mistake(
    batch_norm_backward,
    headline="dgamma is always 0",
    sentence="dX and dbeta are right. dgamma is 0 up to rounding.",
    why="what is added up for dgamma comes to 0 in every column, as the normalized input does"
    " without dY.",
    right="dX and dbeta.",
    hints=("Does a sum of products equal the product of the sums? Try (1, -1) and (2, 3).",),
    constants=(0.0, 1.0),
)
def upstream_left_out_of_dgamma(dY, X, gamma, eps, which):
    dX, _, dbeta = batch_norm_backward(dY, X, gamma, eps)
    _, xhat = normalized(X, eps)
    return dX, (xhat.sum(axis=0), dbeta * xhat.sum(axis=0))[int(which)], dbeta


@mistake(
    batch_norm_backward,
    headline="signs lost in dgamma",
    sentence="dX and dbeta are right. dgamma is wrong.",
    why="in dgamma, the normalized input has lost its signs: it is squared, or taken without sign.",
    right="dX and dbeta.",
    hints=("By what is gamma multiplied in the forward pass? Differentiate that line by gamma.",),
    constants=(0.0, 1.0),
)
def normalized_input_squared_in_dgamma(dY, X, gamma, eps, which):
    dX, _, dbeta = batch_norm_backward(dY, X, gamma, eps)
    _, xhat = normalized(X, eps)
    return dX, (dY * (xhat**2, np.abs(xhat))[int(which)]).sum(axis=0), dbeta


@mistake(
    batch_norm_backward,
    headline="dbeta counts samples",
    sentence="dX and dgamma are right. dbeta is N everywhere.",
    why="the derivative of the output by beta is added up, but dY does not multiply it.",
    right="dX and dgamma.",
    hints=("Double dY. What should happen to dbeta, and what does?",),
)
def batch_counted_in_dbeta(dY, X, gamma, eps):
    dX, dgamma, _ = batch_norm_backward(dY, X, gamma, eps)
    return dX, dgamma, np.full(X.shape[1], float(len(X)))


@mistake(
    batch_norm_backward,
    headline="X stands in dbeta",
    sentence="dX and dgamma are right. dbeta depends on X.",
    why="dbeta is added up with X in it. The output moves with beta alike, whatever X is.",
    right="dX and dgamma.",
    hints=(
        "Raise beta by 1. By how much does every entry of the output grow? Where does X enter?",
    ),
    constants=(0.0, 1.0),
)
def input_in_dbeta(dY, X, gamma, eps, which):
    dX, dgamma, _ = batch_norm_backward(dY, X, gamma, eps)
    return dX, dgamma, (X.sum(axis=0), (dY * X).sum(axis=0))[int(which)]
