"""`mlp_gradient` with a wrong way back through batch normalization."""

import numpy as np

from reference.formula import mistake
from reference.formulas.batch_norm import batch_norm
from reference.formulas.batch_norm_backward import batch_norm_backward
from reference.formulas.mlp_gradient import mlp_gradient
from reference.mistakes.mlp_gradient import backwards


@mistake(
    mlp_gradient,
    headline="the mean held constant",
    sentence="gamma and beta of the last hidden layer are right; W before it is not.",
    why="on the way back through the normalization, the mean, or mean and variance, are treated as"
    " constants. Both depend on every sample of the batch.",
    right="The gradients of the last layer, and of gamma and beta before it.",
    hints=(
        "Add up the gradient before the normalization over the samples. What should each column"
        " give, and what does it?",
        "By how many paths does a value reach the normalized one? Which of them does the code"
        " follow?",
    ),
    constants=(0.0, 1.0),
)
def mean_held_constant(params, X, Y, eps, alone):
    def through_norm(dA, Z, gamma, eps):
        _, dgamma, dbeta = batch_norm_backward(dA, Z, gamma, eps)
        normalized = batch_norm(Z, 1.0, 0.0, eps)
        dZ = dA - alone * normalized * (dA * normalized).mean(axis=0)
        return gamma / np.sqrt(Z.var(axis=0) + eps) * dZ, dgamma, dbeta

    return backwards(params, X, Y, eps, through_norm=through_norm)


@mistake(
    mlp_gradient,
    headline="variance held constant",
    sentence="gamma and beta of the last hidden layer are right; W before it is not.",
    why="on the way back through the normalization, the variance is treated as a constant. It"
    " depends on every sample of the batch.",
    right="The gradients of the last layer, and of gamma and beta before it.",
    hints=(
        "By how many paths does a value reach the normalized one? Which of them does the code"
        " follow?",
        "Double the distances of a column from its mean. Normalized values hardly change: which"
        " part of the gradient sees to that?",
    ),
)
def variance_held_constant(params, X, Y, eps):
    def through_norm(dA, Z, gamma, eps):
        _, dgamma, dbeta = batch_norm_backward(dA, Z, gamma, eps)
        dZ = gamma / np.sqrt(Z.var(axis=0) + eps) * (dA - dA.mean(axis=0))
        return dZ, dgamma, dbeta

    return backwards(params, X, Y, eps, through_norm=through_norm)


@mistake(
    mlp_gradient,
    headline="no way back through it",
    sentence="The way back does not go through the normalization as a whole.",
    why="the gradient passes the normalization unchanged, or times gamma alone.",
    right="The gradients of the last layer, and of gamma and beta before it.",
    hints="Multiply X by 10. Normalized values hardly change: what should become of the gradient"
    " of W1? What becomes of it?",
    constants=(0.0, 1.0),
)
def normalization_passed_over(params, X, Y, eps, scaled):
    def through_norm(dA, Z, gamma, eps):
        _, dgamma, dbeta = batch_norm_backward(dA, Z, gamma, eps)
        return gamma * dA if scaled else dA, dgamma, dbeta

    return backwards(params, X, Y, eps, through_norm=through_norm)


@mistake(
    mlp_gradient,
    headline="gamma lost on the way back",
    sentence="The way back goes through the normalization, but not through gamma.",
    why="the gradient by the normalized values is not multiplied by gamma. On the way forward gamma"
    " multiplies them.",
    right="The gradients of the last layer, and of gamma and beta before it.",
    hints="By which factors does a normalized value reach the next layer? Which of them does the"
    " gradient meet on its way back?",
)
def gamma_lost(params, X, Y, eps):
    def through_norm(dA, Z, gamma, eps):
        _, dgamma, dbeta = batch_norm_backward(dA, Z, gamma, eps)
        return batch_norm_backward(dA, Z, np.ones_like(gamma), eps)[0], dgamma, dbeta

    return backwards(params, X, Y, eps, through_norm=through_norm)


@mistake(
    mlp_gradient,
    headline="eps lost on the way back",
    sentence="Nearly right; the way back through the normalization has no eps.",
    why="the standard deviation of the way back is the root of the variance alone. On the way"
    " forward eps stands under that root.",
    right="The gradients of the last layer.",
    hints="For a column of equal values, by what do the two ways divide, forward and back?",
)
def eps_lost(params, X, Y, eps):
    def through_norm(dA, Z, gamma, eps):
        with np.errstate(all="ignore"):
            return batch_norm_backward(dA, Z, gamma, 0.0)

    return backwards(params, X, Y, eps, through_norm=through_norm)


@mistake(
    mlp_gradient,
    headline="gamma by the wrong values",
    sentence="The gradients of gamma are made with values that are not normalized, or averaged.",
    why="the gradient of gamma sums products with the inputs of the normalization, or takes a mean;"
    " or the one of beta takes its place.",
    right="The gradients of the last layer.",
    hints="Which value does gamma multiply on the way forward? Which one does the code multiply by"
    " on the way back?",
    constants=(0.0, 1.0, 2.0, 3.0),
)
def gamma_by_the_wrong_values(params, X, Y, eps, form):
    def through_norm(dA, Z, gamma, eps):
        dZ, dgamma, dbeta = batch_norm_backward(dA, Z, gamma, eps)
        pairs = (
            ((dA * Z).sum(axis=0), dbeta),
            ((dA * (Z - Z.mean(axis=0))).sum(axis=0), dbeta),
            (dgamma / len(Z), dbeta / len(Z)),
            (dbeta, dgamma),
        )
        return dZ, *pairs[int(form)]

    return backwards(params, X, Y, eps, through_norm=through_norm)
